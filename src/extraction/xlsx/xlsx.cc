// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/extractor.h"
#include "extraction/ooxml/package.h"
#include "extraction/ooxml/reader.h"
#include "extraction/ooxml/sheet.h"
#include "extraction/ooxml/xml.h"
#include "extraction/xlsx/number_format.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::HiddenText;
using document::Reason;
using ooxml::attribute;
using ooxml::Cell;
using ooxml::child;
using ooxml::Package;
using ooxml::Place;
using ooxml::Relationship;
using xlsx::NumberFormat;

// Source: ISO/IEC 29500-1, 18.3.1.73 and the limits of the programs that write it.
constexpr std::int32_t kMaxRows = 1'048'576;
constexpr std::int32_t kMaxColumns = 16'384;
constexpr std::size_t kMaxSheets = 1'000;
constexpr std::size_t kMaxMerges = 200'000;

struct Area {
  Place first;
  Place last;
};

/// "C7" or "$C$7" as row 6, column 2; nothing where it is no cell of a sheet.
std::optional<Place> parse_place(std::string_view text) {
  std::int32_t column = 0;
  std::size_t i = 0;
  if (i < text.size() && text[i] == '$') ++i;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    const int letter = c >= 'A' && c <= 'Z' ? c - 'A' + 1 : c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0;
    if (letter == 0) break;
    column = column * 26 + letter;
    if (column > kMaxColumns) return std::nullopt;
  }
  if (i < text.size() && text[i] == '$') ++i;
  const auto row = ooxml::integer(text.substr(i));
  if (column == 0 || !row || *row < 1 || *row > kMaxRows) return std::nullopt;
  return Place{static_cast<std::int32_t>(*row) - 1, column - 1};
}

/// "A1:D1" or "A1".
std::optional<Area> parse_area(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto first = parse_place(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : parse_place(text.substr(colon + 1));
  if (!first || !last) return std::nullopt;
  return Area{{std::min(first->row, last->row), std::min(first->column, last->column)},
              {std::max(first->row, last->row), std::max(first->column, last->column)}};
}

/// "_x000D_" and the like stand for characters that XML cannot hold. Source: ISO/IEC 29500-1, 22.9.2.19 ST_Xstring.
std::string unescape(const std::string& text) {
  if (text.find("_x") == std::string::npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "_x") == 0 && i + 6 < text.size() && text[i + 6] == '_') {
      const std::string_view digits = std::string_view(text).substr(i + 2, 4);
      if (digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos) {
        base::append_utf8(out, static_cast<char32_t>(ooxml::hexadecimal(digits).value_or(0x20)));
        i += 6;
        continue;
      }
    }
    out += text[i];
  }
  return ooxml::clean(out);
}

/// The text of a shared or inline string: its runs, without phonetic hints. Source: ISO/IEC 29500-1, 18.4.8.
std::string rich_text(pugi::xml_node node) {
  std::string out;
  for (pugi::xml_node c : node.children()) {
    const std::string_view name = ooxml::local(c);
    if (name == "t") out += ooxml::text_of(c);
    if (name == "r") out += ooxml::text_of(child(c, "t"));
  }
  return unescape(out);
}

/// A print header or footer without its codes: "&L&\"Arial,Bold\"&10SOP-12&RVersion 2" is "SOP-12" and "Version 2", each on its
/// line. Source: ISO/IEC 29500-1, 18.3.1.46.
std::string print_text(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] != '&' || i + 1 >= code.size()) {
      out += code[i];
      continue;
    }
    const char c = code[++i];
    if (c == '&') {
      out += '&';
    } else if (c == 'L' || c == 'C' || c == 'R') {
      out += '\n';
    } else if (c == '"') {
      const std::size_t end = code.find('"', i + 1);
      i = end == std::string_view::npos ? code.size() : end;
    } else if (c == 'K') {
      i = std::min(i + 6, code.size());
    } else if (c >= '0' && c <= '9') {
      while (i + 1 < code.size() && code[i + 1] >= '0' && code[i + 1] <= '9') ++i;
    }
  }
  std::string lines;
  for (std::string_view line : base::split(out, '\n')) {
    line = base::trim(line);
    if (!line.empty()) lines += (lines.empty() ? "" : "\n") + std::string(line);
  }
  return lines;
}

/// The address in =HYPERLINK("address", "words"); empty for other formulas.
std::string hyperlink_of(std::string_view formula) {
  constexpr std::string_view kWord = "HYPERLINK(\"";
  formula = base::trim(formula);
  if (!base::equal_ignoring_case(formula.substr(0, kWord.size()), kWord)) return {};
  formula.remove_prefix(kWord.size());
  const std::size_t end = formula.find('"');
  return end == std::string_view::npos ? std::string() : std::string(formula.substr(0, end));
}

/// Which cells a merge covers, asked row by row. Merges that overlap another one are damage and count as not there.
class Merges {
 public:
  explicit Merges(std::vector<Area> areas) : areas_(std::move(areas)) {
    std::stable_sort(areas_.begin(), areas_.end(), [](const Area& a, const Area& b) { return a.first < b.first; });
  }

  /// Whether the cell is covered by a merge that begins elsewhere. Rows must not decrease from call to call.
  bool covers(Place place) {
    if (place.row != row_) advance(place.row);
    auto after = active_.upper_bound(place.column);
    if (after == active_.begin()) return false;
    const Area& area = (--after)->second;
    return place.column <= area.last.column && place != area.first;
  }

 private:
  void advance(std::int32_t row) {
    row_ = row;
    while (!ends_.empty() && ends_.begin()->first < row) {
      active_.erase(ends_.begin()->second);
      ends_.erase(ends_.begin());
    }
    for (; next_ < areas_.size() && areas_[next_].first.row <= row; ++next_) {
      const Area& area = areas_[next_];
      if (area.last.row < row) continue;
      const auto after = active_.upper_bound(area.last.column);
      if (after != active_.begin() && std::prev(after)->second.last.column >= area.first.column) continue;
      active_.emplace(area.first.column, area);
      ends_.emplace(area.last.row, area.first.column);
    }
  }

  std::vector<Area> areas_;
  std::size_t next_ = 0;
  std::int32_t row_ = -1;
  /// Those that reach into the row, by their first column.
  std::map<std::int32_t, Area> active_;
  std::multimap<std::int32_t, std::int32_t> ends_;
};

struct SheetInfo {
  std::string name;
  std::string part;
  bool hidden = false;
};

class XlsxReader : private ooxml::Reader {
 public:
  XlsxReader(Package& package, const Limits& limits) : Reader(package, limits, start()) {}

  document::Extracted read() {
    ooxml::Refusal refusal;
    const auto workbook = open_main("xl/workbook.xml", "xl/workbook", refusal);
    if (workbook == nullptr) return unreadable(refusal.reason, refusal.detail);

    from_1904_ = date_system(workbook->root());
    read_styles(part_of("styles", "xl/styles.xml"));
    read_persons(main_relationships_);
    if (auto refused = read_strings(part_of("sharedStrings", "xl/sharedStrings.xml")))
      return unreadable(refused.reason, refused.detail);

    for (const SheetInfo& sheet : sheets_of(workbook->root(), main_relationships_)) {
      const auto tree = package_.xml(sheet.part, refusal);
      if (refusal) {
        // One broken sheet among others is damage; a file beyond the limits is not read at all.
        if (refusal.reason != Reason::corrupt) return unreadable(refusal.reason, refusal.detail);
        package_.warn("sheet \"" + sheet.name + "\" was not read: " + refusal.detail);
        refusal = {};
        continue;
      }
      if (tree == nullptr) {
        package_.warn("sheet \"" + sheet.name + "\" is missing in the file");
        continue;
      }
      read_sheet(sheet, tree->root());
      if (too_large_) break;
    }
    return finish();
  }

 private:
  static document::Document start() {
    document::Document document;
    document.format = "xlsx";
    document.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    document.style = document::LocatorStyle::sheet_cell;
    return document;
  }

  document::Extracted finish() {
    document::Extracted out = finish_document();
    if (too_large_) return out;
    const bool only_names = std::all_of(out.document.blocks.begin(), out.document.blocks.end(),
                                        [](const document::Block& block) { return block.kind == BlockKind::heading; });
    if (only_names) call_empty(out, pictures_, "no cell has a value", "only cells that are not shown");
    return out;
  }

  // --- workbook ---------------------------------------------------------------------------------------------------------

  static bool date_system(pugi::xml_node workbook) {
    const pugi::xml_node properties = child(workbook, "workbookPr");
    return ooxml::has_attribute(properties, "date1904") && ooxml::is_on(attribute(properties, "date1904"));
  }

  std::vector<SheetInfo> sheets_of(pugi::xml_node workbook, const std::vector<Relationship>& relationships) {
    std::vector<SheetInfo> out;
    for (pugi::xml_node node : child(workbook, "sheets").children()) {
      if (ooxml::local(node) != "sheet") continue;
      if (out.size() >= kMaxSheets) {
        package_.warn("only the first " + std::to_string(kMaxSheets) + " sheets were read");
        break;
      }
      SheetInfo sheet;
      sheet.name = ooxml::clean(attribute(node, "name"));
      const std::string_view state = attribute(node, "state");
      sheet.hidden = state == "hidden" || state == "veryHidden";
      const Relationship* relationship = ooxml::find(relationships, attribute(node, "id"));
      if (relationship != nullptr && !relationship->external) {
        sheet.part = relationship->target;
      } else {
        sheet.part = "xl/worksheets/sheet" + std::to_string(out.size() + 1) + ".xml";
      }
      out.push_back(std::move(sheet));
    }
    if (out.empty()) {
      // A workbook that was cut off: the sheets by the names of their parts.
      for (const std::string& name : package_.names()) {
        if (name.starts_with("xl/worksheets/sheet") && name.ends_with(".xml") && out.size() < kMaxSheets)
          out.push_back({name.substr(14, name.size() - 18), name, false});
      }
      if (!out.empty()) package_.warn("the list of sheets is missing; sheets are named after their files");
    }
    return out;
  }

  void read_styles(const std::string& part) {
    const auto tree = package_.optional_xml(part);
    if (tree == nullptr) return;
    std::map<std::int64_t, NumberFormat> custom;
    for (pugi::xml_node node : child(tree->root(), "numFmts").children()) {
      const auto id = ooxml::integer(attribute(node, "numFmtId"));
      if (id) custom.emplace(*id, xlsx::parse_format(attribute(node, "formatCode")));
    }
    for (pugi::xml_node node : child(tree->root(), "cellXfs").children()) {
      const auto id = ooxml::integer(attribute(node, "numFmtId")).value_or(0);
      const auto own = custom.find(id);
      formats_.push_back(own != custom.end()   ? own->second
                         : id >= 0 && id < 100 ? xlsx::builtin_format(static_cast<int>(id))
                                               : NumberFormat());
    }
  }

  ooxml::Refusal read_strings(const std::string& part) {
    ooxml::Refusal refusal;
    const auto tree = package_.xml(part, refusal);
    if (tree == nullptr) {
      // Without its words a workbook is not read, except where only damage took them.
      if (refusal && refusal.reason == Reason::corrupt) {
        package_.warn("the words of the cells are missing: " + refusal.detail);
        return {};
      }
      return refusal;
    }
    for (pugi::xml_node node : tree->root().children()) {
      if (ooxml::local(node) == "si") strings_.push_back(rich_text(node));
    }
    return {};
  }

  void read_persons(const std::vector<Relationship>& relationships) {
    for (const Relationship& relationship : relationships) {
      if (relationship.type != "person" || relationship.external) continue;
      const auto tree = package_.optional_xml(relationship.target);
      if (tree == nullptr) continue;
      for (pugi::xml_node node : tree->root().children())
        persons_.emplace(attribute(node, "id"), ooxml::clean(attribute(node, "displayName")));
    }
  }

  // --- sheets -----------------------------------------------------------------------------------------------------------

  void read_sheet(const SheetInfo& sheet, pugi::xml_node root) {
    const std::vector<Relationship> relationships = package_.relationships(sheet.part);
    std::map<Place, std::string> links = links_of(root, relationships);
    Merges merges(merges_of(root));
    const std::vector<Area> hidden_columns = hidden_columns_of(root);

    std::vector<Cell> cells;
    std::vector<Cell> hidden;
    read_cells(sheet, root, hidden_columns, cells, hidden);
    if (!sheet.hidden) builder_.add(BlockKind::heading, sheet.name, 1);
    add_print_texts(sheet, root);
    add_table(sheet, root, relationships, cells, hidden, merges, links);
    add_hidden_rows(sheet, hidden);
    add_drawings(sheet, relationships);
    add_comments(sheet, relationships);
    check_limits();
  }

  void read_cells(const SheetInfo& sheet, pugi::xml_node root, const std::vector<Area>& hidden_columns, std::vector<Cell>& cells,
                  std::vector<Cell>& hidden) {
    std::int32_t row = -1;
    std::uint64_t bytes = 0;
    for (pugi::xml_node row_node : child(root, "sheetData").children()) {
      if (ooxml::local(row_node) != "row") continue;
      const auto number = ooxml::integer(attribute(row_node, "r"));
      row = number && *number >= 1 && *number <= kMaxRows ? static_cast<std::int32_t>(*number) - 1 : row + 1;
      const bool hidden_row = ooxml::has_attribute(row_node, "hidden") && ooxml::is_on(attribute(row_node, "hidden"));
      std::int32_t column = -1;
      for (pugi::xml_node node : row_node.children()) {
        if (ooxml::local(node) != "c") continue;
        Cell cell;
        const auto place = parse_place(attribute(node, "r"));
        cell.place = place ? *place : Place{row, column + 1};
        column = cell.place.column;
        if (cell.place.row >= kMaxRows || column >= kMaxColumns) {
          package_.warn("sheet \"" + sheet.name + "\" has cells outside of what a sheet can hold; they were not read");
          continue;
        }
        bool unseen = sheet.hidden || hidden_row || is_hidden(hidden_columns, column);
        read_value(node, cell, unseen);
        if (base::trim(cell.text).empty()) continue;
        bytes += cell.text.size();
        if (cells.size() + hidden.size() >= limits_.blocks || bytes > limits_.text_bytes) {
          too_large_ = true;
          return;
        }
        (unseen ? hidden : cells).push_back(std::move(cell));
      }
    }
    // Rows and cells may come in any order, and twice.
    for (std::vector<Cell>* list : {&cells, &hidden}) {
      const auto before = [](const Cell& a, const Cell& b) { return a.place < b.place; };
      if (!std::is_sorted(list->begin(), list->end(), before)) std::stable_sort(list->begin(), list->end(), before);
      list->erase(std::unique(list->begin(), list->end(), [](const Cell& a, const Cell& b) { return a.place == b.place; }),
                  list->end());
    }
  }

  void read_value(pugi::xml_node node, Cell& cell, bool& unseen) const {
    const std::string_view type = attribute(node, "t");
    if (type == "inlineStr") {
      cell.text = rich_text(child(node, "is"));
      cell.words = true;
      return;
    }
    const std::string value = ooxml::text_of(child(node, "v"));
    if (type == "s") {
      const auto index = ooxml::integer(value);
      if (index && *index >= 0 && static_cast<std::size_t>(*index) < strings_.size())
        cell.text = strings_[static_cast<std::size_t>(*index)];
      cell.words = true;
    } else if (type == "str") {
      cell.text = unescape(value);
      cell.words = true;
    } else if (type == "b") {
      if (!base::trim(value).empty()) cell.text = ooxml::is_on(base::trim(value)) ? "TRUE" : "FALSE";
    } else if (type == "e" || type == "d") {
      cell.text = value;
    } else if (!base::trim(value).empty()) {
      static const NumberFormat kGeneral;
      const auto style = ooxml::integer(attribute(node, "s"));
      const NumberFormat& format = style && *style >= 0 && static_cast<std::size_t>(*style) < formats_.size()
                                       ? formats_[static_cast<std::size_t>(*style)]
                                       : kGeneral;
      if (format.kind == NumberFormat::Kind::hidden) unseen = true;
      cell.text = xlsx::format_number(value, format, from_1904_);
    }
    if (pugi::xml_node formula = child(node, "f")) cell.link = hyperlink_of(ooxml::text_of(formula));
  }

  static std::vector<Area> hidden_columns_of(pugi::xml_node root) {
    std::vector<Area> out;
    for (pugi::xml_node list : root.children()) {
      if (ooxml::local(list) != "cols") continue;
      for (pugi::xml_node node : list.children()) {
        if (!ooxml::has_attribute(node, "hidden") || !ooxml::is_on(attribute(node, "hidden"))) continue;
        const auto first = ooxml::integer(attribute(node, "min"));
        const auto last = ooxml::integer(attribute(node, "max"));
        if (!first || !last || *first < 1 || *last < *first || *first > kMaxColumns) continue;
        const Area area{{0, static_cast<std::int32_t>(*first) - 1},
                        {0, static_cast<std::int32_t>(std::min<std::int64_t>(*last, kMaxColumns)) - 1}};
        out.push_back(area);
      }
    }
    // Overlapping ranges become one, so that a search by halves is right.
    std::sort(out.begin(), out.end(), [](const Area& a, const Area& b) { return a.first < b.first; });
    std::vector<Area> joined;
    for (const Area& area : out) {
      if (!joined.empty() && area.first.column <= joined.back().last.column) {
        joined.back().last.column = std::max(joined.back().last.column, area.last.column);
      } else {
        joined.push_back(area);
      }
    }
    return joined;
  }

  static bool is_hidden(const std::vector<Area>& columns, std::int32_t column) {
    const auto after = std::upper_bound(columns.begin(), columns.end(), column,
                                        [](std::int32_t c, const Area& area) { return c < area.first.column; });
    return after != columns.begin() && column <= std::prev(after)->last.column;
  }

  std::vector<Area> merges_of(pugi::xml_node root) {
    std::vector<Area> out;
    for (pugi::xml_node node : child(root, "mergeCells").children()) {
      if (out.size() >= kMaxMerges) {
        package_.warn("only the first " + std::to_string(kMaxMerges) + " merged areas of a sheet were read");
        break;
      }
      if (const auto area = parse_area(attribute(node, "ref"))) out.push_back(*area);
    }
    return out;
  }

  static std::map<Place, std::string> links_of(pugi::xml_node root, const std::vector<Relationship>& relationships) {
    std::map<Place, std::string> out;
    for (pugi::xml_node node : child(root, "hyperlinks").children()) {
      const auto area = parse_area(attribute(node, "ref"));
      if (!area || out.size() >= ooxml::max_links) continue;
      const Relationship* relationship = ooxml::find(relationships, attribute(node, "id"));
      std::string target = relationship != nullptr ? relationship->target : std::string();
      const std::string_view location = attribute(node, "location");
      if (!location.empty()) target += "#" + ooxml::clean(location);
      if (!target.empty() && target.size() <= ooxml::max_target) out.emplace(area->first, std::move(target));
    }
    return out;
  }

  /// The first row of the sheet's filter or of its first table, which both stand on the names of columns.
  std::optional<std::int32_t> declared_header(pugi::xml_node root, const std::vector<Relationship>& relationships) {
    for (const Relationship& relationship : relationships) {
      if (relationship.type != "table" || relationship.external) continue;
      const auto tree = package_.optional_xml(relationship.target);
      if (tree == nullptr || attribute(tree->root(), "headerRowCount") == "0") continue;
      if (const auto area = parse_area(attribute(tree->root(), "ref"))) return area->first.row;
    }
    if (const auto area = parse_area(attribute(child(root, "autoFilter"), "ref"))) return area->first.row;
    return std::nullopt;
  }

  void add_table(const SheetInfo& sheet, pugi::xml_node root, const std::vector<Relationship>& relationships,
                 std::vector<Cell>& cells, std::vector<Cell>& hidden, Merges& merges, const std::map<Place, std::string>& links) {
    // What lies under a merged cell is not shown.
    std::vector<Cell> seen;
    std::vector<Cell> covered;
    for (Cell& cell : cells) (merges.covers(cell.place) ? covered : seen).push_back(std::move(cell));
    if (!covered.empty()) {
      for (Cell& cell : covered) hidden.push_back(std::move(cell));
      std::stable_sort(hidden.begin(), hidden.end(), [](const Cell& a, const Cell& b) { return a.place < b.place; });
    }
    if (seen.empty()) return;

    Place first = seen.front().place;
    for (const Cell& cell : seen) first.column = std::min(first.column, cell.place.column);
    builder_.begin_table(sheet.name);
    builder_.table().first_row = first.row;
    builder_.table().first_column = first.column;
    std::vector<std::vector<const Cell*>> rows;
    for (const Cell& cell : seen) {
      if (too_large_) return;
      if (rows.empty() || rows.back().front()->place.row != cell.place.row) rows.emplace_back();
      rows.back().push_back(&cell);
      const std::int32_t index = builder_.add_cell(cell.place.row - first.row, cell.place.column - first.column, cell.text);
      const auto link = links.find(cell.place);
      const std::string& target = link != links.end() ? link->second : cell.link;
      document::Document& document = builder_.document();
      if (index >= 0 && !target.empty() && target.size() <= ooxml::max_target && document.links.size() < ooxml::max_links)
        document.links.push_back({builder_.block(index).span, target});
      check_limits();
    }
    std::int32_t header = -1;
    if (const auto declared = declared_header(root, relationships)) {
      for (const auto& row : rows) {
        if (row.front()->place.row == *declared && row.size() >= 2) header = *declared - first.row;
      }
    }
    if (header < 0) {
      const std::int32_t found = ooxml::find_header_row(rows);
      if (found >= 0) header = rows[static_cast<std::size_t>(found)].front()->place.row - first.row;
    }
    builder_.end_table(header);
  }

  void add_hidden_rows(const SheetInfo& sheet, const std::vector<Cell>& hidden) {
    std::string line;
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      if (!line.empty()) line += '\t';
      line += hidden[i].text;
      if (i + 1 < hidden.size() && hidden[i + 1].place.row == hidden[i].place.row) continue;
      add_hidden(
          HiddenText::Kind::hidden, line,
          (sheet.hidden ? "hidden sheet \"" : "sheet \"") + sheet.name + "\", row " + std::to_string(hidden[i].place.row + 1));
      line.clear();
    }
  }

  /// What is printed at the head and foot of each page, where document control often stands.
  void add_print_texts(const SheetInfo& sheet, pugi::xml_node root) {
    if (sheet.hidden) return;
    for (pugi::xml_node node : child(root, "headerFooter").children()) {
      const bool header = ooxml::local(node).ends_with("Header");
      std::string text = print_text(unescape(ooxml::text_of(node)));
      if (!text.empty() && print_texts_.insert(text).second)
        builder_.add(header ? BlockKind::page_header : BlockKind::page_footer, text);
    }
  }

  /// Text boxes and the words of charts.
  void add_drawings(const SheetInfo& sheet, const std::vector<Relationship>& relationships) {
    for (const Relationship& relationship : relationships) {
      if (relationship.type != "drawing" || relationship.external || !read_parts_.insert(relationship.target).second) continue;
      add_drawing_part(sheet, relationship.target);
      for (const Relationship& inner : package_.relationships(relationship.target)) {
        if (inner.type == "image") pictures_ = true;
        if ((inner.type == "chart" || inner.type == "diagramData") && !inner.external && read_parts_.insert(inner.target).second)
          add_drawing_part(sheet, inner.target);
      }
    }
  }

  void add_drawing_part(const SheetInfo& sheet, const std::string& part) {
    const auto tree = package_.optional_xml(part);
    if (tree == nullptr) return;
    for (const std::string& text : ooxml::drawing_texts(tree->root())) {
      if (too_large_) return;
      if (sheet.hidden) {
        add_hidden(HiddenText::Kind::hidden, text, "hidden sheet \"" + sheet.name + "\"");
      } else {
        builder_.add(BlockKind::paragraph, text);
        check_limits();
      }
    }
  }

  void add_comments(const SheetInfo& sheet, const std::vector<Relationship>& relationships) {
    const auto where = [&](const std::string& author, std::string_view ref) {
      return (author.empty() ? "comment" : "comment by " + author) + ", sheet \"" + sheet.name + "\", cell " + ooxml::clean(ref);
    };
    std::set<std::string> threaded;
    for (const Relationship& relationship : relationships) {
      if (relationship.type != "threadedComment" || relationship.external) continue;
      const auto tree = package_.optional_xml(relationship.target);
      if (tree == nullptr) continue;
      for (pugi::xml_node node : tree->root().children()) {
        const std::string_view ref = attribute(node, "ref");
        threaded.emplace(ref);
        const auto person = persons_.find(std::string(attribute(node, "personId")));
        add_hidden(HiddenText::Kind::comment, ooxml::text_of(child(node, "text")),
                   where(person != persons_.end() ? person->second : std::string(), ref));
      }
    }
    for (const Relationship& relationship : relationships) {
      if (relationship.type != "comments" || relationship.external) continue;
      const auto tree = package_.optional_xml(relationship.target);
      if (tree == nullptr) continue;
      std::vector<std::string> authors;
      for (pugi::xml_node node : child(tree->root(), "authors").children()) authors.push_back(ooxml::text_of(node));
      for (pugi::xml_node node : child(tree->root(), "commentList").children()) {
        const std::string_view ref = attribute(node, "ref");
        // A thread is repeated here for older programs.
        if (threaded.contains(std::string(ref))) continue;
        const auto author = ooxml::integer(attribute(node, "authorId"));
        const bool known = author && *author >= 0 && static_cast<std::size_t>(*author) < authors.size();
        add_hidden(HiddenText::Kind::comment, rich_text(child(node, "text")),
                   where(known ? authors[static_cast<std::size_t>(*author)] : std::string(), ref));
      }
    }
  }

  std::vector<std::string> strings_;
  std::vector<NumberFormat> formats_;
  std::map<std::string, std::string> persons_;
  std::set<std::string> print_texts_;
  std::set<std::string> read_parts_;
  bool from_1904_ = false;
  bool pictures_ = false;
};

}  // namespace

document::Extracted extract_xlsx(std::string_view bytes, const Limits& limits) {
  return ooxml::read_package(bytes, limits,
                             [](Package& package, const Limits& allowed) { return XlsxReader(package, allowed).read(); });
}

}  // namespace crosswalk::extraction
