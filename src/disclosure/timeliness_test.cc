// SPDX-License-Identifier: Apache-2.0
#include "disclosure/timeliness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

using ::testing::SizeIs;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

Case known(const std::string& id, std::string_view aware, std::string_view published = {}) {
  Case out;
  out.id = id;
  out.title = "A hole";
  out.events.push_back({Trigger::aware, at(aware), ""});
  if (!published.empty()) out.publications.push_back({"SA", "1", at(published), "", "", PublicationKind::published, ""});
  return out;
}

class Year : public ::testing::Test {
 protected:
  void SetUp() override {
    packs::Diagnostics diagnostics;
    const auto own = load_regime(
        "id: own\ntitle: Own\nsource: S\nchecked: 2026-11-01\nclocks:\n"
        "  - id: triage\n    title: Review\n    from: aware\n    answered_by: reviewed\n    within: 3 days\n    to: team\n"
        "    section: a\n    force: policy\n    confidence: low\n",
        "own.yaml", diagnostics);
    ASSERT_TRUE(own);
    regimes.push_back(*own);
    maker.products = {{"Pump", {{"2.4.1", true, base::Date{2026, 11, 12}}}}};
    input = {2026, at("2026-11-23T00:00:00Z"), &maker, regimes, {}, &stages};
  }
  Organisation maker;
  std::vector<Regime> regimes;
  std::unordered_map<std::string, StageTimes> stages;
  YearInput input;
};

TEST_F(Year, CountsWhatBecameKnownWasDisclosedOrWasOpenInIt) {
  Case closed_before = known("A", "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z");
  closed_before.stage = Stage::closed;
  Case disclosed_now = known("B", "2025-12-01T00:00:00Z", "2026-01-10T00:00:00Z");
  disclosed_now.stage = Stage::closed;
  Case turned_down = known("C", "2026-05-01T00:00:00Z");
  turned_down.outcome = Outcome::not_our_product;
  const std::vector<Case> cases{closed_before, disclosed_now, turned_down, known("D", "2024-01-01T00:00:00Z"),
                                known("E", "2026-12-01T00:00:00Z")};
  const YearReport report = report_year(cases, input);
  ASSERT_THAT(report.cases, SizeIs(3));
  EXPECT_EQ(report.cases[0].id, "B");
  EXPECT_EQ(report.figures.received, 1U);
  EXPECT_EQ(report.figures.turned_down, 1U);
  EXPECT_EQ(report.figures.disclosed, 1U);
  EXPECT_EQ(report.figures.open, 1U);
  EXPECT_EQ(report.figures.vulnerabilities, 0U);
}

TEST_F(Year, WorksOutMedianAndLongestInTenthsOfDays) {
  const std::vector<Case> cases{known("A", "2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z"),
                                known("B", "2026-01-01T00:00:00Z", "2026-01-02T12:00:00Z"),
                                known("C", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"), known("D", "2026-01-01T00:00:00Z")};
  const Days days = report_year(cases, input).figures.to_disclosure;
  EXPECT_EQ(days.cases, 3U);
  EXPECT_EQ(days_text(days.median), "10.0");
  EXPECT_EQ(days_text(days.most), "59.0");
  const Days even = report_year(std::span(cases).first(2), input).figures.to_disclosure;
  EXPECT_EQ(days_text(even.median), "5.7");
}

TEST_F(Year, AFixIsThereWhenItsVersionCameOutUnlessTheCaseSaysWhen) {
  Case one = known("A", "2026-11-02T00:00:00Z");
  one.resolution.kind = ResolutionKind::fix;
  one.resolution.fixed.push_back({"Pump", "2.4.1"});
  YearReport report = report_year(std::span(&one, 1), input);
  EXPECT_EQ(report.cases.front().fixed, at("2026-11-12T00:00:00Z"));
  EXPECT_EQ(report.figures.patched, 1U);
  EXPECT_EQ(report.figures.vulnerabilities, 1U);
  one.events.push_back({Trigger::measure_available, at("2026-11-05T00:00:00Z"), ""});
  EXPECT_EQ(report_year(std::span(&one, 1), input).cases.front().fixed, at("2026-11-05T00:00:00Z"));
  input.as_of = at("2026-11-04T00:00:00Z");
  EXPECT_FALSE(report_year(std::span(&one, 1), input).cases.front().fixed);
}

TEST_F(Year, TheReviewOfACaseAnswersTheClockForIt) {
  const Case one = known("A", "2026-11-02T00:00:00Z");
  EXPECT_EQ(report_year(std::span(&one, 1), input).figures.late, 1U);
  stages["A"][static_cast<std::size_t>(Stage::analysed)] = at("2026-11-03T00:00:00Z");
  const YearReport report = report_year(std::span(&one, 1), input);
  EXPECT_EQ(report.cases.front().reviewed, at("2026-11-03T00:00:00Z"));
  EXPECT_EQ(report.figures.in_time, 1U);
  EXPECT_EQ(report.figures.late, 0U);
  EXPECT_EQ(days_text(report.figures.to_review.median), "1.0");
}

TEST_F(Year, EndsAtItsEndOrWhenItIsLookedAt) {
  EXPECT_EQ(end_of_year(2026, at("2027-05-01T00:00:00Z"), Zone()), at("2026-12-31T23:59:59Z"));
  EXPECT_EQ(end_of_year(2026, at("2026-05-01T00:00:00Z"), Zone()), at("2026-05-01T00:00:00Z"));
  const Case late = known("A", "2025-11-02T00:00:00Z", "2027-01-02T00:00:00Z");
  input.as_of = at("2027-06-01T00:00:00Z");
  EXPECT_FALSE(report_year(std::span(&late, 1), input).cases.front().disclosed);
}

TEST_F(Year, WhatIsWantedAtOnceIsNeverCountedAsInTime) {
  for (Regime& regime : regimes) {
    for (Clock& clock : regime.clocks) clock.within.reset();
  }
  input.regimes = regimes;
  const Case one = known("A", "2026-11-02T00:00:00Z");
  stages["A"][static_cast<std::size_t>(Stage::reviewed)] = at("2026-11-08T00:00:00Z");
  const YearFigures figures = report_year(std::span(&one, 1), input).figures;
  EXPECT_EQ(figures.in_time, 0U);
  EXPECT_EQ(figures.done_unmeasured, 1U);
}

}  // namespace
}  // namespace crosswalk::disclosure
