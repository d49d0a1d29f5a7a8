// SPDX-License-Identifier: Apache-2.0
#include "artifacts/time/date.h"

#include <gtest/gtest.h>

namespace crosswalk::artifacts::time {
namespace {

std::string canonical(std::string_view text) {
  const auto date = parse_date(text);
  return date ? date->canonical() : "none";
}

TEST(Dates, ReadsTheUsualForms) {
  for (const std::string_view text :
       {"2024-03-15", "2024/03/15", "2024.03.15", "20240315", "15/03/2024", "03/15/2024", "15.3.2024", "15-03-2024",
        "15 March 2024", "15th of March, 2024", "15 Mar 2024", "15-Mar-2024", "15. March 2024", "March 15, 2024",
        "March 15th 2024", "Mar. 15, 2024", "MARCH 15, 2024", "15\nMarch 2024"})
    EXPECT_EQ(canonical(text), "2024-03-15") << text;
}

TEST(Dates, ReadsWhatIsLessThanADay) {
  EXPECT_EQ(canonical("2024-03"), "2024-03");
  EXPECT_EQ(canonical("March 2024"), "2024-03");
  EXPECT_EQ(canonical("Sept. 2024"), "2024-09");
  EXPECT_EQ(canonical("15 March"), "--03-15");
  EXPECT_EQ(canonical("May 5"), "--05-05");
  EXPECT_EQ(parse_date("March 2024")->precision, Precision::month);
}

TEST(Dates, KeepsTheTimeOfDay) {
  EXPECT_EQ(canonical("2024-03-15T10:30:00Z"), "2024-03-15T10:30:00Z");
  EXPECT_EQ(canonical("2024-03-15 10:30"), "2024-03-15T10:30");
  EXPECT_EQ(canonical("2024-03-15T10:30:00.125+02:00"), "2024-03-15T10:30:00.125+02:00");
  EXPECT_EQ(canonical("2024-03-15T25:30"), "none");
}

TEST(Dates, KeepsBothReadingsOfAnAmbiguousForm) {
  const auto date = parse_date("03/04/2024");
  ASSERT_TRUE(date && date->other);
  EXPECT_EQ(date->day.iso(), "2024-04-03");
  EXPECT_EQ(date->other->iso(), "2024-03-04");
  EXPECT_EQ(date->canonical(), "03/04/2024");
  EXPECT_FALSE(parse_date("03/03/2024")->other);
  EXPECT_FALSE(parse_date("13/04/2024")->other);
  EXPECT_FALSE(parse_date("03.04.2024")->other);
}

TEST(Dates, KnowsWhichDaysThereAre) {
  EXPECT_EQ(canonical("29 February 2024"), "2024-02-29");
  for (const std::string_view text :
       {"31 February 2024", "29 February 2023", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31",
        "31/04/2024", "32 March 2024", "0 March 2024", "February 30, 2024", "31.02.2024", "20241301", "February 30"})
    EXPECT_EQ(canonical(text), "none") << text;
}

TEST(Dates, RefusesWhatIsNearlyOne) {
  for (const std::string_view text :
       {"", "2024", "24-03-15", "2024-3", "2024.03", "1899-01-01", "2200-01-01", "15 Marches 2024", "15March2024", "may 5",
        "march 15", "03/04/24", "2024-03-15-01", "1.2.3", "24/7", "5 May 99999", "2024-03-15x", "10.11.12.2024"})
    EXPECT_EQ(canonical(text), "none") << text;
}

TEST(Dates, ReadsItsCanonicalFormAgain) {
  for (const std::string_view text : {"2024-03-15", "03/04/2024", "March 2024", "15 March", "2024-03-15 10:30:05Z"}) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(parse_date(date->canonical()), date) << text;
  }
}

}  // namespace
}  // namespace crosswalk::artifacts::time
