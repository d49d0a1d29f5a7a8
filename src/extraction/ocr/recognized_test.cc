// SPDX-License-Identifier: Apache-2.0
#include "extraction/ocr/recognized.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace crosswalk::extraction::ocr {
namespace {

Line line(const std::vector<std::pair<std::string, float>>& words, float top, float height) {
  Line out;
  out.top = top;
  out.bottom = top + height;
  out.height = height;
  float x = 100;
  for (const auto& [text, confidence] : words) {
    out.words.push_back({text, x, x + 50, confidence});
    x += 60;
  }
  return out;
}

GreyPicture picture() {
  GreyPicture out;
  out.width = 2480;
  out.height = 3508;
  return out;
}

std::string text_of(const Legible& legible) {
  std::string out;
  for (const pdf::Word& word : legible.page.words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

TEST(Recognized, KeepsUncertainWordsOfALegibleLine) {
  // Without "not" the sentence would say the opposite.
  const Page page{
      {line({{"Keys", 95}, {"are", 96}, {"not", 12}, {"shared", 94}}, 100, 40), line({{"wW~", 20}, {"iil", 31}}, 200, 40)}};
  const Legible legible = ocr::legible(page, picture());
  EXPECT_EQ(text_of(legible), "Keys are not shared");
  EXPECT_GT(legible.confidence, 50);
  EXPECT_LT(legible.confidence, 95);
}

TEST(Recognized, LeavesOutWhatIsLeftOfRuledLines) {
  const Page page{{line({{"|", 30}, {"Step", 95}, {"—", 40}, {"-", 90}}, 100, 40)}};
  EXPECT_EQ(text_of(ocr::legible(page, picture())), "Step -");
}

TEST(Recognized, MakesLinesOfOneFontEquallyHigh) {
  const Page page{{line({{"Heading", 95}}, 100, 80), line({{"body", 95}, {"text", 95}}, 200, 41),
                   line({{"more", 95}, {"text", 95}}, 260, 44), line({{"and", 95}, {"more", 95}}, 320, 43)}};
  const Legible legible = ocr::legible(page, picture());
  ASSERT_EQ(legible.page.words.size(), 7U);
  for (std::size_t i = 2; i < 7; ++i) EXPECT_EQ(legible.page.words[i].size, legible.page.words[1].size);
  EXPECT_GT(legible.page.words[0].size, 1.5F * legible.page.words[1].size);
  EXPECT_NEAR(legible.page.words[1].size, 10.5, 1);
}

TEST(Recognized, SurvivesLinesThatMakeNoSense) {
  Line wild = line({{"word", 95}}, 100, 40);
  wild.bottom = -1e30F;
  Line endless = line({{"word", 95}}, 100, 40);
  endless.height = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(ocr::legible({{wild, endless}}, picture()).page.words.empty());
}

TEST(Recognized, TellsADocumentFromALabelledPicture) {
  Page text;
  for (int i = 0; i < 5; ++i)
    text.lines.push_back(line({{"every", 95}, {"clear", 93}, {"word", 94}}, 100.0F * static_cast<float>(i), 40));
  const Page label{{line({{"Press", 95}, {"start", 95}}, 100, 40)}};
  EXPECT_TRUE(is_document({ocr::legible(text, picture())}));
  EXPECT_FALSE(is_document({ocr::legible(label, picture())}));
  EXPECT_FALSE(is_document({}));
}

TEST(Recognized, NamesPages) {
  EXPECT_EQ(page_list({3}), "page 3");
  EXPECT_EQ(page_list({3, 4}), "pages 3 and 4");
  EXPECT_EQ(page_list({3, 5, 6, 7, 8, 9, 12}), "pages 3, 5 to 9 and 12");
}

}  // namespace
}  // namespace crosswalk::extraction::ocr
