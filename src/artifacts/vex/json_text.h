// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"

namespace crosswalk::artifacts::vex {

/// Writes JSON with two spaces per level, member by member.
class JsonText {
 public:
  /// Begins an object or an array; `key` is empty in arrays and at the top.
  JsonText& open(char bracket, std::string_view key = {}) {
    begin(key);
    out_ += bracket;
    closing_.push_back(bracket == '{' ? '}' : ']');
    first_ = true;
    return *this;
  }
  /// Ends the innermost one.
  JsonText& close() {
    const char bracket = closing_.back();
    closing_.pop_back();
    if (!first_) line();
    out_ += bracket;
    first_ = false;
    return *this;
  }
  /// A text.
  JsonText& text(std::string_view key, std::string_view value) {
    begin(key);
    out_ += json::quoted(value);
    return *this;
  }
  /// A text, or nothing where it is empty.
  JsonText& text_if(std::string_view key, std::string_view value) { return value.empty() ? *this : text(key, value); }
  /// A value that is JSON already.
  JsonText& raw(std::string_view key, std::string_view value) {
    begin(key);
    out_ += value;
    return *this;
  }
  /// All that was written.
  [[nodiscard]] std::string take() { return std::move(out_) + "\n"; }

 private:
  void line() {
    out_ += '\n';
    out_.append(closing_.size() * 2, ' ');
  }
  void begin(std::string_view key) {
    if (!closing_.empty()) {
      if (!first_) out_ += ',';
      line();
    }
    first_ = false;
    if (!key.empty()) out_ += json::quoted(key) + ": ";
  }

  std::string out_;
  std::vector<char> closing_;
  bool first_ = true;
};

}  // namespace crosswalk::artifacts::vex
