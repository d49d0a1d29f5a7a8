// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "oscal/assessment_results.h"
#include "oscal/catalog.h"
#include "oscal/ids.h"
#include "oscal/mapping.h"
#include "reports/testdata/sample_review.h"
#include "reports/view.h"

namespace crosswalk::oscal {
namespace {

using Json = nlohmann::json;

std::string results_text(const review::Review& review, reports::Quotes quotes = reports::Quotes::full) {
  reports::StringSink sink;
  reports::ReportOptions options;
  options.quotes = quotes;
  EXPECT_TRUE(render_assessment_results(review, options, sink));
  return sink.text();
}
Json results_of(const review::Review& review, reports::Quotes quotes = reports::Quotes::full) {
  return Json::parse(results_text(review, quotes))["assessment-results"];
}

std::string catalog_text(const packs::Pack& pack) {
  reports::StringSink sink;
  EXPECT_TRUE(render_catalog(pack, "2026-01-31", sink));
  return sink.text();
}

std::string prop(const Json& object, const std::string& name) {
  for (const Json& one : object.value("props", Json::array())) {
    if (one["name"] == name) return one["value"];
  }
  return {};
}

void visit(const Json& json, const std::function<void(const Json&)>& each) {
  each(json);
  for (const Json& one : json) {
    if (one.is_structured()) visit(one, each);
  }
}

/// An atlas with one pack and one neighbouring work, mapped in each relation.
atlas::Atlas sample_atlas() {
  atlas::Atlas atlas;
  const auto pack = reports::sample_pack();
  packs::Catalogue work{"iso-13485", "ISO 13485", "2016", "ISO", {"ISO 13485:2016"}, {}};
  work.entries.push_back({"7", "Realisation", "Chapter.", {}, {}, packs::Confidence::high, {}});
  work.entries.push_back({"7.2(3)", "Communication", "Customers are told.", "7", {}, packs::Confidence::high, {}});
  packs::Mapping mapping;
  mapping.clause = pack->clauses.front().number;
  mapping.work = "iso-13485";
  mapping.section = "7.2(3)";
  mapping.relation = packs::Relation::subset;
  mapping.carries_over = "The *form* is used again.";
  mapping.rationale = "Both tell customers.";
  mapping.eases = {pack->clauses.front().constraints.front().slug};
  mapping.source = {"ISO 13485:2016, 7.2.3"};
  atlas.standards.push_back({pack, {mapping}});
  atlas.catalogues.push_back(work);
  return atlas;
}

std::string mapping_text(const atlas::Atlas& atlas, const std::string& have, const std::string& want) {
  const auto coverage = atlas::cover(atlas, {have}, want, nullptr);
  EXPECT_TRUE(coverage) << coverage.error().message();
  reports::StringSink sink;
  EXPECT_TRUE(render_mapping(atlas, *coverage, "2026-01-31", sink));
  return sink.text();
}

/// 0: all texts fit the schema of that name; 77: cannot be checked here.
int check(const std::string& schema, const std::vector<std::string>& texts) {
  const char* const named = std::getenv("CROSSWALK_SHARED");
  const std::filesystem::path shared = named != nullptr ? named : std::filesystem::path(CROSSWALK_SOURCE_DIR) / "../shared";
  std::string command = "/usr/bin/python3 '" + std::string(CROSSWALK_SOURCE_DIR) + "/tests/validate_oscal.py' '" +
                        (shared / "conformance/oscal/schema" / schema).string() + "'";
  int number = 0;
  for (const std::string& text : texts) {
    const std::string file = ::testing::TempDir() + "crosswalk_" + schema + std::to_string(number++);
    std::ofstream(file, std::ios::binary) << text;
    command += " '" + file + "'";
  }
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(OscalSchemas, HoldForAllThatIsWritten) {
  const atlas::Atlas atlas = sample_atlas();
  reports::StringSink work;
  ASSERT_TRUE(render_catalog(atlas.catalogues.front(), "2026-01-31", work));
  const int catalog =
      check("oscal_catalog_schema.json", {catalog_text(*reports::sample_pack()), catalog_text(packs::Pack()), work.text()});
  if (catalog == 77) GTEST_SKIP() << "no schemas of OSCAL (set CROSSWALK_SHARED), or no python3-jsonschema";
  EXPECT_EQ(catalog, 0);
  EXPECT_EQ(check("oscal_mapping_schema.json",
                  {mapping_text(atlas, "iso-13485", "iec-81001-5-1"), mapping_text(atlas, "iec-81001-5-1", "iso-13485")}),
            0);
  review::Review empty;
  empty.as_of = "2026-01-31";
  EXPECT_EQ(check("oscal_assessment-results_schema.json",
                  {results_text(reports::sample_review()), results_text(reports::sample_review(), reports::Quotes::none),
                   results_text(empty)}),
            0);
  EXPECT_EQ(check("oscal_catalog_schema.json", {R"({"catalog": {"uuid": "x"}})"}), 1) << "the check must find mistakes";
}

TEST(OscalCatalog, HasAnItemForEachConstraintAndNoIdTwice) {
  const auto pack = reports::sample_pack();
  const Json catalog = Json::parse(catalog_text(*pack))["catalog"];
  std::multiset<std::string> ids;
  visit(catalog, [&](const Json& one) {
    if (one.is_object() && one.contains("id")) ids.insert(one["id"].get<std::string>());
  });
  for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
  for (const packs::Clause& clause : pack->clauses) {
    EXPECT_TRUE(ids.contains(token_of(clause.id)));
    for (const packs::Constraint& constraint : clause.constraints)
      EXPECT_TRUE(ids.contains(token_of(constraint.id))) << constraint.id;
  }
  visit(catalog, [&](const Json& one) {
    if (one.is_object() && one.contains("href")) {
      EXPECT_TRUE(ids.contains(one["href"].get<std::string>().substr(1))) << one["href"];
    }
  });
  EXPECT_EQ(catalog["metadata"]["last-modified"], "2026-01-31T00:00:00Z");
}

TEST(OscalCatalog, ShowsWhatAnExtensionAddedAndChanged) {
  packs::Pack pack = *reports::sample_pack();
  pack.extensions = {{"house", "House rules", "2", "abc"}};
  packs::Override& changed = pack.overrides.emplace_back();
  changed.by = "house";
  changed.constraint = pack.clauses[0].constraints[0].id;
  changed.what = "remedy";
  pack.clauses[0].requirement.by = "house";
  pack.clauses[0].constraints[0].changes = {{"house", {"remedy", "level"}}};
  const Json catalog = Json::parse(catalog_text(pack))["catalog"];
  EXPECT_EQ(prop(catalog["metadata"], "extension"), "house 2");
  EXPECT_EQ(prop(catalog["metadata"], "override"), pack.clauses[0].constraints[0].id);
  Json statement;
  visit(catalog, [&](const Json& one) {
    if (one.is_object() && one.value("id", "") == token_of(pack.clauses[0].id) + "_smt") statement = one;
  });
  EXPECT_EQ(prop(statement, "extension"), "house");
  EXPECT_EQ(prop(statement["parts"][0], "changed-by"), "house");
  EXPECT_EQ(prop(statement["parts"][1], "changed-by"), "");
}

TEST(OscalCatalog, NestsThePartsOfAWork) {
  reports::StringSink sink;
  ASSERT_TRUE(render_catalog(sample_atlas().catalogues.front(), "2026-01-31", sink));
  const Json controls = Json::parse(sink.text())["catalog"]["controls"];
  ASSERT_EQ(controls.size(), 1U);
  EXPECT_EQ(controls[0]["controls"][0]["id"], token_of("iso-13485:7.2(3)"));
}

TEST(OscalMapping, TurnsTheRelationWithTheDirection) {
  const atlas::Atlas atlas = sample_atlas();
  const Json to = Json::parse(mapping_text(atlas, "iso-13485", "iec-81001-5-1"))["mapping-collection"]["mappings"][0]["maps"][0];
  // The pack says that the clause is a subset of the section: the section, which is followed, is the source.
  EXPECT_EQ(to["relationship"], "superset-of");
  EXPECT_EQ(to["sources"][0]["id-ref"], token_of("iso-13485:7.2(3)"));
  EXPECT_EQ(prop(to, "carries-over"), "The *form* is used again.");
  const Json back =
      Json::parse(mapping_text(atlas, "iec-81001-5-1", "iso-13485"))["mapping-collection"]["mappings"][0]["maps"][0];
  EXPECT_EQ(back["relationship"], "subset-of");
  EXPECT_EQ(back["targets"][0]["id-ref"], to["sources"][0]["id-ref"]);
  EXPECT_EQ(prop(back, "carries-over"), "") << "that is said of the other direction";
  EXPECT_EQ(prop(back, "eases"), prop(to, "eases"));
}

TEST(OscalMapping, NamesTheClausesThatNothingIsMappedTo) {
  const atlas::Atlas atlas = sample_atlas();
  const auto coverage = atlas::cover(atlas, {"iso-13485"}, "iec-81001-5-1", nullptr);
  ASSERT_TRUE(coverage);
  std::size_t without = 0;
  for (const atlas::ClauseCoverage& clause : coverage->clauses) without += clause.helps.empty() ? 1 : 0;
  const Json mapping = Json::parse(mapping_text(atlas, "iso-13485", "iec-81001-5-1"))["mapping-collection"]["mappings"][0];
  ASSERT_GT(without, 0U);
  EXPECT_EQ(mapping["target-gap-summary"]["unmapped-controls"][0]["with-ids"].size(), without);
}

TEST(OscalResults, HaveOneFindingPerConstraintAndOneRiskPerGap) {
  const review::Review review = reports::sample_review();
  const Json result = results_of(review)["results"][0];
  std::map<std::string, const review::ConstraintResult*> wanted;
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& one : clause.constraints) wanted.emplace(token_of(one.constraint->id), &one);
  }
  std::set<std::string> gaps;
  for (const review::Gap& gap : review.gaps) gaps.insert(token_of(gap.constraint));
  ASSERT_EQ(result["findings"].size(), wanted.size());
  for (const Json& finding : result["findings"]) {
    const std::string id = finding["target"]["target-id"];
    ASSERT_TRUE(wanted.contains(id)) << id;
    const review::Verdict verdict = wanted.at(id)->verdict;
    const bool satisfied = verdict == review::Verdict::met || verdict == review::Verdict::not_applicable;
    EXPECT_EQ(finding["target"]["status"]["state"], satisfied ? "satisfied" : "not-satisfied") << id;
    EXPECT_EQ(finding["target"]["status"]["reason"] == "fail", gaps.contains(id)) << id;
    EXPECT_EQ(finding.contains("related-risks"), gaps.contains(id)) << id;
    EXPECT_EQ(finding["target"].contains("implementation-status"), verdict == review::Verdict::not_applicable) << id;
  }
  EXPECT_EQ(result["risks"].size(), review.gaps.size());
}

TEST(OscalResults, ShowEachPassageWithItsDocumentPlaceAndHash) {
  const review::Review review = reports::sample_review();
  const Json results = results_of(review);
  std::map<std::string, std::string> hashes;
  for (const Json& resource : results["back-matter"]["resources"]) {
    if (resource.contains("rlinks") && resource["rlinks"][0].contains("hashes")) {
      hashes[resource["uuid"]] = resource["rlinks"][0]["hashes"][0]["value"];
    }
  }
  std::size_t passages = 0;
  std::set<const packs::Constraint*> seen;
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& one : clause.constraints) {
      if (seen.insert(one.constraint).second) passages += one.evidence.size();
    }
  }
  ASSERT_EQ(results["results"][0]["observations"].size(), passages);
  const review::Evidence& first = review.clauses[0].constraints[0].evidence[0];
  const Json evidence = results["results"][0]["observations"][0]["relevant-evidence"][0];
  EXPECT_EQ(prop(evidence, "quote"), one_line(first.quote));
  EXPECT_EQ(prop(evidence, "document"), first.document);
  EXPECT_EQ(prop(evidence, "place"), one_line(first.locator.text()));
  EXPECT_EQ(hashes.at(evidence["href"].get<std::string>().substr(1)), prop(evidence, "sha256"));
}

TEST(OscalResults, LeaveQuotesOutWhereTheyAreNotWanted) {
  const review::Review review = reports::sample_review();
  const std::string text = results_text(review, reports::Quotes::none);
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& result : clause.constraints) {
      for (const review::Evidence& evidence : result.evidence) {
        if (evidence.quote.size() > 20) {
          EXPECT_EQ(text.find(markup(evidence.quote)), std::string::npos) << evidence.quote;
        }
      }
    }
  }
  EXPECT_EQ(text.find("\"quote\""), std::string::npos);
}

TEST(OscalResults, NeverUseAUuidTwiceAndLeadToWhatIsThere) {
  const Json results = results_of(reports::sample_review());
  std::multiset<std::string> ids;
  visit(results, [&](const Json& one) {
    if (one.is_object() && one.contains("uuid")) ids.insert(one["uuid"].get<std::string>());
  });
  for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
  visit(results, [&](const Json& one) {
    if (!one.is_object()) return;
    for (const char* key : {"observation-uuid", "risk-uuid", "subject-uuid", "actor-uuid", "component-uuid"}) {
      if (one.contains(key)) {
        EXPECT_TRUE(ids.contains(one[key].get<std::string>())) << key;
      }
    }
  });
}

TEST(OscalResults, AreTheSameForTheSameReviewOnly) {
  review::Review review = reports::sample_review();
  EXPECT_EQ(results_text(review), results_text(review));
  const Json before = results_of(review)["uuid"];
  review.clauses[0].constraints[0].verdict = review::Verdict::denied;
  EXPECT_NE(results_of(review)["uuid"], before);
}

}  // namespace
}  // namespace crosswalk::oscal
