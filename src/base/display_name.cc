// SPDX-License-Identifier: Apache-2.0
#include "base/display_name.h"

#include "base/text.h"

namespace crosswalk::base {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

bool is_deceptive(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE || (c >= 0x1BCA0 && c <= 0x1BCA3) ||
         (c >= 0x1D173 && c <= 0x1D17A) || (c >= 0xE0000 && c <= 0xE0FFF);
}

/// Marks that stand on the letter before, of the blocks that hold nothing else.
bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

/// More marks than this on one letter run over the lines above and below.
constexpr int most_marks = 4;

void append_byte(std::string& out, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  out += "\\x";
  out += kDigits[value >> 4];
  out += kDigits[value & 15];
}

}  // namespace

std::string display_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  int marks = 0;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = decode_utf8(name, at);
    const bool malformed = point.value == 0xFFFD && point.length == 1;
    marks = !malformed && is_mark(point.value) ? marks + 1 : 0;
    if (malformed || (is_deceptive(point.value) && point.value < 0x80)) {
      append_byte(out, name[at]);
    } else if (is_deceptive(point.value) || marks > most_marks) {
      out += "\\u{";
      for (int shift = point.value > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) out += kDigits[(point.value >> shift) & 15];
      out += '}';
    } else {
      out += name.substr(at, point.length);
    }
    at += point.length;
  }
  return out;
}

}  // namespace crosswalk::base
