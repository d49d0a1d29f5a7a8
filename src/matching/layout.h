// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "document/document.h"
#include "matching/normalize.h"

namespace crosswalk::matching {

/// For each block of a document other blocks that it stands before, as one list.
class Followers {
 public:
  Followers() = default;
  /// `pairs` of (block, follower) in any order.
  Followers(std::size_t blocks, std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs);
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t block) const {
    return std::span(followers_).subspan(first_[block], first_[block + 1] - first_[block]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> followers_;
};

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
  /// For headings one past the last block of their section; elsewhere one past the last block of all.
  std::vector<std::int32_t> section_end;
  /// The first heading, or the number of blocks.
  std::int32_t first_heading = 0;
  /// Block of each sentence.
  std::vector<std::uint32_t> sentence_block;
  /// Cells and items for which a block is header, label or introduction; and those, and what stands right below it, for which it
  /// may be the key.
  Followers introduced;
  Followers keyed;
};

}  // namespace crosswalk::matching
