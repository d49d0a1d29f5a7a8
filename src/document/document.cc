// SPDX-License-Identifier: Apache-2.0
#include "document/document.h"

#include <algorithm>

#include "base/text.h"

namespace crosswalk::document {
namespace {

std::string column_letters(std::int32_t column) {
  std::string out;
  for (std::int32_t n = column + 1; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

/// The last element whose offset is not behind `offset`, or nullptr.
template <class T>
const T* last_before(const std::vector<T>& sorted, ByteOffset offset) {
  const auto after =
      std::upper_bound(sorted.begin(), sorted.end(), offset, [](ByteOffset o, const T& t) { return o < t.offset; });
  return after == sorted.begin() ? nullptr : &*(after - 1);
}

}  // namespace

std::int32_t Document::block_at(ByteOffset offset) const {
  const auto after = std::upper_bound(blocks.begin(), blocks.end(), offset,
                                      [](ByteOffset o, const Block& block) { return o < block.span.begin; });
  return static_cast<std::int32_t>(after - blocks.begin()) - 1;
}

Locator Document::locate(ByteOffset offset) const {
  Locator locator;
  locator.style = style;
  if (const Anchor* anchor = last_before(anchors, offset)) {
    locator.page = anchor->page;
    locator.line = anchor->line;
    const auto page = std::lower_bound(ocr_pages.begin(), ocr_pages.end(), anchor->page,
                                       [](const OcrPage& each, std::uint32_t number) { return each.page < number; });
    if (page != ocr_pages.end() && page->page == anchor->page) locator.ocr_confidence = page->confidence;
  }
  if (const Pointer* pointer = last_before(pointers, offset)) locator.pointer = pointer->value;
  const std::int32_t index = block_at(offset);
  if (index < 0) return locator;
  const Block& block = blocks[static_cast<std::size_t>(index)];
  locator.paragraph = block.paragraph;
  for (std::int32_t h = block.kind == BlockKind::heading ? index : block.heading; h >= 0;
       h = blocks[static_cast<std::size_t>(h)].heading) {
    locator.headings.insert(locator.headings.begin(), base::collapse_space(view(blocks[static_cast<std::size_t>(h)].span)));
  }
  if (block.table >= 0) {
    const Table& table = tables[static_cast<std::size_t>(block.table)];
    locator.sheet = table.sheet;
    locator.cell = column_letters(table.first_column + block.column) + std::to_string(table.first_row + block.row + 1);
  } else if (style == LocatorStyle::sheet_cell && !locator.headings.empty()) {
    // What stands on a sheet outside its cells stands under the sheet's name.
    locator.sheet = locator.headings.front();
  }
  return locator;
}

std::string_view Document::property(std::string_view name) const {
  for (const Property& property : properties) {
    if (base::equal_ignoring_case(property.name, name)) return property.value;
  }
  return {};
}

std::string Locator::text() const {
  switch (style) {
    case LocatorStyle::line:
      return "line " + std::to_string(line);
    case LocatorStyle::page_line:
      return "page " + std::to_string(page) + ", line " + std::to_string(line) +
             (ocr_confidence == 0 ? "" : " (OCR, confidence " + std::to_string(ocr_confidence) + " %)");
    case LocatorStyle::heading_paragraph: {
      std::string out;
      if (!headings.empty()) out = "heading \"" + headings.back() + "\"";
      if (paragraph > 0) out += (out.empty() ? "paragraph " : ", paragraph ") + std::to_string(paragraph);
      if (!cell.empty()) out += ", cell " + cell;
      return out.empty() ? "start" : out;
    }
    case LocatorStyle::sheet_cell:
      // A file that is one table has lines and no name for it.
      if (sheet.empty() && line > 0) return "line " + std::to_string(line) + (cell.empty() ? "" : ", cell " + cell);
      return "sheet \"" + sheet + "\"" + (cell.empty() ? "" : ", cell " + cell);
    case LocatorStyle::pointer:
      return line > 0 ? "line " + std::to_string(line) + (pointer.empty() ? "" : ", " + pointer) : "pointer " + pointer;
  }
  return {};
}

}  // namespace crosswalk::document
