// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/run.h"

#include <utility>

#include "artifacts/jsonschema/scalar.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

using json::Value;

/// How many schemas may lie on the way to each other; only a schema that refers to itself without end gets there.
constexpr std::size_t kDeepest = 1000;

// Most nodes have neither of these: what is seen here saves a call for every value.

/// Whether an object or a list says all that the node asks of it by being one.
bool asks_nothing_of(const Node& node, const Value& value) {
  if (node.has_values || !(value.is_object() || value.is_array())) return false;
  return node.types == 0 || (node.types & (1U << static_cast<unsigned>(value.type()))) != 0;
}

/// Whether other schemas look at the same value.
bool has_in_place(const Node& node) {
  return node.ref != kNone || node.dynamic_ref || !node.all_of.empty() || !node.any_of.empty() || !node.one_of.empty() ||
         node.not_ != kNone || node.if_ != kNone || !node.dependent_schemas.empty();
}

}  // namespace

bool Run::quiet(const Value& value) { return check(program_.root, value, 0, nullptr, nullptr); }

std::vector<Found> Run::collect(const Value& value, std::size_t most) {
  Collector out;
  out.most = most;
  if (!check(program_.root, value, 0, nullptr, &out) && out.found.empty())
    report(&out, value, program_.root, "", "this is not as its schema wants it");
  return std::move(out.found);
}

std::uint32_t Run::way_to(std::uint32_t way, std::uint32_t resource) {
  for (std::uint32_t at = way; at != 0; at = steps_[at].before) {
    if (steps_[at].resource == resource) return way;
  }
  const std::uint64_t key = (static_cast<std::uint64_t>(way) << 32U) | resource;
  const auto [known, fresh] = ways_.emplace(key, static_cast<std::uint32_t>(steps_.size()));
  if (fresh) steps_.push_back({way, resource});
  return known->second;
}

NodeId Run::target_of(const DynamicRef& ref, std::uint32_t way) const {
  NodeId out = ref.target;
  if (!ref.dynamic) return out;
  // The outermost one is the last on the way back.
  for (std::uint32_t at = way; at != 0; at = steps_[at].before) {
    const Resource& resource = program_.resources[steps_[at].resource];
    if (ref.anchor.empty()) {
      if (resource.recursive_anchor && resource.root_node != kNone) out = resource.root_node;
    } else if (const auto found = resource.dynamic_nodes.find(ref.anchor); found != resource.dynamic_nodes.end()) {
      out = found->second;
    }
  }
  return out;
}

bool Run::check(NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  const Node& node = program_.nodes[id];
  if (program_.dynamic) way = way_to(way, node.resource);
  if (depth_ >= kDeepest) {
    if (out != nullptr) report(out, value, id, "$ref", "the schema refers to itself without end here");
    return false;
  }
  if (!node.compound || remembering_ == 0) return enter(id, value, way, marks, out);
  const Key key{id, way, value.begin(), marks != nullptr};
  const auto [known, fresh] = known_.try_emplace(key);
  if (!fresh) {
    // The same question while it is being asked: the schema goes round in a circle, and says nothing more.
    if (known->second.state == State::good) {
      if (marks != nullptr && known->second.marks) marks->add(*known->second.marks);
      return true;
    }
    if (out == nullptr) return false;
    if (known->second.state == State::open) return report(out, value, id, "$ref", "the schema refers to itself without end here");
    return tell(key, value, out);
  }
  Marks own;
  const bool good = enter(id, value, way, marks != nullptr ? &own : nullptr, nullptr);
  // Other entries may have come in between; places of elements stay.
  Known& entry = known_.find(key)->second;
  entry.state = good ? State::good : State::bad;
  if (good && marks != nullptr) {
    marks->add(own);
    entry.marks = std::make_unique<Marks>(std::move(own));
  }
  if (!good && out != nullptr) tell(key, value, out);
  return good;
}

bool Run::tell(const Key& key, const Value& value, Collector* out) {
  if (!told_.insert(key).second) return report(out, value, key.node, "$ref", "the schema refers to itself without end here");
  enter(key.node, value, key.way, nullptr, out);
  told_.erase(key);
  return false;
}

bool Run::enter(NodeId id, const Value& value, std::uint32_t way, Marks* marks, Collector* out) {
  ++depth_;
  const bool good = compare(id, value, way, marks, out);
  --depth_;
  return good;
}

bool Run::compare(NodeId id, const Value& value, std::uint32_t way, Marks* outer, Collector* out) {
  const Node& node = program_.nodes[id];
  if (node.never) return out != nullptr && report(out, value, id, "false schema", "nothing may stand here");
  bool good = asks_nothing_of(node, value) || check_alone(node, id, value, out);
  if (!goes_on(good, out)) return false;

  // What unevaluatedItems and unevaluatedProperties ask about is noted where one of them stands, here or further out.
  const bool asks =
      (node.unevaluated_items != kNone && value.is_array()) || (node.unevaluated_properties != kNone && value.is_object());
  std::unique_ptr<Marks> own;
  Marks* marks = outer;
  if (asks) {
    own = std::make_unique<Marks>();
    marks = own.get();
  }
  if (has_in_place(node)) good = in_place(node, id, value, way, marks, out) && good;
  if (!goes_on(good, out)) return false;
  if (value.is_object()) {
    good = object(node, id, value, way, marks, out) && good;
  } else if (value.is_array()) {
    good = array(node, id, value, way, marks, out) && good;
  }
  if (!asks) return good;
  if (!good) return false;
  good = unevaluated(node, value, way, *marks, out);
  if (good && outer != nullptr) {
    outer->add(*own);
    outer->add_all();
  }
  return good;
}

bool Run::unevaluated(const Node& node, const Value& value, std::uint32_t way, const Marks& marks, Collector* out) {
  bool good = true;
  std::size_t number = 0;
  const auto look = [&](NodeId next, const Value& at) {
    if (marks.has(number++)) return true;
    good = check(next, at, way, nullptr, out) && good;
    return good || (out != nullptr && !out->full());
  };
  if (value.is_array()) {
    for (const Value item : value.items()) {
      if (!look(node.unevaluated_items, item)) return false;
    }
  } else {
    for (const json::Member& member : value.members()) {
      if (!look(node.unevaluated_properties, member.value)) return false;
    }
  }
  return good;
}

}  // namespace crosswalk::artifacts::jsonschema
