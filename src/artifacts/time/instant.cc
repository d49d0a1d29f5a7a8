// SPDX-License-Identifier: Apache-2.0
#include "artifacts/time/instant.h"

#include <array>

#include "artifacts/characters.h"
#include "artifacts/time/date.h"

namespace crosswalk::artifacts::time {
namespace {

constexpr Instant kDay = 86'400;

/// Days since 1970-01-01, by counting years from March on.
std::int64_t days_of(const base::Date& day) {
  const std::int64_t year = day.month <= 2 ? day.year - 1 : day.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t in_era = year - era * 400;
  const std::int64_t in_year = (153 * (day.month > 2 ? day.month - 3 : day.month + 9) + 2) / 5 + day.day - 1;
  return era * 146'097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719'468;
}

base::Date day_of(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t in_era = days - era * 146'097;
  const std::int64_t year = (in_era - in_era / 1460 + in_era / 36'524 - in_era / 146'096) / 365;
  const std::int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * in_year + 2) / 153;
  base::Date out;
  out.day = static_cast<int>(in_year - (153 * month + 2) / 5 + 1);
  out.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  out.year = static_cast<int>(year + era * 400 + (out.month <= 2 ? 1 : 0));
  return out;
}

/// Takes parts off the front of a text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  /// A number of exactly so many digits, at most `most`.
  std::optional<int> digits(std::size_t count, int most) {
    if (text_.size() - at_ < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = text_[at_ + i];
      if (!is_digit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    at_ += count;
    return value <= most ? std::optional(value) : std::nullopt;
  }
  bool take(char wanted) {
    if (lower(byte_at(text_, at_)) != wanted) return false;
    ++at_;
    return true;
  }
  bool spaces() {
    const std::size_t from = at_;
    while (byte_at(text_, at_) == ' ') ++at_;
    return at_ > from;
  }
  std::string_view letters() {
    const std::string_view out = letters_at(text_, at_);
    at_ += out.size();
    return out;
  }
  [[nodiscard]] char next() const { return byte_at(text_, at_); }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  void skip_digits() {
    while (is_digit(next())) ++at_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// "+02:00", "-0500"; the seconds to take off.
std::optional<Instant> offset(Cursor& cursor, bool colon) {
  const bool behind = cursor.take('-');
  if (!behind && !cursor.take('+')) return std::nullopt;
  const auto hours = cursor.digits(2, 23);
  if (!hours || (colon && !cursor.take(':'))) return std::nullopt;
  const auto minutes = cursor.digits(2, 59);
  if (!minutes) return std::nullopt;
  return (behind ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

std::optional<base::Date> real_day(int year, int month, int day) {
  const base::Date date{year, month, day};
  if (month < 1 || month > 12 || day < 1) return std::nullopt;
  return day_of(days_of(date)) == date ? std::optional(date) : std::nullopt;
}

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

Instant beginning_of(const base::Date& day) { return days_of(day) * kDay; }

Instant years_later(Instant instant, int years) {
  const std::int64_t days = (instant >= 0 ? instant : instant - kDay + 1) / kDay;
  base::Date day = day_of(days);
  day.year += years;
  return days_of(day) * kDay + (instant - days * kDay);
}

std::string text_of(Instant instant) {
  const std::int64_t days = (instant >= 0 ? instant : instant - kDay + 1) / kDay;
  const std::int64_t seconds = instant - days * kDay;
  return day_of(days).iso() + "T" + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) + "Z";
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  const auto year = cursor.digits(4, 9999);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.digits(2, 12);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.digits(2, 31);
  if (!day || !cursor.take('t')) return std::nullopt;
  const auto date = real_day(*year, *month, *day);
  const auto hour = cursor.digits(2, 23);
  if (!date || !hour || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.digits(2, 59);
  if (!minute || !cursor.take(':')) return std::nullopt;
  const auto second = cursor.digits(2, 60);
  if (!second) return std::nullopt;
  if (cursor.take('.')) {
    if (!is_digit(cursor.next())) return std::nullopt;
    cursor.skip_digits();
  }
  Instant zone = 0;
  if (!cursor.take('z')) {
    const auto found = offset(cursor, true);
    if (!found) return std::nullopt;
    zone = *found;
  }
  if (!cursor.at_end()) return std::nullopt;
  return beginning_of(*date) + *hour * 3600 + *minute * 60 + *second - zone;
}

std::optional<Instant> parse_rfc5322(std::string_view text) {
  Cursor cursor(text);
  if (is_letter(cursor.next())) {
    if (cursor.letters().size() != 3 || !cursor.take(',')) return std::nullopt;
    cursor.spaces();
  }
  auto day = cursor.digits(2, 31);
  if (!day) day = cursor.digits(1, 9);
  if (!day || !cursor.spaces()) return std::nullopt;
  const std::string_view name = cursor.letters();
  const int month = name.size() == 3 ? month_named(name) : 0;
  if (month == 0 || !cursor.spaces()) return std::nullopt;
  const auto year = cursor.digits(4, 9999);
  if (!year || !cursor.spaces()) return std::nullopt;
  const auto date = real_day(*year, month, *day);
  const auto hour = cursor.digits(2, 23);
  if (!date || !hour || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.digits(2, 59);
  if (!minute) return std::nullopt;
  int second = 0;
  if (cursor.take(':')) {
    const auto found = cursor.digits(2, 60);
    if (!found) return std::nullopt;
    second = *found;
  }
  if (!cursor.spaces()) return std::nullopt;
  Instant zone = 0;
  if (is_letter(cursor.next())) {
    const std::string_view word = cursor.letters();
    if (word != "GMT" && word != "UT" && word != "UTC" && word != "Z") return std::nullopt;
  } else {
    const auto found = offset(cursor, false);
    if (!found) return std::nullopt;
    zone = *found;
  }
  if (!cursor.at_end()) return std::nullopt;
  return beginning_of(*date) + *hour * 3600 + *minute * 60 + second - zone;
}

}  // namespace crosswalk::artifacts::time
