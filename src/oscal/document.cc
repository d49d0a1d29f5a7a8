// SPDX-License-Identifier: Apache-2.0
#include "oscal/document.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "oscal/xml.h"
#include "packs/yaml.h"

namespace crosswalk::oscal {
namespace {

constexpr std::size_t kMostBytes = 64ULL << 20;
constexpr std::array<std::string_view, 8> kModels{"catalog",
                                                  "profile",
                                                  "component-definition",
                                                  "system-security-plan",
                                                  "assessment-plan",
                                                  "assessment-results",
                                                  "plan-of-action-and-milestones",
                                                  "mapping-collection"};

/// How deep brackets are nested, without a parser that would have to follow them.
std::size_t depth_of_json(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

/// `levels` are left.
base::Result<Json> from_yaml(const packs::Yaml& yaml, std::size_t levels, const std::string& subject) {
  if (levels == 0) return base::Error{base::ErrorCode::limit_exceeded, subject, "nested too deeply"};
  switch (yaml.kind) {
    case packs::Yaml::Kind::null:
      return Json();
    case packs::Yaml::Kind::scalar:
      if (!yaml.quoted && (yaml.scalar == "true" || yaml.scalar == "false")) return Json(yaml.scalar == "true");
      return Json(yaml.scalar);
    case packs::Yaml::Kind::sequence: {
      Json out = Json::array();
      for (const packs::Yaml& item : yaml.items) {
        CW_ASSIGN_OR_RETURN(Json value, from_yaml(item, levels - 1, subject));
        out.push_back(std::move(value));
      }
      return out;
    }
    case packs::Yaml::Kind::map:
      break;
  }
  Json out = Json::object();
  for (const packs::Yaml::Member& member : yaml.members) {
    CW_ASSIGN_OR_RETURN(Json value, from_yaml(member.value, levels - 1, subject));
    out[member.key.scalar] = std::move(value);
  }
  return out;
}

base::Result<Json> parse(std::string_view text, const std::string& subject) {
  if (text.front() == '<') return from_xml(text, subject);
  if (text.front() == '{') {
    if (depth_of_json(text) > kMostDeep) return base::Error{base::ErrorCode::limit_exceeded, subject, "nested too deeply"};
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return base::Error{base::ErrorCode::malformed_data, subject, "is no JSON"};
    return json;
  }
  packs::Diagnostics diagnostics;
  const auto yaml = packs::parse_yaml(text, subject, diagnostics);
  if (!yaml) return base::Error{base::ErrorCode::malformed_data, subject, "is neither JSON, XML nor YAML"};
  return from_yaml(*yaml, kMostDeep, subject);
}

void count(const Json& json, std::map<std::string, std::size_t>& counts) {
  if (!json.is_object()) {
    for (const Json& item : json) {
      if (item.is_structured()) count(item, counts);
    }
    return;
  }
  for (const auto& [key, value] : json.items()) {
    if (value.is_array()) {
      std::string name = key;
      std::replace(name.begin(), name.end(), '-', '_');
      counts[name] += value.size();
    }
    if (value.is_structured()) count(value, counts);
  }
}

}  // namespace

base::Result<Document> read_document(std::string_view bytes, const std::string& subject) {
  if (bytes.size() > kMostBytes) return base::Error{base::ErrorCode::limit_exceeded, subject, "is larger than 64 MiB"};
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view text = base::trim(bytes);
  if (text.empty()) return base::Error{base::ErrorCode::malformed_data, subject, "is empty"};
  if (!base::is_utf8(text)) return base::Error{base::ErrorCode::malformed_data, subject, "is not in UTF-8"};
  Json root;
  try {
    CW_ASSIGN_OR_RETURN(root, parse(text, subject));
  } catch (const Json::exception& error) {
    return base::Error{base::ErrorCode::malformed_data, subject, error.what()};
  }
  if (root.is_object()) {
    for (const std::string_view model : kModels) {
      const auto body = root.find(std::string(model));
      if (body != root.end() && body->is_object()) return Document{std::string(model), std::move(*body)};
    }
  }
  return base::Error{base::ErrorCode::malformed_data, subject, "is none of the models of OSCAL"};
}

Facts facts_of(const Document& document) {
  Facts facts;
  facts.model = document.model;
  facts.uuid = text_of(document.body, "uuid");
  const auto metadata = document.body.find("metadata");
  if (metadata != document.body.end()) {
    facts.title = text_of(*metadata, "title");
    facts.oscal_version = text_of(*metadata, "oscal-version");
    facts.version = text_of(*metadata, "version");
  }
  count(document.body, facts.counts);
  // Groups in groups are how one chapter is ordered.
  if (const std::size_t groups = list_of(document.body, "groups").size(); groups > 0) facts.counts["groups"] = groups;
  return facts;
}

std::string text_of(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& list_of(const Json& object, const char* key) {
  static const Json kNone = Json::array();
  if (!object.is_object()) return kNone;
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : kNone;
}

}  // namespace crosswalk::oscal
