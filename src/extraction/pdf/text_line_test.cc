// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/text_line.h"

#include <gtest/gtest.h>

namespace crosswalk::extraction::pdf {
namespace {

using document::Checkbox;

TEST(PdfTextLine, KnowsTheMarksOfLists) {
  EXPECT_EQ(mark_of("\xE2\x80\xA2 Keep it").kind, MarkKind::bullet);
  EXPECT_EQ(mark_of("\xE2\x80\xA2 Keep it").drop, 4U);
  EXPECT_EQ(mark_of("\xEF\x82\xB7 Keep it").kind, MarkKind::bullet);
  EXPECT_EQ(mark_of("- Keep it").kind, MarkKind::bullet);
  EXPECT_EQ(mark_of("1. Keep it").kind, MarkKind::number);
  EXPECT_EQ(mark_of("1. Keep it").drop, 0U);
  EXPECT_EQ(mark_of("(iv) Keep it").kind, MarkKind::number);
  EXPECT_EQ(mark_of("b) Keep it").kind, MarkKind::number);
  EXPECT_EQ(mark_of("4.2.1 Keep it").kind, MarkKind::none);
  EXPECT_EQ(mark_of("-5 degrees").kind, MarkKind::none);
  EXPECT_EQ(mark_of("A. Smith wrote").kind, MarkKind::none);
  EXPECT_EQ(mark_of("").kind, MarkKind::none);
}

TEST(PdfTextLine, ReadsBoxesToTick) {
  EXPECT_EQ(mark_of("\xE2\x98\x90 Approved").checkbox, Checkbox::unticked);
  EXPECT_EQ(mark_of("\xE2\x98\x92 Approved").checkbox, Checkbox::ticked);
  EXPECT_EQ(mark_of("[ ] Approved").checkbox, Checkbox::unticked);
  EXPECT_EQ(mark_of("[x] Approved").checkbox, Checkbox::ticked);
  EXPECT_EQ(mark_of("[ ] Approved").drop, 4U);
}

TEST(PdfTextLine, CountsTheDepthOfSectionNumbers) {
  EXPECT_EQ(section_depth("4 Title"), 1);
  EXPECT_EQ(section_depth("4. Title"), 1);
  EXPECT_EQ(section_depth("4.2.1 Title"), 3);
  EXPECT_EQ(section_depth("2024 was a year"), 0);
  EXPECT_EQ(section_depth("4.2 5"), 0);
  EXPECT_EQ(section_depth("Title"), 0);
}

TEST(PdfTextLine, JoinsBrokenWordsAndKeepsCompounds) {
  const std::unordered_set<std::string> words{"security", "related", "end", "user"};
  EXPECT_TRUE(join_lines("a known vulnera-", "bility of", words).drop_hyphen);
  EXPECT_FALSE(join_lines("a known vulnera-", "bility of", words).line_feed);
  EXPECT_FALSE(join_lines("all security-", "related issues", words).drop_hyphen);
  EXPECT_FALSE(join_lines("all security-", "related issues", words).line_feed);
  EXPECT_FALSE(join_lines("CVE-2024-", "1234", words).drop_hyphen);
  EXPECT_FALSE(join_lines("CVE-2024-", "1234", words).line_feed);
  EXPECT_TRUE(join_lines("a dash -", "then more", words).line_feed);
  EXPECT_TRUE(join_lines("ein-", "und ausgehend", words).line_feed);
  EXPECT_TRUE(join_lines("soft\xC2\xAD", "ware", words).drop_hyphen);
  EXPECT_TRUE(join_lines("plain", "text", words).line_feed);
}

TEST(PdfTextLine, CleansLigaturesAndSoftHyphens) {
  EXPECT_EQ(clean_word("\xEF\xAC\x81rmware"), "firmware");
  EXPECT_EQ(clean_word("e\xEF\xAC\x83"
                       "cient"),
            "efficient");
  EXPECT_EQ(clean_word("soft\xC2\xADware"), "software");
  EXPECT_EQ(clean_word("soft\xC2\xAD"), "soft\xC2\xAD");
  EXPECT_EQ(clean_word("a\xE2\x80\x8B"
                       "b"),
            "ab");
}

TEST(PdfTextLine, SurvivesBytesThatAreNoText) {
  const std::string bad("\xC3\x28\xFF\xE2\x80", 5);
  EXPECT_NO_FATAL_FAILURE(mark_of(bad));
  EXPECT_FALSE(ends_sentence(bad));
  EXPECT_EQ(section_depth(bad), 0);
  std::string text = bad;
  drop_last_code_point(text);
  EXPECT_LT(text.size(), bad.size());
}

}  // namespace
}  // namespace crosswalk::extraction::pdf
