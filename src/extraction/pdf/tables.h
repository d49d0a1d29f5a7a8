// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extraction/pdf/rows.h"

namespace crosswalk::extraction::pdf {

/// A cell of a table on a page.
struct Cell {
  /// From 0.
  std::int32_t row = 0;
  std::int32_t column = 0;
  std::vector<Line> lines;
  bool bold = true;
};

/// Rows of a region that make a table.
struct TableOnPage {
  /// First and last row in the region.
  std::size_t first = 0;
  std::size_t last = 0;
  /// Row of the table that names the columns, or -1.
  std::int32_t header_row = -1;
  /// Where the text of each column may reach to the right.
  std::vector<float> rights;
  /// Row by row; empty cells are left out.
  std::vector<Cell> cells;
};

/// Whether a row has the leaders of a table of contents.
bool has_leader(const Row& row);
/// Finds tables in the rows of a region, in order: at least two rows by two columns whose cells begin, end or are centred at the
/// same places.
std::vector<TableOnPage> find_tables(const std::vector<Row>& rows, std::uint32_t page);

}  // namespace crosswalk::extraction::pdf
