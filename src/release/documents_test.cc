// SPDX-License-Identifier: Apache-2.0
#include "release/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace crosswalk::release {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

ReleaseFacts facts_of(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto out = read_release(text, "release.yaml", diagnostics);
  EXPECT_TRUE(out && !diagnostics.has_errors()) << diagnostics.text();
  return out ? *out : ReleaseFacts();
}

/// The shipped templates.
base::Result<writing::TemplateFile> shipped(const std::string& name) {
  const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/packs/templates/" + name + ".md";
  return writing::TemplateFile{read(path), path};
}

std::vector<Document> documents_of(const ReleaseFacts& facts, const ReleaseFacts* before = nullptr) {
  packs::Diagnostics diagnostics;
  Request request;
  request.facts = &facts;
  request.previous = before;
  request.find_template = shipped;
  auto out = make_documents(request, diagnostics);
  EXPECT_TRUE(out) << out.error().message() << diagnostics.text();
  return out ? std::move(*out) : std::vector<Document>();
}

const Document& document(const std::vector<Document>& all, DocumentKind kind) {
  static const Document none;
  for (const Document& each : all) {
    if (each.kind == kind) return each;
  }
  ADD_FAILURE() << base::word(kind);
  return none;
}

std::string text_of(const std::vector<Document>& all, DocumentKind kind) {
  return writing::as_markdown(document(all, kind).paper);
}

constexpr std::string_view bare = "release: {product: ScanView, version: 4.3.0}\n";

TEST(Documents, WhatIsNotKnownIsABlankAndEverythingADraft) {
  const std::vector<Document> all = documents_of(facts_of(bare));
  ASSERT_EQ(all.size(), 9U);
  for (const Document& each : all) {
    EXPECT_EQ(each.paper.state, writing::State::draft) << each.name;
    EXPECT_THAT(each.blanks, Not(IsEmpty())) << each.name;
    EXPECT_THAT(writing::as_markdown(each.paper), HasSubstr("ScanView 4.3.0")) << each.name;
    EXPECT_THAT(writing::as_markdown(each.paper), HasSubstr("**Status**: DRAFT")) << each.name;
  }
}

TEST(Documents, TellWhatIsOpenApartFromWhatIsNot) {
  const std::string text = text_of(
      documents_of(facts_of(std::string(bare) +
                            "known_vulnerabilities:\n"
                            "  - {vulnerability: CVE-2026-10001, component: a 1, status: fixed, statement: In 1.}\n"
                            "  - {vulnerability: CVE-2026-10002, component: b 2, status: affected, statement: Close it.}\n")),
      DocumentKind::residual_risk);
  EXPECT_THAT(text, HasSubstr("| CVE-2026-10002 | b 2 | affected | Close it. |"));
  EXPECT_THAT(text, HasSubstr("### Fixed or not affected\n\n- CVE-2026-10001 in a 1, fixed: In 1."));
  EXPECT_THAT(text, Not(HasSubstr("| CVE-2026-10001 |")));
}

TEST(Documents, AnswersHaveABlankForEachFactThatIsMissingAndSayWhatDoesNotApply) {
  const std::string text = text_of(
      documents_of(facts_of(std::string(bare) + "logging: {events: [Logins., Changes of settings.]}\n"
                                                "not_applicable: [{group: backup, reason: Nothing is kept, by: A. Doe}]\n")),
      DocumentKind::mds2);
  EXPECT_THAT(text, HasSubstr("**Retention**: **[[BLANK text: how long they are kept]]**"));
  EXPECT_THAT(text, HasSubstr("**Events**: Logins; Changes of settings."));
  EXPECT_THAT(text, HasSubstr("**Contents of copies**: Not applicable: Nothing is kept (decided by A. Doe)"));
}

TEST(Documents, TellIdsBesideNamesWhereTheySayMore) {
  const std::string text =
      text_of(documents_of(facts_of(std::string(bare) + "accounts:\n  - {id: admin, name: Admin, kind: human}\n"
                                                        "  - {id: svc, name: scanview, kind: service}\n  - {name: other}\n")),
              DocumentKind::account_management);
  EXPECT_THAT(text, HasSubstr("### Admin\n"));
  EXPECT_THAT(text, HasSubstr("### scanview (svc)\n"));
  EXPECT_THAT(text, HasSubstr("### other (**[[BLANK id: id]]**)\n"));
}

TEST(Documents, TheStatementSaysWhatPartsOfAnnexEAreAbout) {
  const std::string text =
      text_of(documents_of(facts_of(std::string(bare) + "coverage:\n  - {part: E.2.4, covered: yes, document: SEC-1}\n")),
              DocumentKind::conformance);
  EXPECT_THAT(text, HasSubstr("| E.2.4, hardening guideline | yes | SEC-1 |"));
}

TEST(Documents, TheStatementClaimsNothingWhereConformanceDoesNotApply) {
  const auto claims = [](const std::string& more) {
    const std::string text = text_of(documents_of(facts_of(std::string(bare) + more)), DocumentKind::conformance);
    return text.find("is declared to conform to") != std::string::npos;
  };
  EXPECT_TRUE(claims("conformance: {standard: \"IEC 81001-5-1:2021\"}\n"));
  EXPECT_FALSE(claims("not_applicable: {group: conformance, reason: Nothing is claimed., by: A. Person}\n"));
}

TEST(Documents, TheReasonWhyNothingChangedStandsInNotesWithAVersionBeforeToo) {
  const ReleaseFacts before = facts_of("release: {product: S, version: \"1\"}\n");
  const ReleaseFacts after = facts_of(
      "release: {product: S, version: \"2\", previous: \"1\"}\n"
      "not_applicable: {group: changes, reason: Texts alone were corrected., by: A. Person}\n");
  const std::string notes = text_of(documents_of(after, &before), DocumentKind::release_notes);
  EXPECT_THAT(notes, HasSubstr("between S 1 and 2"));
  EXPECT_THAT(notes, HasSubstr("Statement on changes: Texts alone were corrected. (decided by A. Person)"));
  for (const char* sentence :
       {"No vulnerability is listed as fixed in this release.", "No setting was added, removed or changed since version 1.",
        "No interface or port was added, removed or changed since version 1.",
        "No account was added, removed or changed since version 1.",
        "No software item was added, removed or changed since version 1.",
        "No other change for security is listed for this release."}) {
    EXPECT_THAT(notes, HasSubstr(sentence));
  }
  EXPECT_THAT(notes, Not(HasSubstr("None.")));
}

TEST(Documents, WhatAnswersTellOfInterfacesAndSoftware) {
  const std::string text =
      text_of(documents_of(facts_of(std::string(bare) +
                                    "interfaces:\n  - {id: web, name: Web, port: 443, direction: in, peer: browsers, "
                                    "authentication: passwords}\nintegrity: {mechanism: Signed., verify: By sums.}\n")),
              DocumentKind::mds2);
  EXPECT_THAT(text, HasSubstr("- **Web**: port 443; direction: in; other side: browsers"));
  EXPECT_THAT(text, HasSubstr("## NAUT: Node authentication\n\n- **Web**: passwords"));
  // Signed packages say nothing of health data.
  EXPECT_THAT(text, HasSubstr("## IGAU: Health data integrity and authenticity\n\n**[[BLANK text: answers of section IGAU]]**"));
  EXPECT_THAT(text, HasSubstr("- **Integrity of the software**: Signed."));
}

TEST(Documents, AreMadeOfEveryFactOfTheirGroups) {
  // A fact with a text of its own in every field shows which documents have it.
  std::string text;
  for (const GroupSpec& group : groups()) {
    if (group.name == "not_applicable" || group.name == "documents") continue;
    text += std::string(group.name) + ":\n";
    bool first = true;
    for (const FieldSpec& field : group.fields) {
      std::string value;
      switch (field.kind) {
        case FieldKind::text:
        case FieldKind::texts:
        case FieldKind::version:
        case FieldKind::reference:
        case FieldKind::roles:
          value = "Q" + std::string(group.name) + "Q" + std::string(field.name) + "Q";
          break;
        case FieldKind::id:
          value = "I-" + std::string(group.name) + "-" + std::string(field.name);
          break;
        case FieldKind::date:
          value = "2026-11-23";
          break;
        case FieldKind::port:
          value = "443";
          break;
        case FieldKind::yes_no:
          value = "yes";
          break;
        case FieldKind::word:
          value = std::string(field.words.substr(0, field.words.find('|')));
          break;
        case FieldKind::cves:
          value = "CVE-2026-12345";
          break;
        case FieldKind::clause:
          value = "E.2.1";
          break;
      }
      text += std::string(first && group.list ? "  - "
                          : group.list        ? "    "
                                              : "  ") +
              std::string(field.name) + ": \"" + value + "\"\n";
      first = false;
    }
  }
  const std::vector<Document> all = documents_of(facts_of(text));
  std::string whole;
  for (const Document& each : all) whole += writing::as_markdown(each.paper);
  for (const GroupSpec& group : groups()) {
    for (const FieldSpec& field : group.fields) {
      const std::string mark = "Q" + std::string(group.name) + "Q" + std::string(field.name) + "Q";
      if (text.find(mark) != std::string::npos) {
        EXPECT_THAT(whole, HasSubstr(mark));
      }
    }
  }
}

TEST(Documents, AreApprovedWhenSomebodyDidAndNothingIsBlank) {
  std::string text(bare);
  text +=
      "documents:\n  - {kind: decommissioning, id: SEC-7, version: \"1\", approved_by: A. Person, role: QA, approved: "
      "2026-11-20}\n";
  const std::string blank = text;
  EXPECT_EQ(document(documents_of(facts_of(blank)), DocumentKind::decommissioning).paper.state, writing::State::draft);
  text = "release: {product: ScanView, version: 4.3.0, contact: psirt@example.org}\n" + text.substr(bare.size());
  text += "decommissioning: {removal: a, references: b, credentials: c, cloud: d, media: e}\n";
  text +=
      "data_places: {place: disk, data: studies, erasure: overwrite}\nauthentication: {at_decommissioning: Erase all "
      "accounts.}\n";
  const std::vector<Document> all = documents_of(facts_of(text));
  const Document& made = document(all, DocumentKind::decommissioning);
  EXPECT_EQ(made.paper.state, writing::State::approved);
  EXPECT_THAT(made.blanks, IsEmpty());
  EXPECT_EQ(made.paper.id, "SEC-7");
  EXPECT_EQ(made.paper.date, "2026-11-20");
  EXPECT_EQ(document(documents_of(facts_of(blank)), DocumentKind::decommissioning).paper.date, "");
  EXPECT_THAT(writing::as_markdown(made.paper), HasSubstr("**Status**: Approved"));
  // The others stay what they are.
  EXPECT_EQ(document(all, DocumentKind::conformance).paper.state, writing::State::draft);
}

TEST(Documents, WhatDoesNotApplyIsSaidWithItsReason) {
  const std::string text = std::string(bare) +
                           "not_applicable:\n  - {group: accounts, reason: It has no accounts., by: A. Person}\n"
                           "  - {group: backup, reason: It keeps no data., by: A. Person}\n";
  const std::vector<Document> all = documents_of(facts_of(text));
  EXPECT_THAT(text_of(all, DocumentKind::account_management),
              HasSubstr("Not applicable: It has no accounts. (decided by A. Person)"));
  EXPECT_THAT(text_of(all, DocumentKind::secure_operation), HasSubstr("Not applicable: It keeps no data."));
  EXPECT_THAT(text_of(all, DocumentKind::secure_operation), Not(HasSubstr("what has to be saved")));
}

TEST(Documents, NobodySaysThatNothingChangedOrIsOpenWhereNobodyKnows) {
  const std::string notes = text_of(documents_of(facts_of(bare)), DocumentKind::release_notes);
  const auto none = AnyOf(HasSubstr("is listed"), HasSubstr("No open vulnerability"), HasSubstr("was added, removed or changed"));
  EXPECT_THAT(notes, Not(none));
  EXPECT_THAT(notes, HasSubstr("[[BLANK id: the version before, or that there is none]]"));
  // A release before that has no facts was not compared.
  const std::string unread = "release: {product: S, version: \"2\", previous: \"1\"}\n";
  EXPECT_THAT(text_of(documents_of(facts_of(unread)), DocumentKind::release_notes), Not(none));
  const std::string first =
      std::string(bare) + "not_applicable: {group: changes, reason: It is the first release., by: A. Person}\n";
  const std::string said = text_of(documents_of(facts_of(first)), DocumentKind::release_notes);
  EXPECT_THAT(said, HasSubstr("It is the first release. (decided by A. Person)"));
  EXPECT_THAT(said, HasSubstr("Changed accounts\n\nNo changed account is listed for this release."));
  // What stands open in the list of known vulnerabilities is open in the notes.
  const std::string open =
      std::string(bare) +
      "risks: {id: R-1, controls: x}\nknown_vulnerabilities:\n  - {vulnerability: CVE-2026-1111, component: libfoo, "
      "status: under_investigation, statement: Wait.}\n";
  EXPECT_THAT(text_of(documents_of(facts_of(open)), DocumentKind::release_notes), HasSubstr("libfoo, under investigation"));
}

TEST(Documents, ATestOrReviewIsSaidToBeDoneWithItsRecordAlone) {
  EXPECT_THAT(text_of(documents_of(facts_of(bare)), DocumentKind::conformance), Not(HasSubstr("is recorded in")));
  const std::string text = std::string(bare) + "conformance: {completion: \"REC-12, section 3\"}\n";
  EXPECT_THAT(text_of(documents_of(facts_of(text)), DocumentKind::conformance), HasSubstr("is recorded in REC-12, section 3"));
}

/// The facts of the example with this version.
ReleaseFacts example(const std::string& version) {
  return facts_of(read(std::string(CROSSWALK_SOURCE_DIR) + "/examples/release/workspace/releases/" + version + ".yaml"));
}

TEST(Documents, OfCompleteFactsLackNothingButWhoReleases) {
  const ReleaseFacts before = example("4.2.0");
  const ReleaseFacts facts = example("4.3.0");
  packs::Diagnostics diagnostics;
  check_release(facts, {{"4.2.0", "4.3.0"}, {}}, diagnostics);
  EXPECT_THAT(diagnostics.items(), IsEmpty()) << diagnostics.text();
  for (const Document& each : documents_of(facts, &before)) {
    const bool dossier = each.kind == DocumentKind::dossier;
    EXPECT_EQ(each.paper.state, dossier ? writing::State::draft : writing::State::approved) << each.name;
    for (const writing::Blank& blank : each.blanks) EXPECT_TRUE(dossier) << each.name << ": " << blank.wanted;
  }
  EXPECT_THAT(text_of(documents_of(facts, &before), DocumentKind::dossier),
              HasSubstr("| Secure operation | SEC-101 | 4 | approved | 0 | REV-220 |"));
  const std::string notes = text_of(documents_of(facts, &before), DocumentKind::release_notes);
  EXPECT_THAT(notes, HasSubstr("Interface DICOM without TLS: as delivered \"closed\" instead of \"open\"."));
  EXPECT_THAT(notes, HasSubstr("Software item libjpeg-turbo: version \"3.0.1\" instead of \"2.1.4\"."));
}

TEST(Changes, AreWhatIsSaidAndWhatDiffers) {
  const ReleaseFacts before = facts_of(
      "release: {product: S, version: \"1\"}\n"
      "interfaces:\n  - {id: web, name: Web, port: 80, default: open}\n  - {id: old, name: Telnet, port: 23}\n"
      "hardening:\n  - {id: tls, setting: TLS, default: \"1.0\"}\nitems:\n  - {name: libfoo, version: 1.0.0}\n");
  const ReleaseFacts after = facts_of(
      "release: {product: S, version: \"2\", previous: \"1\"}\n"
      "interfaces:\n  - {id: web, name: Web, port: 443, default: open}\n  - {id: dicom, name: DICOM, port: 11112}\n"
      "hardening:\n  - {id: tls, setting: TLS, default: \"1.2\"}\nitems:\n  - {name: libfoo, version: 1.0.1}\n"
      "changes:\n  - {kind: fixed_vulnerability, text: Studies could be read., vulnerabilities: CVE-2026-1111, action: "
      "Update.}\n");
  const std::vector<Change> changes = changes_between(&before, after);
  ASSERT_EQ(changes.size(), 6U);
  EXPECT_EQ(changes[0].kind, Change::Kind::fixed);
  EXPECT_EQ(changes[0].vulnerabilities, "CVE-2026-1111");
  EXPECT_THAT(changes[1].text, HasSubstr("Setting TLS: as delivered \"1.2\" instead of \"1.0\"."));
  EXPECT_THAT(changes[2].text, HasSubstr("New interface: DICOM."));
  EXPECT_THAT(changes[3].text, HasSubstr("Interface Web: port \"443\" instead of \"80\"."));
  EXPECT_THAT(changes[4].text, HasSubstr("Removed interface: Telnet."));
  EXPECT_THAT(changes[5].text, HasSubstr("Software item libfoo: version \"1.0.1\" instead of \"1.0.0\"."));
  const std::string notes = text_of(documents_of(after, &before), DocumentKind::release_notes);
  EXPECT_THAT(notes, HasSubstr("- CVE-2026-1111: Studies could be read. Update."));
  EXPECT_THAT(notes, HasSubstr("Changed accounts\n\nNo account was added, removed or changed since version 1."));
  EXPECT_THAT(changes_between(nullptr, before), IsEmpty());
}

}  // namespace
}  // namespace crosswalk::release
