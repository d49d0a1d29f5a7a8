// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::string_view checklist =
    "Questions of the purchasing department\n\n# Releases\n\n- [ ] Who approves the release of a new version?\n"
    "2. How often are backups tested?\n\n# Suppliers\n* Which suppliers of \"software\" are audited?\n";

/// A user's own checklist and a folder that answers two of its questions.
class QuestionsOnly : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    list_ = write("list.txt", checklist.substr(checklist.find('#')));
    write("d/release.md",
          "# Release procedure\n\nDocument: SOP-1, version 2, effective 2025-03-01\n\nThe head of quality approves each release "
          "of the "
          "product before it is shipped.\n\nThe canteen is open until two.\n");
    write("d/operations.md",
          "# Operations\n\nBackups are tested twice a year by restoring them on a separate system.\n\nVisitors sign in at the "
          "desk.\n");
    write("d/drafts/release.md",
          "# Release procedure\n\nStatus: Draft\n\nAnybody approves the release of a new version of the product.\n");
    const Ran made = crosswalk({"pack", "new", "buying", "--title", "Buying rules", "--questions", list_, "--out", folder_});
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("--pack"));
  }

  [[nodiscard]] Arguments review(Arguments more = {}) const {
    Arguments out{at("d"), "--pack", at("buying")};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  static Setting without_model() {
    Setting setting;
    setting.environment["CROSSWALK_MODEL"] = "/nonexistent";
    return setting;
  }

  fs::path list_;
};

TEST_F(QuestionsOnly, AreAPackWithoutMistakes) {
  const Ran ran = crosswalk({"pack", "lint", at("buying")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("0 errors"));
  EXPECT_EQ(
      crosswalk({"pack", "new", "empty", "--title", "E", "--questions", write("none.txt", "# Title\n\n"), "--out", folder_}).code,
      2);
}

TEST_F(QuestionsOnly, AreAnsweredByPassagesForAPersonToRead) {
  const Json json = review_json(review(), without_model());
  const Json approval = constraint_of(json, "1/who-approves-the-release-of-a-new-version");
  ASSERT_FALSE(approval.is_null());
  EXPECT_EQ(approval.at("verdict"), "needs_review");
  EXPECT_EQ(approval.at("reason"), "question");
  const Json& best = approval.at("evidence").at(0);
  EXPECT_EQ(best.at("document"), "release.md");
  EXPECT_THAT(best.at("quote").get<std::string>(), HasSubstr("The head of quality approves each release of the product"));
  EXPECT_EQ(best.at("verdict"), "needs_review");
  EXPECT_THAT(best.at("locator").at("text"), StartsWith("line "));
  EXPECT_EQ(best.at("locator").at("headings").at(0), "Release procedure");
  EXPECT_LE(approval.at("evidence").size(), 3U);
  for (const Json& one : approval.at("evidence")) EXPECT_NE(one.at("document"), "drafts/release.md") << "a draft is no evidence";
  EXPECT_EQ(approval.at("candidates").at(0), "release.md");

  const Json backups = constraint_of(json, "1/how-often-are-backups-tested");
  EXPECT_THAT(backups.at("evidence").at(0).at("quote").get<std::string>(), HasSubstr("tested twice a year"));
  EXPECT_THAT(json.at("notes").dump(), HasSubstr("by their words alone"));
  EXPECT_THAT(json.at("notes").dump(), Not(HasSubstr("nonexistent"))) << "no place of this machine";
  ASSERT_THAT(json.at("undecided"), SizeIs(::testing::Ge(3)));
}

TEST_F(QuestionsOnly, AreInAllReports) {
  for (const char* format : {"terminal", "html", "md"}) {
    for (const char* detail : {"summary", "detailed"}) {
      Arguments arguments{"review"};
      const Arguments rest = review({"--format", format, "--report", detail, "--clause", "buying:1", "--as-of", "2026-01-31"});
      arguments.insert(arguments.end(), rest.begin(), rest.end());
      const Ran ran = crosswalk(arguments, without_model());
      EXPECT_EQ(ran.code, 4) << ran.err;
      std::string flat;
      for (const char c : ran.out) flat += c == '\n' ? ' ' : c;
      for (std::size_t at = flat.find("  "); at != std::string::npos; at = flat.find("  ")) flat.erase(at, 1);
      EXPECT_THAT(flat, HasSubstr("approves each release of the product")) << format << " " << detail;
    }
  }
}

TEST_F(QuestionsOnly, ComeToTheSameBytesInEveryRun) {
  const auto run = [&](Arguments more, const std::string& threads = "1") {
    Arguments arguments{"review"};
    more.insert(more.end(), {"--format", "json", "--as-of", "2026-01-31"});
    const Arguments rest = review(more);
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    Setting setting;
    setting.environment["OMP_NUM_THREADS"] = threads;
    setting.environment["ONEDNN_MAX_CPU_ISA"] = threads == "1" ? "AVX2" : "";
    return crosswalk(arguments, setting).out;
  };
  // With the sentence model where there is one, else without.
  const std::string once = run({"--no-cache"});
  EXPECT_THAT(once, StartsWith("{"));
  EXPECT_EQ(run({"--no-cache", "--jobs", "4"}, "4"), once);
  EXPECT_EQ(run({}), once) << "fills the cache";
  EXPECT_EQ(run({"--jobs", "3"}, "2"), once) << "from the cache";
}

TEST_F(QuestionsOnly, AreDecidedByAPersonUntilThePassagesChange) {
  ASSERT_EQ(crosswalk({"init", at("w"), "--manufacturer", "Acme"}).code, 0);
  const Ran decided =
      crosswalk({"decide", "1/how-often-are-backups-tested", "accept", "--in", at("d"), "--pack", at("buying"), "--workspace",
                 at("w"), "--reason", "Read it.", "--by", "J. Doe", "--role", "QA", "--as-of", "2026-01-31"},
                without_model());
  ASSERT_EQ(decided.code, 0) << decided.err;
  const Arguments with_workspace = review({"--workspace", at("w")});
  EXPECT_EQ(constraint_of(review_json(with_workspace, without_model()), "1/how-often-are-backups-tested").at("verdict"), "met");
  write("d/operations.md", "# Operations\n\nBackups are tested when somebody thinks of it.\n");
  const Json later = review_json(with_workspace, without_model());
  EXPECT_EQ(constraint_of(later, "1/how-often-are-backups-tested").at("verdict"), "needs_review");
  EXPECT_THAT(later.at("stale_decisions"), SizeIs(1));
}

TEST_F(QuestionsOnly, UseTheSentenceModelWhereItIs) {
  const char* const folder = std::getenv("CROSSWALK_MODEL");
  if (folder == nullptr) GTEST_SKIP() << "CROSSWALK_MODEL does not name the folder of the sentence model";
  write("d/meaning.md", "# Sign-off\n\nBefore shipping, a named manager has to give green light to every new build.\n");
  const Json json = review_json(review());
  EXPECT_THAT(json.at("notes").dump(), Not(HasSubstr("by their words alone")));
  EXPECT_THAT(constraint_of(json, "1/who-approves-the-release-of-a-new-version").at("evidence").dump(), HasSubstr("green light"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
