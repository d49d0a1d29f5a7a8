// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "artifacts/jsonschema/run.h"
#include "artifacts/jsonschema/words.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

using json::Value;

/// How many schemas of alternatives are looked at to find the one that comes nearest.
constexpr std::size_t kMostLooks = 50'000;

/// How far a value is from an alternative.
std::size_t distance(const std::vector<Found>& found, const Value& value) {
  std::size_t out = 0;
  for (const Found& one : found) {
    if (one.at == value) {
      const bool other_kind =
          one.keyword == "type" || one.keyword == "const" || one.keyword == "enum" || one.keyword == "false schema";
      out += other_kind ? 1000 : 3;
    } else {
      // A member that tells alternatives apart.
      out += one.keyword == "const" ? 10 : 1;
    }
  }
  return out;
}

}  // namespace

bool Run::in_place(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  bool good = true;
  const auto step = [&](NodeId next) {
    if (!check(next, value, way, marks, out)) good = false;
    return good || (out != nullptr && !out->full());
  };
  if (node.ref != kNone && !step(node.ref)) return false;
  if (node.dynamic_ref && !step(target_of(*node.dynamic_ref, way))) return false;
  const bool many = !node.all_of.empty() || !node.any_of.empty() || !node.one_of.empty() || node.not_ != kNone ||
                    node.if_ != kNone || !node.dependent_schemas.empty();
  if (!many) return good;
  ++remembering_;
  good = combined(node, id, value, way, marks, out) && good;
  --remembering_;
  return good;
}

bool Run::combined(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  bool good = true;
  for (const NodeId next : node.all_of) {
    good = check(next, value, way, marks, out) && good;
    if (!goes_on(good, out)) return false;
  }
  if (!node.any_of.empty()) good = any_of(node, id, value, way, marks, out) && good;
  if (!goes_on(good, out)) return false;
  if (!node.one_of.empty()) good = just_one_of(node, id, value, way, marks, out) && good;
  if (!goes_on(good, out)) return false;
  if (node.not_ != kNone && check(node.not_, value, way, nullptr, nullptr)) {
    good = false;
    if (out != nullptr) report(out, value, id, "not", shown(value) + " is just what may not stand here");
  }
  if (!goes_on(good, out)) return false;
  if (node.if_ != kNone) {
    Marks found;
    const bool holds = check(node.if_, value, way, marks != nullptr ? &found : nullptr, nullptr);
    if (holds && marks != nullptr) marks->add(found);
    const NodeId next = holds ? node.then_ : node.else_;
    if (next != kNone) good = check(next, value, way, marks, out) && good;
  }
  if (!goes_on(good, out)) return false;
  if (value.is_object()) {
    for (const auto& [name, next] : node.dependent_schemas) {
      if (!value[name]) continue;
      good = check(next, value, way, marks, out) && good;
      if (!goes_on(good, out)) return false;
    }
  }
  return good;
}

bool Run::any_of(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  bool any = false;
  for (const NodeId next : node.any_of) {
    Marks found;
    if (!check(next, value, way, marks != nullptr ? &found : nullptr, nullptr)) continue;
    any = true;
    if (marks == nullptr) break;
    marks->add(found);
  }
  if (!any && out != nullptr) tell_nearest(node.any_of, "anyOf", id, value, way, out);
  return any;
}

bool Run::just_one_of(const Node& node, NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  std::size_t fitting = 0;
  Marks kept;
  for (const NodeId next : node.one_of) {
    Marks found;
    if (!check(next, value, way, marks != nullptr ? &found : nullptr, nullptr)) continue;
    ++fitting;
    if (marks != nullptr) kept.add(found);
    if (fitting > 1 && out == nullptr) return false;
  }
  if (fitting == 1) {
    if (marks != nullptr) marks->add(kept);
    return true;
  }
  if (out != nullptr && fitting == 0) tell_nearest(node.one_of, "oneOf", id, value, way, out);
  if (out != nullptr && fitting > 1) {
    report(out, value, id, "oneOf",
           "this fits " + std::to_string(fitting) + " of the " + std::to_string(node.one_of.size()) +
               " alternatives that the schema has for it, and only one may");
  }
  return false;
}

void Run::tell_nearest(const std::vector<NodeId>& alternatives, std::string_view keyword, NodeId id, const Value& value,
                       std::uint32_t way, Collector* out) {
  constexpr std::size_t kMost = 20;
  std::vector<std::vector<Found>> tried;
  std::size_t best = 0;
  std::size_t best_distance = 0;
  for (const NodeId next : alternatives) {
    if (looks_ >= kMostLooks) break;
    ++looks_;
    Collector alone;
    alone.most = kMost;
    check(next, value, way, nullptr, &alone);
    const std::size_t far = distance(alone.found, value);
    if (tried.empty() || far < best_distance) {
      best = tried.size();
      best_distance = far;
    }
    tried.push_back(std::move(alone.found));
  }
  constexpr std::size_t kOtherKind = 1000;
  if (tried.empty() || (tried.size() > 1 && best_distance >= kOtherKind)) {
    std::string message =
        "this fits none of the " + std::to_string(alternatives.size()) + " alternatives that the schema has for it";
    std::vector<std::string> reasons;
    for (const auto& found : tried) {
      if (found.empty() || std::find(reasons.begin(), reasons.end(), found.front().message) != reasons.end()) continue;
      reasons.push_back(found.front().message);
      message += (reasons.size() == 1 ? ": " : "; ") + reasons.back();
      if (reasons.size() == 3) break;
    }
    report(out, value, id, keyword, std::move(message));
    return;
  }
  for (Found& one : tried[best]) {
    if (!out->full()) out->found.push_back(std::move(one));
  }
}

}  // namespace crosswalk::artifacts::jsonschema
