// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <memory>
#include <set>

#include "artifacts/jsonschema/program.h"
#include "artifacts/jsonschema/uri.h"
#include "artifacts/schemas/schemas.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

/// Keywords whose value is a schema, a list of schemas, schemas by name.
constexpr std::array<std::string_view, 12> kSchemaKeywords{"additionalItems",
                                                           "items",
                                                           "contains",
                                                           "additionalProperties",
                                                           "propertyNames",
                                                           "not",
                                                           "if",
                                                           "then",
                                                           "else",
                                                           "unevaluatedItems",
                                                           "unevaluatedProperties",
                                                           "contentSchema"};
constexpr std::array<std::string_view, 5> kListKeywords{"allOf", "anyOf", "oneOf", "prefixItems", "items"};
constexpr std::array<std::string_view, 6> kMapKeywords{"properties", "patternProperties", "dependentSchemas", "dependencies",
                                                       "$defs",      "definitions"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view without_fragment(std::string_view uri) { return uri.substr(0, uri.find('#')); }

base::Error wrong(const json::Value& at, std::string_view keyword, std::string what) {
  return {base::ErrorCode::malformed_data, "the schema at " + at.pointer() + "/" + std::string(keyword), std::move(what)};
}

/// A draft by its "$schema".
std::optional<Draft> draft_of(std::string_view uri) {
  constexpr std::array<std::pair<std::string_view, Draft>, 5> kDrafts{{
      {"json-schema.org/draft-04/schema", Draft::draft4},
      {"json-schema.org/draft-06/schema", Draft::draft6},
      {"json-schema.org/draft-07/schema", Draft::draft7},
      {"json-schema.org/draft/2019-09/schema", Draft::draft2019_09},
      {"json-schema.org/draft/2020-12/schema", Draft::draft2020_12},
  }};
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (uri.starts_with(scheme)) uri.remove_prefix(scheme.size());
  }
  uri = without_fragment(uri);
  for (const auto& [known, draft] : kDrafts) {
    if (uri == known) return draft;
  }
  return std::nullopt;
}

/// Where a reference leads.
struct Target {
  json::Value value;
  std::uint32_t resource = 0;
  /// The fragment, where it is the name of a $dynamicAnchor.
  std::string dynamic_anchor;
};

/// Makes nodes of schemas.
class Compiler {
 public:
  explicit Compiler(const Options& options) : program_(std::make_shared<Program>()) { program_->options = options; }

  base::Result<std::shared_ptr<const Program>> run(const json::Document& schema) {
    CW_ASSIGN_OR_RETURN(const std::uint32_t root, add(schema, program_->options.uri, program_->options.draft));
    program_->root = node_of(program_->resources[root].root, root);
    while (!waiting_.empty() || anchors_left()) {
      if (waiting_.empty()) continue;
      const NodeId next = waiting_.front();
      waiting_.pop_front();
      CW_RETURN_IF_ERROR(fill(next));
    }
    // What only looks at the value itself is not worth remembering.
    for (Node& one : program_->nodes) {
      one.compound = one.compound &&
                     (one.ref != kNone || one.dynamic_ref || !one.all_of.empty() || !one.any_of.empty() || !one.one_of.empty() ||
                      one.not_ != kNone || one.if_ != kNone || !one.properties.empty() || !one.pattern_properties.empty() ||
                      one.additional_properties != kNone || one.property_names != kNone || one.items != kNone ||
                      !one.prefix_items.empty() || one.contains != kNone || one.unevaluated_items != kNone ||
                      one.unevaluated_properties != kNone || !one.dependent_schemas.empty() || one.unique_items);
    }
    return std::shared_ptr<const Program>(program_);
  }

 private:
  Node& node(NodeId id) { return program_->nodes[id]; }
  Resource& resource(std::uint32_t id) { return program_->resources[id]; }
  std::uint64_t key_of(std::uint32_t in, const json::Value& value) const {
    return (static_cast<std::uint64_t>(document_of_[in]) << 32U) | value.begin();
  }

  /// Makes nodes of what dynamic references may lead to; whether there were any new ones.
  bool anchors_left() {
    bool any = false;
    if (!program_->dynamic) return any;
    for (std::uint32_t i = 0; i < program_->resources.size(); ++i) {
      if (resource(i).root_node == kNone && resource(i).recursive_anchor) {
        resource(i).root_node = node_of(resource(i).root, i);
        any = true;
      }
      for (const auto& [name, value] : resource(i).dynamic_anchors) {
        if (resource(i).dynamic_nodes.contains(name)) continue;
        const NodeId made = node_of(value, i);
        resource(i).dynamic_nodes.emplace(name, made);
        any = true;
      }
    }
    return any;
  }

  /// Takes a document in: its resources, their anchors. The number of its first resource.
  base::Result<std::uint32_t> add(const json::Document& document, const std::string& uri, Draft draft) {
    program_->documents.push_back(document);
    const auto number = static_cast<std::uint32_t>(program_->documents.size() - 1);
    const auto first = static_cast<std::uint32_t>(program_->resources.size());
    CW_RETURN_IF_ERROR(add_resource(document.root(), number, std::string(without_fragment(uri)), draft, nullptr));
    by_uri_.emplace(std::string(without_fragment(uri)), first);

    struct Place {
      json::Value value;
      std::uint32_t in;
    };
    std::vector<Place> stack{{document.root(), first}};
    while (!stack.empty()) {
      auto [value, in] = stack.back();
      stack.pop_back();
      if (!value.is_object()) continue;
      CW_RETURN_IF_ERROR(identify(value, number, in));
      for (const json::Member& member : value.members()) {
        if (member.value.is_object() && among(kSchemaKeywords, member.key)) {
          stack.push_back({member.value, in});
        } else if (member.value.is_array() && among(kListKeywords, member.key)) {
          for (const json::Value item : member.value.items()) stack.push_back({item, in});
        } else if (member.value.is_object() && among(kMapKeywords, member.key)) {
          for (const json::Member& entry : member.value.members()) stack.push_back({entry.value, in});
        }
      }
    }
    return first;
  }

  base::Result<void> add_resource(const json::Value& root, std::uint32_t document, std::string uri, Draft draft,
                                  const Resource* parent) {
    Resource made;
    if (parent != nullptr) {
      made = *parent;
      made.anchors.clear();
      made.dynamic_anchors.clear();
      made.recursive_anchor = false;
    }
    made.uri = std::move(uri);
    made.root = root;
    made.draft = draft;
    if (const json::Value schema = root["$schema"]; schema.is_string()) CW_RETURN_IF_ERROR(obey(schema.string(), made));
    if (made.draft == Draft::draft2019_09) made.recursive_anchor = root["$recursiveAnchor"].boolean();
    const auto number = static_cast<std::uint32_t>(program_->resources.size());
    program_->resources.push_back(std::move(made));
    document_of_.push_back(document);
    roots_[key_of(number, root)] = number;
    return {};
  }

  /// Takes over what the meta-schema says.
  base::Result<void> obey(std::string_view uri, Resource& made) {
    if (const auto draft = draft_of(uri)) {
      made.draft = *draft;
      made.validation = made.applicator = made.unevaluated = true;
      made.format_assertion = false;
      return {};
    }
    const auto document = find(std::string(without_fragment(uri)));
    if (!document) return {};  // of another make: the draft that was asked for
    const json::Value meta = document->root();
    if (const auto draft = draft_of(meta["$schema"].string())) made.draft = *draft;
    const json::Value vocabularies = meta["$vocabulary"];
    if (!vocabularies.is_object() || made.draft < Draft::draft2019_09) return {};
    made.validation = made.applicator = made.unevaluated = made.format_assertion = false;
    for (const json::Member& entry : vocabularies.members()) {
      const std::string_view name = entry.key.substr(entry.key.rfind('/') + 1);
      const bool ours = entry.key.starts_with("https://json-schema.org/draft/");
      if (ours && name == "validation") {
        made.validation = true;
      } else if (ours && name == "applicator") {
        made.applicator = true;
        if (made.draft == Draft::draft2019_09) made.unevaluated = true;
      } else if (ours && name == "unevaluated") {
        made.unevaluated = true;
      } else if (ours && (name == "format-assertion" || (name == "format" && entry.value.boolean()))) {
        made.format_assertion = true;
      } else if (!ours && entry.value.boolean()) {
        return wrong(meta, "$vocabulary", "the vocabulary " + std::string(entry.key) + " is not known");
      }
    }
    return {};
  }

  /// Notes the names that a schema gives itself; `in` becomes its resource where it is one.
  base::Result<void> identify(const json::Value& value, std::uint32_t document, std::uint32_t& in) {
    // An embedded schema may be of another draft.
    Draft draft = resource(in).draft;
    if (const auto own = draft_of(value["$schema"].string())) draft = *own;
    const bool referring = draft <= Draft::draft7 && value["$ref"].is_string();
    const json::Value id = value[draft == Draft::draft4 ? "id" : "$id"];
    if (id.is_string() && !referring) {
      const Uri parts = split_uri(id.string());
      const std::string_view whole = without_fragment(id.string());
      if (!whole.empty()) {
        const std::string uri = resolve_uri(resource(in).uri, whole);
        if (value == resource(in).root) {
          resource(in).uri = uri;
        } else {
          const Resource parent = resource(in);
          in = static_cast<std::uint32_t>(program_->resources.size());
          CW_RETURN_IF_ERROR(add_resource(value, document, uri, draft, &parent));
        }
        by_uri_.emplace(uri, in);
      }
      if (draft <= Draft::draft7 && parts.fragment && !parts.fragment->empty() && !parts.fragment->starts_with('/')) {
        resource(in).anchors.emplace(*parts.fragment, value);
      }
    }
    if (draft >= Draft::draft2019_09) {
      if (const json::Value anchor = value["$anchor"]; anchor.is_string()) resource(in).anchors.emplace(anchor.string(), value);
    }
    if (draft >= Draft::draft2020_12) {
      if (const json::Value anchor = value["$dynamicAnchor"]; anchor.is_string()) {
        resource(in).anchors.emplace(anchor.string(), value);
        resource(in).dynamic_anchors.emplace(anchor.string(), value);
      }
    }
    return {};
  }

  /// A schema that lies outside.
  std::optional<json::Document> find(const std::string& uri) const {
    if (program_->options.resolve) {
      if (auto found = program_->options.resolve(uri)) return found;
    }
    if (const auto text = schemas::text_by_uri(uri)) {
      if (auto parsed = json::parse(std::string(*text), {uri})) return std::move(*parsed);
    }
    return std::nullopt;
  }

  base::Result<Target> resolve(const json::Value& at, std::string_view keyword, std::uint32_t from, std::string_view reference) {
    const std::string uri = resolve_uri(resource(from).uri, reference);
    const std::string base(without_fragment(uri));
    const std::string fragment = decode_percent(split_uri(uri).fragment.value_or(""));
    auto known = by_uri_.find(base);
    if (without_fragment(reference).empty()) {
      known = by_uri_.end();
    } else if (known == by_uri_.end()) {
      const auto document = find(base);
      if (!document) return wrong(at, keyword, "no schema is known as " + base);
      CW_ASSIGN_OR_RETURN(const std::uint32_t added, add(*document, base, resource(from).draft));
      known = by_uri_.emplace(base, added).first;
    }
    Target out;
    out.resource = known == by_uri_.end() ? from : known->second;
    out.value = resource(out.resource).root;
    if (fragment.empty()) return out;
    if (!fragment.starts_with('/')) {
      const auto& anchors = resource(out.resource).anchors;
      const auto anchor = anchors.find(fragment);
      if (anchor == anchors.end()) return wrong(at, keyword, "no schema has the anchor " + fragment + " in " + base);
      out.value = anchor->second;
      if (resource(out.resource).dynamic_anchors.contains(fragment)) out.dynamic_anchor = fragment;
      return out;
    }
    for (std::size_t begin = 0; begin < fragment.size();) {
      const std::size_t end = std::min(fragment.find('/', begin + 1), fragment.size());
      out.value = out.value.resolve(std::string_view(fragment).substr(begin, end - begin));
      if (!out.value) return wrong(at, keyword, "nothing is at " + fragment + " in " + base);
      // A resource on the way has a URI of its own, which references in it start from.
      if (const auto root = roots_.find(key_of(out.resource, out.value)); root != roots_.end()) out.resource = root->second;
      begin = end;
    }
    return out;
  }

  NodeId node_of(const json::Value& value, std::uint32_t in) {
    if (const auto root = roots_.find(key_of(in, value)); root != roots_.end()) in = root->second;
    const auto [known, fresh] = nodes_.emplace(key_of(in, value), static_cast<NodeId>(program_->nodes.size()));
    if (fresh) {
      program_->nodes.emplace_back();
      program_->nodes.back().place = value;
      program_->nodes.back().resource = in;
      waiting_.push_back(known->second);
    }
    return known->second;
  }

  /// A schema as the value of a keyword.
  base::Result<NodeId> schema_at(const json::Value& at, std::string_view keyword, const json::Value& value, std::uint32_t in) {
    if (!value.is_object() && !value.is_boolean()) return wrong(at, keyword, "a schema is wanted here");
    return node_of(value, in);
  }

  base::Result<void> fill_list(const json::Value& at, std::string_view keyword, std::uint32_t in, std::vector<NodeId> Node::*list,
                               NodeId id) {
    const json::Value value = at[keyword];
    if (!value) return {};
    if (!value.is_array()) return wrong(at, keyword, "a list of schemas is wanted here");
    for (const json::Value item : value.items()) {
      CW_ASSIGN_OR_RETURN(const NodeId made, schema_at(at, keyword, item, in));
      (node(id).*list).push_back(made);
    }
    return {};
  }

  base::Result<void> fill_one(const json::Value& at, std::string_view keyword, std::uint32_t in, NodeId Node::*one, NodeId id) {
    const json::Value value = at[keyword];
    if (!value) return {};
    CW_ASSIGN_OR_RETURN(const NodeId made, schema_at(at, keyword, value, in));
    node(id).*one = made;
    return {};
  }

  static base::Result<void> fill_number(const json::Value& at, std::string_view keyword, std::optional<json::Decimal>& out) {
    const json::Value value = at[keyword];
    if (!value) return {};
    if (!value.is_number()) return wrong(at, keyword, "a number is wanted here");
    out = json::decimal_of(value.number());
    return {};
  }

  static base::Result<void> fill_count(const json::Value& at, std::string_view keyword, std::uint64_t& out) {
    const json::Value value = at[keyword];
    if (!value) return {};
    const auto number = value.integer();
    if (value.is_number() && !number && json::decimal_of(value.number()).whole() && !value.number().starts_with('-'))
      return {};  // beyond all
    if (!number || *number < 0) return wrong(at, keyword, "a whole number from 0 on is wanted here");
    out = static_cast<std::uint64_t>(*number);
    return {};
  }

  base::Result<const Pattern*> pattern(const json::Value& at, std::string_view keyword, std::string_view expression) {
    if (const auto known = program_->patterns.find(expression); known != program_->patterns.end()) return &known->second;
    auto made = Pattern::create(expression);
    if (!made) return wrong(at, keyword, "the pattern " + std::string(expression) + ": " + made.error().message());
    return &program_->patterns.emplace(std::string(expression), std::move(*made)).first->second;
  }

  base::Result<void> fill(NodeId id) {
    const json::Value at = node(id).place;
    const std::uint32_t in = node(id).resource;
    const Draft draft = resource(in).draft;
    node(id).strict_integer = draft == Draft::draft4;
    if (at.is_boolean()) {
      node(id).never = !at.boolean();
      return {};
    }
    if (!at.is_object()) return wrong(at, "", "a schema is an object, or true or false");

    CW_RETURN_IF_ERROR(fill_references(id, at, in, draft));
    if (draft <= Draft::draft7 && at["$ref"].is_string()) return {};  // nothing beside it counts
    if (resource(in).applicator) CW_RETURN_IF_ERROR(fill_applicators(id, at, in, draft));
    if (resource(in).unevaluated && draft >= Draft::draft2019_09) {
      CW_RETURN_IF_ERROR(fill_one(at, "unevaluatedProperties", in, &Node::unevaluated_properties, id));
      CW_RETURN_IF_ERROR(fill_one(at, "unevaluatedItems", in, &Node::unevaluated_items, id));
    }
    if (resource(in).validation) CW_RETURN_IF_ERROR(fill_values(node(id), at, draft));
    if (resource(in).validation) CW_RETURN_IF_ERROR(fill_members(node(id), at, draft));
    if (program_->options.assert_formats || resource(in).format_assertion) {
      if (const json::Value format = at["format"]; format.is_string()) node(id).format = format_named(format.string());
    }
    if (program_->options.assert_content && draft == Draft::draft7) {
      node(id).base64 = at["contentEncoding"].string() == "base64";
      node(id).json_text = at["contentMediaType"].string() == "application/json";
    }
    return {};
  }

  base::Result<void> fill_references(NodeId id, const json::Value& at, std::uint32_t in, Draft draft) {
    if (const json::Value ref = at["$ref"]; ref.is_string()) {
      CW_ASSIGN_OR_RETURN(const Target target, resolve(at, "$ref", in, ref.string()));
      const NodeId made = node_of(target.value, target.resource);
      node(made).compound = true;
      node(id).ref = made;
    }
    if (const json::Value ref = at["$recursiveRef"]; ref.is_string() && draft == Draft::draft2019_09) {
      CW_ASSIGN_OR_RETURN(const Target target, resolve(at, "$recursiveRef", in, ref.string()));
      DynamicRef made;
      made.target = node_of(target.value, target.resource);
      made.dynamic = resource(target.resource).recursive_anchor && target.value == resource(target.resource).root;
      program_->dynamic = program_->dynamic || made.dynamic;
      node(made.target).compound = true;
      node(id).dynamic_ref = std::move(made);
    }
    if (const json::Value ref = at["$dynamicRef"]; ref.is_string() && draft >= Draft::draft2020_12) {
      CW_ASSIGN_OR_RETURN(const Target target, resolve(at, "$dynamicRef", in, ref.string()));
      DynamicRef made;
      made.target = node_of(target.value, target.resource);
      made.anchor = target.dynamic_anchor;
      made.dynamic = !made.anchor.empty();
      program_->dynamic = program_->dynamic || made.dynamic;
      node(made.target).compound = true;
      node(id).dynamic_ref = std::move(made);
    }
    return {};
  }

  base::Result<void> fill_applicators(NodeId id, const json::Value& at, std::uint32_t in, Draft draft) {
    CW_RETURN_IF_ERROR(fill_list(at, "allOf", in, &Node::all_of, id));
    CW_RETURN_IF_ERROR(fill_list(at, "anyOf", in, &Node::any_of, id));
    CW_RETURN_IF_ERROR(fill_list(at, "oneOf", in, &Node::one_of, id));
    CW_RETURN_IF_ERROR(fill_one(at, "not", in, &Node::not_, id));
    if (draft >= Draft::draft7) {
      CW_RETURN_IF_ERROR(fill_one(at, "if", in, &Node::if_, id));
      CW_RETURN_IF_ERROR(fill_one(at, "then", in, &Node::then_, id));
      CW_RETURN_IF_ERROR(fill_one(at, "else", in, &Node::else_, id));
    }
    if (draft >= Draft::draft6) {
      CW_RETURN_IF_ERROR(fill_one(at, "contains", in, &Node::contains, id));
      CW_RETURN_IF_ERROR(fill_one(at, "propertyNames", in, &Node::property_names, id));
    }
    CW_RETURN_IF_ERROR(fill_one(at, "additionalProperties", in, &Node::additional_properties, id));
    CW_RETURN_IF_ERROR(fill_items(id, at, in, draft));
    for (const json::Member& member : at["properties"].members()) {
      CW_ASSIGN_OR_RETURN(const NodeId made, schema_at(at, "properties", member.value, in));
      node(id).properties[member.key].node = made;
    }
    for (const json::Member& member : at["patternProperties"].members()) {
      CW_ASSIGN_OR_RETURN(const NodeId made, schema_at(at, "patternProperties", member.value, in));
      CW_ASSIGN_OR_RETURN(const Pattern* const expression, pattern(at, "patternProperties", member.key));
      node(id).pattern_properties.emplace_back(expression, made);
    }
    if (draft >= Draft::draft2019_09) {
      for (const json::Member& member : at["dependentSchemas"].members()) {
        CW_ASSIGN_OR_RETURN(const NodeId made, schema_at(at, "dependentSchemas", member.value, in));
        node(id).dependent_schemas.emplace_back(member.key, made);
        node(id).dependent_keyword = "dependentSchemas";
      }
    }
    for (const json::Member& member : at["dependencies"].members()) {
      if (member.value.is_array()) continue;
      CW_ASSIGN_OR_RETURN(const NodeId made, schema_at(at, "dependencies", member.value, in));
      node(id).dependent_schemas.emplace_back(member.key, made);
      node(id).dependent_keyword = "dependencies";
    }
    return {};
  }

  base::Result<void> fill_items(NodeId id, const json::Value& at, std::uint32_t in, Draft draft) {
    node(id).contains_evaluates = draft >= Draft::draft2020_12;
    if (draft >= Draft::draft2020_12) {
      CW_RETURN_IF_ERROR(fill_list(at, "prefixItems", in, &Node::prefix_items, id));
      node(id).items_keyword = "items";
      return fill_one(at, "items", in, &Node::items, id);
    }
    if (!at["items"].is_array()) {
      node(id).items_keyword = "items";
      return fill_one(at, "items", in, &Node::items, id);
    }
    CW_RETURN_IF_ERROR(fill_list(at, "items", in, &Node::prefix_items, id));
    node(id).items_keyword = "additionalItems";
    return fill_one(at, "additionalItems", in, &Node::items, id);
  }

  base::Result<void> fill_values(Node& out, const json::Value& at, Draft draft) {
    CW_RETURN_IF_ERROR(fill_types(out, at));
    if (const json::Value values = at["enum"]) {
      if (!values.is_array()) return wrong(at, "enum", "a list of values is wanted here");
      out.has_values = true;
      for (const json::Value value : values.items()) out.values.push_back(value);
    }
    if (const json::Value value = at["const"]; value && draft >= Draft::draft6) {
      // Both together are rare: what is in both.
      const bool possible = !out.has_values || std::any_of(out.values.begin(), out.values.end(),
                                                           [&](const json::Value& other) { return equal(other, value); });
      out.values = possible ? std::vector{value} : std::vector<json::Value>();
      out.has_values = true;
      out.is_const = true;
    }
    for (std::uint32_t i = 0; i < out.values.size(); ++i) out.values_by_hash.emplace(json::hash(out.values[i]), i);

    CW_RETURN_IF_ERROR(fill_number(at, "minimum", out.minimum));
    CW_RETURN_IF_ERROR(fill_number(at, "maximum", out.maximum));
    CW_RETURN_IF_ERROR(fill_number(at, "multipleOf", out.multiple_of));
    if (draft == Draft::draft4) {
      if (at["exclusiveMinimum"].boolean()) std::swap(out.minimum, out.exclusive_minimum);
      if (at["exclusiveMaximum"].boolean()) std::swap(out.maximum, out.exclusive_maximum);
    } else {
      CW_RETURN_IF_ERROR(fill_number(at, "exclusiveMinimum", out.exclusive_minimum));
      CW_RETURN_IF_ERROR(fill_number(at, "exclusiveMaximum", out.exclusive_maximum));
    }
    CW_RETURN_IF_ERROR(fill_count(at, "minLength", out.length.least));
    CW_RETURN_IF_ERROR(fill_count(at, "maxLength", out.length.most));
    if (const json::Value expression = at["pattern"]) {
      if (!expression.is_string()) return wrong(at, "pattern", "a regular expression is wanted here");
      CW_ASSIGN_OR_RETURN(out.pattern, pattern(at, "pattern", expression.string()));
    }
    return {};
  }

  static base::Result<void> fill_types(Node& out, const json::Value& at) {
    const json::Value types = at["type"];
    if (!types) return {};
    const auto take = [&](std::string_view name) {
      if (name == "integer") {
        out.types |= Node::kInteger;
        return true;
      }
      for (unsigned i = 0; i < 6; ++i) {
        if (json::name_of(static_cast<json::Type>(i)) != name) continue;
        out.types |= static_cast<std::uint8_t>(1U << i);
        return true;
      }
      return false;
    };
    bool good = types.is_string() ? take(types.string()) : types.is_array() && !types.empty();
    for (const json::Value type : types.items()) good = good && take(type.string());
    if (!good) return wrong(at, "type", "the name of a type is wanted here, or a list of them");
    return {};
  }

  static base::Result<void> fill_members(Node& out, const json::Value& at, Draft draft) {
    CW_RETURN_IF_ERROR(fill_count(at, "minProperties", out.properties_count.least));
    CW_RETURN_IF_ERROR(fill_count(at, "maxProperties", out.properties_count.most));
    CW_RETURN_IF_ERROR(fill_count(at, "minItems", out.items_count.least));
    CW_RETURN_IF_ERROR(fill_count(at, "maxItems", out.items_count.most));
    if (draft >= Draft::draft2019_09) {
      CW_RETURN_IF_ERROR(fill_count(at, "minContains", out.contains_count.least));
      CW_RETURN_IF_ERROR(fill_count(at, "maxContains", out.contains_count.most));
    }
    out.unique_items = at["uniqueItems"].boolean();
    for (const json::Value name : at["required"].items()) {
      if (!name.is_string()) return wrong(at, "required", "a list of names is wanted here");
      Property& property = out.properties[name.string()];
      if (property.required != kNone) continue;
      property.required = static_cast<std::uint32_t>(out.required.size());
      out.required.push_back(name.string());
    }
    const auto dependent = [&](const json::Member& member) {
      std::vector<std::string_view> names;
      for (const json::Value name : member.value.items()) names.push_back(name.string());
      out.dependent_required.emplace_back(member.key, std::move(names));
    };
    if (draft >= Draft::draft2019_09) {
      for (const json::Member& member : at["dependentRequired"].members()) dependent(member);
    }
    for (const json::Member& member : at["dependencies"].members()) {
      if (member.value.is_array()) dependent(member);
    }
    return {};
  }

  std::shared_ptr<Program> program_;
  /// The document of each resource.
  std::vector<std::uint32_t> document_of_;
  std::map<std::string, std::uint32_t, std::less<>> by_uri_;
  /// Resources, and nodes, by where they begin.
  std::unordered_map<std::uint64_t, std::uint32_t> roots_;
  std::unordered_map<std::uint64_t, NodeId> nodes_;
  std::deque<NodeId> waiting_;
};

}  // namespace

base::Result<std::shared_ptr<const Program>> compile(const json::Document& schema, const Options& options) {
  return Compiler(options).run(schema);
}

}  // namespace crosswalk::artifacts::jsonschema
