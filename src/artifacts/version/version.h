// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::version {

/// The form of a version in a text, without its parts.
struct Shape {
  /// The place of its first digit, behind a "v".
  std::size_t digits = 0;
  /// How many numbers it has, a wildcard among them: 3 for "2.3.x".
  std::size_t parts = 0;
  /// Whether a "v" stands before it.
  bool letter = false;
  /// Whether it ends in a wildcard.
  bool wildcard = false;
  /// Whether something follows the numbers: "-rc.2", "k", "+build5".
  bool suffix = false;
};

/// A version, as products have them.
struct Version {
  /// Its numbers: 2, 3, 1. Those of more than 18 digits are no version.
  std::vector<std::uint64_t> numbers;
  /// Whether any number may follow: "2.3.x".
  bool wildcard = false;
  /// What follows the numbers, with the character that separates it: "-rc.2", "k"; empty where nothing does.
  std::string suffix;

  /// "2.3.1-rc.2" without a "v", "2.3.x".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Version&) const = default;
};

/// Reads a version that is the whole text: "2.3.1", "v4.0-rc.2", "10", "3.x", "1.0.2k", "2.4.0-SNAPSHOT", "5.15.0-91-generic".
std::optional<Version> parse_version(std::string_view text);

/// The form of a version that begins at `at` (with its "v" or a digit), and where it ends: at most 16 numbers and 64 bytes of
/// suffix. Nothing if the text goes on in a way that versions do not: "2.0-compliant" ends behind 2.0, "2.3.1_foo" and "1.2.3@x"
/// are none.
std::optional<Reading<Shape>> version_at(std::string_view text, std::size_t at);

/// Whether the word says that a version follows: "version", "ver", "release", "rev", "firmware", "build".
bool says_version(std::string_view word);

}  // namespace crosswalk::artifacts::version
