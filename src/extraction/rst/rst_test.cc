// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "facts/facts.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using testing::ElementsAre;
using testing::IsEmpty;

document::Extracted extract(std::string_view text) {
  document::Extracted extracted = extract_rst(text, Limits());
  EXPECT_NE(extracted.status, document::Status::unreadable) << extracted.detail;
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return extracted;
}
document::Document read(std::string_view text) { return extract(text).document; }

std::uint32_t line_of(const document::Document& document, std::size_t block) {
  return document.locate(document.blocks.at(block).span.begin).line;
}

TEST(Rst, ReadsSectionsByTheOrderOfTheirStyles) {
  const document::Document document = read(
      "=====\nTitle\n=====\n\nPart\n----\n\nPoint\n~~~~~\nText.\n\nNext "
      "part\n---------\n\nL\u00e4nge\n------\n\n=====\nOther\n=====\n\n----\n\nEnd.\n");
  EXPECT_THAT(contents(document), ElementsAre("Title", "Part", "Point", "Text.", "Next part", "L\u00e4nge", "Other", "End."));
  std::vector<int> levels;
  for (const document::Block& block : document.blocks) levels.push_back(block.level);
  EXPECT_THAT(levels, ElementsAre(1, 2, 3, 0, 2, 2, 1, 0));
  EXPECT_EQ(document.blocks[3].heading, 2);
  EXPECT_EQ(line_of(document, 3), 10U);
}

TEST(Rst, KeepsSentencesWholeAndMarksInlineNotation) {
  const document::Document document = read(
      "We *publish* an **advisory** in ``docs/x_y``\nwithin 90 days, see `our site <https://example.org>`_,\n:ref:`Contact "
      "<contact>` and the policy_ [1]_ of |product|.\n\n.. _policy: https://example.org/policy\n");
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(content(document, document.blocks[0]),
            "We publish an advisory in docs/x_y\nwithin 90 days, see our site ,\nContact  and the policy  of product.");
  ASSERT_EQ(document.links.size(), 3U);
  EXPECT_EQ(document.links[0].target, "https://example.org");
  EXPECT_EQ(document.view(document.links[0].span), "our site");
  EXPECT_EQ(document.links[1].target, "contact");
  EXPECT_EQ(document.view(document.links[2].span), "policy");
  EXPECT_EQ(document.links[2].target, "https://example.org/policy");
  EXPECT_THAT(contents(read("a * b * c and 2*3 and file_name_x and \\*no\\* and ``un\n")),
              ElementsAre("a * b * c and 2*3 and file_name_x and *no* and ``un"));
  const document::Document anonymous = read("A `site`__ and `another`__.\n\n.. __: https://a.example\n__ https://b.example\n");
  ASSERT_EQ(anonymous.links.size(), 2U);
  EXPECT_EQ(anonymous.links[1].target, "https://b.example");
}

TEST(Rst, ReadsLists) {
  const document::Document document = read(
      "Steps:\n\n- first\n  goes on\n\n  - inner\n\n  more of first\n- [ ] second\n\n1. One\n2. Two\n\n(a) three\n\n#. "
      "four\n\n2. no\n"
      "item\n");
  EXPECT_THAT(contents(document), ElementsAre("Steps:", "first\n  goes on", "inner", "more of first", "second", "One", "Two",
                                              "three", "four", "2. no\nitem"));
  EXPECT_EQ(document.blocks[1].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[2].level, 2);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[4].checkbox, document::Checkbox::unticked);
  EXPECT_TRUE(document.blocks[6].numbered);
  EXPECT_TRUE(document.blocks[8].numbered);
  EXPECT_EQ(document.blocks[9].kind, BlockKind::paragraph);
}

TEST(Rst, ReadsFieldsDefinitionsOptionsAndLinesOfVerse) {
  const document::Document document = read(
      "term : noun\n   What it *means*.\n\n   - a point\n\n:Scope: all\n   products\n:Empty:\n\n-v, --verbose  Say "
      "more.\n--out=FILE\n   "
      "Where to.\n\n| Street 1\n| Town\n\n    \"Quoted,\n    so.\"\n\n    -- Somebody\n");
  EXPECT_THAT(contents(document), ElementsAre("term : noun", "What it means.", "a point", "Scope: all\n   products",
                                              "Empty:", "-v, --verbose  Say more.", "--out=FILE\n   Where to.", "Street 1",
                                              "Town", "\"Quoted,\n    so.\"", "-- Somebody"));
  EXPECT_EQ(document.blocks[2].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[9].kind, BlockKind::quote);
}

TEST(Rst, ReadsLiteralBlocks) {
  const document::Document document = read(
      "Example::\n\n   literal\n\n     *deep*\n\nAlone ::\n\n> quoted\n> lines\n\n::\n\n   x\n\n>>> 1 + 1\n2\n\n.. code-block:: "
      "c\n   "
      ":caption: A listing\n\n   int x;\n\n   int y;\n\nEnd.\n");
  EXPECT_THAT(contents(document), ElementsAre("Example:", "literal\n\n     *deep*", "Alone ", "> quoted\n> lines", "x",
                                              ">>> 1 + 1\n2", "A listing", "int x;\n\n   int y;", "End."));
  for (const std::size_t code : {1, 3, 4, 5, 7}) EXPECT_EQ(document.blocks[code].kind, BlockKind::code) << code;
}

TEST(Rst, ReadsDirectivesWithTheirTextAndLeavesTheirSettings) {
  const document::Document document = read(
      ".. note:: Keep this\n   in mind.\n\n   - and this\n\n.. warning::\n   :class: big\n\n   Do not.\n\n.. admonition:: Title "
      "of it\n\n   "
      "Body.\n\n.. figure:: images/x.png\n   :alt: How it works\n   :width: 100\n\n   The caption.\n\n.. image:: y.png\n\n.. "
      "|product| replace:: Acme Monitor\n\n.. toctree::\n   :maxdepth: 2\n\n   intro\n\n.. include:: other.rst\n");
  EXPECT_THAT(contents(document), ElementsAre("Keep this\n   in mind.", "and this", "Do not.", "Title of it", "Body.",
                                              "How it works", "The caption.", "Acme Monitor", "intro"));
  EXPECT_EQ(document.blocks[1].kind, BlockKind::list_item);
  ASSERT_EQ(document.warnings.size(), 1U);
  EXPECT_NE(document.warnings[0].find("other.rst"), std::string::npos);
}

TEST(Rst, KeepsCommentsApartAndFootnotesInPlace) {
  const document::Document document = read(
      ".. a comment\n   of two lines\n\n..\n   another\n\nText [#n]_.\n\n.. [#n] A footnote\n   goes on.\n\n   Its second "
      "part.\n.. "
      "[ABC] A source.\n\n.. _top:\n\nEnd.\n");
  EXPECT_THAT(contents(document), ElementsAre("Text .", "A footnote\n   goes on.", "Its second part.", "A source.", "End."));
  EXPECT_EQ(document.blocks[1].kind, BlockKind::footnote);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::footnote);
  ASSERT_EQ(document.hidden.size(), 2U);
  EXPECT_EQ(document.hidden[0].kind, document::HiddenText::Kind::comment);
  EXPECT_EQ(document.hidden[0].text, "a comment\n   of two lines");
  EXPECT_EQ(document.hidden[1].where, "line 4");
}

TEST(Rst, ReadsGridTablesWithSpansAndCellsOfSeveralLines) {
  const document::Document document = read(
      "Intro.\n\n"
      "+------------+------------+----------+\n"
      "| Severity   | Fix in     | Contact  |\n"
      "+============+============+==========+\n"
      "| High, as   | 30 days    | *a* or b |\n"
      "| by CVSS    |            |          |\n"
      "+------------+------------+----------+\n"
      "| All others | Next release, or as |\n"
      "|            | agreed.             |\n"
      "|            +------------+--------+\n"
      "|            | x          |        |\n"
      "+------------+------------+--------+\n"
      "\nAfter.\n");
  EXPECT_THAT(contents(document), ElementsAre("Intro.", "Severity", "Fix in", "Contact", "High, as\nby CVSS", "30 days", "a or b",
                                              "All others", "Next release, or as\nagreed.", "x", "After."));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.blocks[4].row, 1);
  EXPECT_EQ(document.blocks[8].column, 1);
  EXPECT_EQ(document.blocks[9].row, 3);
  EXPECT_EQ(line_of(document, 4), 6U);
  EXPECT_EQ(document.locate(document.blocks[4].span.begin + 9).line, 7U);
  EXPECT_EQ(line_of(document, 5), 6U);
  EXPECT_EQ(line_of(document, 9), 12U);
  EXPECT_EQ(line_of(document, 10), 15U);
}

TEST(Rst, ReadsSimpleTables) {
  const document::Document document = read(
      "=====  ======\nName   State\n=====  ======\na      open\n       still\nb\nlong across\n=====  ======\n\n- in a list\n\n  "
      "===  ===\n  "
      "1    2\n  ===  ===\n\nEnd\n");
  EXPECT_THAT(contents(document),
              ElementsAre("Name", "State", "a", "open\nstill", "b", "long across", "in a list", "1", "2", "End"));
  ASSERT_EQ(document.tables.size(), 2U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.blocks[4].row, 2);
  EXPECT_EQ(document.tables[1].header_row, -1);
  EXPECT_EQ(line_of(document, 3), 4U);
}

TEST(Rst, ReadsCsvTablesAndListTables) {
  const document::Document document = read(
      ".. csv-table:: Support\n   :header: \"Version\", \"Until\"\n\n   \"1, and 2\", \"say \"\"now\"\"\"\n   3, 2027\n\n.. "
      "list-table:: "
      "Contacts\n   :header-rows: 1\n\n   * - Who\n     - How\n   * - *Team*\n     - By mail\n       or phone\n");
  EXPECT_THAT(contents(document), ElementsAre("Support", "Version", "Until", "1, and 2", "say \"now\"", "3", "2027", "Contacts",
                                              "Who", "How", "Team", "By mail\n       or phone"));
  ASSERT_EQ(document.tables.size(), 2U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.blocks[4].row, 1);
  EXPECT_EQ(document.blocks[4].column, 1);
  EXPECT_EQ(document.tables[1].header_row, 0);
  EXPECT_EQ(document.blocks[11].row, 1);
  EXPECT_EQ(document.blocks[11].column, 1);
}

TEST(Rst, FindsFactsInTheFieldsAtItsTop) {
  document::Extracted extracted = extract(
      "Disclosure policy\n=================\n\n:Version: 2.1\n:Date: 2026-03-01\n:Approved by: Maria Weber\n:Status: "
      "Draft\n\nText.\n");
  EXPECT_EQ(extracted.document.property("version"), "2.1");
  facts::fill(extracted, "policy.rst");
  EXPECT_EQ(extracted.facts.control.title, "Disclosure policy");
  EXPECT_EQ(extracted.facts.control.version, "2.1");
  EXPECT_EQ(extracted.facts.control.approver, "Maria Weber");
  EXPECT_EQ(extracted.facts.control.state, document::State::draft);
}

TEST(Rst, LosesNoWordOfWhatIsBadlyWritten) {
  const document::Document document = read(
      "Para\n   one\n  two\n\n+---+---+\n| a | b\n\n=== ===\nc   d\n\n.. unknown:: arg\n   :x: y\n\n   inside\n\n* item\nat the "
      "margin\n\n.. "
      "note:\n   no directive\n\nfoo:\n- bar\n- baz\n\n***\n");
  std::string all;
  for (const std::string& text : contents(document)) all += text + "\n";
  for (const document::HiddenText& hidden : document.hidden) all += hidden.text + "\n";
  for (const char* word :
       {"Para", "one", "two", "a", "b", "c   d", "arg", "inside", "item", "at the margin", "no directive", "bar", "baz"}) {
    EXPECT_NE(all.find(word), std::string::npos) << word << "\n" << all;
  }
}

TEST(Rst, SurvivesHostileInput) {
  const Limits limits;
  EXPECT_EQ(extract_rst(" \r\n", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_rst(std::string(300, '\x01'), limits).reason, document::Reason::corrupt);
  for (const std::string_view part : {"`",         "*a ",
                                      ":x:`",      "<",
                                      "- ",        "a: ",
                                      "=",         "\\",
                                      "\"",        ".. ",
                                      "a\n===\n",  "|",
                                      "``a",       "\n\n- x\n    ",
                                      "_",         "[a]_ ",
                                      "|a",        "_`",
                                      "+--",       "+--+\n| a\n",
                                      "=== ===\n", "=== ===\na b\n\n",
                                      "a_ ",       ".. a::\n   ",
                                      ":a: ",      "a::\n\n",
                                      "__ ",       "(a) ",
                                      "-a  b\n",   "* - "}) {
    for (const std::string_view head : {"", ".. note:: x\n\n", ".. list-table::\n\n   ", ".. csv-table::\n\n   \""}) {
      std::string text(head);
      while (text.size() < 100000) text += part;
      const document::Extracted extracted = extract_rst(text, limits);
      EXPECT_THAT(faults_of(extracted.document), IsEmpty()) << head << part;
    }
  }
  std::string deep;
  for (std::size_t i = 0; i < 400; ++i) deep += std::string(i, ' ') + "- x" + std::to_string(i) + "\n";
  const document::Extracted nested = extract_rst(deep, limits);
  EXPECT_EQ(nested.status, document::Status::damaged);
  EXPECT_THAT(faults_of(nested.document), IsEmpty());
  EXPECT_NE(nested.document.text.find("x399"), std::string::npos);
  std::string falling;
  for (std::size_t i = 600; i > 0; --i) falling += std::string(i, ' ') + "x\n";
  EXPECT_THAT(faults_of(extract_rst(falling, limits).document), IsEmpty());
  std::string wide = "+";
  for (int i = 0; i < 3000; ++i) wide += "-+";
  std::string table = wide + "\n";
  for (int i = 0; i < 3000; ++i) table += "|\n+--+\n";
  EXPECT_THAT(faults_of(extract_rst(table + wide + "\n", limits).document), IsEmpty());
  Limits small;
  small.blocks = 2;
  EXPECT_EQ(extract_rst("a\n\nb\n\nc\n\nd\n", small).reason, document::Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
