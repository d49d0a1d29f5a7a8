// SPDX-License-Identifier: Apache-2.0
#include "release/consistency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::release {
namespace {

using artifacts::sbom::Bom;
using artifacts::sbom::Component;
using disclosure::AffectedStatus;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view head =
    "release: {product: ScanView, version: 4.3.0, build: 4.3.0+7, released: 2026-10-12, sbom: scanview.cdx.json}\n";

ReleaseFacts facts_of(std::string_view more) {
  packs::Diagnostics diagnostics;
  auto out = read_release(std::string(head) + std::string(more), "4.3.0.yaml", diagnostics);
  EXPECT_TRUE(out && !diagnostics.has_errors()) << diagnostics.text();
  return out ? *out : ReleaseFacts();
}

/// "RULE LINE", with "(remark)" behind what does not block.
std::vector<std::string> rules(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& one : findings) {
    out.push_back(one.rule + " " + std::to_string(one.line) + (one.weight == Weight::remark ? " (remark)" : ""));
    EXPECT_NE(one.sentence, "") << one.rule;
    EXPECT_FALSE(one.sentence.ends_with('.')) << one.sentence;
    EXPECT_NE(one.advice, "") << one.rule;
  }
  return out;
}

std::vector<std::string> of_facts(std::string_view more, const disclosure::Product* product = nullptr,
                                  const std::set<std::string>& others = {}) {
  return rules(check_facts(facts_of(more), product, others));
}

TEST(Consistency, WhatBlocksComesFirst) {
  std::vector<Finding> all = {{Weight::remark, "a", "", 0, "", ""},
                              {Weight::blocks, "b", "", 0, "", ""},
                              {Weight::remark, "c", "", 0, "", ""},
                              {Weight::blocks, "d", "", 0, "", ""}};
  sort_findings(all);
  EXPECT_THAT(rules({}), IsEmpty());
  EXPECT_EQ(all[0].rule + all[1].rule + all[2].rule + all[3].rule, "bdac");
}

TEST(Consistency, NothingIsApprovedAfterTheRelease) {
  EXPECT_THAT(of_facts("documents:\n"
                       "  - {kind: mds2, id: D-1, approved_by: A, approved: 2026-10-12}\n"
                       "  - {kind: dossier, id: D-2, approved_by: A, approved: 2026-10-13}\n"
                       "tailoring:\n"
                       "  - {requirement: 5.7.4, approved: 2026-10-13}\n"
                       "findings:\n"
                       "  - {id: F-1, decision: fixed, closed: 2026-10-13}\n"),
              ElementsAre("documents/approved-late 4", "tailoring/approved-late 6", "findings/closed-late 8"));
  EXPECT_THAT(of_facts("documents:\n  - {kind: mds2, id: D-1}\n  - {kind: mds2, id: D-2}\n"), ElementsAre("documents/twice 4"));
}

TEST(Consistency, FindingsAreDecidedAndTold) {
  EXPECT_THAT(of_facts("findings:\n"
                       "  - {id: F-1}\n"
                       "  - {id: F-2, decision: open}\n"
                       "  - {id: F-3, decision: open}\n"
                       "  - {id: F-30, decision: open}\n"
                       "  - {id: F-4, decision: accepted}\n"
                       "  - {id: F-5, decision: fixed}\n"
                       "risks:\n"
                       "  - {id: R-1, description: The weakness of F-30.}\n"),
              ElementsAre("findings/undecided 3", "findings/open 4", "findings/open 5", "findings/open 6 (remark)",
                          "findings/accepted 7 (remark)", "findings/not-closed 8"));
}

TEST(Consistency, SupportThatIsOverIsFound) {
  EXPECT_THAT(of_facts("support: {until: 2026-10-12}\n"
                       "requirements:\n"
                       "  - {kind: browser, name: Old, supported_until: 2026-10-11}\n"
                       "  - {kind: browser, name: New, supported_until: 2026-10-12}\n"),
              ElementsAre("support/over 2", "support/requirement-over 4"));
  EXPECT_THAT(
      of_facts(
          "support: {until: 2030-01-01}\n"
          "items:\n"
          "  - {id: a, name: A, version: 1, class: maintained, level: abandoned, supported_until: 2025-01-01}\n"
          "  - {id: b, name: B, version: 1, class: maintained, level: abandoned, supported_until: 2025-01-01, justification: J}\n"
          "  - {id: c, name: C, version: 1, class: required, level: actively_maintained, supported_until: 2029-01-01}\n"
          "  - {id: d, name: D, version: 1, class: required, level: actively_maintained, supported_until: 2031-01-01}\n"),
      ElementsAre("support/item-over 4", "support/item-over 5 (remark)", "support/item-ends-before 6 (remark)"));
}

TEST(Consistency, EachItemHasClassLevelAndEnd) {
  EXPECT_THAT(of_facts("items:\n"
                       "  - {id: a, name: A, version: 1}\n"
                       "  - {id: b, name: B, version: 1, class: maintained, justification: Its maker says nothing.}\n"
                       "  - {id: c, name: C, version: 1, class: maintained, level: unknown, supported_until: 2029-01-01}\n"),
              ElementsAre("items/incomplete 3", "items/incomplete 5"));
}

TEST(Consistency, CoverageNamesDocumentsThatExist) {
  const std::string documents = "documents:\n  - {kind: secure_operation, id: SEC-1}\n";
  const std::string rest =
      "  - {part: E.2.2, covered: yes, document: SEC-1}\n  - {part: E.2.3, covered: yes, document: SEC-1}\n"
      "  - {part: E.2.4, covered: yes, document: SEC-1}\n  - {part: E.2.5, covered: yes, document: SEC-1}\n";
  EXPECT_THAT(of_facts(documents + "coverage:\n" + rest +
                       "  - {part: E.2.1, covered: yes, document: \"SEC-1, Hardening; SEC-9\"}\n"
                       "  - {part: E.3, covered: no}\n"),
              ElementsAre("coverage/unknown-document 9", "coverage/no-reason 10"));
  EXPECT_THAT(
      of_facts(documents + "coverage:\n" + rest + "  - {part: E.2.1, covered: yes, document: SEC-9}\n", nullptr, {"SEC-9"}),
      ElementsAre("coverage/part-missing 5"));
  EXPECT_THAT(of_facts(documents + "coverage:\n" + rest +
                       "  - {part: E.2.1, covered: yes, document: SEC-1}\n"
                       "  - {part: E.2.1, covered: no, reason: R}\n  - {part: E.3, covered: no, reason: R}\n"),
              ElementsAre("coverage/contradiction 10"));
}

TEST(Consistency, TheWorkspaceSaysTheSameOfTheVersion) {
  disclosure::Product product;
  product.name = "ScanView";
  product.versions = {{"4.3.0", false, base::Date{2026, 10, 13}, "other.json"}};
  EXPECT_THAT(of_facts("", &product), ElementsAre("facts/release-day 1", "facts/unsupported 1", "facts/sbom 1"));
  product.versions = {{"4.3.0", true, base::Date{2026, 10, 12}, "scanview.cdx.json"}};
  EXPECT_THAT(of_facts("", &product), IsEmpty());
}

TEST(Consistency, WhatTheReleaseBeforeSaidDoesNotVanish) {
  packs::Diagnostics diagnostics;
  const auto before = read_release(
      "release: {product: ScanView, version: 4.2.0, released: 2026-03-01}\n"
      "documents:\n  - {kind: mds2, id: D-1, version: 3}\n  - {kind: dossier, id: D-2, version: 3}\n"
      "support: {until: 2029-01-01}\n"
      "risks:\n  - {id: R-1, description: gone}\n  - {id: R-2, description: told}\n  - {id: R-10, description: kept}\n"
      "findings:\n  - {id: F-1, decision: open}\n  - {id: F-2, decision: fixed}\n"
      "known_vulnerabilities:\n  - {vulnerability: CVE-2026-11111, status: affected}\n"
      "  - {vulnerability: CVE-2026-22222, status: affected}\n  - {vulnerability: CVE-2026-33333, status: fixed}\n",
      "4.2.0.yaml", diagnostics);
  ASSERT_TRUE(before) << diagnostics.text();
  const ReleaseFacts now = facts_of(
      "documents:\n  - {kind: mds2, id: D-1, version: 3}\n  - {kind: dossier, id: D-2, version: 4}\n"
      "support: {until: 2028-01-01}\n"
      "risks:\n  - {id: R-10, description: kept}\n"
      "changes:\n  - {kind: fixed_vulnerability, text: The cause of R-2 is mended., vulnerabilities: CVE-2026-22222}\n");
  EXPECT_THAT(rules(check_before(*before, now)),
              ElementsAre("before/risk-gone 0", "before/finding-gone 0", "before/vulnerability-gone 0",
                          "before/support-shorter 5", "before/same-version 3"));
  EXPECT_THAT(rules(check_before(now, now)), ElementsAre("before/day 1", "before/same-version 3", "before/same-version 4"));
}

// ---- the register
// --------------------------------------------------------------------------------------------------------------

CaseStatus a_case(std::optional<AffectedStatus> status) {
  CaseStatus out;
  out.case_id = "V-2026-0001";
  out.ids = {"CVE-2026-12345"};
  out.status = status;
  out.stage = disclosure::Stage::addressed;
  out.fixed_here = status == AffectedStatus::fixed;
  return out;
}

std::vector<std::string> of_register(std::string_view more, const CaseStatus& one) {
  return rules(check_register(facts_of(more), {one}));
}

TEST(Consistency, OpenCasesAreDecidedAndTold) {
  const CaseStatus open = a_case(AffectedStatus::affected);
  EXPECT_THAT(of_register("", open), ElementsAre("register/not-told 0"));
  EXPECT_THAT(of_register("risks:\n  - {id: R-1, vulnerabilities: CVE-2026-12345}\n", open), IsEmpty());
  EXPECT_THAT(of_register("risks:\n  - {id: R-1, description: As V-2026-0001 says.}\n", open), IsEmpty());
  EXPECT_THAT(of_register("known_vulnerabilities:\n  - {vulnerability: CVE-2026-12345, status: affected}\n", open), IsEmpty());
  CaseStatus early = open;
  early.stage = disclosure::Stage::analysed;
  early.withheld = "under embargo until 2026-12-01";
  EXPECT_THAT(of_register("", early), ElementsAre("register/not-addressed 0", "register/withheld 0 (remark)"));
  EXPECT_THAT(of_register("", a_case(std::nullopt)), ElementsAre("register/versions-unsaid 0"));
  CaseStatus both = open;
  both.contradicts_itself = true;
  EXPECT_THAT(of_register("risks:\n  - {id: R-1, vulnerabilities: CVE-2026-12345}\n", both),
              ElementsAre("register/contradiction 0"));
}

TEST(Consistency, WhatTheRegisterAddedIsNotToldByPeople) {
  ReleaseFacts facts = facts_of("");
  packs::Diagnostics diagnostics;
  const std::vector<CaseStatus> cases = {a_case(AffectedStatus::affected)};
  add_register(facts, cases, diagnostics);
  ASSERT_EQ(facts.entries("known_vulnerabilities").size(), 1U);
  EXPECT_THAT(rules(check_register(facts, cases)), ElementsAre("register/not-told 0"));
}

TEST(Consistency, FixesAreToldAndKnown) {
  CaseStatus fixed = a_case(AffectedStatus::fixed);
  fixed.advisories = {"EX-SA-1"};
  const auto found = check_register(facts_of(""), {fixed});
  ASSERT_THAT(rules(found), ElementsAre("register/fix-not-told 0"));
  EXPECT_THAT(found[0].sentence, HasSubstr("as EX-SA-1 says"));
  const std::string change = "changes:\n  - {kind: fixed_vulnerability, text: T, vulnerabilities: CVE-2026-12345}\n";
  EXPECT_THAT(of_register(change, fixed), IsEmpty());
  fixed.fixed_here = false;
  EXPECT_THAT(of_register(change, fixed), ElementsAre("register/fix-unknown 3 (remark)"));
  EXPECT_THAT(of_register("risks:\n  - {id: R-1, vulnerabilities: CVE-2026-12345}\n", fixed),
              ElementsAre("register/risk-over 3"));
}

// ---- the bill of materials
// -----------------------------------------------------------------------------------------------------

Component component(std::string name, std::string version, std::string purl = "") {
  Component out;
  out.type = "library";
  out.name = std::move(name);
  out.version = std::move(version);
  out.purl = std::move(purl);
  out.location.line = 7;
  return out;
}

Bom bom_of(std::vector<Component> components) {
  Bom out;
  out.components = std::move(components);
  out.components.insert(out.components.begin(), component("ScanView", "4.3.0"));
  out.subject = 0;
  return out;
}

std::vector<std::string> of_bom(std::string_view more, const Bom& bom) {
  return rules(check_sbom(facts_of(more), bom, "scanview.cdx.json"));
}

TEST(Consistency, TheBillIsOfThisVersion) {
  Bom bom = bom_of({});
  EXPECT_THAT(of_bom("", bom), IsEmpty());
  bom.components[0].version = "4.3.0+7";
  EXPECT_THAT(of_bom("", bom), IsEmpty()) << "the build is the version, too";
  bom.components[0].version = "4.2.0";
  bom.components[0].name = "Other";
  EXPECT_THAT(of_bom("", bom), ElementsAre("sbom/product-version 7", "sbom/product-name 7 (remark)"));
  bom.subject.reset();
  bom.components.clear();
  EXPECT_THAT(of_bom("", bom), ElementsAre("sbom/no-product 0"));
}

TEST(Consistency, ItemsAreComponentsOfTheSameVersion) {
  const std::string items =
      "items:\n"
      "  - {id: jpeg, name: libjpeg-turbo, version: 3.0.1, class: maintained}\n"
      "  - {id: zlib, name: Compression, version: 1.3, class: maintained, purl: \"pkg:generic/zlib@1.3\"}\n"
      "  - {id: db, name: PostgreSQL, version: 15, class: supported}\n"
      "  - {id: os, name: Debian, version: 12, class: required}\n";
  EXPECT_THAT(of_bom(items, bom_of({component("LibJPEG Turbo", "3.0.1"), component("zlib", "1.3", "pkg:generic/zlib@1.3?arch=x"),
                                    component("postgresql", "15")})),
              IsEmpty());
  EXPECT_THAT(of_bom(items, bom_of({component("libjpeg-turbo", "3.0.2"), component("libjpeg-turbo", "2.1")})),
              ElementsAre("sbom/item-version 3", "sbom/item-missing 4", "sbom/item-missing 5 (remark)"));
  EXPECT_THAT(of_bom(items, bom_of({component("libjpeg-turbo", "3.0.2"), component("libjpeg-turbo", "3.0.1"),
                                    component("zlib", "1.3", "pkg:generic/zlib@1.3"), component("postgresql", "15")})),
              IsEmpty());
}

TEST(Consistency, ComponentsHaveTheirSupport) {
  Component jpeg = component("libjpeg-turbo", "3.0.1");
  jpeg.support_level = "abandoned";
  jpeg.end_of_support = "2027-01-31T00:00:00Z";
  Component told = component("zlib", "1.3");
  told.support_level = "actively maintained";
  told.end_of_support = "2027-01-31";
  Component file = component("LICENSE", "");
  file.type = "file";
  const std::string item = "items:\n  - {id: jpeg, name: libjpeg-turbo, version: 3.0.1, class: maintained";
  EXPECT_THAT(
      of_bom(item + ", level: actively_maintained}\n", bom_of({jpeg, told, component("expat", "2.6"), file})),
      ElementsAre("sbom/support-differs 3", "sbom/support-known 3 (remark)", "sbom/no-item 0", "sbom/no-item 0 (remark)"));
  EXPECT_THAT(of_bom(item + ", level: abandoned, supported_until: 2027-01-31}\n", bom_of({jpeg})), IsEmpty());
}

TEST(Consistency, VulnerabilitiesOfTheBillAreTold) {
  Bom bom = bom_of({});
  bom.vulnerabilities = {{"CVE-2026-11111", {}, "exploitable"}, {"CVE-2026-22222", {}, "not_affected"}};
  EXPECT_THAT(of_bom("", bom), ElementsAre("sbom/vulnerability 0", "sbom/vulnerability 0 (remark)"));
  EXPECT_THAT(of_bom("risks:\n  - {id: R-1, vulnerabilities: [CVE-2026-11111, CVE-2026-22222]}\n", bom), IsEmpty());
}

// ---- the files of the set
// ------------------------------------------------------------------------------------------------------

/// Two documents as they are made of facts.
std::vector<Document> two_documents() {
  Document guide;
  guide.kind = DocumentKind::secure_operation;
  guide.name = "secure-operation";
  guide.id = "SEC-1";
  guide.version = "4";
  guide.paper.title = "Secure operation of ScanView 4.3.0";
  guide.paper.state = writing::State::approved;
  Document notes = guide;
  notes.kind = DocumentKind::release_notes;
  notes.name = "release-notes";
  notes.id = "SEC-2";
  notes.paper.title = "Security release notes of ScanView 4.3.0";
  return {guide, notes};
}

constexpr std::string_view two_entries =
    "documents:\n"
    "  - {kind: secure_operation, id: SEC-1, version: 4, approved_by: Ann Lee, approved: 2026-10-09}\n"
    "  - {kind: release_notes, id: SEC-2, version: 4, approved_by: Ann Lee, approved: 2026-10-09}\n";

SetFile file_of(const Document& document, std::string path) {
  SetFile out;
  out.path = std::move(path);
  out.title = document.paper.title;
  out.id = document.id;
  out.version = document.version;
  out.approver = "ann lee";
  out.date = base::Date{2026, 10, 9};
  out.state = SetFile::State::approved;
  out.products = {"ScanView"};
  return out;
}

std::vector<SetFile> two_files() {
  const auto documents = two_documents();
  return {file_of(documents[0], "guide.docx"), file_of(documents[1], "release-notes.pdf")};
}

std::vector<std::string> of_set(const std::vector<SetFile>& files, std::string_view facts = two_entries) {
  std::vector<std::string> out;
  for (const Finding& one : check_set(facts_of(facts), two_documents(), files, {"4.2.0", "4.3.0"})) {
    out.push_back(one.rule + " " + one.file + (one.weight == Weight::remark ? " (remark)" : ""));
  }
  return out;
}

TEST(Consistency, DocumentsAreFoundUnderAnyName) {
  const ReleaseFacts facts = facts_of(two_entries);
  SetFile by_id = two_files()[0];
  by_id.title = "A title of our own";
  EXPECT_EQ(kind_of_file(by_id, two_documents(), facts), DocumentKind::secure_operation);
  SetFile by_title = two_files()[0];
  by_title.id = "";
  by_title.title = "Secure operation of ScanView 4.2.0";
  EXPECT_EQ(kind_of_file(by_title, two_documents(), facts), DocumentKind::secure_operation);
  SetFile by_name;
  by_name.path = "signed/release-notes.signed.pdf";
  EXPECT_EQ(kind_of_file(by_name, two_documents(), facts), DocumentKind::release_notes);
  SetFile none;
  none.path = "readme.txt";
  none.title = "Secure operation of another product";
  EXPECT_EQ(kind_of_file(none, two_documents(), facts), std::nullopt);
  EXPECT_THAT(of_set(two_files()), IsEmpty());
  EXPECT_THAT(of_set({}), ElementsAre("set/missing ", "set/missing "));
}

TEST(Consistency, ADocumentOfAnotherVersionIsNoneOfTheSet) {
  auto files = two_files();
  files[0].title = "Secure operation of ScanView 4.2.0";
  files[0].version = "3";
  files[1].products = {"InfuPump"};
  EXPECT_THAT(of_set(files), ElementsAre("set/other-version guide.docx", "set/other-product release-notes.pdf"));
  files = two_files();
  files[0].title = "Guide to ScanView v4.2.0 for administrators";
  EXPECT_THAT(of_set(files), ElementsAre("set/other-version guide.docx"));
  files[0].title = "Guide to ScanView 4.3.0: what is new since 4.2.0";
  EXPECT_THAT(of_set(files), IsEmpty());
}

TEST(Consistency, ControlOfFilesIsThatOfTheFacts) {
  auto files = two_files();
  files[0].path = "secure-operation.docx";
  files[0].id = "SEC-7";
  files[0].version = "5";
  files[0].approver = "Bob Roe";
  files[0].date = base::Date{2026, 10, 1};
  EXPECT_THAT(of_set(files),
              UnorderedElementsAre("set/id secure-operation.docx", "set/version secure-operation.docx",
                                   "set/approver secure-operation.docx", "set/approval-day secure-operation.docx"));
  files = two_files();
  files[0].state = SetFile::State::draft;
  files[1].state = SetFile::State::out_of_use;
  EXPECT_THAT(of_set(files), ElementsAre("set/draft guide.docx", "set/out-of-use release-notes.pdf"));
  files = two_files();
  files[0].unread = "it is encrypted";
  files.push_back(two_files()[1]);
  files[2].path = "release-notes.docx";
  files[2].unread = "it is damaged";
  EXPECT_THAT(of_set(files), ElementsAre("set/unread guide.docx", "set/unread release-notes.docx (remark)"));
}

TEST(Consistency, ASignatureThatTheFactsDoNotKnowIsFound) {
  auto documents = two_documents();
  documents[0].paper.state = writing::State::draft;
  const auto found = check_set(facts_of("documents:\n  - {kind: secure_operation, id: SEC-1, version: 4}\n"
                                        "  - {kind: release_notes, id: SEC-2, version: 4}\n"),
                               documents, two_files(), {});
  ASSERT_THAT(found, testing::SizeIs(1));
  EXPECT_EQ(found[0].rule, "set/approved-alone");
  EXPECT_EQ(found[0].file, "guide.docx");
}

}  // namespace
}  // namespace crosswalk::release
