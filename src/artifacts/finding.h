// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts {

/// How bad it is what a check found in a file.
enum class FindingLevel : std::uint8_t {
  /// The file breaks its format, or a rule that is mandatory.
  error,
  /// A rule that is optional, or likely a mistake.
  warning,
  /// Good to know.
  information,
};

/// The level in small letters: "error".
std::string_view name_of(FindingLevel level);

/// What a check found in a file of a security format.
struct Finding {
  FindingLevel level = FindingLevel::error;
  /// The rule, as its specification calls it where it does: "6.1.7", "sbom/no-supplier".
  std::string rule;
  /// A JSON pointer, or the path of elements in XML; empty where only the line is known, or the file as a whole is meant.
  std::string pointer;
  /// The line, counted from 1; 0 where none is known.
  std::size_t line = 0;
  /// What is wrong, for people, in one sentence without a full stop.
  std::string message;

  bool operator==(const Finding&) const = default;
};

/// Whether any of them is an error.
bool has_errors(const std::vector<Finding>& findings);

}  // namespace crosswalk::artifacts
