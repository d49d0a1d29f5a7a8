// SPDX-License-Identifier: Apache-2.0
#include "writing/json_text.h"

#include <array>
#include <cstdio>

#include "base/text.h"
#include "writing/escape.h"

namespace crosswalk::writing {
namespace {

void add_unit(std::string& out, unsigned code) {
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), "\\u%04x", code);
  out += digits.data();
}

}  // namespace

std::string harmless_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t from = at;
    // Within strings a writer has escaped C0 controls; between members there are line feeds and blanks.
    while (at < json.size() && static_cast<unsigned char>(json[at]) < 0x7F) ++at;
    out += json.substr(from, at - from);
    if (at == json.size()) break;
    const base::CodePoint point = base::decode_utf8(json, at);
    if (!is_control(point.value)) {
      out += json.substr(at, point.length);
    } else if (point.value > 0xFFFF) {
      add_unit(out, 0xD800 + static_cast<unsigned>((point.value - 0x10000) >> 10U));
      add_unit(out, 0xDC00 + static_cast<unsigned>((point.value - 0x10000) & 0x3FFU));
    } else {
      add_unit(out, static_cast<unsigned>(point.value));
    }
    at += point.length;
  }
  return out;
}

}  // namespace crosswalk::writing
