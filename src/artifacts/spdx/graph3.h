// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/json/value.h"
#include "artifacts/lines.h"

namespace crosswalk::artifacts::spdx {

struct Class3;

/// The objects of a file of SPDX 3; valid as long as its json::Document.
struct Graph3 {
  /// "3.0.1", as the context says.
  std::string version;
  /// How many stand in @graph.
  std::size_t elements = 0;
  /// An object of a known class.
  struct Object {
    json::Value value;
    const Class3* its = nullptr;
    /// The number in @graph of what it stands in; none for a file that is one object.
    std::size_t number = 0;
  };
  /// All of them, those within others too, in the order of the file.
  std::vector<Object> in_order;
  /// The same by spdxId or @id.
  std::unordered_map<std::string_view, json::Value> objects;
  Lines lines;
  std::vector<Finding> findings;
};

/// Reads the objects and checks classes, properties, words, ids and references. Source: SPDX 3.0.1, "Model" and its JSON schema.
Graph3 read_graph3(const json::Document& document);

}  // namespace crosswalk::artifacts::spdx
