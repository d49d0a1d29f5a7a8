// SPDX-License-Identifier: Apache-2.0
#include "reports/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace crosswalk::reports {
namespace {

using review::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A pack whose clauses have a requirement each.
std::shared_ptr<packs::Pack> pack_of(const std::vector<std::string>& numbers) {
  auto pack = std::make_shared<packs::Pack>();
  pack->id = "p";
  pack->contents = {{"5", "Development"}, {"5.1", "Planning"}, {"5.2", "Analysis"}, {"Annex E", "Documents"}};
  for (const std::string& number : numbers) {
    packs::Clause clause;
    clause.number = number;
    clause.id = "p:" + number;
    packs::Constraint constraint;
    constraint.slug = "x";
    constraint.id = clause.id + "/x";
    clause.constraints.push_back(constraint);
    pack->clauses.push_back(clause);
  }
  return pack;
}

/// A review of them in which everything is met.
review::Review review_of(std::shared_ptr<packs::Pack> pack) {
  review::Review review;
  review.packs.push_back({pack->id, "1", "", ""});
  for (const packs::Clause& clause : pack->clauses) {
    review::ClauseResult& result = review.clauses.emplace_back();
    result.clause = &clause;
    review::ConstraintResult& each = result.constraints.emplace_back();
    each.constraint = &clause.constraints.front();
    each.verdict = Verdict::met;
  }
  review.keep.push_back(std::move(pack));
  return review;
}

void set(review::Review& review, std::size_t clause, Verdict verdict, std::string reason, packs::Severity severity) {
  review::ConstraintResult& result = review.clauses[clause].constraints.front();
  result.verdict = verdict;
  result.reason = std::move(reason);
  review::Gap& gap = review.gaps.emplace_back();
  gap.constraint = result.constraint->id;
  gap.severity = severity;
}

std::vector<std::string> numbers_of(const std::vector<GroupReadiness>& groups) {
  std::vector<std::string> out;
  for (const GroupReadiness& group : groups) out.push_back(group.number);
  return out;
}

}  // namespace

TEST(Readiness, GroupsByChapters) {
  const review::Review review = review_of(pack_of({"5.1.1", "5.1.2", "5.2.1", "7.1", "E.2"}));
  const auto groups = readiness(review);
  EXPECT_THAT(numbers_of(groups), ElementsAre("5", "7", "Annex E"));
  EXPECT_EQ(groups[0].title, "Development");
  EXPECT_EQ(groups[2].title, "Documents");
  EXPECT_EQ(groups[0].requirements, 3);
  EXPECT_FALSE(has_groups(review));
}

TEST(Readiness, NumbersOfOtherKindsStandForThemselves) {
  const review::Review review = review_of(pack_of({"Art. 13", "Art. 14", "V.A.4", "V.B", "E.2.1"}));
  EXPECT_THAT(numbers_of(readiness(review)), ElementsAre("Art. 13", "Art. 14", "V", "Annex E"));
}

TEST(Readiness, ALargeChapterIsToldByItsSections) {
  std::vector<std::string> numbers;
  for (int i = 1; i <= 7; ++i) numbers.push_back("5.1." + std::to_string(i));
  for (int i = 1; i <= 6; ++i) numbers.push_back("5.2." + std::to_string(i));
  numbers.emplace_back("5.3");
  EXPECT_THAT(numbers_of(readiness(review_of(pack_of(numbers)))), ElementsAre("5.1", "5.2", "5.3"));
}

TEST(Readiness, CountsRequirementsAndGaps) {
  review::Review review = review_of(pack_of({"5.1.1", "5.1.2", "5.1.3", "5.1.4"}));
  set(review, 0, Verdict::not_found, "", packs::Severity::major);
  set(review, 1, Verdict::partial, "vague", packs::Severity::minor);
  review.clauses[2].constraints.front().verdict = Verdict::not_applicable;
  const GroupReadiness group = readiness(review).front();
  EXPECT_EQ(group.requirements, 3);
  EXPECT_EQ(group.met, 1);
  EXPECT_EQ(group.percent(), 33);
  EXPECT_EQ(group.major, 1);
  EXPECT_EQ(group.minor, 1);
}

TEST(FirstSteps, AreInTheOrderInWhichTheyPay) {
  auto pack = pack_of({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.5", "5.1.6"});
  pack->clauses[0].constraints[0].applies_if = "has-accounts";
  review::Review review = review_of(std::move(pack));
  review.unanswered_conditions = {"has-accounts"};
  set(review, 0, Verdict::not_found, "", packs::Severity::major);
  set(review, 1, Verdict::partial, "process_only", packs::Severity::minor);
  set(review, 2, Verdict::partial, "vague", packs::Severity::minor);
  set(review, 3, Verdict::denied, "", packs::Severity::major);
  set(review, 4, Verdict::planned, "", packs::Severity::observation);
  review.undecided.push_back({"p:5.1.6/x", Verdict::needs_review, "conflict", "", {}});
  const std::vector<Step> steps = first_steps(review);
  std::vector<StepKind> kinds;
  for (const Step& step : steps) kinds.push_back(step.kind);
  EXPECT_THAT(kinds, ElementsAre(StepKind::answer, StepKind::correct, StepKind::decide, StepKind::write, StepKind::record,
                                 StepKind::complete));
  EXPECT_THAT(steps[0].conditions, ElementsAre("has-accounts"));
  EXPECT_THAT(steps[3].constraints, ElementsAre("p:5.1.1/x"));
  EXPECT_THAT(step_text(review, steps[1]), HasSubstr("5.1.4/x"));
}

TEST(FirstSteps, AreNoneWhereNothingIsOpen) { EXPECT_TRUE(first_steps(review_of(pack_of({"5.1.1"}))).empty()); }

TEST(FirstSteps, NameTheClausesThatHaveMost) {
  std::vector<std::string> numbers;
  for (int i = 1; i <= 5; ++i) numbers.push_back("5.1." + std::to_string(i));
  review::Review review = review_of(pack_of(numbers));
  for (std::size_t i = 0; i < numbers.size(); ++i) set(review, i, Verdict::not_found, "", packs::Severity::major);
  EXPECT_THAT(step_text(review, first_steps(review).front()), HasSubstr("5 requirements, most in 5.1.1, 5.1.2 and 5.1.3"));
}

}  // namespace crosswalk::reports
