// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/json/value.h"
#include "artifacts/jsonschema/program.h"

namespace crosswalk::artifacts::jsonschema {

/// A problem as it is found.
struct Found {
  json::Value at;
  NodeId node = kNone;
  std::string keyword;
  std::string message;
};

/// Takes problems down, up to a number.
struct Collector {
  std::size_t most = 100;
  std::vector<Found> found;
  /// Whether no more are wanted.
  [[nodiscard]] bool full() const { return found.size() >= most; }
};

/// Takes a problem down, unless the collector is full; false.
inline bool report(Collector* out, const json::Value& at, NodeId node, std::string_view keyword, std::string message) {
  if (!out->full()) out->found.push_back({at, node, std::string(keyword), std::move(message)});
  return false;
}

/// Whether to look for more problems after what was found so far: as long as there is none, or there is room for more.
inline bool goes_on(bool good, const Collector* out) { return good || (out != nullptr && !out->full()); }

}  // namespace crosswalk::artifacts::jsonschema
