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

document::Extracted read(std::string_view text, const Limits& limits = {}) {
  document::Extracted extracted = extract_json(text, limits);
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return extracted;
}

TEST(Json, ReadsMembersWithTheirPointers) {
  const document::Document document =
      read("{\n  \"title\": \"A \\\"good\\\" title\",\n  \"a/b~\": {\"n\": [1, \"two\", {\"x\": null}]},\n  \"empty\": {}\n}\n")
          .document;
  EXPECT_THAT(contents(document), ElementsAre("title: A \"good\" title", "1", "two", "x: null"));
  EXPECT_EQ(document.view(document.blocks[0].span), "\"title\": \"A \\\"good\\\" title\"");
  EXPECT_EQ(document.locate(document.blocks[0].span.begin).text(), "line 2, /title");
  EXPECT_EQ(document.locate(document.blocks[2].span.begin).pointer, "/a~1b~0/n/1");
  EXPECT_EQ(document.locate(document.blocks[3].span.begin).pointer, "/a~1b~0/n/2/x");
}

TEST(Json, ReadsBrokenFilesAsTextFromThere) {
  const document::Extracted cut = read("{\"a\": \"one\",\n \"b\": \"two");
  EXPECT_EQ(cut.status, document::Status::damaged);
  EXPECT_THAT(contents(cut.document), ElementsAre("a: one", "two"));
  EXPECT_THAT(cut.document.warnings, ElementsAre("Line 2: a string without end; read as text from there."));
  const document::Extracted prose = read("This is no JSON.\nNot at all.");
  EXPECT_EQ(prose.status, document::Status::damaged);
  EXPECT_THAT(contents(prose.document), ElementsAre("This is no JSON.", "Not at all."));
  EXPECT_EQ(read("{} {}").status, document::Status::damaged);
}

TEST(Json, LetsCommentsAndLastCommasPass) {
  const document::Extracted extracted = read("// note\n{\"a\": [1, 2,], /* more */ \"b\": true,}");
  EXPECT_EQ(extracted.status, document::Status::read);
  EXPECT_THAT(contents(extracted.document), ElementsAre("1", "2", "b: true"));
}

TEST(Json, SurvivesHostileInput) {
  EXPECT_EQ(read("").reason, document::Reason::empty);
  EXPECT_EQ(read(std::string(100000, '[')).reason, document::Reason::too_deep);
  std::string objects;
  for (std::size_t i = 0; i < 1000; ++i) objects += "{\"a\":";
  EXPECT_EQ(read(objects).reason, document::Reason::too_deep);
  for (const std::string_view part : {"\"", "\\", ",", "{}", "[\"a\",", "/*", "\"a\":", "1", "{\"a"}) {
    std::string text;
    while (text.size() < 20000) text += part;
    read(text);
    read("[" + text);
  }
  // Long names at every level must not multiply.
  std::string names;
  for (std::size_t i = 0; i < 150; ++i) names += "{\"" + std::string(20000, 'k') + "\":";
  names += "[";
  for (std::size_t i = 0; i < 100; ++i) names += "1,";
  EXPECT_EQ(read(names).reason, document::Reason::too_large);
  EXPECT_EQ(read(std::string("{\"a\": \"\xFF\0\"}", 11)).status, document::Status::damaged);
  Limits small;
  small.blocks = 3;
  EXPECT_EQ(read("[1,2,3,4,5]", small).reason, document::Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
