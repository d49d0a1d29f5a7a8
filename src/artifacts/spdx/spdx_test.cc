// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/spdx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <ostream>
#include <sstream>
#include <string>

namespace crosswalk::artifacts::spdx {
namespace {

using sbom::Format;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

std::string file(const std::string& name) {
  std::ifstream in(std::string(CROSSWALK_SOURCE_DIR) + "/src/artifacts/spdx/testdata/" + name, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// "error 7.5 line 20 /packages/0/supplier", without the specification's name.
std::vector<std::string> findings_of(const base::Result<sbom::Reading>& reading) {
  std::vector<std::string> out;
  if (!reading) return {reading.error().message()};
  for (const Finding& one : reading->findings) {
    std::string rule = one.rule;
    if (const std::size_t comma = rule.find(", "); comma != std::string::npos) rule = rule.substr(comma + 2);
    out.push_back(std::string(name_of(one.level)) + " " + rule + " line " + std::to_string(one.line) +
                  (one.pointer.empty() ? "" : " " + one.pointer));
  }
  return out;
}

std::vector<std::string> json_with(const std::string& from, const std::string& to) {
  return findings_of(read(replaced(file("pump.spdx.json"), from, to), Format::spdx_json, "x"));
}
std::vector<std::string> tags_with(const std::string& from, const std::string& to) {
  return findings_of(read(replaced(file("pump.spdx"), from, to), Format::spdx_tag_value, "x"));
}

std::string utf16(const std::string& ascii, bool big) {
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    out += big ? '\0' : c;
    out += big ? c : '\0';
  }
  return out;
}

/// The same document in one of the syntaxes.
struct Sample {
  const char* name;
  Format format;
};
void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class SpdxSyntax : public testing::TestWithParam<Sample> {};

TEST_P(SpdxSyntax, SaysTheSameInAllSyntaxes) {
  const std::string bytes = file(GetParam().name);
  ASSERT_EQ(detect(bytes), GetParam().format);
  const auto reading = read(bytes, GetParam().format, GetParam().name);
  ASSERT_TRUE(reading) << reading.error().message();
  EXPECT_THAT(findings_of(reading), IsEmpty());
  const sbom::Bom& bom = reading->bom;
  EXPECT_EQ(bom.spec_version, "2.3");
  EXPECT_EQ(bom.id, "https://sbom.example.com/pump/4.2");
  EXPECT_EQ(bom.name, "pump-firmware");
  EXPECT_EQ(bom.timestamp, "2026-03-01T08:00:00Z");
  ASSERT_THAT(bom.authors, SizeIs(1));
  EXPECT_EQ(bom.authors[0].name, "Example Devices");
  EXPECT_THAT(bom.tools, testing::ElementsAre("builder-1.4"));
  ASSERT_THAT(bom.components, SizeIs(2));
  EXPECT_EQ(bom.subject, 0U);
  const sbom::Component& pump = bom.components[0];
  EXPECT_EQ(pump.ref, "SPDXRef-pump");
  EXPECT_EQ(pump.type, "firmware");
  EXPECT_EQ(pump.version, "4.2");
  EXPECT_EQ(pump.supplier.name, "Example Devices");
  EXPECT_EQ(pump.end_of_support, "2031-01-01T00:00:00Z");
  EXPECT_THAT(pump.licences, testing::ElementsAre("LicenseRef-devices"));
  EXPECT_TRUE(pump.copyright.empty());
  EXPECT_GT(pump.location.line, 1U);
  const sbom::Component& zlib = bom.components[1];
  EXPECT_EQ(zlib.supplier.kind, "person");
  EXPECT_EQ(zlib.supplier.name, "A. Author");
  EXPECT_EQ(zlib.purl, "pkg:generic/zlib@1.3.1");
  EXPECT_THAT(zlib.licences, testing::ElementsAre("Zlib OR (MIT AND BSD-3-Clause)", "Zlib"));
  ASSERT_THAT(zlib.hashes, SizeIs(1));
  EXPECT_EQ(zlib.hashes[0].algorithm, "SHA-256");
  EXPECT_TRUE(zlib.dependencies_stated);
  using R = sbom::Relation;
  std::vector<R> relations = bom.relations;
  // In tag-value the file belongs to the package before it, which is what the relationship says, too.
  EXPECT_THAT(relations, UnorderedElementsAre(R{"SPDXRef-DOCUMENT", "describes", "SPDXRef-pump"},
                                              R{"SPDXRef-pump", "depends_on", "SPDXRef-zlib"},
                                              R{"SPDXRef-pump", "depends_on", "DocumentRef-os:SPDXRef-kernel"},
                                              R{"SPDXRef-zlib", "contains", "SPDXRef-inflate"}));
  EXPECT_EQ(bom.counts.at("packages"), 2U);
  EXPECT_EQ(bom.counts.at("files"), 1U);
  EXPECT_EQ(bom.counts.at("snippets"), 1U);
  EXPECT_EQ(bom.counts.at("relationships"), 5U);
}

TEST_P(SpdxSyntax, IsReadInUtf16) {
  // The declaration of XML would say otherwise.
  std::string text = file(GetParam().name);
  if (text.starts_with("<?xml")) text.erase(0, text.find('\n') + 1);
  for (const bool big : {false, true}) {
    const std::string bytes = utf16(text, big);
    EXPECT_EQ(detect(bytes), GetParam().format);
    const auto reading = read(bytes, GetParam().format, "x");
    ASSERT_TRUE(reading) << reading.error().message();
    EXPECT_THAT(findings_of(reading), IsEmpty());
    EXPECT_THAT(reading->bom.components, SizeIs(2));
  }
}

TEST_P(SpdxSyntax, IsAnErrorOrAFindingWhereItIsCutOff) {
  const std::string bytes = file(GetParam().name);
  // What is left of a YAML file is one as well, more often than not.
  const bool always = GetParam().format != Format::spdx_yaml;
  for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 60) {
    const auto reading = read(bytes.substr(0, size), GetParam().format, "x");
    if (reading) {
      EXPECT_TRUE(has_errors(reading->findings) || !always) << size;
    } else {
      EXPECT_THAT(reading.error().detail, testing::StartsWith("line ")) << size;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, SpdxSyntax,
                         testing::Values(Sample{"pump.spdx.json", Format::spdx_json}, Sample{"pump.spdx", Format::spdx_tag_value},
                                         Sample{"pump.spdx.yaml", Format::spdx_yaml},
                                         Sample{"pump.spdx.xml", Format::spdx_rdf_xml},
                                         Sample{"pump.spdx.rdf", Format::spdx_rdf_xml}));

TEST(Spdx, KnowsWhatIsNone) {
  for (const char* text : {"", "{}", "<a/>", "hello", "{\"bomFormat\": \"CycloneDX\"}", "key: value\n", "<bom xmlns=\"x\"/>"}) {
    EXPECT_EQ(detect(text), std::nullopt) << text;
  }
}

TEST(SpdxRules, AreCheckedOfTheDocument) {
  EXPECT_THAT(json_with("SPDX-2.3", "SPDX-2.9"), Contains("error 6.1 line 2 /spdxVersion"));
  EXPECT_THAT(json_with("CC0-1.0", "MIT"), Contains("error 6.2 line 3 /dataLicense"));
  EXPECT_THAT(json_with("https://sbom.example.com/pump/4.2", "pump#4"), Contains("error 6.5 line 6 /documentNamespace"));
  EXPECT_THAT(json_with("Tool: builder-1.4", "builder"), Contains("error 6.8 line 9 /creationInfo/creators"));
  EXPECT_THAT(json_with("2026-03-01T08:00:00Z", "2026-02-30T08:00:00Z"), Contains("error 6.9 line 8 /creationInfo/created"));
  EXPECT_THAT(json_with("\"DocumentRef-os\"", "\"os\""),
              Contains("error 6.6 line 13 /externalDocumentRefs/0/externalDocumentId"));
  EXPECT_THAT(tags_with("SPDXID: SPDXRef-DOCUMENT", "SPDXID: SPDXRef-doc"), Contains("error 6.3 line 4"));
  EXPECT_THAT(tags_with("Created: 2026-03-01T08:00:00Z", "Created:"), Contains("error 6.9 line 10"));
  EXPECT_THAT(tags_with("DocumentName: pump-firmware\n", ""), Contains("error 6.4 line 1"));
}

TEST(SpdxRules, AreCheckedOfPackages) {
  EXPECT_THAT(json_with("SPDXRef-zlib", "SPDXRef-pump"), Contains("error 7.2 line 32 /packages/1/SPDXID"));
  EXPECT_THAT(json_with("SPDXRef-zlib", "SPDXRef-z_lib"), Contains("error 7.2 line 32 /packages/1/SPDXID"));
  EXPECT_THAT(json_with("Person: A. Author", "Tool: A. Author"), Contains("error 7.5 line 34 /packages/1/supplier"));
  EXPECT_THAT(json_with("git+https://git.example.com/zlib.git@v1.3.1", "somewhere"),
              Contains("error 7.7 line 35 /packages/1/downloadLocation"));
  EXPECT_THAT(json_with("\"filesAnalyzed\": true", "\"filesAnalyzed\": false"),
              Contains("error 7.9 line 37 /packages/1/packageVerificationCode"));
  EXPECT_THAT(json_with("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "e3b0"),
              Contains("error 7.10 line 38 /packages/1/checksums/0/checksumValue"));
  EXPECT_THAT(json_with("Zlib OR (MIT", "Zlib OR (NIT"), Contains("error 7.13 line 39 /packages/1/licenseConcluded"));
  EXPECT_THAT(json_with("\"licenseConcluded\": \"LicenseRef-devices\"", "\"licenseConcluded\": \"LicenseRef-none\""),
              Contains("error 7.13 line 25 /packages/0/licenseConcluded"));
  EXPECT_THAT(json_with("\"purl\"", "\"purple\""), Contains("error 7.21 line 44 /packages/1/externalRefs/0/referenceType"));
  EXPECT_THAT(json_with("2031-01-01T00:00:00Z", "2031"), Contains("error 7.27 line 29 /packages/0/validUntilDate"));
  EXPECT_THAT(tags_with("PrimaryPackagePurpose: FIRMWARE", "PrimaryPackagePurpose: PUMP"), Contains("error 7.24 line 29"));
  EXPECT_THAT(tags_with("SPDXVersion: SPDX-2.3", "SPDXVersion: SPDX-2.2"), Contains("error 7.24 line 29"));
}

TEST(SpdxRules, AreCheckedOfFilesSnippetsLicencesRelationshipsAndAnnotations) {
  EXPECT_THAT(tags_with("FileChecksum: SHA1: 0123456789abcdef0123456789abcdef01234567\n", ""), Contains("error 8.4 line 45"));
  EXPECT_THAT(tags_with("SnippetByteRange: 10:90", "SnippetByteRange: 90:10"), Contains("error 9.3 line 55"));
  EXPECT_THAT(tags_with("SnippetFromFileSPDXID: SPDXRef-inflate", "SnippetFromFileSPDXID: SPDXRef-deflate"),
              Contains("error 9.2 line 54"));
  EXPECT_THAT(tags_with("LicenseID: LicenseRef-devices", "LicenseID: devices"), Contains("error 10.1 line 60"));
  EXPECT_THAT(tags_with("DESCRIBES SPDXRef-pump", "DESCRIBES SPDXRef-bump"), Contains("error 11.1 line 63"));
  EXPECT_THAT(tags_with("DEPENDENCY_OF", "NEEDED_BY"), Contains("error 11.1 line 64"));
  EXPECT_THAT(tags_with("DocumentRef-os:SPDXRef-kernel", "DocumentRef-no:SPDXRef-kernel"), Contains("error 11.1 line 65"));
  EXPECT_THAT(tags_with("AnnotationType: REVIEW", "AnnotationType: LOOK"), Contains("error 12.3 line 15"));
  EXPECT_THAT(tags_with("SPDXREF: SPDXRef-DOCUMENT", "SPDXREF: SPDXRef-x"), Contains("error 12.4 line 16"));
}

TEST(SpdxRules, KnowTheShapeOfTheJsonForm) {
  EXPECT_THAT(json_with("\"versionInfo\": \"4.2\"", "\"versionInfo\": 4.2"),
              Contains("error SPDX 2.3 JSON schema line 21 /packages/0/versionInfo"));
  EXPECT_THAT(json_with("\"versionInfo\": \"4.2\"", "\"version\": \"4.2\""),
              Contains("error SPDX 2.3 JSON schema line 21 /packages/0/version"));
  EXPECT_THAT(json_with("\"SPDXID\": \"SPDXRef-pump\",", ""), Contains("error SPDX 2.3 JSON schema line 18 /packages/0"));
  EXPECT_THAT(json_with("FIRMWARE", "firmware"),
              Contains("error SPDX 2.3 JSON schema line 28 /packages/0/primaryPackagePurpose"));
  EXPECT_THAT(json_with("SPDX-2.3", "SPDX-2.2"),
              Contains("error SPDX 2.2 JSON schema line 28 /packages/0/primaryPackagePurpose"));
  EXPECT_THAT(json_with("SPDX-2.3", "SPDX-2.2"),
              Contains("error SPDX 2.2 JSON schema line 43 /packages/1/externalRefs/0/referenceCategory"));
}

TEST(Spdx, RefusesTheCharacterZero) {
  for (const auto& [name, format] :
       {std::pair("pump.spdx", Format::spdx_tag_value), std::pair("pump.spdx.yaml", Format::spdx_yaml)}) {
    std::string text = file(name);
    ASSERT_FALSE(text.empty()) << name;
    text.insert(text.find('\n') + 1, 1, '\0');
    const auto reading = read(std::move(text), format, "x");
    ASSERT_FALSE(reading) << name;
    EXPECT_THAT(reading.error().detail, HasSubstr("line 2")) << name;
  }
}

TEST(SpdxTagValue, TellsWhatIsNoTag) {
  EXPECT_THAT(tags_with("PackageName: zlib", "PackageTitle: zlib"), Contains("error SPDX tag-value line 32"));
  EXPECT_THAT(tags_with("PackageVersion: 4.2", "some words"), Contains("error SPDX tag-value line 22"));
  EXPECT_THAT(tags_with("PackageVersion: 4.2", "PackageVersion: 4.2\nPackageVersion: 4.3"),
              Contains("error SPDX tag-value line 23"));
  const auto open = read("SPDXVersion: SPDX-2.3\nDocumentComment: <text>no end\n", Format::spdx_tag_value, "x");
  ASSERT_FALSE(open);
  EXPECT_THAT(open.error().detail, HasSubstr("line 2, column 18"));
  EXPECT_FALSE(read("nothing of it\n", Format::spdx_tag_value, "x"));
}

TEST(SpdxYaml, KeepsVersionsAsTheyAreWritten) {
  const auto reading = read(replaced(file("pump.spdx.yaml"), "versionInfo: 4.2", "versionInfo: 4.20"), Format::spdx_yaml, "x");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->bom.components[0].version, "4.20");
}

TEST(SpdxYaml, RefusesBombsDepthAndDoubleKeys) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    std::string line = "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) line += before + (k < 9 ? ", " : "]\n");
    bomb += line;
  }
  const auto bombed = read("spdxVersion: SPDX-2.3\n" + bomb, Format::spdx_yaml, "x");
  ASSERT_FALSE(bombed);
  EXPECT_EQ(bombed.error().code, base::ErrorCode::limit_exceeded);
  EXPECT_FALSE(read("a: &a [*a]\n", Format::spdx_yaml, "x"));
  EXPECT_FALSE(read("a: " + std::string(100'000, '['), Format::spdx_yaml, "x"));
  EXPECT_FALSE(read("a: " + std::string(300, '[') + std::string(300, ']'), Format::spdx_yaml, "x"));
  const auto twice = read("spdxVersion: SPDX-2.3\nname: a\nname: b\n", Format::spdx_yaml, "x");
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().detail, HasSubstr("line 3"));
  EXPECT_FALSE(read("a: 1\n---\nb: 2\n", Format::spdx_yaml, "x"));
}

TEST(SpdxRdf, RefusesEntitiesAndDepth) {
  const std::string bomb =
      "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">&b;</rdf:RDF>";
  EXPECT_FALSE(read(bomb, Format::spdx_rdf_xml, "x"));
  std::string deep = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:a=\"b\">";
  for (int i = 0; i < 10'000; ++i) deep += "<a:a>";
  for (int i = 0; i < 10'000; ++i) deep += "</a:a>";
  EXPECT_FALSE(read(deep + "</rdf:RDF>", Format::spdx_rdf_xml, "x"));
  const auto none = read("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>", Format::spdx_rdf_xml, "x");
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().detail, HasSubstr("SpdxDocument"));
}

TEST(SpdxRdf, EndsWhereLicenceSetsHoldThemselves) {
  const auto reading = read(
      replaced(file("pump.spdx.rdf"), "<DisjunctiveLicenseSet>\n        <member rdf:resource=\"http://spdx.org/licenses/Zlib\"/>",
               "<DisjunctiveLicenseSet rdf:nodeID=\"l\">\n        <member rdf:nodeID=\"l\"/>"
               "<member rdf:nodeID=\"l\"/><member rdf:nodeID=\"l\"/>"),
      Format::spdx_rdf_xml, "x");
  ASSERT_TRUE(reading);
  EXPECT_TRUE(has_errors(reading->findings));
}

TEST(Spdx, TakesCyclesOfRelationships) {
  std::string text = file("pump.spdx");
  text += "Relationship: SPDXRef-zlib DEPENDS_ON SPDXRef-pump\nRelationship: SPDXRef-zlib CONTAINS SPDXRef-zlib\n";
  const auto reading = read(text, Format::spdx_tag_value, "x");
  ASSERT_TRUE(reading);
  EXPECT_THAT(findings_of(reading), IsEmpty());
}

TEST(Spdx, RefusesJsonThatIsDeepOrSaysANameTwice) {
  const std::string deep = "{\"spdxVersion\": " + std::string(200, '[') + std::string(200, ']') + "}";
  EXPECT_FALSE(read(deep, Format::spdx_json, "x"));
  const auto twice = read("{\"spdxVersion\": \"SPDX-2.3\",\n \"spdxVersion\": \"SPDX-2.2\"}", Format::spdx_json, "x");
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().detail, HasSubstr("line 2"));
  EXPECT_FALSE(read("[]", Format::spdx_json, "x"));
}

std::vector<std::string> third_with(const std::string& from, const std::string& to) {
  return findings_of(read(replaced(file("pump.spdx3.json"), from, to), Format::spdx3_json, "x"));
}

TEST(Spdx3, IsReadIntoTheSameModel) {
  const std::string bytes = file("pump.spdx3.json");
  ASSERT_EQ(detect(bytes), Format::spdx3_json);
  const auto reading = read(bytes, Format::spdx3_json, "x");
  ASSERT_TRUE(reading);
  EXPECT_THAT(findings_of(reading), IsEmpty());
  const sbom::Bom& bom = reading->bom;
  EXPECT_EQ(bom.spec_version, "3.0.1");
  EXPECT_EQ(bom.authors.at(0).name, "Example Devices");
  EXPECT_THAT(bom.tools, testing::ElementsAre("builder-1.4"));
  EXPECT_THAT(bom.lifecycles, testing::ElementsAre("build"));
  ASSERT_THAT(bom.components, SizeIs(2));
  EXPECT_EQ(bom.subject, 0U);
  EXPECT_EQ(bom.components[0].support_level, "support");
  EXPECT_EQ(bom.components[0].supplier.name, "Example Devices");
  EXPECT_EQ(bom.components[1].purl, "pkg:generic/zlib@1.3.1");
  EXPECT_EQ(bom.components[1].concluded_licence, "Zlib");
  EXPECT_EQ(bom.components[1].location.pointer, "/@graph/6");
  EXPECT_EQ(bom.components[1].hashes.at(0).algorithm, "SHA-256");
  EXPECT_EQ(bom.completeness, "complete");
  EXPECT_THAT(bom.relations,
              Contains(sbom::Relation{"https://sbom.example.com/pump", "depends_on", "https://sbom.example.com/zlib"}));
  ASSERT_THAT(bom.vulnerabilities, SizeIs(1));
  EXPECT_EQ(bom.vulnerabilities[0].id, "CVE-2026-1000");
  EXPECT_EQ(bom.vulnerabilities[0].state, "not_affected");
  EXPECT_EQ(bom.counts.at("elements"), 12U);
}

TEST(Spdx3, IsCheckedAgainstItsModel) {
  EXPECT_THAT(third_with("3.0.1/spdx-context", "3.9/spdx-context"), Contains("error SPDX 3.0.1 JSON schema line 2 /@context"));
  EXPECT_THAT(third_with("\"type\": \"Tool\"", "\"type\": \"Hammer\""),
              Contains("error SPDX 3.0.1 JSON schema line 7 /@graph/2/type"));
  EXPECT_THAT(third_with("\"type\": \"Tool\"", "\"type\": \"Artifact\""),
              Contains("error SPDX 3.0.1 JSON schema line 7 /@graph/2/type"));
  EXPECT_THAT(third_with("software_packageVersion", "packageVersion"),
              Contains("error SPDX 3.0.1 JSON schema line 13 /@graph/5/packageVersion"));
  EXPECT_THAT(third_with(", \"creationInfo\": \"_:made\", \"name\": \"builder-1.4\"", ""),
              Contains("error SPDX 3.0.1 JSON schema line 7 /@graph/2"));
  EXPECT_THAT(third_with("[\"support\"]", "\"support\""),
              Contains("error SPDX 3.0.1 JSON schema line 14 /@graph/5/supportLevel"));
  EXPECT_THAT(third_with("[\"support\"]", "[\"help\"]"),
              Contains("error SPDX 3.0.1 JSON schema line 14 /@graph/5/supportLevel/0"));
  EXPECT_THAT(third_with("2031-01-01T00:00:00Z", "2031-01-01"),
              Contains("error SPDX 3.0.1 JSON schema line 14 /@graph/5/validUntilTime"));
  EXPECT_THAT(
      third_with("\"suppliedBy\": \"https://sbom.example.com/maker\"", "\"suppliedBy\": \"https://sbom.example.com/zlib\""),
      Contains("error SPDX 3.0.1 JSON schema line 13 /@graph/5/suppliedBy"));
  EXPECT_THAT(
      third_with("\"creationInfo\": \"_:made\", \"name\": \"builder-1.4\"", "\"creationInfo\": \"_:no\", \"name\": \"b\""),
      Contains("error Core, import line 7 /@graph/2/creationInfo"));
  EXPECT_THAT(third_with("\"from\": \"https://sbom.example.com/pump\"", "\"from\": \"https://sbom.example.com/other\""),
              Contains("warning Core, import line 22 /@graph/8/from"));
  EXPECT_THAT(third_with("\"sha256\"", "\"sha1\""),
              Contains("error Core, hashValue line 18 /@graph/6/verifiedUsing/0/hashValue"));
  EXPECT_THAT(third_with("Expression\": \"Zlib\"", "Expression\": \"Zlib AND\""),
              Contains("error licence expressions line 20 /@graph/7/simplelicensing_licenseExpression"));
  EXPECT_THAT(third_with("\"type\": \"Tool\"", "\"type\": \"https://example.com/Part\""),
              Not(Contains("error SPDX 3.0.1 JSON schema line 7 /@graph/2/type")));
}

TEST(Spdx3, TakesAFileThatIsOneObject) {
  const auto reading = read(
      R"({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "type": "Person", "spdxId": "urn:a:b", "creationInfo":
      {"type": "CreationInfo", "specVersion": "3.0.1", "created": "2026-03-01T08:00:00Z", "createdBy": ["urn:a:b"]}})",
      Format::spdx3_json, "x");
  ASSERT_TRUE(reading);
  EXPECT_FALSE(has_errors(reading->findings));
}

}  // namespace
}  // namespace crosswalk::artifacts::spdx
