// SPDX-License-Identifier: Apache-2.0
#include "artifacts/time/date.h"

#include <array>

namespace crosswalk::artifacts::time {
namespace {

constexpr std::uint32_t kFirstYear = 1900;
constexpr std::uint32_t kLastYear = 2199;
constexpr std::array<std::string_view, 12> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                                   "july",    "august",   "september", "october", "november", "december"};

/// Whether the day exists; in year 0 (not said) February has 29 days.
bool exists(int year, int month, int day) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= days[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

/// Exactly `count` digits at `at`, and no further one behind them; nothing otherwise.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  const auto number = number_at(text, at);
  if (!number || number->end - at != count) return std::nullopt;
  return static_cast<int>(number->value);
}

/// Whether a date cannot end at `at`: a letter or digit follows, or a further part of a number.
bool goes_on(std::string_view text, std::size_t at) {
  const char c = byte_at(text, at);
  if (is_word(c)) return true;
  const bool joins = c == '-' || c == '/' || c == '.' || c == ':' || c == ',';
  return joins && is_digit(byte_at(text, at + 1)) && c != ',';
}

Date make(int year, int month, int day, Precision precision = Precision::day) {
  return {{year, month, day}, precision, std::nullopt, {}};
}

bool is_year(std::uint32_t number) { return number >= kFirstYear && number <= kLastYear; }

/// "T10:30", "T10:30:05.123Z", "T10:30+02:00" and the same behind a space, from `at`; the clock as ISO 8601 writes it.
std::optional<Reading<std::string>> clock_at(std::string_view text, std::size_t at) {
  const char first = byte_at(text, at);
  if (first != 'T' && first != 't' && first != ' ') return std::nullopt;
  const auto hour = digits(text, at + 1, 2);
  if (!hour || *hour > 24 || byte_at(text, at + 3) != ':') return std::nullopt;
  const auto minute = digits(text, at + 4, 2);
  if (!minute || *minute > 59 || (*hour == 24 && *minute > 0)) return std::nullopt;
  std::size_t end = at + 6;
  if (byte_at(text, end) == ':') {
    const auto second = digits(text, end + 1, 2);
    if (!second || *second > 60) return std::nullopt;
    end += 3;
    if (byte_at(text, end) == '.' && is_digit(byte_at(text, end + 1))) {
      const std::size_t begin = ++end;
      while (is_digit(byte_at(text, end)) && end - begin < 9) ++end;
    }
  }
  std::string clock = "T" + std::string(text.substr(at + 1, end - at - 1));
  const char zone = byte_at(text, end);
  if (zone == 'Z' || zone == 'z') {
    clock += 'Z';
    ++end;
  } else if (zone == '+' || zone == '-') {
    const auto hours = digits(text, end + 1, 2);
    const bool colon = byte_at(text, end + 3) == ':';
    const auto minutes = colon ? digits(text, end + 4, 2) : std::nullopt;
    if (!hours || *hours > 14 || !minutes || *minutes > 59) return std::nullopt;
    clock += text.substr(end, 6);
    end += 6;
  }
  if (is_word(byte_at(text, end)) || (byte_at(text, end) == ':' && is_digit(byte_at(text, end + 1)))) return std::nullopt;
  return Reading<std::string>{std::move(clock), end};
}

/// Forms that begin with a year of four digits.
std::optional<Reading<Date>> year_first(std::string_view text, std::size_t at, int year) {
  std::size_t behind = at + 4;
  const char separator = byte_at(text, behind);
  const std::size_t dash = dash_at(text, behind);
  if (dash == 0 && separator != '/' && separator != '.') return std::nullopt;
  const std::size_t length = dash > 0 ? dash : 1;
  behind += length;
  const auto month = number_at(text, behind);
  if (!month || month->end - behind > 2 || month->value < 1 || month->value > 12) return std::nullopt;
  const bool wide = month->end - behind == 2;
  const auto same = [&](std::size_t place) {
    return dash > 0 ? dash_at(text, place) == dash : byte_at(text, place) == separator;
  };
  if (same(month->end) && is_digit(byte_at(text, month->end + length))) {
    const auto day = number_at(text, month->end + length);
    if (!day || day->end - month->end - length > 2) return std::nullopt;
    if (!exists(year, static_cast<int>(month->value), static_cast<int>(day->value))) return std::nullopt;
    Date date = make(year, static_cast<int>(month->value), static_cast<int>(day->value));
    std::size_t end = day->end;
    if (auto clock = clock_at(text, end)) {
      date.precision = Precision::minute;
      date.clock = std::move(clock->value);
      end = clock->end;
    } else if (goes_on(text, end)) {
      return std::nullopt;
    }
    return Reading<Date>{std::move(date), end};
  }
  // "2024.03" is rather a version, "2024/03" a number.
  if (dash != 1 || !wide || goes_on(text, month->end)) return std::nullopt;
  return Reading<Date>{make(year, static_cast<int>(month->value), 1, Precision::month), month->end};
}

/// 03/04/2024 and the like: two numbers of one or two digits and a year.
std::optional<Reading<Date>> numbers_first(std::string_view text, std::size_t at, std::uint32_t first, std::size_t behind) {
  const char separator = byte_at(text, behind);
  if (separator != '/' && separator != '-' && separator != '.') return std::nullopt;
  if (behind - at > 2) return std::nullopt;
  const auto second = number_at(text, behind + 1);
  if (!second || second->end - behind - 1 > 2 || byte_at(text, second->end) != separator) return std::nullopt;
  const auto year = number_at(text, second->end + 1);
  if (!year || year->end - second->end - 1 != 4 || !is_year(year->value) || goes_on(text, year->end)) return std::nullopt;
  const auto y = static_cast<int>(year->value);
  const auto a = static_cast<int>(first);
  const auto b = static_cast<int>(second->value);
  const bool day_first = exists(y, b, a);
  const bool month_first = separator != '.' && exists(y, a, b);
  if (!day_first && !month_first) return std::nullopt;
  Date date = day_first ? make(y, b, a) : make(y, a, b);
  if (day_first && month_first && a != b) date.other = base::Date{y, a, b};
  return Reading<Date>{std::move(date), year->end};
}

/// The place behind "st", "nd", "rd" or "th" at `at`, or `at`.
std::size_t behind_ordinal(std::string_view text, std::size_t at) {
  if (!is_letter(byte_at(text, at))) return at;
  for (const std::string_view ordinal : {"st", "nd", "rd", "th"}) {
    if (word_stands_at(text, at, ordinal)) return at + 2;
  }
  return at;
}

/// A year behind white space, a comma or the separator of 15-Mar-2024.
std::optional<Reading<std::uint32_t>> year_behind(std::string_view text, std::size_t at) {
  std::size_t place = at;
  if (byte_at(text, place) == ',') ++place;
  if (dash_at(text, place) == 1 || byte_at(text, place) == '/') {
    ++place;
  } else {
    place = skip_space(text, place);
  }
  if (place == at) return std::nullopt;
  const auto year = number_at(text, place);
  if (!year || year->end - place != 4 || !is_year(year->value) || goes_on(text, year->end)) return std::nullopt;
  return year;
}

/// A month's name at `at`, with the point of an abbreviation.
std::optional<Reading<int>> month_at(std::string_view text, std::size_t at) {
  const std::string_view word = letters_at(text, at, 9);
  const int month = month_named(word);
  // "may" and "march" in small letters are verbs.
  if (month == 0 || (!is_upper(word.front()) && (word == "may" || word == "march" || word == "mar"))) return std::nullopt;
  std::size_t end = at + word.size();
  if (word.size() <= 4 && byte_at(text, end) == '.') ++end;
  return Reading<int>{month, end};
}

/// 15 March 2024, 15th of March, 15-Mar-2024.
std::optional<Reading<Date>> day_and_name(std::string_view text, std::uint32_t day, std::size_t behind) {
  std::size_t place = behind_ordinal(text, behind);
  const bool ordinal = place != behind;
  if (!ordinal && byte_at(text, place) == '.' && space_at(text, place + 1) > 0) ++place;
  const bool dashed = dash_at(text, place) == 1 || byte_at(text, place) == '/';
  if (dashed) {
    ++place;
  } else {
    const std::size_t next = skip_space(text, place);
    if (next == place) return std::nullopt;
    place = next;
    if (word_stands_at(text, place, "of")) place = skip_space(text, place + 2);
  }
  const auto month = month_at(text, place);
  if (!month || day > 31) return std::nullopt;
  const auto d = static_cast<int>(day);
  if (const auto year = year_behind(text, month->end)) {
    if (!exists(static_cast<int>(year->value), month->value, d)) return std::nullopt;
    return Reading<Date>{make(static_cast<int>(year->value), month->value, d), year->end};
  }
  if (dashed || is_word(byte_at(text, month->end)) || !exists(0, month->value, d)) return std::nullopt;
  // The point may end the sentence.
  const std::size_t end = byte_before(text, month->end) == '.' ? month->end - 1 : month->end;
  return Reading<Date>{make(0, month->value, d, Precision::day_without_year), end};
}

/// March 15, 2024; March 2024; March 15.
std::optional<Reading<Date>> name_first(std::string_view text, std::size_t at) {
  const auto month = month_at(text, at);
  if (!month || is_word(byte_at(text, month->end))) return std::nullopt;
  if (const auto year = year_behind(text, month->end))
    return Reading<Date>{make(static_cast<int>(year->value), month->value, 1, Precision::month), year->end};
  const std::size_t place = skip_space(text, month->end);
  if (place == month->end) return std::nullopt;
  const auto day = number_at(text, place);
  if (!day || day->end - place > 2) return std::nullopt;
  const auto d = static_cast<int>(day->value);
  const std::size_t behind = behind_ordinal(text, day->end);
  if (const auto year = year_behind(text, behind)) {
    if (!exists(static_cast<int>(year->value), month->value, d)) return std::nullopt;
    return Reading<Date>{make(static_cast<int>(year->value), month->value, d), year->end};
  }
  if (goes_on(text, behind) || !exists(0, month->value, d)) return std::nullopt;
  return Reading<Date>{make(0, month->value, d, Precision::day_without_year), behind};
}

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string Date::canonical() const {
  if (other) return two(day.day) + "/" + two(day.month) + "/" + std::to_string(day.year);
  switch (precision) {
    case Precision::month:
      return day.iso().substr(0, 7);
    case Precision::day_without_year:
      return "--" + two(day.month) + "-" + two(day.day);
    case Precision::minute:
      return day.iso() + clock;
    case Precision::day:
      break;
  }
  return day.iso();
}

int month_named(std::string_view word) {
  if (word.size() < 3 || word.size() > 9) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower(word.front()) != kMonths[i].front()) continue;
    const bool short_form = word.size() == 3 || (word.size() == 4 && i == 8);
    if (is_the_word(word, short_form ? kMonths[i].substr(0, word.size()) : kMonths[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::optional<Reading<Date>> date_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (!is_digit(text[at])) return name_first(text, at);
  const auto first = number_at(text, at);
  if (!first) return std::nullopt;
  if (first->end - at == 4) return is_year(first->value) ? year_first(text, at, static_cast<int>(first->value)) : std::nullopt;
  if (first->end - at > 2) return std::nullopt;
  if (auto found = numbers_first(text, at, first->value, first->end)) return found;
  return day_and_name(text, first->value, first->end);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() == 8) {
    const auto number = digits(text, 0, 8);
    if (number && is_year(static_cast<std::uint32_t>(*number / 10000)) &&
        exists(*number / 10000, *number / 100 % 100, *number % 100))
      return make(*number / 10000, *number / 100 % 100, *number % 100);
  }
  if (text.size() == 7 && text.starts_with("--") && text[4] == '-') {
    const auto month = digits(text, 2, 2);
    const auto day = digits(text, 5, 2);
    if (!month || !day || !exists(0, *month, *day)) return std::nullopt;
    return make(0, *month, *day, Precision::day_without_year);
  }
  auto found = date_at(text, 0);
  if (!found || found->end != text.size()) return std::nullopt;
  return std::move(found->value);
}

}  // namespace crosswalk::artifacts::time
