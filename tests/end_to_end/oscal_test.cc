// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cstdlib>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Oscal : public EndToEnd {
 protected:
  /// Holds a file against a schema of OSCAL: code 0 if it fits, 77 where that cannot be checked here.
  static Ran check(const fs::path& file, const std::string& schema) {
    const char* const named = std::getenv("CROSSWALK_SHARED");
    const fs::path shared = named != nullptr ? fs::path(named) : sources() / "../shared";
    return run("/usr/bin/python3", {sources() / "tests/validate_oscal.py", shared / "conformance/oscal/schema" / schema, file});
  }
  Json written(const Arguments& arguments, const std::string& name) {
    Arguments all = arguments;
    for (const std::string& more : {std::string("--format"), std::string("oscal"), std::string("--as-of"),
                                    std::string("2026-01-31"), std::string("--out"), at(name).string()}) {
      all.push_back(more);
    }
    const Ran ran = crosswalk(all);
    EXPECT_LT(ran.code, 2) << ran.err;
    return Json::parse(read(at(name)), nullptr, false);
  }
};

TEST_F(Oscal, IdsOfReviewsAndMappingsStandInTheCatalogOfThePack) {
  write("docs/procedure.md", procedure);
  const Json catalog = written({"clause", "list", "--pack", "iec-81001-5-1"}, "catalog.json");
  const Json work = written({"clause", "list", "--pack", "iso-13485"}, "work.json");
  const Json map = written({"map", "--have", "iso-13485"}, "map.json");
  const Json results = written({"review", at("docs"), "--quiet"}, "results.json");
  const std::string ids = catalog.dump() + work.dump();
  ASSERT_FALSE(results["assessment-results"]["results"][0]["observations"].empty());
  for (const Json& finding : results["assessment-results"]["results"][0]["findings"]) {
    EXPECT_THAT(ids, HasSubstr("\"id\":" + finding["target"]["target-id"].dump()));
  }
  for (const Json& one : map["mapping-collection"]["mappings"][0]["maps"]) {
    EXPECT_THAT(ids, HasSubstr("\"id\":" + one["sources"][0]["id-ref"].dump()));
    EXPECT_THAT(ids, HasSubstr("\"id\":" + one["targets"][0]["id-ref"].dump()));
  }
  for (const auto& [file, schema] :
       std::map<std::string, std::string>{{"catalog.json", "oscal_catalog_schema.json"},
                                          {"work.json", "oscal_catalog_schema.json"},
                                          {"map.json", "oscal_mapping_schema.json"},
                                          {"results.json", "oscal_assessment-results_schema.json"}}) {
    const Ran ran = check(at(file), schema);
    if (ran.code == 77) GTEST_SKIP() << ran.out;
    EXPECT_EQ(ran.code, 0) << ran.out;
  }
}

TEST_F(Oscal, ACatalogIsOfOnePack) {
  const Ran ran = crosswalk({"clause", "list", "--format", "oscal", "--pack", "iso13485"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("there is no such id"));
  EXPECT_EQ(crosswalk({"clause", "list", "--format", "oscal", "--pack", "iso-13485", "--pack", "nist-ssdf"}).code, 2);
  EXPECT_EQ(crosswalk({"clause", "list", "--pack", "iso-13485"}).code, 2) << "a work has no clauses to list";
}

}  // namespace
}  // namespace crosswalk::end_to_end
