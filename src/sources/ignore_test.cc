// SPDX-License-Identifier: Apache-2.0
#include "sources/ignore.h"

#include <gtest/gtest.h>

#include <string>

namespace crosswalk::sources {
namespace {

bool ignored(std::string_view pattern, std::string_view path, bool is_folder = false) {
  IgnoreRules rules;
  rules.add(pattern);
  return !rules.ignored_by(path, is_folder).empty();
}

TEST(Ignore, MatchesANameAtAnyDepth) {
  EXPECT_TRUE(ignored("*.tmp", "a.tmp"));
  EXPECT_TRUE(ignored("*.tmp", "x/y/a.tmp"));
  EXPECT_FALSE(ignored("*.tmp", "a.tmp.md"));
  EXPECT_TRUE(ignored("a?c", "x/abc"));
  EXPECT_FALSE(ignored("a?c", "ac"));
  EXPECT_TRUE(ignored("v[0-9]*", "v1.2"));
  EXPECT_FALSE(ignored("v[!0-9]", "v1"));
  EXPECT_TRUE(ignored("[]x]", "]"));
  EXPECT_TRUE(ignored("[open", "[open"));
  EXPECT_TRUE(ignored("\\!x", "!x"));
}

TEST(Ignore, BindsPatternsWithASlashToTheRoot) {
  EXPECT_TRUE(ignored("/a.md", "a.md"));
  EXPECT_FALSE(ignored("/a.md", "x/a.md"));
  EXPECT_TRUE(ignored("x/*.md", "x/a.md"));
  EXPECT_FALSE(ignored("x/*.md", "y/x/a.md"));
  EXPECT_FALSE(ignored("x/*.md", "x/y/a.md"));
}

TEST(Ignore, LetsTwoStarsCrossFolders) {
  EXPECT_TRUE(ignored("**/old", "old"));
  EXPECT_TRUE(ignored("**/old", "x/y/old"));
  EXPECT_TRUE(ignored("a/**/b", "a/b"));
  EXPECT_TRUE(ignored("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(ignored("a/**/b", "a/x/y/c"));
  EXPECT_TRUE(ignored("a/**", "a/x/y"));
  EXPECT_FALSE(ignored("a/**", "a", true));
  EXPECT_TRUE(ignored("**/a/**/b.md", "x/a/y/a/z/b.md"));
}

TEST(Ignore, TakesASlashAtTheEndForFoldersOnly) {
  EXPECT_TRUE(ignored("build/", "x/build", true));
  EXPECT_FALSE(ignored("build/", "build", false));
}

TEST(Ignore, LetsTheLastPatternDecide) {
  IgnoreRules rules;
  rules.add_lines("\xEF\xBB\xBF# comment\r\n*.md\r\n\n!keep.md\n");
  EXPECT_EQ(rules.ignored_by("a.md", false), "*.md");
  EXPECT_EQ(rules.ignored_by("x/keep.md", false), "");
}

TEST(Ignore, KnowsTheUsualLeftOversByDefault) {
  const IgnoreRules rules = IgnoreRules::defaults();
  EXPECT_FALSE(rules.ignored_by(".git", true).empty());
  EXPECT_FALSE(rules.ignored_by("a/node_modules", true).empty());
  EXPECT_FALSE(rules.ignored_by("a/~$Plan.docx", false).empty());
  EXPECT_FALSE(rules.ignored_by("Thumbs.db", false).empty());
  EXPECT_TRUE(rules.ignored_by(".github/SECURITY.md", false).empty());
  EXPECT_TRUE(rules.ignored_by("Plan.docx", false).empty());
}

TEST(Ignore, IsQuickOnHostilePatterns) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  const std::string name(5'000, 'a');
  EXPECT_TRUE(matches_glob(pattern, name));
  EXPECT_FALSE(matches_glob(pattern + "b", name));
  std::string folders;
  for (int i = 0; i < 100; ++i) folders += "**/a/";
  std::string path;
  for (int i = 0; i < 1'000; ++i) path += "a/";
  EXPECT_FALSE(matches_glob(folders + "b", path + "c"));
}

}  // namespace
}  // namespace crosswalk::sources
