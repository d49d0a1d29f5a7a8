// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crosswalk::extraction::rtf {

/// One piece of an RTF file.
struct Token {
  enum class Kind : std::uint8_t { open, close, word, symbol, byte, text, end };
  Kind kind = Kind::end;
  /// word: its letters. text: its bytes. symbol: the one character.
  std::string_view text;
  /// word: its number.
  std::int32_t number = 0;
  bool has_number = false;
  /// byte: the value of \'hh.
  unsigned char byte = 0;
};

/// Cuts RTF into tokens, one after another. Source: Rich Text Format (RTF) Specification 1.9.1, Basic Entities.
class Tokens {
 public:
  explicit Tokens(std::string_view bytes) : bytes_(bytes) {}

  /// The next token; `end` at the end of the file. The bytes behind \bin are passed over.
  Token next();
  /// How many bytes were read.
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  Token control();

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace crosswalk::extraction::rtf
