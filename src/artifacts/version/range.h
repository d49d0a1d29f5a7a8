// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/version/version.h"

namespace crosswalk::artifacts::version {

/// How a version bounds a range.
enum class Comparison : std::uint8_t { less, at_most, equal, at_least, greater };

/// One bound.
struct Bound {
  Comparison comparison = Comparison::equal;
  Version version;
  bool operator==(const Bound&) const = default;
};

/// A range of versions: one bound, or a lower and an upper one.
struct Range {
  std::vector<Bound> bounds;

  /// "vers:generic/>=2.17.0|<=3.6.6". Source: VERS specification (package-url), "vers" URI syntax.
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Range&) const = default;
};

/// Reads a range that is the whole text: the forms of range_at(), or what Range::canonical() writes.
std::optional<Range> parse_range(std::string_view text);

/// A range in a text.
struct RangeShape {
  Range range;
  /// The fewest numbers of any of its versions.
  std::size_t parts = 0;
  /// Whether "version", a "v" or the like stands in it.
  bool says_version = false;
  /// Whether words (not signs alone) say that it is a range.
  bool words = false;
};

/// Reads a range that begins at `at` as prose has them, "version" between the words or not: "< 3.6.6", ">= 2.0, < 3.6", "prior
/// to 2.1", "before", "up to (and including)", "up to but not including", "from 2.17.0 to 3.6.6", "3.0 through 3.4", "3.0 - 3.4",
/// "between 2.1 and 3.4", "2.1 and earlier", "2.1 or later", "2.1+", "since 2.1". Both ends of "from A to B" are in it. Nothing
/// for a single version.
std::optional<Reading<RangeShape>> range_at(std::string_view text, std::size_t at);

/// Whether a range may begin with this word.
bool begins_range(std::string_view word);

}  // namespace crosswalk::artifacts::version
