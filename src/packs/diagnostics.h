// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::packs {

/// Something that the author of a pack or workspace wrote wrong: a place, what is wrong, what to write instead.
struct Diagnostic {
  enum class Level : std::uint8_t { error, warning };
  Level level = Level::error;
  std::string file;
  /// From 1; 0 where the whole file is meant.
  int line = 0;
  int column = 0;
  std::string message;
  std::string advice;

  /// "file:line:column: error: message" and, if there is advice, a second line "    write instead: ...".
  [[nodiscard]] std::string text() const;
};

/// Collects what is wrong, so that all of it is shown at once.
class Diagnostics {
 public:
  /// Notes a mistake; `line` and `column` count from 1, 0 means the whole file.
  void error(std::string_view file, int line, int column, std::string message, std::string advice = {});
  /// Notes what is legal but probably not meant.
  void warning(std::string_view file, int line, int column, std::string message, std::string advice = {});

  /// Notes all that others hold.
  void add(const Diagnostics& others) { items_.insert(items_.end(), others.items_.begin(), others.items_.end()); }

  /// Whether anything but warnings was noted.
  [[nodiscard]] bool has_errors() const;
  /// All of them, in the order in which they were noted.
  [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }
  /// All of them, in order of file, line and column.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<Diagnostic> items_;
};

/// The candidate nearest to `word` by edit distance, if it is near enough to be what was meant; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace crosswalk::packs
