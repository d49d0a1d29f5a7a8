// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "reports/report.h"
#include "reports/testdata/sample_review.h"

namespace crosswalk::reports {
namespace {

std::string json_of(const review::Review& review, Quotes quotes = Quotes::full) {
  StringSink sink;
  ReportOptions options;
  options.quotes = quotes;
  EXPECT_TRUE(render_json(review, options, sink));
  return sink.text();
}

nlohmann::ordered_json parsed(const review::Review& review, Quotes quotes = Quotes::full) {
  return nlohmann::ordered_json::parse(json_of(review, quotes));
}

std::vector<std::string> keys(const nlohmann::ordered_json& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

}  // namespace

TEST(JsonReport, FitsTheShippedSchema) {
  if (std::system("/usr/bin/python3 -c 'import jsonschema' 2>/dev/null") != 0)
    GTEST_SKIP() << "python3-jsonschema is not installed";
  const std::string schema = std::string(CROSSWALK_SOURCE_DIR) + "/schemas/review.schema.json";
  const std::string file = ::testing::TempDir() + "crosswalk_review.json";
  const std::string script = ::testing::TempDir() + "crosswalk_validate.py";
  std::ofstream(script) << "import json, sys, jsonschema\n"
                           "schema = json.load(open(sys.argv[1], encoding='utf-8'))\n"
                           "jsonschema.Draft202012Validator.check_schema(schema)\n"
                           "jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[2], encoding='utf-8')))\n";
  const std::string command = "/usr/bin/python3 '" + script + "' '" + schema + "' '" + file + "'";
  for (const review::Review& review : {sample_review(), review::Review{}}) {
    std::ofstream(file, std::ios::binary) << json_of(review);
    EXPECT_EQ(std::system(command.c_str()), 0);
  }
  std::ofstream(file, std::ios::binary) << R"({"schema_version": "1.0"})";
  EXPECT_NE(std::system((command + " 2>/dev/null").c_str()), 0) << "the schema must refuse what is no review";
}

TEST(JsonReport, KeepsTheNamesAndTheOrderOfTheContract) {
  const auto json = parsed(sample_review());
  EXPECT_EQ(keys(json), (std::vector<std::string>{"schema_version", "tool", "as_of", "packs", "inputs_sha256", "summary",
                                                  "clauses", "documents", "undecided", "ignored_files", "manufacturer", "product",
                                                  "stale_decisions", "not_loaded", "unanswered_conditions", "notes"}));
  const auto constraint = keys(json["clauses"][0]["constraints"][0]);
  EXPECT_EQ(
      std::vector<std::string>(constraint.begin(), constraint.begin() + 15),
      (std::vector<std::string>{"id", "level", "verdict", "reason", "machine_verdict", "decision", "calibration", "confirmed",
                                "applies_if", "by_basis", "by_product", "coverage", "caveats", "signals", "evidence"}));
  const auto evidence = keys(json["clauses"][0]["constraints"][0]["evidence"][0]);
  EXPECT_EQ(std::vector<std::string>(evidence.begin(), evidence.begin() + 8),
            (std::vector<std::string>{"document", "quote", "locator", "verdict", "basis", "assertion", "owner", "expression"}));
  const auto document = keys(json["documents"][0]);
  EXPECT_EQ(std::vector<std::string>(document.begin(), document.begin() + 13),
            (std::vector<std::string>{"root", "path", "sha256", "media_type", "language", "status", "reason", "title", "control",
                                      "role", "owner", "warnings", "constraints"}));
}

TEST(JsonReport, CountsEachConstraintOnce) {
  review::Review review = sample_review();
  const auto before = parsed(review)["summary"];
  review.clauses[1].constraints.push_back(review.clauses[0].constraints.back());
  const auto after = parsed(review)["summary"];
  EXPECT_EQ(after["verdicts"], before["verdicts"]);
  EXPECT_EQ(after["clauses"][1]["verdicts"]["met"], before["clauses"][1]["verdicts"]["met"].get<int>() + 1);
  EXPECT_EQ(before["gaps"], (nlohmann::ordered_json{{"major", 3}, {"minor", 2}, {"observation", 1}}));
  EXPECT_EQ(before["timeouts"], nlohmann::ordered_json::array({"exports/huge.xlsx"}));
  EXPECT_EQ(before["documents"]["unreadable"], 4);
}

TEST(JsonReport, GivesQuotesBackUnchanged) {
  const review::Review review = sample_review();
  const auto json = parsed(review);
  for (std::size_t c = 0; c < review.clauses.size(); ++c) {
    for (std::size_t i = 0; i < review.clauses[c].constraints.size(); ++i) {
      const auto& evidence = review.clauses[c].constraints[i].evidence;
      for (std::size_t e = 0; e < evidence.size(); ++e) {
        EXPECT_EQ(json["clauses"][c]["constraints"][i]["evidence"][e]["quote"], base::repair_utf8(evidence[e].quote));
      }
    }
  }
}

TEST(JsonReport, ShortensQuotesWithoutChangingThem) {
  const review::Review review = sample_review();
  const auto evidence = parsed(review, Quotes::short_)["clauses"][0]["constraints"][4]["evidence"][0];
  const auto quote = evidence["quote"].get<std::string>();
  EXPECT_EQ(quote.size(), 160U);
  EXPECT_EQ(review.clauses[0].constraints[4].evidence[0].quote.compare(0, quote.size(), quote), 0);
  EXPECT_EQ(parsed(review, Quotes::none)["clauses"][0]["constraints"][4]["evidence"][0]["quote"], "");
}

TEST(JsonReport, WritesRolesAndStatesByTheirWords) {
  review::Review review;
  review.documents.resize(1);
  review.documents[0].facts.role = document::Role::register_;
  review.documents[0].facts.control.state = document::State::template_;
  review.documents[0].facts.owner = document::Owner::operator_;
  const auto json = parsed(review)["documents"][0];
  EXPECT_EQ(json["role"], "register");
  EXPECT_EQ(json["control"]["state"], "template");
  EXPECT_EQ(json["owner"], "operator");
}

TEST(JsonReport, ReplacesMalformedBytes) {
  review::Review review;
  review.notes = {
      "a\xFF"
      "b",
      "\x1b[31m", "\xF3\xA0\x80\x81"};
  const std::string text = json_of(review);
  EXPECT_TRUE(base::is_utf8(text));
  EXPECT_NE(text.find("a\xEF\xBF\xBD"
                      "b"),
            std::string::npos);
  EXPECT_NE(text.find("\\u001b[31m"), std::string::npos);
  EXPECT_NE(text.find("\\udb40\\udc01"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text)["notes"][2], "\xF3\xA0\x80\x81");
}

}  // namespace crosswalk::reports
