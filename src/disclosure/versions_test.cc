// SPDX-License-Identifier: Apache-2.0
#include "disclosure/versions.h"

#include <gtest/gtest.h>

namespace crosswalk::disclosure {
namespace {

TEST(Versions, StandInTheirOrderAndNotInThatOfLetters) {
  Case one;
  one.affected = {{"Pump", "vers:semver/2.10.0|2.9.0", AffectedStatus::affected, {}, {}}};
  one.resolution.fixed = {{"Pump", "2.10.1"}, {"App", "3"}, {"Pump", "2.9.1"}, {"App", "20"}};
  one = in_order_of_versions(std::move(one));
  EXPECT_EQ(one.affected.front().versions, "vers:semver/2.9.0|2.10.0");
  std::string fixed;
  for (const FixedVersion& each : one.resolution.fixed) fixed += each.product + " " + each.version + "; ";
  EXPECT_EQ(fixed, "App 3; App 20; Pump 2.9.1; Pump 2.10.1; ");
  // A range that is none stays as it is.
  one.affected.front().versions = "before 2";
  EXPECT_EQ(in_order_of_versions(one).affected.front().versions, "before 2");
}

TEST(Versions, AreOrderedAsTheRangeOfTheirProductSays) {
  Case one;
  one.affected = {{"App", "?", AffectedStatus::affected, {}, {}}, {"pump", "vers:deb/<2", AffectedStatus::affected, {}, {}}};
  EXPECT_EQ(scheme_of(one, "Pump"), artifacts::vers::Scheme::deb);
  EXPECT_EQ(scheme_of(one, "App"), artifacts::vers::Scheme::generic);
  std::vector<std::string> versions{"1.0", "1.0~rc1"};
  sort_versions(scheme_of(one, "Pump"), versions);
  EXPECT_EQ(versions.front(), "1.0~rc1");
}

}  // namespace
}  // namespace crosswalk::disclosure
