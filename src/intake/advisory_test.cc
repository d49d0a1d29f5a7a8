// SPDX-License-Identifier: Apache-2.0
#include "intake/advisory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::intake {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string told(const std::vector<Remark>& remarks) {
  std::string out;
  for (const Remark& remark : remarks) out += (remark.is_error ? "E " : "N ") + remark.place + ": " + remark.text + "\n";
  return out;
}

Options aware() { return {DateOrder::unsaid, {}, nullptr, Instant{1000}, disclosure::SourceKind::unsaid, {}}; }

Intake csaf(const std::string& vulnerability, const std::string& id = "SUP-1", const std::string& status = "final") {
  const auto document = artifacts::json::parse(
      R"({"document": {"csaf_version": "2.0", "category": "csaf_security_advisory", "title": "Hole in libfoo",
          "distribution": {"tlp": {"label": "AMBER"}},
          "publisher": {"category": "vendor", "name": "Supplier", "namespace": "https://supplier.example"},
          "tracking": {"id": ")" +
          id + R"(", "status": ")" + status + R"("}},
          "product_tree": {"branches": [{"category": "vendor", "name": "Supplier", "branches": [{"category": "product_name",
            "name": "libfoo", "branches": [
              {"category": "product_version_range", "name": "<1.2.4", "product": {"product_id": "a", "name": "libfoo before 1.2.4"}},
              {"category": "product_version", "name": "1.2.4", "product": {"product_id": "b", "name": "libfoo 1.2.4",
               "product_identification_helper": {"purl": "pkg:generic/libfoo@1.2.4"}}}]}]}]},
          "vulnerabilities": [)" +
          vulnerability + "]}",
      {});
  EXPECT_TRUE(document) << document.error().message();
  return cases_of_csaf(document->root(), aware());
}

TEST(CsafIntake, WhatASupplierSaysIsAboutComponentsAndQuoted) {
  const Intake intake = csaf(R"({"cve": "CVE-2026-1234", "title": "Buffer overrun", "cwe": {"id": "CWE-787", "name": "x"},
    "notes": [{"category": "description", "text": "A long name overruns."}],
    "product_status": {"known_affected": ["a"], "fixed": ["b"]},
    "scores": [{"products": ["a"], "cvss_v3": {"version": "3.1", "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
    "remediations": [{"category": "vendor_fix", "details": "Update to 1.2.4.", "product_ids": ["a"]}],
    "references": [{"url": "https://supplier.example/1", "summary": "x"}]})");
  EXPECT_THAT(intake.remarks, IsEmpty());
  ASSERT_THAT(intake.entries, SizeIs(1));
  const Entry& entry = intake.entries.front();
  EXPECT_FALSE(entry.has_errors()) << told(entry.remarks);
  EXPECT_EQ(entry.one.title, "Buffer overrun");
  EXPECT_THAT(entry.one.ids, ElementsAre("CVE-2026-1234"));
  EXPECT_EQ(entry.one.source.kind, disclosure::SourceKind::supplier);
  EXPECT_EQ(entry.one.source.reference, "SUP-1");
  EXPECT_EQ(entry.one.distribution.tlp, disclosure::Tlp::amber);
  ASSERT_THAT(entry.one.components, SizeIs(1));
  EXPECT_EQ(entry.one.components.front().name, "libfoo");
  EXPECT_EQ(entry.one.components.front().version, "<1.2.4");
  EXPECT_THAT(entry.one.affected, IsEmpty());
  EXPECT_EQ(entry.one.resolution.kind, disclosure::ResolutionKind::undecided);
  EXPECT_THAT(entry.one.description, AllOf(HasSubstr("A long name overruns."), HasSubstr("Supplier says fixed: libfoo 1.2.4"),
                                           HasSubstr("Supplier recommends (vendor_fix): Update to 1.2.4.")));
  EXPECT_EQ(entry.one.ratings.front().by, "Supplier");
  EXPECT_THAT(told(entry.remarks), HasSubstr("/vulnerabilities/0/references: 1 was not taken"));
}

TEST(CsafIntake, WhatCannotBeTakenIsNamedByItsPointer) {
  const Intake intake = csaf(R"({"cve": "CVE-2026-1234"}, {"cve": "CVE-20-1", "product_status": {"known_affected": ["zz"]},
    "scores": [{"products": ["a"], "cvss_v3": {"version": "3.1", "vectorString": "CVSS:3.1/AV:N"}}]})");
  ASSERT_THAT(intake.entries, SizeIs(2));
  EXPECT_FALSE(intake.entries[0].has_errors());
  EXPECT_THAT(told(intake.entries[1].remarks),
              AllOf(HasSubstr("E /vulnerabilities/1/scores: 'CVSS:3.1/AV:N' is no CVSS vector"),
                    HasSubstr("E /vulnerabilities/1/product_status: the product 'zz' is not in the product tree"),
                    HasSubstr("E /ids/0: 'CVE-20-1' is no id")));
}

TEST(CsafIntake, ADocumentWithoutIdOrVulnerabilitiesGivesNothing) {
  EXPECT_THAT(told(csaf("", "").remarks),
              AllOf(HasSubstr("E /document/tracking/id"), HasSubstr("E /vulnerabilities: there is none")));
  EXPECT_THAT(told(csaf(R"({"cve": "CVE-2026-1234"})", "X", "draft").remarks),
              HasSubstr("N /document/tracking/status: it is not final"));
}

Intake records(const std::string& text, Format format = Format::osv) {
  const auto read = artifacts::osv::read_records(text, "x.json");
  EXPECT_TRUE(read) << read.error().message();
  return cases_of_records(*read, format, aware());
}

TEST(RecordIntake, ARecordOfOsvBecomesACaseFoundByMonitoring) {
  const Intake intake = records(R"({"id": "GHSA-2222-3333-4444", "modified": "2026-11-01T00:00:00Z", "aliases": ["CVE-2026-1234"],
    "summary": "Hole", "details": "It is deep.", "database_specific": {"cwe_ids": ["CWE-79"]},
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "affected": [{"package": {"ecosystem": "PyPI", "name": "foo", "purl": "pkg:pypi/foo"},
                  "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2.4"}]}]}]})");
  ASSERT_THAT(intake.entries, SizeIs(1));
  const disclosure::Case& one = intake.entries.front().one;
  EXPECT_FALSE(intake.has_errors()) << told(intake.entries.front().remarks);
  EXPECT_THAT(one.ids, ElementsAre("CVE-2026-1234", "GHSA-2222-3333-4444"));
  EXPECT_EQ(one.source.kind, disclosure::SourceKind::monitoring);
  ASSERT_THAT(one.components, SizeIs(1));
  EXPECT_EQ(one.components.front().name, "foo");
  EXPECT_EQ(one.components.front().version, "introduced 0 fixed 1.2.4");
  EXPECT_EQ(one.components.front().purl, "pkg:pypi/foo");
  EXPECT_THAT(one.ratings, SizeIs(1));
}

TEST(RecordIntake, AWithdrawnRecordIsAnError) {
  const Intake intake =
      records(R"({"id": "GHSA-2222-3333-4444", "modified": "2026-11-01T00:00:00Z", "withdrawn": "2026-11-02T00:00:00Z",
    "summary": "Hole"})");
  EXPECT_THAT(told(intake.entries.front().remarks), HasSubstr("E : it was withdrawn or rejected: 2026-11-02T00:00:00Z"));
}

TEST(RecordIntake, ARecordOfCveWithoutATitleIsCalledByTheBeginningOfItsDescription) {
  const Intake intake = records(R"({"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2026-1234",
    "assignerOrgId": "00000000-0000-4000-8000-000000000000", "state": "PUBLISHED"},
    "containers": {"cna": {"providerMetadata": {"orgId": "00000000-0000-4000-8000-000000000000"},
      "descriptions": [{"lang": "en", "value": "A hole in foo. It is deep."}],
      "affected": [{"vendor": "Acme", "product": "Foo", "versions": [{"version": "1.0", "status": "affected", "versionType": "semver", "lessThan": "1.2"}]}],
      "references": [{"url": "https://example.org/a"}]}}})",
                                Format::cve);
  ASSERT_THAT(intake.entries, SizeIs(1));
  EXPECT_EQ(intake.entries.front().one.title, "A hole in foo");
  EXPECT_EQ(intake.entries.front().one.components.front().name, "Acme Foo");
  EXPECT_EQ(intake.entries.front().one.components.front().version, "1.0 < 1.2");
  EXPECT_THAT(told(intake.entries.front().remarks), HasSubstr("it has no title"));
}

}  // namespace
}  // namespace crosswalk::intake
