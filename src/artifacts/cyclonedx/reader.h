// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifacts/cyclonedx/cyclonedx.h"
#include "artifacts/json/value.h"
#include "artifacts/xml/document.h"

namespace crosswalk::artifacts::cyclonedx {

/// A place that names something by its bom-ref.
struct Use {
  std::string ref;
  sbom::Location location;
};

/// What of a file the rules need, beside the bill of materials.
struct References {
  /// All bom-refs that the file gives, and how often.
  std::unordered_map<std::string, std::size_t> given;
  /// Second ones.
  std::vector<Use> repeated;
  /// The same in "formulation", where the specification's own examples name one resource several times.
  std::vector<Use> repeated_in_formulation;
  std::vector<Use> used;

  /// Notes a bom-ref; whether it is a new one.
  bool give(std::string ref) { return ++given[std::move(ref)] == 1; }
};

/// Adds up what `compositions` say: the aggregate of the subject, or of all if they agree, or "mixed".
class Completeness {
 public:
  /// One composition: its aggregate, and whether it speaks of the subject.
  void add(std::string_view aggregate, bool of_subject);
  /// What they say together; empty without any.
  [[nodiscard]] std::string said() const { return subject_.empty() ? all_ : subject_; }

 private:
  std::string all_;
  std::string subject_;
};

/// At most so many findings of a kind.
inline constexpr std::size_t kMaxFindings = 1000;

/// The most that a component may lie deep in others.
inline constexpr std::size_t kMaxNesting = 60;

/// Reads what stands in a file in JSON.
sbom::Bom read_json(const json::Document& document, References& references);
/// The same in XML.
sbom::Bom read_xml(const xml::Document& document, References& references);

/// A package URL as it is kept: canonical where it can be read.
std::string purl_of(std::string_view text);
/// Fills what can be said only once all is read: which component states its dependencies.
void finish(sbom::Bom& bom);
/// What breaks the rules about references.
void check(const References& references, std::vector<Finding>& findings);

/// Compares a file with the schema of its version. `pointer_of` names where findings stand.
void check_schema_json(const json::Document& document, std::string_view version, std::vector<Finding>& findings);
/// The same for XML, with the extensions of CycloneDX 1.1.
void check_schema_xml(const xml::Document& document, std::string_view version, std::vector<Finding>& findings);

}  // namespace crosswalk::artifacts::cyclonedx
