// SPDX-License-Identifier: Apache-2.0
#include "writing/docx_parts.h"

#include <utility>

#include "base/text.h"
#include "writing/escape.h"
#include "writing/inline.h"

namespace crosswalk::writing {
namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

enum class StyleKind { paragraph, character, table };

/// A style as the file says it.
struct StyleText {
  const char* id;
  /// As Word calls its own ones; programs know them by it in every language.
  const char* name;
  StyleKind kind;
  const char* based_on;
  /// Properties of paragraphs and of runs; "COLOUR" stands for the brand's.
  const char* paragraph;
  const char* run;
};

// Lengths are in twentieths of a point, sizes of letters in half points.
constexpr std::array<StyleText, static_cast<std::size_t>(DocxStyle::count)> kStyles{{
    {"Normal", "Normal", StyleKind::paragraph, "",
     "<w:spacing w:before=\"60\" w:after=\"100\" w:line=\"271\" w:lineRule=\"auto\"/>", ""},
    {"Title", "Title", StyleKind::paragraph, "Normal",
     "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:b/><w:color w:val=\"1B2430\"/><w:sz w:val=\"40\"/><w:szCs w:val=\"40\"/>"},
    {"Heading1", "heading 1", StyleKind::paragraph, "Normal",
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
     "<w:b/><w:color w:val=\"COLOUR\"/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>"},
    {"Heading2", "heading 2", StyleKind::paragraph, "Normal",
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/>",
     "<w:b/><w:color w:val=\"1B2430\"/><w:sz w:val=\"25\"/><w:szCs w:val=\"25\"/>"},
    {"Heading3", "heading 3", StyleKind::paragraph, "Normal",
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"220\" w:after=\"60\"/><w:outlineLvl w:val=\"2\"/>",
     "<w:b/><w:color w:val=\"1B2430\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"},
    {"Heading4", "heading 4", StyleKind::paragraph, "Normal", "<w:keepNext/><w:keepLines/><w:outlineLvl w:val=\"3\"/>",
     "<w:b/><w:i/>"},
    {"Heading5", "heading 5", StyleKind::paragraph, "Normal", "<w:keepNext/><w:keepLines/><w:outlineLvl w:val=\"4\"/>", "<w:i/>"},
    {"Heading6", "heading 6", StyleKind::paragraph, "Normal", "<w:keepNext/><w:keepLines/><w:outlineLvl w:val=\"5\"/>", "<w:i/>"},
    {"ListBullet", "List Bullet", StyleKind::paragraph, "Normal", "<w:spacing w:before=\"30\" w:after=\"50\"/>", ""},
    {"ListNumber", "List Number", StyleKind::paragraph, "Normal", "<w:spacing w:before=\"30\" w:after=\"50\"/>", ""},
    {"ListContinue", "List Continue", StyleKind::paragraph, "Normal", "<w:spacing w:before=\"30\" w:after=\"50\"/>", ""},
    {"Quote", "Quote", StyleKind::paragraph, "Normal",
     "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" w:color=\"D5DBE2\"/></w:pBdr><w:ind w:left=\"280\"/>",
     "<w:i/>"},
    {"CrosswalkNote", "Crosswalk Note", StyleKind::paragraph, "Normal",
     "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" w:color=\"COLOUR\"/></w:pBdr><w:shd w:val=\"clear\" "
     "w:color=\"auto\" "
     "w:fill=\"F4F6F8\"/><w:ind w:left=\"280\"/>",
     ""},
    {"HTMLPreformatted", "HTML Preformatted", StyleKind::paragraph, "Normal",
     "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F4F6F8\"/><w:spacing w:before=\"60\" w:after=\"100\" w:line=\"240\" "
     "w:lineRule=\"auto\"/>",
     "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"},
    {"CrosswalkTable", "Crosswalk Table", StyleKind::table, "TableNormal", "", ""},
    {"TOCHeading", "TOC Heading", StyleKind::paragraph, "Normal", "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>",
     "<w:b/><w:color w:val=\"COLOUR\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"},
    {"TOC1", "toc 1", StyleKind::paragraph, "Normal",
     "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"20\" w:after=\"20\"/>", ""},
    {"TOC2", "toc 2", StyleKind::paragraph, "Normal",
     "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"0\"/><w:ind "
     "w:left=\"280\"/>",
     ""},
    {"Header", "header", StyleKind::paragraph, "Normal",
     "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" "
     "w:lineRule=\"auto\"/>",
     "<w:color w:val=\"54606E\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>"},
    {"Footer", "footer", StyleKind::paragraph, "Normal",
     "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" "
     "w:lineRule=\"auto\"/>",
     "<w:color w:val=\"54606E\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>"},
    {"Hyperlink", "Hyperlink", StyleKind::character, "", "", "<w:color w:val=\"0B57A4\"/><w:u w:val=\"single\"/>"},
    {"Strong", "Strong", StyleKind::character, "", "", "<w:b/>"},
    {"Emphasis", "Emphasis", StyleKind::character, "", "", "<w:i/>"},
    {"HTMLCode", "HTML Code", StyleKind::character, "", "",
     "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>"},
    {"CrosswalkBlank", "Crosswalk Blank", StyleKind::character, "", "",
     "<w:b/><w:color w:val=\"231A00\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF0B8\"/>"},
}};

std::string with_colour(std::string_view text, std::string_view colour) {
  std::string out(text);
  for (std::size_t at = out.find("COLOUR"); at != std::string::npos; at = out.find("COLOUR")) out.replace(at, 6, colour);
  return out;
}

std::string_view name_of(StyleKind kind) {
  return kind == StyleKind::paragraph ? "paragraph" : kind == StyleKind::character ? "character" : "table";
}

constexpr std::string_view kTableLook =
    R"(<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="D5DBE2"/><w:bottom w:val="single" w:sz="6" w:space="0" w:color="D5DBE2"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DBE2"/></w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F4F6F8"/></w:tcPr></w:tblStylePr>)";

/// A style as a part says it.
std::string definition_of(const StyleText& style, std::string_view colour) {
  std::string out = "<w:style w:type=\"" + std::string(name_of(style.kind)) + "\"";
  if (std::string_view(style.id) == "Normal") out += " w:default=\"1\"";
  if (std::string_view(style.name).starts_with("Crosswalk")) out += " w:customStyle=\"1\"";
  out += " w:styleId=\"" + std::string(style.id) + "\"><w:name w:val=\"" + style.name + "\"/>";
  if (*style.based_on != '\0') out += "<w:basedOn w:val=\"" + std::string(style.based_on) + "\"/>";
  if (std::string_view(style.name).starts_with("heading") || std::string_view(style.id) == "Title") {
    out += "<w:next w:val=\"Normal\"/>";
  }
  out += "<w:qFormat/>";
  if (*style.paragraph != '\0') out += "<w:pPr>" + with_colour(style.paragraph, colour) + "</w:pPr>";
  if (*style.run != '\0') out += "<w:rPr>" + with_colour(style.run, colour) + "</w:rPr>";
  if (style.kind == StyleKind::table) out += kTableLook;
  return out + "</w:style>\n";
}

/// A run of one field, with what it shows until a program fills it anew.
std::string field(std::string_view instruction, std::string_view shown) {
  return "<w:fldSimple w:instr=\" " + xml_text(instruction) + " \"><w:r><w:t xml:space=\"preserve\">" + xml_text(shown) +
         "</w:t></w:r></w:fldSimple>";
}

std::string words(std::string_view text) {
  return text.empty() ? std::string() : "<w:r><w:t xml:space=\"preserve\">" + spaced(text, xml_text) + "</w:t></w:r>";
}

constexpr std::string_view kTab = "<w:r><w:tab/></w:r>";

/// A picture of so many pixels in a line of the header.
std::string picture(std::string_view name, unsigned width, unsigned height) {
  // English Metric Units: 36,000 a millimetre; 9 mm high, at most 50 mm wide.
  double high = 9 * 36000.0;
  double wide = high * width / height;
  if (wide > 50 * 36000.0) {
    high *= 50 * 36000.0 / wide;
    wide = 50 * 36000.0;
  }
  const std::string extent =
      "cx=\"" + std::to_string(static_cast<long>(wide)) + "\" cy=\"" + std::to_string(static_cast<long>(high)) + "\"";
  const std::string alt = xml_text(name.empty() ? "Logo" : name);
  return "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" "
         "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:extent " +
         extent + "/><wp:docPr id=\"1\" name=\"Logo\" descr=\"" + alt +
         "\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic "
         "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Logo\" "
         "descr=\"" +
         alt +
         "\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
         "r:embed=\"logo\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
         "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext " +
         extent +
         "/></a:xfrm><a:prstGeom "
         "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
}

/// The size of a PNG in pixels; nothing where it is none. Source: PNG (ISO/IEC 15948), 11.2.2.
std::pair<unsigned, unsigned> png_size(std::string_view bytes) {
  const auto number = [&](std::size_t at) {
    unsigned out = 0;
    for (std::size_t i = at; i < at + 4; ++i) out = out << 8U | static_cast<unsigned char>(bytes[i]);
    return out;
  };
  constexpr unsigned most = 20'000;
  if (bytes.size() < 33 || !bytes.starts_with("\x89PNG\r\n\x1a\n") || bytes.substr(12, 4) != "IHDR") return {};
  const auto size = std::pair(number(16), number(20));
  return size.first == 0 || size.second == 0 || size.first > most || size.second > most ? std::pair(0U, 0U) : size;
}

std::string root_of(std::string_view tag) {
  return std::string(kXml) + "<w:" + std::string(tag) + " xmlns:w=\"" + std::string(kWord) + "\" xmlns:r=\"" +
         std::string(kRelation.substr(0, kRelation.size() - 1)) + "\">";
}

std::string header_part(const Paper& paper, const Brand& brand) {
  const auto [width, height] = png_size(brand.logo);
  const auto line = [](std::string_view content, std::string_view more = {}) {
    return "<w:p><w:pPr><w:pStyle w:val=\"Header\"/>" + std::string(more) + "</w:pPr>" + std::string(content) + "</w:p>";
  };
  std::string right;
  if (!paper.id.empty()) right += field("DOCPROPERTY \"Document id\"", paper.id);
  if (!paper.version.empty()) {
    right += words(paper.id.empty() ? "version " : ", version ") + field("DOCPROPERTY \"Document version\"", paper.version);
  }
  if (!paper.date.empty()) right += words(right.empty() ? "" : ", ") + field("DOCPROPERTY \"Document date\"", paper.date);
  // The label of the Traffic Light Protocol stands on every page. Source: FIRST, TLP 2.0, usage in documents.
  if (!paper.tlp.empty()) right += words((right.empty() ? "TLP:" : " \xC2\xB7 TLP:") + paper.tlp);
  std::string out = root_of("hdr");
  if (width > 0) out += line(picture(brand.name, width, height));
  const std::string_view state = shown(paper.state);
  const std::string rule = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"D5DBE2\"/></w:pBdr>";
  out += line(words(brand.name) + std::string(kTab) + right, state.empty() ? rule : "");
  if (!state.empty())
    out += line(field("TITLE", paper.title) + std::string(kTab) + field("DOCPROPERTY \"Document status\"", state), rule);
  return out + "</w:hdr>\n";
}

std::string footer_part(const Brand& brand) {
  return root_of("ftr") + "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>" + words(brand.footer) + std::string(kTab) +
         words("Page ") + field("PAGE", "1") + words(" of ") + field("NUMPAGES", "1") + "</w:p></w:ftr>\n";
}

std::string core_part(const Paper& paper, const Brand& brand) {
  std::string out = std::string(kXml) +
                    "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>" +
                    xml_text(paper.title) + "</dc:title>";
  if (!paper.id.empty()) out += "<dc:identifier>" + xml_text(paper.id) + "</dc:identifier>";
  if (!brand.name.empty()) out += "<dc:creator>" + xml_text(brand.name) + "</dc:creator>";
  out += "<dc:language>" + xml_text(paper.language.empty() ? "en" : paper.language) + "</dc:language>";
  if (paper.made) {
    const std::string made = artifacts::time::text_of(*paper.made);
    for (const char* name : {"created", "modified"}) {
      out += "<dcterms:" + std::string(name) + " xsi:type=\"dcterms:W3CDTF\">" + made + "</dcterms:" + name + ">";
    }
  }
  if (paper.state != State::unsaid) {
    out += "<cp:contentStatus>" + std::string(paper.state == State::draft ? "Draft" : "Final") + "</cp:contentStatus>";
  }
  if (!paper.version.empty()) out += "<cp:version>" + xml_text(paper.version) + "</cp:version>";
  return out + "</cp:coreProperties>\n";
}

/// What the fields of the header show.
std::string custom_part(const Paper& paper) {
  std::string out = std::string(kXml) +
                    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
                    "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">";
  // 0 and 1 are taken. Source: ECMA-376 Part 1, 22.3.2.2.
  int number = 1;
  const auto put = [&](const char* name, std::string_view value) {
    if (value.empty()) return;
    out += "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"" + std::to_string(++number) + "\" name=\"" + name +
           "\"><vt:lpwstr>" + xml_text(value) + "</vt:lpwstr></property>";
  };
  put("Document id", paper.id);
  put("Document version", paper.version);
  put("Document date", paper.date);
  put("Document status", shown(paper.state));
  return out + "</Properties>\n";
}

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(type) + "\" Target=\"" + std::string(target) +
         "\"/>";
}

std::string relations(std::string_view content) {
  return std::string(kXml) + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
         std::string(content) + "</Relationships>\n";
}

std::string six_digits(std::string_view colour) {
  const bool fits =
      colour.size() == 7 && colour[0] == '#' && colour.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
  return fits ? std::string(colour.substr(1)) : "0B57A4";
}

}  // namespace

std::string xml_text(std::string_view text) { return html_escape(text); }

StyleIds own_styles() {
  StyleIds out;
  for (std::size_t i = 0; i < kStyles.size(); ++i) out[i] = kStyles[i].id;
  return out;
}

std::string styles_part(std::string_view language, std::string_view colour) {
  std::string out =
      root_of("styles") +
      "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" "
      "w:cs=\"Calibri\"/><w:color w:val=\"1B2430\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"" +
      xml_text(language) +
      "\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n"
      "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd "
      "w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>\n";
  for (const StyleText& style : kStyles) out += definition_of(style, colour);
  return out + "</w:styles>\n";
}

std::string numbering_part(std::size_t numbered) {
  std::string out = root_of("numbering");
  for (const bool points : {true, false}) {
    out += "<w:abstractNum w:abstractNumId=\"" + std::string(points ? "0" : "1") +
           "\"><w:multiLevelType w:val=\"hybridMultilevel\"/>";
    for (int level = 0; level < 9; ++level) {
      const std::string number = std::to_string(level);
      out += "<w:lvl w:ilvl=\"" + number + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + (points ? "bullet" : "decimal") +
             "\"/><w:lvlText w:val=\"" + (points ? "\xE2\x80\xA2" : "%" + std::to_string(level + 1) + ".") +
             "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"" + std::to_string(425 * (level + 1)) +
             "\" w:hanging=\"340\"/></w:pPr></w:lvl>";
    }
    out += "</w:abstractNum>\n";
  }
  out += "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\n";
  for (std::size_t i = 0; i < numbered; ++i) {
    out += "<w:num w:numId=\"" + std::to_string(i + 2) + "\"><w:abstractNumId w:val=\"1\"/>";
    for (int level = 0; level < 9; ++level) {
      out += "<w:lvlOverride w:ilvl=\"" + std::to_string(level) + "\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    }
    out += "</w:num>\n";
  }
  return out + "</w:numbering>\n";
}

DocxFrame own_frame(const Paper& paper, const Brand& brand, std::size_t numbered) {
  DocxFrame out;
  out.styles = own_styles();
  out.section =
      R"(<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>)";
  const std::string colour = six_digits(brand.colour);
  const std::string_view language = paper.language.empty() ? "en" : std::string_view(paper.language);
  const bool logo = png_size(brand.logo).first > 0;
  constexpr std::string_view office = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  std::string types = std::string(kXml) +
                      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                      "ContentType=\"application/xml\"/>";
  if (logo) types += "<Default Extension=\"png\" ContentType=\"image/png\"/>";
  const auto type = [&](std::string_view part, std::string_view content) {
    types += "<Override PartName=\"/" + std::string(part) + "\" ContentType=\"" + std::string(content) + "\"/>";
  };
  type("word/document.xml", std::string(office) + "document.main+xml");
  for (const char* part : {"styles", "numbering", "settings"}) {
    type("word/" + std::string(part) + ".xml", std::string(office) + part + "+xml");
  }
  type("word/header1.xml", std::string(office) + "header+xml");
  type("word/footer1.xml", std::string(office) + "footer+xml");
  type("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
  type("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");
  out.parts["[Content_Types].xml"] = types + "</Types>\n";

  const std::string office_relation(kRelation);
  out.parts["_rels/.rels"] =
      relations(relation("document", office_relation + "officeDocument", "word/document.xml") +
                relation("core", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                         "docProps/core.xml") +
                relation("custom", office_relation + "custom-properties", "docProps/custom.xml"));
  out.parts["word/_rels/document.xml.rels"] = relations(relation("styles", office_relation + "styles", "styles.xml") +
                                                        relation("numbering", office_relation + "numbering", "numbering.xml") +
                                                        relation("settings", office_relation + "settings", "settings.xml") +
                                                        relation("header", office_relation + "header", "header1.xml") +
                                                        relation("footer", office_relation + "footer", "footer1.xml"));
  out.parts["word/styles.xml"] = styles_part(language, colour);
  out.parts["word/numbering.xml"] = numbering_part(numbered);
  out.parts["word/settings.xml"] = root_of("settings") +
                                   "<w:defaultTabStop w:val=\"709\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" "
                                   "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>\n";
  out.parts["word/header1.xml"] = header_part(paper, brand);
  out.parts["word/footer1.xml"] = footer_part(brand);
  if (logo) {
    out.parts["word/media/logo.png"] = brand.logo;
    out.parts["word/_rels/header1.xml.rels"] = relations(relation("logo", office_relation + "image", "media/logo.png"));
  }
  out.parts["docProps/core.xml"] = core_part(paper, brand);
  out.parts["docProps/custom.xml"] = custom_part(paper);
  return out;
}

}  // namespace crosswalk::writing
