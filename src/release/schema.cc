// SPDX-License-Identifier: Apache-2.0
#include "release/schema.h"

#include "base/text.h"
#include "release/facts.h"

namespace crosswalk::release {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// The definition that a value of this kind has to fit; words have one of their own.
std::string_view definition_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::date:
      return "date";
    case FieldKind::port:
      return "port";
    case FieldKind::yes_no:
      return "yes_no";
    case FieldKind::id:
      return "id";
    case FieldKind::cves:
      return "cve";
    case FieldKind::clause:
      return "clause";
    default:
      return "text";
  }
}

std::string words_of(const FieldSpec& field) {
  std::string out;
  for (const std::string_view word : base::split(field.words, '|')) out += in_quotes(word) + ", ";
  return "{\"enum\": [" + out + "null]}";
}

/// What one value of a field has to fit.
std::string value_of(const FieldSpec& field) {
  if (field.kind == FieldKind::word) return words_of(field);
  return "{\"$ref\": \"#/$defs/" + std::string(definition_of(field.kind)) + "\"}";
}

std::string field_text(const FieldSpec& field) {
  std::string value = value_of(field);
  if (takes_several(field.kind)) value = "{\"anyOf\": [" + value + ", {\"type\": \"array\", \"items\": " + value + "}]}";
  return in_quotes(field.name) + ": {\"description\": " + in_quotes(field.wanted) + ", \"anyOf\": [" + value +
         ", {\"$ref\": \"#/$defs/taken\", \"properties\": {\"value\": " + value + "}}]}";
}

/// A list may be written as one map where it has one entry; a group that nobody filled in is null. Only 'release' has to be
/// there.
std::string group_text(const GroupSpec& group) {
  const std::string entry = "{\"$ref\": \"#/$defs/" + std::string(group.name) + "\"}";
  std::string out = "    " + in_quotes(group.name) + ": {\"title\": " + in_quotes(group.title) +
                    ", \"description\": " + in_quotes(group.help) + ", \"anyOf\": [" + entry;
  if (group.list) out += ", {\"type\": \"array\", \"items\": " + entry + "}";
  if (group.name != "release") out += ", {\"type\": \"null\"}";
  return out + "]}";
}

std::string definition_text(const GroupSpec& group) {
  std::string out = "    " + in_quotes(group.name) +
                    ": {\n      \"type\": \"object\",\n      \"additionalProperties\": false,\n      \"properties\": {\n";
  bool first = true;
  for (const FieldSpec& field : group.fields) {
    out += (first ? "        " : ",\n        ") + field_text(field);
    first = false;
  }
  return out + "\n      }\n    }";
}

/// Kinds of values. Numbers are texts to the reader, as they stand; null is a field that nobody filled in.
constexpr std::string_view kinds = R"(    "text": {"type": ["string", "number", "boolean", "null"]},
    "date": {"type": ["string", "null"], "pattern": "^\\s*([0-9]{4}-[0-9]{2}-[0-9]{2})?\\s*$", "format": "date", "description": "A day, as 2026-01-31"},
    "port": {"description": "A port, as 443, or a range, as 5000-5010", "if": {"type": "string"}, "then": {"pattern": "^\\s*([0-9]+(-[0-9]+)?)?\\s*$"}, "else": {"type": ["integer", "null"], "minimum": 0, "maximum": 65535}},
    "yes_no": {"enum": ["yes", "no", "true", "false", true, false, null]},
    "id": {"type": ["string", "number", "boolean", "null"], "pattern": "^\\s*[^\\s|]{0,64}\\s*$", "description": "How others name it: without spaces; no two of a file have the same"},
    "cve": {"type": ["string", "null"], "pattern": "^\\s*(CVE-[0-9]{4}-[0-9]{4,})?\\s*$", "description": "As CVE-2026-12345"},
    "clause": {"type": ["string", "number", "null"], "pattern": "^\\s*([A-G]?[0-9]*(\\.[0-9]+)*)\\s*$", "description": "As 5.7.4 or E.2.1"},
    "taken": {
      "type": "object",
      "description": "A fact that was taken from somewhere",
      "required": ["value"],
      "properties": {"value": {}, "origin": {"type": ["string", "number", "boolean", "null"], "description": "Where it was taken from: a file and the place in it"}},
      "additionalProperties": false
    })";

}  // namespace

std::string release_schema() {
  std::string out =
      "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"$id\": " + in_quotes(release_schema_id);
  out +=
      ",\n  \"title\": \"The facts of a release: releases/VERSION.yaml of a workspace\",\n"
      "  \"description\": \"Every fact may be left out: documents have a blank for it. A fact is a value, or {value, origin}. "
      "What only "
      "a program can judge (ids that stand twice, roles that nobody defined) says 'crosswalk release check'.\",\n"
      "  \"type\": \"object\",\n  \"required\": [\"release\"],\n  \"additionalProperties\": false,\n  \"properties\": {\n";
  bool first = true;
  for (const GroupSpec& group : groups()) {
    out += (first ? "" : ",\n") + group_text(group);
    first = false;
  }
  out += "\n  },\n  \"$defs\": {\n" + std::string(kinds);
  for (const GroupSpec& group : groups()) out += ",\n" + definition_text(group);
  return out + "\n  }\n}\n";
}

}  // namespace crosswalk::release
