// SPDX-License-Identifier: Apache-2.0
#include "writing/escape.h"

#include <gtest/gtest.h>

#include <chrono>

namespace crosswalk::writing {

TEST(Visible, ShowsControlsInsteadOfObeyingThem) {
  EXPECT_EQ(visible("a\x1b[2Jb"), "a␛[2Jb");
  EXPECT_EQ(visible(std::string_view("a\0b", 3)), "a␀b");
  EXPECT_EQ(visible("\x7f"), "␡");
  EXPECT_EQ(visible("\xC2\x9B"
                    "31m"),
            "<U+009B>31m");
  EXPECT_EQ(visible("\xE2\x80\xAE"
                    "txt"),
            "<U+202E>txt");
  EXPECT_EQ(visible("a\xE2\x80\x8B"
                    "b\xEF\xBB\xBF"),
            "a<U+200B>b<U+FEFF>");
  EXPECT_EQ(visible("\xF3\xA0\x80\x81"), "<U+E0001>");
  EXPECT_EQ(visible("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(visible("a\r\n\t b\xC2\xA0 c"), "a b c");
  EXPECT_EQ(visible("naïve 通知 עברית"), "naïve 通知 עברית");
}

TEST(Visible, CountsFloodsOfMarks) {
  std::string flood = "Z";
  for (int i = 0; i < 100; ++i) flood += "\xCC\x80";
  EXPECT_EQ(visible(flood + "!"), "Z\xCC\x80\xCC\x80\xCC\x80\xCC\x80<96 more marks>!");
  EXPECT_EQ(visible("e\xCC\x81\xCC\xA3"), "e\xCC\x81\xCC\xA3");
}

TEST(DisplayWidth, CountsWideAndCombiningCharacters) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("通知"), 4);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);
  EXPECT_EQ(display_width("🔒"), 2);
  EXPECT_EQ(display_width("עברית"), 5);
}

TEST(Shorten, CutsAtASpaceAndSaysSo) {
  EXPECT_EQ(shorten("short", 10), "short");
  EXPECT_EQ(shorten("alpha beta gamma", 12), "alpha beta…");
  EXPECT_EQ(shorten("通知通知", 5), "通知…");
  EXPECT_LE(display_width(shorten(std::string(500, 'W'), 20)), 20);
}

TEST(Wrap, KeepsWordsTogetherWhereItCan) {
  EXPECT_EQ(wrap("one two three", 9), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("abcdefghijkl", 8), (std::vector<std::string>{"abcdefgh", "ijkl"}));
  EXPECT_TRUE(wrap("", 20).empty());
  for (const std::string& line : wrap("通知通知通知通知 a " + std::string(50, 'x') + " b", 11))
    EXPECT_LE(display_width(line), 11);
}

TEST(Wrap, TakesLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(wrap(std::string(4'000'000, 'x'), 80).size(), 50'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(HtmlEscape, LeavesNoMarkup) {
  EXPECT_EQ(html_escape("<a href='x' b=\"y\">&amp;"), "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;amp;");
  EXPECT_EQ(html_escape("\xE2\x80\xAE"), "&lt;U+202E&gt;");
}

TEST(MarkdownEscape, LeavesNoMarkup) {
  EXPECT_EQ(markdown_escape("# h"), "\\# h");
  EXPECT_EQ(markdown_escape("- item"), "\\- item");
  EXPECT_EQ(markdown_escape("12. item"), "12\\. item");
  EXPECT_EQ(markdown_escape("3) item"), "3\\) item");
  EXPECT_EQ(markdown_escape("=="), "\\==");
  EXPECT_EQ(markdown_escape("[a](b) <b> | `c` *d* _e_ ~f~ ![g]"),
            "\\[a\\](b) \\<b\\> \\| \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\!\\[g\\]");
  EXPECT_EQ(markdown_escape("http://x.example www.x.example a@x.example"), "http\\://x.example www\\.x.example a`@`x.example");
  EXPECT_EQ(markdown_escape("a\n\n# b"), "a \\# b");
  EXPECT_EQ(markdown_escape("version 1.2.3 (final)"), "version 1.2.3 (final)");
}

}  // namespace crosswalk::writing
