// SPDX-License-Identifier: Apache-2.0
#include "review/contradictions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace crosswalk::review {
namespace {

using document::ArtifactCheck;
using document::Role;
using testing::HasSubstr;
using Use = document::NamedVersion::Use;

std::vector<std::shared_ptr<const packs::Pack>> packs_with_checks() {
  auto pack = std::make_shared<packs::Pack>();
  pack->id = "p";
  packs::Clause& clause = pack->clauses.emplace_back();
  clause.number = "1";
  for (const auto& [check, slug] :
       {std::pair{ArtifactCheck::affected_versions, "versions"}, std::pair{ArtifactCheck::resolution, "fix"},
        std::pair{ArtifactCheck::component_versions, "sbom"}}) {
    packs::Signal& signal = clause.signals.emplace_back();
    signal.kind = packs::SignalKind::artifact;
    signal.pattern = "csaf";
    signal.check = check;
    signal.constraints = {slug};
  }
  return {pack};
}

DocumentEntry document_of(std::string path, Role role, std::vector<VersionMention> versions, std::string kind = {}) {
  DocumentEntry out;
  out.path = std::move(path);
  out.facts.role = role;
  out.facts.owner = document::Owner::own;
  out.versions = std::move(versions);
  if (!kind.empty()) out.artifact_kinds = {std::move(kind)};
  return out;
}

VersionMention mention(Use use, std::string name, std::string version, std::string vulnerability = {}, std::string purl = {}) {
  const std::string quote = name + " " + version;
  return {use, std::move(name), std::move(version), std::move(purl), std::move(vulnerability), quote, {}};
}

DocumentEntry advisory(std::string path, std::string version, std::string product = "Example Viewer") {
  return document_of(
      std::move(path), Role::advisory,
      {mention(Use::affected, product, "<" + version, "CVE-2026-1001"), mention(Use::fixed, product, version, "CVE-2026-1001")},
      "csaf");
}

DocumentEntry notes(std::string path, std::string version, bool names_it = true) {
  std::vector<VersionMention> versions{mention(Use::subject, "viewer", version)};
  if (names_it) versions.push_back(mention(Use::fixed, "viewer", version, "CVE-2026-1001"));
  return document_of(std::move(path), Role::release_notes, std::move(versions));
}

std::vector<std::string> texts(const std::vector<DocumentEntry>& documents, const Workspace* workspace = nullptr) {
  std::vector<std::string> out;
  for (const Gap& gap : contradictions(packs_with_checks(), documents, workspace)) {
    EXPECT_EQ(gap.kind, GapKind::contradiction);
    EXPECT_FALSE(gap.evidence.empty());
    out.push_back(gap.constraint + ": " + gap.text);
  }
  return out;
}

TEST(Contradictions, AnAdvisoryAndReleaseNotesThatAgreeAreNone) {
  EXPECT_THAT(texts({advisory("a.json", "3.4.2"), notes("n.md", "3.4.2")}), testing::IsEmpty());
}

TEST(Contradictions, AnotherFixedVersionInTheReleaseNotesIsOne) {
  const auto found = texts({advisory("a.json", "3.4.2"), notes("n.md", "3.4.3")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0],
            "p:1/fix: \"a.json\" says that CVE-2026-1001 is fixed in version 3.4.2; the release notes \"n.md\" name it under "
            "version 3.4.3.");
}

TEST(Contradictions, ReleaseNotesOfTheFixedVersionThatDoNotNameTheVulnerabilityAreOne) {
  const auto found = texts({advisory("a.json", "3.4.2"), notes("n.md", "3.4.2", false)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("do not name it"));
}

TEST(Contradictions, AFixInSeveralBranchesIsNone) {
  EXPECT_THAT(texts({advisory("a.json", "3.4.2"), notes("n.md", "3.4.2"), notes("o.md", "2.9.7")}), testing::IsEmpty());
}

TEST(Contradictions, ReleaseNotesOfAnotherProductSayNothing) {
  EXPECT_THAT(texts({advisory("a.json", "3.4.2", "Infusion Pump"), notes("n.md", "3.4.3")}), testing::IsEmpty());
}

TEST(Contradictions, AProductOfTheSameFamilyIsAnother) {
  EXPECT_THAT(texts({advisory("a.json", "3.4.2", "Viewer Plus"), notes("n.md", "3.4.3")}), testing::IsEmpty());
  EXPECT_EQ(texts({advisory("a.json", "3.4.2", "Acme Viewer Software"), notes("n.md", "3.4.3")}).size(), 1U);
}

TEST(Contradictions, NotesThatNameNoProductAreThoseOfTheOnlyOne) {
  const DocumentEntry log = document_of("CHANGELOG.md", Role::release_notes, {mention(Use::fixed, "", "5.0.1", "CVE-2026-1001")});
  EXPECT_EQ(texts({advisory("a.json", "3.4.2"), log}).size(), 1U);
  EXPECT_THAT(texts({advisory("a.json", "3.4.2"), log, notes("pump.md", "9.1", false),
                     document_of("pump.json", Role::sbom, {mention(Use::subject, "Infusion Pump", "9.1")}, "spdx")}),
              testing::IsEmpty());
}

TEST(Contradictions, TwoAdvisoriesWithOtherFixedVersionsAreOne) {
  const auto found = texts({advisory("a.json", "3.4.2"), advisory("b.json", "3.5.0")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("\"b.json\" says in 3.5.0"));
}

TEST(Contradictions, DocumentsThatAreNotInForceOrOfOthersSayNothing) {
  DocumentEntry old = notes("n.md", "3.4.3");
  old.in_force = false;
  DocumentEntry foreign = notes("o.md", "3.4.4");
  foreign.facts.owner = document::Owner::third_party;
  EXPECT_THAT(texts({advisory("a.json", "3.4.2"), old, foreign}), testing::IsEmpty());
}

TEST(Contradictions, ABillOfMaterialsOfAnotherVersionThanTheReleaseNotesIsOne) {
  const DocumentEntry bom = document_of("bom.json", Role::sbom, {mention(Use::subject, "Example Viewer", "3.4.1")}, "cyclonedx");
  const auto found = texts({bom, notes("n.md", "3.4.2", false)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("p:1/sbom: The bill of materials \"bom.json\" is of version 3.4.1"));
  const DocumentEntry right = document_of("right.json", Role::sbom, {mention(Use::subject, "Example Viewer", "3.4.2")}, "spdx");
  EXPECT_THAT(texts({bom, notes("n.md", "3.4.2", false), right}), testing::IsEmpty());
}

TEST(Contradictions, AgainstTheWorkspaceProductsVersionsAndBillsOfMaterialsAreCompared) {
  Workspace workspace;
  workspace.products = {{"Example Viewer", {{"3.4.2", true, {}}}}};
  const DocumentEntry bom = document_of("bom.json", Role::sbom, {mention(Use::subject, "Example Viewer", "3.4.1")}, "cyclonedx");
  const auto found = texts({advisory("a.json", "3.9.9"), advisory("b.json", "1.0", "Exemple Viewr"), bom}, &workspace);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(found[0], HasSubstr("the current version is 3.4.2"));
  EXPECT_THAT(found[1], HasSubstr("names version 3.9.9 of Example Viewer, which the workspace does not know"));
  EXPECT_THAT(found[2], HasSubstr("\"Exemple Viewr\", which is no product of the workspace"));
}

TEST(Contradictions, AComponentInAVersionThatTheBillOfMaterialsDoesNotHaveIsOne) {
  const DocumentEntry bom =
      document_of("bom.json", Role::sbom, {mention(Use::component, "codec", "2.1.0", {}, "pkg:generic/codec")}, "cyclonedx");
  const DocumentEntry vex = document_of(
      "vex.json", Role::statement, {mention(Use::component, "codec", "2.0.0", "CVE-2026-1", "pkg:generic/codec")}, "openvex");
  const auto found = texts({bom, vex});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("has version 2.1.0"));
  const DocumentEntry right = document_of(
      "vex.json", Role::statement, {mention(Use::component, "codec", "2.1.0", "CVE-2026-1", "pkg:generic/codec")}, "openvex");
  EXPECT_THAT(texts({bom, right}), testing::IsEmpty());
}

TEST(Contradictions, AVersionIsNotBothAffectedAndFixed) {
  const auto vex = [](const std::string& version) {
    return document_of("vex.json", Role::statement, {mention(Use::affected, "viewer", version, "CVE-2026-1001")}, "openvex");
  };
  EXPECT_THAT(texts({vex("3.4.2"), notes("notes.md", "3.4.2")}),
              testing::Contains(
                  HasSubstr("\"vex.json\" says that version 3.4.2 is affected by CVE-2026-1001; \"notes.md\" says that this "
                            "version fixes it")));
  EXPECT_THAT(texts({vex("3.4.1"), notes("notes.md", "3.4.2")}), testing::IsEmpty());
  EXPECT_THAT(texts({vex("3.4.2"), advisory("a.json", "3.4.2")}), testing::Contains(HasSubstr("is affected by CVE-2026-1001")));
}

TEST(Contradictions, OfIdsThatReleaseNotesAreNotReadForNothingIsSaid) {
  DocumentEntry ours = advisory("a.json", "3.4.2");
  for (VersionMention& one : ours.versions) one.vulnerability = "EX-VUL-12";
  EXPECT_THAT(texts({ours, notes("notes.md", "3.4.2", false)}), testing::IsEmpty());
}

TEST(Contradictions, AComponentIsLookedForInTheBillOfMaterialsOfTheSameRelease) {
  const auto bom = [](std::string path, const std::string& version, const std::string& component) {
    return document_of(
        std::move(path), Role::sbom,
        {mention(Use::subject, "viewer", version), mention(Use::component, "zlib", component, {}, "pkg:generic/zlib")},
        "cyclonedx");
  };
  const DocumentEntry vex = document_of("vex.json", Role::statement,
                                        {mention(Use::subject, "viewer", "4.2.1", "CVE-2026-1001"),
                                         mention(Use::component, "zlib", "1.3.0", "CVE-2026-1001", "pkg:generic/zlib")},
                                        "openvex");
  // That an older release had it does not help.
  EXPECT_THAT(texts({bom("4.1.json", "4.1.5", "1.3.0"), bom("4.2.json", "4.2.1", "1.3.1"), vex}),
              testing::Contains(HasSubstr("\"4.2.json\" has version 1.3.1")));
  EXPECT_THAT(texts({bom("4.1.json", "4.1.5", "1.3.1"), bom("4.2.json", "4.2.1", "1.3.0"), vex}), testing::IsEmpty());
}

TEST(Contradictions, TheNotesOfTheVeryVersionAreTheBetterPlace) {
  DocumentEntry ours = notes("notes.md", "3.4", false);
  ours.versions.push_back(mention(Use::subject, "viewer", "3.4.2"));
  const std::vector<Gap> gaps = contradictions(packs_with_checks(), {advisory("a.json", "3.4.2"), ours}, nullptr);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].evidence.at(1).quote, "viewer 3.4.2");
}

}  // namespace
}  // namespace crosswalk::review
