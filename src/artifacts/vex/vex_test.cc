// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vex/vex.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "artifacts/vex/filter.h"

namespace crosswalk::artifacts::vex {
namespace {

std::string openvex(std::string_view statements, std::string_view more = R"("timestamp":"2026-03-01T00:00:00Z","version":1,)") {
  return R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://a.example/1","author":"Acme",)" + std::string(more) +
         "\n\"statements\":[" + std::string(statements) + "]}";
}

std::string statement(std::string_view name, std::string_view status, std::string_view more = {}) {
  return R"({"vulnerability":{"name":")" + std::string(name) + R"("},"products":[{"@id":"pkg:npm/a@1"}],"status":")" +
         std::string(status) + "\"" + std::string(more) + "}";
}

Document read_ok(const std::string& text) {
  const auto document = read(text, "x.json");
  EXPECT_TRUE(document) << (document ? "" : document.error().message());
  return document ? *document : Document{};
}

std::vector<std::string> rules(const Document& document) {
  std::vector<std::string> out;
  for (const Finding& finding : document.findings) out.push_back(finding.rule + " " + finding.pointer);
  return out;
}

using List = std::vector<std::string>;

TEST(Vex, ReadsOpenVex) {
  const Document document =
      read_ok(openvex(statement("CVE-2026-1", "not_affected", R"(,"justification":"component_not_present")")));
  ASSERT_EQ(document.statements.size(), 1U);
  EXPECT_EQ(document.statements[0].status, Status::not_affected);
  EXPECT_EQ(document.statements[0].justification, Justification::component_not_present);
  EXPECT_EQ(document.statements[0].products[0].component.key(), "pkg:npm/a@1");
  EXPECT_EQ(document.statements[0].line, 2U);
  EXPECT_EQ(rules(document), List{});
}

TEST(Vex, ReadsDocumentsFromBeforeZeroTwo) {
  const Document document = read_ok(
      R"({"@context":"https://openvex.dev/ns","@id":"i","author":"A","timestamp":"2022-01-01T00:00:00Z",
          "statements":[{"vulnerability":"CVE-2022-1","products":["pkg:npm/a@1"],"subcomponents":["pkg:npm/b@1"],"status":"fixed"}]})");
  EXPECT_EQ(document.format_version, "0.0.1");
  EXPECT_EQ(document.statements[0].vulnerability.name, "CVE-2022-1");
  EXPECT_EQ(document.statements[0].products[0].subcomponents.size(), 1U);
  EXPECT_FALSE(document.findings.empty());
}

TEST(Vex, HoldsStatementsToTheRulesOfTheirStatus) {
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "not_affected")))),
            (List{"openvex/schema /statements/0", "openvex/statement /statements/0"}));
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "fixed", R"(,"justification":"component_not_present")")))),
            List{"openvex/statement /statements/0"});
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "affected", R"(,"action_statement":"update","impact_statement":"x")")))),
            List{"openvex/statement /statements/0"});
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "harmless")))),
            (List{"openvex/schema /statements/0/status", "openvex/statement /statements/0"}));
}

TEST(Vex, HoldsOpenVexToItsSchema) {
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "fixed", R"(,"extra":1)")))), List{"openvex/schema /statements/0/extra"});
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "fixed") + "," + statement("CVE-1", "fixed")))),
            List{"openvex/schema /statements/1"});
  EXPECT_EQ(rules(read_ok(openvex("", R"("timestamp":"2026-03-01T00:00:00Z","version":0,)"))),
            (List{"openvex/schema /version", "openvex/schema /statements"}));
  EXPECT_EQ(rules(read_ok(openvex(statement("CVE-1", "fixed"), R"("timestamp":"1 March","version":1,)"))),
            List{"openvex/time /timestamp"});
}

TEST(Vex, RefusesWhatIsNoDocumentOfStatements) {
  for (const std::string_view text : {"", "{}", "[]", R"({"@context":"https://openvex.dev/ns/v9.9.9","statements":[]})",
                                      R"({"@context":"https://openvex.dev/ns/v0.2.0","statements":[1]})",
                                      R"({"@context":"https://openvex.dev/ns/v0.2.0","statements":{}})",
                                      R"({"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":"CVE-1"}]})"})
    EXPECT_FALSE(read(std::string(text), "x.json")) << text;
}

TEST(Vex, RefusesVersionsThatNobodyKnows) {
  for (const std::string_view text :
       {"{\n\"bomFormat\":\"CycloneDX\",\"specVersion\":\"9.9\"}", "{\n\"bomFormat\":\"CycloneDX\",\"specVersion\":1.6}",
        "{\"document\":{\n\"csaf_version\":\"3.0\"}}"}) {
    const auto document = read(std::string(text), "x.json");
    ASSERT_FALSE(document) << text;
    EXPECT_NE(document.error().message().find("x.json line 2"), std::string::npos) << document.error().message();
    EXPECT_NE(document.error().message().find("there is no version"), std::string::npos) << document.error().message();
  }
}

constexpr std::string_view kCycloneDx =
    R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"timestamp":"2026-01-01T00:00:00Z","authors":[{"name":"Acme"}]},
        "components":[{"type":"library","bom-ref":"lib","name":"lib","version":"1","purl":"pkg:npm/lib@1"}],
        "vulnerabilities":[
          {"id":"CVE-1","analysis":{"state":"not_affected","justification":"code_not_reachable"},"affects":[{"ref":"lib"}]},
          {"id":"CVE-2","analysis":{"state":"exploitable","response":["update"]},"affects":[{"ref":"nothing"}]},
          {"id":"CVE-3","analysis":{"state":"resolved","justification":"code_not_present"},"affects":[{"ref":"urn:cdx:1/1#lib"}]}]})";

TEST(Vex, ReadsCycloneDx) {
  const Document document = read_ok(std::string(kCycloneDx));
  ASSERT_EQ(document.statements.size(), 3U);
  EXPECT_EQ(document.statements[0].justification, Justification::vulnerable_code_not_in_execute_path);
  EXPECT_EQ(document.statements[0].products[0].component.key(), "pkg:npm/lib@1");
  EXPECT_EQ(document.statements[1].action_statement, "update");
  EXPECT_EQ(document.statements[2].products[0].component.key(), "pkg:npm/lib@1");
  EXPECT_EQ(rules(document), (List{"cyclonedx/reference /vulnerabilities/1/affects/0",
                                   "cyclonedx/justification-unwanted /vulnerabilities/2/analysis/justification"}));
}

constexpr std::string_view kCsaf =
    R"({"document":{"category":"csaf_vex","csaf_version":"2.0","publisher":{"name":"Acme"},
                    "tracking":{"id":"ACME-1","current_release_date":"2026-01-01T00:00:00Z","version":"2"}},
        "product_tree":{"branches":[{"branches":[{"product":{"product_id":"P1","name":"Viewer 1",
          "product_identification_helper":{"purl":"pkg:generic/viewer@1"}}}]}],"full_product_names":[{"product_id":"P2","name":"Viewer 2"}],
          "product_groups":[{"group_id":"G1","product_ids":["P2"]}]},
        "vulnerabilities":[{"cve":"CVE-1","notes":[{"category":"description","text":"bad"}],
          "product_status":{"known_affected":["P1"],"known_not_affected":["P2"]},
          "remediations":[{"category":"vendor_fix","details":"Install 1.1.","product_ids":["P1"]}],
          "threats":[{"category":"impact","details":"It is not built in.","group_ids":["G1"]}]}]})";

TEST(Vex, ReadsCsaf) {
  const Document document = read_ok(std::string(kCsaf));
  ASSERT_EQ(document.statements.size(), 2U);
  EXPECT_EQ(rules(document), List{});
  EXPECT_EQ(document.statements[0].impact_statement, "It is not built in.");
  EXPECT_EQ(document.statements[1].action_statement, "Install 1.1.");
  EXPECT_EQ(document.statements[1].products[0].component.key(), "pkg:generic/viewer@1");
}

TEST(Vex, NamesWhatTheVexProfileOfCsafLacks) {
  std::string text(kCsaf);
  text.replace(text.find("known_not_affected"), 18, "fixed");
  text.replace(text.find(R"(["P1"],")"), 8, R"(["P2","P3"],")");
  List found = rules(read_ok(text));
  EXPECT_NE(std::find(found.begin(), found.end(), "csaf/6.1.6 /vulnerabilities/0/product_status/fixed/0"), found.end());
  EXPECT_NE(std::find(found.begin(), found.end(), "csaf/6.1.1 /vulnerabilities/0/product_status/known_affected/1"), found.end());
}

TEST(Vex, MergesByTimeAndKeepsTheHistory) {
  const Document first = read_ok(openvex(statement("CVE-2", "under_investigation") + "," + statement("CVE-1", "fixed")));
  const Document second = read_ok(openvex(statement("CVE-2", "not_affected", R"(,"impact_statement":"x")"),
                                          R"("timestamp":"2026-03-01T00:00:00.5Z","version":1,)"));
  for (const auto& documents : {std::vector<Document>{first, second}, std::vector<Document>{second, first}}) {
    const auto merged = merge(documents);
    ASSERT_TRUE(merged);
    ASSERT_EQ(merged->statements.size(), 3U);
    EXPECT_EQ(merged->statements[0].vulnerability.name, "CVE-1");
    EXPECT_EQ(merged->statements[2].status, Status::not_affected);
    const auto now = current(*merged);
    ASSERT_EQ(now.size(), 2U);
    EXPECT_EQ(now[1].status, Status::not_affected);
    EXPECT_EQ(latest_on(*merged, "CVE-2")->status, Status::not_affected);
  }
  EXPECT_EQ(merge({first, second})->id, merge({second, first})->id);
}

TEST(Vex, MergesNothingWithoutATime) {
  EXPECT_FALSE(merge({}));
  EXPECT_FALSE(merge({read_ok(openvex(statement("CVE-1", "fixed"), R"("version":1,)"))}));
}

TEST(Vex, WritesEachFormatSoThatItIsReadAgain) {
  for (const std::string& text : {std::string(kCsaf), std::string(kCycloneDx), openvex(statement("CVE-1", "fixed"))}) {
    const Document document = read_ok(text);
    for (const Format format : {Format::openvex, Format::cyclonedx, Format::csaf}) {
      const Converted converted = write(document, format, "2026-11-22T00:00:00Z");
      const Document again = read_ok(converted.json);
      ASSERT_EQ(again.statements.size(), document.statements.size()) << converted.json;
      EXPECT_EQ(converted.json, write(document, format, "2026-11-22T00:00:00Z").json);
      EXPECT_FALSE(has_errors(again.findings)) << converted.json << again.findings.front().message;
    }
  }
}

TEST(Vex, NamesWhatGetsLost) {
  const Document document = read_ok(std::string(kCycloneDx));
  const auto losses = write(document, Format::openvex, {}).losses;
  EXPECT_NE(std::find(losses.begin(), losses.end(),
                      "the justification code_not_reachable is told as vulnerable_code_not_in_execute_path"),
            losses.end());
}

TEST(Vex, TakesSettledResultsOutOfALog) {
  const auto merged = merge({read_ok(
      openvex(statement("CVE-2026-1", "fixed") + "," + statement("CVE-2026-2", "affected", R"(,"action_statement":"x")")))});
  const auto filtered = filter_sarif(
      R"({"version":"2.1.0","runs":[{"results":[{"ruleId":"CVE-2026-1-openssl"},{"ruleId":"CVE-2026-2"},{"ruleId":"X1"}],"tool":{}},{}]})",
      "log", *merged);
  ASSERT_TRUE(filtered);
  ASSERT_EQ(filtered->runs.size(), 2U);
  EXPECT_EQ(filtered->runs[0].before, 3U);
  EXPECT_EQ(filtered->runs[0].after, 2U);
  EXPECT_EQ(
      filtered->json,
      "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[\n{\"ruleId\":\"CVE-2026-2\"},\n{\"ruleId\":\"X1\"}\n],\"tool\":{}},{}]}");
  EXPECT_FALSE(filter_sarif("{}", "log", *merged));
  EXPECT_FALSE(filter_sarif(R"({"version":"3.0.0","runs":[]})", "log", *merged));
  EXPECT_FALSE(filter_sarif(R"({"version":"2.1.0","runs":[],"runs":[]})", "log", *merged));
}

}  // namespace
}  // namespace crosswalk::artifacts::vex
