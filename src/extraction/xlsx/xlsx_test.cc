// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extraction/extractor.h"
#include "extraction/ooxml/test_package.h"
#include "extraction/xlsx/number_format.h"

namespace crosswalk::extraction {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::Extracted;
using document::HiddenText;
using document::Reason;
using document::Status;
using ooxml::Parts;
using Texts = std::vector<std::string>;

constexpr const char* kStyles =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/><numFmt numFmtId='165' formatCode=';;;'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='9'/><xf numFmtId='165'/></cellXfs></styleSheet>";

std::string word(const std::string& place, const std::string& text) {
  return "<c r='" + place + "' t='inlineStr'><is><t>" + text + "</t></is></c>";
}

std::string number(const std::string& place, const std::string& value, const std::string& style = "0") {
  return "<c r='" + place + "' s='" + style + "'><v>" + value + "</v></c>";
}

std::string row(int index, const std::string& cells, const std::string& more = {}) {
  return "<row r='" + std::to_string(index) + "' " + more + ">" + cells + "</row>";
}

std::string sheet(const std::string& rows, const std::string& after = {}, const std::string& before = {}) {
  return "<worksheet xmlns:r='r'><dimension ref='A1:XFD1048576'/>" + before + "<sheetData>" + rows + "</sheetData>" + after +
         "</worksheet>";
}

/// A workbook of these sheets, named Sheet 1, Sheet 2 ...
Extracted read(const std::vector<std::string>& sheets, Parts parts = {}, const std::string& states = {},
               const Limits& limits = {}) {
  std::string list;
  std::vector<std::vector<std::string>> relationships;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    const bool last = i + 1 == sheets.size();
    list += "<sheet name='Sheet " + n + "' sheetId='" + n + "' r:id='s" + n + "' " + (last ? states : "") + "/>";
    relationships.push_back({"s" + n, "worksheet", "worksheets/part" + n + ".xml"});
    parts["xl/worksheets/part" + n + ".xml"] = sheets[i];
  }
  parts.emplace("xl/workbook.xml", "<workbook xmlns:r='r'><sheets>" + list + "</sheets></workbook>");
  parts.emplace("xl/_rels/workbook.xml.rels", ooxml::make_relationships(relationships));
  parts.emplace("xl/styles.xml", kStyles);
  return extract_xlsx(ooxml::make_package(parts), limits);
}

Texts cells(const Document& document) {
  Texts out;
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::table_cell) out.emplace_back(document.view(block.span));
  }
  return out;
}

TEST(Xlsx, ReadsSheetsInTheirOrderWithTheRealAddressOfEachCell) {
  const Extracted out =
      read({sheet(row(5, word("C5", "Risk") + word("D5", "Measure")) + row(7, word("C7", "R1") + word("D7", "M1"))),
            sheet(row(1, word("A1", "second")))});
  const Document& document = out.document;
  EXPECT_EQ(out.status, Status::read);
  EXPECT_EQ(document.text, "Sheet 1\nRisk\nMeasure\nR1\nM1\nSheet 2\nsecond");
  ASSERT_EQ(document.tables.size(), 2U);
  EXPECT_EQ(document.tables[0].sheet, "Sheet 1");
  EXPECT_EQ(document.tables[0].first_row, 4);
  EXPECT_EQ(document.tables[0].first_column, 2);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.locate(static_cast<document::ByteOffset>(document.text.find("M1"))).text(), "sheet \"Sheet 1\", cell D7");
  EXPECT_EQ(document.locate(static_cast<document::ByteOffset>(document.text.find("second"))).text(),
            "sheet \"Sheet 2\", cell A1");
  EXPECT_EQ(document.locate(0).text(), "sheet \"Sheet 1\"");
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[1].heading, 0);
}

TEST(Xlsx, ReadsEveryKindOfValue) {
  const Extracted out =
      read({sheet(row(1,
                      "<c r='A1' t='s'><v>0</v></c><c r='B1' t='b'><v>1</v></c><c r='C1' t='e'><v>#N/A</v></c>"
                      "<c r='D1' t='str'><f>A1</f><v>from a formula</v></c>" +
                          number("E1", "46347", "1") + number("F1", "0.12", "2") + number("G1", "0.30000000000000004") +
                          "<c t='s'><v>99</v></c><c><v>7</v></c>"))},
           {{"xl/sharedStrings.xml", "<sst><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>phonetic</t></rPh></si></sst>"}});
  EXPECT_EQ(cells(out.document), (Texts{"rich text", "TRUE", "#N/A", "from a formula", "2026-11-21", "12 %", "0.3", "7"}));
  EXPECT_EQ(out.document.locate(out.document.blocks.back().span.begin).cell, "I1");
}

TEST(Xlsx, ShowsNumbersAsTheirFormatsDo) {
  using xlsx::format_number;
  using xlsx::parse_format;
  const auto shown = [](const char* value, const char* code) { return format_number(value, parse_format(code), false); };
  EXPECT_EQ(shown("60", "yyyy-mm-dd"), "1900-02-29");
  EXPECT_EQ(shown("59", "yyyy-mm-dd"), "1900-02-28");
  EXPECT_EQ(shown("61", "[$-407]d. mmmm yyyy"), "1900-03-01");
  EXPECT_EQ(shown("44197.5", "m/d/yy h:mm"), "2021-01-01 12:00");
  EXPECT_EQ(shown("0.25", "h:mm AM/PM"), "06:00");
  EXPECT_EQ(shown("1.5", "[h]:mm"), "36:00");
  EXPECT_EQ(shown("0.3333333", "0.0%"), "33.3 %");
  EXPECT_EQ(shown("7", "\"REQ-\"000"), "REQ-007");
  EXPECT_EQ(shown("1", "0.0"), "1.0");
  EXPECT_EQ(shown("2.675", "0.00"), "2.68");
  EXPECT_EQ(shown("1234567.5", "#,##0.##"), "1234567.5");
  EXPECT_EQ(shown("-3", "0.0;[Red]-0.0"), "-3.0");
  EXPECT_EQ(shown("123456789012345", "General"), "123456789012345");
  EXPECT_EQ(shown("0.1", "\"days\" General"), "0.1");
  EXPECT_EQ(shown("-5", "yyyy"), "-5");
  EXPECT_EQ(shown("1e300", "yyyy"), "1e+300");
  EXPECT_EQ(shown("nan", "0.0"), "nan");
  EXPECT_EQ(shown("words", "0.0"), "words");
  EXPECT_EQ(format_number("0", xlsx::builtin_format(1), false), "0");
  EXPECT_EQ(format_number("1", parse_format("yyyy-mm-dd"), true), "1904-01-02");
}

TEST(Xlsx, KeepsMergedCellsAsOneValue) {
  const Extracted out =
      read({sheet(row(1, word("A1", "wide") + word("B1", "under") + word("C1", "free")) + row(2, word("A2", "also under")),
                  "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='A1:A9'/><mergeCell ref='nonsense'/></mergeCells>")});
  EXPECT_EQ(cells(out.document), (Texts{"wide", "free"}));
  ASSERT_EQ(out.document.hidden.size(), 2U);
  EXPECT_EQ(out.document.hidden[0].text, "under");
}

TEST(Xlsx, KeepsHiddenRowsColumnsSheetsAndFormatsApart) {
  const Extracted out = read({sheet(row(1, word("A1", "seen") + word("B1", "column") + number("C1", "5", "3")) +
                                        row(2, word("A2", "row"), "hidden='1'") + row(3, word("A3", "end"), "hidden='0'"),
                                    "", "<cols><col min='2' max='2' hidden='1'/></cols>"),
                              sheet(row(1, word("A1", "very") + word("B1", "secret")))},
                             {}, "state='veryHidden'");
  EXPECT_EQ(out.document.text, "Sheet 1\nseen\nend");
  ASSERT_EQ(out.document.hidden.size(), 3U);
  EXPECT_EQ(out.document.hidden[0].text, "column\t5");
  EXPECT_EQ(out.document.hidden[1].text, "row");
  EXPECT_EQ(out.document.hidden[1].where, "sheet \"Sheet 1\", row 2");
  EXPECT_EQ(out.document.hidden[2].text, "very\tsecret");
  EXPECT_EQ(out.document.hidden[2].where, "hidden sheet \"Sheet 2\", row 1");
  for (const HiddenText& text : out.document.hidden) EXPECT_EQ(text.kind, HiddenText::Kind::hidden);
}

TEST(Xlsx, FindsTheHeaderRowBelowTitlesAndNotes) {
  const std::string rows = row(1, word("A1", "Risk register")) + row(2, word("A2", "Owner:") + word("B2", "QM")) +
                           row(4, word("A4", "Id") + word("B4", "Risk") + word("C4", "Score") + word("D4", "Measure")) +
                           row(5, word("A5", "R1") + word("B5", "Leak") + number("C5", "9") + word("D5", "Encrypt"));
  EXPECT_EQ(read({sheet(rows)}).document.tables.at(0).header_row, 3);
  const std::string numbers = row(1, number("A1", "1") + number("B1", "2")) + row(2, number("A2", "3") + number("B2", "4"));
  EXPECT_EQ(read({sheet(numbers)}).document.tables.at(0).header_row, -1);
  const std::string alone = row(1, word("A1", "Id") + word("B1", "Risk"));
  EXPECT_EQ(read({sheet(alone)}).document.tables.at(0).header_row, -1);
  // A filter stands on the names of the columns.
  const std::string notes = row(1, word("A1", "about") + word("B1", "this")) + row(3, word("A3", "Id") + word("B3", "Risk")) +
                            row(4, word("A4", "R1") + word("B4", "Leak"));
  EXPECT_EQ(read({sheet(notes, "<autoFilter ref='A3:B4'/>")}).document.tables.at(0).header_row, 2);
}

TEST(Xlsx, ReadsCommentsLinksAndPrintHeaders) {
  const Extracted out = read(
      {sheet(row(1, word("A1", "site") + "<c r='B1' t='str'><f>HYPERLINK(\"https://b.example\",\"b\")</f><v>b</v></c>"),
             "<hyperlinks><hyperlink ref='A1' r:id='k1'/></hyperlinks><headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;10 "
             "SOP-12&amp;RVersion 2</oddHeader></headerFooter>")},
      {{"xl/worksheets/_rels/part1.xml.rels",
        ooxml::make_relationships({{"k1", "hyperlink", "https://a.example"},
                                   {"k2", "comments", "../comments1.xml"},
                                   {"k3", "threadedComment", "../threadedComments/t.xml"}})},
       {"xl/comments1.xml",
        "<comments><authors><author>Ann</author></authors><commentList><comment ref='A1' authorId='0'><text><t>old"
        "</t></text></comment><comment ref='B1' authorId='0'><text><t>[Threaded comment]</t></text></comment>"
        "</commentList></comments>"},
       {"xl/threadedComments/t.xml",
        "<ThreadedComments><threadedComment ref='B1' personId='{1}'><text>new</text></threadedComment>"
        "</ThreadedComments>"}});
  EXPECT_EQ(out.document.text, "Sheet 1\nSOP-12\nVersion 2\nsite\nb");
  EXPECT_EQ(out.document.blocks[1].kind, BlockKind::page_header);
  ASSERT_EQ(out.document.links.size(), 2U);
  EXPECT_EQ(out.document.view(out.document.links[0].span), "site");
  EXPECT_EQ(out.document.links[0].target, "https://a.example");
  EXPECT_EQ(out.document.links[1].target, "https://b.example");
  ASSERT_EQ(out.document.hidden.size(), 2U);
  EXPECT_EQ(out.document.hidden[0].text, "new");
  EXPECT_EQ(out.document.hidden[1].text, "old");
  EXPECT_EQ(out.document.hidden[1].where, "comment by Ann, sheet \"Sheet 1\", cell A1");
}

TEST(Xlsx, SurvivesPlacesThatLie) {
  const Extracted out = read({sheet(row(1048576, word("XFD1048576", "last")) + row(2, word("A2", "first") + word("A2", "twice")) +
                                    "<row r='99999999999'>" + word("ZZZZ1", "odd") +
                                    "</row><row><c r='A0' t='inlineStr'><is><t>zero</t></is></c></row>")});
  EXPECT_EQ(out.document.blocks[1].table, 0);
  EXPECT_EQ(cells(out.document).front(), "first");
  EXPECT_EQ(cells(out.document).back(), "last");
  EXPECT_EQ(out.document.locate(out.document.blocks.back().span.begin).cell, "XFD1048576");
}

TEST(Xlsx, ReadsWideSheetsAndObeysTheLimits) {
  std::string wide;
  for (int i = 0; i < 10'000; ++i) wide += "<c t='inlineStr'><is><t>w</t></is></c>";
  const Extracted out = read({sheet(row(1, wide) + row(2, wide))});
  EXPECT_EQ(cells(out.document).size(), 20'000U);
  EXPECT_EQ(out.document.tables.at(0).columns, 10'000);
  Limits limits;
  limits.blocks = 1000;
  EXPECT_EQ(read({sheet(row(1, wide))}, {}, {}, limits).reason, Reason::too_large);
  limits = {};
  limits.text_bytes = 1000;
  EXPECT_EQ(read({sheet(row(1, wide))}, {}, {}, limits).reason, Reason::too_large);
}

TEST(Xlsx, NamesTheReasonWhereItCannotRead) {
  EXPECT_EQ(extract_xlsx("no archive", {}).reason, Reason::corrupt);
  EXPECT_EQ(extract_xlsx(ooxml::make_package({{"a.txt", "x"}}), {}).reason, Reason::corrupt);
  EXPECT_EQ(read({sheet("")}).reason, Reason::empty);
  EXPECT_EQ(read({sheet("")}).status, Status::unreadable);
  std::string deep = "<worksheet>";
  for (int i = 0; i < 1000; ++i) deep += "<x>";
  EXPECT_EQ(read({deep}).reason, Reason::too_deep);
  EXPECT_EQ(read({"<worksheet>" + std::string(30 << 20, ' ') + "</worksheet>"}).reason, Reason::too_large);
}

TEST(Xlsx, ReadsADamagedSheetAsFarAsItGoes) {
  std::string cut = sheet(row(1, word("A1", "one") + word("B1", "two")) + row(2, word("A2", "three")));
  cut.resize(cut.find("three") + 2);
  const Extracted out = read({cut, sheet(row(1, word("A1", "whole")))});
  EXPECT_EQ(out.status, Status::damaged);
  EXPECT_EQ(out.document.text.substr(0, 15), "Sheet 1\none\ntwo");
  EXPECT_TRUE(out.document.text.ends_with("whole"));
  const Extracted missing = read({sheet(row(1, word("A1", "one"))), "not XML"});
  EXPECT_EQ(missing.status, Status::damaged);
  EXPECT_EQ(missing.document.warnings.size(), 1U);
}

}  // namespace
}  // namespace crosswalk::extraction
