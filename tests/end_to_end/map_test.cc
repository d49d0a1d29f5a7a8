// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Map : public EndToEnd {};

Json map_json(Arguments arguments) {
  arguments.insert(arguments.begin(), "map");
  arguments.insert(arguments.end(), {"--format", "json"});
  const Ran ran = crosswalk(arguments);
  EXPECT_EQ(ran.code, 0) << ran.err;
  return Json::parse(ran.out, nullptr, false);
}

TEST_F(Map, SharesOfNewWorkFallWithWhatIsFollowed) {
  const int nothing_special = map_json({"--have", "iso-14971"})["share_of_new"];
  const int three = map_json({"--have", "iso-13485,iec-62304,iso-14971"})["share_of_new"];
  const int all = map_json({"--have", "iso-13485,iec-62304,iso-14971,iec-62443-4-1"})["share_of_new"];
  EXPECT_LT(three, nothing_special);
  EXPECT_LT(all, three);
  EXPECT_LT(all, 50) << "the standard came out of IEC 62443-4-1";
  EXPECT_GT(all, 0);
}

TEST_F(Map, EveryCatalogueCanBeAskedForBothWays) {
  const Ran list = crosswalk({"map", "--list"});
  ASSERT_EQ(list.code, 0) << list.err;
  for (const std::string work : {"iso-13485", "iec-62304", "iso-14971", "iec-62443-4-1", "fda-premarket", "us-fdca",
                                 "fda-postmarket", "eu-mdr", "mdcg-2019-16", "nist-ssdf", "eu-cra"}) {
    EXPECT_THAT(list.out, HasSubstr(work + ": ")) << "a number of mappings";
    const Json to = map_json({"--have", work});
    const Json back = map_json({"--have", "iec-81001-5-1", "--want", work});
    EXPECT_GT(to["covered"].get<int>() + to["eased"].get<int>(), 0) << work;
    EXPECT_GT(back["covered"].get<int>() + back["eased"].get<int>(), 0) << work;
  }
}

TEST_F(Map, ShowsWhatAReviewProves) {
  write("docs/procedure.md", procedure);
  const int code = crosswalk({"review", at("docs"), "--as-of", "2026-01-31", "--quiet", "--out", at("review.json")}).code;
  ASSERT_TRUE(code == 1 || code == 4) << code;
  const Json map = map_json({"--have", "iso-13485", "--review", at("review.json")});
  EXPECT_GT(map["met_by_review"].get<int>(), 0);
  for (const Json& clause : map["clauses"]) {
    for (const Json& one : clause["requirements"]) EXPECT_TRUE(one.contains("verdict")) << one["id"];
  }
  EXPECT_EQ(crosswalk({"map", "--have", "iso-13485", "--review", at("docs/procedure.md")}).code, 2);
}

TEST_F(Map, JsonIsAsItsSchemaSays) {
  if (!can_validate()) GTEST_SKIP() << "python3-jsonschema is not installed";
  for (const Arguments& more : {Arguments{"--have", "nist-ssdf,eu-mdr"}, {"--have", "iec-81001-5-1", "--want", "eu-cra"}}) {
    Arguments arguments{"map", "--out", at("map.json")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ASSERT_EQ(crosswalk(arguments).code, 0);
    const Ran ran = validate(at("map.json"), "map.schema.json");
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
}

TEST_F(Map, SaysWhichStandardsThereAre) {
  Ran ran = crosswalk({"map", "--have", "iso13485"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("did you mean iso-13485?"));
  ran = crosswalk({"map"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--have"));
  ran = crosswalk({"map", "--have", "iso-13485", "--want", "iec-62304"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("nothing is mapped between the two"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
