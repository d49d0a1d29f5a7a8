// SPDX-License-Identifier: Apache-2.0
#include "artifacts/time/duration.h"

#include <gtest/gtest.h>

namespace crosswalk::artifacts::time {
namespace {

std::string canonical(std::string_view text) {
  const auto duration = parse_duration(text);
  return duration ? duration->canonical() : "none";
}

TEST(Durations, ReadsNumbersAndUnits) {
  struct Case {
    std::string_view text;
    std::string_view canonical;
  };
  for (const Case& c : {
           Case{"90 days", "90 days"},
           Case{"1 day", "1 day"},
           Case{"72h", "72 hours"},
           Case{"72 hrs", "72 hours"},
           Case{"7d", "7 days"},
           Case{"two weeks", "2 weeks"},
           Case{"twenty-four hours", "24 hours"},
           Case{"one hundred and eighty days", "180 days"},
           Case{"ninety (90) calendar days", "90 calendar days"},
           Case{"90 (ninety) days", "90 days"},
           Case{"5 working days", "5 working days"},
           Case{"5 business-days", "5 working days"},
           Case{"five workdays", "5 working days"},
           Case{"90-day", "90 days"},
           Case{"1.5 hours", "1.5 hours"},
           Case{"30-60 days", "30-60 days"},
           Case{"3\xE2\x80\x93"
                "5 business days",
                "3-5 working days"},
           Case{"30 to 60 days", "30-60 days"},
           Case{"30 days to 60 days", "30-60 days"},
           Case{"between 30 and 60 days", "30-60 days"},
           Case{"one to two weeks", "1-2 weeks"},
           Case{"within 90 days", "within 90 days"},
           Case{"Within\nninety (90) days", "within 90 days"},
           Case{"no later than thirty (30) business days", "within 30 working days"},
           Case{"within a week", "within 1 week"},
           Case{"up to 10 minutes", "within 10 minutes"},
           Case{"max. 5 days", "within 5 days"},
           Case{"< 24 hours", "within 24 hours"},
           Case{"\xE2\x89\xA4 24 h", "within 24 hours"},
           Case{"at least six months", "at least 6 months"},
           Case{"30+ days", "at least 30 days"},
           Case{"90 days or less", "within 90 days"},
           Case{"5 working days or more", "at least 5 working days"},
           Case{"T+14 days", "T+14 days"},
           Case{"T + 72h", "T+72 hours"},
           Case{"T+14", "T+14 days"},
           Case{"P90D", "90 days"},
           Case{"PT72H", "72 hours"},
           Case{"90\xC2\xA0"
                "days",
                "90 days"},
       }) {
    EXPECT_EQ(canonical(c.text), c.canonical) << c.text;
    EXPECT_EQ(canonical(c.canonical), c.canonical);
  }
}

TEST(Durations, RefusesWhatIsNearlyOne) {
  for (const std::string_view text : {"24/7",
                                      "24 hours a day",
                                      "7 days a week",
                                      "5 hours per week",
                                      "a day",
                                      "days",
                                      "3D",
                                      "3d",
                                      "5 d",
                                      "5 D",
                                      "90 daylights",
                                      "90",
                                      "within days",
                                      "60-30 days",
                                      "one hundred",
                                      "the 5 days",
                                      "5 men",
                                      "1.2.3 days",
                                      "fourty days",
                                      "between 30 days",
                                      "within",
                                      "90 days/year",
                                      "5m",
                                      "1990s",
                                      "four h",
                                      "T+",
                                      "P90X",
                                      "PT90D",
                                      "1000000000 days",
                                      "200000 days"})
    EXPECT_EQ(canonical(text), "none") << text;
}

TEST(Durations, BoundHoursFromBelowAndAbove) {
  const auto hours = [](std::string_view text) {
    const auto duration = parse_duration(text);
    return std::pair(duration->lower_hours(), duration->upper_hours());
  };
  EXPECT_EQ(hours("72h"), std::pair(72.0, 72.0));
  EXPECT_EQ(hours("90 minutes"), std::pair(1.5, 1.5));
  EXPECT_EQ(hours("within 90 days"), std::pair(0.0, 2160.0));
  EXPECT_EQ(hours("30-60 days"), std::pair(720.0, 1440.0));
  EXPECT_EQ(hours("two weeks"), std::pair(336.0, 336.0));
  EXPECT_EQ(hours("5 working days"), std::pair(120.0, 168.0));
  EXPECT_EQ(hours("10 business days"), std::pair(240.0, 336.0));
  EXPECT_EQ(hours("1 month"), std::pair(28 * 24.0, 31 * 24.0));
  EXPECT_EQ(hours("2 months"), std::pair(59 * 24.0, 62 * 24.0));
  EXPECT_EQ(hours("1 year"), std::pair(365 * 24.0, 366 * 24.0));
  EXPECT_EQ(hours("T+14 days"), std::pair(336.0, 336.0));
  EXPECT_EQ(hours("at least 7 days").first, 168.0);
  EXPECT_EQ(hours("at least 7 days").second, std::numeric_limits<double>::infinity());
}

TEST(Durations, TellWhatIsCounted) {
  EXPECT_EQ(parse_duration("5 working days")->count, Count::working);
  EXPECT_EQ(parse_duration("5 calendar days")->count, Count::calendar);
  EXPECT_EQ(parse_duration("5 days")->count, Count::unsaid);
  EXPECT_EQ(parse_duration("5 days")->unit, Unit::day);
}

TEST(Durations, GoByTheDigitsWhereTheWordsSayOtherwise) { EXPECT_EQ(canonical("ninety (60) days"), "60 days"); }

}  // namespace
}  // namespace crosswalk::artifacts::time
