// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::oscal {

using Json = nlohmann::json;

/// An OSCAL document of any model in the form that OSCAL has in JSON, whatever it was written in.
struct Document {
  /// "catalog", "profile", "component-definition", "system-security-plan", "assessment-plan", "assessment-results",
  /// "plan-of-action-and-milestones" or "mapping-collection".
  std::string model;
  /// What the root holds: always an object, at most kMostDeep levels deep.
  Json body;
};

/// Levels that a document may have.
inline constexpr std::size_t kMostDeep = 100;

/// Reads JSON, XML or YAML; which one is told from the first character. Marked-up text of XML becomes Markdown, with parameters
/// as "{{ insert: param, ID }}"; characters that Markdown would take for marks are not escaped in it.
/// Errors: malformed_data, limit_exceeded (64 MiB, YAML 8 MiB, kMostDeep). `subject` names the document in them.
/// Source: OSCAL 1.2.1, XML and JSON formats of all models.
base::Result<Document> read_document(std::string_view bytes, const std::string& subject);

/// What a document is, and how much of everything it has.
struct Facts {
  std::string model;
  std::string uuid;
  std::string title;
  std::string oscal_version;
  std::string version;
  /// Members of all lists of a name, at every level: {"controls", 1007}; names have "_" for "-". Of groups in a catalog only
  /// those at the top.
  std::map<std::string, std::size_t> counts;
};
/// Looks at a document.
Facts facts_of(const Document& document);

/// A text member of an object; empty where there is none.
std::string text_of(const Json& object, const char* key);
/// A list member of an object; an empty one where there is none.
const Json& list_of(const Json& object, const char* key);

}  // namespace crosswalk::oscal
