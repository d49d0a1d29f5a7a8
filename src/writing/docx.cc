// SPDX-License-Identifier: Apache-2.0
#include "writing/docx.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "writing/docx_parts.h"
#include "writing/escape.h"
#include "writing/inline.h"
#include "writing/zip.h"

namespace crosswalk::writing {
namespace {

using Kind = Block::Kind;

// Twentieths of a point: the width of the text on A4 with margins of 20 mm, and what a level of a list is moved in.
constexpr int kTextWidth = 9638;
constexpr int kIndent = 425;
// About so many letters stand in a line.
constexpr int kLetters = 84;
// Word shows so much of the name of a content control.
constexpr int kAliasLength = 60;

std::size_t numbered_lists(const std::vector<Block>& blocks) {
  std::size_t out = 0;
  for (const Block& block : blocks) {
    if (block.kind == Kind::list && block.numbered) ++out;
    for (const auto& item : block.items) out += numbered_lists(item);
    out += numbered_lists(block.blocks);
  }
  return out;
}

/// Writes what a paper says.
class Body {
 public:
  Body(const Paper& paper, const DocxFrame& frame) : paper_(paper), frame_(frame) {}

  std::string write() {
    paragraph(DocxStyle::title, runs_of(Line(paper_.title)));
    if (!paper_.tlp.empty()) paragraph(DocxStyle::normal, run("TLP:" + paper_.tlp, "<w:b/>"));
    // What a document says of itself comes before the table of its contents.
    const auto first =
        std::find_if(paper_.blocks.begin(), paper_.blocks.end(), [](const Block& block) { return block.kind == Kind::heading; });
    put(std::span(paper_.blocks.begin(), first), {});
    contents();
    put(std::span(first, paper_.blocks.end()), {});
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document" + frame_.namespaces + "><w:body>\n" +
           out_ + frame_.section + "</w:body></w:document>\n";
  }

  /// The addresses of links; the relation of each is "link1" and so on.
  [[nodiscard]] const std::vector<std::string>& links() const { return links_; }

 private:
  /// Where a block stands.
  struct Place {
    /// How many lists are around it.
    int depth = 0;
    DocxStyle style = DocxStyle::normal;
  };

  [[nodiscard]] const std::string& id(DocxStyle style) const { return frame_.styles[static_cast<std::size_t>(style)]; }

  [[nodiscard]] std::string character_style(DocxStyle style) const { return "<w:rStyle w:val=\"" + id(style) + "\"/>"; }

  static std::string run(std::string_view text, std::string_view properties = {}) {
    if (text.empty()) return {};
    std::string out = "<w:r>";
    if (!properties.empty()) out += "<w:rPr>" + std::string(properties) + "</w:rPr>";
    return out + "<w:t xml:space=\"preserve\">" + spaced(text, xml_text) + "</w:t></w:r>";
  }

  /// A blank as a control in which a person types; until then it shows what is wanted.
  std::string control(const Run& blank) {
    const std::string shown = blank_text(*blank.blank, blank.text);
    const std::string alias = shorten(blank.text, kAliasLength);
    std::string out = "<w:sdt><w:sdtPr><w:alias w:val=\"" + xml_text(alias) + "\"/><w:tag w:val=\"" +
                      std::string(base::word(*blank.blank)) + "\"/><w:id w:val=\"" + std::to_string(++controls_) +
                      "\"/><w:showingPlcHdr/>";
    out += *blank.blank == BlankType::date ? "<w:date><w:dateFormat w:val=\"yyyy-MM-dd\"/><w:storeMappedDataAs w:val=\"date\"/>"
                                             "<w:calendar w:val=\"gregorian\"/></w:date>"
                                           : "<w:richText/>";
    return out + "</w:sdtPr><w:sdtContent>" + run(shown, character_style(DocxStyle::blank)) + "</w:sdtContent></w:sdt>";
  }

  std::string runs_of(const Line& line, bool strong = false) {
    std::string out;
    for (const Run& one : line.runs) {
      if (one.blank) {
        out += control(one);
        continue;
      }
      std::string properties;
      if (!one.link.empty()) properties += character_style(DocxStyle::hyperlink);
      if (one.link.empty() && one.code) properties += character_style(DocxStyle::code);
      if (one.strong || strong) properties += "<w:b/>";
      if (one.emphasis) properties += "<w:i/>";
      const std::string words = run(one.text, properties);
      if (one.link.empty()) {
        out += words;
      } else {
        const auto known = std::find(links_.begin(), links_.end(), one.link);
        const std::size_t number = static_cast<std::size_t>(known - links_.begin()) + 1;
        if (known == links_.end()) links_.push_back(one.link);
        out += "<w:hyperlink r:id=\"link" + std::to_string(number) + "\" w:history=\"1\">" + words + "</w:hyperlink>";
      }
    }
    return out;
  }

  void paragraph(DocxStyle style, std::string_view content, std::string_view more = {}) {
    out_ += "<w:p><w:pPr><w:pStyle w:val=\"" + id(style) + "\"/>" + std::string(more) + "</w:pPr>" + std::string(content) +
            "</w:p>\n";
  }

  static std::string indent(int depth) {
    return depth == 0 ? std::string() : "<w:ind w:left=\"" + std::to_string(kIndent * depth) + "\"/>";
  }

  /// A table of contents, which Word fills anew when the file is opened; until then the headings without their pages.
  void contents() {
    std::vector<const Block*> entries;
    for (const Block& block : paper_.blocks) {
      if (block.kind == Kind::heading && block.level <= 3) entries.push_back(&block);
    }
    // A paper of a page or two has none.
    constexpr std::size_t fewest = 6;
    if (entries.size() < fewest) return;
    paragraph(DocxStyle::toc_heading, run("Contents"));
    std::size_t number = 0;
    for (const Block* entry : entries) {
      ++number;
      std::string content;
      if (number == 1) {
        content =
            R"(<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>)";
      }
      content +=
          "<w:hyperlink w:anchor=\"" + bookmark(number) + "\" w:history=\"1\">" + run(entry->words.text()) + "</w:hyperlink>";
      if (number == entries.size()) content += R"(<w:r><w:fldChar w:fldCharType="end"/></w:r>)";
      paragraph(entry->level == 2 ? DocxStyle::toc1 : DocxStyle::toc2, content);
    }
  }

  static std::string bookmark(std::size_t number) { return "_Toc" + std::to_string(100000 + number); }

  void heading(const Block& block) {
    std::string content = runs_of(block.words);
    if (is_severity(block.severity)) content += run(" (" + capital(block.severity) + ")");
    if (block.level <= 3) {
      const std::string number = std::to_string(++headings_);
      content = "<w:bookmarkStart w:id=\"" + number + "\" w:name=\"" + bookmark(headings_) + "\"/>" + content +
                "<w:bookmarkEnd w:id=\"" + number + "\"/>";
    }
    paragraph(static_cast<DocxStyle>(static_cast<int>(DocxStyle::heading1) + block.level - 2), content);
  }

  void list(const Block& block, const Place& place) {
    const int numbering = frame_.first_numbering + (block.numbered ? ++numbered_ : 0);
    const int level = std::min(place.depth, 8);
    const std::string marks = "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                              std::to_string(numbering) + "\"/></w:numPr>";
    const DocxStyle style = block.numbered ? DocxStyle::list_number : DocxStyle::list_bullet;
    for (const auto& item : block.items) {
      std::size_t next = 0;
      if (!item.empty() && item[0].kind == Kind::paragraph) {
        paragraph(style, runs_of(item[0].words), marks);
        next = 1;
      } else {
        paragraph(style, "", marks);
      }
      for (; next < item.size(); ++next) put(item[next], {place.depth + 1, DocxStyle::list_continue});
    }
  }

  void cell(const Line& line, int width, bool strong, bool with_next) {
    out_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/></w:tcPr>";
    paragraph(DocxStyle::normal, runs_of(line, strong),
              std::string(with_next ? "<w:keepNext/>" : "") + "<w:spacing w:before=\"40\" w:after=\"40\"/>");
    out_ += "</w:tc>";
  }

  /// `with_next`: whether it stays on the page of the row after it.
  void row(const std::vector<Line>& cells, const std::vector<int>& widths, bool header, bool facts, bool with_next,
           bool high = false) {
    out_ += "<w:tr><w:trPr><w:cantSplit/>";
    // Room for a signature, in twentieths of a point.
    if (high) out_ += "<w:trHeight w:val=\"640\" w:hRule=\"atLeast\"/>";
    if (header) out_ += "<w:tblHeader/>";
    out_ += "</w:trPr>";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      cell(i < cells.size() ? cells[i] : Line(), widths[i], header || (facts && i == 0), with_next);
    }
    out_ += "</w:tr>\n";
  }

  /// Widths in letters: each column its longest word where that fits, and of the rest as much as it has to say.
  static std::vector<int> letters_of(const Block& block, std::size_t columns) {
    constexpr int most_of_a_word = 18;
    constexpr int short_cell = 13;
    constexpr int most = 48;
    constexpr int room_to_sign = 18;
    std::vector<int> least(columns, 4);
    std::vector<int> wanted(columns, 4);
    const auto weigh = [&](const std::vector<Line>& cells) {
      for (std::size_t i = 0; i < columns && i < cells.size(); ++i) {
        const std::string text = cells[i].text();
        wanted[i] = std::max(wanted[i], std::min(display_width(text) + 2, most));
        for (const std::string_view word : base::split(text, ' ')) {
          // A quarter more: letters may be bold, and of a wide font.
          least[i] = std::max(least[i], std::min(display_width(word) * 5 / 4 + 3, most_of_a_word));
        }
      }
    };
    weigh(block.header);
    for (const auto& cells : block.rows) weigh(cells);
    if (is_for_writing(block)) least[columns - 1] = std::max(least[columns - 1], room_to_sign);
    // A column of short cells breaks no line as long as others have room to give.
    std::vector<int> whole = least;
    int sum_whole = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      if (wanted[i] <= short_cell) whole[i] = std::max(least[i], wanted[i]);
      sum_whole += whole[i];
    }
    if (sum_whole <= kLetters) least = whole;
    int sum_least = 0;
    int sum_more = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      wanted[i] = std::max(wanted[i], least[i]);
      sum_least += least[i];
      sum_more += wanted[i] - least[i];
    }
    const int left = kLetters - sum_least;
    if (left <= 0) return least;
    if (sum_more <= left) return wanted;
    std::vector<int> out = least;
    for (std::size_t i = 0; i < columns; ++i) out[i] += left * (wanted[i] - least[i]) / sum_more;
    return out;
  }

  static std::vector<int> widths_of(const Block& block, std::size_t columns, int whole) {
    if (block.kind == Kind::facts) return {whole * 3 / 10, whole - whole * 3 / 10};
    const std::vector<int> letters = letters_of(block, columns);
    int sum = 0;
    for (const int each : letters) sum += each;
    std::vector<int> out(columns);
    int left = whole;
    for (std::size_t i = 0; i + 1 < columns; ++i) left -= out[i] = whole * letters[i] / sum;
    out[columns - 1] = left;
    return out;
  }

  void table(const Block& block, const Place& place) {
    const bool facts = block.kind == Kind::facts;
    const std::size_t columns = facts ? 2 : block.header.size();
    if (columns == 0 || (facts && block.rows.empty())) return;
    const std::vector<int> widths = widths_of(block, columns, kTextWidth - place.depth * kIndent);
    out_ += "<w:tbl><w:tblPr><w:tblStyle w:val=\"" + id(DocxStyle::table) + "\"/><w:tblW w:w=\"0\" w:type=\"auto\"/>";
    if (place.depth > 0) {
      out_ += "<w:tblInd w:w=\"" + std::to_string(kIndent * place.depth) + "\" w:type=\"dxa\"/>";
    }
    // 0x0020: the first row is a header; 0x0080: the first column is; 0x0400: columns are not banded. Source: ECMA-376 Part
    // 1, 17.4.55.
    out_ += "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"" + std::string(facts ? "0480" : "0420") + "\" w:firstRow=\"" +
            (facts ? "0" : "1") + "\" w:lastRow=\"0\" w:firstColumn=\"" + (facts ? "1" : "0") +
            "\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>";
    for (const int width : widths) out_ += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
    out_ += "</w:tblGrid>\n";
    // A short table stays on one page; of a long one the first rows stay together.
    constexpr std::size_t short_table = 9;
    const std::size_t count = block.rows.size();
    if (!facts) row(block.header, widths, true, false, count > 0);
    for (std::size_t i = 0; i < count; ++i) {
      row(block.rows[i], widths, false, facts, i + 1 < count && (count <= short_table || (facts && i == 0)),
          is_for_writing(block));
    }
    out_ += "</w:tbl>\n";
    // Two tables without a paragraph between them would be one.
    paragraph(DocxStyle::normal, "", "<w:spacing w:before=\"0\" w:after=\"60\" w:line=\"80\" w:lineRule=\"exact\"/>");
  }

  void lines(const Block& block, const Place& place) {
    std::string content;
    for (const Run& one : block.words.runs) {
      if (one.blank) {
        content += control(one);
        continue;
      }
      bool first = true;
      for (const std::string_view text : base::split(one.text, '\n')) {
        if (!first) content += "<w:r><w:br/></w:r>";
        first = false;
        content += run(text);
      }
    }
    paragraph(DocxStyle::lines, content, indent(place.depth));
  }

  /// Whether a paragraph tells what the table or list after it is about: then it stays on its page.
  static bool announces(const Block& block, const Block& next) {
    constexpr std::size_t most_bytes = 300;
    if (block.kind != Kind::paragraph) return false;
    const std::string text = block.words.text();
    const bool table = next.kind == Kind::table || next.kind == Kind::facts;
    return text.size() <= most_bytes && (table || (next.kind == Kind::list && base::trim(text).ends_with(':')));
  }

  void put(std::span<const Block> blocks, const Place& place) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (i + 1 < blocks.size() && announces(blocks[i], blocks[i + 1])) {
        paragraph(place.style, runs_of(blocks[i].words), "<w:keepNext/>" + indent(place.depth));
      } else {
        put(blocks[i], place);
      }
    }
  }

  void put(const Block& block, const Place& place) {
    switch (block.kind) {
      case Kind::heading:
        return heading(block);
      case Kind::paragraph:
        return paragraph(place.style, runs_of(block.words), indent(place.depth));
      case Kind::facts:
      case Kind::table:
        return table(block, place);
      case Kind::list:
        return list(block, place);
      case Kind::quote:
        return put(block.blocks, {place.depth, DocxStyle::quote});
      case Kind::note:
        return put(block.blocks, {place.depth, DocxStyle::note});
      case Kind::lines:
        return lines(block, place);
    }
  }

  const Paper& paper_;
  const DocxFrame& frame_;
  std::string out_;
  std::vector<std::string> links_;
  int controls_ = 0;
  int numbered_ = 0;
  std::size_t headings_ = 0;
};

/// The relations of the body with the links of it.
std::string with_links(std::string relations, const std::vector<std::string>& links) {
  std::string more;
  for (std::size_t i = 0; i < links.size(); ++i) {
    more += "<Relationship Id=\"link" + std::to_string(i + 1) +
            "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"" +
            xml_text(links[i]) + "\" TargetMode=\"External\"/>";
  }
  const std::size_t end = relations.rfind("</Relationships>");
  return end == std::string::npos ? relations : relations.insert(end, more);
}

}  // namespace

base::Result<std::string> as_docx(const Paper& paper, const Brand& brand, const HouseTemplate* house) {
  const std::size_t numbered = numbered_lists(paper.blocks);
  DocxFrame frame;
  if (house == nullptr) {
    frame = own_frame(paper, brand, numbered);
  } else {
    CW_ASSIGN_OR_RETURN(frame, house_frame(paper, brand, *house, numbered));
  }
  Body body(paper, frame);
  const std::string document = body.write();
  std::string& relations = frame.parts["word/_rels/document.xml.rels"];
  relations = with_links(std::move(relations), body.links());

  // The list of types comes first, as programs that look at the beginning of a file want it.
  std::vector<ZipMember> members{{"[Content_Types].xml", frame.parts["[Content_Types].xml"]}, {"word/document.xml", document}};
  for (auto& [name, bytes] : frame.parts) {
    if (name != "[Content_Types].xml") members.push_back({name, std::move(bytes)});
  }
  return zip_of(members);
}

}  // namespace crosswalk::writing
