// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/spdx/document.h"
#include "base/result.h"

namespace crosswalk::artifacts::spdx {

/// Writes JSON as a reader of YAML tells what it reads; nothing is built of it in between.
class YamlWriter {
 public:
  /// How deep lists and maps may lie in each other.
  static constexpr std::size_t kMaxDepth = 100;

  explicit YamlWriter(Converted& out) : out_(out) {}

  /// Whether what comes next is a key.
  [[nodiscard]] bool is_key() const { return !levels_.empty() && levels_.back().map && !levels_.back().value_next; }
  /// How many lists and maps are open.
  [[nodiscard]] std::size_t depth() const { return levels_.size(); }

  /// Each gives where in the JSON the value begins, which stands in this line. A scalar without quotes that is no key is told as
  /// plain: booleans and whole numbers are such then.
  std::size_t null(std::size_t line);
  std::size_t scalar(std::size_t line, std::string_view value, bool plain);
  /// JSON that was written before.
  std::size_t copy(std::size_t line, std::size_t from, std::size_t to);
  std::size_t open(std::size_t line, bool map);
  /// Ends the innermost list or map; gives where it begins.
  std::size_t close();

 private:
  struct Level {
    bool map = false;
    bool value_next = false;
    bool first = true;
    std::size_t begin = 0;
  };

  std::size_t before(std::size_t line);
  void after();

  Converted& out_;
  std::vector<Level> levels_;
};

/// Whether a scalar without quotes says null. Source: YAML 1.2.2, 10.3.2 (core schema).
bool is_yaml_null(std::string_view text);

/// Reads YAML as programs write it: maps and lists by indentation, scalars in quotes or without, over several lines, texts as
/// they stand
/// ("|"), comments. Gives whether that is all there is in it; where not (anchors, tags, flow style, folded texts, whatever is
/// wrong) `out` is of no use, and the library has to read it. What it gives is what the library would. Time in proportion to the
/// text.
bool read_plain_yaml(std::string_view text, Converted& out);

/// The same of any YAML by the library. Errors and source: as yaml_to_json().
base::Result<Converted> read_yaml_by_library(const std::string& text, std::string_view name);

}  // namespace crosswalk::artifacts::spdx
