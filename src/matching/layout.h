// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "document/document.h"
#include "matching/normalize.h"

namespace crosswalk::matching {

/// Lists of blocks, each by its first: for each block the next of its list, or -1.
using Chain = std::vector<std::int32_t>;

/// How the blocks of a document stand to each other: which one is the column header, row label, list introduction or heading of
/// which.
struct Layout {
  explicit Layout(const document::Document& document, const Normalized& normalized);

  /// For table cells the column header and the label of the row, for list items the block before the list that ends with ':' or
  /// announces "the following", or the item above that does;
  /// -1 where there is none.
  std::vector<std::int32_t> column_header;
  std::vector<std::int32_t> row_label;
  std::vector<std::int32_t> list_intro;
  /// A column header and the cells below it; a row label and the cells beside it.
  Chain next_in_column;
  Chain next_in_row;
  /// For each block one of the items that it introduces, or -1, and for each item another one of the same introduction.
  std::vector<std::int32_t> first_in_list;
  Chain next_in_list;
  /// For headings one past the last block of their section; elsewhere one past the last block of all.
  std::vector<std::int32_t> section_end;
  /// The first heading, or the number of blocks.
  std::int32_t first_heading = 0;
  /// Block of each sentence.
  std::vector<std::uint32_t> sentence_block;
  /// First sentence of each block, with one more entry for the end.
  std::vector<std::uint32_t> first_sentence;
};

}  // namespace crosswalk::matching
