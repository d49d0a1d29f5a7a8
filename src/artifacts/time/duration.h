// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::time {

/// The unit of a duration.
enum class Unit : std::uint8_t { second, minute, hour, day, week, month, year };
/// What days (or hours, weeks) are counted.
enum class Count : std::uint8_t { unsaid, calendar, working };
/// How the number limits the duration.
enum class Limit : std::uint8_t {
  exact,     ///< "90 days"
  at_most,   ///< "within 90 days", "up to", "no later than"
  at_least,  ///< "at least 7 days", "30+ days"
  after,     ///< "T+14 days": a point that long after an event
};

/// A duration. Numbers in thousandths of the unit, so that equal texts are equal values.
struct Duration {
  std::uint64_t low = 0;
  /// The other end of "30-60 days"; equal to `low` where one number is given.
  std::uint64_t high = 0;
  Unit unit = Unit::day;
  Count count = Count::unsaid;
  Limit limit = Limit::exact;

  /// The least hours that it may last: a month has at least 28 days; working days follow each other; 0 for at_most.
  [[nodiscard]] double lower_hours() const;
  /// The most hours that it may last: a month has up to 31 days, five working days have a weekend among them (holidays are not
  /// counted, eight working hours are a day); infinity for at_least.
  [[nodiscard]] double upper_hours() const;
  /// "within 90 working days", "30-60 days", "1.5 hours", "at least 7 calendar days", "T+14 days".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Duration&) const = default;
};

/// Reads a duration that is the whole text.
std::optional<Duration> parse_duration(std::string_view text);

/// Reads a duration that begins at `at` with a word of limit ("within", "no more than", "at least", ">="), "T+", a number in
/// digits or in words, or an ISO 8601 duration of one unit (P90D, PT72H). Numbers may be repeated in parentheses (ninety (90))
/// and be a range (30-60, 30 to 60, between 30 and 60). "a day" needs a word of limit. None are rates ("24 hours a day", "per
/// week") and "24/7".
std::optional<Reading<Duration>> duration_at(std::string_view text, std::size_t at);

/// The unit that this word names in any case ("day", "hrs", "h", "workdays"), with what it counts; nothing for other words.
struct UnitWord {
  Unit unit = Unit::day;
  Count count = Count::unsaid;
};
/// Looks a unit up.
std::optional<UnitWord> unit_named(std::string_view word);
/// The value of a number word up to ninety and of "a", "an"; nothing for other words.
std::optional<unsigned> number_named(std::string_view word);
/// Whether a duration may begin with this word: a word of limit or a number word.
bool begins_duration(std::string_view word);

}  // namespace crosswalk::artifacts::time
