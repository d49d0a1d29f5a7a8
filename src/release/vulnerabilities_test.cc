// SPDX-License-Identifier: Apache-2.0
#include "release/vulnerabilities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifacts/time/instant.h"

namespace crosswalk::release {
namespace {

using disclosure::AffectedStatus;
using disclosure::Case;
using disclosure::Outcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

disclosure::Instant at(std::string_view text) { return artifacts::time::parse_rfc3339(text).value_or(0); }
const disclosure::Instant release_day = at("2026-10-12T23:59:59Z");

disclosure::Product product() {
  disclosure::Product out;
  out.name = "ScanView";
  for (const char* version : {"4.1.0", "4.2.0", "4.3.0"}) out.versions.push_back({version, true, std::nullopt});
  return out;
}

/// A case that concerns all versions before 4.3.0, which fixes it.
Case fixed_case() {
  Case out;
  out.id = "V-2026-0001";
  out.title = "A crafted image stops the viewer";
  out.outcome = Outcome::valid;
  out.stage = disclosure::Stage::addressed;
  out.ids = {"CVE-2026-12345"};
  out.components = {{"libjpeg-turbo", "2.1.4", ""}};
  out.affected = {{"ScanView", "vers:semver/<4.3.0", AffectedStatus::affected, "", ""}};
  out.resolution.details = "Install 4.3.0.";
  out.resolution.fixed = {{"ScanView", "4.3.0"}};
  return out;
}

Case open_case() {
  Case out = fixed_case();
  out.id = "V-2026-0002";
  out.ids = {"CVE-2026-20002"};
  out.affected = {{"ScanView", "vers:semver/>=4.2.0", AffectedStatus::affected, "", ""}};
  out.resolution.fixed.clear();
  out.resolution.details = "Keep the port closed.";
  return out;
}

CaseStatus status(const Case& one, std::string_view version = "4.3.0") {
  const auto out = status_in(one, product(), version, release_day);
  EXPECT_TRUE(out);
  return out.value_or(CaseStatus());
}

TEST(Vulnerabilities, StatusFollowsFromRangesAndTheFirstFixedVersion) {
  EXPECT_EQ(status(fixed_case(), "4.2.0").status, AffectedStatus::affected);
  EXPECT_EQ(status(fixed_case(), "4.2.0").statement, "Install 4.3.0.");
  EXPECT_EQ(status(fixed_case()).status, AffectedStatus::fixed);
  EXPECT_TRUE(status(fixed_case()).fixed_here);
  // A later version has the fix, too, and it is no news there.
  EXPECT_EQ(status(fixed_case(), "4.4.0").status, AffectedStatus::fixed);
  EXPECT_FALSE(status(fixed_case(), "4.4.0").fixed_here);
  EXPECT_EQ(status(open_case()).status, AffectedStatus::affected);
  EXPECT_FALSE(status_in(open_case(), product(), "4.1.0", release_day)) << "no range holds it";
  Case both = fixed_case();
  both.affected[0].versions = "vers:semver/<=4.3.0";
  EXPECT_TRUE(status(both).contradicts_itself);
  EXPECT_FALSE(status(fixed_case()).contradicts_itself);
}

TEST(Vulnerabilities, WhatWasTurnedDownIsNone) {
  Case one = open_case();
  one.outcome = Outcome::not_our_product;
  EXPECT_FALSE(status_in(one, product(), "4.3.0", release_day));
  one.outcome = Outcome::duplicate;
  EXPECT_FALSE(status_in(one, product(), "4.3.0", release_day));
  // A case of which nobody said which versions are concerned waits for somebody to say it.
  one = open_case();
  one.affected.clear();
  EXPECT_EQ(status(one).status, std::nullopt);
  one.stage = disclosure::Stage::closed;
  EXPECT_FALSE(status_in(one, product(), "4.3.0", release_day));
}

TEST(Vulnerabilities, EmbargoAndLabelsWithhold) {
  Case one = open_case();
  EXPECT_EQ(status(one).withheld, "");
  one.distribution.embargo_until = at("2026-10-20T00:00:00Z");
  EXPECT_EQ(status(one).withheld, "under embargo until 2026-10-20");
  one.distribution.embargo_until = at("2026-10-01T00:00:00Z");
  EXPECT_EQ(status(one).withheld, "");
  one.distribution.tlp = disclosure::Tlp::amber;
  EXPECT_EQ(status(one).withheld, "TLP:AMBER");
}

TEST(Vulnerabilities, AWithdrawnAdvisoryIsNone) {
  Case one = fixed_case();
  one.publications = {{"EX-SA-1", "1", std::nullopt, "", "", disclosure::PublicationKind::published, ""},
                      {"EX-SA-2", "1", std::nullopt, "", "", disclosure::PublicationKind::published, ""},
                      {"EX-SA-1", "2", std::nullopt, "", "", disclosure::PublicationKind::withdrawn, ""}};
  EXPECT_THAT(status(one).advisories, ElementsAre("EX-SA-2"));
}

ReleaseFacts facts_of(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto out = read_release(text, "4.3.0.yaml", diagnostics);
  EXPECT_TRUE(out && !diagnostics.has_errors()) << diagnostics.text();
  return out ? *out : ReleaseFacts();
}

constexpr std::string_view bare = "release: {product: ScanView, version: 4.3.0}\n";

/// What is wrong with facts beside these cases: "LINE: MESSAGE".
std::vector<std::string> mistakes(const std::string& more, const std::vector<CaseStatus>& cases) {
  ReleaseFacts facts = facts_of(std::string(bare) + more);
  packs::Diagnostics diagnostics;
  add_register(facts, cases, diagnostics);
  std::vector<std::string> out;
  for (const packs::Diagnostic& each : diagnostics.items()) out.push_back(std::to_string(each.line) + ": " + each.message);
  return out;
}

TEST(Vulnerabilities, FactsGetWhatTheyDoNotSayWithItsOrigin) {
  ReleaseFacts facts =
      facts_of(std::string(bare) +
               "known_vulnerabilities:\n"
               "  - {vulnerability: CVE-2026-20002, component: viewer, status: affected, statement: own words}\n");
  Case secret = open_case();
  secret.id = "V-2026-0003";
  secret.ids = {"CVE-2026-30003"};
  secret.distribution.tlp = disclosure::Tlp::red;
  packs::Diagnostics diagnostics;
  add_register(facts, {status(open_case()), status(fixed_case()), status(secret), status(fixed_case(), "4.4.0")}, diagnostics);
  EXPECT_THAT(diagnostics.items(), IsEmpty()) << diagnostics.text();
  const auto known = facts.entries("known_vulnerabilities");
  ASSERT_EQ(known.size(), 2U) << "neither what is said already, nor what is withheld, nor what an earlier version fixed";
  EXPECT_EQ(known[0].text("statement"), "own words");
  EXPECT_EQ(known[1].text("vulnerability"), "CVE-2026-12345");
  EXPECT_EQ(known[1].text("status"), "fixed");
  EXPECT_EQ(known[1].text("component"), "libjpeg-turbo 2.1.4");
  EXPECT_EQ(known[1].text("statement"), "It is fixed in version 4.3.0.");
  EXPECT_EQ(known[1].find("status")->origin, "register of vulnerabilities, V-2026-0001");
}

TEST(Vulnerabilities, AContradictionIsAMistakeWithItsLine) {
  EXPECT_THAT(mistakes("known_vulnerabilities:\n  - {vulnerability: CVE-2026-12345, status: affected}\n", {status(fixed_case())}),
              ElementsAre("3: 'affected', and the register says 'fixed' in V-2026-0001 (CVE-2026-12345)"));
  EXPECT_THAT(mistakes("known_vulnerabilities:\n  - {vulnerability: CVE-2026-12345, status: fixed}\n", {status(fixed_case())}),
              IsEmpty());
  EXPECT_THAT(mistakes("changes:\n  - {kind: fixed_vulnerability, vulnerabilities: CVE-2026-20002}\n", {status(open_case())}),
              ElementsAre(HasSubstr("3: it is said to be fixed, and the register says 'affected'")));
  EXPECT_THAT(mistakes("not_applicable:\n  - {group: known_vulnerabilities, reason: none, by: Q}\n", {status(open_case())}),
              ElementsAre(HasSubstr("3: 'known_vulnerabilities' does not apply, and the register has V-2026-0002")));
  EXPECT_THAT(mistakes("not_applicable:\n  - {group: known_vulnerabilities, reason: none, by: Q}\n", {status(fixed_case())}),
              IsEmpty());
}

}  // namespace
}  // namespace crosswalk::release
