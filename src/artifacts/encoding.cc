// SPDX-License-Identifier: Apache-2.0
#include "artifacts/encoding.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace crosswalk::artifacts {
namespace {

struct Form {
  /// Bytes of a unit.
  std::size_t width = 1;
  bool big = false;
  /// Bytes of the byte-order mark.
  std::size_t mark = 0;
};

Form form_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {1, false, 3};
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return {4, false, 4};
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return {4, true, 4};
  if (bytes.starts_with("\xFF\xFE"sv)) return {2, false, 2};
  if (bytes.starts_with("\xFE\xFF"sv)) return {2, true, 2};
  // Without a mark: the first character is ASCII, so the other bytes of its unit are 0.
  if (bytes.size() >= 4) {
    const bool zero[4] = {bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0};
    if (!zero[0] && zero[1] && zero[2] && zero[3]) return {4, false, 0};
    if (zero[0] && zero[1] && zero[2] && !zero[3]) return {4, true, 0};
    if (!zero[0] && zero[1] && !zero[2]) return {2, false, 0};
    if (zero[0] && !zero[1] && zero[2]) return {2, true, 0};
  }
  return {};
}

std::uint32_t unit_at(std::string_view bytes, std::size_t at, const Form& form) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < form.width; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[at + (form.big ? i : form.width - 1 - i)]);
    out = out << 8U | byte;
  }
  return out;
}

bool is_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; }

base::Error broken(std::string_view name, std::string_view before, const std::string& what) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(before[i]) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return {base::ErrorCode::malformed_data, std::string(name),
          "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what};
}

}  // namespace

base::Result<std::string> to_utf8(std::string bytes, std::string_view name) {
  const Form form = form_of(bytes);
  if (form.width == 1) {
    bytes.erase(0, form.mark);
    if (base::is_utf8(bytes)) return bytes;
    std::size_t at = 0;
    for (base::CodePoint point{}; at < bytes.size(); at += point.length) {
      point = base::decode_utf8(bytes, at);
      // U+FFFD itself takes three bytes.
      if (point.value == 0xFFFD && point.length == 1) break;
    }
    return broken(name, std::string_view(bytes).substr(0, at), "a byte that is no UTF-8; save the file as UTF-8");
  }
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = form.mark;
  for (; at + form.width <= bytes.size(); at += form.width) {
    std::uint32_t unit = unit_at(bytes, at, form);
    if (form.width == 2 && unit >= 0xD800 && unit <= 0xDBFF && at + 4 <= bytes.size()) {
      const std::uint32_t low = unit_at(bytes, at + 2, form);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    if (is_surrogate(unit) || unit > 0x10FFFF) {
      return broken(name, out, form.width == 2 ? "half a character of UTF-16" : "a number that is no character of UTF-32");
    }
    base::append_utf8(out, static_cast<char32_t>(unit));
  }
  if (at != bytes.size()) return broken(name, out, "the text is cut off in the middle of a character");
  return out;
}

}  // namespace crosswalk::artifacts
