// SPDX-License-Identifier: Apache-2.0
// Package URLs and versions at the command line.
#include <sstream>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Versions : public EndToEnd {};

TEST_F(Versions, PackageUrlsAreTakenApartAndChecked) {
  Ran ran = crosswalk({"purl", "pkg:NPM/@acme/viewer@1.0?b=2&A=1", "pkg:npm/viewer@1.0"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("canonical   pkg:npm/%40acme/viewer@1.0?a=1&b=2"));
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  Setting setting;
  setting.input = "pkg:npm/viewer\n\nnonsense\x1b[31m\n";
  ran = crosswalk({"purl", "--stdin"}, setting);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  ran = crosswalk({"purl", "--stdin", "--format", "json"}, setting);
  const Json json = Json::parse(ran.out);
  ASSERT_EQ(json.size(), 2U);
  EXPECT_EQ(json[0]["parts"]["name"], "viewer");
  EXPECT_EQ(json[1]["valid"], false);
  EXPECT_EQ(crosswalk({"purl"}).code, 2);
}

TEST_F(Versions, AreComparedSortedAndFoundInRanges) {
  EXPECT_EQ(crosswalk({"vers", "compare", "deb", "1:2.0~rc1-1", "2.0-1"}).out, "1:2.0~rc1-1 > 2.0-1\n");
  EXPECT_EQ(crosswalk({"vers", "compare", "Red Hat:9", "2.0-1", "2.0^git1-1"}).out, "2.0-1 < 2.0^git1-1\n");
  EXPECT_EQ(crosswalk({"vers", "compare", "nonesuch", "1", "2"}).code, 2);
  Setting setting;
  setting.input = "1.0\n1.0-rc1\n";
  EXPECT_EQ(crosswalk({"vers", "sort", "maven", "1.0.1", "--stdin"}, setting).out, "1.0-rc1\n1.0\n1.0.1\n");
  Ran ran = crosswalk({"vers", "contains", "vers:npm/>=1.2.0|<2.0.0", "1.5.0", "2.0.0"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "1.5.0: in\n2.0.0: not in\n");
  EXPECT_EQ(crosswalk({"vers", "contains", "npm:1", "1.5.0"}).code, 2);
  ran = crosswalk({"vers", "canonical", "vers:pypi/>1.0|>=1.5|<2.0|<=3.0", "--format", "json"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(Json::parse(ran.out)[0]["canonical"], "vers:pypi/>1.0|<=3.0");
  ran = crosswalk({"vers", "from-native", "npm", "^1.2 || >=2.1 <3", "later"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("vers:npm/>=1.2.0|<2.0.0|>=2.1.0|<3.0.0\n"));
  EXPECT_THAT(ran.out, HasSubstr("error: "));
}

}  // namespace
}  // namespace crosswalk::end_to_end
