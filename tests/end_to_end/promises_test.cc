// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <regex>
#include <sstream>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// With the shipped example, which has a document of every format.
class Promises : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::copy(sources() / "examples/manufacturer", at("d"), fs::copy_options::recursive);
  }
};

TEST_F(Promises, NothingIsWrittenAmongTheDocuments) {
  const std::string before = listing(at("d"));
  for (const char* format : {"html", "json", "md", "txt"}) {
    const std::string out = at("report." + std::string(format));
    const Ran ran = crosswalk({"review", at("d"), "--out", out, "--quiet", "--fail-on", "none", "--allow-undecided"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    struct stat info {};
    ASSERT_EQ(::stat(out.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 07777U, 0600U) << format;
  }
  for (const std::string out : {"d/report.html", "d/QMS/report.json"}) {
    const Ran ran = crosswalk({"review", at("d"), "--out", at(out)});
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr("lies in what is reviewed"));
  }
  EXPECT_EQ(listing(at("d")), before);
  const std::string file = write("one.md", procedure);
  EXPECT_EQ(crosswalk({"review", file, "--out", file}).code, 2);
  EXPECT_EQ(read(file), procedure);
}

TEST_F(Promises, AReadOnlyFolderIsEnough) {
  const std::string folder = at("d");
  const bool mounted = ::mount(folder.c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) == 0 &&
                       ::mount(nullptr, folder.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  if (!mounted) {
    if (::geteuid() == 0) GTEST_SKIP() << "may not mount";
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
  }
  const Json json = review_json({folder});
  if (mounted) ::umount(folder.c_str());
  fs::permissions(folder, fs::perms::owner_all);
  EXPECT_GT(json.at("summary").at("documents").at("read"), 20);
}

TEST_F(Promises, SameInputsGiveTheSameBytes) {
  fs::create_directories(at("elsewhere/far"));
  fs::copy(at("d"), at("elsewhere/far/d"), fs::copy_options::recursive);
  fs::create_directory(at("cwd"));
  Setting other;
  other.folder = at("cwd");
  other.environment = {
      {"TZ", "Asia/Kathmandu"}, {"LANG", "de_DE.UTF-8"}, {"LC_ALL", "tr_TR.UTF-8"}, {"COLUMNS", "40"}, {"HOME", ""}};
  for (const char* format : {"json", "html", "md"}) {
    const Arguments options{"--as-of",    "2026-01-31", "--fail-on", "none",  "--allow-undecided",
                            "--no-cache", "--format",   format,      "--jobs"};
    const auto review = [&](const std::string& folder, const char* jobs, const Setting& setting) {
      Arguments arguments{"review", folder};
      arguments.insert(arguments.end(), options.begin(), options.end());
      arguments.emplace_back(jobs);
      const Ran ran = crosswalk(arguments, setting);
      EXPECT_EQ(ran.code, 0) << ran.err;
      return ran.out;
    };
    const std::string first = review(at("d"), "1", {});
    ASSERT_GT(first.size(), 10'000U);
    EXPECT_TRUE(first == review("../elsewhere/far/d", "7", other)) << format;
    if (std::string(format) == "json") {
      EXPECT_TRUE(first == review(at("d"), "2", {}));
    }
    EXPECT_THAT(first, Not(HasSubstr(folder_.string()))) << "no path of the machine";
  }
}

TEST_F(Promises, EveryQuoteStandsInTheExtractedText) {
  const Json json = review_json({at("d")});
  std::map<std::string, std::string> texts;
  std::size_t quotes = 0;
  const auto check = [&](const Json& evidence, const std::string& document) {
    auto [text, fresh] = texts.try_emplace(document);
    if (fresh) text->second = crosswalk({"extract", at("d/" + document), "--format", "text"}).out;
    EXPECT_THAT(text->second, HasSubstr(evidence.at("quote").get<std::string>())) << document;
    ++quotes;
  };
  for (const Json& clause : json.at("clauses")) {
    for (const Json& constraint : clause.at("constraints")) {
      for (const Json& each : constraint.at("evidence")) check(each, each.at("document"));
    }
  }
  for (const Json& document : json.at("documents")) {
    for (const auto& [id, verdict] : document.at("constraints").items()) {
      for (const Json& each : verdict.at("evidence")) check(each, document.at("path"));
    }
  }
  EXPECT_GT(quotes, 50U);
}

TEST_F(Promises, TheJsonFollowsItsSchema) {
  if (!can_validate()) GTEST_SKIP() << "python3-jsonschema is not installed";
  write("d/broken.docx", "PK\x03\x04 no");
  const std::string out = at("report.json");
  ASSERT_EQ(crosswalk({"review", at("d"), "--out", out, "--quiet", "--fail-on", "none", "--allow-undecided"}).code, 0);
  const Ran ran = validate(out, "review.schema.json");
  EXPECT_EQ(ran.code, 0) << ran.err;
}

TEST_F(Promises, NothingLeavesTheMachineAndOnlyTheReportIsWritten) {
  const std::string trace = at("trace");
  const std::string out = at("report.html");
  Setting setting;
  setting.environment = {{"ASAN_OPTIONS", "detect_leaks=0"}};
  if (run("strace", {"-o", trace, "true"}).code != 0) GTEST_SKIP() << "strace is not installed, or may not trace";
  const Ran ran =
      run("strace",
          {"-f", "-qq", "-o", trace, "-e", "trace=network,open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat",
           crosswalk(), "review", at("d"), "--jobs", "2", "--quiet", "--fail-on", "none", "--allow-undecided", "--out", out},
          setting);
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::istringstream lines(read(trace));
  // The cache and the folders above it.
  const std::string cache = cache_home();
  const std::regex writes("O_WRONLY|O_RDWR|O_CREAT|creat\\(|rename|mkdir");
  std::size_t reports = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, Not(HasSubstr("AF_INET"))) << "a connection";
    EXPECT_THAT(line, Not(HasSubstr("connect("))) << "a connection";
    if (!std::regex_search(line, writes) || line.find("\"" + cache) != std::string::npos) continue;
    if (line.find("mkdir") != std::string::npos && line.find("EEXIST") != std::string::npos) continue;
    const bool report = line.find(out) != std::string::npos;
    reports += report ? 1U : 0U;
    EXPECT_TRUE(report || line.find("\"/dev/null\"") != std::string::npos) << line;
  }
  EXPECT_GE(reports, 2U) << "the trace is of the review: its file is made and renamed";
}

}  // namespace
}  // namespace crosswalk::end_to_end
