// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "artifacts/csaf/advisory.h"
#include "artifacts/csaf/cwe.h"
#include "artifacts/csaf/language.h"
#include "artifacts/csaf/tracking.h"
#include "artifacts/csaf/validate.h"

namespace crosswalk::artifacts::csaf {
namespace {

using Json = nlohmann::json;

std::string advisory_text() {
  std::ifstream file(std::string(CROSSWALK_SOURCE_DIR) + "/src/artifacts/csaf/testdata/advisory.json");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Json advisory() { return Json::parse(advisory_text()); }

Report check(const std::string& text, const std::string& file_name = "") {
  const auto document = json::parse(text, {"test"});
  EXPECT_TRUE(document.has_value()) << text.substr(0, 200);
  if (!document) return {};
  auto report = validate(document->root(), {{}, file_name});
  EXPECT_TRUE(report.has_value());
  return report ? *report : Report();
}

std::string findings_of(const Report& report, const std::string& id) {
  std::string out;
  const Verdict* verdict = report.verdict(id);
  if (verdict == nullptr) return "no verdict";
  for (const Finding& finding : verdict->findings) out += finding.pointer + ": " + finding.message + "\n";
  return out;
}

/// A change of the advisory (RFC 6902) after which a test fails, and where.
struct Change {
  const char* id;
  const char* patch;
  const char* pointer;
};

constexpr const char* kCvss2 = R"({"baseScore": 5.0, "vectorString": "AV:N/AC:L/Au:N/C:P/I:N/A:N", "version": "2.0"})";

// One line per test; those that need another profile change the category too.
const std::vector<Change>& changes() {
  static const std::vector<Change> all{
      {"schema", R"([{"op": "remove", "path": "/document/title"}])", "/document"},
      {"6.1.1", R"([{"op": "add", "path": "/vulnerabilities/0/flags/0/product_ids/-", "value": "P9"}])",
       "/vulnerabilities/0/flags/0/product_ids/1"},
      {"6.1.2", R"([{"op": "replace", "path": "/product_tree/relationships/0/full_product_name/product_id", "value": "P1"}])",
       "/product_tree/branches/0/branches/0/branches/0/product/product_id"},
      {"6.1.3", R"([{"op": "replace", "path": "/product_tree/relationships/0/product_reference", "value": "P3"}])",
       "/product_tree/relationships/0/product_reference"},
      {"6.1.4", R"([{"op": "replace", "path": "/vulnerabilities/0/threats/0/group_ids/0", "value": "G9"}])",
       "/vulnerabilities/0/threats/0/group_ids/0"},
      {"6.1.5", R"([{"op": "copy", "from": "/product_tree/product_groups/0", "path": "/product_tree/product_groups/-"}])",
       "/product_tree/product_groups/0/group_id"},
      {"6.1.6", R"([{"op": "add", "path": "/vulnerabilities/0/product_status/fixed/-", "value": "P1"}])",
       "/vulnerabilities/0/product_status/fixed/1"},
      {"6.1.7", R"([{"op": "copy", "from": "/vulnerabilities/0/scores/0", "path": "/vulnerabilities/0/scores/-"}])",
       "/vulnerabilities/0/scores/1/products/0"},
      {"6.1.8", R"([{"op": "remove", "path": "/vulnerabilities/0/scores/0/cvss_v3/baseSeverity"}])",
       "/vulnerabilities/0/scores/0/cvss_v3"},
      {"6.1.9", R"([{"op": "replace", "path": "/vulnerabilities/0/scores/0/cvss_v3/baseScore", "value": 9.9}])",
       "/vulnerabilities/0/scores/0/cvss_v3/baseScore"},
      {"6.1.10", R"([{"op": "replace", "path": "/vulnerabilities/0/scores/0/cvss_v3/attackVector", "value": "NETWORK"}])",
       "/vulnerabilities/0/scores/0/cvss_v3/attackVector"},
      {"6.1.11", R"([{"op": "replace", "path": "/vulnerabilities/0/cwe/name", "value": "Something else"}])",
       "/vulnerabilities/0/cwe/name"},
      {"6.1.12", R"([{"op": "replace", "path": "/document/lang", "value": "zz"}])", "/document/lang"},
      {"6.1.13",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/1/product/product_identification_helper/purl", "value": "pkg:npm/@4.3"}])",
       "/product_tree/branches/0/branches/0/branches/1/product/product_identification_helper/purl"},
      {"6.1.14", R"([{"op": "replace", "path": "/document/tracking/revision_history/0/date", "value": "2026-03-04T10:00:00Z"}])",
       "/document/tracking/revision_history/0/number"},
      {"6.1.15", R"([{"op": "replace", "path": "/document/publisher/category", "value": "translator"}])",
       "/document/source_lang"},
      {"6.1.16", R"([{"op": "replace", "path": "/document/tracking/version", "value": "1"}])", "/document/tracking/version"},
      {"6.1.17", R"([{"op": "replace", "path": "/document/tracking/version", "value": "0"}])", "/document/tracking/status"},
      {"6.1.18", R"([{"op": "replace", "path": "/document/tracking/revision_history/0/number", "value": "0"}])",
       "/document/tracking/revision_history/0/number"},
      {"6.1.19", R"([{"op": "replace", "path": "/document/tracking/revision_history/0/number", "value": "1.0.0-rc.1"}])",
       "/document/tracking/revision_history/0/number"},
      {"6.1.20", R"([{"op": "replace", "path": "/document/tracking/version", "value": "2.0.0-rc.1"}])",
       "/document/tracking/version"},
      {"6.1.21", R"([{"op": "replace", "path": "/document/tracking/revision_history/1/number", "value": "3"}])",
       "/document/tracking/revision_history/1/number"},
      {"6.1.22", R"([{"op": "replace", "path": "/document/tracking/revision_history/1/number", "value": "1"}])",
       "/document/tracking/revision_history/1/number"},
      {"6.1.23", R"([{"op": "copy", "from": "/vulnerabilities/0", "path": "/vulnerabilities/-"}])", "/vulnerabilities/1/cve"},
      {"6.1.24",
       R"([{"op": "add", "path": "/vulnerabilities/0/involvements/-", "value": {"date": "2026-02-01T11:00:00+01:00", "party": "vendor", "status": "open"}}])",
       "/vulnerabilities/0/involvements/1"},
      {"6.1.25",
       R"([{"op": "copy", "from": "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/0", "path": "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/-"}])",
       "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/1"},
      {"6.1.26", R"([{"op": "replace", "path": "/document/category", "value": "Security  Advisory"}])", "/document/category"},
      {"6.1.27.1",
       R"([{"op": "replace", "path": "/document/category", "value": "csaf_informational_advisory"}, {"op": "remove", "path": "/document/notes/0"}])",
       "/document/notes"},
      {"6.1.27.2",
       R"([{"op": "replace", "path": "/document/category", "value": "csaf_security_incident_response"}, {"op": "remove", "path": "/document/references/0"}])",
       "/document/references"},
      {"6.1.27.3", R"([{"op": "replace", "path": "/document/category", "value": "csaf_informational_advisory"}])",
       "/vulnerabilities"},
      {"6.1.27.4", R"([{"op": "remove", "path": "/product_tree"}])", "/product_tree"},
      {"6.1.27.5", R"([{"op": "remove", "path": "/vulnerabilities/0/notes"}])", "/vulnerabilities/0/notes"},
      {"6.1.27.6", R"([{"op": "remove", "path": "/vulnerabilities/0/product_status"}])", "/vulnerabilities/0/product_status"},
      {"6.1.27.7",
       R"([{"op": "replace", "path": "/document/category", "value": "csaf_vex"}, {"op": "replace", "path": "/vulnerabilities/0/product_status", "value": {"first_fixed": ["P1"]}}])",
       "/vulnerabilities/0/product_status"},
      {"6.1.27.8",
       R"([{"op": "replace", "path": "/document/category", "value": "csaf_vex"}, {"op": "remove", "path": "/vulnerabilities/0/cve"}, {"op": "remove", "path": "/vulnerabilities/0/ids"}])",
       "/vulnerabilities/0"},
      {"6.1.27.9",
       R"([{"op": "replace", "path": "/document/category", "value": "csaf_vex"}, {"op": "remove", "path": "/vulnerabilities/0/flags"}])",
       "/vulnerabilities/0/product_status/known_not_affected/0"},
      {"6.1.27.10",
       R"([{"op": "replace", "path": "/document/category", "value": "csaf_vex"}, {"op": "remove", "path": "/vulnerabilities/0/remediations"}])",
       "/vulnerabilities/0/product_status/known_affected/0"},
      {"6.1.27.11", R"([{"op": "remove", "path": "/vulnerabilities"}])", "/vulnerabilities"},
      {"6.1.28", R"([{"op": "add", "path": "/document/source_lang", "value": "en"}])", "/document/lang"},
      {"6.1.29", R"([{"op": "remove", "path": "/vulnerabilities/0/remediations/0/group_ids"}])",
       "/vulnerabilities/0/remediations/0"},
      {"6.1.30", R"([{"op": "replace", "path": "/document/tracking/revision_history/1/number", "value": "2.0.0"}])",
       "/document/tracking/revision_history/1/number"},
      {"6.1.31",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/name", "value": "4.2 and Earlier"}])",
       "/product_tree/branches/0/branches/0/branches/0/name"},
      {"6.1.32", R"([{"op": "remove", "path": "/vulnerabilities/0/flags/0/product_ids"}])", "/vulnerabilities/0/flags/0"},
      {"6.1.33",
       R"([{"op": "add", "path": "/vulnerabilities/0/flags/-", "value": {"label": "vulnerable_code_not_present", "product_ids": ["P3"]}}])",
       "/vulnerabilities/0/flags/1"},
      {"6.2.1",
       R"([{"op": "add", "path": "/product_tree/full_product_names", "value": [{"name": "Spare", "product_id": "P4"}]}])",
       "/product_tree/full_product_names/0/product_id"},
      {"6.2.2", R"([{"op": "remove", "path": "/vulnerabilities/0/remediations"}])",
       "/vulnerabilities/0/product_status/known_affected/0"},
      {"6.2.3", R"([{"op": "remove", "path": "/vulnerabilities/0/scores"}])",
       "/vulnerabilities/0/product_status/known_affected/0"},
      {"6.2.4", R"([{"op": "replace", "path": "/document/tracking/revision_history/1/number", "value": "2.0.0+build"}])",
       "/document/tracking/revision_history/1/number"},
      {"6.2.5", R"([{"op": "replace", "path": "/document/tracking/initial_release_date", "value": "2026-03-01T10:30:00+01:00"}])",
       "/document/tracking/initial_release_date"},
      {"6.2.6", R"([{"op": "replace", "path": "/document/tracking/current_release_date", "value": "2026-03-02T09:59:59.999Z"}])",
       "/document/tracking/current_release_date"},
      {"6.2.7", R"([{"op": "remove", "path": "/vulnerabilities/0/involvements/0/date"}])",
       "/vulnerabilities/0/involvements/0/date"},
      {"6.2.8",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/0/algorithm", "value": "md5"}])",
       "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes"},
      {"6.2.9",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/0/algorithm", "value": "sha1"}])",
       "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes"},
      {"6.2.10", R"([{"op": "remove", "path": "/document/distribution/tlp"}])", "/document/distribution/tlp"},
      {"6.2.11",
       R"([{"op": "replace", "path": "/document/references/1/url", "value": "https://acme.example/advisories/2026/ACME-2026-001.json"}])",
       "/document/references"},
      {"6.2.12", R"([{"op": "remove", "path": "/document/lang"}])", "/document/lang"},
      {"6.2.14", R"([{"op": "replace", "path": "/document/lang", "value": "en-x-ours"}])", "/document/lang"},
      {"6.2.15", R"([{"op": "replace", "path": "/document/lang", "value": "i-default"}])", "/document/lang"},
      {"6.2.16", R"([{"op": "remove", "path": "/product_tree/relationships/0/full_product_name/product_identification_helper"}])",
       "/product_tree/relationships/0/full_product_name"},
      {"6.2.17", R"([{"op": "replace", "path": "/vulnerabilities/0/ids/0/text", "value": "CVE-2026-10002"}])",
       "/vulnerabilities/0/ids/0"},
      {"6.2.18",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/category", "value": "product_version_range"}, {"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/name", "value": "<4.3"}])",
       "/product_tree/branches/0/branches/0/branches/0/name"},
      {"6.2.19", R"([{"op": "replace", "path": "/vulnerabilities/0/scores/0/products/0", "value": "P2"}])",
       "/vulnerabilities/0/scores/0/cvss_v3"},
      {"6.2.20", R"([{"op": "add", "path": "/vulnerabilities/0/scores/0/cvss_v3/mood", "value": "bad"}])",
       "/vulnerabilities/0/scores/0/cvss_v3/mood"},
      {"6.3.2", R"([{"op": "replace", "path": "/vulnerabilities/0/scores/0/cvss_v3/version", "value": "3.0"}])",
       "/vulnerabilities/0/scores/0/cvss_v3/version"},
      {"6.3.3", R"([{"op": "remove", "path": "/vulnerabilities/0/cve"}])", "/vulnerabilities/0/cve"},
      {"6.3.4", R"([{"op": "remove", "path": "/vulnerabilities/0/cwe"}])", "/vulnerabilities/0/cwe"},
      {"6.3.5",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/0/value", "value": "0f1e2d3c4b5a69788796a5b4c3d2e1f0"}])",
       "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/0/value"},
      {"6.3.9", R"([{"op": "replace", "path": "/product_tree/branches/0/category", "value": "product_family"}])",
       "/product_tree/branches/0/branches/0/branches/0/product"},
      {"6.3.10",
       R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/category", "value": "product_version_range"}])",
       "/product_tree/branches/0/branches/0/branches/0/category"},
      {"6.3.11", R"([{"op": "replace", "path": "/product_tree/branches/0/branches/0/branches/0/name", "value": "v4.2"}])",
       "/product_tree/branches/0/branches/0/branches/0/name"},
  };
  return all;
}

TEST(Csaf, AnAdvisoryThatIsRightPassesAllTests) {
  const Report report = check(advisory_text(), "acme-2026-001.json");
  for (const Verdict& verdict : report.verdicts) EXPECT_EQ("", findings_of(report, std::string(verdict.id))) << verdict.id;
  EXPECT_TRUE(report.is_valid(true));
  EXPECT_EQ(report.verdicts.size(), tests().size() + 2);
}

TEST(Csaf, EachTestFlagsWhatItIsFor) {
  std::set<std::string> tried{"6.2.13", "6.3.1"};  // below
  for (const Change& change : changes()) {
    const Report report = check(advisory().patch(Json::parse(change.patch)).dump(1));
    const Verdict* verdict = report.verdict(change.id);
    ASSERT_NE(verdict, nullptr) << change.id;
    ASSERT_FALSE(verdict->findings.empty()) << change.id;
    EXPECT_EQ(verdict->findings.front().pointer, change.pointer) << change.id << ": " << findings_of(report, change.id);
    EXPECT_GT(verdict->findings.front().line, 0U) << change.id;
    EXPECT_FALSE(verdict->findings.front().message.ends_with(".")) << change.id;
    tried.insert(change.id);
  }
  for (const csaf::Test& test : tests()) {
    EXPECT_EQ(test.run == nullptr, !test.skipped.empty()) << test.id;
    EXPECT_TRUE(test.run == nullptr || tried.contains(std::string(test.id))) << test.id;
  }
}

TEST(Csaf, TestsThatNeedTheNetworkOrADictionaryAreSkippedByName) {
  const Report report = check(advisory_text());
  for (const char* id : {"6.3.6", "6.3.7", "6.3.8"}) {
    EXPECT_EQ(report.verdict(id)->outcome, Outcome::skipped);
    EXPECT_FALSE(report.verdict(id)->reason.empty());
  }
}

TEST(Csaf, KeysAreSortedByTheAlphabetWithOrWithoutRegardToCase) {
  EXPECT_EQ(findings_of(check(R"({"document": {"b": 1, "a": 2}})"), "6.2.13"),
            "/document/a: the key 'a' is not in the order of the alphabet\n");
  EXPECT_EQ(findings_of(check(R"({"document": {"Z": 1, "a": 2}})"), "6.2.13"), "");
  EXPECT_EQ(findings_of(check(R"({"document": {"a": 1, "Z": 2}})"), "6.2.13"), "");
}

TEST(Csaf, AScoreOfCvss2WantsOneOfCvss3ForTheSameProducts) {
  Json alone = advisory();
  alone["vulnerabilities"][0]["scores"] = Json::array({{{"products", {"P1"}}, {"cvss_v2", Json::parse(kCvss2)}}});
  EXPECT_NE(findings_of(check(alone.dump()), "6.3.1"), "");
  Json beside = advisory();
  beside["vulnerabilities"][0]["scores"].push_back({{"products", {"P1"}}, {"cvss_v2", Json::parse(kCvss2)}});
  const Report report = check(beside.dump());
  EXPECT_EQ(findings_of(report, "6.3.1"), "");
  EXPECT_EQ(findings_of(report, "6.1.9"), "");
  EXPECT_EQ(findings_of(report, "6.1.7"), "");
}

TEST(Csaf, AFixedProductMayHaveItsImpactsModifiedByMembersOrByTheVector) {
  Json document = advisory();
  Json& score = document["vulnerabilities"][0]["scores"][0];
  score["products"] = {"P2"};
  score["cvss_v3"]["modifiedConfidentialityImpact"] = "NONE";
  EXPECT_EQ(findings_of(check(document.dump()), "6.2.19"), "");
  score["cvss_v3"].erase("modifiedConfidentialityImpact");
  score["cvss_v3"]["vectorString"] = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/MC:N";
  EXPECT_EQ(findings_of(check(document.dump()), "6.2.19"), "");
}

TEST(Csaf, WordsOfOtherWordsAreNoRange) {
  Json document = advisory();
  Json& name = document["product_tree"]["branches"][0]["branches"][0]["branches"][0]["name"];
  for (const char* version : {"4.2 small", "Wallaby", "firmware 4.2-prioritised"}) {
    name = version;
    EXPECT_EQ(findings_of(check(document.dump()), "6.1.31"), "") << version;
  }
  for (const char* version : {"<=4.2", "All", "before-4.3", "versions 4"}) {
    name = version;
    EXPECT_NE(findings_of(check(document.dump()), "6.1.31"), "") << version;
  }
}

TEST(Csaf, TheFileIsCalledAsTheDocumentIs) {
  EXPECT_EQ(file_name_for("Acme 2026_#01-A+"), "acme_2026_01-a+.json");
  EXPECT_EQ(check(advisory_text(), "acme-2026-001_invalid.json").verdict("5.1")->outcome, Outcome::passed);
  const Report report = check(advisory_text(), "Acme-2026-001.json");
  EXPECT_EQ(report.verdict("5.1")->outcome, Outcome::failed);
  EXPECT_TRUE(report.is_valid());
  EXPECT_FALSE(report.is_valid(true));
}

TEST(Csaf, OnlyTheTestsAskedForAreRun) {
  const auto document = json::parse(advisory_text());
  const auto report = validate(document->root(), {{"6.1.2", "6.1.27"}, ""});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->verdicts.size(), 12U);
  EXPECT_EQ(report->verdicts.front().id, "6.1.2");
}

TEST(Csaf, CirclesOfRelationshipsAreFoundHoweverLong) {
  Json document = advisory();
  Json relationships = Json::array();
  const std::size_t count = 3000;
  for (std::size_t i = 0; i < count; ++i) {
    relationships.push_back({{"category", "installed_on"},
                             {"full_product_name", {{"name", "N"}, {"product_id", "R" + std::to_string(i)}}},
                             {"product_reference", "R" + std::to_string((i + 1) % count)},
                             {"relates_to_product_reference", "P1"}});
  }
  document["product_tree"]["relationships"] = relationships;
  EXPECT_EQ(check(document.dump()).verdict("6.1.3")->findings.size(), count);
  document["product_tree"]["relationships"][7]["product_reference"] = "P1";
  EXPECT_EQ(findings_of(check(document.dump()), "6.1.3"), "");
}

TEST(Csaf, WhatIsNotOfTheTypeThatItShouldBeHurtsNobody) {
  for (
      const char* text :
      {"null", "[]", "7", "{}", R"({"document": []})", R"({"document": {"tracking": 1e999999, "lang": {}, "references": 7}})",
       R"({"document": {}, "product_tree": {"branches": [1, {"branches": {}}, []]}, "vulnerabilities": [[], {"scores": [3, {"cvss_v3": []}], "flags": {}}]})"}) {
    EXPECT_FALSE(check(text).is_valid()) << text;
    const auto document = json::parse(text);
    read_advisory(document->root());
  }
}

TEST(Csaf, HostileTextsAreErrorsWithAPlace) {
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += R"({"branches": [)";
  const auto nested = json::parse(R"({"product_tree": )" + deep, {"deep.json"});
  ASSERT_FALSE(nested);
  EXPECT_NE(nested.error().message().find("line 1"), std::string::npos) << nested.error().message();
  const auto twice = json::parse(R"({"document": {"title": "a", "title": "b"}})");
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message().find("line 1"), std::string::npos) << twice.error().message();
}

TEST(Csaf, HugeNumbersAndVersionsAreCompared) {
  Json document = advisory();
  document["vulnerabilities"][0]["scores"][0]["cvss_v3"]["baseScore"] = 1e300;
  EXPECT_NE(findings_of(check(document.dump()), "6.1.9"), "");
  const std::string nines(5000, '9');
  document["document"]["tracking"]["revision_history"][1]["number"] = nines;
  EXPECT_NE(findings_of(check(document.dump()), "6.1.21"), "");
}

TEST(Csaf, MetadataOfProvidersAndAggregatorsAreKnownAndChecked) {
  const std::string publisher = R"("publisher": {"category": "vendor", "name": "Acme", "namespace": "https://acme.example"})";
  const std::string provider =
      R"({"canonical_url": "https://acme.example/.well-known/csaf/provider-metadata.json", "last_updated": "2026-01-01T00:00:00Z",
    "list_on_CSAF_aggregators": true, "metadata_version": "2.0", "mirror_on_CSAF_aggregators": true, )" +
      publisher + R"(, "role": "csaf_provider"})";
  const Report right = check(provider);
  EXPECT_EQ(right.kind, Kind::provider_metadata);
  EXPECT_TRUE(right.is_valid()) << findings_of(right, "schema");
  EXPECT_FALSE(check(R"({"metadata_version": "2.0"})").is_valid());
  const Report aggregator =
      check(R"({"aggregator": {"category": "lister", "name": "A", "namespace": "https://a.example"}, "aggregator_version": "2.0",
    "canonical_url": "https://a.example/aggregator.json", "csaf_providers": [{"metadata": {"last_updated": "2026-01-01T00:00:00Z", )" +
            publisher + R"(,
    "url": "https://acme.example/.well-known/csaf/provider-metadata.json"}}], "last_updated": "2026-01-01T00:00:00Z"})");
  EXPECT_EQ(aggregator.kind, Kind::aggregator);
  EXPECT_TRUE(aggregator.is_valid()) << findings_of(aggregator, "schema");
  EXPECT_FALSE(check(R"({"aggregator": {}})").is_valid());
}

TEST(Csaf, RolieDocumentsAreKnownAndChecked) {
  EXPECT_TRUE(
      check(
          R"({"feed": {"id": "f", "title": "Feed", "link": [{"rel": "self", "href": "https://a.example/f.json"}], "category": [], "updated": "2026-01-01T00:00:00Z",
    "entry": []}})")
          .is_valid());
  EXPECT_FALSE(check(R"({"feed": {"id": "f", "updated": "yesterday"}})").is_valid());
  EXPECT_TRUE(
      check(R"({"service": {"workspace": [{"title": "W", "collection": [{"title": "C", "href": "https://a.example"}]}]}})")
          .is_valid());
  EXPECT_FALSE(check(R"({"service": {}})").is_valid());
  EXPECT_TRUE(check(R"({"categories": {"category": [{"term": "Gateway"}]}})").is_valid());
  EXPECT_FALSE(check(R"({"categories": {"category": [{}]}})").is_valid());
}

TEST(Language, TagsAreRegisteredPartByPart) {
  for (const char* tag : {"en", "DE-ch-1996", "zh-yue-Hant-HK", "i-klingon", "sl-rozaj-biske", "en-u-ca-gregory", "x-ours",
                          "es-419", "qaa-Qaaa-QM"}) {
    EXPECT_EQ(read_language(tag).problem, "") << tag;
  }
  for (const char* tag : {"", "ez", "en-", "en-yue", "en-Xxxx", "en-JJ", "de-1996-1996", "en-u", "en-a-bb", "en-u-ca-u-cb", "x",
                          "english", "en_US", "en-US-GB"}) {
    EXPECT_NE(read_language(tag).problem, "") << tag;
  }
  for (const char* tag : {"qtx", "en-XP", "en-AA", "en-x-ours", "x-ours", "de-Qaab"})
    EXPECT_TRUE(read_language(tag).private_use) << tag;
  EXPECT_TRUE(read_language("I-Default").is_default);
  EXPECT_FALSE(read_language("en-US").private_use);
}

TEST(Tracking, MomentsAreComparedWhateverTheirZone) {
  EXPECT_EQ(read_moment("2026-03-02T11:00:00+01:00"), read_moment("2026-03-02T10:00:00.000Z"));
  EXPECT_EQ(read_moment("1970-01-01T00:00:00Z")->seconds, 0);
  EXPECT_EQ(read_moment("2000-02-29T12:00:00z")->seconds, 951825600);
  EXPECT_EQ(read_moment("2026-03-02T10:00:00.2500Z")->fraction, "25");
  for (const char* text : {"", "2026-03-02", "2026-02-30T10:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T10:00:00",
                           "2026-03-02T10:00:00.Z", "2026-03-02 10:00:00Z", "2026-03-02T10:00:00+1:00"}) {
    EXPECT_FALSE(read_moment(text)) << text;
  }
}

TEST(Tracking, VersionsAreComparedAsSemanticVersioningSays) {
  const std::vector<const char*> sorted{
      "0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0", "1.0.1", "2", "10"};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    EXPECT_TRUE(compare(*read_version(sorted[i - 1]), *read_version(sorted[i])) < 0) << sorted[i];
    EXPECT_TRUE(compare(*read_version(sorted[i]), *read_version(sorted[i - 1])) > 0) << sorted[i];
  }
  EXPECT_TRUE(compare(*read_version("1.0.0+a"), *read_version("1")) == 0);
  for (const char* text : {"", "01", "1.0", "1.0.0-", "1.0.0-01", "1.0.0+", "v1", "1.0.0-a..b"})
    EXPECT_FALSE(read_version(text)) << text;
}

TEST(Cwe, WeaknessesHaveTheNamesThatTheyHadOnce) {
  ASSERT_FALSE(weakness(79).empty());
  EXPECT_TRUE(weakness(79).front().name.starts_with("Improper Neutralization of Input During Web Page Generation"));
  EXPECT_GT(weakness(79).size(), 1U);
  EXPECT_TRUE(weakness(16).empty());
  EXPECT_TRUE(weakness(99999).empty());
}

TEST(Advisory, SaysWhatTheDocumentSays) {
  const auto document = json::parse(advisory_text());
  const Advisory read = read_advisory(document->root());
  EXPECT_EQ(read.id, "ACME-2026-001");
  ASSERT_EQ(read.products.size(), 3U);
  EXPECT_EQ(read.products[0].vendor, "Acme Infusion");
  EXPECT_EQ(read.products[0].product_name, "Infusion Gateway");
  EXPECT_EQ(read.products[0].version, "4.2");
  ASSERT_EQ(read.vulnerabilities.size(), 1U);
  const Vulnerability& one = read.vulnerabilities[0];
  EXPECT_EQ(one.status.front().word, "known_affected");
  EXPECT_EQ(one.scores.at(0).tenths, 65);
  EXPECT_EQ(one.scores.at(0).severity, "medium");
  EXPECT_EQ(one.remediations.at(0).products.numbers, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(one.flags.at(0).category, "component_not_present");
}

TEST(Advisory, SaysWhereItSaysIt) {
  const std::string text = advisory_text();
  const auto document = json::parse(text);
  const Advisory read = read_advisory(document->root());
  const auto at = [&](Extent extent) { return text.substr(extent.begin, extent.end - extent.begin); };
  const Vulnerability& one = read.vulnerabilities.at(0);
  EXPECT_TRUE(at(read.products[0].name_at).starts_with("\"name\":")) << at(read.products[0].name_at);
  EXPECT_TRUE(at(read.products[0].version_at).ends_with("\"4.2\"")) << at(read.products[0].version_at);
  EXPECT_TRUE(at(one.scores.at(0).base_at).starts_with("\"baseScore\":")) << at(one.scores.at(0).base_at);
  EXPECT_EQ(one.scores.at(0).base, 6.5);
  EXPECT_TRUE(at(one.status.at(0).at).starts_with("\"known_affected\":"));
  EXPECT_TRUE(at(one.remediations.at(0).at).starts_with("\"details\":"));
  EXPECT_TRUE(at(one.cve_at).starts_with("\"cve\":"));
}

TEST(Advisory, KnowsWhichAffectedProductsHaveNoRemedy) {
  Json document = advisory();
  Json& one = document["vulnerabilities"][0];
  EXPECT_TRUE(read_advisory(json::parse(document.dump())->root()).vulnerabilities[0].without_remedy.empty());
  // No fix that is planned is no remedy.
  one["remediations"][0]["category"] = "no_fix_planned";
  const auto planned = json::parse(document.dump());
  const Products open = read_advisory(planned->root()).vulnerabilities[0].without_remedy;
  EXPECT_FALSE(open.empty());
  // One that names no products is for all of them.
  one["remediations"][0] = {{"category", "mitigation"}, {"details", "Close the port."}};
  EXPECT_TRUE(read_advisory(json::parse(document.dump())->root()).vulnerabilities[0].without_remedy.empty());
}

TEST(Advisory, AProductOnAnotherKnowsBoth) {
  Json document = advisory();
  document["product_tree"]["relationships"] = Json::array(
      {{{"category", "installed_on"},
        {"product_reference", document["product_tree"]["branches"][0]["branches"][0]["branches"][0]["product"]["product_id"]},
        {"relates_to_product_reference", "NOWHERE"},
        {"full_product_name", {{"product_id", "BOTH"}, {"name", "Both"}}}}});
  const auto parsed = json::parse(document.dump());
  const Advisory read = read_advisory(parsed->root());
  ASSERT_EQ(read.products.back().id, "BOTH");
  EXPECT_TRUE(read.products.back().part.has_value());
  EXPECT_FALSE(read.products.back().host.has_value());
}

TEST(Advisory, NamesOnlySoManyProductsOfALargeGroup) {
  Json document = advisory();
  Json ids = Json::array();
  for (int i = 0; i < 5000; ++i) ids.push_back("X" + std::to_string(i));
  document["product_tree"]["product_groups"][0]["product_ids"] = ids;
  const auto parsed = json::parse(document.dump());
  const Products products = read_advisory(parsed->root()).vulnerabilities[0].remediations[0].products;
  EXPECT_EQ(products.numbers.size() + products.unknown.size(), most_products);
  EXPECT_EQ(products.more, 5000 - most_products);
}

}  // namespace
}  // namespace crosswalk::artifacts::csaf
