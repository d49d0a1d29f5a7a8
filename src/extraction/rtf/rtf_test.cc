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
using document::HiddenText;
using testing::ElementsAre;
using testing::IsEmpty;

document::Extracted extract(std::string_view body, document::Status status = document::Status::read) {
  document::Extracted extracted = extract_rtf("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + std::string(body) + "}", Limits());
  EXPECT_EQ(extracted.status, status) << extracted.detail;
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return extracted;
}
document::Document read(std::string_view body) { return extract(body).document; }

TEST(Rtf, ReadsParagraphsAndCharacters) {
  EXPECT_THAT(
      contents(read(
          "One\r\n \\b bold\\b0  word.\\par\nA\\emdash B\\~C\\_D \\lquote q\\rquote\\line next\\par {\\i it}\\tab x\\{\\\\\\}")),
      ElementsAre("One bold word.", "A\u2014B\u00A0C\u2011D \u2018q\u2019\nnext", "it\tx{\\}"));
}

TEST(Rtf, ReadsCodePagesAndUnicodeWithItsFallback) {
  EXPECT_THAT(
      contents(read("{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset238 Arial CE;}{\\f2\\fcharset128 MS Gothic;}"
                    "{\\f3\\fcharset2 Wingdings;}{\\f4{\\*\\panose 02}\\fcharset204 X{\\*\\falt Y};}}"
                    "Gr\\'fc\\'dfe \\f1 \\'b3\\par\\f2 \\'93\\'8c\\'8b\\'9e\\par\\f4 \\'cf\\f0\\par\\f3\\'fe\\f0 done\\par "
                    "\\u8217 ?x\\u-10179\\'3f\\u-8704 ?\\par\\uc2\\u24180 \\'a6~y\\uc0\\u233 e\\uc1\\u55357 ?!")),
      ElementsAre("Gr\u00FC\u00DFe \u0142", "\u6771\u4EAC", "\u041F", "\u2611done", "\u2019x\U0001F600",
                  "\u5E74y\u00E9e\uFFFD!"));
}

TEST(Rtf, ReadsHeadingsByStyleAndOutlineWithTheirNumbers) {
  const document::Document document = read(
      "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 heading 2;}{\\s9 Quote;}{\\*\\cs10 x;}}"
      "\\pard\\s1 {\\listtext 4.2\\tab}Disclosure\\par\\pard\\s2 Times\\par\\pard\\s0 Text.\\par\\pard\\outlinelevel2 Deep\\par"
      "\\pard\\s9 Said.\\par");
  EXPECT_THAT(contents(document), ElementsAre("4.2 Disclosure", "Times", "Text.", "Deep", "Said."));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[1].level, 2);
  EXPECT_EQ(document.blocks[2].heading, 1);
  EXPECT_EQ(document.blocks[3].level, 3);
  EXPECT_EQ(document.blocks[4].kind, BlockKind::quote);
  EXPECT_EQ(document.locate(document.blocks[2].span.begin).text(), "heading \"Times\", paragraph 1");
}

TEST(Rtf, ReadsLists) {
  const document::Document document = read(
      "{\\fonttbl{\\f0 A;}{\\f3\\fcharset2 Symbol;}}\\pard\\ls1{\\listtext\\f3\\'b7\\tab}a\\par{\\listtext\\f3 "
      "\\'b7\\tab}\\ilvl1 b\\par\\pard{\\pntext\\f0 1.\\tab}{\\*\\pn\\pnlvlbody{\\pntxta .}}c\\par\\pard plain\\par");
  EXPECT_THAT(contents(document), ElementsAre("a", "b", "c", "plain"));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::list_item);
  EXPECT_FALSE(document.blocks[0].numbered);
  EXPECT_EQ(document.blocks[1].level, 2);
  EXPECT_TRUE(document.blocks[2].numbered);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::paragraph);
}

TEST(Rtf, ReadsTables) {
  const document::Document document = read(
      "Before\\par\\trowd\\trhdr\\cellx1\\cellx2\\pard\\intbl ID\\cell Name\\cell\\row\\trowd\\pard\\intbl 1\\cell "
      "a\\par b\\cell\\row\\pard After\\par\\pard\\intbl x\\cell\\cell y\\cell\\row");
  EXPECT_THAT(contents(document), ElementsAre("Before", "ID", "Name", "1", "a\nb", "After", "x", "y"));
  ASSERT_EQ(document.tables.size(), 2U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.tables[0].rows, 2);
  EXPECT_EQ(document.blocks[4].column, 1);
  EXPECT_EQ(document.blocks[4].row, 1);
  EXPECT_EQ(document.blocks[7].column, 2);
  EXPECT_EQ(document.tables[1].header_row, -1);
  EXPECT_THAT(contents(read("a\\cell b\\cell\\row c\\par")), ElementsAre("a", "b", "c"));
}

TEST(Rtf, KeepsApartWhatIsNotSeenAndWhatStandsBesideTheText) {
  const document::Document document = read(
      "{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue0;}{\\header Policy v2\\par}{\\footerl Page}One{\\v  secret} "
      "two{\\deleted  gone}{\\footnote {\\super 1} A note.}{\\cf1  white}{\\cf1\\highlight2  seen}{\\*\\atnauthor "
      "Eve}{\\*\\annotation{\\*\\annotation}Really?}.\\par {\\header Policy v2\\par}End\\par");
  EXPECT_THAT(contents(document), ElementsAre("Policy v2", "Page", "One two seen.", "1 A note.", "End"));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::page_header);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::page_footer);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::footnote);
  ASSERT_EQ(document.hidden.size(), 4U);
  EXPECT_EQ(document.hidden[0].kind, HiddenText::Kind::comment);
  EXPECT_EQ(document.hidden[0].text, "Really?");
  EXPECT_EQ(document.hidden[0].where, "comment by Eve, start");
  EXPECT_EQ(document.hidden[1].kind, HiddenText::Kind::deleted);
  EXPECT_EQ(document.hidden[1].text, "gone");
  EXPECT_EQ(document.hidden[2].text, "secret");
  EXPECT_EQ(document.hidden[3].kind, HiddenText::Kind::white);
}

TEST(Rtf, ReadsFieldsBoxesAndShapesAndNamesObjects) {
  const document::Document document = read(
      "See {\\field{\\*\\fldinst {HYPERLINK \"https://example.org/a\"}}{\\fldrslt {\\ul our page}}} now.\\par"
      "{\\field{\\*\\fldinst FORMCHECKBOX {\\*\\formfield{\\ffdefres1}}}{\\fldrslt}}Reviewed\\par"
      "{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt Boxed\\par}}{\\shprslt Boxed}}{\\object{\\*\\objdata "
      "00ff}{\\result R}}{\\pict 0011}{\\upr{ansi}{\\*\\ud{uni}}}{\\*\\unknown no}\\bin3 {}{end\\par");
  EXPECT_THAT(contents(document), ElementsAre("See our page now.", "\u2612 Reviewed", "Boxed", "Runiend"));
  EXPECT_EQ(document.blocks[1].checkbox, document::Checkbox::ticked);
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "our page");
  EXPECT_EQ(document.links[0].target, "https://example.org/a");
  ASSERT_EQ(document.warnings.size(), 1U);
}

TEST(Rtf, FindsFactsOfItself) {
  document::Extracted extracted = extract(
      "{\\info{\\title Disclosure policy}{\\author M. Weber}{\\creatim\\yr2026\\mo3\\dy1\\hr9}{\\doccomm "
      "n}}{\\*\\userprops{\\propname Status}\\proptype30{\\staticval Draft}}Disclosure policy\\par Version: 2.1\\par Text.\\par");
  EXPECT_EQ(extracted.document.property("title"), "Disclosure policy");
  EXPECT_EQ(extracted.document.property("author"), "M. Weber");
  EXPECT_EQ(extracted.document.property("created"), "2026-03-01T09:00:00");
  EXPECT_EQ(extracted.document.property("status"), "Draft");
  facts::fill(extracted, "a.rtf");
  EXPECT_EQ(extracted.facts.control.title, "Disclosure policy");
  EXPECT_EQ(extracted.facts.control.version, "2.1");
}

TEST(Rtf, ReadsWhatIsLeftOfDamagedFilesAndRefusesOthers) {
  const Limits limits;
  const document::Extracted cut = extract_rtf("{\\rtf1 One.\\par {\\b Two", limits);
  EXPECT_EQ(cut.status, document::Status::damaged);
  EXPECT_THAT(contents(cut.document), ElementsAre("One.", "Two"));
  EXPECT_EQ(extract_rtf("", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_rtf("no such thing", limits).reason, document::Reason::corrupt);
  EXPECT_EQ(extract_rtf("{\\rtf1 }", limits).reason, document::Reason::empty);
  EXPECT_EQ(extract_rtf("{\\rtf1 {\\pict 00}}", limits).reason, document::Reason::scanned_no_ocr);
  EXPECT_EQ(extract_rtf("{\\rtf1 " + std::string(1000, '{') + "a", limits).reason, document::Reason::too_deep);
  Limits small;
  small.blocks = 2;
  EXPECT_EQ(extract_rtf("{\\rtf1 a\\par b\\par c\\par d}", small).reason, document::Reason::too_large);
  small.text_bytes = 10;
  EXPECT_EQ(extract_rtf("{\\rtf1 longer than ten}", small).reason, document::Reason::too_large);
}

TEST(Rtf, SurvivesHostileInput) {
  for (const std::string_view part : {"{\\footnote a}",
                                      "\\cell",
                                      "\\row",
                                      "\\intbl a\\cell\\row",
                                      "{\\header x",
                                      "\\u55357?",
                                      "\\'",
                                      "\\'e",
                                      "\\bin999999999 ",
                                      "\\uc-5\\u1",
                                      "{\\field{\\*\\fldinst HYPERLINK \"a\"}{\\fldrslt b\\par c}}",
                                      "{\\fonttbl",
                                      "{\\f1 a;}",
                                      "{\\upr",
                                      "}",
                                      "\\deleted a\\par",
                                      "{\\stylesheet{\\s1 a;}}",
                                      "\\par\\intbl x\\par",
                                      "{\\*\\annotation a\\par}",
                                      "{\\info{\\title x}}",
                                      "\\f99999999\\'ff",
                                      "{\\colortbl;\\red255;}"}) {
    std::string text = "{\\rtf1 ";
    while (text.size() < 100000) text += part;
    const document::Extracted extracted = extract_rtf(text, Limits());
    EXPECT_THAT(faults_of(extracted.document), IsEmpty()) << part;
  }
}

}  // namespace
}  // namespace crosswalk::extraction
