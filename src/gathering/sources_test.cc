// SPDX-License-Identifier: Apache-2.0
// Bills of materials, cases of the register and reviews as sources of facts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifacts/time/instant.h"
#include "gathering/register.h"
#include "gathering/reviewed.h"
#include "gathering/sbom.h"

namespace crosswalk::gathering {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string line_of(const Gathered& gathered) {
  std::string out = gathered.group + ":";
  for (const auto& [field, fact] : gathered.entry.facts) out += " " + field + "=" + fact.texts[0];
  return out;
}

TEST(GatherSbom, ComponentsBecomeItems) {
  artifacts::sbom::Bom bom;
  bom.components.resize(4);
  bom.components[0].name = "ScanView";
  bom.subject = 0;
  bom.components[1].name = "core";
  bom.components[1].group = "@angular";
  bom.components[1].version = "17.1.0";
  bom.components[1].purl = "pkg:npm/%40angular/core@17.1.0";
  bom.components[1].publisher = "Google";
  bom.components[1].support_level = "Actively maintained";
  bom.components[1].end_of_support = "2027-05-15T00:00:00Z";
  bom.components[1].location.line = 12;
  bom.components[2].name = "LICENSE";
  bom.components[2].type = "file";
  bom.components[3].name = "old";
  bom.components[3].support_level = "limitedSupport";
  bom.components[3].end_of_support = "some day";
  const Gathering out = gather_sbom(bom, "bom.json");
  ASSERT_EQ(out.entries.size(), 2U);
  EXPECT_EQ(
      line_of(out.entries[0]),
      "items: id=angular-core level=actively_maintained name=@angular/core purl=pkg:npm/%40angular/core@17.1.0 supplier=Google "
      "supported_until=2027-05-15 version=17.1.0");
  EXPECT_EQ(out.entries[0].entry.find("level")->origin, "bom.json, line 12");
  EXPECT_EQ(line_of(out.entries[1]), "items: id=old name=old");
  EXPECT_THAT(out.remarks.text(), HasSubstr("'old': 'level' left out: 'limitedSupport' is none of"));
  EXPECT_THAT(out.remarks.text(), HasSubstr("'old': 'supported_until' left out: 'some day' is no day"));
}

disclosure::Case a_case() {
  disclosure::Case out;
  out.id = "V-2026-0001";
  out.title = "Crash on large images";
  out.stage = disclosure::Stage::disclosed;
  out.outcome = disclosure::Outcome::valid;
  out.ids = {"GHSA-1111-2222-3333", "CVE-2026-12345"};
  out.components = {{"zlib", "1.3", ""}};
  disclosure::AffectedProduct affected;
  affected.product = "ScanView";
  affected.versions = "vers:semver/<4.3.0";
  out.affected = {affected};
  out.resolution.kind = disclosure::ResolutionKind::fix;
  out.resolution.details = "Install 4.3.0.";
  out.resolution.fixed = {{"ScanView", "4.3.0"}};
  return out;
}

Gathering gathered(const disclosure::Case& one, const std::string& version, const std::string& product = "ScanView") {
  Gathering out;
  gather_case(one, {{product, {}}, version, 1'000'000, "register.db"}, out);
  return out;
}

TEST(GatherCase, SaysTheStatusOfTheVersion) {
  const Gathering fixed = gathered(a_case(), "4.3.0");
  ASSERT_EQ(fixed.entries.size(), 2U);
  EXPECT_EQ(line_of(fixed.entries[0]),
            "known_vulnerabilities: component=zlib 1.3 statement=It is fixed in version 4.3.0. status=fixed "
            "vulnerability=CVE-2026-12345");
  EXPECT_EQ(line_of(fixed.entries[1]),
            "changes: kind=fixed_vulnerability text=Crash on large images vulnerabilities=CVE-2026-12345");
  EXPECT_EQ(fixed.entries[0].entry.find("status")->origin, "register.db, case V-2026-0001");
  const Gathering affected = gathered(a_case(), "4.2.0");
  ASSERT_EQ(affected.entries.size(), 1U);
  EXPECT_THAT(line_of(affected.entries[0]), HasSubstr("status=affected"));
  EXPECT_THAT(gathered(a_case(), "4.4.0").entries, IsEmpty());
  EXPECT_THAT(gathered(a_case(), "4.2.0", "Pump").entries, IsEmpty());
  disclosure::Case open = a_case();
  open.outcome = disclosure::Outcome::undecided;
  EXPECT_THAT(line_of(gathered(open, "4.2.0").entries.at(0)), HasSubstr("status=under_investigation"));
  disclosure::Case not_affected = a_case();
  not_affected.affected[0].status = disclosure::AffectedStatus::not_affected;
  not_affected.affected[0].justification = "vulnerable_code_not_present";
  EXPECT_THAT(line_of(gathered(not_affected, "4.2.0").entries.at(0)),
              HasSubstr("statement=vulnerable code not present status=not_affected"));
  disclosure::Case none = a_case();
  none.outcome = disclosure::Outcome::not_a_vulnerability;
  EXPECT_THAT(gathered(none, "4.2.0").entries, IsEmpty());
}

TEST(GatherCase, WhatMayNotBeToldIsLeftOutWithAWord) {
  const auto why = [](const disclosure::Case& one) {
    const Gathering out = gathered(one, "4.2.0");
    EXPECT_THAT(out.entries, IsEmpty());
    return out.remarks.text();
  };
  disclosure::Case embargo = a_case();
  embargo.distribution.embargo_until = 1'000'001;
  EXPECT_THAT(why(embargo), HasSubstr("register.db, case V-2026-0001"));
  EXPECT_THAT(why(embargo), HasSubstr("under embargo"));
  embargo.distribution.embargo_until = 999'999;
  EXPECT_EQ(gathered(embargo, "4.2.0").entries.size(), 1U);
  disclosure::Case amber = a_case();
  amber.distribution.tlp = disclosure::Tlp::amber;
  EXPECT_THAT(why(amber), HasSubstr("TLP:AMBER"));
  disclosure::Case unsaid = a_case();
  unsaid.affected.clear();
  unsaid.resolution.fixed.clear();
  EXPECT_THAT(why(unsaid), HasSubstr("does not say which versions"));
  disclosure::Case nameless = a_case();
  nameless.ids = {"GHSA-1111-2222-3333"};
  EXPECT_THAT(why(nameless), HasSubstr("no CVE id"));
  disclosure::Case secret = a_case();
  secret.stage = disclosure::Stage::analysed;
  EXPECT_THAT(gathered(secret, "4.2.0").remarks.text(), HasSubstr("not disclosed yet"));
}

TEST(GatherReview, QuotesAreValuesWhereTheFieldAsksTheSame) {
  const std::vector<ReviewedPassage> passages{
      {"5.8.7/unerasable-data-disposal", false, "Disks may be shredded.", "guide.md", "line 3"},
      {"5.8.7/unerasable-data-disposal", true, "Disks that cannot be erased are shredded.", "guide.md", "line 9"},
      {"5.8.7/unerasable-data-disposal", true, "Shred them.", "other.md", "line 1"},
      {"5.8.3/verification-means", true, "**Check**: lysvik-verify compares all files.", "guide.md", "line 12"},
      {"5.8.2/residual-risk", true, "Images can be read on their way.", "risks.md", "section 2"},
      {"9.1/reports-accepted", true, "Reports go to psirt.", "sop.md", "line 1"},
      {"E.2.1/documentation-existence", true, "The security manual.", "manual.md", "line 1", "SEC-1, version 4"},
      {"E.3/removal-and-references", true, "Remove its rules.", "manual.md", "line 8"},
      {"E.3/erasure-and-disposal", false, "Erase data.", "manual.md", "line 9"}};
  const FromReview out = gather_review(passages, "review.json");
  ASSERT_EQ(out.gathering.entries.size(), 2U);
  EXPECT_EQ(line_of(out.gathering.entries[0]), "decommissioning: media=Disks that cannot be erased are shredded.");
  EXPECT_EQ(out.gathering.entries[0].entry.find("media")->origin, "guide.md, line 9");
  EXPECT_EQ(line_of(out.gathering.entries[1]), "coverage: covered=yes document=SEC-1, version 4, manual.md, line 1 part=E.2.1");
  EXPECT_EQ(out.gathering.entries[1].entry.find("covered")->origin, "review.json, E.2.1/documentation-existence");
  ASSERT_EQ(out.hints.size(), 4U);
  EXPECT_EQ(out.hints[0].text, "Disks may be shredded.");
  EXPECT_EQ(out.hints[3].group + " " + out.hints[3].text + " " + out.hints[3].origin,
            "risks Images can be read on their way. risks.md, section 2");
  EXPECT_THAT(out.gathering.remarks.text(), HasSubstr("look whether it is true of this release"));
}

TEST(GatherReview, UsesFieldsThatThereAre) {
  for (const EvidenceUse& use : evidence_uses()) {
    const release::GroupSpec* group = release::find_group(use.group);
    ASSERT_NE(group, nullptr) << use.group;
    const release::FieldSpec* field = group->find(use.field);
    ASSERT_NE(field, nullptr) << use.group << "." << use.field;
    EXPECT_TRUE(!use.is_value || field->kind == release::FieldKind::text) << use.constraint;
    EXPECT_TRUE(!use.is_value || !group->list) << use.constraint;
  }
}

}  // namespace
}  // namespace crosswalk::gathering
