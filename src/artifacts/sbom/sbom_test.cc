// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "artifacts/sbom/check.h"
#include "artifacts/sbom/diff.h"
#include "artifacts/sbom/read.h"
#include "artifacts/sbom/support.h"

namespace crosswalk::artifacts::sbom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Component component(std::string name, std::string version) {
  Component out;
  out.type = "library";
  out.ref = name;
  out.purl = "pkg:generic/" + name + "@" + version;
  out.name = std::move(name);
  out.version = std::move(version);
  out.supplier = {"Acme", "organization"};
  out.hashes = {{"SHA-256", std::string(64, 'a')}};
  out.licences = {"MIT"};
  return out;
}

/// A file in which nothing is missing: a product, and two components below it.
Bom whole() {
  Bom bom;
  bom.spec_version = "1.6";
  bom.id = "urn:uuid:11111111-2222-4333-8444-555555555555";
  bom.timestamp = "2026-03-01T10:00:00Z";
  bom.authors = {{"A. Author", "person"}};
  bom.completeness = "complete";
  bom.components = {component("pump", "2.1"), component("zlib", "1.2.13"), component("yaml", "0.2")};
  bom.subject = 0;
  bom.relations = {{"pump", "depends_on", "zlib"}, {"zlib", "depends_on", "yaml"}};
  return bom;
}

std::vector<std::string> rules_of(const Checks& checks) {
  std::vector<std::string> out;
  for (const QualityCheck& check : checks.quality) out.emplace_back(check.rule);
  return out;
}

TEST(SbomCheck, FindsNothingWhereAllIsThere) {
  const Checks checks = check(whole());
  EXPECT_TRUE(checks.meets(Baseline::ntia));
  EXPECT_FALSE(checks.meets(Baseline::fda));
  EXPECT_THAT(rules_of(checks), IsEmpty());
  Bom bom = whole();
  for (Component& one : bom.components) {
    one.support_level = "maintained";
    one.end_of_support = "2030-01-01";
  }
  bom.vulnerabilities.push_back({"CVE-2026-0001", {"zlib"}, ""});
  EXPECT_TRUE(check(bom).meets(Baseline::fda));
}

TEST(SbomCheck, NamesEachComponentThatLacksAField) {
  Bom bom = whole();
  bom.components[1].supplier.name.clear();
  bom.components[2].version.clear();
  bom.components[2].name.clear();
  bom.components.push_back(component("loner", "1"));
  bom.components[3].ref.clear();
  bom.components[3].purl.clear();
  const Checks checks = check(bom);
  EXPECT_FALSE(checks.meets(Baseline::ntia));
  EXPECT_THAT(checks.of(Element::supplier).without, ElementsAre(1U));
  EXPECT_THAT(checks.of(Element::version).without, ElementsAre(2U));
  EXPECT_THAT(checks.of(Element::name).without, ElementsAre(2U));
  EXPECT_THAT(checks.of(Element::identifier).without, ElementsAre(3U));
  EXPECT_THAT(checks.of(Element::relationship).without, ElementsAre(3U));
  EXPECT_THAT(checks.of(Element::support_level).without, ElementsAre(0U, 1U, 2U, 3U));
}

TEST(SbomCheck, TakesTheSupplierOfTheFileForTheProductAndAPublisherForASupplier) {
  Bom bom = whole();
  bom.components[0].supplier.name.clear();
  EXPECT_THAT(check(bom).of(Element::supplier).without, ElementsAre(0U));
  bom.supplier.name = "Pumps Ltd";
  bom.components[1].supplier.name.clear();
  bom.components[1].publisher = "Publisher";
  EXPECT_TRUE(check(bom).of(Element::supplier).met);
}

TEST(SbomCheck, WantsAPersonOrOrganisationAsAuthorAndATime) {
  Bom bom = whole();
  bom.authors.clear();
  bom.tools = {"bomber 9"};
  bom.timestamp = "yesterday";
  const Checks checks = check(bom);
  EXPECT_FALSE(checks.of(Element::author).met);
  EXPECT_THAT(checks.of(Element::author).note, HasSubstr("bomber 9"));
  EXPECT_FALSE(checks.of(Element::timestamp).met);
  EXPECT_THAT(checks.of(Element::timestamp).note, HasSubstr("yesterday"));
}

TEST(SbomCheck, AsksNothingOfFilesAndMeetsNothingWithoutComponents) {
  Bom bom = whole();
  bom.components.push_back({});
  bom.components.back().type = "file";
  EXPECT_TRUE(check(bom).meets(Baseline::ntia));
  EXPECT_EQ(check(bom).components, 3U);
  EXPECT_FALSE(check(Bom()).meets(Baseline::ntia));
}

TEST(SbomCheck, SaysWhatMakesAFileLessUseful) {
  Bom bom = whole();
  bom.completeness.clear();
  bom.subject.reset();
  bom.components[0].purl.clear();
  bom.components[0].hashes.clear();
  bom.components[0].licences.clear();
  bom.components[1].version = "latest";
  bom.components[1].purl = "not a purl";
  bom.components[2].purl = "pkg:generic/yaml@9";
  bom.components[2].end_of_support = "some day";
  bom.components.push_back(bom.components[2]);
  bom.relations.push_back({"yaml", "depends_on", "nothing"});
  const Checks checks = check(bom);
  EXPECT_THAT(rules_of(checks),
              ElementsAre("sbom/no-subject", "sbom/no-key", "sbom/purl", "sbom/purl-version", "sbom/version", "sbom/duplicate",
                          "sbom/reference", "sbom/no-hash", "sbom/no-licence", "sbom/end-of-support", "sbom/known-unknowns"));
  EXPECT_THAT(checks.quality[6].values, ElementsAre("nothing"));
}

TEST(SbomCheck, EndsInCyclesOfDependenciesAndSaysWhatTheProductDoesNotReach) {
  Bom bom = whole();
  bom.relations.push_back({"yaml", "depends_on", "zlib"});
  bom.relations.push_back({"zlib", "depends_on", "pump"});
  bom.relations.push_back({"zlib", "depends_on", "zlib"});
  EXPECT_THAT(rules_of(check(bom)), IsEmpty());
  bom.components.push_back(component("island", "1"));
  bom.relations.push_back({"island", "depends_on", "zlib"});
  const Checks checks = check(bom);
  ASSERT_THAT(rules_of(checks), ElementsAre("sbom/unreached"));
  EXPECT_THAT(checks.quality[0].components, ElementsAre(3U));
}

TEST(SbomSupport, IsReadFromTheUsualNamesOfProperties) {
  Component one;
  EXPECT_TRUE(take_support(one, "cdx:lifecycle:milestone:endOfSupport", "2030-01-01"));
  EXPECT_TRUE(take_support(one, "End of Support Date", "2031-01-01"));
  EXPECT_TRUE(take_support(one, "acme:support-level", " maintained "));
  EXPECT_FALSE(take_support(one, "supporter", "x"));
  EXPECT_EQ(one.end_of_support, "2030-01-01");
  EXPECT_EQ(one.support_level, "maintained");
}

TEST(SbomDiff, FindsNothingInTheSame) {
  const Difference difference = diff(whole(), whole());
  EXPECT_TRUE(difference.none());
  EXPECT_EQ(difference.same, 3U);
  EXPECT_TRUE(difference.file.empty());
}

TEST(SbomDiff, TellsAddedRemovedAndChanged) {
  Bom after = whole();
  after.components[0].version = "2.2";
  after.components[0].purl = "pkg:generic/pump@2.2";
  after.components[1].version = "1.3";
  after.components[1].purl = "pkg:generic/zlib@1.3";
  after.components[1].ref = "zlib-1.3";
  after.components[1].hashes[0].value = std::string(64, 'b');
  after.components[2] = component("json", "1");
  after.components.push_back(component("toml", "1"));
  after.relations = {{"pump", "depends_on", "zlib-1.3"}, {"zlib-1.3", "depends_on", "json"}};
  const Difference difference = diff(whole(), after);
  EXPECT_THAT(difference.added, ElementsAre(2U, 3U));
  EXPECT_THAT(difference.removed, ElementsAre(2U));
  ASSERT_EQ(difference.changed.size(), 2U);
  EXPECT_EQ(difference.versions(), 2U);
  ASSERT_EQ(difference.changed[1].fields.size(), 1U);
  EXPECT_EQ(difference.changed[1].fields[0].before, "1.2.13");
  EXPECT_EQ(difference.changed[1].fields[0].after, "1.3");
  ASSERT_EQ(difference.file.size(), 1U);
  EXPECT_EQ(difference.file[0].field, "version of the product");
  EXPECT_THAT(difference.relations_added, ElementsAre(Relation{"pkg:generic/zlib", "depends_on", "pkg:generic/json"}));
  EXPECT_THAT(difference.relations_removed, ElementsAre(Relation{"pkg:generic/zlib", "depends_on", "pkg:generic/yaml"}));
}

TEST(SbomDiff, TellsOtherLicencesSuppliersAndBytesOfOneVersion) {
  Bom after = whole();
  after.components[1].licences = {"Zlib"};
  after.components[1].supplier.name = "Other";
  after.components[1].hashes[0].value = std::string(64, 'b');
  const Difference difference = diff(whole(), after);
  ASSERT_EQ(difference.changed.size(), 1U);
  std::vector<std::string> fields;
  for (const FieldChange& field : difference.changed[0].fields) fields.push_back(field.field);
  EXPECT_THAT(fields, ElementsAre("licence", "supplier", "checksum"));
}

TEST(SbomDiff, TakesOneOfSeveralChecksumsOfAnAlgorithm) {
  Bom bom;
  bom.components.push_back(component("zlib", "1.3"));
  bom.components[0].hashes = {{"SHA-256", "aa"}, {"SHA-256", "bb"}};
  EXPECT_TRUE(diff(bom, bom).none());
  Bom other = bom;
  other.components[0].hashes = {{"SHA-256", "bb"}};
  EXPECT_TRUE(diff(bom, other).none());
  other.components[0].hashes = {{"SHA-256", "cc"}};
  EXPECT_EQ(diff(bom, other).changed.size(), 1U);
}

TEST(SbomDiff, PairsVersionsOfOneNameAndFilesWithoutPurls) {
  Bom before = whole();
  before.components.push_back(component("zlib", "1.3"));
  Bom after = whole();
  after.components.push_back(component("zlib", "1.4"));
  for (Component& one : after.components) one.purl.clear();
  const Difference difference = diff(before, after);
  EXPECT_THAT(difference.added, IsEmpty());
  EXPECT_THAT(difference.removed, IsEmpty());
  ASSERT_EQ(difference.changed.size(), 1U);
  EXPECT_EQ(difference.changed[0].fields[0].after, "1.4");
}

TEST(SbomRead, KnowsFormatsByTheirContent) {
  EXPECT_EQ(detect(R"({"specVersion": "1.5", "bomFormat": "CycloneDX"})"), Format::cyclonedx_json);
  EXPECT_EQ(detect("\xEF\xBB\xBF<?xml version=\"1.0\"?><bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"/>"),
            Format::cyclonedx_xml);
  EXPECT_EQ(detect("{\"components\": [" + std::string(100000, ' ') + "], \"bomFormat\": \"CycloneDX\"}"), Format::cyclonedx_json);
  EXPECT_EQ(detect(R"({"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT"})"), Format::spdx_json);
  EXPECT_EQ(detect("SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n"), Format::spdx_tag_value);
  EXPECT_EQ(detect(R"({"name": "package", "version": "1"})"), std::nullopt);
  EXPECT_EQ(detect("<html/>"), std::nullopt);
  EXPECT_EQ(detect(""), std::nullopt);
  const auto reading = read("hello", {"hello.txt"});
  ASSERT_FALSE(reading);
  EXPECT_THAT(reading.error().message(), HasSubstr("CycloneDX"));
}

}  // namespace
}  // namespace crosswalk::artifacts::sbom
