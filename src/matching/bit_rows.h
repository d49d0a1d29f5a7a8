// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace crosswalk::matching {

/// Rows of bits, all of one length, that stay where they are.
class BitRows {
 public:
  /// Rows of so many numbers of 64 bits.
  explicit BitRows(std::size_t words) : words_(words) {}

  /// A new row with no bit set.
  std::uint64_t* add() {
    if (left_ == 0) {
      left_ = std::max<std::size_t>(1, chunk_words / std::max<std::size_t>(1, words_));
      chunks_.push_back(std::make_unique_for_overwrite<std::uint64_t[]>(left_ * words_));
    }
    --left_;
    std::uint64_t* const row = chunks_.back().get() + left_ * words_;
    std::fill_n(row, words_, 0);
    return row;
  }
  /// The length of a row.
  [[nodiscard]] std::size_t words() const { return words_; }

 private:
  static constexpr std::size_t chunk_words = 2048;

  std::size_t words_;
  std::size_t left_ = 0;
  std::vector<std::unique_ptr<std::uint64_t[]>> chunks_;
};

}  // namespace crosswalk::matching
