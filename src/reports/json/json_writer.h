// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "reports/writer.h"

namespace crosswalk::reports {

/// Writes JSON piece by piece, indented by two spaces: the same calls give the same bytes. Source: RFC 8259.
class JsonWriter {
 public:
  /// `out` must outlive the writer.
  explicit JsonWriter(Writer& out) : out_(out) {}

  /// `key` inside an object, empty in an array and at the top.
  void begin_object(std::string_view key = {});
  void end_object();
  void begin_array(std::string_view key = {});
  void end_array();
  /// A string; malformed UTF-8 replaced, controls that could command a terminal written as \u escapes.
  void text(std::string_view key, std::string_view value);
  void number(std::string_view key, std::int64_t value);
  /// The shortest digits that give `value` back; null where it is not finite.
  void real(std::string_view key, double value);
  void boolean(std::string_view key, bool value);
  void null(std::string_view key);
  /// A member whose key is data, also when it is empty.
  void begin_object_named(std::string_view name);

 private:
  void start(std::string_view key, bool named);
  void quoted(std::string_view value);
  void close(char bracket);

  Writer& out_;
  /// Per open bracket: whether something stands in it.
  std::vector<bool> filled_;
};

}  // namespace crosswalk::reports
