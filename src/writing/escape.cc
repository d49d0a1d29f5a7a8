// SPDX-License-Identifier: Apache-2.0
#include "writing/escape.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"

namespace crosswalk::writing {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array controls{
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0xAD, 0xAD},       Range{0x61C, 0x61C},     Range{0x180E, 0x180E},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x206F},   Range{0xFDD0, 0xFDEF},   Range{0xFEFF, 0xFEFF},
    Range{0xFFF9, 0xFFFB}, Range{0xFFFE, 0xFFFF}, Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A}, Range{0xE0000, 0xE0FFF},
};

constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},   Range{0x25FD, 0x25FE},   Range{0x2614, 0x2615},
    Range{0x2648, 0x2653},   Range{0x26A1, 0x26A1},   Range{0x26BD, 0x26BE},   Range{0x2705, 0x2705},   Range{0x274C, 0x274E},
    Range{0x2753, 0x2757},   Range{0x2795, 0x2797},   Range{0x2B1B, 0x2B1C},   Range{0x2B50, 0x2B55},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97F},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18CFF}, Range{0x1AFF0, 0x1B2FF}, Range{0x1F004, 0x1F004}, Range{0x1F0CF, 0x1F0CF},
    Range{0x1F18E, 0x1F19A}, Range{0x1F200, 0x1F320}, Range{0x1F32D, 0x1F335}, Range{0x1F337, 0x1F37C}, Range{0x1F37E, 0x1F393},
    Range{0x1F3A0, 0x1F3CA}, Range{0x1F3CF, 0x1F3F0}, Range{0x1F3F4, 0x1F43E}, Range{0x1F440, 0x1F4FC}, Range{0x1F4FF, 0x1F53D},
    Range{0x1F54B, 0x1F567}, Range{0x1F57A, 0x1F57A}, Range{0x1F595, 0x1F5A4}, Range{0x1F5FB, 0x1F64F}, Range{0x1F680, 0x1F6C5},
    Range{0x1F6CC, 0x1F6FC}, Range{0x1F7E0, 0x1F7F0}, Range{0x1F90C, 0x1F9FF}, Range{0x1FA70, 0x1FAFF}, Range{0x20000, 0x3FFFD},
};

constexpr std::array combining{
    Range{0x300, 0x36F},     Range{0x483, 0x489},     Range{0x591, 0x5BD},   Range{0x5BF, 0x5C7},   Range{0x610, 0x61A},
    Range{0x64B, 0x65F},     Range{0x670, 0x670},     Range{0x6D6, 0x6DC},   Range{0x6DF, 0x6E4},   Range{0x6E7, 0x6ED},
    Range{0x711, 0x711},     Range{0x730, 0x74A},     Range{0x7A6, 0x7B0},   Range{0x816, 0x82D},   Range{0x8D3, 0x902},
    Range{0x93A, 0x93A},     Range{0x93C, 0x93C},     Range{0x941, 0x948},   Range{0x94D, 0x94D},   Range{0x951, 0x957},
    Range{0x9BC, 0x9BC},     Range{0x9C1, 0x9C4},     Range{0x9CD, 0x9CD},   Range{0xA3C, 0xA51},   Range{0xABC, 0xABC},
    Range{0xB3C, 0xB3C},     Range{0xBCD, 0xBCD},     Range{0xC3E, 0xC56},   Range{0xCBC, 0xCBC},   Range{0xD41, 0xD4D},
    Range{0xE31, 0xE31},     Range{0xE34, 0xE3A},     Range{0xE47, 0xE4E},   Range{0xEB1, 0xEB1},   Range{0xEB4, 0xEBC},
    Range{0xEC8, 0xECD},     Range{0xF71, 0xF7E},     Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20F0},
    Range{0x302A, 0x302D},   Range{0x3099, 0x309A},   Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0x1D165, 0x1D169},
    Range{0x1F3FB, 0x1F3FF}, Range{0xE0100, 0xE01EF},
};

template <std::size_t N>
bool holds(const std::array<Range, N>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [&](Range range) { return range.first <= value && value <= range.last; });
}

int columns_of(char32_t value) {
  if (value < 0x300) return 1;
  if (holds(combining, value)) return 0;
  return holds(wide, value) ? 2 : 1;
}

/// The bytes of `text` that fit into `columns`, at least one code point of them.
std::size_t fitting(std::string_view text, int columns) {
  std::size_t at = 0;
  int used = 0;
  while (at < text.size()) {
    const base::CodePoint point = base::decode_utf8(text, at);
    used += columns_of(point.value);
    if (used > columns && at > 0) break;
    at += point.length;
  }
  return at;
}

}  // namespace

bool is_control(char32_t value) { return holds(controls, value) || ((value & 0xFFFE) == 0xFFFE); }

std::string visible(std::string_view text) {
  // More marks on one letter run over the lines above and below.
  constexpr std::size_t most_marks = 4;
  const std::string line = base::collapse_space(text);
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    const base::CodePoint point = base::decode_utf8(line, at);
    at += point.length;
    if (!is_control(point.value)) {
      if (!holds(combining, point.value)) {
        base::append_utf8(out, point.value);
        continue;
      }
      std::size_t marks = 0;
      base::CodePoint mark = point;
      at -= point.length;
      for (; at < line.size(); at += mark.length) {
        mark = base::decode_utf8(line, at);
        if (!holds(combining, mark.value) || is_control(mark.value)) break;
        if (++marks <= most_marks) base::append_utf8(out, mark.value);
      }
      if (marks > most_marks) out += "<" + std::to_string(marks - most_marks) + " more marks>";
    } else if (point.value < 0x20) {
      base::append_utf8(out, 0x2400 + point.value);
    } else if (point.value == 0x7F) {
      base::append_utf8(out, 0x2421);
    } else {
      std::array<char, 16> name{};
      std::snprintf(name.data(), name.size(), "<U+%04X>", static_cast<unsigned>(point.value));
      out += name.data();
    }
  }
  return out;
}

int display_width(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, at);
    columns += columns_of(point.value);
    at += point.length;
  }
  return columns;
}

std::string shorten(std::string_view text, int columns) {
  columns = std::max(columns, 2);
  const std::size_t whole = fitting(text, columns);
  if (whole >= text.size()) return std::string(text);
  std::string_view head = text.substr(0, fitting(text, columns - 1));
  const std::size_t space = head.rfind(' ');
  const bool at_space = text[head.size()] == ' ';
  if (!at_space && space != std::string_view::npos && space > head.size() * 2 / 3) head = head.substr(0, space);
  return std::string(base::trim(head)) + "…";
}

std::vector<std::string> wrap(std::string_view text, int columns) {
  columns = std::max(columns, 8);
  std::vector<std::string> lines;
  std::string line;
  int used = 0;
  for (std::string_view word : base::split(text, ' ')) {
    if (word.empty()) continue;
    int width = display_width(word);
    if (used > 0 && used + 1 + width > columns && (width <= columns || used + 9 > columns)) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    if (used > 0) {
      line += ' ';
      ++used;
    }
    while (used + width > columns) {
      const std::size_t part = fitting(word, columns - used);
      lines.push_back(line + std::string(word.substr(0, part)));
      width -= display_width(word.substr(0, part));
      word.remove_prefix(part);
      line.clear();
      used = 0;
    }
    line += word;
    used += width;
  }
  if (used > 0 || !line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string html_escape(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string markdown_escape(std::string_view text) {
  constexpr std::string_view always = "\\`*_{}[]<>#|~&!$";
  const std::string line = visible(text);
  std::string out;
  const std::size_t digits = line.find_first_not_of("0123456789");
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool list = (i == 0 && (c == '-' || c == '+' || c == '=')) || (i == digits && i > 0 && (c == '.' || c == ')'));
    // Bare addresses become links in GitHub's dialect: "http://", "www." and, after all escapes are undone, "a@b".
    const bool address = (c == ':' && i + 1 < line.size() && line[i + 1] == '/') ||
                         (c == '.' && i >= 3 && base::equal_ignoring_case(std::string_view(line).substr(i - 3, 3), "www"));
    if (c == '@') {
      out += "`@`";
      continue;
    }
    if (list || address || always.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace crosswalk::writing
