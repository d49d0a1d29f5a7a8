// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/vers.h"

#include <gtest/gtest.h>

#include "artifacts/vers/native.h"

namespace crosswalk::artifacts::vers {
namespace {

std::string best(std::string_view text) {
  const auto range = read(text);
  if (!range) return "unreadable";
  const auto out = canonical(*range);
  return out ? out->text() : "contradiction";
}

std::string native(std::string_view type, std::string_view text) {
  const auto range = from_native(type, text);
  return range ? range->range().text() : "error: " + range.error().detail;
}

TEST(Vers, ReadsOnlyWhatIsCanonical) {
  for (const std::string_view text : {"vers:npm/1.2.3|>=2.0.0|<5.0.0", "vers:deb/*", "vers:gem/>=2.2.0|!=2.2.1|<2.3.0",
                                      "vers:all/*", "vers:generic/1%2525|2", "vers:datetime/<2026-01-01T00:00:00Z"}) {
    const auto range = parse(text);
    ASSERT_TRUE(range) << text << ": " << range.error().detail;
    EXPECT_EQ(range->text(), text);
  }
  for (const std::string_view text : {"",
                                      "vers:",
                                      "vers:npm",
                                      "vers:npm/",
                                      "npm/1",
                                      "VERS:npm/1.0.0",
                                      "vers:NPM/1.0.0",
                                      "vers:npm/1.0.0|",
                                      "vers:npm/1.0.0 |2.0.0",
                                      "vers:npm/2.0.0|1.0.0",
                                      "vers:npm/1.0.0|1.0.0",
                                      "vers:npm/>=1.0.0|>=2.0.0",
                                      "vers:npm/<1.0.0|<2.0.0",
                                      "vers:npm/1.0.0|<2.0.0",
                                      "vers:npm/*|1.0.0",
                                      "vers:npm/>=",
                                      "vers:npm/=1.0.0",
                                      "vers:npm/1.0%2",
                                      "vers:npm/1%2e0",
                                      "vers:npm/1%2E0",
                                      "vers:all/1",
                                      "vers:1npm/1"})
    EXPECT_FALSE(parse(text)) << text;
}

TEST(Vers, MakesRangesCanonical) {
  EXPECT_EQ(best("vers:NPM/ <5.0.0 | =1.2.3|>=2.0.0"), "vers:npm/1.2.3|>=2.0.0|<5.0.0");
  EXPECT_EQ(best("vers:pypi/>1.0|>=1.5|1.6|<2.0|<=3.0|!=1.7|1.6"), "vers:pypi/>1.0|!=1.7|<=3.0");
  EXPECT_EQ(best("vers:pypi/2.0|<2.0"), "vers:pypi/<=2.0");
  EXPECT_EQ(best("vers:pypi/2.0|!=2.0"), "contradiction");
  EXPECT_EQ(best("vers:pypi/%zz"), "unreadable");
}

TEST(Vers, KnowsWhichVersionsAreIn) {
  const auto in = [](std::string_view range, std::string_view version) { return contains(*read(range), version); };
  EXPECT_TRUE(in("vers:npm/1.2.3|>=2.0.0|<5.0.0", "1.2.3+build"));
  EXPECT_TRUE(in("vers:npm/1.2.3|>=2.0.0|<5.0.0", "5.0.0-rc.1"));
  EXPECT_FALSE(in("vers:npm/1.2.3|>=2.0.0|<5.0.0", "5.0.0"));
  EXPECT_FALSE(in("vers:npm/1.2.3|>=2.0.0|<5.0.0", "1.2.4"));
  EXPECT_TRUE(in("vers:deb/<2.0-1", "1:0~rc1") == false);
  EXPECT_TRUE(in("vers:pypi/>=1|!=1.5", "1.6"));
  EXPECT_FALSE(in("vers:pypi/>=1|!=1.5", "1.5.0"));
  EXPECT_TRUE(in("vers:pypi/!=1.5", "7"));
  EXPECT_TRUE(in("vers:rpm/*", "anything"));
  EXPECT_FALSE(in("vers:none/*", "anything"));
  EXPECT_TRUE(in("vers:npm/>5.0.0|<1.0.0", "6.0.0"));
  EXPECT_FALSE(in("vers:npm/>5.0.0|<1.0.0", "3.0.0"));
}

TEST(Vers, InvertsAndMergesRanges) {
  EXPECT_EQ(invert(*read("vers:npm/1.2.3|>=2.0.0|<5.0.0"))->text(), "vers:npm/!=1.2.3|<2.0.0|>=5.0.0");
  EXPECT_EQ(invert(*read("vers:npm/*"))->text(), "vers:none/*");
  EXPECT_EQ(merge({*read("vers:npm/>=1.0.0|<2.0.0"), *read("vers:npm/>=2.0.0|<=3.0.0")})->text(), "vers:npm/>=1.0.0|<=3.0.0");
  EXPECT_EQ(merge({*read("vers:npm/<2.0.0"), *read("vers:npm/>2.0.0")})->text(), "vers:npm/!=2.0.0");
  EXPECT_FALSE(merge({*read("vers:npm/1.0.0"), *read("vers:gem/1")}));
}

TEST(NativeRanges, OfManyEcosystems) {
  EXPECT_EQ(native("npm", "^1.2.3 || ~2.1 || 3.x || 4.0.0 - 4.2"), "vers:npm/>=1.2.3|<2.0.0|>=2.1.0|<2.2.0|>=3.0.0|<4.3.0");
  EXPECT_EQ(native("npm", "^0.2.3"), "vers:npm/>=0.2.3|<0.3.0");
  EXPECT_EQ(native("npm", "^0.0.3"), "vers:npm/>=0.0.3|<0.0.4");
  EXPECT_EQ(native("npm", "*"), "vers:npm/*");
  EXPECT_EQ(native("npm", ">=5.0.0 >=4.0.0"), "vers:npm/>=5.0.0");
  EXPECT_EQ(native("npm", ">=5.0.0 <4.0.0"), "vers:none/*");
  EXPECT_EQ(native("cargo", "1.2"), "vers:cargo/>=1.2.0|<2.0.0");
  EXPECT_EQ(native("pypi", "~=1.4.2, != 1.4.5"), "vers:pypi/>=1.4.2|!=1.4.5|<1.5");
  EXPECT_EQ(native("pypi", ">=1,!=1.4.*,<2"), "vers:pypi/>=1|<1.4|>=1.5|<2");
  EXPECT_EQ(native("pypi", "!=3.*,<2"), "vers:pypi/<2");
  EXPECT_EQ(native("pypi", "!=1.*,!=1.4.*,!=0.9"), "vers:pypi/!=0.9|<1|>=2");
  EXPECT_EQ(native("pypi", "==2.*"), "vers:pypi/>=2|<3");
  EXPECT_EQ(native("gem", "~> 2.2.0, != 2.2.1"), "vers:gem/>=2.2.0|!=2.2.1|<2.3");
  EXPECT_EQ(native("maven", "[1.0,2.0),(,0.5],[3.1]"), "vers:maven/<=0.5|>=1.0|<2.0|3.1");
  EXPECT_EQ(native("nuget", "1.0"), "vers:nuget/>=1.0");
  EXPECT_EQ(native("nuget", "(1.0,2.0]"), "vers:nuget/>1.0|<=2.0");
  EXPECT_EQ(native("composer", "~1.2 | 2.0.*"), "vers:composer/>=1.2|<2.1");
  EXPECT_EQ(native("conan", "~2.5"), "vers:conan/>=2.5|<2.6-");
  EXPECT_EQ(native("hex", "~> 2.1.2 or == 3.0.0"), "vers:hex/>=2.1.2|<2.2.0|3.0.0");
  EXPECT_EQ(native("deb", ">> 1:2.0, << 1:3.0"), "vers:deb/>1:2.0|<1:3.0");
  EXPECT_EQ(native("rpm", ">= 1.2-3"), "vers:rpm/>=1.2-3");
  EXPECT_EQ(native("nginx", "1.5.0+, 1.4.1+"), "vers:nginx/>=1.4.1");
  EXPECT_EQ(native("openssl", "1.0.2k, 1.0.1"), "vers:openssl/1.0.1|1.0.2k");
}

TEST(NativeRanges, FallBackOnProse) {
  EXPECT_EQ(native("pypi", "versions prior to 2.1"), "vers:pypi/<2.1");
  EXPECT_EQ(native("generic", "from 2.17.0 to 3.6.6"), "vers:generic/>=2.17.0|<=3.6.6");
}

TEST(NativeRanges, RefuseWhatIsNone) {
  for (const std::string_view text : {"[1.0,2.0", "(1.0)", ">=", "later", "|"}) EXPECT_FALSE(from_native("npm", text)) << text;
  EXPECT_FALSE(from_native("nonesuch", "1.0"));
}

}  // namespace
}  // namespace crosswalk::artifacts::vers
