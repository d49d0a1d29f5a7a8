// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sarif/sarif.h"

#include <gtest/gtest.h>

namespace crosswalk::artifacts::sarif {
namespace {

json::Document document(std::string text) {
  auto out = json::parse(std::move(text));
  EXPECT_TRUE(out) << out.error().message();
  return std::move(*out);
}

constexpr const char* kLog = R"({"version": "2.1.0", "runs": [{
  "tool": {"driver": {"name": "Scanner", "version": "3.1", "rules": [
     {"id": "S1", "shortDescription": {"text": "A buffer is too small"}, "messageStrings": {"long": {"text": "'{0}' is {1} bytes {{too}} long"}},
      "defaultConfiguration": {"level": "error"}, "properties": {"security-severity": "8.1", "tags": ["external/cwe/cwe-0120"]},
      "relationships": [{"target": {"id": "787", "toolComponent": {"name": "CWE"}}, "kinds": ["superset"]}]},
     {"id": "S2"}]}},
  "taxonomies": [{"name": "OWASP", "taxa": [{"id": "A03"}]}],
  "artifacts": [{"location": {"uri": "src/a.c", "uriBaseId": "ROOT"}}],
  "results": [
    {"ruleId": "S1/stack", "message": {"id": "long", "arguments": ["name", "4"]},
     "locations": [{"physicalLocation": {"artifactLocation": {"index": 0}, "region": {"startLine": 12, "startColumn": 3}}}],
     "partialFingerprints": {"hash/v1": "abc"}, "taxa": [{"index": 0, "toolComponent": {"index": 0}}]},
    {"ruleIndex": 1, "message": {"text": "fine"}, "suppressions": [{"kind": "external", "justification": "a test"}], "baselineState": "unchanged"},
    {"rule": {"index": 1}, "kind": "pass", "message": {"text": "ok"}, "suppressions": [{"kind": "inSource", "status": "rejected"}]}]}]})";

TEST(Sarif, ReadsResultsWithWhatTheirRulesSay) {
  const json::Document log = document(kLog);
  EXPECT_TRUE(is_log(log.root()));
  EXPECT_TRUE(validate(log).empty());
  EXPECT_TRUE(check(log).empty());
  const Log read_log = read(log);
  ASSERT_EQ(read_log.runs.size(), 1U);
  const auto& run = read_log.runs[0];
  EXPECT_EQ(run.tool, "Scanner");
  ASSERT_EQ(run.results.size(), 3U);
  const Result& first = run.results[0];
  EXPECT_EQ(first.rule, std::optional<std::size_t>(0));
  EXPECT_EQ(first.level, Level::error);
  EXPECT_EQ(first.message, "'name' is 4 bytes {too} long");
  EXPECT_EQ(first.locations[0].uri, "src/a.c");
  EXPECT_EQ(first.locations[0].line, 12U);
  EXPECT_EQ(first.security_severity, "8.1");
  EXPECT_EQ(first.taxa, (std::vector<Taxon>{{"OWASP", "A03"}, {"CWE", "120"}, {"CWE", "787"}}));
  EXPECT_EQ(first.pointer, "/runs/0/results/0");
  EXPECT_EQ(run.results[1].rule_id, "S2");
  EXPECT_EQ(run.results[1].level, Level::warning);
  EXPECT_TRUE(run.results[1].suppressed);
  EXPECT_EQ(run.results[2].level, Level::none);
  EXPECT_FALSE(run.results[2].suppressed);
}

TEST(Sarif, TakesWhatOtherFilesHoldForARun) {
  const json::Document log = document(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "T"}},
     "externalPropertyFileReferences": {"results": [{"guid": "11111111-1111-4111-8111-111111111111"}, {"location": {"uri": "more.sarif-external-properties"}}]}}]})");
  const json::Document file = document(
      R"({"version": "2.1.0", "guid": "11111111-1111-4111-8111-111111111111", "runGuid": "22222222-2222-4222-8222-222222222222",
     "results": [{"ruleId": "X", "message": {"text": "here"}}]})");
  EXPECT_TRUE(is_external_properties(file.root()));
  EXPECT_TRUE(validate(file).empty());
  const Log read_log = read(log, {&file, 1});
  ASSERT_EQ(read_log.runs[0].results.size(), 1U);
  EXPECT_EQ(read_log.runs[0].results[0].pointer, "/results/0");
  EXPECT_EQ(read_log.runs[0].missing_files, std::vector<std::string>{"more.sarif-external-properties"});
}

TEST(Sarif, RefusesOtherVersionsAndTellsPlaces) {
  const auto older = validate(document(R"({"version": "2.0.0", "runs": []})"));
  ASSERT_EQ(older.size(), 1U);
  EXPECT_EQ(older[0].rule, "version");
  const auto wrong =
      validate(document("{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {\"driver\": {\"name\": \"T\"}},\n\"results\": "
                        "[{\"level\": \"bad\", \"message\": {\"text\": \"a\"}}]}]}"));
  ASSERT_EQ(wrong.size(), 1U);
  EXPECT_EQ(wrong[0].pointer, "/runs/0/results/0/level");
  EXPECT_EQ(wrong[0].line, 2U);
}

TEST(Sarif, ChecksRegionsAndReferences) {
  const auto found =
      check(document(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "T", "informationUri": "tool.html"}},
     "invocations": [{"executionSuccessful": true, "startTimeUtc": "2026-05-04T10:00:00.5Z", "endTimeUtc": "2026-05-04T10:00:00Z"}],
     "results": [{"message": {"text": "a"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "sarif:/runs/7", "index": 3}, "region": {"startLine": 4, "endLine": 3}}},
       {"physicalLocation": {"artifactLocation": {"uri": "a"}, "region": {"endLine": 3}}}]}]}]})"));
  std::vector<std::string> rules;
  for (const Finding& finding : found) rules.push_back(finding.rule);
  EXPECT_EQ(rules, (std::vector<std::string>{"SARIF1005", "SARIF1006", "SARIF1010", "SARIF1013", "SARIF1009", "SARIF1007",
                                             "SARIF1007"}));
}

}  // namespace
}  // namespace crosswalk::artifacts::sarif
