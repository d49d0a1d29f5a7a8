// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "extraction/rst/lines.h"

namespace crosswalk::extraction::rst {

/// A cell of a table drawn with characters.
struct DrawnCell {
  std::int32_t row = 0;
  std::int32_t column = 0;
  /// Its text, line by line; offsets in the source.
  std::vector<document::Span> pieces;
};

/// A table drawn with characters.
struct DrawnTable {
  /// Behind its last line; 0: there is no table.
  std::size_t next = 0;
  std::int32_t header_row = -1;
  /// Row by row; empty cells are left out.
  std::vector<DrawnCell> cells;
};

/// Whether `line` is the border of a grid table ("+---+===+").
bool is_grid_border(std::string_view line);
/// Whether `line` is the border of a simple table ("===  ===").
bool is_simple_border(std::string_view line);

/// Reads the grid table whose first border is lines[first]; lines from `last` on do not belong to it. Cells that span rows or
/// columns stand once, where they begin. Source: reStructuredText Markup Specification, Grid Tables.
DrawnTable read_grid_table(std::string_view text, const std::vector<Line>& lines, std::size_t first, std::size_t last);
/// The same for a simple table. Source: the same, Simple Tables.
DrawnTable read_simple_table(std::string_view text, const std::vector<Line>& lines, std::size_t first, std::size_t last);

}  // namespace crosswalk::extraction::rst
