// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/json/value.h"

namespace crosswalk::artifacts::osv {

/// Collects what is wrong in a record while it is read.
class Checker {
 public:
  /// `prefix` stands before every rule: "osv/".
  explicit Checker(std::string prefix) : prefix_(std::move(prefix)) {}

  /// Notes something that is wrong with a value.
  void say(FindingLevel level, std::string_view rule, const json::Value& at, std::string message) {
    constexpr std::size_t most = 1000;
    if (findings_.size() >= most) return;
    findings_.push_back(
        {level, prefix_ + std::string(rule), at ? at.pointer() : "", at ? at.place().line : 0, std::move(message)});
  }
  /// The same for what breaks the schema.
  void wrong(std::string_view rule, const json::Value& at, std::string message) {
    say(FindingLevel::error, "schema/" + std::string(rule), at, std::move(message));
  }

  /// The text at a key; what is there and no text is wrong, and so is its absence where it is required.
  std::string text(const json::Value& object, std::string_view key, bool required = false) {
    const json::Value found = object[key];
    if (!found) {
      if (required) wrong("required", object, "'" + std::string(key) + "' is missing");
      return {};
    }
    if (!found.is_string()) wrong("type", found, "'" + std::string(key) + "' has to be a text");
    return std::string(found.string());
  }

  /// The list at a key, or none; what is there and no list is wrong.
  json::Value list(const json::Value& object, std::string_view key, bool required = false, bool or_null = false) {
    const json::Value found = object[key];
    if (!found) {
      if (required) wrong("required", object, "'" + std::string(key) + "' is missing");
      return {};
    }
    if (found.is_array()) return found;
    if (!(or_null && found.is_null())) wrong("type", found, "'" + std::string(key) + "' has to be a list");
    return {};
  }

  /// The texts in the list at a key.
  std::vector<std::string> texts(const json::Value& object, std::string_view key, bool or_null = false) {
    std::vector<std::string> out;
    for (const json::Value one : list(object, key, false, or_null).items()) {
      if (!one.is_string()) wrong("type", one, "a text is wanted in '" + std::string(key) + "'");
      out.emplace_back(one.string());
    }
    return out;
  }

  /// Whether the value is an object; if it is there and none, that is wrong.
  bool object(const json::Value& value, std::string_view what) {
    if (value && !value.is_object()) wrong("type", value, "'" + std::string(what) + "' has to be an object");
    return value.is_object();
  }

  /// All that was found.
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  std::string prefix_;
  std::vector<Finding> findings_;
};

}  // namespace crosswalk::artifacts::osv
