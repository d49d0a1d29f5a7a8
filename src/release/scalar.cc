// SPDX-License-Identifier: Apache-2.0
#include "release/scalar.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace crosswalk::release {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Words that readers take for something else than a text.
bool is_reserved(std::string_view text) {
  constexpr auto words = std::to_array<std::string_view>({"null", "true", "false", "yes", "no", "on", "off", "y", "n"});
  const std::string small = base::to_lower(text);
  return std::find(words.begin(), words.end(), small) != words.end();
}

/// Whether a text can be taken for a number, a time or the like: it begins as one and has no letter that none has.
bool looks_like_number(std::string_view text) {
  return is_digit(text.front()) && text.find_first_not_of("0123456789abcdefABCDEFxXoO_.,:+-tTzZ ") == std::string_view::npos;
}

/// Code points that may not stand in YAML as they are, or are taken for ends of lines.
bool must_be_escaped(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 || point == 0xFEFF ||
         point == 0xFFFE || point == 0xFFFF;
}

bool has_escapes(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    if (must_be_escaped(point.value)) return true;
    i += point.length;
  }
  return false;
}

bool is_plain(std::string_view text) {
  if (text.empty() || is_reserved(text) || looks_like_number(text)) return false;
  const char first = text.front();
  if (!is_letter(first) && !is_digit(first) && first != '/' && (static_cast<unsigned char>(first) & 0x80U) == 0) return false;
  if (text.back() == ':' || text.back() == ' ') return false;
  // Within [] and {} these end a text, for some readers also a question mark; a colon or a '#' do beside white space.
  if (text.find_first_of(",?[]{}\"'`\t\\") != std::string_view::npos) return false;
  return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos && !has_escapes(text);
}

void append_hex(std::string& out, char32_t value) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += value < 0x100 ? "\\x" : "\\u";
  for (int shift = value < 0x100 ? 4 : 12; shift >= 0; shift -= 4) out += digits[(value >> static_cast<unsigned>(shift)) & 0xFU];
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    if (point.value == '"' || point.value == '\\') {
      out += '\\';
      out += static_cast<char>(point.value);
    } else if (point.value == '\n') {
      out += "\\n";
    } else if (point.value == '\t') {
      out += "\\t";
    } else if (must_be_escaped(point.value)) {
      append_hex(out, point.value);
    } else {
      base::append_utf8(out, point.value);
    }
    i += point.length;
  }
  return out + "\"";
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  const std::string repaired = base::repair_utf8(text);
  return is_plain(repaired) ? repaired : quoted(repaired);
}

std::string yaml_scalars(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return yaml_scalar(texts[0]);
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() == 1 ? "" : ", ") + yaml_scalar(text);
  return out + "]";
}

std::string yaml_comment(std::string_view text) {
  constexpr std::size_t most = 300;
  const std::string repaired = base::repair_utf8(text);
  std::string out;
  for (std::size_t i = 0; i < repaired.size() && out.size() < most;) {
    const base::CodePoint point = base::decode_utf8(repaired, i);
    base::append_utf8(out, must_be_escaped(point.value) ? U' ' : point.value);
    i += point.length;
    if (out.size() >= most && i < repaired.size()) out += "...";
  }
  return base::collapse_space(out);
}

}  // namespace crosswalk::release
