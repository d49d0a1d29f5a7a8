// SPDX-License-Identifier: Apache-2.0
#include "review/ownership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace crosswalk::review {
namespace {

using document::Owner;
using document::Role;
using testing::HasSubstr;
using Use = document::NamedVersion::Use;

DocumentEntry entry(std::string path, Role role, std::string kind, const std::string& product, const std::string& maker = {}) {
  DocumentEntry out;
  out.path = std::move(path);
  out.facts.role = role;
  out.facts.owner = Owner::own;
  if (!kind.empty()) out.artifact_kinds = {std::move(kind)};
  if (!product.empty()) out.versions.push_back({Use::subject, product, "1.0", {}, {}, product, {}});
  if (!maker.empty()) out.versions.push_back({Use::maker, maker, {}, {}, {}, maker, {}});
  DocumentVerdict& verdict = out.constraints.emplace_back();
  verdict.constraint = "p:1/sbom";
  verdict.verdict = Verdict::met;
  Evidence& evidence = verdict.evidence.emplace_back();
  evidence.verdict = Verdict::met;
  evidence.owner = Owner::own;
  return out;
}

DocumentEntry bom(std::string path, const std::string& product, const std::string& maker = {}) {
  return entry(std::move(path), Role::sbom, "cyclonedx", product, maker);
}
DocumentEntry notes(std::string path, const std::string& product) {
  return entry(std::move(path), Role::release_notes, "", product);
}

/// The owner of the document with this path.
Owner owner_in(std::vector<DocumentEntry> documents, const std::string& path, const Workspace* workspace = nullptr) {
  settle_owners(documents, nullptr, workspace);
  for (const DocumentEntry& one : documents) {
    if (one.path == path) return one.facts.owner;
  }
  ADD_FAILURE() << path;
  return Owner::unknown;
}

TEST(Ownership, FoldersOfSuppliersAreKnownByTheirNames) {
  for (const char* path : {"Suppliers/a.json", "02_Suppliers/a.json", "x/Supplier documents/a.json", "third-party/a.json",
                           "Third party software/a.json", "all.zip!third_party/a.json", "Lieferanten/a.json"}) {
    EXPECT_EQ(foreign_folder(path).kind, FolderOf::others) << path;
  }
  for (const char* path : {"vendor/a.json", "SOUP/a.json", "src/vendored/a.json", "node_modules/x/a.json"}) {
    EXPECT_EQ(foreign_folder(path).kind, FolderOf::perhaps_others) << path;
  }
  for (const char* path :
       {"release/a.json", "suppliers.json", "Vendorland/a.json", "Soups/a.json", "Purchasing/supplier list.json"}) {
    EXPECT_EQ(foreign_folder(path).kind, FolderOf::anybody) << path;
  }
}

TEST(Ownership, ASuppliersBillOfMaterialsIsNotTheMakers) {
  std::vector<DocumentEntry> documents{bom("Suppliers/codec.cdx.json", "Codec", "Nordcode AB"),
                                       notes("Release notes.md", "viewer")};
  settle_owners(documents, nullptr, nullptr);
  const DocumentEntry& codec = documents[0];
  EXPECT_EQ(codec.facts.owner, Owner::third_party);
  EXPECT_THAT(codec.facts.owner_reason, HasSubstr("a bill of materials of \"Codec\" that stands in the folder \"Suppliers\""));
  EXPECT_EQ(codec.constraints[0].verdict, Verdict::partial);
  EXPECT_EQ(codec.constraints[0].reason, "other_subject");
  EXPECT_EQ(codec.constraints[0].evidence[0].owner, Owner::third_party);
  EXPECT_EQ(documents[1].facts.owner, Owner::own);
}

TEST(Ownership, TheMakersOwnStaysItsOwnWhereverItLies) {
  EXPECT_EQ(owner_in({bom("release/viewer.cdx.json", "viewer"), notes("Release notes.md", "Viewer")}, "release/viewer.cdx.json"),
            Owner::own);
  EXPECT_EQ(
      owner_in({bom("Suppliers/build partner/viewer.cdx.json", "Example-Viewer"), notes("Release notes.md", "example viewer")},
               "Suppliers/build partner/viewer.cdx.json"),
      Owner::own);
  Workspace workspace;
  workspace.products.push_back({"Example Viewer", {}});
  EXPECT_EQ(owner_in({bom("third-party/list.cdx.json", "example-viewer")}, "third-party/list.cdx.json", &workspace), Owner::own);
  workspace.manufacturer = "Acme Imaging GmbH";
  EXPECT_EQ(owner_in({bom("third-party/list.cdx.json", "backend", "Acme Imaging")}, "third-party/list.cdx.json", &workspace),
            Owner::own);
}

TEST(Ownership, AFolderThatMayHoldBothMakesItUncertain) {
  // The maker's list of components lies in SOUP as often as a supplier's.
  EXPECT_EQ(owner_in({bom("SOUP/list.cdx.json", "")}, "SOUP/list.cdx.json"), Owner::unknown);
  EXPECT_EQ(owner_in({bom("SOUP/list.cdx.json", ""), notes("Release notes.md", "viewer")}, "SOUP/list.cdx.json"), Owner::unknown);
  EXPECT_EQ(owner_in({bom("vendor/codec/bom.json", "codec"), notes("Release notes.md", "viewer")}, "vendor/codec/bom.json"),
            Owner::third_party);
  // A table that the maker wrote about components of others.
  EXPECT_EQ(owner_in({entry("third-party/SOUP list.xlsx", Role::sbom, "", "")}, "third-party/SOUP list.xlsx"), Owner::own);
}

TEST(Ownership, AProductOfAnotherMakerContradictsTheRestOfTheFolder) {
  const std::vector<DocumentEntry> documents{bom("codec.cdx.json", "Codec", "Nordcode AB"),
                                             bom("viewer.cdx.json", "Viewer", "Acme GmbH"), notes("Release notes.md", "viewer")};
  EXPECT_EQ(owner_in(documents, "codec.cdx.json"), Owner::third_party);
  EXPECT_EQ(owner_in(documents, "viewer.cdx.json"), Owner::own);
}

TEST(Ownership, WhereNothingConfirmsEitherBothStay) {
  const std::vector<DocumentEntry> documents{bom("codec.cdx.json", "Codec", "Nordcode AB"),
                                             bom("viewer.cdx.json", "Viewer", "Acme GmbH")};
  EXPECT_EQ(owner_in(documents, "codec.cdx.json"), Owner::own);
  EXPECT_EQ(owner_in(documents, "viewer.cdx.json"), Owner::own);
}

TEST(Ownership, ASecondProductOfTheSameMakerIsItsOwn) {
  EXPECT_EQ(owner_in({bom("pump.cdx.json", "Pump", "Acme Infusion"), bom("viewer.cdx.json", "Viewer", "Acme GmbH"),
                      notes("Release notes.md", "viewer")},
                     "pump.cdx.json"),
            Owner::own);
}

TEST(Ownership, AnotherNameWithoutAMakerIsUncertain) {
  std::vector<DocumentEntry> documents{bom("bom.json", "jest"), notes("Release notes.md", "viewer"),
                                       entry("a.json", Role::advisory, "csaf", "Viewer", "Acme")};
  settle_owners(documents, nullptr, nullptr);
  EXPECT_EQ(documents[0].facts.owner, Owner::unknown);
  EXPECT_EQ(documents[0].facts.owner_reason, "it is about \"jest\"; the rest of the folder is about \"Viewer\" by \"Acme\"");
  EXPECT_EQ(documents[0].constraints[0].verdict, Verdict::met);
  EXPECT_EQ(documents[0].constraints[0].evidence[0].owner, Owner::unknown);
}

TEST(Ownership, ASuppliersAdvisoryIsNotTheMakers) {
  const DocumentEntry text = entry("Suppliers/Nordcode advisory.md", Role::advisory, "", "");
  EXPECT_EQ(owner_in({text, notes("Release notes.md", "viewer")}, text.path), Owner::third_party);
  const DocumentEntry register_of_notices = entry("Suppliers/Notices.csv", Role::register_, "", "");
  EXPECT_EQ(owner_in({register_of_notices}, register_of_notices.path), Owner::own);
  const DocumentEntry values = entry("vendor/nc-1.json", Role::advisory, "csaf", "Codec", "Nordcode AB");
  EXPECT_EQ(owner_in({values, notes("Release notes.md", "viewer")}, values.path), Owner::third_party);
}

TEST(Ownership, WhatTheWorkspaceSaysStays) {
  DocumentEntry ours = bom("Suppliers/codec.cdx.json", "Codec", "Nordcode AB");
  ours.facts.owner_reason = "the workspace says so";
  EXPECT_EQ(owner_in({ours, notes("Release notes.md", "viewer")}, ours.path), Owner::own);
}

TEST(Ownership, OfAFileAloneItsFolderRaisesADoubt) {
  document::Facts facts;
  facts.owner = Owner::own;
  facts.role = Role::sbom;
  doubt_owner("release/bom.json", {"cyclonedx"}, facts);
  EXPECT_EQ(facts.owner, Owner::own);
  doubt_owner("Suppliers/bom.json", {"cyclonedx"}, facts);
  EXPECT_EQ(facts.owner, Owner::unknown);
  EXPECT_THAT(facts.owner_reason, HasSubstr("it stands in the folder \"Suppliers\""));
}

}  // namespace
}  // namespace crosswalk::review
