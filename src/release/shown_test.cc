// SPDX-License-Identifier: Apache-2.0
#include "release/shown.h"

#include <gtest/gtest.h>

#include "release/documents.h"

namespace crosswalk::release {
namespace {

std::string shown_of(FieldKind kind, std::vector<std::string> texts, std::string_view name = "x") {
  Entry entry;
  entry.facts[std::string(name)].texts = std::move(texts);
  FieldSpec field;
  field.name = name;
  field.kind = kind;
  return shown(field, entry);
}

TEST(Shown, WordsOfListsHaveSpaces) {
  EXPECT_EQ(shown_of(FieldKind::word, {"created_at_installation"}), "created at installation");
  EXPECT_EQ(shown_of(FieldKind::text, {"/etc/my_file"}), "/etc/my_file");
  EXPECT_EQ(shown_of(FieldKind::yes_no, {"true"}), "yes");
  EXPECT_EQ(shown(FieldSpec{"y", FieldKind::yes_no, "w"}, Entry()), "");
}

TEST(Shown, AVectorHasItsScoreAndWord) {
  EXPECT_EQ(shown_of(FieldKind::text, {"CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}, "severity"),
            "6.5 medium (CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N)");
  EXPECT_EQ(shown_of(FieldKind::text, {"low, by our own scale"}, "severity"), "low, by our own scale");
  EXPECT_EQ(shown_of(FieldKind::text, {"CVSS:3.1/AV:A/AC:L"}, "severity"), "CVSS:3.1/AV:A/AC:L");
}

TEST(Shown, SeveralTextsAreSentencesWhereEachReadsAsOne) {
  EXPECT_EQ(shown_of(FieldKind::texts, {"A firewall in front of it.", "Take copies every night"}),
            "A firewall in front of it. Take copies every night.");
  EXPECT_EQ(shown_of(FieldKind::texts, {"logins and failures", "changes of settings"}),
            "logins and failures; changes of settings");
  // Names, and words that may stand within a sentence.
  EXPECT_EQ(shown_of(FieldKind::texts, {"Windows Server", "Active Directory"}), "Windows Server; Active Directory");
  EXPECT_EQ(shown_of(FieldKind::texts, {"TLS for those that know it", "DICOM can be switched off"}),
            "TLS for those that know it; DICOM can be switched off");
  EXPECT_EQ(shown_of(FieldKind::texts, {"A firewall in front of it"}), "A firewall in front of it");
}

TEST(Shown, EveryKindOfDocumentHasAName) {
  for (const std::string& kind : base::words<DocumentKind>()) EXPECT_NE(document_name(kind), kind);
}

}  // namespace
}  // namespace crosswalk::release
