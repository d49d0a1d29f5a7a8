// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"
#include "artifacts/time/instant.h"
#include "artifacts/vex/readers.h"

namespace crosswalk::artifacts::vex {
namespace {

using json::Type;
using json::Value;
using Names = std::initializer_list<std::string_view>;

/// Checks values one by one and notes what is wrong.
class Checker {
 public:
  explicit Checker(std::vector<Finding>& findings) : findings_(findings) {}

  void document(const Value& root) {
    if (!object(root, "a document",
                {"@context", "@id", "author", "role", "timestamp", "last_updated", "version", "tooling", "statements"},
                {"@context", "@id", "author", "timestamp", "version", "statements"}))
      return;
    texts(root, {"@context", "@id", "author", "role", "tooling"});
    times(root, {"timestamp", "last_updated"});
    version(root["version"]);
    const Value statements = root["statements"];
    if (!statements) return;
    if (!array(statements)) return;
    if (statements.empty()) wrong(statements, "at least one statement is wanted");
    for (const Value one : statements.items()) statement(one);
  }

 private:
  void wrong(const Value& at, std::string message) {
    findings_.push_back(finding_at(at, FindingLevel::error, "openvex/schema", std::move(message)));
  }

  bool object(const Value& value, std::string_view what, Names known, Names needed) {
    if (!value.is_object()) {
      wrong(value, std::string(what) + " is an object, and this is a " + std::string(json::name_of(value.type())));
      return false;
    }
    for (const json::Member member : value.members()) {
      if (std::find(known.begin(), known.end(), member.key) == known.end())
        wrong(member.value, "there is no member \"" + std::string(member.key) + "\" in " + std::string(what));
    }
    for (const std::string_view name : needed) {
      if (!value[name]) wrong(value, std::string(what) + " needs the member \"" + std::string(name) + "\"");
    }
    return true;
  }

  bool text(const Value& value) {
    if (value && !value.is_string()) wrong(value, "a text is wanted, and this is a " + std::string(json::name_of(value.type())));
    return value.is_string();
  }
  void texts(const Value& object, Names names) {
    for (const std::string_view name : names) text(object[name]);
  }
  /// Formats are annotations in JSON Schema 2020-12: a time in another form is no breach of the schema.
  void times(const Value& object, Names names) {
    for (const std::string_view name : names) {
      const Value value = object[name];
      if (text(value) && !time::parse_rfc3339(value.string()))
        findings_.push_back(
            finding_at(value, FindingLevel::warning, "openvex/time", "this is no date and time as in 2026-01-31T12:00:00Z"));
    }
  }
  void version(const Value& value) {
    if (!value) return;
    const auto number = value.integer();
    if (!number) {
      wrong(value, "the version is a whole number");
    } else if (*number < 1) {
      wrong(value, "versions count from 1");
    }
  }
  /// Whether it is an array; elements that stand twice are noted.
  bool array(const Value& value) {
    if (!value) return false;
    if (!value.is_array()) {
      wrong(value, "a list is wanted, and this is a " + std::string(json::name_of(value.type())));
      return false;
    }
    std::multimap<std::uint64_t, Value> seen;
    constexpr int most_of_one_hash = 8;
    for (const Value one : value.items()) {
      const std::uint64_t key = json::hash(one);
      const auto [first, last] = seen.equal_range(key);
      int looked_at = 0;
      bool twice = false;
      for (auto it = first; it != last && !twice && looked_at < most_of_one_hash; ++it, ++looked_at)
        twice = json::equal(it->second, one);
      if (twice) {
        wrong(one, "this element stands in the list twice");
      } else if (looked_at < most_of_one_hash) {
        seen.emplace(key, one);
      }
    }
    return true;
  }
  void words(const Value& value, std::string_view what, bool known) {
    if (text(value) && !known) wrong(value, "there is no " + std::string(what) + " \"" + std::string(value.string()) + "\"");
  }

  void statement(const Value& value) {
    if (!object(value, "a statement",
                {"@id", "version", "vulnerability", "timestamp", "last_updated", "products", "status", "supplier", "status_notes",
                 "justification", "impact_statement", "action_statement", "action_statement_timestamp"},
                {"vulnerability", "status"}))
      return;
    texts(value, {"@id", "supplier", "status_notes", "impact_statement", "action_statement"});
    times(value, {"timestamp", "last_updated", "action_statement_timestamp"});
    version(value["version"]);
    if (value["vulnerability"]) vulnerability(value["vulnerability"]);
    words(value["status"], "status", status_named(value["status"].string()).has_value());
    words(value["justification"], "justification", justification_named(value["justification"].string()).has_value());
    if (array(value["products"])) {
      for (const Value one : value["products"].items()) component(one, true);
    }
    const std::string_view status = value["status"].string();
    if (status == "not_affected" && !value["justification"] && !value["impact_statement"])
      wrong(value, "a statement with the status not_affected needs a justification or an impact statement");
    if (status == "affected" && !value["action_statement"])
      wrong(value, "a statement with the status affected needs an action statement");
  }

  void vulnerability(const Value& value) {
    if (!object(value, "a vulnerability", {"@id", "name", "aliases"}, {"name"})) return;
    texts(value, {"@id", "name"});
    if (array(value["aliases"])) {
      for (const Value one : value["aliases"].items()) text(one);
    }
  }

  void component(const Value& value, bool product) {
    const std::string_view what = product ? "a product" : "a subcomponent";
    if (product ? !object(value, what, {"@id", "identifiers", "hashes", "subcomponents"}, {})
                : !object(value, what, {"@id", "identifiers", "hashes"}, {}))
      return;
    if (!value["@id"] && !value["identifiers"]) wrong(value, std::string(what) + " needs an @id or identifiers");
    text(value["@id"]);
    if (const Value identifiers = value["identifiers"]; identifiers) {
      if (object(identifiers, "identifiers", {"purl", "cpe22", "cpe23"}, {})) {
        if (identifiers.empty()) wrong(identifiers, "at least one identifier is wanted");
        for (const json::Member member : identifiers.members()) text(member.value);
      }
    }
    if (const Value hashes = value["hashes"]; hashes) {
      if (object(hashes, "hashes",
                 {"md5", "sha1", "sha-256", "sha-384", "sha-512", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "blake2s-256",
                  "blake2b-256", "blake2b-512"},
                 {})) {
        for (const json::Member member : hashes.members()) text(member.value);
      }
    }
    if (product && array(value["subcomponents"])) {
      for (const Value one : value["subcomponents"].items()) component(one, false);
    }
  }

  std::vector<Finding>& findings_;
};

}  // namespace

Finding finding_at(const Value& value, FindingLevel level, std::string rule, std::string message) {
  Finding out;
  out.level = level;
  out.rule = std::move(rule);
  out.message = std::move(message);
  if (value) {
    out.pointer = value.pointer();
    out.line = value.place().line;
  }
  return out;
}

void check_schema(const Value& root, std::vector<Finding>& findings) { Checker(findings).document(root); }

}  // namespace crosswalk::artifacts::vex
