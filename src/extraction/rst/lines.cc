// SPDX-License-Identifier: Apache-2.0
#include "extraction/rst/lines.h"

#include <algorithm>

namespace crosswalk::extraction::rst {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The number or letter of an enumerator at `i`: its size, or 0.
std::size_t ordinal_size(std::string_view line, std::size_t i) {
  std::size_t end = i;
  if (end < line.size() && line[end] == '#') return 1;
  while (end < line.size() && end < i + 4 && is_digit(line[end])) ++end;
  if (end > i) return end < line.size() && is_digit(line[end]) ? 0 : end - i;
  // Roman numerals, in one case.
  constexpr std::size_t longest_roman = 6;
  for (const std::string_view roman : {"ivxlcdm", "IVXLCDM"}) {
    end = i;
    while (end < line.size() && end < i + longest_roman && roman.find(line[end]) != npos) ++end;
    if (end > i + 1 && end < line.size() && (line[end] == '.' || line[end] == ')')) return end - i;
  }
  return i < line.size() && is_letter(line[i]) ? 1 : 0;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    Line line{at, stop, 0, at};
    while (line.begin < stop && (is_blank(text[line.begin]) || text[line.begin] == '\f')) {
      line.indent += text[line.begin] == '\t' ? 8 - line.indent % 8 : 1;
      ++line.begin;
    }
    while (line.end > line.begin && (is_blank(text[line.end - 1]) || text[line.end - 1] == '\f')) --line.end;
    lines.push_back(line);
    at = stop + 1;
  }
  return lines;
}

bool is_adornment(std::string_view line, std::size_t least) {
  return line.size() >= least && punctuation.find(line[0]) != npos && line.find_first_not_of(line[0]) == npos;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Marker marker_of(std::string_view line) {
  Marker out;
  std::size_t size = 0;
  for (const std::string_view bullet : {"-", "*", "+", "\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x81\x83"}) {
    if (line.starts_with(bullet)) size = bullet.size();
  }
  out.bullet = size > 0;
  if (size == 0) {
    const std::size_t open = line.starts_with('(') ? 1 : 0;
    const std::size_t ordinal = ordinal_size(line, open);
    const std::size_t close = open + ordinal;
    if (ordinal == 0 || close >= line.size()) return {};
    if (line[close] != ')' && (open == 1 || line[close] != '.')) return {};
    out.numbered = true;
    size = close + 1;
  }
  // A bullet alone is an item that is empty or goes on below.
  if (size < line.size() && !is_blank(line[size])) return {};
  if (size == line.size() && !out.bullet) return {};
  while (size < line.size() && is_blank(line[size])) ++size;
  out.size = size;
  return out;
}

std::size_t field_size(std::string_view line) {
  constexpr std::size_t longest = 200;
  if (line.size() < 3 || line[0] != ':' || is_blank(line[1]) || line[1] == ':') return 0;
  for (std::size_t i = 2; i < line.size() && i < longest; ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == ':' && (i + 1 == line.size() || is_blank(line[i + 1]))) {
      return i + 1;
    } else if (line[i] == ':' && line[i + 1] == '`') {
      // A role begins a paragraph.
      return 0;
    }
  }
  return 0;
}

std::size_t option_size(std::string_view line) {
  std::size_t i = 0;
  while (true) {
    const std::size_t begin = i;
    if (line.substr(i, 2) == "--" && i + 2 < line.size() && is_letter(line[i + 2])) {
      i += 3;
      while (i < line.size() && (is_letter(line[i]) || is_digit(line[i]) || line[i] == '-' || line[i] == '_')) ++i;
    } else if (i + 1 < line.size() && (line[i] == '-' || line[i] == '/') && (is_letter(line[i + 1]) || is_digit(line[i + 1]))) {
      i += 2;
    } else {
      return 0;
    }
    // An argument: "=FILE", " FILE" or "<file name>".
    if (i < line.size() && (line[i] == '=' || (line[i] == ' ' && i + 1 < line.size() && !is_blank(line[i + 1])))) {
      std::size_t end = i + 1;
      if (end < line.size() && line[end] == '<') {
        end = std::min(line.find('>', end), line.size() - 1) + 1;
      } else {
        if (end >= line.size() || !is_letter(line[end])) return 0;
        while (end < line.size() && (is_letter(line[end]) || is_digit(line[end]) || line[end] == '-' || line[end] == '_')) ++end;
      }
      i = end;
    }
    if (i == line.size()) return begin == 0 && line.size() > 24 ? 0 : i;
    if (line.substr(i, 2) == ", ") {
      i += 2;
      continue;
    }
    // Two blanks at least stand before the description.
    if (line.substr(i, 2) != "  ") return 0;
    while (i < line.size() && is_blank(line[i])) ++i;
    return i;
  }
}

std::size_t directive_size(std::string_view text, std::string_view& name) {
  std::size_t i = 0;
  while (i < text.size() && (is_letter(text[i]) || is_digit(text[i]) || std::string_view("-_+.:").find(text[i]) != npos)) {
    if (text.substr(i, 2) == "::") {
      if (i == 0 || (i + 2 < text.size() && !is_blank(text[i + 2]))) return 0;
      name = text.substr(0, i);
      return i + 2;
    }
    ++i;
  }
  return 0;
}

bool looks_like_rst(std::string_view text) {
  std::string_view name;
  bool underlined = false;
  std::string_view before;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, stop - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(".. ")) {
      const std::string_view rest = line.substr(std::min(line.find_first_not_of(' ', 2), line.size()));
      if (directive_size(rest, name) > 0 || (rest.starts_with('_') && rest.ends_with(':'))) return true;
    }
    underlined = underlined || (is_adornment(line, 4) && !before.empty() && !is_adornment(before, 1) && !is_blank(before[0]) &&
                                line.size() >= width_of(before));
    before = line;
    at = stop + 1;
  }
  if (text.find(":ref:`") != npos || text.find(":doc:`") != npos) return true;
  return underlined && (text.find("``") != npos || text.find("`_") != npos);
}

}  // namespace crosswalk::extraction::rst
