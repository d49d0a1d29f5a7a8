// SPDX-License-Identifier: Apache-2.0
#include "disclosure/calendar.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace crosswalk::disclosure {
namespace {

base::Date day(std::string_view text) { return *base::parse_iso_date(text); }

std::vector<std::string> holidays_of(int year) {
  std::vector<std::string> out;
  for (base::Date one{year, 1, 1}; one.year == year; one = add_days(one, 1)) {
    if (is_us_federal_holiday(one)) out.push_back(one.iso().substr(5));
  }
  return out;
}

TEST(Calendar, CountsDaysAndMonths) {
  EXPECT_EQ(add_days(day("2026-02-27"), 3).iso(), "2026-03-02");
  EXPECT_EQ(add_days(day("2028-03-01"), -1).iso(), "2028-02-29");
  EXPECT_EQ(add_months(day("2026-01-31"), 1).iso(), "2026-02-28");
  EXPECT_EQ(add_months(day("2026-11-15"), 3).iso(), "2027-02-15");
  EXPECT_EQ(days_between(day("2026-12-31"), day("2027-01-02")), 2);
  EXPECT_EQ(days_between(day("2027-01-02"), day("2026-12-31")), -2);
  EXPECT_EQ(weekday(day("2026-11-23")), 0);
  EXPECT_EQ(weekday(day("2026-11-22")), 6);
}

// The lists that the Office of Personnel Management published for these years.
TEST(Calendar, KnowsTheFederalHolidays) {
  EXPECT_EQ(holidays_of(2024), (std::vector<std::string>{"01-01", "01-15", "02-19", "05-27", "06-19", "07-04", "09-02", "10-14",
                                                         "11-11", "11-28", "12-25"}));
  // Independence Day is a Saturday.
  EXPECT_EQ(holidays_of(2026), (std::vector<std::string>{"01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "07-04", "09-07",
                                                         "10-12", "11-11", "11-26", "12-25"}));
  // Juneteenth is a Saturday, Independence Day a Sunday, Christmas a Saturday; New Year of 2022 is kept on the last day of the
  // year.
  EXPECT_EQ(holidays_of(2021), (std::vector<std::string>{"01-01", "01-18", "02-15", "05-31", "06-18", "06-19", "07-04", "07-05",
                                                         "09-06", "10-11", "11-11", "11-25", "12-24", "12-25", "12-31"}));
  EXPECT_FALSE(is_us_federal_holiday(day("2020-06-19")));
}

TEST(Calendar, CountsWorkingDays) {
  // Thanksgiving lies between.
  EXPECT_EQ(add_working_days(day("2026-11-23"), 10, Holidays::us_federal).iso(), "2026-12-08");
  EXPECT_EQ(add_working_days(day("2026-11-23"), 10, Holidays::none).iso(), "2026-12-07");
  // From a Saturday the first working day is Monday.
  EXPECT_EQ(add_working_days(day("2026-11-21"), 1, Holidays::none).iso(), "2026-11-23");
  EXPECT_EQ(add_working_days(day("2026-11-23"), 0, Holidays::none).iso(), "2026-11-23");
}

}  // namespace
}  // namespace crosswalk::disclosure
