// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/header_row.h"

#include <algorithm>

#include "base/text.h"

namespace crosswalk::extraction::ooxml {

void note_cell(RowLook& row, std::string_view text, bool filled, bool marked) {
  text = base::trim(text);
  marked = marked && filled;
  if (row.cells == 0) {
    row.first_marked = marked;
    row.first_ends_with_colon = text.ends_with(':');
  }
  if (row.cells == 1) {
    row.second_has_digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  ++row.cells;
  row.filled += filled ? 1 : 0;
  row.marked += marked ? 1 : 0;
}

std::int32_t header_row_of(const std::vector<RowLook>& rows) {
  const std::size_t count = rows.size();
  if (count < 2) return -1;
  if (rows[0].repeated) {
    // Several repeated rows: the last one names the columns most finely.
    std::size_t last = 0;
    while (last + 1 < count && rows[last + 1].repeated) ++last;
    return last + 1 < count ? static_cast<std::int32_t>(last) : 0;
  }
  // A line over the whole width is the table's title.
  std::size_t first = 0;
  while (first + 2 < count && rows[first].filled == 1 && rows[first].cells == 1 && rows[first + 1].cells > 1) ++first;
  const RowLook& row = rows[first];
  if (row.filled < row.cells || row.cells < 2) {
    // An empty corner is usual over row names, if the rest is marked.
    return row.cells > 2 && row.filled + 1 == row.cells && row.marked == row.filled ? static_cast<std::int32_t>(first) : -1;
  }
  if (row.marked == row.cells) return static_cast<std::int32_t>(first);
  // Names in the first column and values in the second: no header.
  if (row.cells == 2) {
    std::size_t names = 0;
    for (std::size_t i = first; i < count; ++i) names += rows[i].first_marked || rows[i].first_ends_with_colon ? 1 : 0;
    if (2 * names > count - first || row.second_has_digit) return -1;
  }
  return static_cast<std::int32_t>(first);
}

}  // namespace crosswalk::extraction::ooxml
