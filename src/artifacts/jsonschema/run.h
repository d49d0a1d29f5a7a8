// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "artifacts/jsonschema/found.h"

namespace crosswalk::artifacts::jsonschema {

/// Which members or elements of a value a schema spoke of.
class Marks {
 public:
  /// Adds a member or element by its number.
  void add(std::size_t number) {
    if (number >= seen_.size()) seen_.resize(number + 1);
    seen_[number] = true;
  }
  /// Adds all there are.
  void add_all() { all_ = true; }
  /// Adds what another schema spoke of.
  void add(const Marks& other) {
    all_ = all_ || other.all_;
    if (other.seen_.size() > seen_.size()) seen_.resize(other.seen_.size());
    for (std::size_t i = 0; i < other.seen_.size(); ++i) {
      if (other.seen_[i]) seen_[i] = true;
    }
  }
  /// Whether a schema spoke of it.
  [[nodiscard]] bool has(std::size_t number) const { return all_ || (number < seen_.size() && seen_[number]); }

 private:
  std::vector<bool> seen_;
  bool all_ = false;
};

/// Compares one document with a program.
class Run {
 public:
  explicit Run(const Program& program) : program_(program) {}

  /// Whether the value is as the program wants it.
  bool quiet(const json::Value& value);
  /// How it is not: at most so many problems; none where it is.
  std::vector<Found> collect(const json::Value& value, std::size_t most);

 private:
  /// A schema resource on the way, and what lay before it. 0 is the way without any.
  struct Step {
    std::uint32_t before = 0;
    std::uint32_t resource = 0;
  };
  struct Key {
    NodeId node;
    std::uint32_t way;
    std::size_t value;
    bool marks;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t out = key.value * 0x9E3779B97F4A7C15ULL;
      out ^= ((static_cast<std::uint64_t>(key.node) << 32U) | key.way) * 0xBF58476D1CE4E5B9ULL;
      out += key.marks ? 1 : 0;
      return static_cast<std::size_t>(out ^ (out >> 29U));
    }
  };
  enum class State : std::uint8_t { open, good, bad };
  struct Known {
    State state = State::open;
    std::unique_ptr<Marks> marks;
  };

  // What each of these wants to know: whether the value is as the node wants it. `way` is that to the node; `marks`, where not
  // null, takes what the node spoke of; `out`, where not null, how the value is not as wanted. Without `out` they stop at the
  // first that it is not.

  /// The whole node. In run.cc, as all up to unevaluated().
  bool check(NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool enter(NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool compare(NodeId id, const json::Value& value, std::uint32_t way, Marks* outer, Collector* out);
  /// Says why a value that is known to be wrong is so; of a circle once.
  bool tell(const Key& key, const json::Value& value, Collector* out);
  /// The way to a resource by another one, each only where it came first: what lies behind decides nothing.
  std::uint32_t way_to(std::uint32_t way, std::uint32_t resource);
  [[nodiscard]] NodeId target_of(const DynamicRef& ref, std::uint32_t way) const;
  /// unevaluatedItems and unevaluatedProperties.
  bool unevaluated(const Node& node, const json::Value& value, std::uint32_t way, const Marks& marks, Collector* out);

  /// The schemas that look at the same value ($ref, allOf, anyOf, oneOf, not, if, dependentSchemas). In combined.cc, as all up to
  /// tell_nearest().
  bool in_place(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool combined(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool any_of(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool just_one_of(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  /// Says what is wrong by the alternative that comes nearest.
  void tell_nearest(const std::vector<NodeId>& alternatives, std::string_view keyword, NodeId id, const json::Value& value,
                    std::uint32_t way, Collector* out);

  /// An object and its members, in members.cc.
  bool object(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool members(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);

  /// A list and its elements, in elements.cc.
  bool array(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);
  bool contains(const Node& node, NodeId id, const json::Value& value, std::uint32_t way, Marks* marks, Collector* out);

  const Program& program_;
  std::size_t depth_ = 0;
  std::size_t looks_ = 0;
  /// Above 0 where a value may be compared with the same schema more than once.
  std::size_t remembering_ = 0;
  std::unordered_map<Key, Known, KeyHash> known_;
  /// What is being told.
  std::unordered_set<Key, KeyHash> told_;
  std::vector<Step> steps_{Step{}};
  std::unordered_map<std::uint64_t, std::uint32_t> ways_;
};

}  // namespace crosswalk::artifacts::jsonschema
