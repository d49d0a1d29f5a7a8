// SPDX-License-Identifier: Apache-2.0
// The shipped example: its review shows exactly the gaps of examples/GAPS.md, and is the golden file to the byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::UnorderedElementsAre;

Arguments example() {
  return {"review",           (sources() / "examples/manufacturer").string(),
          "--workspace",      (sources() / "examples/workspace").string(),
          "--as-of",          "2026-11-01",
          "--clause",         "4.1.7",
          "--clause",         "5.8.2",
          "--format",         "json",
          "--fail-on",        "none",
          "--allow-undecided"};
}

TEST(Example, HasExactlyThePlantedGaps) {
  const Ran ran = crosswalk(example());
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json review = Json::parse(ran.out);
  std::vector<std::string> gaps;
  std::vector<std::string> others;
  for (const Json& clause : review["clauses"]) {
    for (const Json& gap : clause["gaps"]) {
      gaps.push_back(gap["constraint"].get<std::string>() + " " + gap["severity"].get<std::string>());
    }
    for (const Json& constraint : clause["constraints"]) {
      if (constraint["verdict"] != "met") {
        others.push_back(constraint["id"].get<std::string>() + " " + constraint["verdict"].get<std::string>());
      }
    }
  }
  EXPECT_THAT(
      gaps, UnorderedElementsAre("iec-81001-5-1:5.8.2/conformance-tailoring major", "iec-81001-5-1:4.1.7/severity-score minor"));
  EXPECT_THAT(others, UnorderedElementsAre("iec-81001-5-1:5.8.2/conformance-tailoring denied",
                                           "iec-81001-5-1:4.1.7/severity-score partial"));
  EXPECT_TRUE(review["undecided"].empty());
}

/// CROSSWALK_REBASELINE=1 writes the golden file anew: read its difference before it is committed.
TEST(Example, IsReviewedAsTheGoldenFileSays) {
  const Ran ran = crosswalk(example());
  ASSERT_EQ(ran.code, 0) << ran.err;
  const fs::path golden = sources() / "examples/review.golden.json";
  if (std::getenv("CROSSWALK_REBASELINE") != nullptr) {
    std::ofstream(golden, std::ios::binary) << ran.out;
    return;
  }
  std::ifstream file(golden, std::ios::binary);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_TRUE(ran.out == expected.str()) << "compare with: crosswalk review examples/manufacturer ... --format json";
}

}  // namespace
}  // namespace crosswalk::end_to_end
