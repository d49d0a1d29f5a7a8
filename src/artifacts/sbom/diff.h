// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "artifacts/sbom/model.h"

namespace crosswalk::artifacts::sbom {

/// A field whose value differs.
struct FieldChange {
  /// "version", "licence", "supplier", "checksum".
  std::string field;
  /// Empty where there was none.
  std::string before;
  std::string after;
};

/// A component that both files have, with other values.
struct ComponentChange {
  /// Numbers in Bom::components of either file.
  std::size_t before = 0;
  std::size_t after = 0;
  std::vector<FieldChange> fields;
};

/// How two bills of materials of a product differ.
struct Difference {
  /// What the files say of themselves: "product", "version of the product", "timestamp", "format", "author".
  std::vector<FieldChange> file;
  /// Numbers in Bom::components of the newer file.
  std::vector<std::size_t> added;
  /// The same of the older file.
  std::vector<std::size_t> removed;
  /// With another version first of all, and otherwise in the order of the newer file.
  std::vector<ComponentChange> changed;
  std::size_t same = 0;
  /// Relations that only one has, between names without versions: a new version of both ends is no other relation.
  std::vector<Relation> relations_added;
  std::vector<Relation> relations_removed;

  /// Whether there is none but in what the files say of themselves.
  [[nodiscard]] bool none() const {
    return added.empty() && removed.empty() && changed.empty() && relations_added.empty() && relations_removed.empty();
  }
  /// How many components have another version.
  [[nodiscard]] std::size_t versions() const;
};

/// Compares. Components are the same by their purl without version and qualifiers, else by group and name, whatever the format;
/// of several with one name those of one version belong together, and the others in the order of their versions as texts. The
/// subjects of both files belong together whatever they are called. Takes time in proportion to both files, sorting apart.
Difference diff(const Bom& before, const Bom& after);

/// What a component is called in relations of a Difference: its purl without version, else group and name.
std::string key_of(const Component& component);

}  // namespace crosswalk::artifacts::sbom
