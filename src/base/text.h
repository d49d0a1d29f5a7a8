// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::base {

/// `text` without white space (ASCII) at both ends.
std::string_view trim(std::string_view text);
/// ASCII letters in lower case; all other bytes as they are.
std::string to_lower(std::string_view text);
/// The parts of `text` between the separators; n separators give n+1 parts.
std::vector<std::string_view> split(std::string_view text, char separator);
/// The parts with `separator` between them.
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// White-space runs (ASCII and U+00A0) as one space, none at the ends.
std::string collapse_space(std::string_view text);
/// Whether two ASCII texts are equal but for case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// One decoded code point and its length in bytes (1 to 4). Invalid bytes decode to U+FFFD with length 1.
struct CodePoint {
  char32_t value;
  std::uint8_t length;
};
/// Decodes the code point at `offset`, which must be less than text.size(). Source: RFC 3629.
CodePoint decode_utf8(std::string_view text, std::size_t offset);
/// Appends `value` as UTF-8; surrogates and values over U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t value);
/// Whether all of `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);
/// `text` with every malformed byte replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

}  // namespace crosswalk::base
