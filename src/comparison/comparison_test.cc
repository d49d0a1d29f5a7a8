// SPDX-License-Identifier: Apache-2.0
#include "comparison/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "comparison/render.h"

namespace crosswalk::comparison {
namespace {

using Json = nlohmann::json;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string id = "house:1.1/point";

Json constraint(const std::string& name, const std::string& verdict, const std::string& document) {
  Json out = {{"id", name},
              {"level", "shall"},
              {"verdict", verdict},
              {"reason", ""},
              {"coverage", nullptr},
              {"by_product", Json::object()},
              {"decision", nullptr},
              {"document_decisions", Json::array()},
              {"evidence", Json::array()},
              {"candidates", Json::array()},
              {"text", "The thing shall be said."}};
  if (!document.empty()) out["evidence"].push_back({{"document", document}, {"quote", "words"}});
  return out;
}

Json gap(const std::string& name, const std::string& severity) {
  return {
      {"constraint", name}, {"severity", severity}, {"text", "Missing."}, {"remedy", "Say it."}, {"documents", Json::array()}};
}

Json document(const std::string& path, const std::string& sha256) {
  const Json control = {{"state", "effective"},
                        {"id", ""},
                        {"version", ""},
                        {"date", ""},
                        {"approver", ""},
                        {"superseded_by", ""},
                        {"products", Json::array()},
                        {"in_force", true},
                        {"not_in_force_because", ""}};
  return {{"root", "docs"},   {"path", path},       {"sha256", sha256},
          {"status", "read"}, {"reason", ""},       {"role", "policy"},
          {"owner", "own"},   {"control", control}, {"constraints", Json::object()}};
}

/// A review of one clause with one met constraint that "a.md" carries.
Json review() {
  Json out = {{"schema_version", "1.0"},
              {"tool", {{"version", "1"}}},
              {"as_of", "2026-01-31"},
              {"inputs_sha256", "x"},
              {"product", ""},
              {"ignored_files", 0},
              {"unanswered_conditions", Json::array()},
              {"undecided", Json::array()},
              {"stale_decisions", Json::array()}};
  out["packs"] = Json::array({{{"id", "house"}, {"version", "1"}, {"sha256", "p1"}}});
  out["clauses"] = Json::array({{{"id", "house:1.1"},
                                 {"title", "One"},
                                 {"gaps", Json::array()},
                                 {"constraints", Json::array({constraint(id, "met", "a.md")})}}});
  out["documents"] = Json::array({document("a.md", "a1"), document("b.md", "b1")});
  return out;
}

Json& first(Json& review) { return review["clauses"][0]["constraints"][0]; }

/// The review with its constraint having a gap.
Json with_gap(const std::string& verdict = "not_found", const std::string& severity = "major") {
  Json out = review();
  first(out)["verdict"] = verdict;
  if (verdict == "not_found") first(out)["evidence"] = Json::array();
  out["clauses"][0]["gaps"].push_back(gap(id, severity));
  return out;
}

ReviewFile file(const Json& json) {
  auto out = read_review(json.dump(), "review.json");
  EXPECT_TRUE(out) << out.error().message();
  return out ? *out : ReviewFile();
}

Comparison compared(const Json& before, const Json& after) { return compare(file(before), file(after)); }

std::vector<CauseKind> kinds(const std::vector<Cause>& causes) {
  std::vector<CauseKind> out;
  for (const Cause& cause : causes) out.push_back(cause.kind);
  return out;
}

/// The review with what is only kept of a whole one.
Json whole() {
  Json out = with_gap("partial", "minor");
  out["manufacturer"] = "House of Software";
  out["summary"]["first_steps"] = Json::array({{{"text", "Write it."}}});
  Json& clause = out["clauses"][0];
  clause["verdict"] = "partial";
  clause["audit_defence"] = "We do it.";
  clause["gaps"][0]["demanded_by"] = {"A rule"};
  Json& constraint = first(out);
  constraint["evidence"] = Json::array({{{"document", "a.md"},
                                         {"quote", "the very words"},
                                         {"locator", {{"text", "line 3"}, {"line", 3}}},
                                         {"verdict", "partial"},
                                         {"basis", "record"},
                                         {"assertion", "commitment"},
                                         {"owner", "unknown"},
                                         {"reason", "vague"}}});
  constraint["evidence_total"] = 7;
  constraint["caveats"] = {"no_record_yet"};
  constraint["candidates"] = {"b.md"};
  constraint["machine_verdict"] = "met";
  return out;
}

TEST(WholeReview, KeepsPassagesAndWhatIsToldBesideThem) {
  const auto read = read_review(whole().dump(), "review.json", Keep::whole);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->manufacturer, "House of Software");
  EXPECT_EQ(read->steps, std::vector<std::string>{"Write it."});
  ASSERT_EQ(read->pages.size(), 1U);
  EXPECT_EQ(read->pages[0].audit_defence, "We do it.");
  EXPECT_EQ(read->pages[0].verdict, review::Verdict::partial);
  EXPECT_EQ(read->pages[0].constraints, std::vector<std::string>{id});
  const ConstraintState& state = read->constraints.at(id);
  ASSERT_EQ(state.passages.size(), 1U);
  EXPECT_EQ(state.passages[0].evidence.quote, "the very words");
  EXPECT_EQ(state.passages[0].place, "line 3");
  EXPECT_EQ(state.passages[0].evidence.basis, review::Basis::record);
  EXPECT_EQ(state.passages[0].evidence.owner, document::Owner::unknown);
  EXPECT_EQ(state.passages_total, 7);
  EXPECT_EQ(state.caveats, std::vector<std::string>{"no_record_yet"});
  EXPECT_EQ(state.candidates, std::vector<std::string>{"b.md"});
  EXPECT_EQ(state.machine_verdict, review::Verdict::met);
  EXPECT_EQ(state.gap->demanded_by, std::vector<std::string>{"A rule"});
  // Two reviews are compared without all that.
  EXPECT_TRUE(file(whole()).constraints.at(id).passages.empty());
}

TEST(WholeReview, NamesThePlaceOfWhatIsMissing) {
  Json broken = whole();
  first(broken)["evidence"][0]["locator"].erase("text");
  const auto read = read_review(broken.dump(), "review.json", Keep::whole);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message(), HasSubstr("/clauses/0/constraints/0/evidence/0/locator: 'text' is missing"));
}

TEST(Compare, EqualReviewsDifferInNothing) {
  const Comparison same = compared(review(), review());
  EXPECT_THAT(same.constraints, IsEmpty());
  EXPECT_THAT(same.differences, IsEmpty());
  EXPECT_EQ(same.clear, 1);
  const Comparison gaps = compared(with_gap(), with_gap());
  ASSERT_EQ(gaps.constraints.size(), 1U);
  EXPECT_EQ(gaps.constraints[0].change, Change::unchanged);
  EXPECT_FALSE(is_worse(gaps.constraints[0], packs::Severity::minor, true));
}

TEST(Compare, ANewGapNamesTheDocumentThatCarriedIt) {
  Json after = with_gap();
  after["documents"] = Json::array({document("b.md", "b2")});
  const Comparison out = compared(review(), after);
  ASSERT_EQ(out.constraints.size(), 1U);
  EXPECT_EQ(out.constraints[0].change, Change::new_gap);
  EXPECT_TRUE(is_worse(out.constraints[0], packs::Severity::major, false));
  EXPECT_THAT(kinds(out.constraints[0].because), ElementsAre(CauseKind::document_gone)) << "b.md has nothing to do with it";
  EXPECT_THAT(kinds(out.differences), ElementsAre(CauseKind::document_changed, CauseKind::document_gone));
  EXPECT_EQ(out.constraints[0].remedy, "Say it.");
}

TEST(Compare, AClosedGapNamesTheDocumentThatCarriesIt) {
  Json before = with_gap();
  before["documents"][0]["sha256"] = "a0";
  const Comparison out = compared(before, review());
  ASSERT_EQ(out.constraints.size(), 1U);
  EXPECT_EQ(out.constraints[0].change, Change::closed);
  EXPECT_EQ(out.constraints[0].direction, Direction::better);
  EXPECT_EQ(out.constraints[0].because, (std::vector<Cause>{{CauseKind::document_changed, "a.md", "a0", "a1"}}));
}

TEST(Compare, ADocumentThatMovedIsNotGone) {
  Json after = review();
  after["documents"][0]["path"] = "new/a.md";
  first(after)["evidence"][0]["document"] = "new/a.md";
  const Comparison out = compared(review(), after);
  EXPECT_EQ(out.differences, (std::vector<Cause>{{CauseKind::document_moved, "new/a.md", "a.md", "new/a.md"}}));
  EXPECT_EQ(out.clear, 1);
}

TEST(Compare, TheSameBytesReadOrCountedOtherwiseAreCauses) {
  Json after = with_gap();
  after["documents"][0]["status"] = "unreadable";
  after["documents"][0]["reason"] = "timeout";
  Comparison out = compared(review(), after);
  EXPECT_EQ(out.constraints.at(0).because,
            (std::vector<Cause>{{CauseKind::document_read_otherwise, "a.md", "read", "unreadable (timeout)"}}));
  after = with_gap();
  after["documents"][0]["control"]["in_force"] = false;
  out = compared(review(), after);
  EXPECT_EQ(out.constraints.at(0).because,
            (std::vector<Cause>{{CauseKind::document_counted_otherwise, "a.md", "in force: yes", "in force: no"}}));
}

TEST(Compare, PackProgramDayAndDecisionAreCauses) {
  Json after = with_gap();
  after["packs"][0]["sha256"] = "p2";
  Comparison out = compared(review(), after);
  EXPECT_THAT(kinds(out.constraints.at(0).because), ElementsAre(CauseKind::pack_changed));
  EXPECT_THAT(cause_text(out.constraints.at(0).because[0]), HasSubstr("still called 1, with other content"));

  after = with_gap();
  after["tool"]["version"] = "2";
  after["as_of"] = "2026-02-28";
  out = compared(review(), after);
  EXPECT_THAT(kinds(out.constraints.at(0).because), ElementsAre(CauseKind::program_changed, CauseKind::as_of_changed));

  Json before = review();
  first(before)["decision"] = {{"kind", "accept"}, {"document", ""}, {"reason", "seen"}, {"by", "J"}, {"on", "2026-01-01"}};
  after = with_gap();
  after["stale_decisions"] = Json::array({{{"constraint", id}, {"stale_because", "the evidence changed"}}});
  out = compared(before, after);
  ASSERT_THAT(kinds(out.constraints.at(0).because), ElementsAre(CauseKind::decision_changed));
  EXPECT_THAT(cause_text(out.constraints[0].because[0]), HasSubstr("no longer stands because the evidence changed"));
}

TEST(Compare, WhatNothingExplainsIsSaidToBeSo) {
  const Comparison out = compared(review(), with_gap());
  EXPECT_THAT(kinds(out.constraints.at(0).because), ElementsAre(CauseKind::unknown));
}

TEST(Compare, AGapInBothGoesWhereItsVerdictSeverityAndCoverageGo) {
  const auto direction = [](const Json& before, const Json& after) {
    const Comparison out = compared(before, after);
    EXPECT_EQ(out.constraints.at(0).change, Change::changed);
    return out.constraints.at(0).direction;
  };
  EXPECT_EQ(direction(with_gap("partial", "minor"), with_gap("denied", "major")), Direction::worse);
  EXPECT_EQ(direction(with_gap("denied", "major"), with_gap("planned", "major")), Direction::better);
  EXPECT_EQ(direction(with_gap("partial", "minor"), with_gap("partial", "major")), Direction::worse);
  Json before = with_gap("partial", "minor");
  Json after = before;
  first(before)["coverage"] = {{"of", 3}, {"with", 2}, {"without", {"b.md"}}};
  first(after)["coverage"] = {{"of", 4}, {"with", 2}, {"without", {"a.md", "b.md"}}};
  EXPECT_EQ(direction(before, after), Direction::worse);
  EXPECT_EQ(direction(after, before), Direction::better);
  first(after)["coverage"] = {{"of", 3}, {"with", 2}, {"without", {"a.md"}}};
  EXPECT_EQ(direction(before, after), Direction::other);
}

TEST(Compare, AGapThatBecameUndecidedIsNotClosed) {
  Json after = review();
  first(after)["verdict"] = "not_evaluable";
  first(after)["candidates"] = {"b.md"};
  after["documents"][1]["status"] = "unreadable";
  const Comparison out = compared(with_gap(), after);
  EXPECT_EQ(out.constraints.at(0).change, Change::changed);
  EXPECT_EQ(out.constraints.at(0).direction, Direction::undecided);
  EXPECT_EQ(out.count_newly_undecided(), 1);
  EXPECT_THAT(kinds(out.constraints.at(0).because), ElementsAre(CauseKind::document_read_otherwise));
}

TEST(Compare, OneProductThatGotWorseIsSeenBehindAnother) {
  Json before = with_gap("partial", "minor");
  first(before)["by_product"] = {{"A", {{"version", "1"}, {"verdict", "met"}}},
                                 {"B", {{"version", "1"}, {"verdict", "partial"}}}};
  Json after = before;
  first(after)["by_product"]["A"]["verdict"] = "partial";
  const Comparison out = compared(before, after);
  ASSERT_EQ(out.constraints.size(), 1U);
  EXPECT_EQ(out.constraints[0].direction, Direction::worse);
  EXPECT_TRUE(is_worse(out.constraints[0], packs::Severity::minor, false));
  EXPECT_EQ(out.constraints[0].products.at(0).change, Change::new_gap);
  EXPECT_EQ(out.constraints[0].products.at(1).change, Change::unchanged);
}

TEST(Compare, AProductOfOneReviewOnlyIsNotCompared) {
  Json before = review();
  first(before)["by_product"] = {{"signals", {{"version", "1"}, {"verdict", "met"}}}};
  Json after = with_gap();
  first(after)["by_product"] = {{"signals", {{"version", "1"}, {"verdict", "met"}}},
                                {"C", {{"version", "1"}, {"verdict", "not_found"}}}};
  Comparison out = compared(before, after);
  EXPECT_EQ(out.constraints.at(0).change, Change::not_comparable);
  EXPECT_THAT(out.constraints.at(0).why_not, HasSubstr(": C"));
  EXPECT_FALSE(is_worse(out.constraints.at(0), packs::Severity::minor, true));
  first(after)["by_product"]["signals"]["verdict"] = "partial";
  out = compared(before, after);
  EXPECT_EQ(out.constraints.at(0).change, Change::new_gap);
}

TEST(Compare, OtherClausesAreNotComparableAndNewRequirementsAreNew) {
  const Json more = constraint("house:1.1/more", "not_found", "");
  Json after = review();
  after["clauses"][0]["constraints"].push_back(more);
  after["clauses"][0]["gaps"].push_back(gap("house:1.1/more", "major"));
  after["packs"][0]["version"] = "2";
  Comparison out = compared(review(), after);
  EXPECT_EQ(out.constraints.at(0).change, Change::new_gap);
  EXPECT_THAT(kinds(out.constraints.at(0).because), ElementsAre(CauseKind::pack_changed));
  EXPECT_EQ(compared(after, review()).constraints.at(0).change, Change::closed);

  after = review();
  after["clauses"].push_back({{"id", "house:2"},
                              {"title", "Two"},
                              {"gaps", Json::array({gap("house:2/more", "major")})},
                              {"constraints", Json::array({constraint("house:2/more", "not_found", "")})}});
  out = compared(review(), after);
  EXPECT_EQ(out.constraints.at(0).change, Change::not_comparable);
  EXPECT_THAT(out.constraints.at(0).why_not, HasSubstr("not reviewed in the older review"));

  after["clauses"].erase(0);
  out = compared(review(), after);
  EXPECT_FALSE(out.comparable);
  EXPECT_THAT(out.why_not, HasSubstr("no clause in common"));
}

TEST(Compare, AnotherSchemaVersionIsNotComparable) {
  const Comparison out = compared(review(), Json{{"schema_version", "2.0"}, {"everything", "else"}});
  EXPECT_FALSE(out.comparable);
  EXPECT_THAT(out.why_not, HasSubstr("schema version 2.0"));
  EXPECT_TRUE(compared(review(),
                       [] {
                         Json minor = review();
                         minor["schema_version"] = "1.4";
                         minor["news"] = 1;
                         return minor;
                       }())
                  .comparable);
}

TEST(Compare, OrderOfTheFilesListsDoesNotMatter) {
  Json shuffled = with_gap();
  std::swap(shuffled["documents"][0], shuffled["documents"][1]);
  reports::StringSink a;
  reports::StringSink b;
  ASSERT_TRUE(render_json(compared(review(), with_gap()), {}, a));
  ASSERT_TRUE(render_json(compared(review(), shuffled), {}, b));
  EXPECT_EQ(a.text(), b.text());
}

TEST(ReviewFile, NamesTheFileAndThePlaceOfAMistake) {
  const auto message = [](const Json& json) {
    const auto out = read_review(json.dump(), "new.json");
    return out ? "no error" : out.error().message();
  };
  Json bad = review();
  first(bad)["verdict"] = "perhaps";
  EXPECT_THAT(message(bad), HasSubstr("new.json"));
  EXPECT_THAT(message(bad), HasSubstr("/clauses/0/constraints/0/verdict: 'perhaps' is none of met, partial"));
  bad = review();
  bad["documents"][1].erase("control");
  EXPECT_THAT(message(bad), HasSubstr("/documents/1: 'control' is missing"));
  bad = review();
  bad["ignored_files"] = -1;
  EXPECT_THAT(message(bad), HasSubstr("/ignored_files: a whole number"));
  bad = review();
  bad["clauses"][0]["gaps"].push_back(gap("house:1.1/other", "major"));
  EXPECT_THAT(message(bad), HasSubstr("/clauses/0/gaps/0/constraint"));
  EXPECT_THAT(message(Json::array()), HasSubstr("at the top: an object is wanted"));
  EXPECT_THAT(message("text"), HasSubstr("at the top: an object is wanted"));
}

TEST(ReviewFile, NamesLineAndColumnOfWhatIsNoJson) {
  const auto message = [](const std::string& text) {
    const auto out = read_review(text, "new.json");
    return out ? "no error" : out.error().message();
  };
  EXPECT_THAT(message("{\n  \"a\": nul\n}"), HasSubstr("line 2, column "));
  EXPECT_THAT(message("{\"a\": 1"), HasSubstr("the JSON ends too early"));
  EXPECT_THAT(message(""), HasSubstr("line 1, column 1: the JSON ends too early"));
  EXPECT_THAT(message("{\"a\": \"\xff\"}"), HasSubstr("line 1"));
  EXPECT_THAT(message("{\"a\": 1e999}"), HasSubstr("cannot be read"));
  EXPECT_THAT(message(std::string(100000, '[')), HasSubstr("more than 64 deep"));
  EXPECT_THAT(message("{\"x\": " + std::string(100000, '[')), HasSubstr("more than 64 deep"));
}

TEST(ReviewFile, EveryCutOfAReviewIsAnErrorAndNoCrash) {
  const std::string text = with_gap().dump();
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_FALSE(read_review(text.substr(0, i), "cut.json")) << i;
  EXPECT_TRUE(read_review(text, "whole.json"));
}

TEST(Render, TextOfDocumentsIsHarmlessEverywhere) {
  const std::string nasty = "<img src=x onerror=alert(1)>\x1b[31m|`[x](http://evil)\u202e.md";
  Json before = review();
  first(before)["evidence"][0]["document"] = nasty;
  before["documents"][0]["path"] = nasty;
  Json after = with_gap();
  after["documents"].erase(0);
  first(after)["text"] = nasty;
  const Comparison out = compared(before, after);
  reports::StringSink terminal;
  reports::StringSink markdown;
  reports::StringSink json;
  ASSERT_TRUE(render_terminal(out, {}, terminal));
  ASSERT_TRUE(render_markdown(out, {}, markdown));
  ASSERT_TRUE(render_json(out, {}, json));
  for (const std::string& text : {terminal.text(), markdown.text(), json.text()}) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b[31m")));
    EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  }
  EXPECT_THAT(markdown.text(), HasSubstr("\\<img"));
  EXPECT_THAT(markdown.text(), Not(ContainsRegex("[^\\]<img")));
  EXPECT_THAT(markdown.text(), Not(ContainsRegex("[^\\]\\[x")));
  EXPECT_THAT(terminal.text(), HasSubstr("went away"));
  EXPECT_EQ(Json::parse(json.text()).at("constraints").at(0).at("because").at(0).at("kind"), "document_gone");
}

TEST(Render, TheTerminalKeepsToItsWidth) {
  Json after = with_gap();
  after["documents"] = Json::array({document("a folder with a long name/" + std::string(90, 'x') + ".md", "a1")});
  for (const int width : {40, 60, 120}) {
    RenderOptions options;
    options.width = width;
    reports::StringSink sink;
    ASSERT_TRUE(render_terminal(compared(review(), after), options, sink));
    std::string_view rest = sink.text();
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      const auto columns = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
      EXPECT_LE(columns, width) << line;
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
  }
}

}  // namespace
}  // namespace crosswalk::comparison
