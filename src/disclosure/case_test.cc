// SPDX-License-Identifier: Apache-2.0
#include "disclosure/case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A case with something in every field.
constexpr std::string_view whole = R"({
  "id": "V-2026-0001", "title": "Login without a password", "stage": "disclosed", "outcome": "valid",
  "ids": ["CVE-2026-12345"], "weaknesses": ["CWE-287"],
  "source": {"kind": "researcher", "reporter": "Jane Doe <jane@example.org>", "reference": "mail 4711", "credit": "Jane Doe"},
  "events": [{"kind": "aware", "at": "2026-11-02T09:00:00Z", "note": "her mail"}, {"kind": "measure_available", "at": "2026-11-10T09:00:00Z"}],
  "components": [{"name": "libauth", "version": "1.2", "purl": "pkg:generic/libauth@1.2"}],
  "description": "The service port takes any password.",
  "clinical": {"harm": "therapy is changed", "risk": "uncontrolled", "reason": "no other control stands before it"},
  "ratings": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "by": "own", "context": "bedside"}],
  "affected": [{"product": "Pump", "versions": "vers:semver/>=2.0.0|<2.4.1", "status": "affected"},
               {"product": "Viewer", "versions": "vers:semver/*", "status": "not_affected", "justification": "component_not_present"}],
  "resolution": {"kind": "fix", "details": "Install 2.4.1.", "fixed": [{"product": "Pump", "version": "2.4.1"}], "url": "https://example.com"},
  "decisions": [{"clock": "us-cfr-806/correction-report", "required": true, "reason": "reduces a risk to health", "by": "Max Roe",
                 "role": "regulatory affairs", "at": "2026-11-04T10:00:00Z"}],
  "distribution": {"embargo_until": "2026-11-11T00:00:00Z", "tlp": "WHITE", "audience": "all"},
  "approval": {"by": "Max Roe", "role": "PSIRT lead", "at": "2026-11-10T12:00:00Z"},
  "publications": [{"advisory": "ACME-2026-01", "revision": "1.0.0", "at": "2026-11-12T08:00:00Z", "url": "https://example.com/a", "sha256": "00", "kind": "corrected", "summary": "2.4.1 is out"}],
  "notices": [{"id": "N-1", "title": "Customers", "document": "n.pdf", "sha256": "00",
               "recipients": [{"who": "St. Anna <it@anna.example>", "how": "mail", "at": "2026-11-12T09:00:00Z", "confirmed": "receipt"}]}],
  "related": ["V-2026-0002"]
})";

Case read(std::string_view text) {
  const auto document = artifacts::json::parse(std::string(text), {"case"});
  EXPECT_TRUE(document) << document.error().message();
  std::vector<artifacts::Finding> findings;
  Case out = read_case(document->root(), findings);
  for (const auto& finding : findings) ADD_FAILURE() << finding.pointer << ": " << finding.message;
  return out;
}

std::vector<std::string> told(const std::vector<artifacts::Finding>& findings) {
  std::vector<std::string> out;
  out.reserve(findings.size());
  for (const auto& finding : findings) out.push_back(finding.pointer + " " + finding.message);
  return out;
}

std::vector<std::string> mistakes(std::string_view text) {
  const auto document = artifacts::json::parse(std::string(text), {"case"});
  EXPECT_TRUE(document);
  std::vector<artifacts::Finding> findings;
  static_cast<void>(read_case(document->root(), findings));
  return told(findings);
}

TEST(Case, IsReadAndWrittenWithoutLoss) {
  const Case one = read(whole);
  const std::string text = write_case(one);
  const auto before = artifacts::json::parse(std::string(whole), {"before"});
  const auto after = artifacts::json::parse(text, {"after"});
  ASSERT_TRUE(after);
  EXPECT_TRUE(artifacts::json::equal(before->root(), after->root())) << text;
  EXPECT_EQ(write_case(read(text)), text);
  EXPECT_EQ(write_case(Case{}), R"({"stage":"received"})");
}

TEST(Case, SaysWhichFieldIsWrong) {
  EXPECT_THAT(mistakes(R"({"descripton": "x"})"),
              ElementsAre(HasSubstr("/descripton there is no field 'descripton'; 'description' may be meant")));
  EXPECT_THAT(mistakes(R"({"stage": "done"})"),
              ElementsAre(AllOf(HasSubstr("/stage"), HasSubstr("received, reviewed, analysed"))));
  EXPECT_THAT(mistakes(R"({"stage": 1})"), SizeIs(1));
  EXPECT_THAT(mistakes(R"({"events": [{"kind": "aware", "at": "yesterday"}]})"), ElementsAre(HasSubstr("/events/0/at")));
  EXPECT_THAT(mistakes(R"({"ids": "CVE-2026-1"})"), ElementsAre(HasSubstr("a list is wanted")));
  EXPECT_THAT(mistakes(R"({"source": []})"), ElementsAre(HasSubstr("an object is wanted")));
  EXPECT_THAT(mistakes(R"({"decisions": [{"required": "yes"}]})"), ElementsAre(HasSubstr("true or false")));
  EXPECT_THAT(mistakes("[]"), ElementsAre(HasSubstr("an object is wanted")));
}

TEST(Case, FindsAllPersons) {
  Case one = read(whole);
  std::vector<std::string> found;
  for (const Person* person : persons_of(one)) found.push_back(person->text);
  EXPECT_THAT(found, ElementsAre("Jane Doe <jane@example.org>", "Max Roe", "Max Roe", "St. Anna <it@anna.example>"));
  for (Person* person : persons_of(one)) person->text = "person:1";
  EXPECT_EQ(write_case(one).find("Roe"), std::string::npos);
}

TEST(Case, IsCheckedByValue) {
  EXPECT_THAT(told(check_case(read(whole))), IsEmpty());
  EXPECT_THAT(told(check_case(Case{})), IsEmpty());
  const auto with = [](auto change) {
    Case one = read(whole);
    change(one);
    return told(check_case(one));
  };
  EXPECT_THAT(with([](Case& one) { one.ids[0] = "CVE-26-1"; }), ElementsAre(HasSubstr("/ids/0")));
  EXPECT_THAT(with([](Case& one) { one.weaknesses[0] = "CWE-0"; }), ElementsAre(HasSubstr("/weaknesses/0")));
  EXPECT_THAT(with([](Case& one) { one.ratings[0].vector += "/X:Y"; }), ElementsAre(HasSubstr("/ratings/0/vector")));
  EXPECT_THAT(with([](Case& one) { one.components[0].purl = "generic/libauth"; }), ElementsAre(HasSubstr("/components/0/purl")));
  EXPECT_THAT(with([](Case& one) { one.affected[0].versions = "before 2.4.1"; }), ElementsAre(HasSubstr("/affected/0/versions")));
  EXPECT_THAT(with([](Case& one) { one.resolution.fixed[0].version = "2.4.0"; }),
              ElementsAre(HasSubstr("lies in the affected versions")));
  EXPECT_THAT(with([](Case& one) { one.affected[1].justification.clear(); }),
              ElementsAre(HasSubstr("why 'Viewer' is not affected")));
  EXPECT_THAT(with([](Case& one) {
                one.affected.push_back(one.affected[0]);
                one.affected[2].status = AffectedStatus::fixed;
              }),
              ElementsAre(HasSubstr("/affected/2/status")));
  EXPECT_THAT(with([](Case& one) { one.outcome = Outcome::duplicate; }), ElementsAre(HasSubstr("/duplicate_of")));
  EXPECT_THAT(with([](Case& one) { one.resolution.kind = ResolutionKind::none_planned; }), SizeIs(2));
  EXPECT_THAT(with([](Case& one) { one.decisions[0].required.reset(); }), ElementsAre(HasSubstr("/decisions/0/required")));
  EXPECT_THAT(with([](Case& one) { one.decisions.push_back(one.decisions[0]); }), ElementsAre(HasSubstr("/decisions/1/clock")));
  EXPECT_THAT(with([](Case& one) { *one.distribution.embargo_until += 86400 * 30; }), ElementsAre(HasSubstr("under embargo")));
  EXPECT_THAT(with([](Case& one) { one.events[0].at = *one.publications[0].at + 1; }),
              ElementsAre(HasSubstr("before anybody knew")));
}

TEST(Case, SaysWhatAStageWants) {
  EXPECT_THAT(missing_for(read(whole), Stage::closed), IsEmpty());
  EXPECT_THAT(missing_for(Case{}, Stage::received), SizeIs(3));
  Case one = read(whole);
  one.ratings.clear();
  EXPECT_THAT(missing_for(one, Stage::reviewed), IsEmpty());
  EXPECT_THAT(missing_for(one, Stage::analysed), ElementsAre(HasSubstr("ratings")));
  one = read(whole);
  one.resolution.fixed.clear();
  EXPECT_THAT(missing_for(one, Stage::addressed), ElementsAre(HasSubstr("resolution.fixed")));
  one = read(whole);
  one.publications.clear();
  EXPECT_THAT(missing_for(one, Stage::disclosed), IsEmpty());
  one.notices[0].recipients[0].at.reset();
  EXPECT_THAT(missing_for(one, Stage::disclosed), ElementsAre(HasSubstr("users were told")));
  // What was turned down needs nothing more.
  one = Case{};
  one.title = "x";
  one.source.kind = SourceKind::customer;
  one.events = {{Trigger::aware, 1, {}}};
  one.outcome = Outcome::not_our_product;
  EXPECT_THAT(missing_for(one, Stage::closed), IsEmpty());
}

}  // namespace
}  // namespace crosswalk::disclosure
