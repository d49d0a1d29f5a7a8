// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "artifacts/characters.h"
#include "base/date.h"

namespace crosswalk::artifacts::time {

/// How much of a date is said.
enum class Precision : std::uint8_t { day, month, day_without_year, minute };

/// A date as it was written. All days exist; a day without its year may be 29 February.
struct Date {
  /// The day; the year is 0 where it is not said, the day 1 where only the month is.
  base::Date day;
  Precision precision = Precision::day;
  /// The other reading of a form like 03/04/2024, in which day and month may stand either way; `day` takes the day first.
  std::optional<base::Date> other;
  /// With precision minute: "T10:30", "T10:30:05Z", as ISO 8601 writes it; else empty.
  std::string clock;

  /// "2024-03-15", "2024-03", "--03-15" without a year, "2024-03-15T10:30Z"; where there are two readings "03/04/2024".
  /// Source: ISO 8601-1, 5.2.2 and 5.4.2; the form without a year is that of RFC 6350, 4.3.1.
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Date&) const = default;
};

/// Reads a date that is the whole text: the forms of date_at(), what Date::canonical() writes, and "20240315".
std::optional<Date> parse_date(std::string_view text);

/// Reads a date that begins at `at`; nothing for a day that does not exist, or if letters or digits go on behind it. Forms:
/// 2024-03-15, 2024/03/15, 2024.03.15, 2024-03, a time of day behind the first; 15/03/2024 and 03/15/2024 with '/', '-' or '.'
/// (with '.' the day comes first); 15 March 2024, 15th of March, 2024, 15-Mar-2024; March 15, 2024, Mar. 15th 2024, March 2024;
/// 15 March and March 15 without a year. Years from 1900 to 2199.
std::optional<Reading<Date>> date_at(std::string_view text, std::size_t at);

/// The number of the month with this English name or its abbreviation, 1 to 12, in any case; 0 for other words.
int month_named(std::string_view word);

}  // namespace crosswalk::artifacts::time
