// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/date.h"
#include "base/words.h"

namespace crosswalk::disclosure {

/// Whose holidays are no working days.
enum class Holidays : std::uint8_t {
  none,        ///< Saturdays and Sundays only
  us_federal,  ///< of the government of the United States
};

/// The day so many days later, or earlier.
base::Date add_days(const base::Date& day, int days);
/// The same day so many months later; the last of the month where there is none. Source: Regulation (EEC, Euratom) No 1182/71,
/// Article 3(2)(c).
base::Date add_months(const base::Date& day, int months);
/// Days from `from` to `to`; negative where `to` comes first.
int days_between(const base::Date& from, const base::Date& to);
/// 0 for Monday to 6 for Sunday.
int weekday(const base::Date& day);
/// Whether this is a legal holiday of the government of the United States, or the day on which one that falls on a weekend is
/// kept. Days that a single order makes free are not known. Source: 5 U.S.C. 6103(a) and (b); Executive Order 11582, section 3.
bool is_us_federal_holiday(const base::Date& day);
/// Whether people work on this day.
bool is_working_day(const base::Date& day, Holidays holidays);
/// The day on which the last of so many working days ends; `from` is not counted.
base::Date add_working_days(const base::Date& from, int days, Holidays holidays);

}  // namespace crosswalk::disclosure

template <>
struct crosswalk::base::Words<crosswalk::disclosure::Holidays> {
  static constexpr std::array<std::string_view, 2> names{"none", "us_federal"};
};
