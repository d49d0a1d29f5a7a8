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
  const Ran asked = crosswalk({"clause", "list", "--pack", "fda-premarket"});
  EXPECT_EQ(asked.code, 0) << asked.err;
  EXPECT_THAT(asked.out, ::testing::StartsWith("fda-premarket:"));
  const Json catalog = written({"clause", "list", "--pack", "fda-premarket"}, "fda.json");
  EXPECT_THAT(catalog.dump(), HasSubstr("\"name\":\"assessment-objective\"")) << "the pack, not the work of the same id";
  EXPECT_EQ(crosswalk({"clause", "list", "--pack", "iso-13485"}).code, 2) << "a work has no clauses to list";
}

TEST_F(Oscal, AProfileBecomesAPackWhoseStatementsAreAsked) {
  write("in/catalog.xml",
        "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\" uuid=\"c\"><metadata><title>House rules</title>"
        "<version>1</version><oscal-version>1.2.1</oscal-version></metadata><control id=\"hr-1\"><title>Backups</title>"
        "<param id=\"p\"><label>how often</label></param><part name=\"statement\" id=\"s\"><p>The operator:</p>"
        "<part name=\"item\" id=\"a\"><prop name=\"label\" value=\"a.\"/><p>copies all records <insert type=\"param\" "
        "id-ref=\"p\"/>;</p></part>"
        "<part name=\"item\" id=\"b\"><prop name=\"label\" value=\"b.\"/><p>tests the copies.</p></part></part></control>"
        "<control id=\"hr-2\"><title>Other</title><part name=\"statement\"><p>Not chosen.</p></part></control></catalog>");
  write("in/profile.yaml",
        "profile:\n  uuid: p\n  metadata: {title: \"Our *house*\", version: 1, oscal-version: 1.2.1}\n  imports:\n"
        "    - href: ../../elsewhere/catalog.xml\n      include-controls: [{with-ids: [hr-1]}]\n"
        "  modify:\n    set-parameters: [{param-id: p, values: [every night]}]\n");
  const Ran made = crosswalk({"pack", "import", at("in/profile.yaml"), "--to", at("house")});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("2 questions in 1 clause"));
  const Ran lint = crosswalk({"pack", "lint", at("house")});
  EXPECT_EQ(lint.code, 0) << lint.out << lint.err;
  EXPECT_THAT(read(at("house/clauses/hr-1.yaml")), HasSubstr("The operator: copies all records every night;"));
  EXPECT_THAT(read(at("house/pack.yaml")), HasSubstr("title: \"Our house\""));
  write("docs/backup.md",
        "# Backup procedure\n\nDocument: SOP-1, version 2, effective 2025-03-01\n\n"
        "Administrators copy all records to a second site every night and keep the copies for a year.\n");
  const Json review = review_json({at("docs"), "--pack", at("house"), "--clause", "house:hr-1"});
  EXPECT_THAT(review.dump(), HasSubstr("Administrators copy all records"));
  fs::remove(at("in/catalog.xml"));
  const Ran alone = crosswalk({"pack", "import", at("in/profile.yaml"), "--to", at("again")});
  EXPECT_NE(alone.code, 0);
  EXPECT_THAT(alone.err, HasSubstr("catalog.xml"));
  EXPECT_FALSE(fs::exists(at("again")));
}

}  // namespace
}  // namespace crosswalk::end_to_end
