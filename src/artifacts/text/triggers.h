// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crosswalk::artifacts::text {

/// Which places of a block of 64 bytes are worth a look; bit i is its byte i.
struct Block {
  /// First letters of words that a trigger may begin with.
  std::uint64_t words = 0;
  /// First digits of numbers.
  std::uint64_t digits = 0;
  /// '@', '[', '(' and '{'.
  std::uint64_t signs = 0;
};

/// Finds the places of a text at which artifacts announce themselves, 64 bytes at a time.
class Triggers {
 public:
  explicit Triggers(std::string_view text) : text_(text) {}

  /// The block at `begin`, a multiple of 64; blocks are asked for in their order, each once.
  Block block(std::size_t begin);

 private:
  std::string_view text_;
  /// Whether the byte before the block is a letter or digit; whether it is a digit.
  bool after_word_ = false;
  bool after_digit_ = false;
};

}  // namespace crosswalk::artifacts::text
