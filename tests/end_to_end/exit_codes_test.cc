// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class ExitCodes : public EndToEnd {
 protected:
  /// Reviews a folder below the test's own, and gives the code.
  int review(const std::string& folder, Arguments more = {}) const {
    more.insert(more.begin(), {"review", at(folder), "--as-of", "2026-01-31"});
    return crosswalk(more).code;
  }

  /// A pack with one expectation that no document answers.
  std::string pack_with_an_expectation() const {
    EXPECT_EQ(crosswalk({"pack", "new", "house-rules", "--title", "House rules", "--out", folder_}).code, 0);
    std::string clause = read(at("house-rules/clauses/1.1.yaml"));
    const std::string shall = "level: shall";
    clause.replace(clause.find(shall), shall.size(), "level: expectation\n    demanded_by: \"auditors\"");
    write("house-rules/clauses/1.1.yaml", clause);
    return at("house-rules");
  }
};

TEST_F(ExitCodes, GapsFailByTheirSeverity) {
  write("gaps/note.md", "# Note\n\nThe canteen is closed on Friday.\n");
  EXPECT_EQ(review("gaps"), 1);
  EXPECT_EQ(review("gaps", {"--fail-on", "major"}), 1);
  EXPECT_EQ(review("gaps", {"--fail-on", "minor"}), 1);
  EXPECT_EQ(review("gaps", {"--fail-on", "none"}), 0);
  EXPECT_EQ(review("gaps", {"--fail-on", "none", "--expectations"}), 0);
}

TEST_F(ExitCodes, UndecidedIsFourUnlessAllowed) {
  write("undecided/broken.docx", std::string("PK\x03\x04") + std::string(64, '\0'));
  EXPECT_EQ(review("undecided"), 4);
  EXPECT_EQ(review("undecided", {"--fail-on", "none"}), 4);
  EXPECT_EQ(review("undecided", {"--allow-undecided"}), 0);
}

TEST_F(ExitCodes, AGapOutranksWhatIsUndecided) {
  write("both/broken.docx", std::string("PK\x03\x04") + std::string(64, '\0'));
  write("both/procedure.md", procedure);
  const Json json = review_json({at("both")});
  ASSERT_GT(json.at("summary").at("gaps").at("minor"), 0);
  ASSERT_EQ(json.at("summary").at("gaps").at("major"), 0);
  ASSERT_FALSE(json.at("undecided").empty());
  EXPECT_EQ(review("both"), 4);
  EXPECT_EQ(review("both", {"--fail-on", "minor"}), 1);
  EXPECT_EQ(review("both", {"--fail-on", "minor", "--allow-undecided"}), 1);
  EXPECT_EQ(review("both", {"--allow-undecided"}), 0);
}

TEST_F(ExitCodes, ExpectationsFailOnlyWhenAskedFor) {
  write("gaps/note.md", "# Note\n\nThe canteen is closed on Friday.\n");
  const std::string pack = pack_with_an_expectation();
  const Arguments own{"--pack", pack, "--clause", "house-rules:1.1"};
  const auto with = [&](Arguments more) {
    more.insert(more.end(), own.begin(), own.end());
    return review("gaps", more);
  };
  EXPECT_EQ(with({}), 0);
  EXPECT_EQ(with({"--fail-on", "minor"}), 0);
  EXPECT_EQ(with({"--expectations"}), 1);
  EXPECT_EQ(with({"--expectations", "--fail-on", "none"}), 0);
}

TEST_F(ExitCodes, WrongUsageIsTwoAndNamesTheWord) {
  write("docs/note.md", "# Note\n");
  const std::string docs = at("docs");
  const struct {
    Arguments arguments;
    const char* says;
  } cases[] = {
      {{}, "name a command"},
      {{"reviw", docs}, "reviw: no such command; did you mean review?"},
      {{"review"}, "PATH is required"},
      {{"review", docs, "--formt", "json"}, "--formt: no such option; did you mean --format?"},
      {{"review", docs, "--format", "docx"}, "--format: docx not in"},
      {{"review", docs, "--fail-on", "all"}, "--fail-on: all not in"},
      {{"review", docs, "--as-of", "yesterday"}, "write a day as 2026-01-31"},
      {{"review", docs, "--as-of", "2026-02-30"}, "write a day as 2026-01-31"},
      {{"review", docs, "--jobs", "0"}, "--jobs"},
      {{"review", docs, "--jobs", "-1"}, "--jobs"},
      {{"review", docs, "--jobs", "100000"}, "--jobs"},
      {{"review", docs, "--clause", "9.9.9"}, "9.9.9: no such clause"},
      {{"review", docs, "--product", "Viewer"}, "Viewer"},
      {{"review", docs, "--out", at("report.pdf")}, "no report has this ending"},
      {{"review", docs, "--pack", at("nowhere")}, "name a folder with a pack.yaml"},
      {{"review", docs, "--workspace", at("nowhere")}, "'crosswalk init' writes one"},
      {{"review", docs, "--workspace", docs}, "crosswalk.yaml"},
      {{"clause", "show", "9.9.9"}, "9.9.9: no such clause"},
      {{"clause", "show"}, "CLAUSE is required"},
      {{"extract", docs}, "takes one file"},
      {{"pack", "lint", at("nowhere")}, "no such file or folder"},
      {{"pack", "new", "../up", "--title", "x"}, "lower-case letters"},
      {{"init", at("w"), "--product", "=1"}, "NAME=VERSION"},
  };
  for (const auto& one : cases) {
    const Ran ran = crosswalk(one.arguments);
    const std::string what = one.arguments.empty() ? "nothing" : one.arguments.back();
    EXPECT_EQ(ran.code, 2) << what;
    EXPECT_THAT(ran.err, HasSubstr(one.says)) << what;
    EXPECT_THAT(ran.err, HasSubstr("\n  ")) << "what to do, in a line of its own: " << what;
    EXPECT_EQ(ran.out, "") << what;
  }
}

TEST_F(ExitCodes, AnOptionThatMayBeRepeatedTakesOneWord) {
  write("docs/note.md", "# Note\n");
  write("docs/other.txt", "Other\n");
  const Ran ran = crosswalk({"review", "--ignore", "*.txt", "--clause", "4.1.7", at("docs"), "--format", "json"});
  ASSERT_EQ(ran.code, 1) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json.at("ignored_files"), 1);
  EXPECT_EQ(json.at("clauses").size(), 1U);
}

TEST_F(ExitCodes, WhatCannotBeReviewedIsThree) {
  Ran ran = crosswalk({"review", at("nowhere")});
  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(ran.err,
            "crosswalk: " + at("nowhere").string() + ": no such file or folder\n  Check the path and that it is mounted.\n");
  ASSERT_EQ(::mkfifo(at("fifo").c_str(), 0600), 0);
  ran = crosswalk({"review", at("fifo")});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("FIFO"));
}

TEST_F(ExitCodes, AnUnreadableFolderIsThreeAndAnUnreadablePartIsNamed) {
  if (::geteuid() == 0 && ::chown(folder_.c_str(), 65534, 65534) != 0) GTEST_SKIP() << "cannot become another user";
  Setting setting;
  setting.as_nobody = ::geteuid() == 0;
  if (crosswalk({"--version"}, setting).code != 0) GTEST_SKIP() << "another user cannot run the program here";
  write("closed/note.md", "# Note\n");
  write("open/note.md", "# Note\n");
  write("open/part/note.md", "# Note\n");
  write("open/secret.md", "# Note\n");
  ASSERT_EQ(::chmod(at("closed").c_str(), 0), 0);
  ASSERT_EQ(::chmod(at("open/part").c_str(), 0), 0);
  ASSERT_EQ(::chmod(at("open/secret.md").c_str(), 0), 0);
  const Ran ran = crosswalk({"review", at("closed")}, setting);
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("closed: cannot be read: Permission denied\n  Check the permissions"));
  const Json json = review_json({at("open")}, setting);
  EXPECT_EQ(document_of(json, "part").at("status"), "unreadable");
  EXPECT_EQ(document_of(json, "secret.md").at("status"), "unreadable");
  EXPECT_EQ(document_of(json, "note.md").at("status"), "read");
  for (const char* each : {"closed", "open/part"}) ::chmod(at(each).c_str(), 0700);
}

TEST_F(ExitCodes, ABrokenPackIsTwoWithPlaceAndAdvice) {
  write("docs/note.md", "# Note\n");
  write("pack/pack.yaml", "id: house\ntitle: [broken\nversion: 1\n");
  const std::string place = at("pack/pack.yaml").string() + ":3:8: error: ";
  for (const Arguments& arguments : {Arguments{"review", at("docs"), "--pack", at("pack")}, Arguments{"pack", "lint", at("pack")},
                                     Arguments{"pack", "test", at("pack")}}) {
    const Ran ran = crosswalk(arguments);
    EXPECT_EQ(ran.code, 2) << arguments.front();
    EXPECT_THAT(ran.err, HasSubstr(place)) << arguments.front();
    EXPECT_THAT(ran.err, HasSubstr("\n    check indentation")) << arguments.front();
  }
  fs::create_directory(at("empty"));
  EXPECT_EQ(crosswalk({"review", at("docs"), "--pack", at("empty")}).code, 2);
}

TEST_F(ExitCodes, LintNamesTheMistakesOfEveryPack) {
  write("a/pack.yaml", "id: house\ntitle: [broken\nversion: 1\n");
  ASSERT_EQ(crosswalk({"pack", "new", "rules-b", "--title", "Rules", "--out", at("")}).code, 0);
  const std::string pack = read(at("rules-b/pack.yaml"));
  write("rules-b/pack.yaml", pack + "tilte: Twice\n");
  const Ran ran = crosswalk({"pack", "lint", at("a"), at("nothing"), at("rules-b")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr(at("nothing").string()));
  fs::create_directory(at("nothing"));
  const Ran both = crosswalk({"pack", "lint", at("a"), at("nothing"), at("rules-b")});
  EXPECT_EQ(both.code, 2);
  EXPECT_THAT(both.err, HasSubstr("a/pack.yaml:3:8: error: "));
  EXPECT_THAT(both.err, HasSubstr("neither a pack.yaml nor a lexicon"));
  EXPECT_THAT(both.err, HasSubstr("tilte"));
}

TEST_F(ExitCodes, ABrokenWorkspaceIsTwoWithPlace) {
  write("docs/note.md", "# Note\n");
  write("w/crosswalk.yaml", "manufacturer: Acme\nprodcts: []\n");
  Ran ran = crosswalk({"review", at("docs"), "--workspace", at("w")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("crosswalk.yaml:2:1: error: "));
  EXPECT_THAT(ran.err, HasSubstr("products"));
  write("w/crosswalk.yaml", "manufacturer: Acme\n");
  write("w/decisions.yaml", "decisions: [\n");
  ran = crosswalk({"review", at("docs"), "--workspace", at("w")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("decisions.yaml:"));
}

TEST_F(ExitCodes, TheDayIsTodayUnlessGiven) {
  write("docs/note.md", "# Note\n");
  const Ran ran = crosswalk({"review", at("docs"), "--format", "json"});
  const std::string day = Json::parse(ran.out).at("as_of");
  EXPECT_THAT(day, MatchesRegex("20[0-9][0-9]-[01][0-9]-[0-3][0-9]"));
  EXPECT_EQ(review_json({at("docs")}).at("as_of"), "2026-01-31");
}

}  // namespace
}  // namespace crosswalk::end_to_end
