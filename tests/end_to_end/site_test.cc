// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Every file below the folder with its bytes.
std::map<std::string, std::string> all_of(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out[fs::relative(entry.path(), folder).string()] = content(entry.path());
  }
  return out;
}

class Site : public EndToEnd {};

TEST_F(Site, ShippedPacksBecomePagesOfModestSize) {
  const Ran ran = crosswalk({"site", at("site")});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("index.html"));
  const auto files = all_of(at("site"));
  EXPECT_GT(files.size(), 80U);
  constexpr std::size_t largest = 150'000;
  for (const auto& [name, bytes] : files) {
    if (name.ends_with(".html")) {
      EXPECT_LT(bytes.size(), largest) << name;
    }
    EXPECT_EQ(fs::status(fs::path(at("site")) / name).permissions() & fs::perms::others_read, fs::perms::none) << name;
  }
  EXPECT_THAT(files.at("iec-81001-5-1/4.1.7.html"), HasSubstr("../works/iso-13485.html#s-7.2.3"));
  EXPECT_THAT(files.at("works/iso-13485.html"), HasSubstr("../iec-81001-5-1/4.1.7.html"));
  // Every clause that the program lists has a page.
  const Ran list = crosswalk({"clause", "list"});
  std::istringstream lines(list.out);
  for (std::string line; std::getline(lines, line);) {
    const std::string number = line.substr(0, line.find(' ')).substr(line.find(':') + 1);
    EXPECT_TRUE(files.contains("iec-81001-5-1/" + number + ".html")) << line;
  }
}

TEST_F(Site, IsTheSameAgainAndKeepsForeignFiles) {
  write("docs/procedure.md", procedure);
  const int code = crosswalk({"review", at("docs"), "--as-of", "2026-01-31", "--quiet", "--out", at("review.json")}).code;
  ASSERT_TRUE(code == 1 || code == 4) << code;
  ASSERT_EQ(crosswalk({"site", at("a"), "--review", at("review.json"), "--title", "House <b>"}).code, 0);
  ASSERT_EQ(crosswalk({"site", at("b"), "--review", at("review.json"), "--title", "House <b>"}).code, 0);
  EXPECT_EQ(all_of(at("a")), all_of(at("b")));
  EXPECT_THAT(content(at("a/index.html")), HasSubstr("House &lt;b&gt;</h1>"));
  EXPECT_THAT(content(at("a/index.html")), HasSubstr("Where you stand"));
  EXPECT_THAT(content(at("a/iec-81001-5-1/4.1.7.html")), HasSubstr("procedure.md"));
  // Without the review, its page goes, and what somebody put there stays.
  write("a/mine.html", "mine");
  write("a/works/mine.txt", "mine too");
  ASSERT_EQ(crosswalk({"site", at("a")}).code, 0);
  const auto files = all_of(at("a"));
  EXPECT_FALSE(files.contains("todo.html"));
  EXPECT_EQ(files.at("mine.html"), "mine");
  EXPECT_EQ(files.at("works/mine.txt"), "mine too");
  EXPECT_THAT(files.at("iec-81001-5-1/4.1.7.html"), Not(HasSubstr("procedure.md")));
}

TEST_F(Site, RepeatsNoWordsOfDocumentsThatTheReviewLeavesOut) {
  write("docs/procedure.md", procedure);
  crosswalk({"review", at("docs"), "--as-of", "2026-01-31", "--quiet", "--quotes", "none", "--out", at("review.json")});
  ASSERT_EQ(crosswalk({"site", at("site"), "--review", at("review.json")}).code, 0);
  for (const auto& [name, bytes] : all_of(at("site"))) EXPECT_THAT(bytes, Not(HasSubstr("<mark"))) << name;
}

TEST_F(Site, WritesNothingIntoFoldersOfOthers) {
  write("full/letter.txt", "dear");
  Ran ran = crosswalk({"site", at("full")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("the folder is not empty, and no site of Crosswalk is in it"));
  EXPECT_EQ(all_of(at("full")).size(), 1U);

  ran = crosswalk({"site", at("full/letter.txt")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("it is no folder"));

  write("forged/.crosswalk-site", "index.html\n");
  EXPECT_EQ(crosswalk({"site", at("forged")}).code, 2);
}

TEST_F(Site, RemovesNothingOutsideWhateverItsListSays) {
  ASSERT_EQ(crosswalk({"site", at("site")}).code, 0);
  write("precious.html", "keep me");
  write("site/.crosswalk-site", content(at("site/.crosswalk-site")) + "../precious.html\n");
  const Ran ran = crosswalk({"site", at("site")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("it was not written by this program"));
  EXPECT_EQ(content(at("precious.html")), "keep me");

  // A page that became a link to somewhere else is replaced there or refused, and what it leads to stays.
  ASSERT_EQ(crosswalk({"site", at("other")}).code, 0);
  fs::remove(at("other/index.html"));
  fs::create_symlink(at("precious.html"), at("other/index.html"));
  EXPECT_NE(crosswalk({"site", at("other")}).code, 0);
  EXPECT_EQ(content(at("precious.html")), "keep me");
}

TEST_F(Site, SaysWhatIsWrongWithAReview) {
  write("broken.json", "{\"schema_version\": \"1.0\"}");
  Ran ran = crosswalk({"site", at("site"), "--review", at("broken.json")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("'tool' is missing"));
  EXPECT_FALSE(fs::exists(at("site")));
  write("future.json", "{\"schema_version\": \"9.0\"}");
  ran = crosswalk({"site", at("site"), "--review", at("future.json")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("another version of the program"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
