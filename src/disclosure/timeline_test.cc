// SPDX-License-Identifier: Apache-2.0
#include "disclosure/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

Notice notice(std::string clock, const std::vector<std::optional<Instant>>& moments) {
  Notice out;
  out.clock = std::move(clock);
  for (const auto& moment : moments) out.recipients.push_back({{"somebody"}, "mail", moment, {}});
  return out;
}

TEST(TimelineOf, TakesEventsThatHaveAMoment) {
  Case one;
  one.id = "V-2026-0001";
  one.events = {{Trigger::aware, at("2026-11-01T09:00:00Z"), {}}, {Trigger::correction_begun, std::nullopt, {}}};
  const Timeline found = timeline_of(one);
  EXPECT_EQ(found.id, "V-2026-0001");
  ASSERT_THAT(found.events, SizeIs(1));
  EXPECT_EQ(found.events[0].first, Trigger::aware);
  EXPECT_THAT(found.acts, IsEmpty());
}

TEST(TimelineOf, ADecisionAnswersOnlyWhereNobodyNeedBeTold) {
  Case one;
  one.decisions = {{"eu-mdr/serious-incident", false, "no harm is possible", {"Max Roe"}, "", at("2026-11-02T00:00:00Z")},
                   {"us-cfr-806/correction-report", true, "reduces a risk", {"Max Roe"}, "", at("2026-11-02T00:00:00Z")},
                   {"own-policy/triage", std::nullopt, "", {}, "", {}},
                   {"eu-mdr/field-safety-notice", false, "", {}, "", {}}};
  const Timeline found = timeline_of(one);
  ASSERT_THAT(found.acts, SizeIs(2));
  EXPECT_EQ(found.acts[0].clock, "eu-mdr/serious-incident");
  EXPECT_EQ(found.acts[0].at, at("2026-11-02T00:00:00Z"));
  EXPECT_EQ(found.acts[0].not_required_because, "no harm is possible");
  // Never taken for something that was sent, and known at every moment.
  EXPECT_FALSE(found.acts[1].not_required_because.empty());
  EXPECT_LT(found.acts[1].at, 0);
}

TEST(TimelineOf, ANoticeAnswersItsClockWhenTheLastRecipientWasTold) {
  Case one;
  one.notices = {notice("a/open", {at("2026-11-02T00:00:00Z"), std::nullopt}),
                 notice("a/complete", {at("2026-11-04T00:00:00Z"), at("2026-11-03T00:00:00Z")}), notice("a/nobody", {}),
                 notice("", {at("2026-11-02T00:00:00Z")})};
  const Timeline found = timeline_of(one);
  ASSERT_THAT(found.acts, SizeIs(1));
  EXPECT_EQ(found.acts[0].clock, "a/complete");
  EXPECT_EQ(found.acts[0].at, at("2026-11-04T00:00:00Z"));
  EXPECT_EQ(found.acts[0].not_required_because, "");
}

TEST(TimelineOf, OneLetterAnswersAllTheClocksThatItNames) {
  Case one;
  one.notices = {notice("a/first", {at("2026-11-02T00:00:00Z"), at("2026-11-03T00:00:00Z")})};
  one.notices[0].further_clocks = {"b/second", "c/third"};
  Timeline found = timeline_of(one);
  ASSERT_THAT(found.acts, SizeIs(3));
  EXPECT_EQ(found.acts[1].clock, "b/second");
  EXPECT_EQ(found.acts[2].at, at("2026-11-03T00:00:00Z"));
  one.notices[0].recipients[0].at.reset();
  found = timeline_of(one);
  EXPECT_THAT(found.acts, IsEmpty());
}

TEST(TimelineOf, SaysWhoDecidedAndWhen) {
  Case one;
  one.decisions = {{"a/b", false, "no harm", {"Max Roe"}, "PRRC", at("2026-11-02T00:00:00Z")}};
  const Timeline found = timeline_of(one);
  ASSERT_THAT(found.acts, SizeIs(1));
  EXPECT_EQ(found.acts[0].decided.by, "Max Roe");
  EXPECT_EQ(found.acts[0].decided.role, "PRRC");
  EXPECT_EQ(found.acts[0].decided.at, at("2026-11-02T00:00:00Z"));
}

TEST(TimelineOf, AReportIsTurnedDownFromItsReviewOn) {
  Case one;
  EXPECT_FALSE(timeline_of(one).turned_down);
  one.outcome = Outcome::not_our_product;
  one.outcome_reason = "it is of Other Ltd";
  ASSERT_TRUE(timeline_of(one).turned_down);
  EXPECT_EQ(timeline_of(one).turned_down->because, "turned down: not our product, it is of Other Ltd");
  EXPECT_LT(timeline_of(one).turned_down->at, 0);
  one.source.reporter = {"Jane"};
  one.events = {{Trigger::reviewed, at("2026-11-03T00:00:00Z"), {}}};
  EXPECT_EQ(timeline_of(one).turned_down->at, at("2026-11-03T00:00:00Z"));
}

TEST(TimelineOf, TheClocksOfACaseFollowFromIt) {
  Regime regime;
  regime.id = "own";
  regime.clocks.resize(1);
  regime.clocks[0].id = "own/tell";
  regime.clocks[0].within = Period{2, PeriodUnit::day};
  Case one;
  one.events = {{Trigger::aware, at("2026-11-01T09:00:00Z"), {}}};
  one.notices = {notice("own/tell", {at("2026-11-02T09:00:00Z"), at("2026-11-05T09:00:00Z")})};
  const std::vector<Regime> regimes{regime};
  const auto state = [&](std::string_view when) { return read_clocks(timeline_of(one), regimes, {}, at(when)).at(0).state; };
  EXPECT_EQ(state("2026-11-02T10:00:00Z"), ClockState::running);
  EXPECT_EQ(state("2026-11-04T10:00:00Z"), ClockState::late);
  EXPECT_EQ(state("2026-11-06T10:00:00Z"), ClockState::done_late);
}

TEST(TimelineOf, OnlyWhoReportedWaitsForAnAnswer) {
  packs::Diagnostics diagnostics;
  const auto own = load_regime(
      "id: own\ntitle: Own\nsource: S\nchecked: 2026-11-01\nclocks:\n  - id: acknowledge\n    title: First answer\n    from: "
      "aware\n    within: 7 days\n    to: reporter\n    audience: reporter\n    section: \"1\"\n    force: policy\n    "
      "confidence: high\n",
      "own.yaml", diagnostics);
  ASSERT_TRUE(own) << diagnostics.text();
  Case one;
  one.events = {{Trigger::aware, at("2026-11-01T09:00:00Z"), {}}};
  const auto clocks = [&](SourceKind kind, const char* reporter) {
    one.source.kind = kind;
    one.source.reporter.text = reporter;
    return read_clocks(timeline_of(one), std::span(&*own, 1), {}, at("2026-11-02T09:00:00Z")).size();
  };
  EXPECT_EQ(clocks(SourceKind::researcher, ""), 1U);
  EXPECT_EQ(clocks(SourceKind::unsaid, ""), 1U) << "nobody said that there is none";
  EXPECT_EQ(clocks(SourceKind::monitoring, "Jane Doe"), 1U);
  EXPECT_EQ(clocks(SourceKind::monitoring, ""), 0U);
  EXPECT_EQ(clocks(SourceKind::own_test, "Tom of the test team"), 0U);
}

}  // namespace
}  // namespace crosswalk::disclosure
