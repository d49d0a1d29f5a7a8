// SPDX-License-Identifier: Apache-2.0
#include "artifacts/version/version.h"

#include <gtest/gtest.h>

#include "artifacts/version/range.h"

namespace crosswalk::artifacts::version {
namespace {

std::string canonical(std::string_view text) {
  const auto version = parse_version(text);
  return version ? version->canonical() : "none";
}

std::string range(std::string_view text) {
  const auto found = parse_range(text);
  return found ? found->canonical() : "none";
}

TEST(Versions, ReadsNumbersAndWhatFollowsThem) {
  struct Case {
    std::string_view text;
    std::string_view canonical;
  };
  for (const Case& c : {Case{"2.3.1", "2.3.1"}, Case{"v4.0-rc.2", "4.0-rc.2"}, Case{"V2.0", "2.0"}, Case{"10", "10"},
                        Case{"3.x", "3.x"}, Case{"2.3.*", "2.3.x"}, Case{"1.x.x", "1.x"}, Case{"1.0.2k", "1.0.2k"},
                        Case{"3.0.0a1", "3.0.0a1"}, Case{"2.4.0-SNAPSHOT", "2.4.0-SNAPSHOT"}, Case{"5.15.0-91-generic", "none"},
                        Case{"1.2.3+build5", "1.2.3+build5"}, Case{"1.19.0.4-2~deb12u1", "1.19.0.4-2~deb12u1"},
                        Case{"10.0.19041.1234", "10.0.19041.1234"}, Case{"1.2.3.Final", "1.2.3.Final"}, Case{"007.1", "7.1"}}) {
    EXPECT_EQ(canonical(c.text), c.canonical) << c.text;
    EXPECT_EQ(canonical(c.canonical), c.canonical);
  }
}

TEST(Versions, RefusesWhatIsNearlyOne) {
  for (const std::string_view text :
       {"", "v", "x.1", "1.", "1..2", ".5", "1.2.3_foo", "1.2.3@x", "1.2.zip", "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17",
        "1234567890123456789", "1,000", "2.0-compliant", "10:30", "1.2.3\\x"})
    EXPECT_EQ(canonical(text), "none") << text;
}

TEST(Versions, EndBeforeAWordThatDoesNotBelongToThem) {
  EXPECT_EQ(version_at("2.0-compliant", 0)->end, 3U);
  EXPECT_EQ(version_at("2.3.1.", 0)->end, 5U);
  EXPECT_EQ(version_at("2.3.1-2.3.5", 0)->end, 5U);
  EXPECT_EQ(version_at("2.3.1 beta", 0)->end, 5U);
}

TEST(Versions, GiveTheirNumbers) {
  const auto version = parse_version("v2.30.1-rc.2");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->numbers, (std::vector<std::uint64_t>{2, 30, 1}));
  EXPECT_EQ(version->suffix, "-rc.2");
  EXPECT_TRUE(parse_version("2.x")->wildcard);
}

TEST(VersionRanges, ReadsProse) {
  struct Case {
    std::string_view text;
    std::string_view canonical;
  };
  for (const Case& c : {
           Case{"< 3.6.6", "<3.6.6"},
           Case{"<=3.6.6", "<=3.6.6"},
           Case{"&lt; 3.6.6", "<3.6.6"},
           Case{"\xE2\x89\xA5 2.0", ">=2.0"},
           Case{">= 2.0, < 3.6.6", ">=2.0|<3.6.6"},
           Case{"< 3.6.6 and >= 2.0", ">=2.0|<3.6.6"},
           Case{">=1.2.0 && <1.2.5", ">=1.2.0|<1.2.5"},
           Case{"3.0 through 3.4", ">=3.0|<=3.4"},
           Case{"3.0 - 3.4", ">=3.0|<=3.4"},
           Case{"3.0\xE2\x80\x93"
                "3.4",
                ">=3.0|<=3.4"},
           Case{"prior to 2.1", "<2.1"},
           Case{"prior to version 2.1", "<2.1"},
           Case{"versions prior to v2.1", "<2.1"},
           Case{"all versions before 2.1", "<2.1"},
           Case{"up to 2.1", "<=2.1"},
           Case{"up to and including version 2.1", "<=2.1"},
           Case{"up to, but not including, 2.1", "<2.1"},
           Case{"from 2.17.0 to 3.6.6", ">=2.17.0|<=3.6.6"},
           Case{"from version 2.17.0 up to version 3.6.6", ">=2.17.0|<=3.6.6"},
           Case{"from 2.0 before 3.0", ">=2.0|<3.0"},
           Case{"between 2.1 and 3.4", ">=2.1|<=3.4"},
           Case{"2.1 and earlier", "<=2.1"},
           Case{"2.1 and all earlier versions", "<=2.1"},
           Case{"version 2.1 or later", ">=2.1"},
           Case{"2.1 (and newer)", ">=2.1"},
           Case{"2.1+", ">=2.1"},
           Case{"2.1 onwards", ">=2.1"},
           Case{"since 2.1", ">=2.1"},
           Case{"starting with version 2.1", ">=2.1"},
           Case{"later than 2.1", ">2.1"},
           Case{"2.0 to 2.4 (inclusive)", ">=2.0|<=2.4"},
           Case{"2.0 to 2.4 (exclusive)", ">=2.0|<2.4"},
           Case{"releases 3.x through 4.x", ">=3.x|<=4.x"},
       }) {
    const std::string expected = "vers:generic/" + std::string(c.canonical);
    EXPECT_EQ(range(c.text), expected) << c.text;
    EXPECT_EQ(range(expected), expected);
  }
}

TEST(VersionRanges, RefusesWhatIsNearlyOne) {
  for (const std::string_view text :
       {"2.1", "from 2.1", "prior to", "to 2.1", "3.4 to 2.1", "2024-03", "before noon", "between 2.1 and", "between 3.4 and 2.1",
        "2.1 and", "2.1 and after the update", "up to", "<", "< x", "vers:generic/", "vers:generic/<x", "vers:npm/<1"})
    EXPECT_EQ(range(text), "none") << text;
}

}  // namespace
}  // namespace crosswalk::artifacts::version
