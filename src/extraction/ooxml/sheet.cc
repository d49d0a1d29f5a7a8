// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/sheet.h"

#include <algorithm>

#include "base/text.h"

namespace crosswalk::extraction::ooxml {
namespace {

/// A header row further down is a row of data.
constexpr std::size_t kHeaderSearch = 40;

}  // namespace

std::int32_t find_header_row(const std::vector<std::vector<const Cell*>>& rows) {
  std::size_t widest = 0;
  const std::size_t looked_at = std::min(rows.size(), kHeaderSearch + 20);
  for (std::size_t i = 0; i < looked_at; ++i) widest = std::max(widest, rows[i].size());
  for (std::size_t i = 0; i + 1 < rows.size() && i < kHeaderSearch; ++i) {
    const std::vector<const Cell*>& row = rows[i];
    if (row.size() < 2 || 2 * row.size() < widest) continue;
    const bool words = std::all_of(row.begin(), row.end(), [](const Cell* cell) { return cell->words; });
    if (!words) continue;
    // Names of columns are short; "Owner: Jane" is a note.
    const bool names = std::all_of(row.begin(), row.end(), [](const Cell* cell) { return cell->text.size() <= 200; });
    if (!names || base::trim(row.front()->text).ends_with(':')) continue;
    if (rows[i + 1].size() < 2 && widest > 2 && !(i + 2 < rows.size() && rows[i + 2].size() >= 2)) continue;
    return static_cast<std::int32_t>(i);
  }
  return -1;
}

}  // namespace crosswalk::extraction::ooxml
