// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

document::Document read(std::string_view text, document::Status status = document::Status::read) {
  document::Extracted extracted = extract_csv(text, Limits());
  EXPECT_EQ(extracted.status, status) << extracted.detail;
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return std::move(extracted.document);
}

std::string place(const document::Document& document, std::size_t block) {
  return document.locate(document.blocks.at(block).span.begin).text();
}

TEST(Csv, ReadsQuotedValuesAndTellsTheirCells) {
  const document::Document document = read("id,name,\"fixed in\"\r\n1,\"a, \"\"b\"\"\nc\",2.0\r\n2,,3.0\r\n");
  EXPECT_THAT(contents(document), ElementsAre("id", "name", "fixed in", "1", "a, \"b\"\nc", "2.0", "2", "3.0"));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].columns, 3);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(place(document, 4), "line 2, cell B2");
  EXPECT_EQ(place(document, 7), "line 4, cell C3");
}

TEST(Csv, FindsTheSeparator) {
  for (const char separator : {',', ';', '\t', '|'}) {
    std::string text = "a?b?c\nd, e?f;g?h\ni?j?k\n";
    for (char& c : text) c = c == '?' ? separator : c == ',' || c == ';' ? '/' : c;
    EXPECT_EQ(read(text).blocks.size(), 9U) << separator;
  }
  EXPECT_EQ(read("sep=;\na;b,c\nd;e,f\n").blocks.size(), 4U);
  EXPECT_EQ(read("Name\nOne/Two\nThree\n").blocks.size(), 3U);
  EXPECT_THAT(contents(read("a,b,c\n1,2\n3,4,5,6\n")), ElementsAre("a", "b", "c", "1", "2", "3", "4", "5", "6"));
}

TEST(Csv, FindsTheRowOfNamesBelowATitleAndNoneAmongNumbers) {
  EXPECT_EQ(read("Register of risks\n\nid,risk,owner\n1,fire,A\n2,flood,B\n").tables[0].header_row, 2);
  EXPECT_EQ(read("1,2,3\n4,5,6\n").tables[0].header_row, -1);
}

TEST(Csv, KeepsEverythingWhereQuotesAreBroken) {
  const document::Document document =
      read("a,b\n1,\"never closed, it goes on\n2,\"x\"\n3,y \"z\"\n4,\"t\" u\nv,\"w\n", document::Status::damaged);
  const std::string all = document.text;
  for (const char* word : {"never closed", "it goes on", "y \"z\"", "w"}) {
    bool found = false;
    for (const document::Block& block : document.blocks)
      found = found || document.view(block.span).find(word) != std::string::npos;
    EXPECT_TRUE(found) << word;
  }
  EXPECT_EQ(document.warnings.size(), 1U);
  EXPECT_THAT(contents(read("a,b\n\"t\" u,c\n")), ElementsAre("a", "b", "t u", "c"));
}

TEST(Csv, SurvivesHostileInput) {
  const Limits limits;
  EXPECT_EQ(extract_csv("", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_csv(" \r\n", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_csv(",,,\n,\n", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_csv(std::string(300, '\x01'), limits).reason, document::Reason::corrupt);
  for (const std::string_view part : {"\"", "\"a\"\",", ",", "\"\n", "a,", "\"a\"b", "a\tb|c;", "|", "\n\"\"\""}) {
    std::string text = "a,b\n";
    while (text.size() < 300000) text += part;
    EXPECT_THAT(faults_of(extract_csv(text, limits).document), IsEmpty()) << part;
  }
  Limits small;
  small.blocks = 3;
  EXPECT_EQ(extract_csv("a,b\nc,d\n", small).reason, document::Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
