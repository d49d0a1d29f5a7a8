// SPDX-License-Identifier: Apache-2.0
#include "eval/score.h"

#include <gtest/gtest.h>

#include "eval/independent.h"

namespace crosswalk::eval {
namespace {

using review::Verdict;

LabelledDocument labelled(std::string name, char value, bool firm = false) {
  LabelledDocument document;
  document.name = std::move(name);
  if (value != 'N') document.labels["c"] = {value, firm, {}};
  return document;
}

TEST(Score, CountsPrecisionAndRecallAsTheGuideSays) {
  const std::vector<LabelledDocument> labels{labelled("m1", 'M'), labelled("m2", 'M'),      labelled("n", 'N'),
                                             labelled("d", 'D'),  labelled("p", 'P', true), labelled("soft", 'P', false),
                                             labelled("x", 'X')};
  std::map<std::string, Verdicts> verdicts;
  for (const char* name : {"m1", "n", "soft", "x"}) verdicts[name]["c"] = Verdict::met;
  verdicts["p"]["c"] = Verdict::partial;
  const Scores scores = score(labels, verdicts, {"c"});
  EXPECT_DOUBLE_EQ(scores.all.precision(), 0.5);  // m1 right, n wrong; soft and x do not count
  EXPECT_DOUBLE_EQ(scores.all.recall(), 0.5);
  EXPECT_EQ(scores.all.false_met, std::vector<std::string>{});
  EXPECT_EQ(scores.by_constraint.at("c").false_met, std::vector<std::string>{"n"});
  EXPECT_EQ(scores.by_constraint.at("c").missed, std::vector<std::string>{"m2"});
}

TEST(Score, KappaIsOneForAgreementAndZeroForChance) {
  const std::vector<LabelledDocument> labels{labelled("a", 'M'), labelled("b", 'N'), labelled("c", 'P', true)};
  std::map<std::string, Verdicts> verdicts;
  verdicts["a"]["c"] = Verdict::met;
  verdicts["c"]["c"] = Verdict::partial;
  EXPECT_DOUBLE_EQ(score(labels, verdicts, {"c"}).all.kappa(), 1);
  for (const char* name : {"a", "b", "c"}) verdicts[name]["c"] = Verdict::met;
  EXPECT_DOUBLE_EQ(score(labels, verdicts, {"c"}).all.kappa(), 0);
}

TEST(Score, GapRecallIsTheShareOfFoldersWithoutAFalseMet) {
  std::vector<LabelledDocument> labels;
  for (int i = 0; i < 40; ++i) labels.push_back(labelled("n" + std::to_string(i), 'N'));
  std::map<std::string, Verdicts> verdicts;
  EXPECT_DOUBLE_EQ(score(labels, verdicts, {"c"}).all.gap_recall, 1);
  verdicts["n0"]["c"] = Verdict::met;
  EXPECT_DOUBLE_EQ(score(labels, verdicts, {"c"}).all.gap_recall, 0.5);  // 20 of 40 are drawn
}

TEST(Score, LeavesOtherLanguagesOut) {
  std::vector<LabelledDocument> labels{labelled("de", 'M')};
  labels[0].language = "de";
  const Scores scores = score(labels, {}, {"c"});
  EXPECT_EQ(scores.documents, 0);
  EXPECT_EQ(scores.left_out_by_language, 1);
}

TEST(Labels, NameTheLineThatIsWrong) {
  const auto labels =
      read_labels("{\"document\": \"a\"}\n\n{\"document\": \"b\", \"labels\": {\"c\": {\"value\": \"Q\"}}}\n", "l.jsonl");
  ASSERT_FALSE(labels);
  EXPECT_EQ(labels.error().subject, "l.jsonl:3");
  EXPECT_FALSE(read_labels("", "l.jsonl"));
  EXPECT_FALSE(read_labels("[1]", "l.jsonl"));
}

TEST(Independent, ComparesWithoutWhiteSpaceHyphensAndNotation) {
  EXPECT_TRUE(found_in("**Severity:** high", "Severity:\n  high"));
  EXPECT_TRUE(found_in("vulnerability", "vulnera-\nbility"));
  EXPECT_TRUE(found_in("fix", "\xEF\xAC\x81x"));
  EXPECT_FALSE(found_in("never said", "something else"));
}

}  // namespace
}  // namespace crosswalk::eval
