// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "artifacts/cyclonedx/reader.h"
#include "artifacts/jsonschema/schema.h"
#include "artifacts/schemas/schemas.h"
#include "artifacts/xml/schema.h"

namespace crosswalk::artifacts::cyclonedx {
namespace {

constexpr std::string_view kRule = "cyclonedx/schema";

// The extensions of CycloneDX 1.1 in XML, which later versions took into the format itself.
constexpr std::string_view kDependencyGraph = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="http://cyclonedx.org/schema/ext/dependency-graph/1.0" elementFormDefault="qualified"
  targetNamespace="http://cyclonedx.org/schema/ext/dependency-graph/1.0">
  <xs:complexType name="node">
    <xs:sequence><xs:element name="dependency" type="g:node" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="ref" type="xs:string" use="required"/>
    <xs:anyAttribute namespace="##other" processContents="lax"/>
  </xs:complexType>
  <xs:element name="dependencies"><xs:complexType>
    <xs:sequence><xs:element name="dependency" type="g:node" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  </xs:complexType></xs:element>
</xs:schema>)";

constexpr std::string_view kVulnerability = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0" elementFormDefault="qualified"
  targetNamespace="http://cyclonedx.org/schema/ext/vulnerability/1.0">
  <xs:simpleType name="number"><xs:restriction base="xs:decimal">
    <xs:minInclusive value="0"/><xs:maxInclusive value="10"/><xs:fractionDigits value="1"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="severity"><xs:restriction base="xs:string">
    <xs:enumeration value="None"/><xs:enumeration value="Low"/><xs:enumeration value="Medium"/>
    <xs:enumeration value="High"/><xs:enumeration value="Critical"/><xs:enumeration value="Unknown"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="method"><xs:restriction base="xs:string">
    <xs:enumeration value="CVSSv2"/><xs:enumeration value="CVSSv3"/><xs:enumeration value="OWASP Risk"/>
    <xs:enumeration value="Open FAIR"/><xs:enumeration value="Other"/>
  </xs:restriction></xs:simpleType>
  <xs:complexType name="rating"><xs:sequence>
    <xs:element name="score" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="base" type="v:number" minOccurs="0"/>
      <xs:element name="impact" type="v:number" minOccurs="0"/>
      <xs:element name="exploitability" type="v:number" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="severity" type="v:severity" minOccurs="0"/>
    <xs:element name="method" type="v:method" minOccurs="0"/>
    <xs:element name="vector" type="xs:string" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="vulnerability">
    <xs:sequence>
      <xs:element name="id" type="xs:normalizedString"/>
      <xs:element name="source" minOccurs="0"><xs:complexType>
        <xs:sequence><xs:element name="url" type="xs:anyURI" minOccurs="0"/></xs:sequence>
        <xs:attribute name="name" type="xs:normalizedString" use="required"/>
      </xs:complexType></xs:element>
      <xs:element name="ratings" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="rating" type="v:rating" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="cwes" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="cwe" type="xs:integer" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="description" type="xs:string" minOccurs="0"/>
      <xs:element name="recommendations" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="recommendation" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="advisories" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="advisory" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:sequence>
    <xs:attribute name="ref" type="xs:string" use="required"/>
  </xs:complexType>
  <xs:element name="vulnerabilities"><xs:complexType><xs:sequence>
    <xs:element name="vulnerability" type="v:vulnerability" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>)";

constexpr std::string_view kDescriptor = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:b="http://cyclonedx.org/schema/ext/bom-descriptor/1.0" elementFormDefault="qualified"
  targetNamespace="http://cyclonedx.org/schema/ext/bom-descriptor/1.0">
  <xs:complexType name="person"><xs:sequence>
    <xs:element name="name" type="xs:normalizedString" minOccurs="0"/>
    <xs:element name="email" type="xs:normalizedString" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="phone" type="xs:normalizedString" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType>
  <xs:complexType name="entity"><xs:sequence>
    <xs:element name="name" type="xs:normalizedString" minOccurs="0"/>
    <xs:element name="url" type="xs:anyURI" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="contact" type="b:person" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType>
  <xs:complexType name="tool"><xs:sequence>
    <xs:element name="vendor" type="xs:normalizedString" minOccurs="0"/>
    <xs:element name="name" type="xs:normalizedString" minOccurs="0"/>
    <xs:element name="version" type="xs:normalizedString" minOccurs="0"/>
    <xs:element name="hashes" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="hash" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType>
  <xs:element name="metadata"><xs:complexType><xs:sequence>
    <xs:element name="timestamp" type="xs:dateTime" minOccurs="0"/>
    <xs:element name="tool" type="b:tool" minOccurs="0"/>
    <xs:element name="authors" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="author" type="b:person" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="component" minOccurs="0"/>
    <xs:element name="manufacture" type="b:entity" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="supplier" type="b:entity" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType></xs:element>
</xs:schema>)";

Finding no_schema(std::string_view version) {
  // Not an error of the file: whether it has any could not be told.
  return {FindingLevel::warning, "cyclonedx/no-schema", "", 0,
          "the program was built without the schemas of CycloneDX " + std::string(version) +
              ", so that the file could not be compared with its schema"};
}

/// The schema of a version in XML, made ready once; nothing where it is not there.
const std::optional<xml::Schema>& xml_schema(const std::string& version) {
  static std::mutex mutex;
  static std::map<std::string, std::optional<xml::Schema>> schemas;
  const std::scoped_lock lock(mutex);
  const auto [found, first] = schemas.try_emplace(version);
  if (!first) return found->second;
  const auto own = schemas::text("cyclonedx-" + version + ".xsd");
  const auto licences = schemas::text("spdx.SNAPSHOT.xsd");
  if (!own || !licences) return found->second;
  auto schema = xml::Schema::compile({*own, *licences, kDependencyGraph, kVulnerability, kDescriptor});
  if (schema) found->second = std::move(*schema);
  return found->second;
}

}  // namespace

void check_schema_json(const json::Document& document, std::string_view version, std::vector<Finding>& findings) {
  // Versions 1.2 and 1.3 have a lenient and a strict schema; members that are not known break the strict one alone.
  const jsonschema::Schema* schema = schemas::schema("cyclonedx-" + std::string(version));
  if (schema == nullptr) {
    findings.push_back(no_schema(version));
    return;
  }
  for (const jsonschema::Problem& problem : schema->problems(document.root(), kMaxFindings)) {
    findings.push_back({FindingLevel::error, std::string(kRule), problem.pointer, problem.line, problem.message});
  }
}

void check_schema_xml(const xml::Document& document, std::string_view version, std::vector<Finding>& findings) {
  const std::optional<xml::Schema>& schema = xml_schema(std::string(version));
  if (!schema) {
    findings.push_back(no_schema(version));
    return;
  }
  std::vector<Finding> found = schema->validate(document, kRule, kMaxFindings);
  findings.insert(findings.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

}  // namespace crosswalk::artifacts::cyclonedx
