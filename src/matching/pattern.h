// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::matching {

/// A set of byte values.
class ByteSet {
 public:
  /// A bit for each byte.
  using Bits = std::array<std::uint64_t, 4>;

  ByteSet() = default;
  /// The set of the bytes whose bits are set.
  explicit ByteSet(const Bits& bits) : bits_(bits) {}
  /// All bits.
  [[nodiscard]] const Bits& bits() const { return bits_; }
  /// Adds one byte.
  void add(unsigned char byte) { bits_[byte / 64] |= 1ULL << (byte % 64); }
  /// Adds all bytes of another set.
  void add(const ByteSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  /// All bytes that are not in it.
  [[nodiscard]] ByteSet inverted() const {
    ByteSet out;
    for (std::size_t i = 0; i < bits_.size(); ++i) out.bits_[i] = ~bits_[i];
    return out;
  }
  /// Whether a byte is in it.
  [[nodiscard]] bool contains(unsigned char byte) const { return (bits_[byte / 64] >> (byte % 64) & 1) != 0; }
  bool operator==(const ByteSet&) const = default;
  auto operator<=>(const ByteSet&) const = default;

 private:
  Bits bits_{};
};

/// A regular expression as a position automaton (V. M. Glushkov, 1961): one position for every byte that it can consume, and
/// which positions may follow which. It has no empty moves and is therefore easily joined with others.
struct Pattern {
  struct Position {
    ByteSet bytes;
    /// Positions that may come next.
    std::vector<std::uint32_t> follow;
    /// Whether a match may end here, and whether it may where the line ends.
    bool ends = false;
    bool ends_at_line_end = false;
  };
  std::vector<Position> positions;
  /// Positions with which a match may begin.
  std::vector<std::uint32_t> first;
};

/// Reads a regular expression: literals, `.`, `[ ]`, `[^ ]`, `\d \w \s \D \W \S \n \t`, groups, `|`, `? * + {m} {m,} {m,n}`, `$`
/// for the end of the line. `\b` may stand at either end, where it says what holds anyway: matches begin and end between words. A
/// point and an inverted set do not match a line break. Errors: malformed_pack with what is wrong; the pattern may be empty or is
/// too large.
base::Result<Pattern> parse_pattern(std::string_view text);

}  // namespace crosswalk::matching
