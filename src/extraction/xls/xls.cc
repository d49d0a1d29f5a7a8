// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/csv/records.h"
#include "extraction/extractor.h"
#include "extraction/legacy/converters.h"
#include "extraction/ooxml/sheet.h"

namespace crosswalk::extraction {
namespace {

/// Whether it is a word, as names of columns are.
bool has_word(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
  });
}

/// A value without the notation of its quotes.
std::string plain(std::string_view text, const Value& value) {
  std::string out;
  document::ByteOffset at = value.span.begin;
  for (const document::Span& mark : value.markup) {
    out += text.substr(at, mark.begin - at);
    at = mark.end;
  }
  out += text.substr(at, value.span.end - at);
  return std::string(base::trim(out));
}

/// Reads one sheet; false beyond the limit of blocks.
bool read_sheet(std::string_view text, const std::string& name, document::Builder& builder, const Limits& limits) {
  std::vector<std::vector<ooxml::Cell>> rows;
  std::size_t cells = 0;
  RecordReader reader(text, 0, ',');
  for (std::int32_t row = 0; reader.more(); ++row) {
    const std::vector<Value> values = reader.next();
    std::vector<ooxml::Cell> filled;
    for (std::size_t column = 0; column < values.size(); ++column) {
      std::string cell = plain(text, values[column]);
      if (cell.empty()) continue;
      if (builder.document().blocks.size() + ++cells > limits.blocks) return false;
      const bool words = has_word(cell);
      filled.push_back({{row, static_cast<std::int32_t>(column)}, std::move(cell), words, {}});
    }
    if (!filled.empty()) rows.push_back(std::move(filled));
  }
  if (rows.empty()) return true;
  std::vector<std::vector<const ooxml::Cell*>> pointers;
  for (const auto& row : rows) {
    pointers.emplace_back();
    for (const ooxml::Cell& cell : row) pointers.back().push_back(&cell);
  }
  const std::int32_t header = ooxml::find_header_row(pointers);
  builder.begin_table(name);
  for (const auto& row : rows) {
    for (const ooxml::Cell& cell : row) builder.add_cell(cell.place.row, cell.place.column, cell.text);
  }
  builder.end_table(header < 0 ? -1 : rows[static_cast<std::size_t>(header)].front().place.row);
  return true;
}

}  // namespace

/// What xls2csv writes: records of quoted values, a form feed behind each sheet; names of sheets are not in it.
document::Extracted extract_xls(std::string_view bytes, const Limits& limits) {
  const std::string text = base::repair_utf8(legacy::converted_text(bytes));
  if (text.size() > limits.text_bytes) return unreadable(document::Reason::too_large, "more text than the limit");
  document::Document document;
  document.format = "xls";
  document.media_type = "application/vnd.ms-excel";
  document.style = document::LocatorStyle::sheet_cell;
  document::Builder builder(std::move(document));
  std::size_t number = 0;
  for (const std::string_view sheet : base::split(text, '\f')) {
    if (!read_sheet(sheet, "Sheet " + std::to_string(++number), builder, limits)) {
      return unreadable(document::Reason::too_large, "more than " + std::to_string(limits.blocks) + " cells");
    }
  }
  document::Extracted out;
  out.document = builder.finish();
  if (out.document.blocks.empty()) return unreadable(document::Reason::empty, "no cell holds anything");
  out.document.warnings.emplace_back(
      "Read through a converter of legacy workbooks: names of sheets, notes and some dates are not in what it gives.");
  return out;
}

}  // namespace crosswalk::extraction
