// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "artifacts/jsonschema/run.h"
#include "artifacts/jsonschema/words.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

using json::Value;

/// The numbers of two elements that say the same.
std::optional<std::pair<std::size_t, std::size_t>> repeated(const Value& value) {
  if (value.size() < 2) return std::nullopt;
  std::unordered_multimap<std::uint64_t, std::pair<Value, std::size_t>> seen;
  seen.reserve(value.size());
  std::size_t number = 0;
  for (const Value item : value.items()) {
    const std::uint64_t hash = json::hash(item);
    const auto [first, last] = seen.equal_range(hash);
    for (auto at = first; at != last; ++at) {
      if (json::equal(at->second.first, item)) return std::pair(at->second.second, number);
    }
    seen.emplace(hash, std::pair(item, number));
    ++number;
  }
  return std::nullopt;
}

}  // namespace

bool Run::array(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  bool good = true;
  const auto fail = [&](std::string_view keyword, auto message) {
    good = false;
    if (out != nullptr) report(out, value, id, keyword, message());
    return out != nullptr && !out->full();
  };
  if (value.size() < node.items_count.least) {
    const auto message = [&] {
      return value.empty() ? std::string("the list is empty")
                           : "the list is too short: " + counted(node.items_count.least, "element", "elements") + " at least";
    };
    if (!fail("minItems", message)) return false;
  }
  if (value.size() > node.items_count.most) {
    const auto message = [&] {
      return "the list is too long: " + counted(node.items_count.most, "element", "elements") + " at most";
    };
    if (!fail("maxItems", message)) return false;
  }
  if (node.items != kNone || !node.prefix_items.empty()) {
    std::size_t number = 0;
    for (const Value item : value.items()) {
      const NodeId next = number < node.prefix_items.size() ? node.prefix_items[number] : node.items;
      if (next == kNone) break;
      if (program_.nodes[next].never) {
        if (!fail(node.items_keyword,
                  [&] { return "the list is too long: " + counted(number, "element", "elements") + " at most"; }))
          return false;
        break;
      }
      if (!check(next, item, way, nullptr, out)) good = false;
      if (!good && (out == nullptr || out->full())) return false;
      if (marks != nullptr) marks->add(number);
      ++number;
    }
    if (node.items != kNone && marks != nullptr) marks->add_all();
  }
  if (node.contains != kNone && !contains(node, id, value, way, marks, out)) good = false;
  if (!goes_on(good, out)) return false;
  if (node.unique_items) {
    if (const auto twin = repeated(value); twin && !fail("uniqueItems", [&] {
                                             return "elements " + std::to_string(twin->first + 1) + " and " +
                                                    std::to_string(twin->second + 1) + " of the list are the same";
                                           })) {
      return false;
    }
  }
  return good;
}

bool Run::contains(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  ++remembering_;
  std::uint64_t found = 0;
  std::size_t number = 0;
  const bool all = (marks != nullptr && node.contains_evaluates) || node.contains_count.most != kUnlimited;
  for (const Value item : value.items()) {
    if (check(node.contains, item, way, nullptr, nullptr)) {
      ++found;
      if (marks != nullptr && node.contains_evaluates) marks->add(number);
    }
    ++number;
    if (!all && found >= node.contains_count.least) break;
  }
  --remembering_;
  if (found < node.contains_count.least) {
    return out != nullptr && report(out, value, id, node.place["minContains"] ? "minContains" : "contains",
                                    "the list has " + std::to_string(found) + " of the elements that it has to have, and " +
                                        std::to_string(node.contains_count.least) + " are wanted");
  }
  if (found > node.contains_count.most) {
    return out != nullptr && report(out, value, id, "maxContains",
                                    "the list has " + std::to_string(found) + " elements of a kind of which it may have " +
                                        std::to_string(node.contains_count.most));
  }
  return true;
}

}  // namespace crosswalk::artifacts::jsonschema
