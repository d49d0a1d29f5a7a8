// SPDX-License-Identifier: Apache-2.0
#include "matching/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::matching {
namespace {

using ::testing::HasSubstr;

/// What is wrong with a pattern, or empty.
std::string complaint(std::string_view text) {
  const auto pattern = parse_pattern(text);
  return pattern ? std::string() : pattern.error().detail;
}

TEST(Pattern, HasAPositionForEveryByteThatItCanConsume) {
  const auto pattern = parse_pattern("ab{2,3}[cd]");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->positions.size(), 5U);
  ASSERT_EQ(pattern->first.size(), 1U);
  EXPECT_TRUE(pattern->positions[0].bytes.contains('a'));
  EXPECT_TRUE(pattern->positions[4].ends);
  EXPECT_FALSE(pattern->positions[3].ends);
}

TEST(Pattern, SaysWhatItDoesNotTake) {
  EXPECT_THAT(complaint("(?=b)c"), HasSubstr("look-around"));
  EXPECT_THAT(complaint("(?<name>b)"), HasSubstr("named groups"));
  EXPECT_THAT(complaint("(a)\\1"), HasSubstr("'\\1' is not taken"));
  EXPECT_THAT(complaint("^a"), HasSubstr("'^'"));
  EXPECT_THAT(complaint("a\\bc"), HasSubstr("in the middle"));
  EXPECT_THAT(complaint("a++"), HasSubstr("repetition of a repetition"));
  EXPECT_THAT(complaint("*a"), HasSubstr("nothing to repeat"));
  EXPECT_THAT(complaint("A"), HasSubstr("capital letters"));
  EXPECT_THAT(complaint("(a"), HasSubstr("'(' without ')'"));
  EXPECT_THAT(complaint("a)"), HasSubstr("')' without '('"));
  EXPECT_THAT(complaint("[a"), HasSubstr("'[' without ']'"));
  EXPECT_THAT(complaint("[z-a]"), HasSubstr("backwards"));
  EXPECT_THAT(complaint("[\xC2\xA7]"), HasSubstr("beyond ASCII"));
  EXPECT_THAT(complaint("a{2"), HasSubstr("'{' without '}'"));
  EXPECT_THAT(complaint("a{3,2}"), HasSubstr("{3,2}"));
  EXPECT_THAT(complaint("a{1,2000}"), HasSubstr("up to 1000"));
  EXPECT_THAT(complaint("a\\"), HasSubstr("backslash at the end"));
  EXPECT_THAT(complaint(std::string(100, '(')), HasSubstr("nested too deeply"));
}

TEST(Pattern, RefusesWhatMayBeEmpty) {
  for (const char* text : {"", "a?", "a*", "(?:a|)", "a{0}", "a{0,3}", "$", "\\b", "a?$"}) {
    EXPECT_THAT(complaint(text), HasSubstr("may be empty")) << text;
  }
  EXPECT_EQ(complaint("a$"), "");
  EXPECT_EQ(complaint("\\ba\\b"), "");
}

TEST(Pattern, RefusesWhatGrowsTooLargeWithoutBuildingIt) {
  EXPECT_THAT(complaint("(?:(?:a{1000}){1000}){1000}"), HasSubstr("too large"));
  EXPECT_THAT(complaint("(?:a?){1000}(?:b?){1000}(?:c?){1000}"), HasSubstr("too large"));
}

}  // namespace
}  // namespace crosswalk::matching
