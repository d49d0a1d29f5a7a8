// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using testing::ElementsAre;
using testing::IsEmpty;

document::Document read(std::string_view text) {
  document::Extracted extracted = extract_text(text, Limits());
  EXPECT_NE(extracted.status, document::Status::unreadable) << extracted.detail;
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return std::move(extracted.document);
}

TEST(Text, KeepsWrappedParagraphsWholeAndFindsTitles) {
  const document::Document document =
      read("SECURITY POLICY\n\n4.2 Disclosure of issues\n\nWe publish an advisory\nwithin 90 days.\n\nNotes\n-----\nEnd.\n");
  EXPECT_THAT(contents(document), ElementsAre("SECURITY POLICY", "4.2 Disclosure of issues",
                                              "We publish an advisory\nwithin 90 days.", "Notes", "End."));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[1].level, 2);
  EXPECT_EQ(document.blocks[2].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[2].heading, 1);
  EXPECT_EQ(document.locate(document.blocks[2].span.begin).line, 5U);
}

TEST(Text, ReadsListItemsWithTheirContinuation) {
  const document::Document document = read("Steps:\n- first\n  goes on\n  * inner\n- [ ] second\n\n1. One\n2. Two\n(a) three\n");
  EXPECT_THAT(contents(document), ElementsAre("Steps:", "first\n  goes on", "inner", "second", "One", "Two", "three"));
  EXPECT_EQ(document.blocks[2].level, 2);
  EXPECT_EQ(document.blocks[3].checkbox, document::Checkbox::unticked);
  EXPECT_TRUE(document.blocks[5].numbered);
  EXPECT_EQ(document.blocks[5].kind, BlockKind::list_item);
}

TEST(Text, SplitsRunsOfKeysAndValues) {
  const document::Document document =
      read("Severity: High\nCVSS: 8.1\n  of version 3.1\nAffected = 1.0\n\nNote: a sentence that goes\non here.\n");
  EXPECT_THAT(contents(document), ElementsAre("Severity: High", "CVSS: 8.1\n  of version 3.1", "Affected = 1.0",
                                              "Note: a sentence that goes\non here."));
}

TEST(Text, ReadsRowsOfDrawnTables) {
  const document::Document document = read(
      "+-----+-----+\n| a   | b   |\n+=====+=====+\n| c   | d   |\n+-----+-----+\n\n====  ====\nx     y\n====  ====\n1     "
      "2\n====  ====\n");
  EXPECT_THAT(contents(document), ElementsAre("a    b", "c    d", "x     y", "1     2"));
}

TEST(Text, SurvivesHostileInput) {
  const Limits limits;
  EXPECT_EQ(extract_text(" \r\n", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_text(std::string(300, '\x01'), limits).reason, document::Reason::corrupt);
  for (const std::string_view part :
       {"`", "*a ", ":x:`", "<", "- ", "a: ", "=", "\\", "\"", ".. ", "a\n===\n", "|", "``a", "\n\n- x\n    "}) {
    std::string text = ".. note:: x\n\n";
    while (text.size() < 200000) text += part;
    const document::Extracted extracted = extract_text(text, limits);
    EXPECT_THAT(faults_of(extracted.document), IsEmpty()) << part;
  }
  std::string deep;
  for (std::size_t i = 0; i < 400; ++i) deep += std::string(i, ' ') + "- x\n";
  EXPECT_THAT(faults_of(extract_text(deep, limits).document), IsEmpty());
  Limits small;
  small.blocks = 2;
  EXPECT_EQ(extract_text("a\n\nb\n\nc\n\nd\n", small).reason, document::Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
