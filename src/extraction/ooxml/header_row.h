// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace crosswalk::extraction::ooxml {

/// What is known of one row of a table, to tell which row holds the column names.
struct RowLook {
  /// Shown again at the top of each page.
  bool repeated = false;
  std::size_t cells = 0;
  std::size_t filled = 0;
  std::size_t marked = 0;
  bool first_marked = false;
  bool first_ends_with_colon = false;
  bool second_has_digit = false;
};

/// Notes the next cell of a row: its text, whether it has a block, and whether it looks like a name (bold or shaded).
void note_cell(RowLook& row, std::string_view text, bool filled, bool marked);
/// The row (from 0) that holds the names of the columns, or -1.
std::int32_t header_row_of(const std::vector<RowLook>& rows);

}  // namespace crosswalk::extraction::ooxml
