// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "document/document.h"
#include "matching/layout.h"
#include "matching/normalize.h"

namespace crosswalk::retrieval {

/// What can answer a question by itself: a sentence, a list item, a row of a table. None crosses a section.
struct Unit {
  /// In Normalized::text.
  matching::Range range;
  /// First and last block.
  std::uint32_t first_block = 0;
  std::uint32_t last_block = 0;
  std::uint32_t words = 0;
  /// Blocks whose words stand for the unit too: the nearest heading first, then those above it; what announces its list; headers
  /// of its cells.
  std::vector<std::uint32_t> context;
  /// Whether it may be read together with the one before: same section, and rows of one table or none.
  bool joins = false;
};

/// Cuts a document into units, in order. Headings, page headers and page footers are none.
std::vector<Unit> cut(const document::Document& document, const matching::Normalized& normalized, const matching::Layout& layout);

}  // namespace crosswalk::retrieval
