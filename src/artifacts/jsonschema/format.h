// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace crosswalk::artifacts::jsonschema {

/// A form that strings may have.
struct Format {
  /// Its name as a value of "format".
  std::string_view name;
  /// What people call it: "a date and time like 2026-05-04T12:30:00Z".
  std::string_view wanted;
  /// Whether a text has it.
  bool (*fits)(std::string_view text);
};

/// The format of this name; null for others, which say nothing. Source: JSON Schema 2020-12 Validation, 7.3.
const Format* format_named(std::string_view name);

}  // namespace crosswalk::artifacts::jsonschema
