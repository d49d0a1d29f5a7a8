// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "extraction/extractor.h"
#include "extraction/odf/reader.h"
#include "extraction/ooxml/sheet.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::HiddenText;
using ooxml::Cell;
using ooxml::Place;

// The limits of the programs that write it.
constexpr std::int32_t kMaxRows = 1'048'576;
constexpr std::int32_t kMaxColumns = 16'384;
constexpr std::size_t kMaxSheets = 1'000;

/// A cell with what hangs on it.
struct Filled {
  Cell cell;
  odf::Content content;
};

class OdsReader : private odf::OdfReader {
 public:
  OdsReader(ooxml::Package& package, const Limits& limits) : OdfReader(package, limits, start()) {}

  document::Extracted read() {
    ooxml::Refusal refusal;
    if (!open("office:spreadsheet", refusal)) return unreadable(refusal.reason, refusal.detail);
    std::size_t sheets = 0;
    for (pugi::xml_node node : body_.children()) {
      const std::string_view name = node.name();
      if (name == "table:tracked-changes") {
        read_deletions(node);
      } else if (name == "table:table") {
        if (++sheets > kMaxSheets) {
          package_.warn("only the first " + std::to_string(kMaxSheets) + " sheets were read");
          break;
        }
        read_sheet(node);
      }
      if (too_large_) break;
    }
    document::Extracted out = finish_document();
    if (too_large_) return out;
    const bool only_names = std::all_of(out.document.blocks.begin(), out.document.blocks.end(),
                                        [](const document::Block& block) { return block.kind == BlockKind::heading; });
    if (only_names) call_empty(out, pictures_ > 0, "no cell has a value", "only cells that are not shown");
    return out;
  }

 private:
  static document::Document start() {
    document::Document document;
    document.format = "ods";
    document.media_type = "application/vnd.oasis.opendocument.spreadsheet";
    document.style = document::LocatorStyle::sheet_cell;
    return document;
  }

  std::string place_here() override { return here_; }

  static std::int32_t repeats(pugi::xml_node node, const char* attribute) {
    const auto count = ooxml::integer(node.attribute(attribute).value());
    return count ? static_cast<std::int32_t>(std::clamp<std::int64_t>(*count, 1, kMaxRows)) : 1;
  }

  static bool is_collapsed(pugi::xml_node node) {
    const std::string_view visibility = node.attribute("table:visibility").value();
    return visibility == "collapse" || visibility == "filter";
  }

  static std::string address(Place place) {
    std::string out;
    for (std::int32_t n = place.column + 1; n > 0; n = (n - 1) / 26)
      out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
    return out + std::to_string(place.row + 1);
  }

  /// Which columns are hidden, up to the last that is.
  static void collect_columns(pugi::xml_node node, bool hidden, std::vector<bool>& out) {
    for (pugi::xml_node c : node.children()) {
      const std::string_view name = c.name();
      if (name == "table:table-column") {
        const std::size_t wide = std::min<std::size_t>(static_cast<std::size_t>(repeats(c, "table:number-columns-repeated")),
                                                       static_cast<std::size_t>(kMaxColumns) - out.size());
        out.insert(out.end(), wide, hidden || is_collapsed(c));
      } else if (name == "table:table-column-group" || name == "table:table-columns" || name == "table:table-header-columns") {
        collect_columns(c, hidden || std::string_view(c.attribute("table:display").value()) == "false", out);
      }
    }
  }

  struct Row {
    pugi::xml_node node;
    bool hidden = false;
  };

  static void collect_rows(pugi::xml_node node, bool hidden, std::vector<Row>& out) {
    for (pugi::xml_node c : node.children()) {
      const std::string_view name = c.name();
      if (name == "table:table-row") {
        out.push_back({c, hidden || is_collapsed(c)});
      } else if (name == "table:table-row-group" || name == "table:table-rows" || name == "table:table-header-rows") {
        collect_rows(c, hidden || std::string_view(c.attribute("table:display").value()) == "false", out);
      }
    }
  }

  void read_sheet(pugi::xml_node sheet) {
    const odf::Style& style = styles_.find("table", sheet.attribute("table:style-name").value());
    sheet_ = ooxml::clean(sheet.attribute("table:name").value());
    const bool sheet_hidden = !style.shown.value_or(true);
    here_ = (sheet_hidden ? "hidden sheet \"" : "sheet \"") + sheet_ + "\"";
    if (!sheet_hidden) {
      builder_.add(BlockKind::heading, sheet_, 1);
      read_print_texts(master_page(style.master_page));
    }
    std::vector<bool> hidden_columns;
    collect_columns(sheet, false, hidden_columns);
    std::vector<Row> rows;
    collect_rows(sheet, false, rows);

    std::vector<Filled> cells;
    std::vector<Cell> unseen;
    std::uint64_t bytes = 0;
    std::int64_t row_number = 0;
    for (const Row& row : rows) {
      const std::int32_t times = repeats(row.node, "table:number-rows-repeated");
      const std::size_t before = cells.size() + unseen.size();
      for (std::int32_t time = 0; time < std::min(times, odf::max_repeats) && row_number + time < kMaxRows; ++time) {
        read_row(row, static_cast<std::int32_t>(row_number) + time, sheet_hidden, hidden_columns, cells, unseen, bytes);
        if (too_large_) return;
        // Rows without text need not be counted one by one.
        if (cells.size() + unseen.size() == before) break;
      }
      if (times > odf::max_repeats && cells.size() + unseen.size() > before) note_repetition(row_number, times);
      row_number += times;
      if (row_number >= kMaxRows) break;
    }
    add_table(cells);
    add_unseen(unseen);
    here_ = (sheet_hidden ? "hidden sheet \"" : "sheet \"") + sheet_ + "\"";
    hidden_ += sheet_hidden ? 1 : 0;
    read_flow(sheet.child("table:shapes"), {});
    hidden_ -= sheet_hidden ? 1 : 0;
    check_limits();
  }

  void note_repetition(std::int64_t row, std::int32_t times) {
    if (builder_.document().warnings.size() >= 100) return;
    builder_.document().warnings.push_back("sheet \"" + sheet_ + "\", row " + std::to_string(row + 1) + " stands there " +
                                           std::to_string(times) + " times; the first " + std::to_string(odf::max_repeats) +
                                           " were read");
  }

  void read_row(const Row& row, std::int32_t number, bool sheet_hidden, const std::vector<bool>& hidden_columns,
                std::vector<Filled>& cells, std::vector<Cell>& unseen, std::uint64_t& bytes) {
    std::int32_t column = 0;
    for (pugi::xml_node node : row.node.children()) {
      const std::string_view name = node.name();
      const bool covered = name == "table:covered-table-cell";
      if (name != "table:table-cell" && !covered) continue;
      const std::int32_t wide = std::min(repeats(node, "table:number-columns-repeated"), kMaxColumns - column);
      const std::int32_t read = std::min(wide, odf::max_repeats);
      for (std::int32_t i = 0; i < read && node.first_child(); ++i) {
        const std::int32_t at = column + i;
        const bool column_hidden =
            static_cast<std::size_t>(at) < hidden_columns.size() && hidden_columns[static_cast<std::size_t>(at)];
        Filled filled;
        filled.cell.place = {number, at};
        here_ = "sheet \"" + sheet_ + "\", cell " + address(filled.cell.place);
        read_cell(node, filled.content);
        read_value(node, filled);
        // What stands in cells that are not shown is hidden all the same.
        for (const odf::Unseen& text : filled.content.unseen) add_hidden(text.kind, text.text, here_);
        filled.content.unseen.clear();
        bytes += filled.content.text.size();
        if (cells.size() + unseen.size() >= limits_.blocks || bytes > limits_.text_bytes) too_large_ = true;
        if (too_large_) return;
        // Of cells without text only the first has to be looked into.
        if (base::trim(filled.content.text).empty()) break;
        filled.cell.text = filled.content.text;
        if (sheet_hidden || row.hidden || column_hidden || covered) {
          unseen.push_back(std::move(filled.cell));
        } else {
          cells.push_back(std::move(filled));
        }
      }
      column += wide;
      if (column >= kMaxColumns) break;
    }
  }

  /// The text of a cell is its value as shown; files of other programs may leave it to be made from the value.
  static void read_value(pugi::xml_node node, Filled& filled) {
    std::string_view type = node.attribute("office:value-type").value();
    filled.cell.words = type == "string" || type.empty();
    if (!base::trim(filled.content.text).empty() || type.empty()) return;
    for (const char* const attribute :
         {"office:string-value", "office:date-value", "office:time-value", "office:boolean-value", "office:value"}) {
      if (const pugi::xml_attribute value = node.attribute(attribute)) {
        filled.content.text = ooxml::clean(value.value());
        return;
      }
    }
  }

  void add_table(std::vector<Filled>& cells) {
    if (cells.empty()) return;
    Place first = cells.front().cell.place;
    for (const Filled& filled : cells) first.column = std::min(first.column, filled.cell.place.column);
    builder_.begin_table(sheet_);
    builder_.table().first_row = first.row;
    builder_.table().first_column = first.column;
    std::vector<std::vector<const Cell*>> rows;
    for (const Filled& filled : cells) {
      if (too_large_) return;
      const Cell& cell = filled.cell;
      if (rows.empty() || rows.back().front()->place.row != cell.place.row) rows.emplace_back();
      rows.back().push_back(&cell);
      settle(builder_.add_cell(cell.place.row - first.row, cell.place.column - first.column, cell.text), filled.content);
    }
    const std::int32_t header = ooxml::find_header_row(rows);
    builder_.end_table(header < 0 ? -1 : rows[static_cast<std::size_t>(header)].front()->place.row - first.row);
  }

  void add_unseen(const std::vector<Cell>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!line.empty()) line += '\t';
      line += cells[i].text;
      if (i + 1 < cells.size() && cells[i + 1].place.row == cells[i].place.row) continue;
      add_hidden(HiddenText::Kind::hidden, line, "sheet \"" + sheet_ + "\", row " + std::to_string(cells[i].place.row + 1));
      line.clear();
    }
  }

  /// What is printed at the head and foot of each page. Without a space it is a number or a name that changes from page to page.
  void read_print_texts(pugi::xml_node master) {
    for (pugi::xml_node node : master.children()) {
      const std::string_view name = node.name();
      const bool header = name.starts_with("style:header");
      if ((!header && !name.starts_with("style:footer")) || std::string_view(node.attribute("style:display").value()) == "false")
        continue;
      odf::Content content;
      read_cell(node, content);
      const std::string text(base::trim(content.text));
      const bool only_number = text.starts_with("Page ") && text.size() < 12;
      if (only_number || text.find_first_of(" \n") == std::string::npos || !print_texts_.insert(text).second) continue;
      builder_.add(header ? BlockKind::page_header : BlockKind::page_footer, text);
    }
  }

  /// Source: OpenDocument 1.3 part 3, 9.9.
  void read_deletions(pugi::xml_node changes) {
    here_ = "tracked changes";
    for (pugi::xml_node change : changes.children("table:cell-content-change")) {
      odf::Content content;
      read_cell(change.child("table:previous").child("table:change-track-table-cell"), content);
      const std::string author = ooxml::deep_text(change.child("office:change-info").child("dc:creator"));
      add_hidden(HiddenText::Kind::deleted, content.text, author.empty() ? "changed" : "changed by " + author);
    }
  }

  std::string sheet_;
  std::string here_;
  std::set<std::string> print_texts_;
};

}  // namespace

document::Extracted extract_ods(std::string_view bytes, const Limits& limits) {
  return odf::read_open_document(
      bytes, limits, [](ooxml::Package& package, const Limits& allowed) { return OdsReader(package, allowed).read(); });
}

}  // namespace crosswalk::extraction
