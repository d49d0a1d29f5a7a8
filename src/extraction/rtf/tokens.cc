// SPDX-License-Identifier: Apache-2.0
#include "extraction/rtf/tokens.h"

#include <algorithm>

namespace crosswalk::extraction::rtf {
namespace {

constexpr std::size_t longest_word = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Token Tokens::control() {
  // Behind the backslash.
  Token token;
  if (at_ >= bytes_.size()) return token;
  const char first = bytes_[at_];
  if (!is_letter(first)) {
    token.text = bytes_.substr(at_++, 1);
    token.kind = Token::Kind::symbol;
    if (first != '\'') return token;
    if (at_ + 1 < bytes_.size() && hex(bytes_[at_]) >= 0 && hex(bytes_[at_ + 1]) >= 0) {
      token.kind = Token::Kind::byte;
      token.byte = static_cast<unsigned char>(hex(bytes_[at_]) * 16 + hex(bytes_[at_ + 1]));
      at_ += 2;
    }
    return token;
  }
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && at_ < begin + longest_word && is_letter(bytes_[at_])) ++at_;
  token.kind = Token::Kind::word;
  token.text = bytes_.substr(begin, at_ - begin);
  const bool minus = at_ + 1 < bytes_.size() && bytes_[at_] == '-' && is_digit(bytes_[at_ + 1]);
  if (minus) ++at_;
  std::int64_t number = 0;
  const std::size_t digits = at_;
  while (at_ < bytes_.size() && is_digit(bytes_[at_])) {
    constexpr std::int64_t most = 0x7FFFFFFF;
    number = std::min(number * 10 + (bytes_[at_++] - '0'), most);
  }
  token.has_number = at_ > digits;
  token.number = static_cast<std::int32_t>(minus ? -number : number);
  if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  if (token.text == "bin" && token.number > 0)
    at_ += std::min<std::size_t>(bytes_.size() - at_, static_cast<std::size_t>(token.number));
  return token;
}

Token Tokens::next() {
  while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n' || bytes_[at_] == '\0')) ++at_;
  Token token;
  if (at_ >= bytes_.size()) return token;
  const char c = bytes_[at_];
  if (c == '{' || c == '}') {
    token.kind = c == '{' ? Token::Kind::open : Token::Kind::close;
    ++at_;
    return token;
  }
  if (c == '\\') {
    ++at_;
    return control();
  }
  const std::size_t begin = at_;
  at_ = std::min(bytes_.find_first_of(std::string_view("{}\\\r\n\0", 6), at_), bytes_.size());
  token.kind = Token::Kind::text;
  token.text = bytes_.substr(begin, at_ - begin);
  return token;
}

}  // namespace crosswalk::extraction::rtf
