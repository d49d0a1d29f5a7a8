// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "artifacts/characters.h"

namespace crosswalk::artifacts {

/// A list of words in lower case that is asked often whether a word is in it, mostly in vain: the first letter and the length
/// tell most.
template <std::size_t N>
class WordList {
 public:
  /// The list; words have 1 to 31 letters.
  constexpr explicit WordList(const std::array<std::string_view, N>& words) : words_(words) {
    for (const std::string_view word : words_) lengths_[slot(word.front())] |= std::uint32_t{1} << word.size();
  }

  /// The number of the word in the list, in any case; N if it is not there.
  [[nodiscard]] constexpr std::size_t index_of(std::string_view word) const {
    if (word.empty() || word.size() > 31 || (lengths_[slot(word.front())] >> word.size() & 1U) == 0) return N;
    for (std::size_t i = 0; i < N; ++i) {
      if (is_the_word(word, words_[i])) return i;
    }
    return N;
  }
  /// Whether the word is in the list, in any case.
  [[nodiscard]] constexpr bool has(std::string_view word) const { return index_of(word) < N; }

 private:
  static constexpr std::size_t slot(char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c) & 31U); }

  std::array<std::string_view, N> words_;
  std::array<std::uint32_t, 32> lengths_{};
};

}  // namespace crosswalk::artifacts
