// SPDX-License-Identifier: Apache-2.0
#include <regex>
#include <sstream>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// With the shipped example as a repository, and the same documents in a plain folder.
class Git : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    if (run("git", {"--version"}).code != 0) GTEST_SKIP() << "git is not installed";
    fs::create_directories(at("plain"));
    fs::create_directories(at("elsewhere"));
    fs::copy(sources() / "examples/manufacturer", at("plain/d"), fs::copy_options::recursive);
    fs::copy(at("plain/d"), at("d"), fs::copy_options::recursive);
    const std::string script =
        "git init -q -b main . && git add -A && git -c user.name=T -c user.email=t@example.org commit -q -m one && git tag v1 && "
        "rm -r QMS && git add -A && git -c user.name=T -c user.email=t@example.org commit -q -m two";
    Setting setting;
    setting.folder = at("d");
    ASSERT_EQ(run("sh", {"-c", script}, setting).code, 0);
  }
  [[nodiscard]] std::string revision(const std::string& name) const { return "git:" + at("d").string() + "@" + name; }
};

/// Without what differs by right: the root's name, and what was read is told.
Json comparable(const Json& review, const std::string& root) {
  Json out = Json::parse(std::regex_replace(review.dump(), std::regex("\"root\":\"" + root + "\""), "\"root\":\"\""));
  for (const char* each : {"notes", "inputs_sha256", "ignored_files"}) out.erase(each);
  return out;
}

TEST_F(Git, ARevisionIsReviewedLikeTheFolderThatItWas) {
  const std::string before = listing(at("d"));
  const Json folder = review_json({at("plain/d")});
  const Json tree = review_json({revision("v1")});
  EXPECT_GT(tree.at("summary").at("documents").at("read"), 20);
  EXPECT_EQ(comparable(tree, "d@v1"), comparable(folder, "d"));
  EXPECT_THAT(tree.at("notes").dump(), HasSubstr("at commit "));
  EXPECT_LT(review_json({revision("main")}).at("summary").at("documents").at("read"),
            tree.at("summary").at("documents").at("read"));
  EXPECT_EQ(listing(at("d")), before);
}

TEST_F(Git, GivesTheSameBytesFromAnyCloneAndCache) {
  const Arguments options{"--as-of", "2026-01-31", "--format", "json", "--fail-on", "none", "--allow-undecided"};
  const auto review = [&](const std::string& path, const Arguments& more) {
    Arguments arguments{"review", path};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = crosswalk(arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  };
  const std::string first = review(revision("v1"), {"--no-cache", "--jobs", "1"});
  EXPECT_THAT(first, Not(HasSubstr(folder_.string()))) << "no path of the machine";
  EXPECT_TRUE(review(revision("v1"), {}) == first);
  EXPECT_TRUE(review(revision("v1"), {}) == first) << "from the cache";
  EXPECT_TRUE(review(revision("v1"), {"--strict"}) == first);
  ASSERT_EQ(run("git", {"clone", "-q", "--bare", at("d"), at("elsewhere/d.git")}).code, 0);
  EXPECT_TRUE(review("git:" + at("elsewhere/d.git").string() + "@v1", {"--jobs", "7"}) == first);
}

TEST_F(Git, ReadsNothingAgainThatItKnows) {
  if (run("strace", {"-o", at("trace"), "true"}).code != 0) GTEST_SKIP() << "strace is not installed, or may not trace";
  Setting setting;
  setting.environment = {{"ASAN_OPTIONS", "detect_leaks=0"}};
  const auto reads = [&](const Arguments& more) {
    Arguments arguments{"-f",           "-qq",       "-o",        at("trace"),    "-e",
                        "trace=execve", crosswalk(), "review",    revision("v1"), "--as-of",
                        "2026-01-31",   "--quiet",   "--fail-on", "none",         "--allow-undecided"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(run("strace", arguments, setting).code, 0);
    return read(at("trace")).find("\"--batch\"") != std::string::npos;
  };
  EXPECT_TRUE(reads({}));
  EXPECT_FALSE(reads({}));
  EXPECT_TRUE(reads({"--strict"}));
}

TEST_F(Git, WritesNothingConnectsNowhereAndStartsOnlyGit) {
  const std::string trace = at("trace");
  const std::string out = at("report.html");
  Setting setting;
  setting.environment = {{"ASAN_OPTIONS", "detect_leaks=0"}};
  if (run("strace", {"-o", trace, "true"}).code != 0) GTEST_SKIP() << "strace is not installed, or may not trace";
  const Ran ran = run(
      "strace",
      {"-f", "-qq", "-o", trace, "-e",
       "trace=network,execve,open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,link,"
       "linkat,symlink,symlinkat,truncate,chmod,fchmodat",
       crosswalk(), "review", revision("v1"), "--jobs", "2", "--quiet", "--fail-on", "none", "--allow-undecided", "--out", out},
      setting);
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::istringstream lines(read(trace));
  const std::string cache = cache_home();
  const std::regex writes("O_WRONLY|O_RDWR|O_CREAT|creat\\(|rename|mkdir|unlink|link\\(|linkat\\(|truncate|chmod");
  std::size_t gits = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, Not(HasSubstr("AF_INET"))) << "a connection";
    EXPECT_THAT(line, Not(HasSubstr("connect("))) << "a connection";
    if (line.find("execve(") != std::string::npos) {
      const bool git = line.find("/git\"") != std::string::npos;
      gits += git ? 1U : 0U;
      EXPECT_TRUE(git || line.find("/crosswalk") != std::string::npos) << line;
      continue;
    }
    if (!std::regex_search(line, writes) || line.find("readlink") != std::string::npos) continue;
    if (line.find("\"" + cache) != std::string::npos) continue;
    if (line.find("mkdir") != std::string::npos && line.find("EEXIST") != std::string::npos) continue;
    EXPECT_TRUE(line.find(out) != std::string::npos || line.find("\"/dev/null\"") != std::string::npos) << line;
  }
  EXPECT_GE(gits, 5U) << "the trace is of the review";
}

TEST_F(Git, SaysWhatIsWrong) {
  const Ran unknown = crosswalk({"review", revision("v9")});
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("no such revision"));
  EXPECT_EQ(crosswalk({"review", "git:" + at("d").string()}).code, 2);
  EXPECT_EQ(crosswalk({"review", "git:" + at("plain").string() + "@HEAD"}).code, 3);
}

TEST_F(Git, BelievesNoWorkspaceOfTheRepositoryUnlessItIsNamed) {
  write("d/crosswalk.yaml", "this is: [no workspace\n");
  Setting setting;
  setting.folder = at("d");
  EXPECT_EQ(crosswalk({"review", "git:.@HEAD", "--quiet", "--fail-on", "none", "--allow-undecided"}, setting).code, 0);
  EXPECT_EQ(crosswalk({"review", "git:.@HEAD", "--workspace", "."}, setting).code, 2);
}

}  // namespace
}  // namespace crosswalk::end_to_end
