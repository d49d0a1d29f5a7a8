// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "document/builder.h"
#include "facts/facts.h"

namespace crosswalk::facts {
namespace {

using document::ArtifactCheck;
using document::BlockKind;
using testing::ElementsAre;
using State = document::ArtifactPoint::State;
using Use = document::NamedVersion::Use;

document::Extracted json(const std::string& text) {
  document::Extracted out;
  out.document.format = "json";
  out.document.style = document::LocatorStyle::pointer;
  out.document.text = text;
  fill(out, "file.json");
  return out;
}

/// Headings begin with "# " or "## ".
document::Extracted notes(const std::vector<std::string>& lines, const std::string& path) {
  document::Document empty;
  empty.format = "markdown";
  document::Builder builder(std::move(empty));
  for (const std::string& line : lines) {
    const std::size_t level = line.find(' ');
    const bool heading = line.starts_with('#');
    if (heading) {
      builder.add(BlockKind::heading, line.substr(level + 1), static_cast<std::uint8_t>(level));
    } else {
      builder.add(BlockKind::paragraph, line);
    }
  }
  document::Extracted out;
  out.document = builder.finish();
  fill(out, path);
  return out;
}

std::vector<std::string> mentions(const document::Extracted& extracted) {
  std::vector<std::string> out;
  for (const document::NamedVersion& one : extracted.artifact.versions) {
    out.push_back(std::string(base::word(one.use)) + " " + one.name + " " + one.version +
                  (one.vulnerability.empty() ? "" : " " + one.vulnerability));
  }
  return out;
}

TEST(ReleaseNotes, TheVersionOfTheTitleIsThatOfEveryFixInThem) {
  const auto found = notes({"# Release notes Example Viewer 3.4.2", "Version 3.4.2 replaces 3.4.1.", "## Security",
                            "CVE-2026-1001: crafted images are no longer run.", "## Known issues", "CVE-2026-1002 is looked at."},
                           "Release notes.md");
  ASSERT_EQ(found.facts.role, document::Role::release_notes);
  EXPECT_THAT(mentions(found), ElementsAre("subject example viewer 3.4.2", "fixed example viewer 3.4.2 CVE-2026-1001"));
}

TEST(ReleaseNotes, InAChangelogEachFixIsOfTheVersionAboveIt) {
  const auto found = notes({"# Changelog", "## 2.1.0 - 2026-05-01", "Fixes CVE-2026-1001.", "## 2.0.4 - 2026-01-11",
                            "Fixes CVE-2025-2002.", "We are not affected by CVE-2025-3003."},
                           "CHANGELOG.md");
  ASSERT_EQ(found.facts.role, document::Role::release_notes);
  EXPECT_THAT(mentions(found),
              ElementsAre("subject  2.1.0", "fixed  2.1.0 CVE-2026-1001", "subject  2.0.4", "fixed  2.0.4 CVE-2025-2002"));
}

TEST(OpenVex, SaysWhatRemainsAndWhatToDo) {
  const auto found =
      json(R"({"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex-1", "author": "Example Maker",
    "timestamp": "2026-03-01T10:00:00Z", "version": 2, "statements": [
    {"vulnerability": {"name": "CVE-2026-1001"}, "status": "affected", "action_statement": "Close port 104 to guests.",
     "products": [{"@id": "pkg:generic/viewer@3.4.1", "subcomponents": [{"@id": "pkg:generic/codec@2.0.0"}]}]},
    {"vulnerability": {"name": "CVE-2026-1002"}, "status": "not_affected", "justification": "component_not_present",
     "products": ["pkg:generic/viewer@3.4.1"]}]})");
  EXPECT_EQ(found.artifact.kind, document::ArtifactKind::openvex);
  EXPECT_EQ(found.artifact.format_version, "0.2.0");
  EXPECT_EQ(found.facts.role, document::Role::statement);
  EXPECT_EQ(found.facts.control.version, "2");
  ASSERT_NE(found.artifact.point(ArtifactCheck::residual_risk), nullptr);
  EXPECT_EQ(found.artifact.point(ArtifactCheck::residual_risk)->state, State::met);
  EXPECT_EQ(found.document.view(found.artifact.point(ArtifactCheck::residual_risk)->quotes.at(0)),
            R"("action_statement": "Close port 104 to guests.")");
  EXPECT_THAT(mentions(found), ElementsAre("affected viewer 3.4.1 CVE-2026-1001", "component codec 2.0.0 CVE-2026-1001",
                                           "subject viewer 3.4.1 CVE-2026-1002"));
}

TEST(OpenVex, WithoutAnythingThatRemainsSaysSoOnlyInBetween) {
  const auto found = json(R"({"@context": "https://openvex.dev/ns/v0.2.0", "statements": [
    {"vulnerability": {"name": "CVE-2026-1002"}, "status": "fixed", "products": ["pkg:generic/viewer@3.4.1"]}]})");
  EXPECT_EQ(found.artifact.point(ArtifactCheck::residual_risk)->state, State::partial);
  EXPECT_EQ(found.artifact.point(ArtifactCheck::known_vulnerabilities)->state, State::met);
}

std::string bom_with(const std::string& rest) {
  return R"({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"supplier": {"name": "Example Maker"},
    "component": {"type": "application", "bom-ref": "app", "name": "Viewer", "version": "3.4.2"}}, )" +
         rest + "}";
}

TEST(Bom, WhoMadeTheProductIsNoted) {
  const auto found = json(bom_with(R"("components": [{"type": "library", "name": "zlib", "version": "1.3.1"}])"));
  EXPECT_THAT(mentions(found), testing::Contains("maker Example Maker "));
}

TEST(Bom, WithoutAnyComponentIsNone) {
  const auto found = json(bom_with(R"("components": [])"));
  const document::ArtifactPoint* const point = found.artifact.point(ArtifactCheck::component_versions);
  ASSERT_NE(point, nullptr);
  EXPECT_EQ(point->state, State::missing);
  EXPECT_EQ(point->lacking, "no component is listed");
}

TEST(Bom, AnExploitableVulnerabilityNeedsAnActionToo) {
  const auto residual = [](const std::string& rest) {
    const auto found = json(bom_with(
        R"("components": [{"type": "library", "bom-ref": "z", "name": "zlib", "version": "1.3.1"}],
        "vulnerabilities": [{"id": "CVE-2026-1003", "analysis": {"state": "exploitable"}, "affects": [{"ref": "z"}])" +
        rest + "}]"));
    const document::ArtifactPoint* const point = found.artifact.point(ArtifactCheck::residual_risk);
    return point == nullptr ? std::string("none") : std::string(base::word(point->state)) + " " + point->lacking;
  };
  EXPECT_EQ(residual(""), "partial no action for CVE-2026-1003 (0 of 1 have)");
  EXPECT_EQ(residual(R"(, "recommendation": "Close port 104.")"), "met ");
  EXPECT_EQ(residual(R"(, "workaround": "Say \"no\" to guests.")"), "met ");
}

TEST(Sarif, ALogOfRunsThatFailedIsNotInForce) {
  const auto state = [](const std::string& invocations) {
    return json(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Scan"}}, "invocations": )" + invocations +
                R"(, "results": []}]})")
        .facts.control.state;
  };
  EXPECT_EQ(state(R"([{"executionSuccessful": false}])"), document::State::draft);
  EXPECT_NE(state(R"([{"executionSuccessful": false}, {"executionSuccessful": true}])"), document::State::draft);
  EXPECT_NE(state("[]"), document::State::draft);
}

TEST(Artifact, OtherJsonAndBrokenJsonIsNone) {
  EXPECT_EQ(json(R"({"name": "csaf_version"})").artifact.kind, document::ArtifactKind::none);
  EXPECT_EQ(json(R"({"document": {"csaf_version": "2.0")").artifact.kind, document::ArtifactKind::none);
  EXPECT_EQ(json(R"({"csaf_version": "2.0"})").artifact.kind, document::ArtifactKind::none);
}

TEST(Artifact, ANameThatStandsTwiceIsAFault) {
  const auto found = json(R"({"@context": "https://openvex.dev/ns", "author": "a", "author": "b", "statements": []})");
  EXPECT_FALSE(found.artifact.valid);
  EXPECT_THAT(found.artifact.faults, ElementsAre(R"(line 1, column 55: the name "author" stands twice)"));
}

}  // namespace
}  // namespace crosswalk::facts
