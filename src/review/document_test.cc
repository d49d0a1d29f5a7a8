// SPDX-License-Identifier: Apache-2.0
#include "review/document.h"

#include <gtest/gtest.h>

#include "document/builder.h"
#include "matching/test_rules.h"

namespace crosswalk::review {
namespace {

using document::BlockKind;

constexpr std::string_view lexicon_yaml = R"yaml(concepts:
  cue-placeholder: ["re:____+"]
  cue-planned: ["planned"]
  severity: ["severity"]
  rank: ["critical|high"]
)yaml";
constexpr std::string_view ranked = "  - {rule: ranked, match: {any: [severity, rank]}}\n";

/// What a document says of the only constraint; not_found where it says nothing.
DocumentVerdict judge(const document::Document& document, std::string_view rules = ranked,
                      document::Role role = document::Role::advisory) {
  const auto compiled = matching::compile_rules({{"a.yaml", std::string(lexicon_yaml)}}, rules);
  document::Facts facts;
  facts.role = role;
  facts.owner = document::Owner::own;
  matching::Scanner::Scratch scratch(*compiled->scanner);
  auto verdicts = judge_document(*compiled, document, facts, "a.md", scratch);
  return verdicts.empty() ? DocumentVerdict{} : std::move(verdicts.front());
}

document::Document table(std::initializer_list<std::initializer_list<std::string_view>> rows) {
  document::Builder builder({});
  builder.begin_table();
  std::int32_t row = 0;
  for (const auto& cells : rows) {
    std::int32_t column = 0;
    for (const std::string_view cell : cells) builder.add_cell(row, column++, cell);
    ++row;
  }
  builder.end_table(0);
  return builder.finish();
}

TEST(Judging, TheNameOfAColumnIsNoEvidence) {
  const DocumentVerdict named = judge(table({{"Version", "Severity"}, {"1.0", "7"}}));
  EXPECT_EQ(named.verdict, Verdict::partial);
  EXPECT_EQ(named.reason, "vague");
  EXPECT_EQ(judge(table({{"Version", "Class"}, {"1.0", "Critical"}})).verdict, Verdict::met);
  EXPECT_EQ(judge(table({{"Class", "Critical, 9.8"}, {"Version", "1.0"}})).verdict, Verdict::met) << "a table of fields";
}

TEST(Judging, AHeadingNamesASubjectUnlessItIsAFieldWithItsValue) {
  const auto heading = [](std::string_view text) {
    document::Builder builder({});
    builder.add(BlockKind::heading, text, 2);
    builder.add(BlockKind::paragraph, "Text.");
    return judge(builder.finish()).verdict;
  };
  EXPECT_EQ(heading("Severity of vulnerabilities"), Verdict::partial);
  EXPECT_EQ(heading("Severity: Critical"), Verdict::met);
  EXPECT_EQ(heading("Severity: how we find out what a vulnerability is worth"), Verdict::partial);
  EXPECT_EQ(heading("Annex B: Severity"), Verdict::partial);
  EXPECT_EQ(heading("Part 2: Severity"), Verdict::partial);
}

TEST(Judging, AHintWithABlankIsAPlaceholder) {
  document::Builder builder({});
  builder.add(BlockKind::paragraph, "Severity: ____");
  const DocumentVerdict verdict = judge(builder.finish(), "  - {rule: hint, verdict: partial, reason: vague, match: severity}\n");
  EXPECT_EQ(verdict.verdict, Verdict::partial);
  EXPECT_EQ(verdict.reason, "placeholder");
}

TEST(Judging, APlanSaysMoreThanAVagueHintAndLessThanAStrongerOne) {
  const auto both = [](std::string_view reason) {
    document::Builder builder({});
    builder.add(BlockKind::paragraph, "The rank high is a hint.");
    builder.add(BlockKind::paragraph, "It is planned to state the severity.");
    return judge(builder.finish(), "  - {rule: hint, verdict: partial, reason: " + std::string(reason) +
                                       ", match: rank}\n  - {rule: stated, match: severity}\n")
        .verdict;
  };
  EXPECT_EQ(both("vague"), Verdict::planned);
  EXPECT_EQ(both("incomplete"), Verdict::partial);
}

}  // namespace
}  // namespace crosswalk::review
