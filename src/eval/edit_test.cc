// SPDX-License-Identifier: Apache-2.0
#include "eval/edit.h"

#include <gtest/gtest.h>

#include "document/builder.h"
#include "eval/passage.h"

namespace crosswalk::eval {
namespace {

using document::BlockKind;
using document::Document;

Document sample() {
  document::Builder builder{Document{}};
  builder.add(BlockKind::heading, "Policy", 1);
  builder.add(BlockKind::paragraph, "We **notify** users. We are\nglad.");
  builder.add(BlockKind::list_item, "one thing", 1);
  builder.add(BlockKind::list_item, "another thing", 1);
  builder.begin_table();
  builder.add_cell(0, 0, "Name");
  builder.add_cell(0, 1, "Score");
  builder.add_cell(1, 0, "CVE");
  builder.add_cell(1, 1, "7.5");
  builder.end_table(0);
  Document document = builder.finish();
  // The marks of "**notify**".
  const auto at = static_cast<document::ByteOffset>(document.text.find("**"));
  document.markup = {{at, at + 2}, {at + 8, at + 10}};
  return document;
}

std::string text_of(const Document& document, std::size_t block) {
  return std::string(document.view(document.blocks[block].span));
}

/// The document with the `number`-th passage as `text`.
Document with_passage(const Document& document, std::size_t number, std::string_view text) {
  return with_edits(document, edits_to(content_of(document, passages_of(document)[number].span), text));
}

TEST(Passages, AreSentencesAndCells) {
  const Document document = sample();
  std::vector<std::string> texts;
  for (const Passage& passage : passages_of(document)) texts.push_back(content_of(document, passage.span).text);
  EXPECT_EQ(texts, (std::vector<std::string>{"Policy", "We notify users.", "We are glad.", "one thing", "another thing", "Name",
                                             "Score", "CVE", "7.5"}));
}

TEST(Passages, KnowAbbreviationsAndLabels) {
  document::Builder builder{Document{}};
  builder.add(BlockKind::paragraph, "Send it, e.g. By mail, to No. 5. Then wait.\nSeverity: high\nScore: 7.5");
  builder.add(BlockKind::code, "a = 1\nb = 2");
  const Document document = builder.finish();
  std::vector<std::string> texts;
  for (const Passage& passage : passages_of(document)) texts.push_back(content_of(document, passage.span).text);
  EXPECT_EQ(texts, (std::vector<std::string>{"Send it, e.g. By mail, to No. 5.", "Then wait.", "Severity: high", "Score: 7.5",
                                             "a = 1", "b = 2"}));
}

TEST(Edits, KeepNotationAndLinesOfWhatStays) {
  const Document document = sample();
  const Document changed = with_passage(with_passage(document, 1, "We do not notify users."), 2, "We are not glad.");
  EXPECT_EQ(text_of(changed, 1), "We do not **notify** users. We are not\nglad.");
  EXPECT_EQ(content_of(changed, changed.blocks[1].span).text, "We do not notify users. We are not glad.");
  EXPECT_EQ(text_of(changed, 2), "one thing");
  EXPECT_EQ(text_of(changed, 7), "7.5") << "what stands behind has moved along";
}

TEST(Edits, ReplaceRemoveAndPutInFront) {
  const Document document = sample();
  EXPECT_EQ(text_of(with_passage(document, 8, "not provided"), 7), "not provided");
  EXPECT_EQ(text_of(with_passage(document, 3, "thing"), 2), "thing");
  EXPECT_EQ(text_of(with_passage(document, 3, "one"), 2), "one");
  EXPECT_EQ(text_of(with_passage(document, 3, "Planned: one thing"), 2), "Planned: one thing");
  const Document replaced = with_passage(document, 1, "Nobody tells.");
  EXPECT_EQ(content_of(replaced, replaced.blocks[1].span).text, "Nobody tells. We are glad.");
}

TEST(Edits, MovePlaces) {
  const std::vector<Edit> edits{{{5, 5}, "ab"}, {{10, 12}, ""}};
  EXPECT_EQ(moved({0, 5}, edits), (document::Span{0, 7})) << "what is put in at its end belongs to it";
  EXPECT_EQ(moved({5, 9}, edits), (document::Span{5, 11})) << "and at its beginning";
  EXPECT_EQ(moved({13, 14}, edits), (document::Span{13, 14}));
}

TEST(Edits, RemoveBlocks) {
  const Document document = sample();
  const Document left = without_blocks(document, {0, 7});
  ASSERT_EQ(left.blocks.size(), document.blocks.size() - 2);
  EXPECT_EQ(text_of(left, 0), "We **notify** users. We are\nglad.");
  EXPECT_EQ(left.blocks[0].heading, -1) << "its heading is gone";
  EXPECT_EQ(left.text.find("7.5"), std::string::npos);
}

TEST(Edits, MakeAnItemOfASentence) {
  const Document document = sample();
  const Document changed = with_item(document, 1, passages_of(document)[1].span);
  ASSERT_EQ(changed.blocks.size(), document.blocks.size() + 1);
  EXPECT_EQ(text_of(changed, 1), "We **notify** users.");
  EXPECT_EQ(changed.blocks[1].kind, BlockKind::list_item);
  EXPECT_EQ(text_of(changed, 2), "We are\nglad.");
  EXPECT_EQ(changed.blocks[2].kind, BlockKind::paragraph);
  EXPECT_EQ(text_of(changed, 3), "one thing");
  const Document last = with_item(document, 1, passages_of(document)[2].span);
  EXPECT_EQ(text_of(last, 1), "We **notify** users.");
  EXPECT_EQ(text_of(last, 2), "We are\nglad.");
  EXPECT_EQ(last.blocks[2].kind, BlockKind::list_item);
}

TEST(Edits, MakeASentenceOfItems) {
  const Document changed = with_joined(sample(), 1, 3, {"We do: ", "one thing, ", "and another thing."});
  EXPECT_EQ(text_of(changed, 1), "We do: one thing, and another thing.");
  EXPECT_EQ(changed.blocks[1].kind, BlockKind::paragraph);
  EXPECT_EQ(text_of(changed, 2), "Name");
  EXPECT_EQ(changed.blocks[2].table, 0);
}

TEST(Quotes, AreFoundWithoutWhiteSpaceAndNotation) {
  const Document document = sample();
  const auto place = find_quote(document, "**notify** users.  we ARE glad");
  ASSERT_TRUE(place);
  EXPECT_EQ(content_of(document, *place).text, "notify users. We are glad");
  EXPECT_FALSE(find_quote(document, "never said"));
  EXPECT_FALSE(find_quote(document, "--"));
}

}  // namespace
}  // namespace crosswalk::eval
