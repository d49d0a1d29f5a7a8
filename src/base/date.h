// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::base {

/// A day of the proleptic Gregorian calendar, without time or zone.
struct Date {
  int year = 0;
  int month = 0;  ///< 1 to 12
  int day = 0;    ///< 1 to 31

  /// "2026-11-21". Source: ISO 8601, calendar date, extended format.
  [[nodiscard]] std::string iso() const;
  auto operator<=>(const Date&) const = default;
};

/// Reads exactly "YYYY-MM-DD"; nothing for other text or a day that does not exist.
std::optional<Date> parse_iso_date(std::string_view text);

}  // namespace crosswalk::base
