// SPDX-License-Identifier: Apache-2.0
#include "disclosure/clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace crosswalk::disclosure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }
base::Date day(std::string_view text) { return *base::parse_iso_date(text); }

Regime regime(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto out = load_regime(text, "regime.yaml", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  return out.value_or(Regime{});
}

std::string mistakes(std::string_view text) {
  packs::Diagnostics diagnostics;
  EXPECT_FALSE(load_regime(text, "regime.yaml", diagnostics).has_value());
  return diagnostics.text();
}

constexpr std::string_view head = R"(id: law
title: A law
source: Act 1
checked: 2026-11-01
markets: [US]
device: yes
clocks:
)";

Regime with_clocks(std::string_view clocks) { return regime(std::string(head) + std::string(clocks)); }

std::string one_clock(std::string_view lines) {
  return "  - id: report\n    title: Report\n    to: somebody\n    section: \"1\"\n    confidence: high\n" + std::string(lines);
}

Manufacturer american() { return {{"US"}, true, *Zone::named("America/New_York")}; }

/// "law/report late 2026-12-05" for each clock.
std::vector<std::string> told(const Timeline& timeline, const Regime& law, const Manufacturer& who, std::string_view as_of) {
  std::vector<std::string> out;
  for (const Reading& reading : read_clocks(timeline, std::span(&law, 1), who, at(as_of))) {
    std::string line = reading.clock->id + " " + std::string(base::word(reading.state));
    if (const auto last = reading.last_day(who.zone)) line += " " + last->iso();
    out.push_back(line);
  }
  return out;
}

TEST(ReadClocks, AnEventMayAnswerAClock) {
  packs::Diagnostics diagnostics;
  const auto regime = load_regime(
      "id: own\ntitle: Own\nsource: us\nchecked: 2026-01-01\nclocks:\n"
      "  - {id: look, title: Look, from: aware, answered_by: reviewed, within: 3 days, to: team, section: one, confidence: "
      "high}\n",
      "own.yaml", diagnostics);
  ASSERT_TRUE(regime);
  constexpr Instant day = 24 * 60 * 60;
  const Instant aware = *artifacts::time::parse_rfc3339("2026-03-02T09:00:00Z");
  const auto state_with = [&](std::vector<std::pair<Trigger, Instant>> events) {
    events.emplace_back(Trigger::aware, aware);
    const auto readings = read_clocks({"V-1", events, {}}, std::span(&*regime, 1), {}, aware + 10 * day);
    return readings.size() == 1 ? readings[0].state : ClockState::not_required;
  };
  EXPECT_EQ(state_with({}), ClockState::late);
  EXPECT_EQ(state_with({{Trigger::reviewed, aware + day}}), ClockState::done);
  EXPECT_EQ(state_with({{Trigger::reviewed, aware + 8 * day}}), ClockState::done_late);
  // What has not happened yet answers nothing.
  EXPECT_EQ(state_with({{Trigger::reviewed, aware + 11 * day}}), ClockState::late);
  EXPECT_EQ(state_with({{Trigger::published, aware + day}}), ClockState::late);
}

TEST(Regime, ReadsPeriods) {
  EXPECT_EQ(parse_period("72 hours")->text(), "72 hours");
  EXPECT_EQ(parse_period("1 month")->text(), "1 month");
  EXPECT_EQ(parse_period("10 working days")->text(), "10 working days");
  for (const char* none : {"", "days", "0 days", "-1 days", "1.5 days", "10000 days", "3 weeks", "3 days ", "3  days", "3"})
    EXPECT_FALSE(parse_period(none).has_value()) << none;
}

TEST(Regime, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(mistakes(std::string(head) + one_clock("    from: awere\n    within: 3 days\n")), HasSubstr("awere"));
  EXPECT_THAT(mistakes(std::string(head) + one_clock("    from: aware\n    within: soon\n")), HasSubstr("'soon' is no period"));
  EXPECT_THAT(mistakes(std::string(head) + one_clock("    from: aware\n    within: 3 days\n    holidays: us_federal\n")),
              HasSubstr("working days only"));
  EXPECT_THAT(mistakes(std::string(head) + one_clock("    after: report\n    within: 3 days\n")), HasSubstr("to begin after it"));
  EXPECT_THAT(mistakes(std::string(head) + one_clock("    from: aware\n    within: 3 days\n    fine: 1000\n")),
              HasSubstr("fine"));
  EXPECT_THAT(mistakes("id: Law\n"), HasSubstr("'Law' is no id"));
}

TEST(Regime, WarnsOfOldKnowledgeAndOfIdsThatStandTwice) {
  const Regime law = with_clocks(one_clock("    from: aware\n    within: 3 days\n"));
  packs::Diagnostics fresh;
  check_regimes({law}, day("2027-11-01"), fresh);
  EXPECT_EQ(fresh.text(), "");
  packs::Diagnostics old;
  check_regimes({law}, day("2027-11-02"), old);
  EXPECT_FALSE(old.has_errors());
  EXPECT_THAT(old.text(), HasSubstr("since 2026-11-01"));
  packs::Diagnostics twice;
  check_regimes({law, law}, day("2026-11-02"), twice);
  EXPECT_TRUE(twice.has_errors());
}

TEST(Clock, CountsHoursFromTheMoment) {
  const Zone berlin = *Zone::named("Europe/Berlin");
  const Period day_and_night{24, PeriodUnit::hour};
  // The night in which clocks are set back has an hour more; an hour is an hour.
  EXPECT_EQ(late_from(day_and_night, Holidays::none, at("2026-10-24T18:00:00+02:00"), berlin), at("2026-10-25T17:00:00+01:00"));
}

TEST(Clock, CountsDaysFromTheNextToTheEndOfTheLast) {
  const Zone berlin = *Zone::named("Europe/Berlin");
  EXPECT_EQ(late_from({15, PeriodUnit::day}, Holidays::none, at("2026-11-23T00:30:00+01:00"), berlin),
            at("2026-12-09T00:00:00+01:00"));
  EXPECT_EQ(late_from({15, PeriodUnit::day}, Holidays::none, at("2026-11-23T23:59:00+01:00"), berlin),
            at("2026-12-09T00:00:00+01:00"));
  EXPECT_EQ(late_from({1, PeriodUnit::month}, Holidays::none, at("2027-01-31T12:00:00Z"), Zone()), at("2027-03-01T00:00:00Z"));
  EXPECT_EQ(late_from({10, PeriodUnit::working_day}, Holidays::us_federal, at("2026-11-23T12:00:00-05:00"),
                      *Zone::named("America/New_York")),
            at("2026-12-09T00:00:00-05:00"));
}

TEST(Clock, SaysWhereItStands) {
  const Regime law = with_clocks(one_clock("    from: uncontrolled_risk\n    within: 30 days\n"));
  Timeline timeline{"C-1", {{Trigger::aware, at("2026-10-01T10:00:00Z")}}, {}};
  EXPECT_THAT(told(timeline, law, american(), "2026-11-01T00:00:00Z"), ElementsAre());
  timeline.events.emplace_back(Trigger::uncontrolled_risk, at("2026-10-02T10:00:00Z"));
  EXPECT_THAT(told(timeline, law, american(), "2026-10-01T23:00:00Z"), ElementsAre());
  EXPECT_THAT(told(timeline, law, american(), "2026-10-02T10:00:00Z"), ElementsAre("law/report running 2026-11-01"));
  EXPECT_THAT(told(timeline, law, american(), "2026-11-01T22:00:00Z"), ElementsAre("law/report due 2026-11-01"));
  EXPECT_THAT(told(timeline, law, american(), "2026-11-02T04:59:59Z"), ElementsAre("law/report due 2026-11-01"));
  EXPECT_THAT(told(timeline, law, american(), "2026-11-02T05:00:00Z"), ElementsAre("law/report late 2026-11-01"));
  timeline.acts.push_back({"law/report", at("2026-11-03T10:00:00Z"), {}});
  EXPECT_THAT(told(timeline, law, american(), "2026-11-02T05:00:00Z"), ElementsAre("law/report late 2026-11-01"));
  EXPECT_THAT(told(timeline, law, american(), "2026-11-04T00:00:00Z"), ElementsAre("law/report done_late 2026-11-01"));
  timeline.acts.push_back({"law/report", at("2026-10-30T10:00:00Z"), {}});
  EXPECT_THAT(told(timeline, law, american(), "2026-11-04T00:00:00Z"), ElementsAre("law/report done 2026-11-01"));
  timeline.acts = {{"law/report", at("2026-10-30T10:00:00Z"), "no risk to health; J. Doe, regulatory affairs"}};
  EXPECT_THAT(told(timeline, law, american(), "2026-11-04T00:00:00Z"), ElementsAre("law/report not_required 2026-11-01"));
}

TEST(Clock, WaitsForAnotherOneAndForASecondEvent) {
  const Regime law = with_clocks(one_clock("    from: measure_available\n    when: actively_exploited\n    within: 14 days\n") +
                                 "  - id: final\n    title: Final\n    to: somebody\n    section: \"2\"\n    confidence: low\n"
                                 "    after: report\n    within: 1 month\n");
  Timeline timeline{"C-1", {{Trigger::measure_available, at("2026-10-01T10:00:00Z")}}, {}};
  EXPECT_THAT(told(timeline, law, american(), "2026-12-31T00:00:00Z"), ElementsAre());
  timeline.events.emplace_back(Trigger::actively_exploited, at("2026-10-05T10:00:00Z"));
  EXPECT_THAT(told(timeline, law, american(), "2026-10-06T00:00:00Z"), ElementsAre("law/report running 2026-10-19"));
  timeline.acts.push_back({"law/report", at("2026-10-07T10:00:00Z"), {}});
  EXPECT_THAT(told(timeline, law, american(), "2026-10-08T00:00:00Z"),
              ElementsAre("law/report done 2026-10-19", "law/final running 2026-11-07"));
  timeline.acts[0].not_required_because = "not in the scope";
  EXPECT_THAT(told(timeline, law, american(), "2026-10-08T00:00:00Z"), ElementsAre("law/report not_required 2026-10-19"));
}

// FDA's thirty days are counted from learning of the vulnerability, not from finding out how bad it is.
TEST(Clock, WhatMustBeGivenDoesNotMoveTheBeginning) {
  const Regime law = with_clocks(one_clock("    from: aware\n    given: uncontrolled_risk\n    within: 30 days\n"));
  Timeline timeline{"C-1", {{Trigger::aware, at("2026-10-01T10:00:00Z")}}, {}};
  EXPECT_THAT(told(timeline, law, american(), "2026-12-31T00:00:00Z"), ElementsAre());
  timeline.events.emplace_back(Trigger::uncontrolled_risk, at("2026-10-20T10:00:00Z"));
  EXPECT_THAT(told(timeline, law, american(), "2026-10-19T00:00:00Z"), ElementsAre()) << "nobody knows it yet";
  EXPECT_THAT(told(timeline, law, american(), "2026-10-21T00:00:00Z"), ElementsAre("law/report running 2026-10-31"));
  timeline.events[1].second = at("2026-11-20T10:00:00Z");
  EXPECT_THAT(told(timeline, law, american(), "2026-11-21T00:00:00Z"), ElementsAre("law/report late 2026-10-31"));
}

TEST(Clock, AMemberStateIsAPartOfTheUnion) {
  EXPECT_TRUE(is_sold_in("EU", "EU"));
  EXPECT_TRUE(is_sold_in("DE", "EU"));
  EXPECT_TRUE(is_sold_in("US", "US"));
  EXPECT_FALSE(is_sold_in("NO", "EU"));
  EXPECT_FALSE(is_sold_in("GB", "EU"));
  EXPECT_FALSE(is_sold_in("EU", "DE"));
  Regime regime;
  regime.markets = {"EU", "NO"};
  EXPECT_EQ(applies(regime, {{"SE"}, {}, {}}), true);
  EXPECT_EQ(applies(regime, {{"NO"}, {}, {}}), true);
  EXPECT_EQ(applies(regime, {{"CH", "GB"}, {}, {}}), false);
}

TEST(Clock, AMarketThatNoRegimeNamesIsSaid) {
  Regime here;
  here.markets = {"EU"};
  Regime everywhere;
  const std::vector<Regime> regimes{here, everywhere};
  EXPECT_EQ(unwatched_markets(regimes, {{"DE", "CA", "USA", "EU"}, {}, {}}), (std::vector<std::string>{"CA", "USA"}));
  EXPECT_TRUE(unwatched_markets(regimes, {}).empty());
}

TEST(Clock, AppliesByMarketKindOfProductAndDay) {
  Regime law =
      with_clocks(one_clock("    from: aware\n    within: 3 days\n    valid_from: 2026-09-11\n    valid_until: 2026-12-31\n"));
  const auto on = [&](std::string_view aware, const Manufacturer& who) {
    return told({"C-1", {{Trigger::aware, at(aware)}}, {}}, law, who, "2027-12-31T00:00:00Z").size();
  };
  EXPECT_EQ(on("2026-10-01T00:00:00Z", american()), 1U);
  EXPECT_EQ(on("2026-09-10T12:00:00Z", american()), 0U);
  EXPECT_EQ(on("2027-01-01T12:00:00Z", american()), 0U);
  Manufacturer other = american();
  other.markets = {"EU"};
  EXPECT_EQ(on("2026-10-01T00:00:00Z", other), 0U);
  other = american();
  other.device = false;
  EXPECT_EQ(on("2026-10-01T00:00:00Z", other), 0U);
  // Nobody said what it is: it counts, and says so.
  other.device.reset();
  const auto readings = read_clocks({"C-1", {{Trigger::aware, at("2026-10-01T00:00:00Z")}}, {}}, std::span(&law, 1), other,
                                    at("2026-10-02T00:00:00Z"));
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_TRUE(readings[0].device_unsaid);
}

TEST(Clock, OrdersByUrgency) {
  const Regime law = with_clocks(one_clock("    from: aware\n    within: 3 days\n"));
  std::vector<Reading> all;
  const auto add = [&](std::string id, std::string_view aware, bool done) {
    Timeline timeline{std::move(id), {{Trigger::aware, at(aware)}}, {}};
    if (done) timeline.acts.push_back({"law/report", at(aware), {}});
    for (Reading& one : read_clocks(timeline, std::span(&law, 1), american(), at("2026-10-10T00:00:00Z")))
      all.push_back(std::move(one));
  };
  add("done", "2026-10-01T00:00:00Z", true);
  add("running", "2026-10-09T00:00:00Z", false);
  add("late", "2026-10-03T00:00:00Z", false);
  add("later", "2026-10-02T00:00:00Z", false);
  std::sort(all.begin(), all.end(), is_more_urgent);
  std::vector<std::string> order;
  order.reserve(all.size());
  for (const Reading& one : all) order.push_back(one.case_id);
  EXPECT_THAT(order, ElementsAre("later", "late", "running", "done"));
}

// What we ship: every file loads, and what domain experts look for is in it.
TEST(Regimes, ShippedOnesLoad) {
  std::vector<Regime> all;
  packs::Diagnostics diagnostics;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(CROSSWALK_SOURCE_DIR "/packs/regimes"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::ifstream in(path);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (auto one = load_regime(text, path.filename().string(), diagnostics)) all.push_back(std::move(*one));
  }
  ASSERT_FALSE(all.empty());
  check_regimes(all, all.front().checked, diagnostics);
  EXPECT_EQ(diagnostics.text(), "");

  const Manufacturer device_maker{{"EU", "US"}, true, *Zone::named("Europe/Berlin")};
  const Timeline exploited{"C-1",
                           {{Trigger::aware, at("2026-11-20T09:00:00+01:00")},
                            {Trigger::actively_exploited, at("2026-11-20T09:00:00+01:00")},
                            {Trigger::uncontrolled_risk, at("2026-11-20T09:00:00+01:00")}},
                           {}};
  const auto ids = [&](const Manufacturer& who) {
    std::vector<std::string> out;
    for (const Reading& reading : read_clocks(exploited, all, who, at("2026-11-20T12:00:00+01:00")))
      out.push_back(reading.clock->id);
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_THAT(ids(device_maker), ElementsAre("own-policy/acknowledge", "own-policy/triage", "us-fda-postmarket/customers-told",
                                             "us-fda-postmarket/risk-remediated"));
  for (const Regime& regime : all) {
    if (regime.id != "us-fda-postmarket") continue;
    for (const Clock& clock : regime.clocks) {
      EXPECT_EQ(clock.from, Trigger::aware) << clock.id << ": the guidance counts from learning of the vulnerability";
      EXPECT_EQ(clock.given, Trigger::uncontrolled_risk) << clock.id;
    }
  }
  EXPECT_THAT(ids({{"EU"}, false, device_maker.zone}),
              ElementsAre("eu-cra/exploited-early-warning", "eu-cra/exploited-notification", "eu-cra/exploited-users",
                          "own-policy/acknowledge", "own-policy/triage"));
}

// "At once" has no number: that it was done is known, and how long it took; that it was in time is not.
TEST(ReadClocks, NeverSaysInTimeWhereTheRuleHasNoNumber) {
  const Regime law = with_clocks(one_clock("    from: aware\n    within: at once\n"));
  const Instant aware = at("2026-11-02T09:00:00Z");
  Timeline timeline{"V-1", {{Trigger::aware, aware}}, {}};
  EXPECT_THAT(told(timeline, law, american(), "2026-11-20T00:00:00Z"), ElementsAre("law/report due"));
  const auto took = [&](Instant seconds) {
    timeline.acts = {{"law/report", aware + seconds, {}}};
    const auto readings = read_clocks(timeline, std::span(&law, 1), american(), at("2026-11-20T00:00:00Z"));
    EXPECT_EQ(readings.at(0).state, ClockState::done_unmeasured);
    return took_text(readings.at(0));
  };
  EXPECT_EQ(took(6 * 86'400 + 5), "after 6 days");
  EXPECT_EQ(took(86'400), "after 24 hours");
  EXPECT_EQ(took(3'600), "after 1 hour");
  EXPECT_EQ(took(0), "after 0 minutes");
  EXPECT_EQ(took(-5), "before it began");
}

TEST(ReadClocks, TurningAReportDownAnswersWhatIsOwedForAVulnerability) {
  const auto state = [](const std::string& lines, std::string_view as_of = "2026-12-20T00:00:00Z") {
    const Regime law = with_clocks(one_clock("    within: 2 days\n" + lines));
    Timeline timeline;
    timeline.id = "V-1";
    timeline.events = {{Trigger::aware, at("2026-11-02T09:00:00Z")}, {Trigger::serious_incident, at("2026-11-02T09:00:00Z")}};
    timeline.turned_down = TurnedDown{at("2026-11-03T09:00:00Z"), "turned down: duplicate of V-2", true};
    return read_clocks(timeline, std::span(&law, 1), american(), at(as_of)).at(0).state;
  };
  EXPECT_EQ(state("    from: aware\n"), ClockState::not_required);
  EXPECT_EQ(state("    from: aware\n", "2026-11-03T08:00:00Z"), ClockState::running) << "it was not turned down yet";
  // Who reported it is answered all the same, and harm is reported whatever its cause.
  EXPECT_EQ(state("    from: aware\n    audience: reporter\n"), ClockState::late);
  EXPECT_EQ(state("    from: serious_incident\n"), ClockState::late);
}

}  // namespace
}  // namespace crosswalk::disclosure
