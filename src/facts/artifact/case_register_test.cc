// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "facts/facts.h"

namespace crosswalk::facts {
namespace {

using document::ArtifactCheck;
using State = document::ArtifactPoint::State;
using testing::HasSubstr;

constexpr std::string_view complete_case = R"({"id": "V-2026-0001", "stage": "closed", "outcome": "valid",
  "outcome_reason": "reproduced on 2.3", "source": {"kind": "researcher", "reporter": "person:1"},
  "events": [{"kind": "aware", "at": "2026-11-02T09:00:00Z"}],
  "clinical": {"harm": "therapy is changed", "risk": "uncontrolled"},
  "ratings": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "context": "reached from the ward network"}],
  "affected": [{"product": "Pump", "versions": "vers:semver/<2.4.1", "status": "affected"}],
  "resolution": {"kind": "fix", "details": "Install 2.4.1."},
  "decisions": [{"clock": "us-cfr-806/correction-report", "required": true, "reason": "reduces a risk to health", "by": "person:2"}],
  "approval": {"by": "person:2", "at": "2026-11-10T12:00:00Z"},
  "publications": [{"advisory": "SA-2026-0001", "revision": "1", "at": "2026-11-12T08:00:00Z"}],
  "notices": [{"title": "Report", "clock": "us-cfr-806/correction-report",
               "recipients": [{"who": "person:3", "at": "2026-11-11T08:00:00Z"}]},
              {"title": "Customers", "recipients": [{"who": "person:4", "at": "2026-11-12T09:00:00Z"}]}]})";

/// A register with these cases.
document::Extracted register_of(const std::string& cases, const std::string& more = {}) {
  document::Extracted out;
  out.document.format = "json";
  out.document.style = document::LocatorStyle::pointer;
  out.document.text = R"({"crosswalk_case_register": "1", "changes": 3, "head": "00", "cases": [)" + cases + "]" + more + "}";
  fill(out, "cases.json");
  return out;
}

/// The complete case with one part exchanged for another.
std::string changed(const std::string& from, const std::string& to) {
  std::string out(complete_case);
  const std::size_t at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? out : out.replace(at, from.size(), to);
}

State state_of(const std::string& cases, ArtifactCheck check) {
  const document::Extracted found = register_of(cases);
  const document::ArtifactPoint* const point = found.artifact.point(check);
  return point == nullptr ? State::denied : point->state;
}

TEST(CaseRegister, OfACompleteCaseEverythingIsMetByAVerbatimQuote) {
  const document::Extracted found = register_of(std::string(complete_case));
  EXPECT_EQ(found.artifact.kind, document::ArtifactKind::case_register);
  EXPECT_EQ(found.facts.role, document::Role::register_);
  EXPECT_EQ(found.facts.owner, document::Owner::own);
  EXPECT_EQ(found.facts.control.state, document::State::effective);
  EXPECT_EQ(found.artifact.points.size(), 11U);
  for (const document::ArtifactPoint& point : found.artifact.points) {
    EXPECT_EQ(point.state, State::met) << base::word(point.check) << ": " << point.lacking;
    ASSERT_EQ(point.quotes.size(), 1U) << base::word(point.check);
  }
  const document::ArtifactPoint* const users = found.artifact.point(ArtifactCheck::user_notice);
  ASSERT_NE(users, nullptr);
  EXPECT_EQ(found.document.view(users->quotes[0]), R"("at": "2026-11-12T09:00:00Z")");
}

TEST(CaseRegister, WhatACaseLacksIsNamed) {
  struct Row {
    const char* from;
    const char* to;
    ArtifactCheck check;
    State state;
  };
  for (const Row& row : {
           Row{R"("reason": "reduces a risk to health", )", "", ArtifactCheck::regulator_notice, State::missing},
           Row{R"("us-cfr-806/correction-report",
               "recipients")",
               R"("", "recipients")", ArtifactCheck::regulator_notice, State::partial},
           Row{R"("required": true)", R"("required": false)", ArtifactCheck::regulator_notice, State::met},
           Row{R"(, "at": "2026-11-12T09:00:00Z")", "", ArtifactCheck::user_notice, State::partial},
           Row{R"("kind": "aware")", R"("kind": "correction_begun")", ArtifactCheck::disclosure_dates, State::missing},
           Row{R"("by": "person:2", "at": "2026-11-10T12:00:00Z")", "", ArtifactCheck::disclosure_decision, State::missing},
           Row{R"("kind": "fix", )", R"("kind": "undecided", )", ArtifactCheck::treatment, State::missing},
           Row{R"(, "details": "Install 2.4.1.")", "", ArtifactCheck::treatment, State::partial},
           Row{R"("stage": "closed")", R"("stage": "received")", ArtifactCheck::researcher_report, State::partial},
           Row{R"("outcome": "valid")", R"("outcome": "undecided")", ArtifactCheck::applicability, State::missing},
           Row{R"(, "context": "reached from the ward network")", "", ArtifactCheck::contextual_impact, State::partial},
           Row{R"("vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", )", "", ArtifactCheck::score, State::missing},
           Row{R"("versions": "vers:semver/<2.4.1", )", "", ArtifactCheck::affected_versions, State::missing},
           Row{R"("risk": "uncontrolled")", R"("risk": "undetermined")", ArtifactCheck::safety_impact, State::missing},
       }) {
    EXPECT_EQ(state_of(changed(row.from, row.to), row.check), row.state) << row.from;
    // One case that has it does not do for the other.
    EXPECT_EQ(state_of(std::string(complete_case) + "," + changed(row.from, row.to), row.check),
              row.state == State::met ? State::met : State::partial)
        << row.from;
  }
  const document::Extracted found = register_of(changed("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", ""));
  EXPECT_THAT(found.artifact.point(ArtifactCheck::score)->lacking, HasSubstr("no score for V-2026-0001 (0 of 1 have)"));
}

TEST(CaseRegister, WhomANoticeIsForIsSaidByTheRegister) {
  const std::string one =
      changed(R"("title": "Customers", )", R"("title": "Customers", "clock": "eu-mdr/field-safety-notice", )");
  EXPECT_EQ(state_of(one, ArtifactCheck::user_notice), State::partial);
  document::Extracted out;
  out.document.format = "json";
  out.document.text =
      R"({"crosswalk_case_register": "1", "clocks": {"eu-mdr/field-safety-notice": "users"}, "cases": [)" + one + "]}";
  fill(out, "cases.json");
  ASSERT_NE(out.artifact.point(ArtifactCheck::user_notice), nullptr);
  EXPECT_EQ(out.artifact.point(ArtifactCheck::user_notice)->state, State::met);
}

TEST(CaseRegister, AnAuthorityThatWaitsIsNotToldByADecisionOnAnother) {
  const auto state = [](const std::string& unanswered) {
    const document::Extracted found = register_of(std::string(complete_case), ", \"unanswered\": " + unanswered);
    return found.artifact.point(ArtifactCheck::regulator_notice)->state;
  };
  EXPECT_EQ(state("{}"), State::met);
  EXPECT_EQ(state(R"({"V-2026-0001": ["eu-mdr/serious-incident"]})"), State::partial);
  EXPECT_EQ(state(R"({"V-2026-0002": ["eu-mdr/serious-incident"]})"), State::met) << "that of another case";
  EXPECT_EQ(state(R"({"V-2026-0001": ["own-policy/acknowledge"]})"), State::met) << "a reporter waits, and no authority";
}

TEST(CaseRegister, TimelinessIsShownByBothTimes) {
  const std::string times = R"("V-2026-0001": {"aware": "2026-11-02T09:00:00Z", "told": "2026-11-11T08:00:00Z"})";
  const document::Extracted found = register_of(std::string(complete_case), ", \"disclosed\": {" + times + "}");
  const document::ArtifactPoint* const dates = found.artifact.point(ArtifactCheck::disclosure_dates);
  ASSERT_NE(dates, nullptr);
  EXPECT_EQ(dates->state, State::met);
  ASSERT_EQ(dates->quotes.size(), 1U);
  EXPECT_EQ(found.document.view(dates->quotes[0]), times);
}

// One letter goes to the authority and to users.
TEST(CaseRegister, ANoticeIsForAllWhomItsClocksAskToTell) {
  const std::string customers = R"({"title": "Customers", "recipients": [{"who": "person:4", "at": "2026-11-12T09:00:00Z"}]})";
  const std::string one = changed(",\n              " + customers, "");
  EXPECT_EQ(state_of(one, ArtifactCheck::user_notice), State::partial);
  const auto letter = [&](const std::string& clock, const std::string& further) {
    std::string out = one;
    const std::string from = R"("clock": "us-cfr-806/correction-report",
               "recip)";
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos);
    return out.replace(at, from.size(), R"("clock": ")" + clock + R"(", "further_clocks": [")" + further + R"("], "recip)");
  };
  EXPECT_EQ(state_of(letter("us-cfr-806/correction-report", "coordinators/told"), ArtifactCheck::user_notice), State::met);
  EXPECT_EQ(state_of(letter("own-policy/acknowledge", "us-cfr-806/correction-report"), ArtifactCheck::regulator_notice),
            state_of(one, ArtifactCheck::regulator_notice));
  EXPECT_EQ(state_of(one, ArtifactCheck::regulator_notice), State::met);
}

TEST(CaseRegister, NothingIsAskedOfWhatIsNotConcerned) {
  const document::Extracted none = register_of("");
  EXPECT_EQ(none.artifact.kind, document::ArtifactKind::case_register);
  EXPECT_TRUE(none.artifact.points.empty());
  // What was turned down is neither analysed nor disclosed.
  const document::Extracted turned_down =
      register_of(R"({"id": "V-1", "stage": "closed", "outcome": "not_our_product", "outcome_reason": "of another maker"})");
  ASSERT_EQ(turned_down.artifact.points.size(), 1U);
  EXPECT_EQ(turned_down.artifact.points[0].check, ArtifactCheck::applicability);
}

}  // namespace
}  // namespace crosswalk::facts
