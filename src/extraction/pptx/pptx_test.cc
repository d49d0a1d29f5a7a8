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

using document::BlockKind;
using document::Document;
using document::Extracted;
using document::HiddenText;
using document::Reason;
using document::Status;
using ooxml::Parts;
using testing::ElementsAre;
using testing::IsEmpty;

std::string paragraph(const std::string& text, const std::string& properties = {}) {
  return "<a:p><a:pPr " + properties + "</a:pPr><a:r><a:t>" + text + "</a:t></a:r></a:p>";
}

std::string plain(const std::string& text) { return paragraph(text, ">"); }

std::string shape(const std::string& placeholder, const std::string& paragraphs, const std::string& attributes = {}) {
  return "<p:sp><p:nvSpPr><p:cNvPr id='1' name='n' " + attributes + "/><p:nvPr>" + placeholder +
         "</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>" + paragraphs + "</p:txBody></p:sp>";
}

std::string title(const std::string& text) { return shape("<p:ph type='title'/>", plain(text)); }

std::string slide(const std::string& shapes, const std::string& attributes = {}) {
  return "<p:sld xmlns:p='p' xmlns:a='a' xmlns:r='r' " + attributes + "><p:cSld><p:spTree>" + shapes +
         "</p:spTree></p:cSld></p:sld>";
}

/// A presentation of these slides; their files are numbered against their order.
Parts presentation(const std::vector<std::string>& slides) {
  Parts parts;
  std::string list;
  std::vector<std::vector<std::string>> relationships;
  for (std::size_t i = 0; i < slides.size(); ++i) {
    const std::string file = "slides/slide" + std::to_string(slides.size() - i) + ".xml";
    const std::string id = "r" + std::to_string(i);
    list += "<p:sldId id='" + std::to_string(256 + i) + "' r:id='" + id + "'/>";
    relationships.push_back({id, "slide", file});
    parts["ppt/" + file] = slides[i];
  }
  parts["ppt/presentation.xml"] =
      "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst>" + list + "</p:sldIdLst></p:presentation>";
  relationships.push_back({"x1", "commentAuthors", "commentAuthors.xml"});
  parts["ppt/_rels/presentation.xml.rels"] = ooxml::make_relationships(relationships);
  return parts;
}

Extracted read(const Parts& parts, const Limits& limits = {}) {
  Extracted out = extract_pptx(ooxml::make_package(parts), limits);
  EXPECT_THAT(faults_of(out.document), IsEmpty());
  return out;
}

std::string where(const Document& document, std::string_view text) {
  return document.locate(static_cast<document::ByteOffset>(document.text.find(text))).text();
}

TEST(Pptx, ReadsSlidesInTheOrderInWhichTheyAreShown) {
  Parts parts =
      presentation({slide(shape("", plain("Body one")) + title("First")), slide(title("Second") + shape("", plain("Body two")))});
  parts["docProps/core.xml"] = "<c xmlns:dc='d'><dc:title>Security plan</dc:title></c>";
  const Extracted out = read(parts);
  EXPECT_EQ(out.status, Status::read);
  EXPECT_EQ(out.document.text, "First\nBody one\nSecond\nBody two");
  EXPECT_EQ(out.document.pages, 2U);
  EXPECT_EQ(out.document.property("title"), "Security plan");
  EXPECT_EQ(where(out.document, "Body two"), "page 2, line 2");
  EXPECT_EQ(out.document.blocks[3].heading, 2);
  EXPECT_EQ(out.document.blocks[2].kind, BlockKind::heading);
}

TEST(Pptx, GivesASlideWithoutTitleItsNumber) {
  const Extracted out = read(presentation({slide(title("First")), slide(shape("", plain("Alone")))}));
  EXPECT_EQ(out.document.text, "First\nSlide 2\nAlone");
  EXPECT_EQ(out.document.blocks[2].heading, 1);
  EXPECT_EQ(where(out.document, "Alone"), "page 2, line 1");
}

TEST(Pptx, TakesBulletsFromParagraphsShapesLayoutsAndMasters) {
  const std::string body = shape("<p:ph idx='1'/>", plain("marked by master") + paragraph("none", "><a:buNone/>") +
                                                        paragraph("numbered", "lvl='1'><a:buAutoNum type='arabicPeriod'/>") +
                                                        paragraph("by layout", "lvl='2'>"));
  Parts parts = presentation({slide(title("T") + body + shape("", plain("no placeholder")))});
  parts["ppt/slides/_rels/slide1.xml.rels"] = ooxml::make_relationships({{"r1", "slideLayout", "../slideLayouts/l.xml"}});
  parts["ppt/slideLayouts/l.xml"] = slide(
      "<p:sp><p:nvSpPr><p:nvPr><p:ph idx='1'/></p:nvPr></p:nvSpPr><p:txBody><a:lstStyle><a:lvl3pPr><a:buChar "
      "char='o'/></a:lvl3pPr>"
      "</a:lstStyle><a:p><a:r><a:t>Click to add text</a:t></a:r></a:p></p:txBody></p:sp>");
  parts["ppt/slideLayouts/_rels/l.xml.rels"] = ooxml::make_relationships({{"r1", "slideMaster", "../slideMasters/m.xml"}});
  parts["ppt/slideMasters/m.xml"] = "<p:sldMaster xmlns:p='p' xmlns:a='a'><p:cSld><p:spTree>" + shape("", plain("Confidential")) +
                                    "</p:spTree></p:cSld><p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar "
                                    "char='.'/></a:lvl1pPr></p:bodyStyle></p:txStyles></p:sldMaster>";
  const Document document = read(parts).document;
  EXPECT_EQ(document.text, "T\nmarked by master\nnone\nnumbered\nby layout\nno placeholder\nConfidential");
  EXPECT_EQ(document.blocks[1].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[1].level, 1);
  EXPECT_FALSE(document.blocks[1].numbered);
  EXPECT_EQ(document.blocks[2].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[3].level, 2);
  EXPECT_TRUE(document.blocks[3].numbered);
  EXPECT_EQ(document.blocks[4].level, 3);
  EXPECT_EQ(document.blocks[5].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[6].kind, BlockKind::page_footer);
}

TEST(Pptx, ReadsTablesGroupsAndLinks) {
  const auto cell = [](const std::string& text, const std::string& attributes = {}) {
    return "<a:tc " + attributes + "><a:txBody>" + plain(text) + "</a:txBody></a:tc>";
  };
  const std::string table = "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow='1'/><a:tr>" + cell("Id") +
                            cell("Risk") + "</a:tr><a:tr>" + cell("wide", "gridSpan='2'") + cell("", "hMerge='1'") +
                            "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
  const std::string linked =
      "<a:p><a:r><a:t>see </a:t></a:r><a:r><a:rPr><a:hlinkClick "
      "r:id='k'/></a:rPr><a:t>site</a:t></a:r><a:br/><a:r><a:t>below</a:t></a:r></a:p>";
  Parts parts = presentation({slide(title("T") + "<p:grpSp><p:grpSp>" + shape("", linked) + "</p:grpSp></p:grpSp>" + table)});
  parts["ppt/slides/_rels/slide1.xml.rels"] = ooxml::make_relationships({{"k", "hyperlink", "https://a.example"}});
  const Document document = read(parts).document;
  EXPECT_EQ(document.text, "T\nsee site\nbelow\nId\nRisk\nwide");
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 2);
  EXPECT_EQ(document.tables[0].columns, 2);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(where(document, "below"), "page 1, line 3");
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "site");
}

TEST(Pptx, PutsNotesUnderAHeadingOfTheirOwn) {
  Parts parts = presentation({slide(title("T")), slide(title("U"))});
  parts["ppt/slides/_rels/slide2.xml.rels"] = ooxml::make_relationships({{"n", "notesSlide", "../notesSlides/n.xml"}});
  parts["ppt/notesSlides/n.xml"] =
      slide(shape("<p:ph type='sldNum'/>", plain("7")) + shape("<p:ph type='body'/>", plain("Say this.")));
  const Document document = read(parts).document;
  EXPECT_EQ(document.text, "T\nNotes\nSay this.\nU");
  const document::Locator locator = document.locate(static_cast<document::ByteOffset>(document.text.find("Say")));
  EXPECT_THAT(locator.headings, ElementsAre("T", "Notes"));
  EXPECT_EQ(locator.page, 1U);
}

TEST(Pptx, KeepsHiddenSlidesShapesAndCommentsApart) {
  Parts parts = presentation({slide(title("Seen") + shape("", plain("shape"), "hidden='1'")), slide(title("Gone"), "show='0'")});
  parts["ppt/slides/_rels/slide2.xml.rels"] = ooxml::make_relationships({{"c", "comments", "../comments/c.xml"}});
  parts["ppt/comments/c.xml"] = "<p:cmLst xmlns:p='p'><p:cm authorId='0'><p:text>Really?</p:text></p:cm></p:cmLst>";
  parts["ppt/commentAuthors.xml"] = "<p:cmAuthorLst xmlns:p='p'><p:cmAuthor id='0' name='Ann'/></p:cmAuthorLst>";
  const Document document = read(parts).document;
  EXPECT_EQ(document.text, "Seen");
  ASSERT_EQ(document.hidden.size(), 3U);
  EXPECT_EQ(document.hidden[0].text, "shape");
  EXPECT_EQ(document.hidden[0].where, "hidden shape on slide 1");
  EXPECT_EQ(document.hidden[1].kind, HiddenText::Kind::comment);
  EXPECT_EQ(document.hidden[1].where, "comment by Ann, slide 1");
  EXPECT_EQ(document.hidden[2].text, "Gone");
  EXPECT_EQ(document.hidden[2].where, "hidden slide 2");
}

TEST(Pptx, KeepsWhiteTextApartOnlyWhereThePageIsWhite) {
  const std::string white =
      shape("",
            "<a:p><a:r><a:t>seen</a:t></a:r><a:r><a:rPr><a:solidFill><a:srgbClr val='ffffff'/></a:solidFill></a:rPr>"
            "<a:t> ink</a:t></a:r></a:p>");
  const Document plain_page = read(presentation({slide(title("T") + white)})).document;
  EXPECT_EQ(plain_page.text, "T\nseen");
  ASSERT_EQ(plain_page.hidden.size(), 1U);
  EXPECT_EQ(plain_page.hidden[0].kind, HiddenText::Kind::white);
  EXPECT_EQ(plain_page.hidden[0].text, "ink");
  const std::string box = "<p:sp><p:spPr><a:solidFill><a:srgbClr val='1F3864'/></a:solidFill></p:spPr></p:sp>";
  EXPECT_EQ(read(presentation({slide(title("T") + box + white)})).document.text, "T\nseen ink");
  std::string dark = slide(title("T") + white);
  dark.insert(dark.find("<p:spTree>"), "<p:bg><p:bgPr><a:solidFill><a:srgbClr val='000000'/></a:solidFill></p:bgPr></p:bg>");
  EXPECT_EQ(read(presentation({dark})).document.text, "T\nseen ink");
  Parts parts = presentation({slide(title("T") + white)});
  parts["ppt/slides/_rels/slide1.xml.rels"] = ooxml::make_relationships({{"r1", "slideLayout", "../l.xml"}});
  parts["ppt/l.xml"] = slide("");
  parts["ppt/_rels/l.xml.rels"] = ooxml::make_relationships({{"r1", "slideMaster", "m.xml"}});
  parts["ppt/m.xml"] = "<p:sldMaster xmlns:p='p'><p:clrMap bg1='dk1'/></p:sldMaster>";
  EXPECT_EQ(read(parts).document.text, "T\nseen ink");
}

TEST(Pptx, ReadsTheWordsOfDiagramsAndCharts) {
  const std::string frames =
      "<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds xmlns:dgm='d' "
      "r:dm='d1'/></a:graphicData></a:graphic></p:graphicFrame>"
      "<p:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c='c' r:id='c1'/></a:graphicData></a:graphic></p:graphicFrame>";
  Parts parts = presentation({slide(title("T") + frames)});
  parts["ppt/slides/_rels/slide1.xml.rels"] = ooxml::make_relationships({{"d1", "diagramData", "../diagrams/data.xml"},
                                                                         {"d2", "diagramDrawing", "../diagrams/drawing.xml"},
                                                                         {"c1", "chart", "../charts/c.xml"}});
  parts["ppt/diagrams/data.xml"] = "<d xmlns:a='a'>" + plain("Report") + plain("Assess") + "</d>";
  parts["ppt/diagrams/drawing.xml"] = "<d xmlns:a='a'>" + plain("Report") + "</d>";
  parts["ppt/charts/c.xml"] = "<c xmlns:a='a'><strCache><pt><v>Critical</v></pt></strCache></c>";
  EXPECT_EQ(read(parts).document.text, "T\nReport\nAssess\nCritical");
}

TEST(Pptx, NamesPicturesWithoutTextAndFilesThatSayNothing) {
  const std::string picture = "<p:pic><p:nvPicPr><p:cNvPr descr='A diagram'/></p:nvPicPr></p:pic>";
  const Extracted scans = read(presentation({slide(picture)}));
  EXPECT_EQ(scans.status, Status::unreadable);
  EXPECT_EQ(scans.reason, Reason::scanned_no_ocr);
  const Extracted mixed = read(presentation({slide(picture), slide(title("T"))}));
  EXPECT_EQ(mixed.document.text, "T");
  EXPECT_THAT(mixed.document.pages_without_text, ElementsAre(1U));
  ASSERT_EQ(mixed.document.hidden.size(), 1U);
  EXPECT_EQ(mixed.document.hidden[0].where, "description of a picture, slide 1");
  EXPECT_EQ(read(presentation({})).reason, Reason::empty);
  EXPECT_EQ(extract_pptx("", {}).reason, Reason::empty);
  EXPECT_EQ(extract_pptx("no archive", {}).reason, Reason::corrupt);
}

TEST(Pptx, RefusesWhatIsTooDeepTooWideOrLocked) {
  std::string deep;
  for (int i = 0; i < 400; ++i) deep += "<p:grpSp>";
  deep += shape("", plain("x"));
  for (int i = 0; i < 400; ++i) deep += "</p:grpSp>";
  EXPECT_EQ(read(presentation({slide(deep)})).reason, Reason::too_deep);
  std::string wide = "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>";
  for (int i = 0; i < 10'000; ++i) wide += "<a:tc><a:txBody>" + plain("x") + "</a:txBody></a:tc>";
  const Extracted cut = read(presentation({slide(wide + "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>")}));
  EXPECT_EQ(cut.status, Status::damaged);
  EXPECT_EQ(cut.document.tables.at(0).columns, 1000);
  Limits limits;
  limits.text_bytes = 10;
  EXPECT_EQ(read(presentation({slide(title("longer than ten bytes"))}), limits).reason, Reason::too_large);
  limits = {};
  limits.pages = 1;
  EXPECT_EQ(read(presentation({slide(title("a")), slide(title("b"))}), limits).reason, Reason::too_large);
  EXPECT_EQ(extract_pptx(ooxml::make_package(presentation({slide(title("a"))}), "secret"), {}).reason, Reason::encrypted);
}

TEST(Pptx, GoesOnWithoutSlidesThatAreMissingAndWithoutTheirList) {
  Parts parts = presentation({slide(title("a")), slide(title("b"))});
  parts.erase("ppt/slides/slide2.xml");
  const Extracted missing = read(parts);
  EXPECT_EQ(missing.status, Status::damaged);
  EXPECT_EQ(missing.document.text, "b");
  EXPECT_EQ(where(missing.document, "b"), "page 2, line 1");
  parts = presentation({slide(title("second")), slide(title("first"))});
  parts["ppt/presentation.xml"] = "<p:presentation xmlns:p='p'/>";
  EXPECT_EQ(read(parts).document.text, "first\nsecond");
}

TEST(Pptx, NeverFailsOtherwiseThanByStatusOnBrokenBytes) {
  const std::string whole = ooxml::make_package(presentation({slide(title("a") + shape("", plain("b")))}));
  std::size_t read_ones = 0;
  for (std::size_t i = 0; i < whole.size(); i += 3) {
    std::string broken = whole;
    broken[i] = static_cast<char>(broken[i] ^ 0x55);
    const Extracted out = extract_pptx(broken, {});
    EXPECT_EQ(out.status == Status::unreadable, out.reason != Reason::none);
    read_ones += out.status != Status::unreadable ? 1 : 0;
    EXPECT_EQ(extract_pptx(std::string_view(whole).substr(0, i), {}).status, Status::unreadable);
  }
  EXPECT_GT(read_ones, 0U);
}

}  // namespace
}  // namespace crosswalk::extraction
