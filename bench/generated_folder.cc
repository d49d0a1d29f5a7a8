// SPDX-License-Identifier: Apache-2.0
#include "generated_folder.h"

#include <zip.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include "prose.h"

namespace crosswalk::bench {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string as_markdown(const Paper& paper) {
  std::string out = "# " + paper.title + "\n\nDocument: " + paper.id + "\n\nVersion: " + paper.version + "\n\n";
  for (const Section& section : paper.sections) {
    out += "## " + section.heading + "\n\n";
    for (const std::string& paragraph : section.paragraphs) out += paragraph + "\n\n";
    for (const std::string& item : section.items) out += "- **Note:** " + item + "\n";
    if (!section.rows.empty()) out += "\n";
    for (std::size_t i = 0; i < section.rows.size(); ++i) {
      for (const std::string& cell : section.rows[i]) out += "| " + cell + " ";
      out += "|\n";
      if (i == 0) out += "|---|---|---|---|\n";
    }
    out += "\n";
  }
  return out;
}

std::string as_text(const Paper& paper) {
  std::string out = paper.title + "\n" + std::string(paper.title.size(), '=') + "\n\nDocument: " + paper.id +
                    "\nVersion: " + paper.version + "\n\n";
  for (const Section& section : paper.sections) {
    out += section.heading + "\n" + std::string(section.heading.size(), '-') + "\n\n";
    for (const std::string& paragraph : section.paragraphs) {
      std::size_t column = 0;
      for (std::size_t i = 0; i < paragraph.size(); ++i, ++column) {
        const bool wrap = paragraph[i] == ' ' && column > 90;
        out += wrap ? '\n' : paragraph[i];
        if (wrap) column = 0;
      }
      out += "\n\n";
    }
    for (const std::string& item : section.items) out += "  * " + item + "\n";
    for (const auto& row : section.rows) {
      for (const std::string& cell : row) out += cell + "\t";
      out += "\n";
    }
    out += "\n";
  }
  return out;
}

std::string as_html(const Paper& paper) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + paper.title +
                    "</title><style>body { font: 12pt sans-serif }</style></head><body>\n<h1>" + paper.title +
                    "</h1>\n<p>Document: " + paper.id + "<br>Version: " + paper.version + "</p>\n";
  for (const Section& section : paper.sections) {
    out += "<h2>" + section.heading + "</h2>\n";
    for (const std::string& paragraph : section.paragraphs) out += "<p class=\"text\">" + paragraph + "</p>\n";
    if (!section.items.empty()) out += "<ul>";
    for (const std::string& item : section.items) out += "<li><b>Note:</b> " + item + "</li>\n";
    if (!section.items.empty()) out += "</ul>\n";
    if (!section.rows.empty()) out += "<table>";
    for (const auto& row : section.rows) {
      out += "<tr>";
      for (const std::string& cell : row) out += "<td>" + cell + "</td>";
      out += "</tr>\n";
    }
    if (!section.rows.empty()) out += "</table>\n";
  }
  return out + "</body></html>\n";
}

std::string package(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    const zip_int64_t index =
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
    // A fixed day: the bytes are the same at every run.
    zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, 0x21, 0);
  }
  std::string out;
  if (zip_close(archive) == 0 && zip_source_open(target) == 0) {
    zip_source_seek(target, 0, SEEK_END);
    out.resize(static_cast<std::size_t>(zip_source_tell(target)));
    zip_source_seek(target, 0, SEEK_SET);
    if (zip_source_read(target, out.data(), out.size()) != static_cast<zip_int64_t>(out.size())) out.clear();
    zip_source_close(target);
  }
  zip_source_free(target);
  return out;
}

std::string relationships(const std::vector<std::pair<std::string, std::string>>& targets) {
  std::string out = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  int number = 0;
  for (const auto& [type, target] : targets) {
    out += "<Relationship Id=\"r" + std::to_string(++number) +
           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type + "\" Target=\"" + target +
           "\"/>";
  }
  return out + "</Relationships>";
}

std::string content_types(const std::vector<std::pair<std::string, std::string>>& types) {
  std::string out =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
      "ContentType=\"application/xml\"/>";
  for (const auto& [part, type] : types) {
    out += "<Override PartName=\"" + part + "\" ContentType=\"application/vnd.openxmlformats-officedocument." + type + "+xml\"/>";
  }
  return out + "</Types>";
}

std::string as_docx(const Paper& paper) {
  const auto run = [](const std::string& text) {
    return "<w:r w:rsidR=\"00A77B3E\"><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\"/><w:lang w:val=\"en-GB\"/></w:rPr>"
           "<w:t xml:space=\"preserve\">" +
           text + "</w:t></w:r>";
  };
  const auto paragraph = [&](const std::string& text, const std::string& properties) {
    return "<w:p w:rsidR=\"00A77B3E\" w:rsidRDefault=\"00F44336\"><w:pPr>" + properties + "</w:pPr>" + run(text) + "</w:p>";
  };
  std::string body = paragraph(paper.title, "<w:pStyle w:val=\"Title\"/>") + paragraph("Document: " + paper.id, "") +
                     paragraph("Version: " + paper.version, "");
  for (const Section& section : paper.sections) {
    body += paragraph(section.heading, "<w:pStyle w:val=\"Heading1\"/>");
    for (const std::string& text : section.paragraphs) body += paragraph(text, "<w:jc w:val=\"both\"/>");
    for (const std::string& text : section.items) {
      body += paragraph(text, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
    }
    if (section.rows.empty()) continue;
    body += "<w:tbl><w:tblPr/>";
    for (const auto& row : section.rows) {
      body += "<w:tr>";
      for (const std::string& cell : row)
        body += "<w:tc><w:tcPr><w:tcW w:w=\"2000\"/></w:tcPr>" + paragraph(cell, "") + "</w:tc>";
      body += "</w:tr>";
    }
    body += "</w:tbl>";
  }
  const std::string ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  return package(
      {{"[Content_Types].xml", content_types({{"/word/document.xml", "wordprocessingml.document.main"}})},
       {"_rels/.rels", relationships({{"officeDocument", "word/document.xml"}})},
       {"word/_rels/document.xml.rels", relationships({{"styles", "styles.xml"}, {"numbering", "numbering.xml"}})},
       {"word/document.xml",
        "<?xml version=\"1.0\"?><w:document " + ns + "><w:body>" + body + "<w:sectPr/></w:body></w:document>"},
       {"word/styles.xml", "<w:styles " + ns +
                               "><w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style><w:style "
                               "w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"},
       {"word/numbering.xml",
        "<w:numbering " + ns +
            "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText "
            "w:val=\"-\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId "
            "w:val=\"0\"/></w:num></w:numbering>"}});
}

std::string as_xlsx(const Paper& paper) {
  std::string strings;
  std::string rows;
  std::size_t count = 0;
  std::size_t row_number = 0;
  const auto row = [&](const std::vector<std::string>& cells) {
    rows += "<row r=\"" + std::to_string(++row_number) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      strings += "<si><t>" + cells[i] + "</t></si>";
      rows += "<c r=\"" + std::string(1, static_cast<char>('A' + i)) + std::to_string(row_number) + "\" s=\"0\" t=\"s\"><v>" +
              std::to_string(count++) + "</v></c>";
    }
    rows += "</row>";
  };
  row({"Number", "Section", "Statement", "Component", "Responsible"});
  for (const Section& section : paper.sections) {
    for (const std::string& text : section.paragraphs) row({std::to_string(row_number), section.heading, text});
    for (const std::string& text : section.items) row({std::to_string(row_number), section.heading, text});
    for (const auto& cells : section.rows) row({cells[0], section.heading, cells[3], cells[1], cells[2]});
  }
  const std::string ns =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  return package({{"[Content_Types].xml", content_types({{"/xl/workbook.xml", "spreadsheetml.sheet.main"}})},
                  {"_rels/.rels", relationships({{"officeDocument", "xl/workbook.xml"}})},
                  {"xl/workbook.xml", "<workbook " + ns + "><sheets><sheet name=\"" + paper.id +
                                          "\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
                  {"xl/_rels/workbook.xml.rels", relationships({{"worksheet", "worksheets/sheet1.xml"},
                                                                {"sharedStrings", "sharedStrings.xml"},
                                                                {"styles", "styles.xml"}})},
                  {"xl/worksheets/sheet1.xml", "<worksheet " + ns + "><sheetData>" + rows + "</sheetData></worksheet>"},
                  {"xl/sharedStrings.xml", "<sst " + ns + ">" + strings + "</sst>"},
                  {"xl/styles.xml", "<styleSheet " + ns + "><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>"}});
}

/// Pages of lines in Helvetica, without compression.
std::string as_pdf(const Paper& paper) {
  constexpr int bottom = 60;
  constexpr int top = 780;
  std::vector<std::string> pages;
  std::string page;
  int y = top;
  const auto line = [&](const std::string& text, const char* font, int size) {
    if (y < bottom) {
      pages.push_back(std::move(page));
      page.clear();
      y = top;
    }
    std::string escaped;
    for (const char c : text) {
      if (c == '(' || c == ')' || c == '\\') escaped += '\\';
      escaped += c;
    }
    page +=
        "BT /" + std::string(font) + " " + std::to_string(size) + " Tf 60 " + std::to_string(y) + " Td (" + escaped + ") Tj ET\n";
    y -= size + 3;
  };
  const auto wrapped = [&](const std::string& text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t end = std::min(begin + 95, text.size());
      while (end < text.size() && end > begin && text[end] != ' ') --end;
      line(text.substr(begin, end - begin), "F", 10);
      begin = end + 1;
    }
    y -= 6;
  };
  line(paper.title, "B", 18);
  line("Document: " + paper.id + "   Version: " + paper.version, "F", 10);
  for (const Section& section : paper.sections) {
    y -= 8;
    line(section.heading, "B", 14);
    for (const std::string& text : section.paragraphs) wrapped(text);
    for (const std::string& text : section.items) wrapped("- " + text);
    for (const auto& row : section.rows) wrapped(row[0] + ": " + row[3]);
  }
  pages.push_back(std::move(page));

  std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>", "",
                                   "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
                                   "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"};
  std::string kids;
  for (const std::string& content : pages) {
    const std::size_t number = objects.size() + 1;
    kids += std::to_string(number) + " 0 R ";
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + std::to_string(number + 1) +
                      " 0 R/Resources<</Font<</F 3 0 R/B 4 0 R>>>>>>");
    objects.push_back("<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream");
  }
  objects[1] = "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>";
  std::string out = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  const std::string count = std::to_string(objects.size() + 1);
  return out + "xref\n0 " + count + "\n" + table + "trailer\n<</Size " + count + "/Root 1 0 R>>\nstartxref\n" + start +
         "\n%%EOF\n";
}

}  // namespace

Generated generate_folder(const std::string& folder, std::size_t count) {
  struct Kind {
    std::string_view ending;
    std::string (*write)(const Paper& paper);
  };
  // Ten files: what a folder of a manufacturer holds, more or less.
  static constexpr std::array<Kind, 10> kinds{{{".docx", as_docx},
                                               {".md", as_markdown},
                                               {".pdf", as_pdf},
                                               {".docx", as_docx},
                                               {".xlsx", as_xlsx},
                                               {".html", as_html},
                                               {".docx", as_docx},
                                               {".pdf", as_pdf},
                                               {".txt", as_text},
                                               {".md", as_markdown}}};
  Numbers numbers(81001);
  Generated out;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(numbers.below(1000)) / 1000;
    const auto size = static_cast<std::size_t>(5000 * std::pow(40, share * share));
    const Paper paper = make_paper(numbers, size);
    const Kind& kind = kinds[i % kinds.size()];
    const std::string bytes = kind.write(paper);
    const std::string sub = folder + "/" + std::to_string(i / 100);
    std::error_code error;
    std::filesystem::create_directories(sub, error);
    std::ofstream stream(sub + "/" + paper.id + " " + std::to_string(i) + std::string(kind.ending), std::ios::binary);
    stream << bytes;
    if (!stream.flush()) return {};
    ++out.files;
    out.bytes += bytes.size();
  }
  return out;
}

}  // namespace crosswalk::bench
