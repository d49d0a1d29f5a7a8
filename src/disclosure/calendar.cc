// SPDX-License-Identifier: Apache-2.0
#include "disclosure/calendar.h"

#include <chrono>

namespace crosswalk::disclosure {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int monday = 0;
constexpr int thursday = 3;
constexpr int friday = 4;
constexpr int saturday = 5;
/// The year of the first Birthday of Martin Luther King, Jr., and of the first Juneteenth. Source: Public Laws 98-144 and 117-17.
constexpr int first_king_day = 1986;
constexpr int first_juneteenth = 2021;

sys_days days_of(const base::Date& date) {
  return sys_days(
      year_month_day(year(date.year), month(static_cast<unsigned>(date.month)), day(static_cast<unsigned>(date.day))));
}

base::Date date_of(sys_days days) {
  const year_month_day ymd(days);
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

/// Whether it is the weekday of this number within its month, from 1.
bool is_nth(const base::Date& date, int which_weekday, int number) {
  constexpr int week = 7;
  return weekday(date) == which_weekday && (date.day - 1) / week + 1 == number;
}

bool is_last_monday(const base::Date& date) {
  constexpr int week = 7;
  return weekday(date) == monday && add_days(date, week).month != date.month;
}

/// Whether a holiday with a fixed date falls on this very day.
bool has_fixed_holiday(const base::Date& date) {
  constexpr int june = 6;
  constexpr int juneteenth = 19;
  constexpr std::array<std::array<int, 2>, 4> fixed{{{1, 1}, {7, 4}, {11, 11}, {12, 25}}};
  for (const auto& [in_month, on_day] : fixed) {
    if (date.month == in_month && date.day == on_day) return true;
  }
  return date.month == june && date.day == juneteenth && date.year >= first_juneteenth;
}

/// Whether a holiday falls on this day that is always the same day of the week.
bool has_moving_holiday(const base::Date& date) {
  constexpr int third = 3;
  constexpr int fourth = 4;
  switch (date.month) {
    case 1:
      return is_nth(date, monday, third) && date.year >= first_king_day;
    case 2:
      return is_nth(date, monday, third);
    case 5:
      return is_last_monday(date);
    case 9:
      return is_nth(date, monday, 1);
    case 10:
      return is_nth(date, monday, 2);
    case 11:
      return is_nth(date, thursday, fourth);
    default:
      return false;
  }
}

}  // namespace

base::Date add_days(const base::Date& day, int days) { return date_of(days_of(day) + std::chrono::days(days)); }

base::Date add_months(const base::Date& date, int months) {
  const year_month_day wanted =
      year_month_day(year(date.year), month(static_cast<unsigned>(date.month)), day(static_cast<unsigned>(date.day))) +
      std::chrono::months(months);
  if (wanted.ok()) return date_of(sys_days(wanted));
  return date_of(sys_days(wanted.year() / wanted.month() / std::chrono::last));
}

int days_between(const base::Date& from, const base::Date& to) { return static_cast<int>((days_of(to) - days_of(from)).count()); }

int weekday(const base::Date& day) { return static_cast<int>(std::chrono::weekday(days_of(day)).iso_encoding()) - 1; }

bool is_us_federal_holiday(const base::Date& day) {
  if (has_moving_holiday(day) || has_fixed_holiday(day)) return true;
  // One that falls on a Saturday is kept on Friday, one that falls on a Sunday on Monday.
  if (weekday(day) == friday) return has_fixed_holiday(add_days(day, 1));
  return weekday(day) == monday && has_fixed_holiday(add_days(day, -1));
}

bool is_working_day(const base::Date& day, Holidays holidays) {
  return weekday(day) < saturday && !(holidays == Holidays::us_federal && is_us_federal_holiday(day));
}

base::Date add_working_days(const base::Date& from, int days, Holidays holidays) {
  base::Date out = from;
  while (days > 0) {
    out = add_days(out, 1);
    if (is_working_day(out, holidays)) --days;
  }
  return out;
}

}  // namespace crosswalk::disclosure
