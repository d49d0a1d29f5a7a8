// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "packs/diagnostics.h"
#include "packs/yaml.h"

namespace crosswalk::packs {

/// How much of somebody else's YAML is read.
struct YamlLimits {
  /// Bytes of the file.
  std::size_t bytes = 1U << 20;
  /// How deep lists and maps may lie in each other, aliases replaced.
  std::size_t depth = 100;
  /// Values that aliases and merge keys may add in the whole file.
  std::size_t copied = 100'000;
};

/// Reads all YAML documents of a file that was not written for this program: aliases are replaced by what they name, and merge
/// keys
/// ("<<") by the members of the maps that they name, which keep the place where they were written. Of a key that stands twice in
/// a map the first is kept. Mistakes go to `diagnostics`; the documents before one are given all the same, that in which it
/// stands is not. Time and memory in proportion to the text and what the limits allow. Source: YAML 1.2.2, 3.2.2.2 and 9.2;
/// yaml.org/type/merge.html (the working draft of 2005, which Compose and Kubernetes follow).
std::vector<Yaml> parse_yaml_documents(std::string_view text, std::string_view file, const YamlLimits& limits,
                                       Diagnostics& diagnostics);

}  // namespace crosswalk::packs
