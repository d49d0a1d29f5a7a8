// SPDX-License-Identifier: Apache-2.0
#include "disclosure/audit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <sstream>

#include "disclosure/standing.h"

namespace crosswalk::disclosure {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

/// A case that nothing is to be said of: fixed, decided, published, all told.
Case whole() {
  const auto document = artifacts::json::parse(R"({
    "id": "V-2026-0001", "title": "Login without a password", "stage": "closed", "outcome": "valid", "ids": ["CVE-2026-12345"],
    "source": {"kind": "researcher"},
    "events": [{"kind": "aware", "at": "2026-11-02T09:00:00Z"}],
    "affected": [{"product": "Pump", "versions": "vers:generic/<2.4.1", "status": "affected"}],
    "resolution": {"kind": "fix", "details": "Install 2.4.1.", "fixed": [{"product": "Pump", "version": "2.4.1"}]},
    "decisions": [{"clock": "law/report", "required": false, "reason": "no risk to health", "by": "Max", "at": "2026-11-03T09:00:00Z"}],
    "publications": [{"advisory": "SA-1", "revision": "1", "at": "2026-11-12T08:00:00Z", "sha256": "AB", "kind": "published"}],
    "notices": [{"id": "N1", "title": "Customers",
                 "recipients": [{"who": "St. Anna", "how": "mail", "at": "2026-11-12T09:00:00Z", "confirmed": "receipt"}]}]})",
                                               {});
  EXPECT_TRUE(document) << document.error().message();
  std::vector<artifacts::Finding> findings;
  Case out = read_case(document->root(), findings);
  EXPECT_THAT(findings, IsEmpty());
  return out;
}

class Audit : public ::testing::Test {
 protected:
  void SetUp() override {
    maker.products = {{"Pump", {{"2.3.0", true, base::Date{2026, 1, 10}}, {"2.4.1", true, base::Date{2026, 11, 10}}}}};
    packs::Diagnostics diagnostics;
    const auto law = load_regime(
        "id: law\ntitle: Law\nsource: S\nurl: https://example.com\nchecked: 2026-11-01\nclocks:\n"
        "  - id: report\n    title: Report\n    from: aware\n    within: 10 days\n    to: authority\n"
        "    section: \"1\"\n    force: law\n    confidence: high\n",
        "law.yaml", diagnostics);
    ASSERT_TRUE(law);
    regimes.push_back(*law);
    input.organisation = &maker;
    input.regimes = regimes;
    input.as_of = at("2026-11-23T12:00:00Z");
  }
  std::vector<AuditFinding> audit(std::span<const Case> cases) {
    Auditor auditor(input);
    std::int64_t change = 0;
    for (const Case& one : cases) auditor.look(one, ++change);
    return auditor.finish(chain);
  }
  std::vector<std::string> kinds(const Case& one) {
    std::vector<std::string> out;
    found = audit(std::span(&one, 1));
    for (const AuditFinding& each : found)
      out.emplace_back(std::string(base::word(each.severity)) + " " + std::string(base::word(each.kind)));
    return out;
  }
  std::string told(const Case& one) {
    std::string out;
    for (const AuditFinding& each : audit(std::span(&one, 1)))
      out += each.subject + ": " + each.sentence + " [" + std::string(each.constraint) + "]\n";
    return out;
  }

  Organisation maker;
  std::vector<Regime> regimes;
  AuditInput input;
  ChainState chain;
  std::vector<AuditFinding> found;
};

TEST_F(Audit, FindsNothingWhereNothingWasForgotten) { EXPECT_THAT(told(whole()), ""); }

TEST_F(Audit, AFixThatIsOutWithoutAWordToAnybody) {
  Case one = whole();
  one.publications.clear();
  one.notices.clear();
  EXPECT_THAT(kinds(one), ElementsAre("major fixed_unpublished"));
  EXPECT_THAT(told(one), HasSubstr("fixed in Pump 2.4.1 of 2026-11-10"));
  EXPECT_EQ(found.front().constraint, "iec-81001-5-1:4.1.7/user-notification");
  one.distribution.embargo_until = at("2026-12-01T00:00:00Z");
  EXPECT_THAT(kinds(one), ElementsAre("minor fixed_unpublished"));
  // Before the version came out there was nothing to tell.
  input.as_of = at("2026-11-09T12:00:00Z");
  EXPECT_THAT(kinds(one), IsEmpty());
}

TEST_F(Audit, AnEmbargoThatIsOver) {
  Case one = whole();
  one.publications.clear();
  one.notices.clear();
  one.stage = Stage::addressed;
  one.resolution = {};
  one.affected.clear();
  one.distribution.embargo_until = at("2026-11-20T00:00:00Z");
  EXPECT_THAT(kinds(one), ElementsAre("major embargo_over"));
  one.distribution.embargo_until = at("2026-11-24T00:00:00Z");
  EXPECT_THAT(kinds(one), IsEmpty());
}

TEST_F(Audit, APublicationWithoutDecisionOrNotice) {
  Case one = whole();
  one.decisions.clear();
  one.notices.clear();
  EXPECT_THAT(kinds(one), ElementsAre("major clock_late", "major published_undecided", "major published_without_notice"));
  // Where no law asks for a report, nothing has to be decided.
  regimes.clear();
  input.regimes = regimes;
  EXPECT_THAT(kinds(one), ElementsAre("major published_without_notice"));
}

TEST_F(Audit, WhatTheOwnPolicyAsksForTellsNeitherUsersNorAuthorities) {
  packs::Diagnostics diagnostics;
  const auto policy = load_regime(
      "id: own\ntitle: Own\nsource: S\nchecked: 2026-11-01\nclocks:\n  - id: acknowledge\n    title: First answer\n    from: "
      "aware\n"
      "    within: 30 days\n    to: reporter\n    section: \"1\"\n    force: policy\n    confidence: low\n",
      "own.yaml", diagnostics);
  ASSERT_TRUE(policy);
  regimes.push_back(*policy);
  input.regimes = regimes;
  Case one = whole();
  one.notices = {{"N1", "Thank you", "own/acknowledge", "", "", {{{"Jane"}, "mail", at("2026-11-12T10:00:00Z"), ""}}}};
  EXPECT_THAT(kinds(one), ElementsAre("major published_without_notice"));
  one.decisions.clear();
  EXPECT_THAT(kinds(one), ElementsAre("major clock_late", "major published_undecided", "major published_without_notice"));
  one = whole();
  one.notices.front().clock = "own/acknowledge";
  one.publications.clear();
  EXPECT_THAT(kinds(one), ElementsAre("major fixed_unpublished"));
}

TEST_F(Audit, WhatWasToldBeforeThereWasAFixDoesNotTellOfIt) {
  Case one = whole();
  one.publications.clear();
  EXPECT_THAT(kinds(one), IsEmpty());
  one.notices.front().recipients.front().at = at("2026-11-09T09:00:00Z");
  EXPECT_THAT(kinds(one), ElementsAre("major fixed_unpublished"));
}

TEST_F(Audit, WhatIsToBeDoneAtOnceIsNotDoneADayLater) {
  packs::Diagnostics diagnostics;
  const auto law = load_regime(
      "id: action\ntitle: Action\nsource: S\nurl: https://example.com\nchecked: 2026-11-01\nclocks:\n"
      "  - id: report\n    title: Report of an action\n    from: field_action_decided\n    within: at once\n    to: authority\n"
      "    section: \"1\"\n    force: law\n    confidence: high\n",
      "action.yaml", diagnostics);
  ASSERT_TRUE(law);
  regimes.push_back(*law);
  input.regimes = regimes;
  Case one = whole();
  one.events.push_back({Trigger::field_action_decided, at("2026-11-22T10:00:00Z"), {}});
  EXPECT_THAT(kinds(one), ElementsAre("major clock_late"));
  EXPECT_THAT(told(one), HasSubstr("is not done: it was wanted at once, 1 day ago"));
  one.events.back().at = at("2026-11-23T10:00:00Z");
  EXPECT_THAT(kinds(one), IsEmpty());
}

TEST_F(Audit, RecipientsThatWereNotReachedAndThoseThatDidNotConfirm) {
  Case one = whole();
  one.notices.front().recipients.push_back({{"A"}, "mail", {}, ""});
  one.notices.front().recipients.push_back({{"B"}, "mail", at("2026-11-12T09:00:00Z"), ""});
  EXPECT_THAT(kinds(one), ElementsAre("major recipients_open", "minor receipt_unconfirmed"));
  EXPECT_THAT(told(one), HasSubstr("1 of 3 recipients of 'Customers' was not told"));
}

TEST_F(Audit, ClocksThatAreLateAndThoseThatWereAnsweredTooLate) {
  Case one = whole();
  one.decisions.clear();
  one.notices.push_back({"N2", "Authority", "law/report", "", "", {{{"BfArM"}, "mail", at("2026-11-20T09:00:00Z"), "yes"}}});
  EXPECT_THAT(kinds(one), ElementsAre("minor clock_done_late"));
  EXPECT_THAT(told(one), HasSubstr("Report (Law, 1) was done 2026-11-20, and was due 2026-11-12"));
  one.notices.back().recipients.push_back({{"FDA"}, "mail", {}, ""});
  EXPECT_THAT(kinds(one), Contains("major clock_late"));
}

TEST_F(Audit, AReleaseThatTheCaseSaysNothingOf) {
  Case one = whole();
  maker.products.front().versions.push_back({"2.3.5", true, base::Date{2026, 11, 15}});
  one.publications.front().at = at("2026-11-15T18:00:00Z");
  EXPECT_THAT(kinds(one), IsEmpty()) << "2.3.5 is below 2.4.1, hence affected";
  one.affected.front().versions = "vers:generic/2.3.0";
  EXPECT_THAT(kinds(one), ElementsAre("major release_without_statement"));
  EXPECT_THAT(told(one), HasSubstr("Pump 2.3.5 came out after it was known"));
  // What came out before it was known, or is not supported, is no new release.
  maker.products.front().versions.back().released = base::Date{2026, 10, 1};
  EXPECT_THAT(kinds(one), IsEmpty());
  maker.products.front().versions.back() = {"2.3.5", false, base::Date{2026, 11, 15}};
  EXPECT_THAT(kinds(one), IsEmpty());
  // A later version has the fix, too.
  maker.products.front().versions.back() = {"2.10.0", true, base::Date{2026, 11, 15}};
  EXPECT_THAT(kinds(one), IsEmpty());
}

TEST_F(Audit, AReleaseThatThePublishedAdvisoryDoesNotName) {
  Case one = whole();
  maker.products.front().versions.push_back({"2.3.5", true, base::Date{2026, 11, 15}});
  // The case covers it by its range; what was published three days before does not.
  EXPECT_THAT(kinds(one), ElementsAre("major release_without_statement"));
  EXPECT_THAT(told(one), HasSubstr("Pump 2.3.5 came out after the advisory was last published"));
  one.publications.push_back({"SA-1", "2", at("2026-11-16T08:00:00Z"), "", "CD", PublicationKind::corrected, "2.3.5, too"});
  EXPECT_THAT(kinds(one), IsEmpty());
  // Of a revision that is yet to come nobody knows.
  one.publications.back().at = at("2026-12-16T08:00:00Z");
  EXPECT_THAT(kinds(one), ElementsAre("major release_without_statement"));
  // What is not public yet will name it.
  one.publications.clear();
  EXPECT_THAT(kinds(one), Not(Contains("major release_without_statement")));
}

TEST_F(Audit, VersionsThatTheWorkspaceDoesNotHave) {
  Case one = whole();
  one.affected.front().versions = "vers:generic/2.2.9";
  one.resolution.fixed.front().version = "2.4.2";
  EXPECT_THAT(told(one), AllOf(HasSubstr("it names Pump 2.2.9"), HasSubstr("fixed in Pump 2.4.2")));
  EXPECT_THAT(kinds(one), Contains("major unknown_version"));
  one = whole();
  one.affected.front().product = "Pumpe";
  one.publications.clear();
  EXPECT_THAT(kinds(one), Contains("minor unknown_version"));
  one = whole();
  one.affected.front().versions = "vers:generic/<1.0";
  EXPECT_THAT(told(one), HasSubstr("no version of Pump in the workspace is in vers:generic/<1.0"));
}

TEST_F(Audit, CasesThatStandStill) {
  Case one;
  one.id = "V-1";
  one.events.push_back({Trigger::aware, at("2026-08-01T00:00:00Z"), ""});
  regimes.clear();
  input.regimes = regimes;
  EXPECT_THAT(kinds(one), ElementsAre("minor no_movement"));
  EXPECT_THAT(told(one), HasSubstr("nothing happened for 114 days; it is received"));
  chain.time_of = [](std::int64_t number) { return number == 1 ? std::optional(at("2026-11-20T00:00:00Z")) : std::nullopt; };
  EXPECT_THAT(kinds(one), IsEmpty());
  chain.time_of = nullptr;
  one.outcome = Outcome::not_our_product;
  EXPECT_THAT(kinds(one), IsEmpty());
}

TEST_F(Audit, ComponentsWithKnownVulnerabilitiesAndNoCase) {
  input.vulnerabilities = {{"Pump", "2.3.0", "pump.json", "libfoo 1.0", "GHSA-1", {"CVE-2026-9"}, "9.8 critical"},
                           {"Pump", "2.3.0", "pump.json", "libfoo 1.0", "GHSA-1", {"CVE-2026-9"}, "9.8 critical"},
                           {"Pump", "2.3.0", "pump.json", "libbar 1.0", "X", {"cve-2026-12345"}, ""}};
  EXPECT_THAT(kinds(whole()), ElementsAre("major component_without_case"));
  EXPECT_THAT(told(whole()), HasSubstr("Pump 2.3.0: libfoo 1.0 has GHSA-1 (CVE-2026-9), 9.8 critical, and no case is about it"));
}

TEST_F(Audit, SecurityTxtAndTheRegisterAndPublishedFiles) {
  input.security_txt = {{"old", at("2026-11-22T00:00:00Z"), {}},
                        {"soon", at("2026-12-20T00:00:00Z"), {}},
                        {"later", at("2027-03-01T00:00:00Z"), {}},
                        {"bad", {}, {"no Contact"}}};
  chain.problems = {"change 3 was altered"};
  const std::set<std::string> files{"cd"};
  input.published = &files;
  EXPECT_THAT(kinds(whole()), ElementsAre("major register_broken", "major published_file_differs", "major security_txt_expired",
                                          "major security_txt_invalid", "minor security_txt_expiring"));
  const std::set<std::string> same{"ab"};
  input.published = &same;
  EXPECT_THAT(kinds(whole()), Not(Contains("major published_file_differs")));
}

TEST_F(Audit, EveryFindingHasAdviceAndAConstraintOfThePack) {
  Case one = whole();
  one.decisions.clear();
  one.notices.clear();
  one.affected.front().versions = "vers:generic/2.2.9";
  kinds(one);
  EXPECT_THAT(found, SizeIs(::testing::Ge(4U)));
  for (const AuditFinding& each : found) {
    EXPECT_NE(each.advice, "");
    EXPECT_TRUE(each.constraint.starts_with("iec-81001-5-1:")) << each.constraint;
  }
}

TEST_F(Audit, EveryConstraintStandsInThePack) {
  for (const std::string_view id : audit_constraints()) {
    const std::string name(id.substr(id.find(':') + 1));
    const std::size_t slash = name.find('/');
    std::ifstream file(std::string(CROSSWALK_SOURCE_DIR) + "/packs/iec-81001-5-1/clauses/" + name.substr(0, slash) + ".yaml");
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_THAT(text.str(), HasSubstr("- slug: " + name.substr(slash + 1) + "\n")) << id;
  }
}

TEST_F(Audit, TenThousandCasesTakeFarLessThanASecond) {
  std::vector<Case> cases(10'000, whole());
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].ids = {"CVE-2026-" + std::to_string(10'000 + i)};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(audit(cases), IsEmpty());
  const auto spent = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(spent, std::chrono::seconds(1));
}

TEST(Standing, AWithdrawnAdvisoryIsNotPublic) {
  Case one = whole();
  EXPECT_TRUE(is_published(one, at("2026-11-13T00:00:00Z")));
  EXPECT_FALSE(is_published(one, at("2026-11-11T00:00:00Z")));
  one.publications.push_back({"SA-1", "2", at("2026-11-14T00:00:00Z"), "", "", PublicationKind::withdrawn, ""});
  EXPECT_FALSE(is_published(one, at("2026-11-15T00:00:00Z")));
  EXPECT_EQ(published_at(one, at("2026-11-15T00:00:00Z")), at("2026-11-12T08:00:00Z"));
}

TEST_F(Audit, ATurnedDownReportOwesWhatItsClocksSay) {
  Case one = whole();
  one.decisions.clear();
  one.outcome = Outcome::not_a_vulnerability;
  one.outcome_reason = "not reachable";
  EXPECT_THAT(kinds(one), IsEmpty());
  regimes.front().clocks.front().audience = Audience::reporter;
  EXPECT_THAT(kinds(one), IsEmpty());
  one.source.reporter = {"Jane"};
  EXPECT_THAT(kinds(one), ElementsAre("major clock_late"));
}

TEST_F(Audit, WhatWasWantedAtOnceIsSaidToWait) {
  regimes.front().clocks.front().within.reset();
  input.regimes = regimes;
  Case one = whole();
  one.decisions.clear();
  EXPECT_THAT(told(one), AllOf(HasSubstr("is not done: it was wanted at once, 21 days ago"), Not(HasSubstr("due at once"))));
  one.notices.front().clock = "law/report";
  EXPECT_THAT(told(one), Not(HasSubstr("Report")));
}

TEST_F(Audit, OneLetterReachesAllWhomItsClocksAskToTell) {
  Case one = whole();
  one.decisions.clear();
  one.notices.front().clock = "own-policy/acknowledge";
  one.notices.front().further_clocks = {"law/report"};
  one.notices.front().recipients.front().at = at("2026-11-05T09:00:00Z");
  EXPECT_THAT(kinds(one), IsEmpty());
}

TEST_F(Audit, NamesVersionsInTheirOrderAndDaysOfTheWorkspace) {
  maker.products.front().versions.push_back({"2.10.0", true, base::Date{2026, 11, 10}});
  maker.products.front().versions.push_back({"2.9.0", true, base::Date{2026, 11, 10}});
  Case one = whole();
  one.resolution.fixed.clear();
  EXPECT_THAT(told(one), HasSubstr("Pump 2.4.1, 2.9.0, 2.10.0 came out"));
  input.manufacturer.zone = *Zone::named("Europe/Berlin");
  one = whole();
  one.publications.clear();
  one.notices.clear();
  one.distribution.embargo_until = at("2026-11-29T23:30:00Z");
  EXPECT_THAT(told(one), HasSubstr("the embargo ends 2026-11-30"));
}

TEST_F(Audit, TwoThatSharedTheCasesFindWhatOneFinds) {
  std::vector<Case> cases;
  for (int i = 0; i < 6; ++i) {
    Case one = whole();
    one.id = "V-2026-000" + std::to_string(i);
    one.ids = {"CVE-2026-1000" + std::to_string(i)};
    if (i % 2 == 0) one.notices.clear();
    if (i % 3 == 0) one.stage = Stage::reviewed;
    one.affected[0].versions = "vers:generic/9." + std::to_string(i);
    cases.push_back(std::move(one));
  }
  input.as_of = at("2027-11-23T12:00:00Z");
  input.vulnerabilities = {{"Pump", "2.3.0", "bom.json", "libservice 1.2", "CVE-2026-10001", {}, {}},
                           {"Pump", "2.3.0", "bom.json", "libservice 1.2", "CVE-2026-10005", {}, {}},
                           {"Pump", "2.3.0", "bom.json", "libservice 1.2", "CVE-2026-10009", {}, {}}};
  const std::vector<AuditFinding> alone = audit(cases);
  EXPECT_THAT(alone, Not(IsEmpty()));
  for (std::size_t first = 0; first <= cases.size(); ++first) {
    Auditor one(input);
    Auditor other(input);
    for (std::size_t i = 0; i < cases.size(); ++i) (i < first ? one : other).look(cases[i], static_cast<std::int64_t>(i) + 1);
    one.add(std::move(other));
    EXPECT_EQ(one.finish(chain), alone) << first;
  }
}

}  // namespace
}  // namespace crosswalk::disclosure
