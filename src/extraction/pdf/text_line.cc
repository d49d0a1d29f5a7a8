// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/text_line.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"

namespace crosswalk::extraction::pdf {
namespace {

constexpr char32_t soft_hyphen = 0xAD;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x100 && c <= 0x17F && c % 2 == 1) ||
         (c >= 0x3AC && c <= 0x3CE) || (c >= 0x430 && c <= 0x45F) || (c >= 0xFB00 && c <= 0xFB06);
}

bool is_upper(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x100 && c <= 0x17F && c % 2 == 0) ||
         (c >= 0x386 && c <= 0x3AB) || (c >= 0x400 && c <= 0x42F);
}

bool is_letter(char32_t c) { return is_lower(c) || is_upper(c) || c >= 0x370; }

/// The last code point and where it begins; 0 for no text.
std::pair<char32_t, std::size_t> last_code_point(std::string_view text) {
  if (text.empty()) return {0, 0};
  std::size_t at = text.size() - 1;
  while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return {base::decode_utf8(text, at).value, at};
}

bool is_bullet_sign(char32_t c) {
  switch (c) {
    case 0x2022:  // bullet
    case 0x2023:  // triangular bullet
    case 0x2043:  // hyphen bullet
    case 0x2219:  // bullet operator
    case 0x25AA:
    case 0x25AB:
    case 0x25A0:
    case 0x25B6:
    case 0x25B8:
    case 0x25BA:
    case 0x25C6:
    case 0x25CB:
    case 0x25CF:
    case 0x25E6:
    case 0x27A2:
    case 0x2756:
    case 0x2794:
    case 0xB7:
      return true;
    default:
      // Symbol and Wingdings put their signs here.
      return c >= 0xF020 && c <= 0xF0FF;
  }
}

std::optional<document::Checkbox> box(std::string_view word) {
  if (word == "\xE2\x98\x90" || word == "\xE2\x96\xA1" || word == "[]" || word == "\xEF\x82\xA8" || word == "\xEF\x81\xAF") {
    return document::Checkbox::unticked;
  }
  if (word == "\xE2\x98\x91" || word == "\xE2\x98\x92" || word == "\xEF\x83\xBE" || word == "\xEF\x83\xBD" || word == "[x]" ||
      word == "[X]") {
    return document::Checkbox::ticked;
  }
  return std::nullopt;
}

bool is_roman(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("ivx") == std::string_view::npos;
}

/// Length of "4.2.1" or "4." at the beginning, and the number of its parts.
std::pair<std::size_t, std::uint8_t> section_number(std::string_view line) {
  std::size_t at = 0;
  std::uint8_t parts = 0;
  while (at < line.size() && parts < 9) {
    const std::size_t begin = at;
    while (at < line.size() && is_digit(line[at]) && at - begin < 3) ++at;
    if (at == begin) break;
    ++parts;
    if (at >= line.size() || line[at] != '.') break;
    ++at;
  }
  if (at >= line.size() || line[at] != ' ') return {0, 0};
  return {at + 1, parts};
}

}  // namespace

bool is_bullet(std::string_view word) {
  if (word.empty()) return false;
  if (word == "-" || word == "*" || word == "\xE2\x80\x93" || word == "\xE2\x80\x94") return true;
  if (box(word)) return true;
  const base::CodePoint first = base::decode_utf8(word, 0);
  return first.length == word.size() && is_bullet_sign(first.value);
}

bool is_list_number(std::string_view word) {
  if (word.size() < 2 || word.size() > 7) return false;
  const bool open = word.front() == '(';
  if (open) word.remove_prefix(1);
  const char end = word.back();
  word.remove_suffix(1);
  if (word.empty() || (end != ')' && (end != '.' || open))) return false;
  if (word.size() <= 3 && std::all_of(word.begin(), word.end(), is_digit)) return true;
  if (is_roman(word)) return true;
  if (word.size() != 1) return false;
  return (word[0] >= 'a' && word[0] <= 'z') || (end == ')' && word[0] >= 'A' && word[0] <= 'Z');
}

Mark mark_of(std::string_view line) {
  Mark mark;
  const std::size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  if (space != std::string_view::npos) {
    if (line.starts_with("[ ] ")) {
      mark = {MarkKind::bullet, document::Checkbox::unticked, 4};
    } else if (const auto checkbox = box(word)) {
      mark = {MarkKind::bullet, *checkbox, space + 1};
    } else if (is_bullet(word)) {
      mark = {MarkKind::bullet, document::Checkbox::none, space + 1};
    } else if (is_list_number(word)) {
      mark = {MarkKind::number, document::Checkbox::none, 0};
    }
  }
  if (mark.kind == MarkKind::none && !line.empty()) {
    // Some fonts put the bullet and the first word together.
    const base::CodePoint first = base::decode_utf8(line, 0);
    if (first.length < line.size() && is_bullet_sign(first.value) && first.value != 0xB7) {
      mark = {MarkKind::bullet, document::Checkbox::none, first.length};
    }
  }
  return mark;
}

bool ends_sentence(std::string_view line) {
  while (!line.empty()) {
    const auto [c, at] = last_code_point(line);
    if (c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026 || c == 0x3002) return true;
    if (c != ')' && c != '"' && c != '\'' && c != 0x201D && c != 0x201C && c != 0x2019 && c != 0xBB && c != ']') return false;
    line = line.substr(0, at);
  }
  return false;
}

bool begins_fresh(std::string_view line) { return !begins_lower(line); }

bool begins_lower(std::string_view line) { return !line.empty() && is_lower(base::decode_utf8(line, 0).value); }

bool has_letters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint c = base::decode_utf8(text, at);
    if (is_letter(c.value) && !(c.value >= 0xE000 && c.value <= 0xF8FF) && c.value != 0xFFFD) return true;
    at += c.length;
  }
  return false;
}

bool has_leader_text(std::string_view text) {
  return text.find("....") != std::string_view::npos || text.find(". . . .") != std::string_view::npos ||
         text.find("\xE2\x80\xA6\xE2\x80\xA6") != std::string_view::npos;
}

bool is_rule(std::string_view text) {
  return text.size() >= 5 && std::all_of(text.begin(), text.end(),
                                         [](char c) { return std::string_view("=-_*~# ").find(c) != std::string_view::npos; });
}

std::uint8_t section_depth(std::string_view line) {
  const auto [length, parts] = section_number(line);
  if (parts == 0 || length >= line.size()) return 0;
  const char32_t next = base::decode_utf8(line, length).value;
  return is_letter(next) ? parts : 0;
}

bool begins_fresh_after_number(std::string_view line) {
  const auto [length, parts] = section_number(line);
  return parts > 0 && length < line.size() && is_upper(base::decode_utf8(line, length).value);
}

std::string bare_word(std::string_view word) {
  const auto sign = [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !is_digit(c);
  };
  while (!word.empty() && sign(word.front())) word.remove_prefix(1);
  while (!word.empty() && sign(word.back())) word.remove_suffix(1);
  return base::to_lower(word);
}

std::string clean_word(std::string_view word) {
  static constexpr std::array<std::string_view, 7> ligatures{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  if (std::all_of(word.begin(), word.end(),
                  [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && (c & 0x80) == 0; })) {
    return std::string(word);
  }
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const base::CodePoint c = base::decode_utf8(word, at);
    at += c.length;
    if (c.value >= 0xFB00 && c.value <= 0xFB06) {
      out += ligatures[c.value - 0xFB00];
    } else if (c.value == soft_hyphen) {
      if (at >= word.size()) base::append_utf8(out, c.value);
    } else if (c.value < 0x20 || c.value == 0x7F || c.value == 0x200B || c.value == 0xFEFF ||
               (c.value >= 0x202A && c.value <= 0x202E)) {
      continue;
    } else {
      base::append_utf8(out, c.value);
    }
  }
  return out;
}

Joint join_lines(std::string_view above, std::string_view below, const std::unordered_set<std::string>& vocabulary) {
  const auto [hyphen, at] = last_code_point(above);
  if (hyphen == soft_hyphen) return {!begins_lower(below), true};
  if ((hyphen != '-' && hyphen != 0x2010) || at == 0 || below.empty()) return {};
  const char32_t before = last_code_point(above.substr(0, at)).first;
  const char32_t next = base::decode_utf8(below, 0).value;
  const bool before_is_word = is_letter(before) || (before >= '0' && before <= '9');
  const bool next_is_word = is_letter(next) || (next >= '0' && next <= '9');
  if (!before_is_word || !next_is_word) return {};
  if (!is_lower(before) || !is_lower(next)) return {false, false};
  const std::size_t space = above.find_last_of(" \n");
  const std::string_view first = above.substr(space == std::string_view::npos ? 0 : space + 1);
  const std::string_view second = below.substr(0, below.find_first_of(" \n"));
  const std::string_view stem = first.substr(0, at - (above.size() - first.size()));
  const std::string joined = bare_word(std::string(stem) + std::string(second));
  if (vocabulary.contains(joined)) return {false, true};
  const std::string left = bare_word(stem);
  const std::string right = bare_word(second);
  if (vocabulary.contains(left + "-" + right) || left.find('-') != std::string::npos) return {false, false};
  if (left.size() > 2 && right.size() > 2 && vocabulary.contains(left) && vocabulary.contains(right)) return {false, false};
  // "in- and outgoing": nothing was broken.
  if (right == "and" || right == "or" || right == "und" || right == "oder") return {};
  return {false, true};
}

bool ends_with_hyphen(std::string_view word) {
  const char32_t last = last_code_point(word).first;
  return last == '-' || last == 0x2010 || last == soft_hyphen;
}

void drop_last_code_point(std::string& text) {
  if (!text.empty()) text.resize(last_code_point(text).second);
}

std::string strip_soft_hyphen_end(std::string text) {
  if (last_code_point(text).first == soft_hyphen) drop_last_code_point(text);
  return text;
}

}  // namespace crosswalk::extraction::pdf
