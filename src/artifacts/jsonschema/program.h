// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "artifacts/json/decimal.h"
#include "artifacts/json/value.h"
#include "artifacts/jsonschema/format.h"
#include "artifacts/jsonschema/pattern.h"
#include "artifacts/jsonschema/schema.h"

namespace crosswalk::artifacts::jsonschema {

/// A schema or a schema within it, by its number.
using NodeId = std::uint32_t;
/// No node.
constexpr NodeId kNone = std::numeric_limits<NodeId>::max();
/// No limit.
constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

/// What a schema says of one property.
struct Property {
  NodeId node = kNone;
  /// Its number among Node::required; kNone where it may be missing.
  std::uint32_t required = kNone;
};

/// How many of something there may be.
struct Range {
  std::uint64_t least = 0;
  std::uint64_t most = kUnlimited;
};

/// A reference that depends on the way by which its schema was reached.
struct DynamicRef {
  /// Where it leads if nothing on the way says otherwise.
  NodeId target = kNone;
  /// The $dynamicAnchor; empty for $recursiveRef.
  std::string anchor;
  /// Whether the way matters at all.
  bool dynamic = false;
};

/// A schema, ready.
struct Node {
  /// Where it stands.
  json::Value place;
  std::uint32_t resource = 0;
  /// Whether it is false, and so takes nothing.
  bool never = false;
  /// Whether it can ask for the same node again for another value, or the same one: worth remembering.
  bool compound = false;
  /// Whether draft-04 rules hold: 1.0 is no integer.
  bool strict_integer = false;

  /// One bit per json::Type, and kInteger; 0 where any type will do.
  std::uint8_t types = 0;
  static constexpr std::uint8_t kInteger = 1U << 6U;

  /// enum, or const.
  std::vector<json::Value> values;
  std::unordered_multimap<std::uint64_t, std::uint32_t> values_by_hash;
  bool is_const = false;
  bool has_values = false;

  std::optional<json::Decimal> minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of;
  Range length;
  const Pattern* pattern = nullptr;
  const Format* format = nullptr;
  bool base64 = false;
  bool json_text = false;

  Range properties_count;
  std::unordered_map<std::string_view, Property> properties;
  std::vector<std::string_view> required;
  std::vector<std::pair<const Pattern*, NodeId>> pattern_properties;
  NodeId additional_properties = kNone;
  NodeId property_names = kNone;
  NodeId unevaluated_properties = kNone;
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> dependent_required;
  std::vector<std::pair<std::string_view, NodeId>> dependent_schemas;
  /// The keyword that they come from.
  std::string_view dependent_keyword;

  Range items_count;
  std::vector<NodeId> prefix_items;
  NodeId items = kNone;
  std::string_view items_keyword;
  NodeId contains = kNone;
  Range contains_count{1, kUnlimited};
  /// Whether what `contains` finds counts as evaluated (2020-12).
  bool contains_evaluates = false;
  NodeId unevaluated_items = kNone;
  bool unique_items = false;

  NodeId ref = kNone;
  std::optional<DynamicRef> dynamic_ref;
  std::vector<NodeId> all_of, any_of, one_of;
  NodeId not_ = kNone, if_ = kNone, then_ = kNone, else_ = kNone;
};

/// A schema with a URI of its own.
struct Resource {
  std::string uri;
  json::Value root;
  Draft draft = Draft::draft2020_12;
  /// Which vocabularies hold; all do before 2019-09.
  bool validation = true;
  bool applicator = true;
  bool unevaluated = true;
  bool format_assertion = false;
  bool recursive_anchor = false;
  std::map<std::string, json::Value, std::less<>> anchors;
  std::map<std::string, json::Value, std::less<>> dynamic_anchors;
  std::map<std::string, NodeId, std::less<>> dynamic_nodes;
  NodeId root_node = kNone;
};

/// All of a schema and of those that it refers to.
struct Program {
  std::vector<json::Document> documents;
  std::vector<Resource> resources;
  std::vector<Node> nodes;
  std::map<std::string, Pattern, std::less<>> patterns;
  NodeId root = 0;
  /// Whether any reference depends on the way.
  bool dynamic = false;
  Options options;
};

/// Makes a program of a schema.
base::Result<std::shared_ptr<const Program>> compile(const json::Document& schema, const Options& options);
/// Whether `value` is as the program wants it.
bool accepts(const Program& program, const json::Value& value);
/// How it is not.
std::vector<Problem> problems(const Program& program, const json::Value& value, std::size_t most);

}  // namespace crosswalk::artifacts::jsonschema
