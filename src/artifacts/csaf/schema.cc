// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/schema.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "artifacts/csaf/tracking.h"
#include "artifacts/jsonschema/schema.h"
#include "artifacts/schemas/schemas.h"

namespace crosswalk::artifacts::csaf {
namespace {

constexpr std::size_t kMostProblems = 200;

Finding finding_of(const jsonschema::Problem& problem, std::string_view rule, FindingLevel level) {
  return {level, std::string(rule), problem.pointer, problem.line, problem.message};
}

/// Whether a pointer leads into a CVSS object of a document: "/vulnerabilities/0/scores/1/cvss_v3/...".
bool is_in_cvss(std::string_view pointer) {
  return pointer.starts_with("/vulnerabilities/") && pointer.find("/scores/") != std::string_view::npos &&
         pointer.find("/cvss_v") != std::string_view::npos;
}

void demand(const json::Value& object, std::string_view key, json::Type type, std::vector<Finding>& findings) {
  const json::Value value = object[key];
  if (value.is(type) && !(type == json::Type::string && value.string().empty())) return;
  const json::Value place = value ? value : object;
  std::string pointer = object.pointer() + "/" + std::string(key);
  findings.push_back({FindingLevel::error, "schema", std::move(pointer), place ? place.place().line : 1,
                      value ? "'" + std::string(key) + "' has to be a" +
                                  (type == json::Type::string  ? " text"
                                   : type == json::Type::array ? " list"
                                                               : "n object")
                            : "'" + std::string(key) + "' is missing"});
}

void demand_moment(const json::Value& object, std::string_view key, std::vector<Finding>& findings) {
  demand(object, key, json::Type::string, findings);
  if (object[key].is_string() && !read_moment(object[key].string())) {
    findings.push_back({FindingLevel::error, "schema", object[key].pointer(), object[key].place().line,
                        "'" + std::string(key) + "' has to be a date and time like 2026-05-04T12:30:00Z"});
  }
}

/// Whether an array of links has one with this relation.
bool has_link(const json::Value& links, std::string_view relation) {
  for (const json::Value link : links.items()) {
    if (link["rel"].string() == relation && link["href"].is_string()) return true;
  }
  return false;
}

void demand_link(const json::Value& object, std::string_view relation, std::vector<Finding>& findings) {
  demand(object, "link", json::Type::array, findings);
  if (object["link"].is_array() && !has_link(object["link"], relation)) {
    findings.push_back({FindingLevel::error, "schema", object["link"].pointer(), object["link"].place().line,
                        "no link has the relation '" + std::string(relation) + "'"});
  }
}

// Source: CSAF 2.0, 7.1.15; RFC 8322, 6.
std::vector<Finding> check_feed(const json::Value& feed) {
  std::vector<Finding> findings;
  demand(feed, "id", json::Type::string, findings);
  demand(feed, "title", json::Type::string, findings);
  demand(feed, "link", json::Type::array, findings);
  demand(feed, "category", json::Type::array, findings);
  demand_moment(feed, "updated", findings);
  demand(feed, "entry", json::Type::array, findings);
  for (const json::Value entry : feed["entry"].items()) {
    demand(entry, "id", json::Type::string, findings);
    demand(entry, "title", json::Type::string, findings);
    demand_link(entry, "self", findings);
    demand_moment(entry, "published", findings);
    demand_moment(entry, "updated", findings);
    demand(entry, "content", json::Type::object, findings);
    demand(entry, "format", json::Type::object, findings);
  }
  return findings;
}

// Source: CSAF 2.0, 7.1.16; RFC 8322, 5.1.3.
std::vector<Finding> check_service(const json::Value& service) {
  std::vector<Finding> findings;
  demand(service, "workspace", json::Type::array, findings);
  for (const json::Value workspace : service["workspace"].items()) {
    demand(workspace, "title", json::Type::string, findings);
    demand(workspace, "collection", json::Type::array, findings);
    for (const json::Value collection : workspace["collection"].items()) {
      demand(collection, "title", json::Type::string, findings);
      demand(collection, "href", json::Type::string, findings);
    }
  }
  return findings;
}

// Source: CSAF 2.0, 7.1.17.
std::vector<Finding> check_categories(const json::Value& categories) {
  std::vector<Finding> findings;
  demand(categories, "category", json::Type::array, findings);
  for (const json::Value category : categories["category"].items()) demand(category, "term", json::Type::string, findings);
  return findings;
}

base::Result<std::vector<Finding>> by_schema(std::string_view name, const json::Value& root) {
  const jsonschema::Schema* schema = schemas::schema(name);
  if (schema == nullptr)
    return base::Error{base::ErrorCode::internal, std::string(name), "the schema is not part of this program"};
  std::vector<Finding> findings;
  for (const jsonschema::Problem& problem : schema->problems(root, kMostProblems)) {
    if (!is_in_cvss(problem.pointer)) findings.push_back(finding_of(problem, "schema", FindingLevel::error));
  }
  return findings;
}

std::string_view cvss_schema(std::string_view key, const json::Value& object) {
  if (key == "cvss_v2") return "cvss-2.0";
  const std::string_view version = object["version"].string();
  const bool is_30 = version == "3.0" || (version != "3.1" && object["vectorString"].string().starts_with("CVSS:3.0/"));
  return is_30 ? "cvss-3.0" : "cvss-3.1";
}

/// Our schemas as values, by what others call them.
class SchemaTexts {
 public:
  /// The schema that a reference in `base` leads to, and the schema that it is in.
  std::pair<json::Value, json::Value> follow(std::string_view reference, const json::Value& base) {
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const json::Value root = hash == 0 ? base : named(reference.substr(0, hash));
    return {root.resolve(reference.substr(std::min(hash + 1, reference.size()))), root};
  }
  /// The schema with this URI; none where there is none.
  json::Value named(std::string_view uri) {
    const auto [entry, fresh] = documents_.emplace(std::string(uri), std::nullopt);
    if (fresh) {
      if (const auto text = schemas::text_by_uri(uri)) {
        if (auto document = json::parse(std::string(*text), {})) entry->second = std::move(*document);
      }
    }
    return entry->second ? entry->second->root() : json::Value();
  }

 private:
  std::unordered_map<std::string, std::optional<json::Document>> documents_;
};

/// What a schema says of members, by their names; a schema and the one that its references are relative to.
struct Shape {
  std::unordered_map<std::string_view, std::pair<json::Value, json::Value>> properties;
  std::pair<json::Value, json::Value> items;
};

/// Compares members with those that the schemas know.
class Walker {
 public:
  std::vector<json::Value> run(const json::Value& root) {
    const json::Value schema = texts_.named("https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json");
    visit(root, {schema, schema});
    return std::exchange(found_, {});
  }

 private:
  const Shape& shape_of(const std::pair<json::Value, json::Value>& schema) {
    // By the place of the schema in memory: the text of each schema is read once.
    const auto [entry, fresh] = shapes_.try_emplace(schema.first.raw().data());
    if (fresh) gather(schema.first, schema.second, entry->second, 0);
    return entry->second;
  }

  void gather(const json::Value& schema, const json::Value& base, Shape& shape, int depth) {
    if (depth > 8) return;
    for (const json::Member& member : schema["properties"].members())
      shape.properties.emplace(member.key, std::pair(member.value, base));
    if (schema["items"]) shape.items = {schema["items"], base};
    if (schema["$ref"].is_string()) {
      const auto [target, its_base] = texts_.follow(schema["$ref"].string(), base);
      gather(target, its_base, shape, depth + 1);
    }
    for (const char* key : {"allOf", "oneOf"}) {
      for (const json::Value part : schema[key].items()) gather(part, base, shape, depth + 1);
    }
  }

  void visit(const json::Value& value, const std::pair<json::Value, json::Value>& schema) {
    if (!schema.first || (!value.is_object() && !value.is_array())) return;
    // A reference into the map stays good while others are added.
    const Shape& shape = shape_of(schema);
    for (const json::Value item : value.items()) visit(item, shape.items);
    if (shape.properties.empty()) return;
    for (const json::Member& member : value.members()) {
      const auto known = shape.properties.find(member.key);
      if (known == shape.properties.end()) {
        found_.push_back(member.value);
      } else {
        visit(member.value, known->second);
      }
    }
  }

  SchemaTexts texts_;
  std::unordered_map<const char*, Shape> shapes_;
  std::vector<json::Value> found_;
};

}  // namespace

std::string_view name_of(Kind kind) {
  constexpr std::array<std::string_view, 6> names{"CSAF document", "CSAF provider metadata", "CSAF aggregator",
                                                  "ROLIE feed",    "ROLIE service document", "ROLIE category document"};
  return names[static_cast<std::size_t>(kind)];
}

Kind kind_of(const json::Value& root) {
  if (root["document"].is_object()) return Kind::document;
  if (root["aggregator"] || root["csaf_providers"]) return Kind::aggregator;
  if (root["metadata_version"] || root["list_on_CSAF_aggregators"]) return Kind::provider_metadata;
  if (root["feed"].is_object()) return Kind::rolie_feed;
  if (root["service"].is_object()) return Kind::rolie_service;
  if (root["categories"].is_object()) return Kind::rolie_category;
  return Kind::document;
}

base::Result<std::vector<Finding>> schema_findings(Kind kind, const json::Value& root) {
  switch (kind) {
    case Kind::document:
      return by_schema("csaf-2.0", root);
    case Kind::provider_metadata:
      return by_schema("csaf-provider-2.0", root);
    case Kind::aggregator:
      return by_schema("csaf-aggregator-2.0", root);
    case Kind::rolie_feed:
      return check_feed(root["feed"]);
    case Kind::rolie_service:
      return check_service(root["service"]);
    case Kind::rolie_category:
      return check_categories(root["categories"]);
  }
  return std::vector<Finding>();
}

std::vector<Finding> cvss_findings(const std::vector<json::Value>& vulnerabilities, std::string_view rule, FindingLevel level) {
  std::vector<Finding> findings;
  for (const json::Value& vulnerability : vulnerabilities) {
    for (const json::Value score : vulnerability["scores"].items()) {
      for (const std::string_view key : {"cvss_v2", "cvss_v3"}) {
        const json::Value object = score[key];
        const jsonschema::Schema* schema = object ? schemas::schema(cvss_schema(key, object)) : nullptr;
        if (schema == nullptr || schema->accepts(object)) continue;
        if (findings.size() >= kMostProblems) return findings;
        const std::string place = object.pointer();
        for (const jsonschema::Problem& problem : schema->problems(object, 20)) {
          findings.push_back(finding_of(problem, rule, level));
          // A problem's place is that in the whole document already, where the value knows its way there.
          if (!problem.pointer.starts_with(place)) findings.back().pointer = place + problem.pointer;
        }
      }
    }
  }
  return findings;
}

std::vector<json::Value> other_properties(const json::Value& root) {
  // What the schemas say is worked out once per thread.
  thread_local Walker walker;
  return walker.run(root);
}

}  // namespace crosswalk::artifacts::csaf
