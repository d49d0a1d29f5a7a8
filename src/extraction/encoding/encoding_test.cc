// SPDX-License-Identifier: Apache-2.0
#include "extraction/encoding/encoding.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "base/text.h"

namespace crosswalk::extraction {
namespace {

std::string wide(std::string_view ascii, std::size_t unit, bool little) {
  std::string out;
  for (const char c : ascii) {
    std::string code(unit, '\0');
    code[little ? 0 : unit - 1] = c;
    out += code;
  }
  return out;
}

TEST(Encoding, ReadsByteOrderMarks) {
  EXPECT_EQ(decode("\xEF\xBB\xBFtext").text, "text");
  EXPECT_EQ(decode("\xFF\xFE" + wide("text", 2, true)).text, "text");
  EXPECT_EQ(decode("\xFE\xFF" + wide("text", 2, false)).text, "text");
  EXPECT_EQ(decode(std::string("\xFF\xFE\0\0", 4) + wide("text", 4, true)).text, "text");
  EXPECT_EQ(decode(std::string("\0\0\xFE\xFF", 4) + wide("text", 4, false)).text, "text");
}

TEST(Encoding, ReadsUtf16WithoutMark) {
  EXPECT_EQ(decode(wide("some plain text", 2, true)).text, "some plain text");
  EXPECT_EQ(decode(wide("some plain text", 2, false)).text, "some plain text");
}

TEST(Encoding, MakesLineFeedsOfAllLineEndings) {
  EXPECT_EQ(decode("a\r\nb\rc\nd\r\r\n").text, "a\nb\nc\nd\n\n");
  EXPECT_EQ(line_anchors("a\nb\n\nc").size(), 4U);
  EXPECT_EQ(line_anchors("a\n").size(), 1U);
}

TEST(Encoding, FallsBackToWindows1252) {
  const Decoded decoded = decode(
      "Gr\xFC\xDF"
      "e \x96 \x80 5");
  EXPECT_EQ(decoded.text,
            "Gr\xC3\xBC\xC3\x9F"
            "e \xE2\x80\x93 \xE2\x82\xAC 5");
  EXPECT_FALSE(decoded.damaged);
}

TEST(Encoding, BelievesADeclaredEncoding) {
  EXPECT_EQ(decode("\xEF\xF0\xE8\xE2\xE5\xF2", "windows-1251").text, "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
  EXPECT_EQ(decode("caf\xC3\xA9", "iso-8859-1").text, "caf\xC3\xA9");
  EXPECT_EQ(decode("caf\xE9", "no-such-encoding").text, "caf\xC3\xA9");
}

TEST(Encoding, KeepsTheLastLetterWhereAnAccentCouldFollow) {
  for (const auto& [encoding, bytes, text] :
       {std::array<const char*, 3>{"WINDOWS-1255", "\xF9\xEC", "של"}, {"WINDOWS-1258", "C\xE2", "Câ"}}) {
    std::string out;
    std::size_t bad = 0;
    EXPECT_TRUE(append_decoded(bytes, encoding, out, bad));
    EXPECT_EQ(out, text);
  }
}

TEST(Encoding, GivesOnlyCharactersWhateverTheFileSaysOfItself) {
  std::string out = "a";
  std::size_t bad = 0;
  EXPECT_TRUE(append_decoded("b\xF6\x95\x8F\x91", "UTF-8", out, bad));
  EXPECT_EQ(out.substr(0, 2), "ab");
  EXPECT_TRUE(base::is_utf8(out));
  EXPECT_GT(bad, 0U);
}

TEST(Encoding, MarksDamage) {
  const Decoded bad = decode("\xC3\xA9\xC3\xA8\xC3\xA0 \xFF end");
  EXPECT_EQ(bad.text, "\xC3\xA9\xC3\xA8\xC3\xA0 \xEF\xBF\xBD end");
  EXPECT_TRUE(bad.damaged);
  EXPECT_EQ(bad.warnings.size(), 1U);
  const Decoded nul = decode(std::string("ab\0cd", 5));
  EXPECT_EQ(nul.text,
            "ab\xEF\xBF\xBD"
            "cd");
  EXPECT_TRUE(nul.damaged);
  const Decoded cut =
      decode(std::string("\xFF\xFE"
                         "a\0b",
                         5));
  EXPECT_EQ(cut.text, "a\xEF\xBF\xBD");
  EXPECT_TRUE(cut.damaged);
}

TEST(Encoding, KnowsBoxes) {
  EXPECT_EQ(leading_checkbox("[ ] a"), document::Checkbox::unticked);
  EXPECT_EQ(leading_checkbox("[X] a"), document::Checkbox::ticked);
  EXPECT_EQ(leading_checkbox("\xE2\x98\x90 a"), document::Checkbox::unticked);
  EXPECT_EQ(leading_checkbox("\xE2\x98\x92"), document::Checkbox::ticked);
  EXPECT_EQ(leading_checkbox("[x](y)"), document::Checkbox::none);
  EXPECT_EQ(leading_checkbox("[1] a"), document::Checkbox::none);
  EXPECT_EQ(leading_checkbox_size("[ ]  a"), 5U);
}

}  // namespace
}  // namespace crosswalk::extraction
