// SPDX-License-Identifier: Apache-2.0
#include "review/decisions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::review {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

Decision decision() {
  Decision out;
  out.kind = "accept";
  out.constraint = "p:1/c";
  out.reason = "seen on site: \"ok\"\n- constraint: evil";
  out.by = "A. Person";
  out.role = "officer";
  out.on = "2026-01-02";
  out.evidence_sha256 = std::string(64, 'a');
  out.pack_version = "1.0";
  out.verdict = "partial";
  return out;
}

std::vector<Decision> load(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto decisions = load_decisions(text, "decisions.yaml", diagnostics);
  EXPECT_TRUE(decisions) << diagnostics.text();
  return decisions ? std::move(decisions).value() : std::vector<Decision>{};
}

std::string mistakes(std::string_view text) {
  packs::Diagnostics diagnostics;
  EXPECT_FALSE(load_decisions(text, "decisions.yaml", diagnostics));
  return diagnostics.text();
}

TEST(Decisions, ComeBackAsTheyWereAdded) {
  auto text = append_decision("", decision());
  ASSERT_TRUE(text);
  Decision second = decision();
  second.document = "x/y.md";
  second.kind = "not_applicable";
  text = append_decision(*text, second);
  ASSERT_TRUE(text);
  const auto loaded = load(*text);
  ASSERT_EQ(loaded.size(), 2U);
  EXPECT_EQ(loaded[0].reason, decision().reason);
  EXPECT_EQ(loaded[0].on, "2026-01-02");
  EXPECT_EQ(loaded[0].verdict, "partial");
  EXPECT_EQ(loaded[0].evidence_sha256, decision().evidence_sha256);
  EXPECT_EQ(loaded[1].document, "x/y.md");
  EXPECT_EQ(loaded[1].kind, "not_applicable");
}

TEST(Decisions, KeepWhatStandsInTheFile) {
  auto text = append_decision("", decision());
  ASSERT_TRUE(text);
  const std::string commented = *text + "  # discussed with the notified body\n";
  const auto longer = append_decision(commented, decision());
  ASSERT_TRUE(longer);
  EXPECT_THAT(*longer, StartsWith(commented));
  EXPECT_EQ(load(*longer).size(), 2U);
}

TEST(Decisions, AreAddedToAFileThatHoldsNoneYet) {
  for (const std::string before :
       {"", "\n", "# only a comment\n", "decisions:\n", "decisions: []\n", "# c\ndecisions:   # none"}) {
    const auto text = append_decision(before, decision());
    ASSERT_TRUE(text) << before;
    EXPECT_EQ(load(*text).size(), 1U) << before;
  }
}

TEST(Decisions, AreNotAddedToAFileThatIsBrokenOrWrittenOtherwise) {
  EXPECT_FALSE(append_decision("decisions: [\n", decision()));
  const auto refused = append_decision("other: 1\n", decision());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::malformed_workspace);
}

TEST(Decisions, NameEveryMistakeWithItsPlace) {
  const std::string text = mistakes(
      "decisions:\n"
      "  - {kind: acept, constraint: c, reason: r, by: b, role: o, on: 2026-01-02, evidence_sha256: x, pack_version: \"1\"}\n"
      "  - {kind: accept, constraint: c, reason: \" \", by: b, role: o, on: today, pack_version: \"1\", rolle: x}\n");
  EXPECT_THAT(text, HasSubstr("decisions.yaml:2:"));
  EXPECT_THAT(text, HasSubstr("did you mean 'accept'?"));
  EXPECT_THAT(text, HasSubstr("no SHA-256"));
  EXPECT_THAT(text, HasSubstr("'reason' is empty"));
  EXPECT_THAT(text, HasSubstr("'today' is no date"));
  EXPECT_THAT(text, HasSubstr("lacks 'evidence_sha256'"));
  EXPECT_THAT(text, HasSubstr("did you mean 'role'?"));
}

TEST(Decisions, OfSeveralTheLastCounts) {
  Decision first = decision();
  Decision other = decision();
  other.document = "a.md";
  Decision last = decision();
  last.kind = "reject";
  const auto latest = latest_decisions({first, other, last});
  ASSERT_EQ(latest.size(), 2U);
  EXPECT_EQ(latest[0].document, "a.md");
  EXPECT_EQ(latest[1].kind, "reject");
}

TEST(MakeDecision, RefusesWhatIsNotComplete) {
  packs::Constraint constraint;
  constraint.id = "p:1/c";
  Review review;
  review.packs = {{"p", "1.0", "", ""}};
  ClauseResult clause;
  ConstraintResult result;
  result.constraint = &constraint;
  result.evidence_sha256 = std::string(64, 'b');
  clause.constraints.push_back(result);
  review.clauses.push_back(clause);
  const base::Date on{2026, 1, 2};
  const auto code = [&](std::string_view kind, std::string_view id, std::string_view document, std::string_view reason) {
    const auto made = make_decision(review, kind, id, document, reason, "A", "B", on);
    return made ? "" : std::string(base::name_of(made.error().code));
  };
  EXPECT_EQ(code("accept", "1/c", "", "r"), "");
  EXPECT_EQ(code("maybe", "1/c", "", "r"), "usage");
  EXPECT_EQ(code("accept", "1/d", "", "r"), "unknown_constraint");
  EXPECT_EQ(code("accept", "1/c", "no.md", "r"), "usage");
  EXPECT_EQ(code("accept", "1/c", "", "  "), "usage");
  const auto made = make_decision(review, "not-applicable", "p:1/c", "", "r", "A", "B", on);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->kind, "not_applicable");
  EXPECT_EQ(made->pack_version, "1.0");
  EXPECT_EQ(made->evidence_sha256, std::string(64, 'b'));
}

}  // namespace
}  // namespace crosswalk::review
