// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "artifacts/jsonschema/run.h"
#include "artifacts/jsonschema/words.h"

namespace crosswalk::artifacts::jsonschema {

using json::Value;

bool Run::object(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  bool good = true;
  const auto fail = [&](std::string_view keyword, auto message) {
    good = false;
    if (out != nullptr) report(out, value, id, keyword, message());
    return out != nullptr && !out->full();
  };
  if (value.size() < node.properties_count.least) {
    const auto message = [&] {
      return "too little is said here: " + counted(node.properties_count.least, "member", "members") + " at least";
    };
    if (!fail("minProperties", message)) return false;
  }
  if (value.size() > node.properties_count.most) {
    const auto message = [&] {
      return "too much is said here: " + counted(node.properties_count.most, "member", "members") + " at most";
    };
    if (!fail("maxProperties", message)) return false;
  }
  if (!members(node, id, value, way, marks, out)) {
    good = false;
    if (out == nullptr || out->full()) return false;
  }
  for (const auto& [name, needed] : node.dependent_required) {
    if (!value[name]) continue;
    for (const std::string_view other : needed) {
      if (value[other]) continue;
      const auto message = [&, present = name] {
        return json::quoted(other) + " is missing, which has to stand beside " + json::quoted(present);
      };
      if (!fail(node.place["dependentRequired"] ? "dependentRequired" : "dependencies", message)) return false;
    }
  }
  return good;
}

bool Run::members(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  if (node.properties.empty() && node.pattern_properties.empty() && node.additional_properties == kNone &&
      node.property_names == kNone)
    return true;
  bool good = true;
  std::uint64_t seen = 0;
  std::size_t number = 0;
  for (const json::Member& member : value.members()) {
    bool spoken_of = false;
    if (!node.properties.empty()) {
      if (const auto found = node.properties.find(member.key); found != node.properties.end()) {
        if (found->second.required < 64) seen |= std::uint64_t{1} << found->second.required;
        if (found->second.node != kNone) {
          spoken_of = true;
          good = check(found->second.node, member.value, way, nullptr, out) && good;
          if (!goes_on(good, out)) return false;
        }
      }
    }
    for (const auto& [pattern, next] : node.pattern_properties) {
      if (!pattern->found_in(member.key)) continue;
      spoken_of = true;
      good = check(next, member.value, way, nullptr, out) && good;
      if (!goes_on(good, out)) return false;
    }
    if (!spoken_of && node.additional_properties != kNone) {
      spoken_of = true;
      if (program_.nodes[node.additional_properties].never) {
        good = false;
        if (out != nullptr)
          report(out, member.value, id, "additionalProperties", json::quoted(member.key) + " is not known here");
      } else {
        good = check(node.additional_properties, member.value, way, nullptr, out) && good;
      }
      if (!goes_on(good, out)) return false;
    }
    if (node.property_names != kNone && !check(node.property_names, member.name, way, nullptr, out)) good = false;
    if (!goes_on(good, out)) return false;
    if (spoken_of && marks != nullptr) marks->add(number);
    ++number;
  }
  for (std::size_t i = 0; i < node.required.size(); ++i) {
    const bool there = i < 64 ? ((seen >> i) & 1U) != 0 : static_cast<bool>(value[node.required[i]]);
    if (there) continue;
    good = false;
    if (out != nullptr) report(out, value, id, "required", json::quoted(node.required[i]) + " is missing");
    if (!goes_on(good, out)) return false;
  }
  return good;
}

}  // namespace crosswalk::artifacts::jsonschema
