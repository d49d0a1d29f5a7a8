// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/csv/records.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;

/// Rows at the top among which the names of the columns are looked for.
constexpr std::int32_t header_rows = 20;

/// Whether a value may be the name of a column: it has a letter.
bool is_name(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
  });
}

/// "sep=;" in the first line, as Excel reads and writes it: where the table begins, and its separator.
std::optional<std::pair<std::size_t, char>> named_separator(std::string_view text) {
  const std::string_view line = base::trim(text.substr(0, text.find('\n')));
  if (line.size() != 5 || !base::equal_ignoring_case(line.substr(0, 4), "sep=")) return std::nullopt;
  return std::pair{std::min(text.find('\n'), text.size() - 1) + 1, line[4]};
}

/// Reads the table into `out`; false where it has more cells than the limit.
bool read_table(document::Document& out, const Limits& limits, std::size_t begin, char separator, bool& unclosed) {
  const std::string_view text = out.text;
  document::Table table;
  struct Row {
    std::int32_t row;
    std::int32_t filled;
    bool names;
  };
  std::vector<Row> first_rows;
  RecordReader reader(text, begin, separator);
  for (std::int32_t row = 0; reader.more(); ++row) {
    const std::vector<Value> values = reader.next();
    Row facts{row, 0, true};
    for (std::size_t column = 0; column < values.size(); ++column) {
      const std::string_view value = base::trim(out.view(values[column].span));
      if (value.empty()) continue;
      if (out.blocks.size() >= limits.blocks) return false;
      document::Block block;
      block.kind = BlockKind::table_cell;
      block.span.begin = static_cast<document::ByteOffset>(value.data() - text.data());
      block.span.end = static_cast<document::ByteOffset>(block.span.begin + value.size());
      block.table = 0;
      block.row = row;
      block.column = static_cast<std::int32_t>(column);
      block.checkbox = leading_checkbox(value);
      out.blocks.push_back(block);
      for (const document::Span& mark : values[column].markup) add_markup(text, mark.begin, mark.end, out.markup);
      table.columns = std::max(table.columns, block.column + 1);
      table.rows = row + 1;
      ++facts.filled;
      facts.names = facts.names && is_name(value) && value.size() <= 200;
    }
    if (facts.filled > 0 && row < header_rows) first_rows.push_back(facts);
  }
  // The first of the fullest rows at the top, if it can hold names; lines of a title above it are shorter.
  const auto fullest =
      std::max_element(first_rows.begin(), first_rows.end(), [](const Row& a, const Row& b) { return a.filled < b.filled; });
  if (fullest != first_rows.end()) {
    for (const Row& row : first_rows) {
      if (row.filled * 4 < fullest->filled * 3) continue;
      if (row.names) table.header_row = row.row;
      break;
    }
  }
  unclosed = reader.unclosed();
  out.tables.push_back(std::move(table));
  return true;
}

}  // namespace

document::Extracted extract_csv(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted = open_text(bytes, limits, "csv", "text/csv", document::LocatorStyle::sheet_cell);
  if (extracted.status == document::Status::unreadable) return extracted;
  document::Document& out = extracted.document;
  const auto named = named_separator(out.text);
  const std::size_t begin = named ? named->first : 0;
  const char separator = named ? named->second : best_separator(out.text);
  bool unclosed = false;
  if (!read_table(out, limits, begin, separator, unclosed)) {
    return unreadable(document::Reason::too_large, "more than " + std::to_string(limits.blocks) + " cells");
  }
  if (out.blocks.empty()) return unreadable(document::Reason::empty, "no cell holds anything");
  if (unclosed) {
    extracted.status = document::Status::damaged;
    out.warnings.emplace_back("A quoted cell is never closed; from there on quotes were read as text.");
  }
  document::number_blocks(out.blocks);
  return extracted;
}

}  // namespace crosswalk::extraction
