// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <sstream>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Commands : public EndToEnd {};

TEST_F(Commands, HelpFitsEightyColumnsAndNamesEveryOption) {
  const Arguments commands[] = {{},
                                {"review"},
                                {"init"},
                                {"decide"},
                                {"clause"},
                                {"extract"},
                                {"explain"},
                                {"clause", "list"},
                                {"clause", "show"},
                                {"pack"},
                                {"pack", "lint"},
                                {"eval"},
                                {"pack", "test"},
                                {"pack", "new"},
                                {"diff"}};
  for (Arguments arguments : commands) {
    arguments.emplace_back("--help");
    const Ran ran = crosswalk(arguments);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, HasSubstr("Usage: crosswalk"));
    std::istringstream lines(ran.out);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  }
  EXPECT_THAT(crosswalk({"--version"}).out, StartsWith("crosswalk "));
}

TEST_F(Commands, ExplainSaysWhichRuleHoldsWhereAndWhatFailsInTheOthers) {
  write("SECURITY.md", "# Security policy of Viewer\n\nWe do not inform our customers of vulnerabilities in Viewer.\n");
  Ran ran = crosswalk({"explain", "4.1.7/user-notification", at("SECURITY.md")});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("verdict: denied"));
  EXPECT_THAT(ran.out, HasSubstr("read as negated: denied"));
  EXPECT_THAT(ran.out, HasSubstr("line 3"));
  EXPECT_THAT(ran.out, HasSubstr("Rules that come nearest"));
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    const bool is_rule = line.find("\u2500") != std::string::npos;
    EXPECT_TRUE(is_rule || line.size() <= 80U) << line;
  }
  ran = crosswalk({"explain", "user-notification", at("SECURITY.md"), "--format", "json"});
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json.at("verdict"), "denied");
  EXPECT_EQ(json.at("rules").at(0).at("places").at(0).at("reading").at(0), "negated");
  ran = crosswalk({"explain", "4.1.7/nonsense", at("SECURITY.md")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("4.1.7/nonsense"));
  EXPECT_EQ(crosswalk({"explain", "4.1.7/timeliness", at("missing.md")}).code, 3);
}

TEST_F(Commands, ADecisionStandsUntilItsEvidenceChanges) {
  write("d/procedure.md", procedure);
  const std::string docs = at("d");
  const std::string workspace = at("w");
  Ran ran = crosswalk({"init", workspace, "--manufacturer", "Acme", "--product", "Viewer=1.0"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(crosswalk({"init", workspace}).code, 2) << "what is there is not written over";
  const Arguments person{"--reason", "Seen: the form", "--by", "J. Doe", "--role", "QA", "--as-of", "2026-01-31"};
  const auto decide = [&](Arguments arguments) {
    arguments.insert(arguments.begin(), "decide");
    arguments.insert(arguments.end(), {"--in", docs, "--workspace", workspace});
    arguments.insert(arguments.end(), person.begin(), person.end());
    return crosswalk(arguments);
  };
  ran = decide({"4.1.7/user-notification", "accept"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string comment = "# The auditor saw this one.\n";
  write("w/decisions.yaml", comment + read(at("w/decisions.yaml")) + comment);
  ASSERT_EQ(decide({"5.8.2/sbom", "not-applicable"}).code, 0);
  ASSERT_EQ(decide({"4.1.7/timeliness", "procedure.md", "reject"}).code, 0);
  const std::string decisions = read(at("w/decisions.yaml"));
  EXPECT_THAT(decisions, StartsWith(comment));
  EXPECT_NE(decisions.find(comment, comment.size()), std::string::npos) << "both comments stand";

  Json json = review_json({docs, "--workspace", workspace});
  const Json accepted = constraint_of(json, "4.1.7/user-notification");
  EXPECT_EQ(accepted.at("verdict"), "met");
  EXPECT_EQ(accepted.at("machine_verdict"), "partial");
  EXPECT_EQ(accepted.at("decision").at("by"), "J. Doe");
  EXPECT_EQ(constraint_of(json, "5.8.2/sbom").at("verdict"), "not_applicable");

  write("d/procedure.md",
        std::string(procedure) + "\nAcme informs every user of a vulnerability by an advisory on its website.\n");
  json = review_json({docs, "--workspace", workspace});
  EXPECT_EQ(constraint_of(json, "4.1.7/user-notification").at("verdict"),
            constraint_of(json, "4.1.7/user-notification").at("machine_verdict"));
  EXPECT_THAT(json.dump(), HasSubstr("stale"));
  const Ran shown = crosswalk({"review", docs, "--workspace", workspace});
  EXPECT_THAT(shown.out, AnyOf(HasSubstr("stale"), HasSubstr("no longer stand")));
}

TEST_F(Commands, ADecisionThatSaysTooLittleIsRefused) {
  write("d/procedure.md", procedure);
  ASSERT_EQ(crosswalk({"init", at("w")}).code, 0);
  const Arguments places{"--in", at("d"), "--workspace", at("w")};
  const struct {
    Arguments arguments;
    const char* says;
  } cases[] = {
      {{"4.1.7/timeliness", "maybe", "--reason", "x", "--by", "x", "--role", "x"}, "accept, reject or not-applicable"},
      {{"4.1.7/nothing", "accept", "--reason", "x", "--by", "x", "--role", "x"}, "no such constraint"},
      {{"4.1.7/timeliness", "other.md", "accept", "--reason", "x", "--by", "x", "--role", "x"}, "no such document"},
      {{"4.1.7/timeliness", "accept", "--by", "x", "--role", "x"}, "--reason is required"},
      {{"4.1.7/timeliness", "accept", "--reason", "", "--by", "x", "--role", "x"}, "needs a reason"},
  };
  for (const auto& one : cases) {
    Arguments arguments{"decide"};
    arguments.insert(arguments.end(), one.arguments.begin(), one.arguments.end());
    arguments.insert(arguments.end(), places.begin(), places.end());
    const Ran ran = crosswalk(arguments);
    EXPECT_EQ(ran.code, 2) << one.says;
    EXPECT_THAT(ran.err, HasSubstr(one.says));
  }
  EXPECT_FALSE(fs::exists(at("w/decisions.yaml")));
}

TEST_F(Commands, AQuoteStandsAmongItsWordsWithoutNotation) {
  write("d/policy.md",
        "# Disclosure policy\n\n| Version | 2 |\n|---|---|\n| Owner | *PSO* |\n\n" + std::string(400, 'x') +
            "\n\n- **Before** it.\n- We publish a security advisory for every vulnerability of our products.\n\nAfter it.\n");
  const Ran ran = crosswalk({"review", at("d"), "--format", "md", "--fail-on", "none", "--allow-undecided"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("x · Before it. · “"));
  EXPECT_THAT(ran.out, HasSubstr("” · After it."));
}

TEST_F(Commands, AClauseHasAPage) {
  EXPECT_THAT(crosswalk({"clause", "list"}).out, HasSubstr("iec-81001-5-1:4.1.7  "));
  const Ran page = crosswalk({"clause", "show", "5.8.2"});
  EXPECT_EQ(page.code, 0);
  for (const char* part : {"sbom", "maps to", "audit"}) {
    EXPECT_NE(std::search(page.out.begin(), page.out.end(), part, part + std::string(part).size(),
                          [](char a, char b) { return std::tolower(a) == std::tolower(b); }),
              page.out.end())
        << part;
  }
  ASSERT_EQ(crosswalk({"clause", "show", "4.1.7", "--html", at("page.html")}).code, 0);
  EXPECT_THAT(read(at("page.html")), StartsWith("<!DOCTYPE html>"));
}

TEST_F(Commands, ANewPackLintsAndCanBeUsed) {
  ASSERT_EQ(crosswalk({"pack", "new", "house-rules", "--title", "House rules", "--out", folder_}).code, 0);
  const std::string pack = at("house-rules");
  const Ran lint = crosswalk({"pack", "lint", pack});
  EXPECT_EQ(lint.code, 0) << lint.err;
  EXPECT_THAT(lint.out, StartsWith("0 errors, "));
  EXPECT_THAT(lint.err, ::testing::Not(HasSubstr("lexicon/"))) << "only what its author can mend";
  EXPECT_THAT(crosswalk({"clause", "list", "--pack", pack}).out, HasSubstr("house-rules:1.1"));
  const Json json = review_json({write("d/note.md", "A note."), "--pack", pack, "--clause", "house-rules:1.1"});
  EXPECT_EQ(json.at("clauses").at(0).at("id"), "house-rules:1.1");
  EXPECT_EQ(crosswalk({"pack", "new", "house-rules", "--title", "x", "--out", folder_}).code, 2);
}

TEST_F(Commands, LintNamesConceptsThatChangeNoVerdictInAFolder) {
  write("d/policy.md", "# Security policy\n\nWe notify affected users of vulnerabilities in our product by e-mail.\n");
  write("d/broken.pdf", "%PDF-1.4 and no more");
  const std::string pack = (sources() / "packs/iec-81001-5-1").string();
  const Ran ran = crosswalk({"pack", "lint", pack, "--corpus", at("d")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("0 errors, 0 warnings\n"));
  EXPECT_THAT(ran.out, HasSubstr("'duration' stands in no document\n"));
  EXPECT_THAT(ran.out, HasSubstr("stands in 1 document and changes no verdict\n"));
  EXPECT_THAT(ran.out, HasSubstr("broken.pdf: not read\n"));
  EXPECT_THAT(ran.out, HasSubstr("\n1 document, "));
  EXPECT_THAT(ran.out, ::testing::ContainsRegex(" concepts: [1-9][0-9]* change a verdict, "));
  EXPECT_EQ(crosswalk({"pack", "lint", pack, "--corpus", at("nowhere")}).code, 3);
}

TEST_F(Commands, ExtractShowsEveryFormatWithPlaces) {
  const fs::path example = sources() / "examples/manufacturer";
  std::map<std::string, fs::path> one_of_each;
  for (const auto& entry : fs::recursive_directory_iterator(example)) {
    if (entry.is_regular_file() && entry.path().string().find("scan") == std::string::npos) {
      one_of_each.emplace(entry.path().extension(), entry.path());
    }
  }
  for (const char* ending : {".md", ".docx", ".xlsx", ".pdf", ".html", ".json"}) {
    ASSERT_TRUE(one_of_each.contains(ending)) << ending;
    const std::string file = one_of_each[ending];
    const Ran json = crosswalk({"extract", file, "--format", "json"});
    ASSERT_EQ(json.code, 0) << json.err;
    const Json document = Json::parse(json.out);
    EXPECT_EQ(document.at("status"), "read") << file;
    ASSERT_FALSE(document.at("blocks").empty()) << file;
    for (const Json& block : document.at("blocks")) EXPECT_NE(block.at("locator"), "") << file;
    EXPECT_EQ(crosswalk({"extract", file}).out, document.at("text").get<std::string>() + "\n") << file;
    EXPECT_THAT(crosswalk({"extract", file, "--locators"}).out, StartsWith("[")) << file;
  }
  const Ran broken = crosswalk({"extract", write("broken.docx", "PK\x03\x04 no")});
  EXPECT_EQ(broken.code, 3);
  EXPECT_THAT(broken.err, HasSubstr("broken.docx: unreadable: corrupt"));
  EXPECT_THAT(broken.err, HasSubstr("\n  Open it in its own program"));
}

TEST_F(Commands, EvalMeasuresATinyCorpusAndNamesABrokenLine) {
  const std::string corpus = at("corpus");
  write("corpus/documents/met.md", procedure);
  write("corpus/documents/none.md", "# Note\n\nThe canteen is closed on Friday.\n");
  const std::string id = "iec-81001-5-1:4.1.7/severity-score";
  const auto line = [&](const std::string& name, const std::string& labels) {
    return "{\"document\": \"" + name + "\", \"facets\": {\"owner\": \"manufacturer-or-project\", \"state\": \"effective\", " +
           "\"role\": \"procedure\"}, \"labels\": {" + labels + "}}\n";
  };
  const std::string good =
      line("met.md", "\"" + id + "\": {\"value\": \"M\", \"readers\": \"MM\", \"quotes\": [\"base score\"]}") +
      line("none.md", "");
  write("corpus/labels.jsonl", good);
  const Ran ran = crosswalk({"eval", "--corpus", corpus, "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(Json::parse(ran.out, nullptr, false).is_object());
  write("corpus/labels.jsonl", good + "{\"document\": \n");
  const Ran broken = crosswalk({"eval", "--corpus", corpus});
  EXPECT_EQ(broken.code, 3);
  EXPECT_THAT(broken.err, HasSubstr("labels.jsonl:3: "));
}

}  // namespace
}  // namespace crosswalk::end_to_end
