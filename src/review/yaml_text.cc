// SPDX-License-Identifier: Apache-2.0
#include "review/yaml_text.h"

#include <algorithm>

#include "base/text.h"

namespace crosswalk::review {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

std::string yaml_quoted(std::string_view text) {
  const std::string clean = base::repair_utf8(text);
  std::string out = "\"";
  for (std::size_t i = 0; i < clean.size();) {
    const base::CodePoint point = base::decode_utf8(clean, i);
    const char32_t c = point.value;
    // Line breaks of Unicode, bidi controls and the like are not for reviewable text files.
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
                         c == 0xFEFF || (c >= 0xFFFE && c <= 0xFFFF);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (control) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += digits[(c >> shift) & 15];
    } else {
      out.append(clean, i, point.length);
    }
    i += point.length;
  }
  return out + "\"";
}

std::string yaml_comment(std::string_view text, int indent) {
  std::string line = base::collapse_space(base::repair_utf8(text));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return std::string(static_cast<std::size_t>(indent), ' ') + "# " + line + "\n";
}

}  // namespace crosswalk::review
