// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::base {

/// A closed list of words: an enum and the names under which its values are written. Specialise for each enum with
/// `static constexpr std::array<std::string_view, N> names` in the order of the enumerators.
template <class Enum>
struct Words;

/// The word of a value.
template <class Enum>
constexpr std::string_view word(Enum value) {
  return Words<Enum>::names[static_cast<std::size_t>(value)];
}

/// The value of a word; nothing where the list does not hold it.
template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view text) {
  for (std::size_t i = 0; i < Words<Enum>::names.size(); ++i) {
    if (Words<Enum>::names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

/// All words of a list, in the order of the values.
template <class Enum>
std::vector<std::string> words() {
  return {Words<Enum>::names.begin(), Words<Enum>::names.end()};
}

}  // namespace crosswalk::base
