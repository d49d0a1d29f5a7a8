// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/finding.h"

namespace crosswalk::artifacts::sbom {

/// In which format and syntax a bill of materials is written.
enum class Format : std::uint8_t {
  cyclonedx_json,
  cyclonedx_xml,
  spdx_json,
  spdx_tag_value,
  spdx_yaml,
  spdx_rdf_xml,
  spdx3_json
};

/// The format for people: "CycloneDX JSON".
std::string_view text_of(Format format);

/// Where something stands in the file.
struct Location {
  /// A JSON pointer, or the path of elements in XML; empty in other syntaxes.
  std::string pointer;
  /// The line, counted from 1; 0 where none is known.
  std::size_t line = 0;
};

/// A checksum.
struct Hash {
  /// As CycloneDX writes it: "SHA-256".
  std::string algorithm;
  /// In small hexadecimal digits.
  std::string value;
  bool operator==(const Hash&) const = default;
  auto operator<=>(const Hash&) const = default;
};

/// Something elsewhere.
struct Reference {
  /// As the format calls it: "website", "vcs", "advisories", "SECURITY/cpe23Type".
  std::string type;
  std::string url;
};

/// A person or an organisation.
struct Party {
  std::string name;
  /// "organization", "person", "tool"; empty where it was not said.
  std::string kind;
};

/// A component: CycloneDX component, SPDX package (or file, where a file is described alone).
struct Component {
  /// How the file itself refers to it: bom-ref, SPDXID, spdxId.
  std::string ref;
  /// As CycloneDX calls it: "library", "application", "firmware", "operating-system", "device", "container", "file".
  std::string type;
  /// The group or namespace, where the format has one.
  std::string group;
  std::string name;
  std::string version;
  std::string description;
  /// Empty names where the file says none; NOASSERTION and NONE of SPDX are none.
  Party supplier;
  Party manufacturer;
  /// CycloneDX publisher: who made it available.
  std::string publisher;
  /// CycloneDX author or authors, SPDX originator.
  std::vector<Party> authors;
  std::string copyright;
  /// Canonical where it can be read; else as it is written.
  std::string purl;
  std::vector<std::string> cpes;
  /// SWID tag id.
  std::string swid;
  /// Other ids that are the same everywhere: SWHID, OmniBOR or gitoid, SPDX PERSISTENT-ID references.
  std::vector<std::string> identifiers;
  std::vector<Hash> hashes;
  /// SPDX ids, expressions, or names, as they are written; none for NOASSERTION.
  std::vector<std::string> licences;
  std::vector<Reference> references;
  /// What CycloneDX calls properties and SPDX annotations or attribution texts: name and value, in the order of the file.
  std::vector<std::pair<std::string, std::string>> properties;
  /// "required", "optional", "excluded"; empty where it was not said.
  std::string scope;
  /// How well it is supported and until when, where the file says so in any of the usual ways (FDA, Cybersecurity in Medical
  /// Devices 2023, V.A.4.b; CycloneDX properties and SPDX 3.0 support relations, SPDX 2.3 validUntilDate).
  std::string support_level;
  std::string end_of_support;
  /// Whether the file says what it depends on, be it nothing: CycloneDX dependency nodes, SPDX relationships to NONE.
  bool dependencies_stated = false;
  /// The component that it lies in (CycloneDX assemblies); a number in Bom::components.
  std::optional<std::size_t> parent;
  Location location;
  /// What was concluded about its licence (SPDX concluded licence), which stands in `licences` too; empty for NOASSERTION.
  std::string concluded_licence;
};

/// What depends on what, or holds what.
struct Relation {
  /// Component::ref, or what else the file names there.
  std::string from;
  /// "depends_on", "contains", "describes", or the format's own word in small letters.
  std::string kind;
  std::string to;
  bool operator==(const Relation&) const = default;
  auto operator<=>(const Relation&) const = default;
};

/// A vulnerability that the file itself tells of.
struct KnownVulnerability {
  std::string id;
  /// Component::ref of those that it affects.
  std::vector<std::string> affects;
  /// CycloneDX analysis state, SPDX 3.0 VEX relation: "not_affected"; empty where it was not said.
  std::string state;
  /// What users can do: CycloneDX workaround or recommendation, else what the maker will do (analysis response); empty where
  /// nothing was said.
  std::string action{};
};

/// A bill of materials, whatever its format.
struct Bom {
  Format format = Format::cyclonedx_json;
  /// "1.6", "2.3", "3.0.1".
  std::string spec_version;
  /// serialNumber, documentNamespace.
  std::string id;
  /// How often it was changed, where it says so.
  std::string revision;
  std::string name;
  /// As it is written; RFC 3339 where it is right.
  std::string timestamp;
  /// Who made the file: people and organisations; tools apart.
  std::vector<Party> authors;
  std::vector<std::string> tools;
  Party supplier;
  Party manufacturer;
  /// CycloneDX lifecycle phases, SPDX 3.0 sbomType: "build".
  std::vector<std::string> lifecycles;
  /// The product that the file is about; a number in `components`.
  std::optional<std::size_t> subject;
  /// All components, those within others too, in the order of the file; the subject as well.
  std::vector<Component> components;
  std::vector<Relation> relations;
  std::vector<KnownVulnerability> vulnerabilities;
  /// Whether it says how complete the relations are: CycloneDX compositions, SPDX NONE and NOASSERTION: "complete", "incomplete".
  std::string completeness;
  /// How many of what the format counts there are: "packages", "files", "relationships", "components", "services".
  std::map<std::string, std::size_t, std::less<>> counts;
};

/// What came of reading a file.
struct Reading {
  Bom bom;
  /// What breaks the rules of the format, in the order of the file.
  std::vector<Finding> findings;
};

}  // namespace crosswalk::artifacts::sbom
