// SPDX-License-Identifier: Apache-2.0
#include "disclosure/zone.h"

#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

Instant at(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }
Zone zone(std::string_view name) { return *Zone::named(name); }
base::Date day(std::string_view text) { return *base::parse_iso_date(text); }

TEST(Zone, TellsTheDayThere) {
  EXPECT_EQ(zone("UTC").day_of(at("2026-11-23T23:30:00Z")).iso(), "2026-11-23");
  EXPECT_EQ(zone("Europe/Berlin").day_of(at("2026-11-23T23:30:00Z")).iso(), "2026-11-24");
  EXPECT_EQ(zone("America/New_York").day_of(at("2026-11-24T04:30:00Z")).iso(), "2026-11-23");
  EXPECT_EQ(zone("-05:00").day_of(at("2026-11-24T04:30:00Z")).iso(), "2026-11-23");
}

TEST(Zone, KnowsSummerTime) {
  EXPECT_EQ(zone("Europe/Berlin").text_of(at("2026-07-01T10:00:00Z")), "2026-07-01 12:00 +02:00");
  EXPECT_EQ(zone("Europe/Berlin").text_of(at("2026-12-01T10:00:00Z")), "2026-12-01 11:00 +01:00");
  EXPECT_EQ(zone("-03:30").text_of(at("2026-12-01T02:00:00Z")), "2026-11-30 22:30 -03:30");
  EXPECT_EQ(zone("Europe/Berlin").beginning_of(day("2026-03-30")) - zone("Europe/Berlin").beginning_of(day("2026-03-29")),
            23 * 3600);
}

// The clocks of Beirut leap from midnight to one o'clock.
TEST(Zone, BeginsADayThatHasNoMidnight) {
  const Zone beirut = zone("Asia/Beirut");
  EXPECT_EQ(beirut.text_of(beirut.beginning_of(day("2026-03-29"))), "2026-03-29 01:00 +03:00");
}

TEST(Zone, TellsTheMomentOfATimeOfDay) {
  const Zone berlin = zone("Europe/Berlin");
  EXPECT_EQ(berlin.moment_of(day("2026-11-23"), 14 * 3600), at("2026-11-23T13:00:00Z"));
  EXPECT_EQ(zone("-05:00").moment_of(day("2026-11-23"), 60), at("2026-11-23T05:01:00Z"));
  // Half past two comes twice on one night of the year, and not at all on another.
  EXPECT_EQ(berlin.moment_of(day("2026-10-25"), 9000), at("2026-10-25T00:30:00Z"));
  EXPECT_EQ(berlin.moment_of(day("2026-03-29"), 9000), at("2026-03-29T01:30:00Z"));
}

TEST(Zone, RefusesWhatIsNone) {
  for (const char* name : {"Europe/Atlantis", "", "+1:00", "+25:00", "+01:75", "../../etc/passwd", "berlin"}) {
    const auto none = Zone::named(name);
    ASSERT_FALSE(none) << name;
    EXPECT_EQ(none.error().code, base::ErrorCode::malformed_data);
  }
}

}  // namespace
}  // namespace crosswalk::disclosure
