// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extraction/docx/numbering.h"
#include "extraction/docx/styles.h"
#include "extraction/docx/symbols.h"
#include "extraction/extractor.h"
#include "extraction/ooxml/test_package.h"

namespace crosswalk::extraction {
namespace {

using document::Block;
using document::BlockKind;
using document::Checkbox;
using document::Document;
using document::Extracted;
using document::HiddenText;
using document::Reason;
using document::Status;
using ooxml::Parts;

constexpr const char* kStyles =
    "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId "
    "w:val='5'/></w:numPr>"
    "</w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/><w:basedOn w:val='berschrift1'/><w:pPr>"
    "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='5'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Own'><w:name w:val='Company Chapter'/><w:basedOn w:val='Plain'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Plain'><w:name w:val='Chapter Base'/><w:pPr><w:outlineLvl "
    "w:val='2'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Inhalt1'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='character' w:styleId='Secret'><w:name w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='table' w:styleId='Dark'><w:name w:val='Dark'/><w:tblStylePr w:type='firstRow'><w:tcPr>"
    "<w:shd w:val='clear' w:fill='1F3864'/></w:tcPr></w:tblStylePr></w:style></w:styles>";

constexpr const char* kNumbering =
    "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='1'>"
    "<w:lvl w:ilvl='0'><w:start w:val='4'/><w:numFmt w:val='decimal'/><w:pStyle w:val='berschrift1'/><w:lvlText "
    "w:val='%1'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle w:val='berschrift2'/><w:lvlText "
    "w:val='%1.%2'/></w:lvl>"
    "</w:abstractNum><w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1)'/>"
    "</w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='6'><w:abstractNumId "
    "w:val='2'/></w:num></w:numbering>";

std::string run(const std::string& text, const std::string& properties = {}) {
  return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") + "<w:t xml:space='preserve'>" + text +
         "</w:t></w:r>";
}

std::string paragraph(const std::string& inside, const std::string& properties = {}) {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + inside + "</w:p>";
}

std::string styled(const std::string& style, const std::string& text) {
  return paragraph(run(text), "<w:pStyle w:val='" + style + "'/>");
}

std::string cell(const std::string& text, const std::string& properties = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(run(text)) + "</w:tc>";
}

std::string row(const std::vector<std::string>& cells, const std::string& properties = {}) {
  std::string out = "<w:tr><w:trPr>" + properties + "</w:trPr>";
  for (const auto& c : cells) out += c;
  return out + "</w:tr>";
}

std::string main_part(const std::string& body) {
  return "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>";
}

Extracted read(const std::string& body, Parts parts = {}, const Limits& limits = {}) {
  parts["word/document.xml"] = main_part(body);
  parts.emplace("word/styles.xml", kStyles);
  parts.emplace("word/numbering.xml", kNumbering);
  return extract_docx(ooxml::make_package(parts), limits);
}

std::vector<std::string> texts(const Document& document, BlockKind kind) {
  std::vector<std::string> out;
  for (const Block& block : document.blocks) {
    if (block.kind == kind) out.emplace_back(document.view(block.span));
  }
  return out;
}

std::vector<std::string> hidden(const Document& document, HiddenText::Kind kind) {
  std::vector<std::string> out;
  for (const HiddenText& text : document.hidden) {
    if (text.kind == kind) out.push_back(text.text);
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST(Docx, NumbersHeadingsAsWordShowsThem) {
  const Extracted out =
      read(styled("berschrift1", "Vulnerabilities") + styled("berschrift2", "Intake") + paragraph(run("Text.")) +
           styled("berschrift2", "Disclosure") + styled("berschrift1", "End") + styled("berschrift2", "Last"));
  EXPECT_EQ(out.status, Status::read);
  EXPECT_EQ(texts(out.document, BlockKind::heading),
            (Texts{"4 Vulnerabilities", "4.1 Intake", "4.2 Disclosure", "5 End", "5.1 Last"}));
  const auto at = static_cast<document::ByteOffset>(out.document.text.find("Text."));
  EXPECT_EQ(out.document.locate(at).text(), "heading \"4.1 Intake\", paragraph 1");
  EXPECT_EQ(out.document.locate(at).headings.size(), 2U);
}

TEST(Docx, TakesHeadingLevelsFromOutlineChainsTitlesAndParagraphs) {
  const Extracted out =
      read(styled("Titel", "Plan") + styled("Own", "Third") + paragraph(run("By paragraph"), "<w:outlineLvl w:val='3'/>") +
           paragraph(run("Body after all"), "<w:pStyle w:val='Own'/><w:outlineLvl w:val='9'/>"));
  ASSERT_EQ(out.document.blocks.size(), 4U);
  EXPECT_EQ(out.document.blocks[0].level, 1);
  EXPECT_EQ(out.document.blocks[1].level, 3);
  EXPECT_EQ(out.document.blocks[2].level, 4);
  EXPECT_EQ(out.document.blocks[3].kind, BlockKind::paragraph);
  EXPECT_EQ(docx::heading_level_of_name("Überschrift 3"), 3);
  EXPECT_EQ(docx::heading_level_of_name("Titre 2"), 2);
  EXPECT_EQ(docx::heading_level_of_name("heading"), 0);
  EXPECT_EQ(docx::heading_level_of_name("Reading 2"), 0);
}

TEST(Docx, TakesBoldLinesForHeadingsOnlyWithoutHeadingStyles) {
  const std::string body = paragraph(run("2 Scope", "<w:b/>")) + paragraph(run("It covers everything that we make and sell.")) +
                           paragraph(run("2.1 Products", "<w:b/>")) + paragraph(run("Risk: high", "<w:b/>")) +
                           paragraph(run("All of them, in all markets, at all times."));
  const Extracted without = read(body);
  EXPECT_EQ(texts(without.document, BlockKind::heading), (Texts{"2 Scope", "2.1 Products"}));
  EXPECT_EQ(without.document.blocks[2].level, 2);
  EXPECT_EQ(without.document.blocks[2].heading, 0);
  const Extracted with = read(styled("Own", "Real heading") + body);
  EXPECT_EQ(texts(with.document, BlockKind::heading), (Texts{"Real heading"}));
}

TEST(Docx, TellsListsTheirDepthAndTheirKind) {
  const auto item = [](const char* text, const char* level) {
    return paragraph(run(text), std::string("<w:numPr><w:ilvl w:val='") + level + "'/><w:numId w:val='6'/></w:numPr>");
  };
  const Extracted out = read(item("first", "0") + item("inner", "1") + item("second", "0"));
  ASSERT_EQ(out.document.blocks.size(), 3U);
  EXPECT_EQ(out.document.blocks[0].kind, BlockKind::list_item);
  EXPECT_TRUE(out.document.blocks[0].numbered);
  EXPECT_EQ(out.document.blocks[1].level, 2);
  EXPECT_FALSE(out.document.blocks[1].numbered);
  EXPECT_EQ(out.document.text, "first\ninner\nsecond");
}

TEST(Docx, CountsInTheFormatsOfNumbering) {
  EXPECT_EQ(docx::format_count(4, "lowerRoman"), "iv");
  EXPECT_EQ(docx::format_count(1999, "upperRoman"), "MCMXCIX");
  EXPECT_EQ(docx::format_count(28, "upperLetter"), "BB");
  EXPECT_EQ(docx::format_count(7, "decimalZero"), "07");
  EXPECT_EQ(docx::format_count(12, "ordinal"), "12th");
  EXPECT_EQ(docx::format_count(3, "bullet"), "");
}

TEST(Docx, KeepsMergedCellsAsOneValueAndFindsTheHeaderRow) {
  const Extracted out = read("<w:tbl>" + row({cell("Risk"), cell("Measure"), cell("Owner")}, "<w:tblHeader/>") +
                             row({cell("R1", "<w:vMerge w:val='restart'/>"), cell("wide", "<w:gridSpan w:val='2'/>")}) +
                             row({cell("", "<w:vMerge/>"), cell("m2"), cell("o2")}) + "</w:tbl>");
  const Document& document = out.document;
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].columns, 3);
  EXPECT_EQ(texts(document, BlockKind::table_cell), (Texts{"Risk", "Measure", "Owner", "R1", "wide", "m2", "o2"}));
  EXPECT_EQ(document.blocks[4].column, 1);
  EXPECT_EQ(document.blocks[5].row, 2);
  EXPECT_EQ(document.blocks[6].column, 2);
  EXPECT_EQ(document.locate(document.blocks[6].span.begin).cell, "C3");
}

TEST(Docx, SeesNoHeaderInATableOfNamesAndValues) {
  const Extracted names =
      read("<w:tbl>" + row({cell("Version:"), cell("draft")}) + row({cell("Owner:"), cell("QM")}) + "</w:tbl>");
  EXPECT_EQ(names.document.tables[0].header_row, -1);
  const Extracted plain = read("<w:tbl>" + row({cell("Risk"), cell("Measure")}) + row({cell("R1"), cell("M1")}) + "</w:tbl>");
  EXPECT_EQ(plain.document.tables[0].header_row, 0);
  const Extracted gap = read("<w:tbl>" + row({cell("Risk"), cell("")}) + row({cell("R1"), cell("M1")}) + "</w:tbl>");
  EXPECT_EQ(gap.document.tables[0].header_row, -1);
  const Extracted single = read("<w:tbl>" + row({cell("Risk"), cell("Measure")}) + "</w:tbl>");
  EXPECT_EQ(single.document.tables[0].header_row, -1);
}

TEST(Docx, FlattensATableInsideACellInOrder) {
  const std::string inner = "<w:tbl>" + row({cell("a"), cell("b")}) + row({cell("c"), cell("d")}) + "</w:tbl>";
  const Extracted out =
      read("<w:tbl>" + row({"<w:tc>" + paragraph(run("before")) + inner + paragraph(run("after")) + "</w:tc>", cell("x")}) +
           "</w:tbl>");
  EXPECT_EQ(texts(out.document, BlockKind::table_cell), (Texts{"before\na\tb\nc\td\nafter", "x"}));
}

TEST(Docx, PutsHeadersAndFootersFirstAndEachTextOnce) {
  const std::string header = "<w:hdr xmlns:w='w'><w:tbl>" + row({cell("SOP-12"), cell("Version 3")}) + "</w:tbl></w:hdr>";
  const std::string section = "<w:headerReference w:type='default' r:id='h1'/><w:footerReference w:type='default' r:id='f1'/>";
  const Extracted out = read(paragraph(run("Body.")) + paragraph("", "<w:sectPr xmlns:r='r'>" + section + "</w:sectPr>") +
                                 "<w:sectPr xmlns:r='r'><w:headerReference w:type='default' r:id='h2'/><w:headerReference "
                                 "w:type='first' r:id='h3'/></w:sectPr>",
                             {{"word/_rels/document.xml.rels", ooxml::make_relationships({{"h1", "header", "header1.xml"},
                                                                                          {"h2", "header", "header2.xml"},
                                                                                          {"h3", "header", "header3.xml"},
                                                                                          {"f1", "footer", "footer1.xml"}})},
                              {"word/header1.xml", header},
                              {"word/header2.xml", header},
                              {"word/header3.xml", "<w:hdr xmlns:w='w'>" + paragraph(run("Never shown")) + "</w:hdr>"},
                              {"word/footer1.xml", "<w:ftr xmlns:w='w'>" + paragraph(run("Confidential")) + "</w:ftr>"}});
  EXPECT_EQ(texts(out.document, BlockKind::page_header), (Texts{"SOP-12", "Version 3"}));
  EXPECT_EQ(texts(out.document, BlockKind::page_footer), (Texts{"Confidential"}));
  EXPECT_EQ(out.document.blocks[0].table, 0);
  EXPECT_EQ(out.document.text, "SOP-12\nVersion 3\nConfidential\nBody.");
}

TEST(Docx, ReadsFootnotesWhereTheyAreReferredToAndOnce) {
  const std::string notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='-1'>" + paragraph(run("----")) +
                            "</w:footnote><w:footnote w:id='2'>" + paragraph(run("Within 30 days.")) +
                            "</w:footnote><w:footnote w:id='3'>" + paragraph(run("Unused.")) + "</w:footnote></w:footnotes>";
  const std::string reference = "<w:r><w:footnoteReference w:id='2'/></w:r>";
  const Extracted out = read(paragraph(run("We answer") + reference + run(" quickly.")) + paragraph(run("Next.") + reference),
                             {{"word/footnotes.xml", notes}});
  EXPECT_EQ(out.document.text, "We answer quickly.\nWithin 30 days.\nNext.");
  EXPECT_EQ(texts(out.document, BlockKind::footnote), (Texts{"Within 30 days."}));
}

TEST(Docx, KeepsTrackedDeletionsCommentsAndHiddenTextApart) {
  const std::string body =
      paragraph(run("We ") + "<w:del w:author='Ann'><w:r><w:delText>never </w:delText></w:r></w:del><w:ins w:author='Ann'>" +
                run("always ") + "</w:ins>" + run("answer.") + run("invisible", "<w:vanish/>") +
                run("by style", "<w:rStyle w:val='Secret'/>") + run("snow", "<w:color w:val='FFFFFF'/>") +
                run(" Seen.", "<w:vanish w:val='0'/>")) +
      "<w:moveFrom w:author='Bob'>" + paragraph(run("gone")) + "</w:moveFrom>" +
      paragraph("<w:moveFrom>" + run("old place") + "</w:moveFrom><w:moveTo>" + run("new place") + "</w:moveTo>");
  const Extracted out = read(body, {{"word/comments.xml", "<w:comments xmlns:w='w'><w:comment w:author='Eve'>" +
                                                              paragraph(run("Really?")) + "</w:comment></w:comments>"}});
  EXPECT_EQ(out.document.text, "We always answer. Seen.\nnew place");
  EXPECT_EQ(hidden(out.document, HiddenText::Kind::deleted), (Texts{"never", "gone", "old place"}));
  EXPECT_EQ(hidden(out.document, HiddenText::Kind::hidden), (Texts{"invisibleby style"}));
  EXPECT_EQ(hidden(out.document, HiddenText::Kind::white), (Texts{"snow"}));
  ASSERT_EQ(hidden(out.document, HiddenText::Kind::comment), (Texts{"Really?"}));
  EXPECT_EQ(out.document.hidden.back().where, "comment by Eve");
  EXPECT_EQ(out.document.hidden.front().where, "deleted by Ann");
}

TEST(Docx, DoesNotReadTheHeadingsAgainInATableOfContents) {
  const std::string contents = "<w:pStyle w:val='Inhalt1'/>";
  const std::string begin =
      "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o \"1-2\" </w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType='separate'/></w:r>";
  const std::string end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
  const Extracted out =
      read(paragraph(begin + run("Scope 1"), contents) + paragraph(run("Risks 2") + end, contents) +
           paragraph(run("Risks"), "<w:pStyle w:val='berschrift1'/>") + paragraph(run("Not in a field."), contents));
  EXPECT_EQ(out.document.text, "4 Risks\nNot in a field.");
}

TEST(Docx, ReadsWhiteLettersOnDarkGround) {
  const std::string white = "<w:color w:val='FFFFFF'/>";
  const Extracted out = read(paragraph(run("on run ", white + "<w:shd w:val='clear' w:fill='000000'/>") +
                                       run("marked", white + "<w:highlight w:val='black'/>")) +
                             paragraph(run("on paragraph", white), "<w:shd w:val='clear' w:fill='003366'/>") +
                             "<w:tbl><w:tblPr><w:tblStyle w:val='Dark'/></w:tblPr>" +
                             row({"<w:tc>" + paragraph(run("in style", white)) + "</w:tc>", cell("b")}) + "</w:tbl>" +
                             paragraph(run("on white", white), "<w:shd w:val='clear' w:fill='FFFFFF'/>"));
  EXPECT_EQ(out.document.text, "on run marked\non paragraph\nin style\nb");
  EXPECT_EQ(hidden(out.document, HiddenText::Kind::white), (Texts{"on white"}));
}

TEST(Docx, ReadsBoxesOfControlsFormsAndSymbols) {
  const auto control = [](const char* checked) {
    return std::string("<w:sdt><w:sdtPr><w14:checkbox xmlns:w14='x'><w14:checked w14:val='") + checked +
           "'/></w14:checkbox></w:sdtPr><w:sdtContent>" + run("\xE2\x98\x90") + "</w:sdtContent></w:sdt>";
  };
  const std::string form =
      "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default "
      "w:val='1'/></w:checkBox></w:ffData></w:fldChar></w:r>"
      "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>";
  const Extracted out =
      read(paragraph(control("1") + run(" yes")) + paragraph(control("0") + run(" no")) + paragraph(form + run("form")) +
           paragraph("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>" + run(" symbol")) + paragraph(run("none")));
  ASSERT_EQ(out.document.blocks.size(), 5U);
  EXPECT_EQ(out.document.blocks[0].checkbox, Checkbox::ticked);
  EXPECT_EQ(out.document.blocks[1].checkbox, Checkbox::unticked);
  EXPECT_EQ(out.document.blocks[2].checkbox, Checkbox::ticked);
  EXPECT_EQ(out.document.view(out.document.blocks[2].span), "☒ form");
  EXPECT_EQ(out.document.view(out.document.blocks[3].span), "☐ symbol");
  EXPECT_EQ(out.document.blocks[3].checkbox, Checkbox::unticked);
  EXPECT_EQ(out.document.blocks[4].checkbox, Checkbox::none);
  EXPECT_EQ(docx::symbol("Symbol", 0xF0B3), U'≥');
}

TEST(Docx, ReadsResultsOfFieldsAndNotTheirInstructions) {
  const std::string begin =
      "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://a.example/psirt\" "
      "</w:instrText></w:r>";
  const std::string separate = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>";
  const std::string end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
  const Extracted out =
      read(paragraph(run("See ") + begin + separate + run("our page") + end + run(".")) +
           paragraph("<w:fldSimple w:instr='DATE'>" + run("1 May") + "</w:fldSimple>") +
           paragraph("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>BROKEN</w:instrText></w:r>") +
           paragraph(run("Goes on.")));
  EXPECT_EQ(out.document.text, "See our page.\n1 May\nGoes on.");
  ASSERT_EQ(out.document.links.size(), 1U);
  EXPECT_EQ(out.document.view(out.document.links[0].span), "our page");
  EXPECT_EQ(out.document.links[0].target, "https://a.example/psirt");
}

TEST(Docx, KeepsLinkTargetsBesideTheText) {
  const Extracted out =
      read(paragraph(run("  Write to ") + "<w:hyperlink xmlns:r='r' r:id='r1'>" + run("us") + "</w:hyperlink>"),
           {{"word/_rels/document.xml.rels", ooxml::make_relationships({{"r1", "hyperlink", "https://a.example/x"}})}});
  EXPECT_EQ(out.document.text, "Write to us");
  ASSERT_EQ(out.document.links.size(), 1U);
  EXPECT_EQ(out.document.view(out.document.links[0].span), "us");
}

TEST(Docx, ReadsBreaksHyphensMathAndBoxesOnce) {
  const std::string box = "<w:txbxContent>" + paragraph(run("In the box")) + "</w:txbxContent>";
  const Extracted out = read(
      paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</"
                "w:t></w:r>") +
      paragraph("<m:oMath xmlns:m='m'><m:r><m:t>x+1</m:t></m:r></m:oMath>") +
      paragraph(run("Anchor") + "<w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice Requires='wps'><w:drawing>" + box +
                "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>") +
      paragraph("<w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice Requires='new'/><mc:Fallback><w:t>old "
                "way</w:t></mc:Fallback></mc:AlternateContent></w:r>"));
  EXPECT_EQ(out.document.text, "a\tb\nc-de\nx+1\nAnchor\nIn the box\nold way");
}

TEST(Docx, ReadsPropertiesOfTheFile) {
  const Extracted out =
      read(paragraph(run("x")),
           {{"docProps/core.xml",
             "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>Plan</dc:title><dc:creator>Ann</dc:creator>"
             "<cp:contentStatus>Draft</cp:contentStatus><cp:revision>7</cp:revision></cp:coreProperties>"},
            {"docProps/app.xml", "<Properties><Company>ACME</Company></Properties>"},
            {"docProps/custom.xml",
             "<Properties xmlns:vt='v'><property name='Document ID'><vt:lpwstr>SOP-9</vt:lpwstr></property></Properties>"}});
  EXPECT_EQ(out.document.property("title"), "Plan");
  EXPECT_EQ(out.document.property("author"), "Ann");
  EXPECT_EQ(out.document.property("status"), "Draft");
  EXPECT_EQ(out.document.property("revision"), "7");
  EXPECT_EQ(out.document.property("company"), "ACME");
  EXPECT_EQ(out.document.property("Document ID"), "SOP-9");
}

TEST(Docx, ReadsOtherPrefixesAndStrictNamespaces) {
  const Extracted out = extract_docx(
      ooxml::make_package({{"_rels/.rels", ooxml::make_relationships({{"r1", "officeDocument", "odd/main.xml"}})},
                           {"odd/main.xml",
                            "<ns0:document xmlns:ns0='http://purl.oclc.org/ooxml/wordprocessingml/main'><ns0:body><ns0:p><ns0:r>"
                            "<ns0:t>Strict</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>"}}),
      {});
  EXPECT_EQ(out.status, Status::read);
  EXPECT_EQ(out.document.text, "Strict");
}

TEST(Docx, ReadsATruncatedDocumentAsDamaged) {
  std::string text = main_part(paragraph(run("First.")) + paragraph(run("Second.")) + paragraph(run("Third.")));
  text.resize(text.find("Third") + 2);
  const Extracted out = extract_docx(ooxml::make_package({{"word/document.xml", text}}), {});
  EXPECT_EQ(out.status, Status::damaged);
  EXPECT_EQ(out.document.text.substr(0, 14), "First.\nSecond.");
  ASSERT_FALSE(out.document.warnings.empty());
}

TEST(Docx, NamesTheReasonWhereItCannotRead) {
  EXPECT_EQ(extract_docx("no archive", {}).reason, Reason::corrupt);
  EXPECT_EQ(extract_docx(ooxml::make_package({{"other.txt", "x"}}), {}).reason, Reason::corrupt);
  EXPECT_EQ(read("").reason, Reason::empty);
  EXPECT_EQ(read(paragraph("<w:r><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r>")).reason, Reason::scanned_no_ocr);
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<w:sdt><w:sdtContent>";
  EXPECT_EQ(read(deep).reason, Reason::too_deep);
  Limits limits;
  limits.blocks = 3;
  std::string many;
  for (int i = 0; i < 10; ++i) many += paragraph(run("x"));
  EXPECT_EQ(read(many, {}, limits).reason, Reason::too_large);
  limits = {};
  limits.text_bytes = 5;
  EXPECT_EQ(read(paragraph(run("more than five")), {}, limits).reason, Reason::too_large);
}

TEST(Docx, SurvivesCircularStylesAndNumbers) {
  const std::string styles =
      "<w:styles xmlns:w='w'><w:style w:styleId='A'><w:name w:val='a'/><w:basedOn w:val='B'/></w:style><w:style w:styleId='B'>"
      "<w:name w:val='b'/><w:basedOn w:val='A'/></w:style></w:styles>";
  const std::string numbering =
      "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='A'/></w:abstractNum><w:num w:numId='1'>"
      "<w:abstractNumId w:val='1'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='99'/></w:num></w:numbering>";
  const Extracted out =
      read(styled("A", "x") + paragraph(run("y"), "<w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr>") +
               paragraph(run("z"), "<w:numPr><w:ilvl w:val='-4'/><w:numId w:val='2'/></w:numPr>"),
           {{"word/styles.xml", styles}, {"word/numbering.xml", numbering}});
  EXPECT_EQ(out.document.text, "x\ny\nz");
}

TEST(Docx, NeverFailsOtherwiseThanByStatusOnBrokenBytes) {
  const std::string whole = ooxml::make_package(
      {{"word/document.xml", main_part(styled("berschrift1", "A") + "<w:tbl>" + row({cell("b"), cell("c")}) + "</w:tbl>")},
       {"word/styles.xml", kStyles}});
  std::size_t read_ones = 0;
  for (std::size_t i = 0; i < whole.size(); i += 3) {
    std::string broken = whole;
    broken[i] = static_cast<char>(broken[i] ^ 0x55);
    const Extracted out = extract_docx(broken, {});
    EXPECT_EQ(out.status == Status::unreadable, out.reason != Reason::none);
    read_ones += out.status != Status::unreadable ? 1 : 0;
    EXPECT_EQ(extract_docx(std::string_view(whole).substr(0, i), {}).status, Status::unreadable);
  }
  EXPECT_GT(read_ones, 0U);
}

}  // namespace
}  // namespace crosswalk::extraction
