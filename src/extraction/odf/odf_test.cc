// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "extraction/ooxml/test_package.h"

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
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kNames =
    " xmlns:office='o' xmlns:text='t' xmlns:table='tb' xmlns:style='s' xmlns:fo='f' xmlns:draw='d' xmlns:presentation='p' "
    "xmlns:xlink='x' xmlns:dc='dc' xmlns:meta='m' xmlns:svg='v'";

std::string content(const std::string& body, const std::string& styles = {}) {
  return std::string("<office:document-content") + kNames + "><office:automatic-styles>" + styles +
         "</office:automatic-styles><office:body>" + body + "</office:body></office:document-content>";
}

std::string style(const std::string& name, const std::string& family, const std::string& inside,
                  const std::string& attributes = {}) {
  return "<style:style style:name='" + name + "' style:family='" + family + "' " + attributes + ">" + inside + "</style:style>";
}

std::string p(const std::string& inside, const std::string& style_name = {}) {
  return "<text:p text:style-name='" + style_name + "'>" + inside + "</text:p>";
}

std::string h(int level, const std::string& inside) {
  return "<text:h text:outline-level='" + std::to_string(level) + "'>" + inside + "</text:h>";
}

std::string cell(const std::string& inside, const std::string& attributes = {}) {
  return "<table:table-cell " + attributes + ">" + (inside.starts_with("<") ? inside : p(inside)) + "</table:table-cell>";
}

std::string row(const std::string& cells, const std::string& attributes = {}) {
  return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}

std::string table(const std::string& rows, const std::string& name = "T", const std::string& attributes = {}) {
  return "<table:table table:name='" + name + "' " + attributes + ">" + rows + "</table:table>";
}

Extracted checked(Extracted out) {
  EXPECT_THAT(faults_of(out.document), IsEmpty());
  return out;
}

Extracted text(const std::string& body, const std::string& styles = {}, Parts parts = {}, const Limits& limits = {}) {
  parts["content.xml"] = content("<office:text>" + body + "</office:text>", styles);
  return checked(extract_odt(ooxml::make_package(parts), limits));
}

Extracted sheets(const std::string& body, const std::string& styles = {}, const Limits& limits = {}) {
  return checked(extract_ods(
      ooxml::make_package({{"content.xml", content("<office:spreadsheet>" + body + "</office:spreadsheet>", styles)}}), limits));
}

Extracted slides(const std::string& body, const std::string& styles = {}, Parts parts = {}) {
  parts["content.xml"] = content("<office:presentation>" + body + "</office:presentation>", styles);
  return checked(extract_odp(ooxml::make_package(parts), {}));
}

TEST(Odt, ReadsHeadingsListsAndSpaces) {
  const Document document =
      text(h(1, "Plan") +
               p("Two<text:s text:c='2'/>spaces <text:span>and</text:span> <text:span>words</text:span>\n  here<text:tab/>x") +
               "<text:list text:style-name='L'><text:list-item>" + p("one") + p("more of one") + "<text:list><text:list-item>" +
               p("deep") + "</text:list-item></text:list></text:list-item></text:list>" + h(2, "Scope"),
           "<text:list-style style:name='L'><text:list-level-style-number text:level='1'/><text:list-level-style-bullet "
           "text:level='2'/></text:list-style>")
          .document;
  EXPECT_EQ(document.text, "Plan\nTwo  spaces and words here\tx\none\nmore of one\ndeep\nScope");
  EXPECT_EQ(document.blocks[2].kind, BlockKind::list_item);
  EXPECT_TRUE(document.blocks[2].numbered);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[4].level, 2);
  EXPECT_FALSE(document.blocks[4].numbered);
  EXPECT_EQ(document.blocks[5].heading, 0);
  EXPECT_EQ(document.locate(document.blocks[1].span.begin).text(), "heading \"Plan\", paragraph 1");
}

TEST(Odt, NumbersHeadingsAsTheyAreShown) {
  const std::string styles =
      std::string("<office:document-styles") + kNames +
      "><office:styles><text:outline-style><text:outline-level-style text:level='1' style:num-format='1' "
      "text:start-value='4'/><text:outline-level-style text:level='2' style:num-format='a' "
      "style:num-suffix=')' text:display-levels='2'/></text:outline-style></office:styles></office:document-styles>";
  EXPECT_EQ(text(h(1, "A") + h(2, "B") + h(2, "C") + h(1, "D") + h(2, "E"), {}, {{"styles.xml", styles}}).document.text,
            "4 A\n4.a) B\n4.b) C\n5 D\n5.a) E");
}

TEST(Odt, ReadsHeadersFootnotesLinksAndProperties) {
  const std::string styles = std::string("<office:document-styles") + kNames +
                             "><office:master-styles><style:master-page style:name='Standard'><style:footer>" + p("SOP-1") +
                             "</style:footer><style:header>" + p("Version 2") +
                             "</style:header><style:header-left style:display='false'>" + p("not shown") +
                             "</style:header-left></style:master-page></office:master-styles></office:document-styles>";
  const std::string meta =
      std::string("<office:document-meta") + kNames +
      "><office:meta><dc:title>Plan</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bob</dc:creator>"
      "<meta:user-defined meta:name='Status'>Draft</meta:user-defined></office:meta></office:document-meta>";
  const Document document = text(p("Call<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("A note.") +
                                   "</text:note-body></text:note> <text:a xlink:href='https://a.example'>us</text:a> now"),
                                 {}, {{"styles.xml", styles}, {"meta.xml", meta}})
                                .document;
  EXPECT_EQ(document.text, "Version 2\nSOP-1\nCall us now\nA note.");
  EXPECT_EQ(document.blocks[0].kind, BlockKind::page_header);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::page_footer);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::footnote);
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "us");
  EXPECT_EQ(document.property("title"), "Plan");
  EXPECT_EQ(document.property("author"), "Ann");
  EXPECT_EQ(document.property("last_modified_by"), "Bob");
  EXPECT_EQ(document.property("status"), "Draft");
}

TEST(Odt, KeepsDeletedHiddenAndWhiteTextAndCommentsApart) {
  const std::string styles = style("H", "text", "<style:text-properties text:display='none'/>") +
                             style("W", "text", "<style:text-properties fo:color='#FFFFFF'/>") +
                             style("D", "paragraph", "<style:paragraph-properties fo:background-color='#000000'/>");
  const Document document =
      text(
          "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><office:change-info><dc:creator>Ann</dc:creator>"
          "</office:change-info>" +
              p("gone") + "</text:deletion></text:changed-region></text:tracked-changes>" +
              p("seen<text:change text:change-id='c'/><text:span text:style-name='H'> hidden</text:span>"
                "<text:span text:style-name='W'> white</text:span><office:annotation><dc:creator>Bob</dc:creator>" +
                p("why?") + "</office:annotation>") +
              p("<text:span text:style-name='W'>on black</text:span>", "D") + "<text:section text:display='none'>" +
              p("section") + "</text:section>" + p("<text:hidden-paragraph text:is-hidden='true'/>paragraph"),
          styles)
          .document;
  EXPECT_EQ(document.text, "seen\non black");
  std::vector<std::string> hidden;
  for (const HiddenText& each : document.hidden) {
    hidden.push_back(std::string(base::word(each.kind)) + ": " + each.text + (each.where.empty() ? "" : " - " + each.where));
  }
  EXPECT_THAT(hidden, ElementsAre("deleted: gone - deleted by Ann", "comment: why? - comment by Bob", "hidden: hidden",
                                  "white: white", "hidden: section", "hidden: paragraph"));
}

TEST(Odt, ReadsTablesWithHeaderRowsMergedAndNestedCells) {
  const std::string rows = "<table:table-header-rows>" + row(cell("Id") + cell("Risk")) + "</table:table-header-rows>" +
                           row(cell("wide", "table:number-columns-spanned='2'") + "<table:covered-table-cell>" + p("under") +
                               "</table:covered-table-cell>") +
                           row(cell(table(row(cell("a") + cell("b")) + row(cell("c") + cell("d")))) + cell("e"));
  const Document document = text(table(rows)).document;
  EXPECT_EQ(document.text, "Id\nRisk\nwide\na\tb\nc\td\ne");
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].columns, 2);
  EXPECT_TRUE(text(table(row(cell("framed")))).document.tables.empty());
}

TEST(Odt, ReadsTextBoxesFormulasAndChartsWhereTheyStand) {
  const std::string chart = content("<office:chart><chart:chart xmlns:chart='c'><chart:title>" + p("By severity") +
                                    "</chart:title></chart:chart></office:chart>");
  const Document document =
      text(p("before<draw:frame><draw:text-box>" + p("boxed") + "</draw:text-box><svg:desc>A box</svg:desc></draw:frame> after") +
               p("<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>") +
               p("<draw:frame><draw:object><math><mi>x</mi><mo>=</mo><mn>1</mn><annotation>x = "
                 "1</annotation></math></draw:object></draw:frame>"),
           {}, {{"Object 1/content.xml", chart}})
          .document;
  EXPECT_EQ(document.text, "before after\nboxed\nBy severity\nx = 1");
  ASSERT_EQ(document.hidden.size(), 1U);
  EXPECT_EQ(document.hidden[0].text, "A box");
}

TEST(Odt, ReadsFlatFiles) {
  const std::string flat =
      std::string("<?xml version='1.0'?><office:document") + kNames +
      " office:mimetype='application/vnd.oasis.opendocument.text'><office:meta><dc:title>Flat</dc:title></office:meta>"
      "<office:body><office:text>" +
      p("words") + "</office:text></office:body></office:document>";
  const Extracted out = checked(extract_odt(flat, {}));
  EXPECT_EQ(out.document.text, "words");
  EXPECT_EQ(out.document.property("title"), "Flat");
  Limits limits;
  limits.file_bytes = 20;
  EXPECT_EQ(extract_odt(flat, limits).reason, Reason::too_large);
}

TEST(Odt, NamesLockedEmptyAndBrokenFiles) {
  const Extracted locked =
      text(p("x"), {},
           {{"META-INF/manifest.xml", "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"}});
  EXPECT_EQ(locked.reason, Reason::encrypted);
  EXPECT_EQ(text("").reason, Reason::empty);
  EXPECT_EQ(text(p("<draw:frame><draw:image/></draw:frame>")).reason, Reason::scanned_no_ocr);
  EXPECT_EQ(extract_odt("", {}).reason, Reason::empty);
  EXPECT_EQ(extract_odt("not a zip", {}).reason, Reason::corrupt);
  EXPECT_EQ(extract_odt(ooxml::make_package({{"a", "b"}}), {}).reason, Reason::corrupt);
  EXPECT_EQ(extract_odt(ooxml::make_package({{"content.xml", content("<office:spreadsheet/>")}}), {}).reason, Reason::corrupt);
  const Extracted cut = checked(extract_odt(
      ooxml::make_package({{"content.xml", content("<office:text>" + p("whole") + "<text:p>ha").substr(0, 420) + "<text:p"}}),
      {}));
  EXPECT_EQ(cut.status == Status::unreadable, cut.reason != Reason::none);
}

TEST(Odt, BoundsDepthRepetitionsAndText) {
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<text:list><text:list-item>";
  deep += p("x");
  for (int i = 0; i < 200; ++i) deep += "</text:list-item></text:list>";
  EXPECT_EQ(text(deep).reason, Reason::too_deep);
  const Document repeated =
      text(table(row(cell("x", "table:number-columns-repeated='2000000000'"), "table:number-rows-repeated='2000000000'")))
          .document;
  EXPECT_LE(repeated.blocks.size(), 10'000U);
  EXPECT_EQ(text(p("a<text:s text:c='2000000000'/>b")).document.text.size(), 1002U);
  Limits limits;
  limits.text_bytes = 10;
  EXPECT_EQ(text(p("longer than ten bytes"), {}, {}, limits).reason, Reason::too_large);
  const std::string circle =
      style("A", "paragraph", "", "style:parent-style-name='B'") + style("B", "paragraph", "", "style:parent-style-name='A'");
  EXPECT_EQ(text(p("round", "A"), circle).document.text, "round");
}

TEST(Odt, NeverFailsOtherwiseThanByStatusOnBrokenBytes) {
  const std::string whole = ooxml::make_package(
      {{"content.xml", content("<office:text>" + h(1, "a") + table(row(cell("b") + cell("c"))) + "</office:text>")}});
  std::size_t read_ones = 0;
  for (std::size_t i = 0; i < whole.size(); i += 3) {
    std::string broken = whole;
    broken[i] = static_cast<char>(broken[i] ^ 0x55);
    const Extracted out = extract_odt(broken, {});
    EXPECT_EQ(out.status == Status::unreadable, out.reason != Reason::none);
    read_ones += out.status != Status::unreadable ? 1 : 0;
    EXPECT_EQ(extract_odt(std::string_view(whole).substr(0, i), {}).status, Status::unreadable);
  }
  EXPECT_GT(read_ones, 0U);
}

TEST(Ods, ReadsCellsAsShownWithTheirPlaces) {
  const Document document =
      sheets(table(row("<table:table-cell table:number-columns-repeated='2'/>" + cell("Id") + cell("Risk")) +
                       row("<table:table-cell table:number-columns-repeated='16384'/>", "table:number-rows-repeated='3'") +
                       row("<table:table-cell table:number-columns-repeated='2'/>" + cell("R1") +
                           cell("1,50 EUR", "table:formula='of:=1+0.5' office:value-type='float' office:value='1.5'") +
                           "<table:table-cell office:value-type='float' "
                           "office:value='7'><office:annotation><dc:creator>Ann</dc:creator>" +
                           p("why 7?") + "</office:annotation></table:table-cell>") +
                       row("<table:table-cell table:number-columns-repeated='16384'/>", "table:number-rows-repeated='1048571'"),
                   "Risks"))
          .document;
  EXPECT_EQ(document.text, "Risks\nId\nRisk\nR1\n1,50 EUR\n7");
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.locate(document.blocks[4].span.begin).text(), "sheet \"Risks\", cell D5");
  ASSERT_EQ(document.hidden.size(), 1U);
  EXPECT_EQ(document.hidden[0].where, "comment by Ann, sheet \"Risks\", cell E5");
}

TEST(Ods, KeepsHiddenSheetsRowsAndColumnsApart) {
  const std::string styles = style("off", "table", "<style:table-properties table:display='false'/>");
  const Document document = sheets(table("<table:table-column/><table:table-column table:visibility='collapse'/>" +
                                             row(cell("seen") + cell("column")) + row(cell("row"), "table:visibility='filter'") +
                                             row("<table:table-cell/>" + std::string("<table:covered-table-cell>") +
                                                 p("covered") + "</table:covered-table-cell>"),
                                         "A") +
                                       table(row(cell("secret")), "B", "table:style-name='off'"),
                                   styles)
                                .document;
  EXPECT_EQ(document.text, "A\nseen");
  std::vector<std::string> hidden;
  for (const HiddenText& each : document.hidden) hidden.push_back(each.text);
  EXPECT_THAT(hidden, ElementsAre("column", "row", "covered", "secret"));
}

TEST(Ods, BoundsRepetitionsAndNamesThem) {
  const Extracted out =
      sheets(table(row(cell("x", "table:number-columns-repeated='10000'"), "table:number-rows-repeated='1048576'")));
  EXPECT_EQ(out.status, Status::read);
  EXPECT_EQ(out.document.blocks.size(), 10'001U);
  ASSERT_EQ(out.document.warnings.size(), 1U);
  EXPECT_EQ(sheets(table(row("<table:table-cell/>", "table:number-rows-repeated='1048576'"))).reason, Reason::empty);
  std::string wide;
  for (int i = 0; i < 20'000; ++i) wide += cell("x");
  EXPECT_EQ(sheets(table(row(wide))).document.tables.at(0).columns, 16'384);
  Limits limits;
  limits.blocks = 100;
  EXPECT_EQ(sheets(table(row(wide)), {}, limits).reason, Reason::too_large);
}

std::string page(const std::string& shapes, const std::string& attributes = {}) {
  return "<draw:page draw:name='page1' " + attributes + ">" + shapes + "</draw:page>";
}

std::string box(const std::string& paragraphs, const std::string& kind = {}) {
  return "<draw:frame" + (kind.empty() ? "" : " presentation:class='" + kind + "'") + "><draw:text-box>" + paragraphs +
         "</draw:text-box></draw:frame>";
}

TEST(Odp, ReadsPagesTitlesTablesAndNotes) {
  const std::string notes = "<presentation:notes><draw:page-thumbnail/>" + box(p("Say this."), "notes") + "</presentation:notes>";
  const Document document =
      slides(page(box("<text:list><text:list-item>" + p("point") + "</text:list-item></text:list>", "outline") +
                  box(p("First"), "title") + "<draw:g><draw:custom-shape>" + p("shape") +
                  "</draw:custom-shape></draw:g><draw:frame>" +
                  table(row(cell("Id") + cell("Risk")) + row(cell("1") + cell("Leak"))) + "</draw:frame>" + notes) +
             page(box(p("untitled"))))
          .document;
  EXPECT_EQ(document.text, "First\npoint\nshape\nId\nRisk\n1\nLeak\nNotes\nSay this.\nSlide 2\nuntitled");
  EXPECT_EQ(document.pages, 2U);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::list_item);
  const document::Locator locator = document.locate(static_cast<document::ByteOffset>(document.text.find("Say")));
  EXPECT_THAT(locator.headings, ElementsAre("First", "Notes"));
  EXPECT_EQ(document.locate(document.blocks.back().span.begin).text(), "page 2, line 1");
}

TEST(Odp, ReadsMasterPagesOnceAndKeepsHiddenPagesApart) {
  const std::string styles = std::string("<office:document-styles") + kNames +
                             "><office:master-styles><style:master-page style:name='M'>" + box(p("Confidential")) +
                             box(p("Click to edit"), "outline") +
                             "</style:master-page></office:master-styles></office:document-styles>";
  const Document document =
      slides(page(box(p("A"), "title"), "draw:master-page-name='M'") + page(box(p("B"), "title"), "draw:master-page-name='M'") +
                 page(box(p("C"), "title"), "draw:style-name='off'"),
             style("off", "drawing-page", "<style:drawing-page-properties presentation:visibility='hidden'/>"),
             {{"styles.xml", styles}})
          .document;
  EXPECT_EQ(document.text, "A\nConfidential\nB");
  ASSERT_EQ(document.hidden.size(), 1U);
  EXPECT_EQ(document.hidden[0].text, "C");
  EXPECT_EQ(document.hidden[0].where, "hidden slide 3");
}

}  // namespace
}  // namespace crosswalk::extraction
