// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "facts/facts.h"

namespace crosswalk::facts {
namespace {

using document::ArtifactCheck;
using document::ArtifactPoint;
using testing::HasSubstr;
using State = ArtifactPoint::State;

constexpr std::string_view complete_vulnerability = R"({
  "cve": "CVE-2026-1001",
  "notes": [{"category": "description", "text": "The viewer takes a crafted image for a program and runs it."}],
  "product_status": {"known_affected": ["old"], "fixed": ["new"]},
  "scores": [{"cvss_v3": {"version": "3.1", "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "baseScore": 9.8,
    "baseSeverity": "CRITICAL"}, "products": ["old"]}],
  "remediations": [{"category": "vendor_fix", "details": "Install version 3.4.2.", "product_ids": ["old"]}]})";

/// An advisory with these vulnerabilities.
document::Extracted advisory(const std::string& vulnerabilities, const std::string& category = "csaf_security_advisory") {
  document::Extracted out;
  out.document.format = "json";
  out.document.style = document::LocatorStyle::pointer;
  out.document.text = R"({"document": {"category": ")" + category + R"(", "csaf_version": "2.0", "title": "Weak viewer",
    "publisher": {"category": "vendor", "name": "Example Maker", "namespace": "https://example.org"},
    "tracking": {"id": "EX-SA-1", "version": "2", "status": "final", "current_release_date": "2026-10-01T10:00:00Z"}},
    "product_tree": {"branches": [{"category": "vendor", "name": "Example Maker", "branches": [
      {"category": "product_name", "name": "Example Viewer", "branches": [
        {"category": "product_version_range", "name": "<3.4.2", "product": {"product_id": "old", "name": "Example Viewer <3.4.2"}},
        {"category": "product_version", "name": "3.4.2", "product": {"product_id": "new", "name": "Example Viewer 3.4.2"}}]}]}]},
    "vulnerabilities": [)" +
                      vulnerabilities + "]}";
  fill(out, "ex-sa-1.json");
  return out;
}

const ArtifactPoint& point(const document::Extracted& extracted, ArtifactCheck check) {
  static const ArtifactPoint none;
  const ArtifactPoint* const out = extracted.artifact.point(check);
  return out == nullptr ? none : *out;
}

/// The vulnerability with one part exchanged for another.
std::string changed(const std::string& from, const std::string& to) {
  std::string out(complete_vulnerability);
  const std::size_t at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return out.replace(at, from.size(), to);
}

TEST(Csaf, OfACompleteAdvisoryAllFourContentsAreMetWithTheirQuotes) {
  const document::Extracted found = advisory(std::string(complete_vulnerability));
  EXPECT_EQ(found.artifact.kind, document::ArtifactKind::csaf);
  for (const auto& [check, quote] : {std::pair{ArtifactCheck::description, "\"text\": \"The viewer takes"},
                                     std::pair{ArtifactCheck::score, "\"baseScore\": 9.8"},
                                     std::pair{ArtifactCheck::affected_versions, "\"name\": \"<3.4.2\""},
                                     std::pair{ArtifactCheck::resolution, "\"details\": \"Install version 3.4.2.\""}}) {
    const ArtifactPoint& one = point(found, check);
    EXPECT_EQ(one.state, State::met) << base::word(check);
    EXPECT_EQ(one.lacking, "");
    ASSERT_EQ(one.quotes.size(), 1U) << base::word(check);
    EXPECT_THAT(std::string(found.document.view(one.quotes[0])), HasSubstr(quote));
  }
}

TEST(Csaf, ItsRoleAndControlDataAreThoseOfTheFormat) {
  const document::Extracted found = advisory(std::string(complete_vulnerability));
  EXPECT_EQ(found.facts.role, document::Role::advisory);
  EXPECT_EQ(found.facts.control.id, "EX-SA-1");
  EXPECT_EQ(found.facts.control.version, "2");
  EXPECT_EQ(found.facts.control.state, document::State::effective);
  EXPECT_EQ(found.facts.control.products, std::vector<std::string>{"Example Viewer"});
  ASSERT_TRUE(found.facts.control.date);
  EXPECT_EQ(found.facts.control.date->iso(), "2026-10-01");
}

TEST(Csaf, WhatOneOfTwoVulnerabilitiesLacksIsNamed) {
  std::string second(complete_vulnerability);
  second.replace(second.find("1001"), 4, "1002");
  const std::size_t scores = second.find("  \"scores\"");
  second.erase(scores, second.find("  \"remediations\"") - scores);
  const document::Extracted found = advisory(std::string(complete_vulnerability) + "," + second);
  const ArtifactPoint& score = point(found, ArtifactCheck::score);
  EXPECT_EQ(score.state, State::partial);
  EXPECT_EQ(score.reason, "incomplete");
  EXPECT_EQ(score.lacking, "no score for CVE-2026-1002 (1 of 2 have)");
  EXPECT_EQ(point(found, ArtifactCheck::resolution).state, State::met);
}

TEST(Csaf, AScoreThatIsNotThatOfItsVectorIsNotEnough) {
  const document::Extracted found = advisory(changed("9.8", "7.5"));
  EXPECT_EQ(point(found, ArtifactCheck::score).state, State::partial);
  EXPECT_THAT(point(found, ArtifactCheck::score).lacking, HasSubstr("not that of its vector"));
}

TEST(Csaf, WhatIsNoScoreIsNone) {
  for (const char* wrong : {"1e400", "-1", "11", "\"9.8\""}) {
    const document::Extracted found = advisory(changed("9.8", wrong));
    EXPECT_EQ(point(found, ArtifactCheck::score).state, State::partial) << wrong;
    EXPECT_EQ(point(found, ArtifactCheck::score).with, 0U) << wrong;
  }
  EXPECT_EQ(point(advisory(changed("CVSS:3.1/AV:N", "CVSS:3.1/AV:Q")), ArtifactCheck::score).with, 0U);
}

TEST(Csaf, AVulnerabilityThatIsOnlyLookedAtIsPlanned) {
  const document::Extracted found =
      advisory(R"({"cve": "CVE-2026-1001", "notes": [{"category": "summary", "text": "A report is looked at by us now."}],
      "product_status": {"under_investigation": ["old"]}})");
  EXPECT_EQ(point(found, ArtifactCheck::affected_versions).state, State::planned);
  EXPECT_EQ(point(found, ArtifactCheck::resolution).state, State::planned);
  EXPECT_EQ(point(found, ArtifactCheck::score).state, State::missing);
  EXPECT_EQ(point(found, ArtifactCheck::score).lacking, "no score for CVE-2026-1001 (0 of 1 have)");
}

TEST(Csaf, ARemedyForOtherProductsIsNone) {
  const document::Extracted found = advisory(changed(R"("fixed": ["new"])", R"("recommended": ["new"])"));
  EXPECT_EQ(point(found, ArtifactCheck::resolution).state, State::met);
  std::string other = changed(R"(, "fixed": ["new"])", "");
  other.replace(other.find(R"("product_ids": ["old"])"), 22, R"("product_ids": ["new"])");
  EXPECT_EQ(point(advisory(other), ArtifactCheck::resolution).state, State::partial);
}

TEST(Csaf, AVexThatClearsProductsDisclosesNothing) {
  const document::Extracted found =
      advisory(R"({"cve": "CVE-2026-1001", "product_status": {"known_not_affected": ["new"]}})", "csaf_vex");
  EXPECT_EQ(found.facts.role, document::Role::statement);
  EXPECT_EQ(point(found, ArtifactCheck::score).check, ArtifactCheck::none);
  EXPECT_EQ(point(found, ArtifactCheck::known_vulnerabilities).state, State::met);
}

TEST(Csaf, TheMakerAndTheVersionsForTheComparisonAreNoted) {
  const document::Extracted found = advisory(std::string(complete_vulnerability));
  ASSERT_EQ(found.artifact.versions.size(), 3U);
  EXPECT_EQ(found.artifact.versions[0].use, document::NamedVersion::Use::maker);
  EXPECT_EQ(found.artifact.versions[0].name, "Example Maker");
  EXPECT_EQ(found.artifact.versions[1].version, "<3.4.2");
  EXPECT_EQ(found.artifact.versions[2].use, document::NamedVersion::Use::fixed);
  EXPECT_EQ(found.artifact.versions[2].version, "3.4.2");
  EXPECT_EQ(found.artifact.versions[2].vulnerability, "CVE-2026-1001");
}

/// The advisory with one part of its head exchanged.
document::Extracted with_head(const std::string& from, const std::string& to) {
  document::Extracted out = advisory(std::string(complete_vulnerability));
  std::string text = out.document.text;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  document::Extracted changed;
  changed.document.format = "json";
  changed.document.style = document::LocatorStyle::pointer;
  changed.document.text = std::move(text);
  fill(changed, "ex-sa-1.json");
  return changed;
}

TEST(Csaf, AnAdvisoryThatWasWithdrawnIsObsolete) {
  const std::string revisions =
      R"("version": "2", "revision_history": [{"number": "1", "summary": "First issue"}, {"number": "2", "summary": ")";
  for (const char* summary : {"Advisory withdrawn: the report was wrong", "Withdrawn.", "This advisory has been retracted"}) {
    const document::Extracted found = with_head(R"("version": "2")", revisions + summary + "\"}]");
    EXPECT_EQ(found.facts.control.state, document::State::obsolete) << summary;
    EXPECT_EQ(found.facts.control.state_reason, "it says that it was withdrawn");
  }
  for (const char* summary : {"Patch 3.4.1a was withdrawn, install 3.4.2", "Wording"}) {
    EXPECT_EQ(with_head(R"("version": "2")", revisions + summary + "\"}]").facts.control.state, document::State::effective)
        << summary;
  }
  EXPECT_EQ(with_head("Weak viewer", "[WITHDRAWN] Weak viewer").facts.control.state, document::State::obsolete);
}

TEST(Csaf, WhatIsForNamedRecipientsAloneIsNoRecordOfADisclosure) {
  const auto with_label = [](const std::string& label) {
    return with_head(R"("csaf_version": "2.0")", R"("csaf_version": "2.0", "distribution": {"tlp": {"label": ")" + label + "\"}}")
        .facts;
  };
  EXPECT_EQ(with_label("RED").role, document::Role::statement);
  EXPECT_THAT(with_label("RED").control.state_reason, HasSubstr("TLP:RED"));
  EXPECT_EQ(with_label("AMBER").role, document::Role::advisory);
  EXPECT_EQ(with_label("WHITE").role, document::Role::advisory);
}

}  // namespace
}  // namespace crosswalk::facts
