// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace crosswalk::matching {

/// How words begin, by numbers: their first two bytes, or the only one of tokens of one byte. What may begin with a word is told
/// by this where the word itself is in no vocabulary. Letters and digits are told apart, all other bytes of words are alike.
class Beginning {
  static constexpr std::size_t kinds = 37;
  static constexpr std::size_t other = kinds - 1;
  static constexpr std::size_t one_byte = 256;

 public:
  /// Numbers are below this.
  static constexpr std::size_t count = one_byte + kinds * kinds;

  /// The number for a token of `size` > 0 bytes.
  static std::size_t number(const char* token, std::size_t size) {
    const std::size_t first = static_cast<unsigned char>(token[0]);
    const std::size_t second = static_cast<unsigned char>(token[size > 1 ? 1 : 0]);
    return size == 1 ? first : one_byte + kind_of[first] * kinds + kind_of[second];
  }
  /// The bytes with this number; empty where it stands for several.
  static std::string bytes(std::size_t number) {
    if (number < one_byte) return {static_cast<char>(number)};
    const std::size_t first = (number - one_byte) / kinds;
    const std::size_t second = (number - one_byte) % kinds;
    if (first == other || second == other) return {};
    return {letters_and_digits[first], letters_and_digits[second]};
  }

 private:
  static constexpr char letters_and_digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  static constexpr auto kind_of = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(other);
    for (std::uint8_t kind = 0; kind < other; ++kind) out[static_cast<unsigned char>(letters_and_digits[kind])] = kind;
    return out;
  }();
};

}  // namespace crosswalk::matching
