// SPDX-License-Identifier: Apache-2.0
#include "writing/docx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <cstdlib>
#include <ctime>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "writing/zip.h"

namespace crosswalk::writing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Parts = std::map<std::string, std::string>;

/// The members of an archive, by a reader that is not ours.
Parts unpacked(const std::string& bytes) {
  Parts out;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  EXPECT_NE(archive, nullptr);
  if (archive == nullptr) return out;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t info;
    zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &info);
    std::string text(info.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    EXPECT_EQ(zip_fread(file, text.data(), text.size()), static_cast<zip_int64_t>(text.size()));
    zip_fclose(file);
    out[info.name] = text;
  }
  zip_discard(archive);
  return out;
}

Block list_of(bool numbered, std::vector<std::vector<Block>> items) {
  Block out;
  out.kind = Block::Kind::list;
  out.numbered = numbered;
  out.items = std::move(items);
  return out;
}

Paper sample() {
  Paper paper;
  paper.title = "Guide <of> ScanView & more";
  paper.id = "SEC-1";
  paper.version = "2";
  paper.state = State::draft;
  paper.language = "de";
  paper.made = 1'780'000'000;
  for (const char* title : {"Roles", "Backup", "Ports", "Accounts", "Logging"}) paper.blocks.push_back(heading(2, title));
  paper.blocks.push_back(heading(3, "Steps"));
  Line line = words_with_blanks("Approved on [[BLANK date: when it was approved]] by [[BLANK name: who approves]]: ");
  line.runs.push_back({"the list", "https://example.org/?a=1&b=2", false, false, false, {}});
  line.runs.push_back({" and again ", {}, true, false, false, {}});
  line.runs.push_back({"there", "https://example.org/?a=1&b=2", false, false, false, {}});
  paper.blocks.push_back(paragraph(line));
  paper.blocks.push_back(list_of(true, {{paragraph("one"), list_of(false, {{paragraph("inner")}})}, {paragraph("two")}}));
  paper.blocks.push_back(list_of(true, {{paragraph("begins anew")}}));
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"Port", "Use"};
  table.rows = {{"443", "Web"}};
  paper.blocks.push_back(table);
  return paper;
}

std::string docx_of(const Paper& paper, const Brand& brand = {}, const HouseTemplate* house = nullptr) {
  auto out = as_docx(paper, brand, house);
  EXPECT_TRUE(out) << out.error().message();
  return out ? *out : std::string();
}

pugi::xml_document xml_of(const std::string& text) {
  pugi::xml_document out;
  EXPECT_TRUE(out.load_string(text.c_str(), pugi::parse_default | pugi::parse_ws_pcdata)) << text.substr(0, 200);
  return out;
}

/// The styles of paragraphs, in their order.
std::vector<std::string> styles_of(const Parts& parts) {
  std::vector<std::string> out;
  const pugi::xml_document body = xml_of(parts.at("word/document.xml"));
  for (const auto& found : body.select_nodes("//w:pPr/w:pStyle")) out.emplace_back(found.node().attribute("w:val").value());
  return out;
}

std::size_t count(const Parts& parts, const char* path) {
  return xml_of(parts.at("word/document.xml")).select_nodes(path).size();
}

TEST(Docx, EveryPartIsXmlAndDeclared) {
  const Parts parts = unpacked(docx_of(sample()));
  const pugi::xml_document types = xml_of(parts.at("[Content_Types].xml"));
  for (const auto& [name, text] : parts) {
    xml_of(text);
    const bool declared = name.ends_with(".rels") || name == "[Content_Types].xml" ||
                          !types.select_nodes(("//Override[@PartName='/" + name + "']").c_str()).empty();
    EXPECT_TRUE(declared) << name;
  }
  // What is related to is there.
  const pugi::xml_document relations = xml_of(parts.at("word/_rels/document.xml.rels"));
  for (const auto& found : relations.select_nodes("//Relationship[not(@TargetMode)]")) {
    EXPECT_TRUE(parts.contains(std::string("word/") + found.node().attribute("Target").value()));
  }
}

TEST(Docx, UsesTheStylesThatProgramsKnow) {
  EXPECT_THAT(styles_of(unpacked(docx_of(sample()))),
              ElementsAre("Title", "TOCHeading", "TOC1", "TOC1", "TOC1", "TOC1", "TOC1", "TOC2", "Heading1", "Heading1",
                          "Heading1", "Heading1", "Heading1", "Heading2", "Normal", "ListNumber", "ListBullet", "ListNumber",
                          "ListNumber", "Normal", "Normal", "Normal", "Normal", "Normal"));
}

TEST(Docx, BlanksAreControlsThatShowWhatIsWanted) {
  const Parts parts = unpacked(docx_of(sample()));
  EXPECT_EQ(count(parts, "//w:sdt"), 2U);
  EXPECT_EQ(count(parts, "//w:sdt[w:sdtPr/w:tag/@w:val='date'][w:sdtPr/w:date]"), 1U);
  EXPECT_EQ(count(parts, "//w:sdt[w:sdtPr/w:alias/@w:val='who approves']//w:t[.='[[BLANK name: who approves]]']"), 1U);
}

TEST(Docx, LinksListsAndTablesAreWhatTheySay) {
  const Parts parts = unpacked(docx_of(sample()));
  EXPECT_EQ(count(parts, "//w:hyperlink[@r:id='link1']"), 2U);
  const pugi::xml_document relations = xml_of(parts.at("word/_rels/document.xml.rels"));
  EXPECT_STREQ(relations.select_node("//Relationship[@Id='link1']").node().attribute("Target").value(),
               "https://example.org/?a=1&b=2");
  // Each numbered list begins with 1; all points are one list.
  EXPECT_EQ(count(parts, "//w:numPr[w:numId/@w:val='2'][w:ilvl/@w:val='0']"), 2U);
  EXPECT_EQ(count(parts, "//w:numPr[w:numId/@w:val='1'][w:ilvl/@w:val='1']"), 1U);
  EXPECT_EQ(count(parts, "//w:numPr[w:numId/@w:val='3'][w:ilvl/@w:val='0']"), 1U);
  EXPECT_EQ(count(parts, "//w:tr[w:trPr/w:tblHeader]"), 1U);
  EXPECT_EQ(count(parts, "//w:bookmarkStart"), 6U);
  EXPECT_EQ(count(parts, "//w:fldChar[@w:fldCharType='begin']"), count(parts, "//w:fldChar[@w:fldCharType='end']"));
}

TEST(Docx, SaysWhatItIsInItsPropertiesAndHeader) {
  Brand brand;
  brand.name = "Acme & Sons";
  brand.footer = "Confidential";
  const Parts parts = unpacked(docx_of(sample(), brand));
  EXPECT_THAT(parts.at("docProps/core.xml"), HasSubstr("<dc:title>Guide &lt;of&gt; ScanView &amp; more</dc:title>"));
  EXPECT_THAT(parts.at("docProps/core.xml"), HasSubstr("<dc:language>de</dc:language>"));
  EXPECT_THAT(parts.at("docProps/core.xml"), HasSubstr("2026-05-28T20:26:40Z</dcterms:created>"));
  EXPECT_THAT(parts.at("docProps/custom.xml"), HasSubstr("name=\"Document id\"><vt:lpwstr>SEC-1<"));
  EXPECT_THAT(parts.at("word/header1.xml"), HasSubstr("Acme &amp; Sons"));
  EXPECT_THAT(parts.at("word/header1.xml"), HasSubstr("DOCPROPERTY &quot;Document version&quot;"));
  EXPECT_THAT(parts.at("word/header1.xml"), HasSubstr("Status: Draft, not approved"));
  EXPECT_THAT(parts.at("word/footer1.xml"), HasSubstr("NUMPAGES"));
  EXPECT_THAT(parts.at("word/styles.xml"), HasSubstr("<w:lang w:val=\"de\"/>"));
}

TEST(Docx, HeadersTellTheDayAndTheLabelOfSharing) {
  Paper paper = sample();
  EXPECT_THAT(unpacked(docx_of(paper)).at("word/header1.xml"), Not(HasSubstr("Document date")));
  paper.date = "2026-10-09";
  paper.tlp = "AMBER";
  const Parts parts = unpacked(docx_of(paper));
  EXPECT_THAT(parts.at("word/header1.xml"), HasSubstr("DOCPROPERTY &quot;Document date&quot;"));
  EXPECT_THAT(parts.at("word/header1.xml"), HasSubstr("TLP:AMBER"));
  EXPECT_THAT(parts.at("docProps/custom.xml"), HasSubstr("name=\"Document date\"><vt:lpwstr>2026-10-09</vt:lpwstr>"));
}

/// Whether a paragraph stays on the page of what follows it.
TEST(Docx, WhatAnnouncesATableOrAListStaysWithIt) {
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"A", "B"};
  table.rows = {{"1", "2"}};
  const auto kept = [&](const char* text, const Block& next) {
    Paper paper;
    paper.title = "T";
    paper.blocks = {heading(2, "H"), paragraph(text), next};
    const std::string body = unpacked(docx_of(paper)).at("word/document.xml");
    const std::size_t words = body.find(text);
    const std::size_t begin = body.rfind("<w:p>", words);
    return body.substr(begin, words - begin).find("<w:keepNext/>") != std::string::npos;
  };
  EXPECT_TRUE(kept("What follows is short.", table));
  EXPECT_TRUE(kept("These are they:", list_of(false, {{paragraph("one")}})));
  EXPECT_FALSE(kept("A sentence of its own.", list_of(false, {{paragraph("one")}})));
  EXPECT_FALSE(kept("Before a paragraph:", paragraph("one")));
  EXPECT_FALSE(kept(std::string(400, 'x').c_str(), table));
}

TEST(Docx, PapersOfFewHeadingsHaveNoContents) {
  Paper paper;
  paper.title = "T";
  for (int i = 0; i < 5; ++i) paper.blocks.push_back(heading(2, "Heading " + std::to_string(i)));
  EXPECT_THAT(unpacked(docx_of(paper)).at("word/document.xml"), Not(HasSubstr("TOC ")));
  paper.blocks.push_back(heading(2, "The sixth"));
  EXPECT_THAT(unpacked(docx_of(paper)).at("word/document.xml"), HasSubstr("TOC "));
}

TEST(Docx, TheSamePaperGivesTheSameBytesInEveryTimeZone) {
  const char* before = std::getenv("TZ");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TZ", "Pacific/Auckland", 1);
  ::tzset();
  const std::string there = docx_of(sample());
  ::setenv("TZ", "America/Los_Angeles", 1);
  ::tzset();
  EXPECT_EQ(docx_of(sample()), there);
  before == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", kept.c_str(), 1);
  ::tzset();
}

TEST(Docx, WhatTextsSayIsNoMarkup) {
  Paper paper;
  paper.title = "a</w:t><w:p>\x1b[31m";
  Block lines;
  lines.kind = Block::Kind::lines;
  lines.words = Line("first\n<second>\x01");
  paper.blocks = {paragraph("]]>&<!-- "), lines};
  const Parts parts = unpacked(docx_of(paper));
  EXPECT_EQ(count(parts, "//w:p"), 3U);
  EXPECT_EQ(count(parts, "//w:br"), 1U);
  EXPECT_THAT(parts.at("word/document.xml"), Not(HasSubstr("\x1b")));
}

/// A template as a house has it: its own ids of styles, a list, a header, a page of another size.
HouseTemplate house() {
  const std::string word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  HouseTemplate out;
  out.parts["[Content_Types].xml"] =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml\"/></Types>";
  out.parts["_rels/.rels"] =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
      "Target=\"word/document.xml\"/></Relationships>";
  out.parts["word/_rels/document.xml.rels"] =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"b\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" "
      "Target=\"numbering.xml\"/><Relationship Id=\"c\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme\" "
      "Target=\"theme/theme1.xml\"/></Relationships>";
  out.parts["word/document.xml"] = "<w:document " + word +
                                   " xmlns:w14=\"urn:x\"><w:body><w:p><w:r><w:t>Their text</w:t></w:r></w:p><w:sectPr><w:pgSz "
                                   "w:w=\"12240\" w:h=\"15840\"/></w:sectPr></w:body></w:document>";
  out.parts["word/styles.xml"] =
      "<w:styles " + word +
      "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
      "<w:style w:type=\"table\" w:styleId=\"Gitter\"><w:name w:val=\"Table Grid\"/></w:style></w:styles>";
  out.parts["word/numbering.xml"] =
      "<w:numbering " + word +
      "><w:abstractNum w:abstractNumId=\"7\"/><w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
  out.parts["word/theme/theme1.xml"] = "<theme/>";
  return out;
}

TEST(Docx, TakesTheLookOfAHouse) {
  const HouseTemplate theirs = house();
  const Parts parts = unpacked(docx_of(sample(), {}, &theirs));
  const std::vector<std::string> styles = styles_of(parts);
  EXPECT_EQ(std::count(styles.begin(), styles.end(), "berschrift1"), 5);
  EXPECT_EQ(std::count(styles.begin(), styles.end(), "Standard"), 6);
  EXPECT_EQ(count(parts, "//w:tblStyle[@w:val='Gitter']"), 1U);
  EXPECT_EQ(count(parts, "//w:pgSz[@w:w='12240']"), 1U);
  EXPECT_THAT(parts.at("word/document.xml"), Not(HasSubstr("Their text")));
  EXPECT_THAT(parts.at("word/document.xml"), HasSubstr("xmlns:w14="));
  EXPECT_TRUE(parts.contains("word/theme/theme1.xml"));
  // Ours are behind theirs, and each list leads to a definition.
  const pugi::xml_document numbering = xml_of(parts.at("word/numbering.xml"));
  EXPECT_EQ(count(parts, "//w:numId[@w:val='6']"), 2U);
  for (const auto& found : numbering.select_nodes("//w:num/w:abstractNumId")) {
    const std::string id = found.node().attribute("w:val").value();
    EXPECT_EQ(numbering.select_nodes(("//w:abstractNum[@w:abstractNumId='" + id + "']").c_str()).size(), 1U) << id;
  }
  // A style that the house does not have is added, and based on one of the house.
  const pugi::xml_document added = xml_of(parts.at("word/styles.xml"));
  EXPECT_STREQ(added.select_node("//w:style[w:name/@w:val='heading 2']/w:basedOn").node().attribute("w:val").value(), "Standard");
  EXPECT_THAT(parts.at("[Content_Types].xml"), Not(HasSubstr("template.main")));
}

/// What a relation of a part of a template says.
std::string relation(const std::string& type, const std::string& target, bool external = false) {
  return "<Relationship Id=\"x" + type + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type +
         "\" Target=\"" + target + "\"" + (external ? " TargetMode=\"External\"" : "") + "/>";
}

std::string relations(const std::string& inside) {
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside + "</Relationships>";
}

TEST(Docx, LeavesOutWhatBelongsToTheTextOfATemplate) {
  const std::string word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  HouseTemplate theirs = house();
  theirs.parts["word/_rels/document.xml.rels"] =
      relations(relation("comments", "comments.xml") + relation("header", "header1.xml") +
                relation("settings", "/word/settings.xml") + relation("footnotes", "footnotes.xml") +
                relation("image", "media/body.png") + relation("hyperlink", "https://old.example", true));
  theirs.parts["word/comments.xml"] = "<w:comments/>";
  theirs.parts["word/media/body.png"] = "body";
  theirs.parts["word/media/logo.png"] = "logo";
  theirs.parts["word/header1.xml"] = "<w:hdr " + word + "/>";
  theirs.parts["word/_rels/header1.xml.rels"] =
      relations(relation("image", "media/logo.png") + relation("hyperlink", "https://house.example", true));
  theirs.parts["word/settings.xml"] =
      "<w:settings " + word + "><w:attachedTemplate r:id=\"a\"/><w:evenAndOddHeaders/></w:settings>";
  theirs.parts["word/_rels/settings.xml.rels"] = relations(relation("attachedTemplate", "file:///x.dotm", true));
  theirs.parts["word/footnotes.xml"] =
      "<w:footnotes " + word +
      "><w:footnote w:type=\"separator\" w:id=\"-1\"/><w:footnote w:id=\"2\">Secret</w:footnote></w:footnotes>";
  theirs.parts["docProps/app.xml"] = "<Properties/>";
  const Parts parts = unpacked(docx_of(sample(), {}, &theirs));
  for (const char* gone : {"word/comments.xml", "word/media/body.png", "docProps/app.xml", "word/_rels/settings.xml.rels"}) {
    EXPECT_FALSE(parts.contains(gone)) << gone;
  }
  EXPECT_EQ(parts.at("word/media/logo.png"), "logo");
  EXPECT_THAT(parts.at("word/settings.xml"), HasSubstr("evenAndOddHeaders"));
  EXPECT_THAT(parts.at("word/settings.xml"), Not(HasSubstr("attachedTemplate")));
  EXPECT_THAT(parts.at("word/footnotes.xml"), HasSubstr("separator"));
  EXPECT_THAT(parts.at("word/footnotes.xml"), Not(HasSubstr("Secret")));
  EXPECT_THAT(parts.at("word/_rels/document.xml.rels"), Not(HasSubstr("old.example")));
  theirs.parts["word/_rels/header1.xml.rels"] = relations(relation("image", "https://elsewhere.example/l.png", true));
  EXPECT_THAT(as_docx(sample(), {}, &theirs).error().message(),
              HasSubstr("loads https://elsewhere.example/l.png from elsewhere"));
}

TEST(Docx, ReadsATemplateAndSaysWhichStylesItLacks) {
  std::vector<ZipMember> members{{"word/media/", ""}};
  for (const auto& [name, bytes] : house().parts) members.push_back({name, bytes});
  const auto read = read_house_template(*zip_of(members));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->parts, house().parts);
  const auto missing = missing_styles(*read);
  ASSERT_TRUE(missing) << missing.error().message();
  EXPECT_THAT(*missing, ::testing::Contains("heading 2"));
  EXPECT_THAT(*missing, Not(::testing::Contains("heading 1")));
  EXPECT_THAT(read_house_template("%PDF-1.7").error().message(), HasSubstr("it is no DOCX or DOTX file"));
  members.push_back({"word/media/bomb.png", std::string(80U << 20, 'a')});
  EXPECT_THAT(read_house_template(*zip_of(members)).error().message(), HasSubstr("larger than 64 MiB"));
}

TEST(Docx, RefusesATemplateThatIsNone) {
  for (const char* part : {"word/styles.xml", "word/document.xml", "[Content_Types].xml"}) {
    HouseTemplate broken = house();
    broken.parts.erase(part);
    const auto out = as_docx(sample(), {}, &broken);
    ASSERT_FALSE(out) << part;
    EXPECT_EQ(out.error().code, base::ErrorCode::usage);
    EXPECT_THAT(out.error().message(), HasSubstr(part));
  }
  HouseTemplate macros = house();
  macros.parts["word/vbaProject.bin"] = "x";
  EXPECT_THAT(as_docx(sample(), {}, &macros).error().message(), HasSubstr("macros"));
  macros = house();
  std::string& types = macros.parts["[Content_Types].xml"];
  const std::string plain = "vnd.openxmlformats-officedocument.wordprocessingml.template.main";
  types.replace(types.find(plain), plain.size(), "vnd.ms-word.template.macroEnabledTemplate.main");
  EXPECT_THAT(as_docx(sample(), {}, &macros).error().message(), HasSubstr("macros"));
  HouseTemplate damaged = house();
  damaged.parts["word/styles.xml"] = "<w:styles";
  EXPECT_FALSE(as_docx(sample(), {}, &damaged));
}

TEST(Zip, TwoMembersOfOneNameAreRefused) {
  const std::vector<ZipMember> twice{{"a", "1"}, {"a", "2"}};
  EXPECT_FALSE(zip_of(twice));
  const std::vector<ZipMember> once{{"a/b.txt", "1"}, {"a/c.txt", ""}};
  const auto out = zip_of(once);
  ASSERT_TRUE(out);
  EXPECT_EQ(unpacked(*out), (Parts{{"a/b.txt", "1"}, {"a/c.txt", ""}}));
}

}  // namespace
}  // namespace crosswalk::writing
