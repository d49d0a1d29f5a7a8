// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cyclonedx/cyclonedx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "artifacts/sbom/read.h"
#include "artifacts/schemas/schemas.h"

namespace crosswalk::artifacts::cyclonedx {
namespace {

using sbom::Format;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kJson = R"({
 "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "urn:uuid:11111111-2222-4333-8444-555555555555", "version": 3,
 "metadata": {
  "timestamp": "2026-03-01T10:00:00Z", "lifecycles": [{"phase": "build"}],
  "tools": {"components": [{"type": "application", "group": "Acme", "name": "bomber", "version": "9"}]},
  "authors": [{"name": "A. Author", "email": "a@example.org"}], "supplier": {"name": "Pumps Ltd"},
  "component": {"type": "device", "bom-ref": "pump", "name": "Pump", "version": "2.1"}
 },
 "components": [
  {"type": "library", "bom-ref": "z", "group": "net", "name": "zlib", "version": "1.2.13", "purl": "pkg:PyPI/Z_Lib@1.2.13",
   "cpe": "cpe:2.3:a:zlib:zlib:1.2.13:*:*:*:*:*:*:*", "swid": {"tagId": "tag", "name": "zlib"},
   "publisher": "Publisher", "supplier": {"name": "Supplier"}, "author": "Somebody",
   "hashes": [{"alg": "SHA-1", "content": "0123456789ABCDEF0123456789ABCDEF01234567"}],
   "licenses": [{"license": {"id": "Zlib"}}, {"license": {"name": "Own"}}],
   "externalReferences": [{"type": "vcs", "url": "https://example.org/z.git"}],
   "properties": [{"name": "cdx:lifecycle:milestone:endOfSupport", "value": "2030-01-01"}, {"name": "support-level", "value": "maintained"}],
   "components": [{"type": "file", "name": "inflate.c"}]},
  {"type": "library", "bom-ref": "y", "name": "yaml", "version": "0.2"}
 ],
 "dependencies": [{"ref": "pump", "dependsOn": ["z", "y"]}, {"ref": "z"}],
 "compositions": [{"aggregate": "complete", "assemblies": ["pump"]}, {"aggregate": "unknown", "assemblies": ["y"]}],
 "vulnerabilities": [{"id": "CVE-2026-0001", "affects": [{"ref": "z"}], "analysis": {"state": "not_affected"}}]
})";

const std::string kXml = R"(<?xml version="1.0"?>
<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:11111111-2222-4333-8444-555555555555" version="3">
 <c:metadata>
  <c:timestamp>2026-03-01T10:00:00Z</c:timestamp>
  <c:lifecycles><c:lifecycle><c:phase>build</c:phase></c:lifecycle></c:lifecycles>
  <c:tools><c:components><c:component type="application"><c:group>Acme</c:group><c:name>bomber</c:name><c:version>9</c:version></c:component></c:components></c:tools>
  <c:authors><c:author><c:name>A. Author</c:name><c:email>a@example.org</c:email></c:author></c:authors>
  <c:component type="device" bom-ref="pump"><c:name>Pump</c:name><c:version>2.1</c:version></c:component>
  <c:supplier><c:name>Pumps Ltd</c:name></c:supplier>
 </c:metadata>
 <c:components>
  <c:component type="library" bom-ref="z">
   <c:supplier><c:name>Supplier</c:name></c:supplier><c:author>Somebody</c:author><c:publisher>Publisher</c:publisher>
   <c:group>net</c:group><c:name>zlib</c:name><c:version>1.2.13</c:version>
   <c:hashes><c:hash alg="SHA-1">0123456789ABCDEF0123456789ABCDEF01234567</c:hash></c:hashes>
   <c:licenses><c:license><c:id>Zlib</c:id></c:license><c:license><c:name>Own</c:name></c:license></c:licenses>
   <c:cpe>cpe:2.3:a:zlib:zlib:1.2.13:*:*:*:*:*:*:*</c:cpe><c:purl>pkg:PyPI/Z_Lib@1.2.13</c:purl>
   <c:swid tagId="tag" name="zlib"/>
   <c:externalReferences><c:reference type="vcs"><c:url>https://example.org/z.git</c:url></c:reference></c:externalReferences>
   <c:properties><c:property name="cdx:lifecycle:milestone:endOfSupport">2030-01-01</c:property><c:property name="support-level">maintained</c:property></c:properties>
   <c:components><c:component type="file"><c:name>inflate.c</c:name></c:component></c:components>
  </c:component>
  <c:component type="library" bom-ref="y"><c:name>yaml</c:name><c:version>0.2</c:version></c:component>
 </c:components>
 <c:dependencies>
  <c:dependency ref="pump"><c:dependency ref="z"/><c:dependency ref="y"/></c:dependency><c:dependency ref="z"/>
 </c:dependencies>
 <c:compositions>
  <c:composition><c:aggregate>complete</c:aggregate><c:assemblies><c:assembly ref="pump"/></c:assemblies></c:composition>
  <c:composition><c:aggregate>unknown</c:aggregate><c:assemblies><c:assembly ref="y"/></c:assemblies></c:composition>
 </c:compositions>
 <c:vulnerabilities>
  <c:vulnerability><c:id>CVE-2026-0001</c:id><c:analysis><c:state>not_affected</c:state></c:analysis><c:affects><c:target><c:ref>z</c:ref></c:target></c:affects></c:vulnerability>
 </c:vulnerabilities>
</c:bom>
)";

/// Reads without the schema.
base::Result<sbom::Reading> read_plain(const std::string& text, Format format) { return read(text, format, {"test", false}); }

std::string error_of(const std::string& text, Format format) {
  const auto reading = read_plain(text, format);
  return reading ? "" : reading.error().message();
}

bool with_schemas() { return schemas::text("cyclonedx-1.6.xsd") && schemas::schema("cyclonedx-1.6") != nullptr; }

void expect_all(const sbom::Bom& bom) {
  EXPECT_EQ(bom.spec_version, "1.6");
  EXPECT_EQ(bom.id, "urn:uuid:11111111-2222-4333-8444-555555555555");
  EXPECT_EQ(bom.revision, "3");
  EXPECT_EQ(bom.timestamp, "2026-03-01T10:00:00Z");
  EXPECT_THAT(bom.lifecycles, ElementsAre("build"));
  EXPECT_THAT(bom.tools, ElementsAre("Acme bomber 9"));
  ASSERT_EQ(bom.authors.size(), 1U);
  EXPECT_EQ(bom.authors[0].name, "A. Author");
  EXPECT_EQ(bom.supplier.name, "Pumps Ltd");
  EXPECT_EQ(bom.completeness, "complete");
  ASSERT_EQ(bom.subject, std::size_t{0});
  ASSERT_EQ(bom.components.size(), 4U);
  EXPECT_EQ(bom.components[0].name, "Pump");
  const sbom::Component& z = bom.components[1];
  EXPECT_EQ(z.ref, "z");
  EXPECT_EQ(z.group, "net");
  EXPECT_EQ(z.purl, "pkg:pypi/z-lib@1.2.13");
  EXPECT_EQ(z.swid, "tag");
  EXPECT_EQ(z.publisher, "Publisher");
  EXPECT_EQ(z.supplier.name, "Supplier");
  EXPECT_EQ(z.authors.size(), 1U);
  EXPECT_THAT(z.hashes, ElementsAre(sbom::Hash{"SHA-1", "0123456789abcdef0123456789abcdef01234567"}));
  EXPECT_THAT(z.licences, ElementsAre("Zlib", "Own"));
  ASSERT_EQ(z.references.size(), 1U);
  EXPECT_EQ(z.references[0].url, "https://example.org/z.git");
  EXPECT_EQ(z.end_of_support, "2030-01-01");
  EXPECT_EQ(z.support_level, "maintained");
  EXPECT_TRUE(z.dependencies_stated);
  EXPECT_EQ(bom.components[2].parent, std::size_t{1});
  EXPECT_FALSE(bom.components[3].dependencies_stated);
  EXPECT_THAT(bom.relations, ElementsAre(sbom::Relation{"pump", "depends_on", "z"}, sbom::Relation{"pump", "depends_on", "y"}));
  ASSERT_EQ(bom.vulnerabilities.size(), 1U);
  EXPECT_THAT(bom.vulnerabilities[0].affects, ElementsAre("z"));
  EXPECT_EQ(bom.vulnerabilities[0].state, "not_affected");
  EXPECT_EQ(bom.counts.at("dependencies"), 2U);
}

TEST(CycloneDx, IsReadTheSameInJsonAndXml) {
  const auto json = read_plain(kJson, Format::cyclonedx_json);
  ASSERT_TRUE(json) << json.error().message();
  expect_all(json->bom);
  EXPECT_EQ(json->bom.components[2].location.pointer, "/components/0/components/0");
  EXPECT_EQ(json->bom.components[2].location.line, 17U);
  EXPECT_TRUE(json->findings.empty());
  const auto xml = read_plain(kXml, Format::cyclonedx_xml);
  ASSERT_TRUE(xml) << xml.error().message();
  expect_all(xml->bom);
  EXPECT_EQ(xml->bom.components[3].location.pointer, "/bom/components/component[2]");
  EXPECT_EQ(xml->bom.components[3].location.line, 23U);
  EXPECT_TRUE(xml->findings.empty());
}

TEST(CycloneDx, ExamplesKeepToTheSchemas) {
  if (!with_schemas()) GTEST_SKIP() << "built without the schemas of CycloneDX";
  for (const auto& [text, format] : {std::pair{kJson, Format::cyclonedx_json}, std::pair{kXml, Format::cyclonedx_xml}}) {
    const auto reading = read(text, format, {"test", true});
    ASSERT_TRUE(reading);
    EXPECT_TRUE(reading->findings.empty()) << reading->findings.front().pointer << reading->findings.front().message;
  }
}

TEST(CycloneDx, SaysOfEveryVersionWhetherItCouldBeCompared) {
  for (const Format format : {Format::cyclonedx_json, Format::cyclonedx_xml}) {
    for (const std::string_view version : versions(format)) {
      const std::string number(version);
      const auto reading =
          format == Format::cyclonedx_json
              ? read(R"({"bomFormat": "CycloneDX", "specVersion": ")" + number + R"(", "version": 1})", format, {"test", true})
              : read("<bom xmlns=\"http://cyclonedx.org/schema/bom/" + number + "\" version=\"1\"/>", format, {"test", true});
      ASSERT_TRUE(reading) << number;
      const auto said = std::count_if(reading->findings.begin(), reading->findings.end(),
                                      [](const Finding& finding) { return finding.rule == "cyclonedx/no-schema"; });
      EXPECT_EQ(said, with_schemas() ? 0 : 1) << number;
    }
  }
}

TEST(CycloneDx, SaysWhereTheSchemaIsBroken) {
  if (!with_schemas()) GTEST_SKIP() << "built without the schemas of CycloneDX";
  const auto json =
      read("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1,\n\"components\": [{\"type\": \"library\"}]}",
           Format::cyclonedx_json, {"test", true});
  ASSERT_TRUE(json);
  ASSERT_EQ(json->findings.size(), 1U);
  EXPECT_EQ(json->findings[0].pointer, "/components/0");
  EXPECT_EQ(json->findings[0].line, 2U);
  EXPECT_THAT(json->findings[0].message, HasSubstr("name"));
  const auto xml = read(
      "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">\n<components><component type=\"library\"><name>a</name></component>\n"
      "<component type=\"nothing\"><name>b</name></component></components></bom>",
      Format::cyclonedx_xml, {"test", true});
  ASSERT_TRUE(xml);
  ASSERT_FALSE(xml->findings.empty());
  EXPECT_EQ(xml->findings[0].pointer, "/bom/components/component[2]");
  EXPECT_EQ(xml->findings[0].line, 3U);
}

TEST(CycloneDx, NamesReferencesThatAreNotUniqueOrLeadNowhere) {
  const auto reading = read_plain(R"({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
    "components": [{"type": "library", "bom-ref": "a", "name": "a"}, {"type": "library", "bom-ref": "a", "name": "b"}],
    "dependencies": [{"ref": "a", "dependsOn": ["c", "urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#x"]}],
    "compositions": [{"aggregate": "complete", "assemblies": ["d"]}]})",
                                  Format::cyclonedx_json);
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->findings.size(), 3U);
  EXPECT_EQ(reading->findings[0].rule, "cyclonedx/bom-ref");
  EXPECT_EQ(reading->findings[0].level, FindingLevel::error);
  EXPECT_EQ(reading->findings[0].pointer, "/components/1/bom-ref");
  EXPECT_EQ(reading->findings[1].pointer, "/dependencies/0/dependsOn/0");
  EXPECT_EQ(reading->findings[1].level, FindingLevel::warning);
  EXPECT_EQ(reading->findings[1].line, 3U);
  EXPECT_EQ(reading->findings[2].pointer, "/compositions/0/assemblies/0");
}

TEST(CycloneDx, ReadsTheDependencyGraphOfVersion11) {
  const auto reading = read_plain(
      R"(<bom xmlns="http://cyclonedx.org/schema/bom/1.1" xmlns:g="http://cyclonedx.org/schema/ext/dependency-graph/1.0">
    <components><component type="library" bom-ref="a"><name>a</name><version>1</version></component>
    <component type="library" bom-ref="b"><name>b</name><version>1</version></component></components>
    <g:dependencies><g:dependency ref="a"><g:dependency ref="b"/></g:dependency></g:dependencies></bom>)",
      Format::cyclonedx_xml);
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->bom.relations, ElementsAre(sbom::Relation{"a", "depends_on", "b"}));
}

TEST(CycloneDx, NamesTheVersionsThatAreRead) {
  const std::string json = error_of(R"({"bomFormat": "CycloneDX", "specVersion": "2.0"})", Format::cyclonedx_json);
  EXPECT_THAT(json, HasSubstr("/specVersion, line 1, column 43: version '2.0'"));
  EXPECT_THAT(json, HasSubstr("1.2, 1.3, 1.4, 1.5, 1.6, 1.7"));
  EXPECT_THAT(error_of("<bom xmlns=\"http://cyclonedx.org/schema/bom/9\"/>", Format::cyclonedx_xml), HasSubstr("1.0, 1.1, 1.2"));
  EXPECT_THAT(error_of("{}", Format::cyclonedx_json), HasSubstr("no version"));
  EXPECT_THAT(error_of("<a/>", Format::cyclonedx_xml), HasSubstr("line 1"));
}

TEST(CycloneDx, RefusesDocumentTypesAndBombs) {
  const std::string bomb =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE bom [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM "
      "\"file:///etc/passwd\">]>\n"
      "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\" version=\"1\"><components>&b;&f;</components></bom>";
  EXPECT_THAT(error_of(bomb, Format::cyclonedx_xml), HasSubstr("line 2, column 1: a document type declaration"));
}

TEST(CycloneDx, RefusesWhatIsTooDeepCutOffOrTwice) {
  std::string json = R"({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": )";
  std::string xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\">";
  for (int i = 0; i < 200; ++i) {
    json += R"([{"type": "library", "name": "a", "components": )";
    xml += "<components><component>";
  }
  json += "[]";
  for (int i = 0; i < 200; ++i) {
    json += "}]";
    xml += "</component></components>";
  }
  EXPECT_THAT(error_of(json + "}", Format::cyclonedx_json), HasSubstr("line 1"));
  EXPECT_THAT(error_of(xml + "</bom>", Format::cyclonedx_xml), HasSubstr("deeper"));
  EXPECT_THAT(error_of(kJson.substr(0, kJson.size() / 2), Format::cyclonedx_json), HasSubstr("line 1"));
  EXPECT_THAT(error_of(kXml.substr(0, kXml.size() / 2), Format::cyclonedx_xml), HasSubstr("line "));
  EXPECT_THAT(error_of(R"({"specVersion": "1.5", "specVersion": "1.5"})", Format::cyclonedx_json), HasSubstr("line 1"));
}

TEST(CycloneDx, RefusesThousandsOfAttributes) {
  std::string text = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\">\n<components";
  for (int i = 0; i < 2000; ++i) text += " a" + std::to_string(i) + "=\"\"";
  EXPECT_THAT(error_of(text + "/></bom>", Format::cyclonedx_xml),
              HasSubstr("line 2, column 2: an element with more than 1000 attributes"));
}

TEST(CycloneDx, TakesHugeNumbersAndForeignTypesForWhatTheyAre) {
  const auto reading =
      read_plain(R"({"specVersion": "1.5", "version": 1e999999999, "components": [3, null, {"name": 4, "hashes": {}}],
    "metadata": [], "dependencies": {"a": 1}, "vulnerabilities": [[]]})",
                 Format::cyclonedx_json);
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->bom.components.size(), 1U);
  EXPECT_EQ(reading->bom.revision, "1e999999999");
}

TEST(CycloneDx, ReadsOtherEncodingsAndRefusesBrokenOnes) {
  std::string wide = "\xFF\xFE";
  for (const char c : kXml) {
    wide += c;
    wide += '\0';
  }
  const auto reading = sbom::read(wide, {"test", with_schemas()});
  ASSERT_TRUE(reading) << reading.error().message();
  EXPECT_EQ(reading->bom.components.size(), 4U);
  EXPECT_TRUE(reading->findings.empty());
  const auto latin = read_plain(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components>"
      "<component type=\"library\"><name>M\xFCller</name></component></components></bom>",
      Format::cyclonedx_xml);
  ASSERT_TRUE(latin);
  EXPECT_EQ(latin->bom.components[0].name, "M\xC3\xBCller");
  EXPECT_THAT(error_of("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\">\xFC</bom>", Format::cyclonedx_xml),
              HasSubstr("column"));
  EXPECT_THAT(error_of("<?xml version=\"1.0\" encoding=\"EBCDIC\"?><bom/>", Format::cyclonedx_xml), HasSubstr("ebcdic"));
}

}  // namespace
}  // namespace crosswalk::artifacts::cyclonedx
