// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace crosswalk::artifacts {

/// A value that was read from a place in a text, and where it ends.
template <class T>
struct Reading {
  T value;
  std::size_t end = 0;
};

/// Whether the byte is an ASCII digit.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Whether the byte is an ASCII letter.
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Whether the byte is an ASCII letter in upper case.
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
/// Whether the byte is an ASCII letter or digit.
constexpr bool is_alnum(char c) { return is_digit(c) || is_letter(c); }
/// Whether the byte is an ASCII letter, a digit or an underscore.
constexpr bool is_word(char c) { return is_alnum(c) || c == '_'; }
/// Whether the byte is a hexadecimal digit in either case.
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
/// Whether the byte is white space.
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
/// The letter in lower case; other bytes as they are.
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
/// The letter in upper case; other bytes as they are.
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

/// The byte at `at`, or 0 behind the end.
constexpr char byte_at(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }
/// The byte before `at`, or 0 at the beginning.
constexpr char byte_before(std::string_view text, std::size_t at) { return at > 0 && at <= text.size() ? text[at - 1] : '\0'; }

/// The length of a dash at `at`: 1 for '-', 3 for U+2010 to U+2015 and U+2212, else 0.
constexpr std::size_t dash_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '-') return 1;
  if (text[at] != '\xE2' || text.size() - at < 3) return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  return (second == 0x80 && third >= 0x90 && third <= 0x95) || (second == 0x88 && third == 0x92) ? 3 : 0;
}
/// The length of a dash that ends at `at`, as dash_at().
constexpr std::size_t dash_before(std::string_view text, std::size_t at) {
  if (at >= 1 && text[at - 1] == '-') return 1;
  return at >= 3 && dash_at(text, at - 3) == 3 ? 3 : 0;
}

/// The length of one white-space character at `at`: 1, 2 for U+00A0, 3 for U+2009 and U+202F, else 0.
constexpr std::size_t space_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (is_space(text[at])) return 1;
  if (text[at] == '\xC2' && byte_at(text, at + 1) == '\xA0') return 2;
  if (text[at] != '\xE2' || byte_at(text, at + 1) != '\x80') return 0;
  return byte_at(text, at + 2) == '\x89' || byte_at(text, at + 2) == '\xAF' ? 3 : 0;
}
/// The length of one white-space character that ends at `at`, as space_at().
constexpr std::size_t space_before(std::string_view text, std::size_t at) {
  if (at >= 1 && is_space(text[at - 1])) return 1;
  if (at >= 2 && space_at(text, at - 2) == 2) return 2;
  return at >= 3 && space_at(text, at - 3) == 3 ? 3 : 0;
}

/// The place behind the white space at `at`; at most `limit` characters of it with one line break, or `at` itself if there are
/// more, so that nothing is read across paragraphs or columns.
constexpr std::size_t skip_space(std::string_view text, std::size_t at, std::size_t limit = 4) {
  std::size_t end = at;
  std::size_t count = 0;
  std::size_t breaks = 0;
  while (const std::size_t length = space_at(text, end)) {
    breaks += text[end] == '\n' ? 1 : 0;
    if (++count > limit || breaks > 1) return at;
    end += length;
  }
  return end;
}

/// Whether `word` stands at `at` in any case; `word` is in lower case.
constexpr bool stands_at(std::string_view text, std::size_t at, std::string_view word) {
  if (at > text.size() || text.size() - at < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(text[at + i]) != word[i]) return false;
  }
  return true;
}
/// The same, and no letter or digit follows.
constexpr bool word_stands_at(std::string_view text, std::size_t at, std::string_view word) {
  return stands_at(text, at, word) && !is_word(byte_at(text, at + word.size()));
}
/// Whether two texts are equal but for case; `word` is in lower case.
constexpr bool is_the_word(std::string_view text, std::string_view word) {
  return text.size() == word.size() && stands_at(text, 0, word);
}
/// The run of ASCII letters at `at`; empty where there is none or more than `limit`.
constexpr std::string_view letters_at(std::string_view text, std::size_t at, std::size_t limit = 24) {
  std::size_t end = at;
  while (end < text.size() && end - at <= limit && is_letter(text[end])) ++end;
  return end - at > limit ? std::string_view() : text.substr(at <= text.size() ? at : text.size(), end - at);
}
/// The run of ASCII letters that ends at `at`; empty where there is none or more than `limit`.
constexpr std::string_view letters_before(std::string_view text, std::size_t at, std::size_t limit = 24) {
  std::size_t begin = at;
  while (begin > 0 && at - begin <= limit && is_letter(text[begin - 1])) --begin;
  return at - begin > limit ? std::string_view() : text.substr(begin, at - begin);
}
/// The run of digits at `at` as a number of at most nine digits, or nothing.
constexpr std::optional<Reading<std::uint32_t>> number_at(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    if (end - at >= 9) return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(text[end] - '0');
    ++end;
  }
  if (end == at) return std::nullopt;
  return Reading<std::uint32_t>{value, end};
}

}  // namespace crosswalk::artifacts
