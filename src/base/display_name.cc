// SPDX-License-Identifier: Apache-2.0
#include "base/display_name.h"

#include "base/text.h"

namespace crosswalk::base {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

bool is_deceptive(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

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
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = decode_utf8(name, at);
    const bool malformed = point.value == 0xFFFD && point.length == 1;
    if (malformed || (is_deceptive(point.value) && point.value < 0x80)) {
      append_byte(out, name[at]);
    } else if (is_deceptive(point.value)) {
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
