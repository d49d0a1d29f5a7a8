// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace crosswalk::extraction::rst {

/// A line of reStructuredText.
struct Line {
  /// Of its first character that is not blank, and behind its last one.
  std::size_t begin = 0;
  std::size_t end = 0;
  /// Columns before `begin`; tabs go to multiples of eight.
  std::size_t indent = 0;
  /// Where the line itself begins, blanks and all.
  std::size_t start = 0;

  /// Whether nothing stands on it.
  [[nodiscard]] bool blank() const { return begin == end; }
};

/// The lines of `text`.
std::vector<Line> lines_of(std::string_view text);

/// Whether `line` is one punctuation mark repeated, as it adorns titles; at least `least` of them.
bool is_adornment(std::string_view line, std::size_t least);

/// How wide text is shown, in characters.
std::size_t width_of(std::string_view text);

/// What begins an item of a list.
struct Marker {
  /// Bytes with the blanks behind it; 0: no item.
  std::size_t size = 0;
  bool bullet = false;
  bool numbered = false;
};

/// The marker of a bullet or enumerated list at the beginning of `line`. Source: reStructuredText Markup Specification, Bullet
/// Lists and Enumerated Lists.
Marker marker_of(std::string_view line);

/// The size of ":name:" at the beginning of `line`, or 0. Source: the same, Field Lists.
std::size_t field_size(std::string_view line);

/// The size of the options at the beginning of `line` ("-a", "--long=VALUE, /V") with the blanks behind them, or 0. Source: the
/// same, Option Lists.
std::size_t option_size(std::string_view line);

/// "name:: arguments" behind ".. ": the size of "name::", or 0; `name` is what stands before the colons.
std::size_t directive_size(std::string_view text, std::string_view& name);

/// Whether `text` shows notation of reStructuredText that plain text does not have: a directive, a target, a role, or an
/// underlined title together with a literal.
bool looks_like_rst(std::string_view text);

}  // namespace crosswalk::extraction::rst
