// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace crosswalk::extraction::ooxml {

/// A place on a sheet, from 0.
struct Place {
  std::int32_t row = 0;
  std::int32_t column = 0;
  /// Row by row.
  auto operator<=>(const Place&) const = default;
};

/// A cell with a value.
struct Cell {
  Place place;
  std::string text;
  /// A word and not a number, date or truth value.
  bool words = false;
  std::string link;
};

/// The row (an index of `rows`) that holds the names of the columns, or -1: the first row of words that is about as wide as the
/// rows below it. Rows above it are titles and notes.
std::int32_t find_header_row(const std::vector<std::vector<const Cell*>>& rows);

}  // namespace crosswalk::extraction::ooxml
