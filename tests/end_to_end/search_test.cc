// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Search : public EndToEnd {};

TEST_F(Search, FindsClausesConstraintsAndPartsOfOtherWorks) {
  const Ran ran = crosswalk({"clause", "search", "bill", "of", "materials"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("iec-81001-5-1:5.8.2/sbom"));
  const Json json =
      Json::parse(crosswalk({"clause", "search", "advisory notices", "--format", "json", "--pack", "iso-13485"}).out);
  ASSERT_FALSE(json.at("found").empty());
  for (const Json& one : json.at("found")) EXPECT_EQ(one.at("kind"), "part");
  EXPECT_THAT(crosswalk({"clause", "search", "zebra"}).out, HasSubstr("Nothing is said of this: zebra"));
  EXPECT_EQ(crosswalk({"clause", "search", "x", "--pack", "iso-0"}).code, 2);
  EXPECT_EQ(crosswalk({"clause", "search"}).code, 2);
}

TEST_F(Search, ShowsAPartOfAnotherWorkWithTheClausesMappedToIt) {
  const Ran ran = crosswalk({"clause", "show", "iso-13485:7.2.3"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("iec-81001-5-1:4.1.7"));
  EXPECT_THAT(ran.out, HasSubstr("ISO 13485, 7.2.3 asks for some of it"));
  EXPECT_EQ(crosswalk({"clause", "show", "iso-13485:77"}).code, 2);
}

}  // namespace
}  // namespace crosswalk::end_to_end
