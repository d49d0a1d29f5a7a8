// SPDX-License-Identifier: Apache-2.0
#include "disclosure/moment.h"

#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

/// As it is written, in UTC; the error's text where it is none.
std::string read(std::string_view text, DayMeans day = DayMeans::beginning, const char* zone = "Europe/Berlin") {
  const auto out = read_moment(text, *Zone::named(zone), at("2026-11-23T12:00:00Z"), day);
  return out ? artifacts::time::text_of(*out) : out.error().detail;
}

TEST(Moment, TakesEveryFormInWhichPeopleNameOne) {
  EXPECT_EQ(read("now"), "2026-11-23T12:00:00Z");
  EXPECT_EQ(read("2026-10-06T09:40:00+02:00"), "2026-10-06T07:40:00Z");
  EXPECT_EQ(read("2026-10-06 09:40"), "2026-10-06T07:40:00Z");
  EXPECT_EQ(read("2026-10-06T09:40"), "2026-10-06T07:40:00Z");
  EXPECT_EQ(read(" 2026-12-06 09:40:30 "), "2026-12-06T08:40:30Z");
  EXPECT_EQ(read("2026-10-06 09:40", DayMeans::end), "2026-10-06T07:40:00Z");
  EXPECT_EQ(read("2026-10-06"), "2026-10-05T22:00:00Z");
  EXPECT_EQ(read("2026-10-06", DayMeans::end), "2026-10-06T21:59:59Z");
  EXPECT_EQ(read("2026-10-06 09:40", DayMeans::beginning, "-05:00"), "2026-10-06T14:40:00Z");
}

// What we show can be typed in again.
TEST(Moment, TakesWhatAZoneWrites) {
  for (const char* text : {"2026-07-01T10:00:00Z", "2026-12-01T10:00:00Z"}) {
    for (const char* zone : {"Europe/Berlin", "UTC", "-03:30"})
      EXPECT_EQ(read(Zone::named(zone)->text_of(at(text)), DayMeans::end, "Asia/Tokyo"), text);
  }
  EXPECT_EQ(read("2026-10-06 09:40Z"), "2026-10-06T09:40:00Z");
}

TEST(Moment, TakesTheFirstOfTwoAndLeapsWithTheClocks) {
  EXPECT_EQ(read("2026-10-25 02:30"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(read("2026-03-29 02:30"), "2026-03-29T01:30:00Z");
}

TEST(Moment, SaysWhatMayBeWritten) {
  for (const char* text :
       {"", "yesterday", "Now", "2026-13-01", "2026-10-06 9:40", "2026-10-06 24:00", "2026-10-06 09:60", "2026-10-06 09:40 CET",
        "2026-10-06 09:40 Europe/Berlin", "2026-10-06x09:40", "06.10.2026", "2026-10-06 09:40:3"})
    EXPECT_EQ(read(text),
              "write a day as 2026-01-31, a time there as '2026-01-31 14:30', a moment as 2026-01-31T14:30:00Z, or now")
        << text;
}

TEST(Moment, IsShownAsItIsThere) {
  const Zone berlin = *Zone::named("Europe/Berlin");
  EXPECT_EQ(with_local_moments("mail; failed 2026-10-16T08:03:00Z: full; 2026-12-01T00:00:00Z", berlin),
            "mail; failed 2026-10-16 10:03 +02:00: full; 2026-12-01 01:00 +01:00");
  for (const char* same : {"", "2026-10-16", "x2026-10-16T08:03:00Z", "2026-10-16T08:03:00", "2026-13-16T08:03:00Z"})
    EXPECT_EQ(with_local_moments(same, berlin), same);
}

}  // namespace
}  // namespace crosswalk::disclosure
