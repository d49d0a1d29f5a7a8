// SPDX-License-Identifier: Apache-2.0
#include "matching/normalize.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace crosswalk::matching {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What a code point beyond ASCII becomes; empty text for "as it is", a space for white space.
std::string_view fold(char32_t c) {
  // U+00C0 to U+00FF without their accents; the two signs in between stay.
  static constexpr char latin1[] = "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0y";
  if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000) return " ";
  if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || (c >= 0x202A && c <= 0x202E)) return {"\0", 1};
  if (c >= 0xC0 && c <= 0xFF) {
    if (c == 0xC6 || c == 0xE6) return "ae";
    if (c == 0xDF) return "ss";
    const std::size_t index = c - 0xC0;
    return latin1[index] == '\0' ? std::string_view{} : std::string_view(&latin1[index], 1);
  }
  switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return "-";
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0xB4:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
      return "\"";
    case 0x2026:
      return "...";
    case 0x2022:
    case 0x25CF:
    case 0x25AA:
    case 0x2023:
    case 0xB7:
      return " ";
    case 0xFB00:
      return "ff";
    case 0xFB01:
      return "fi";
    case 0xFB02:
      return "fl";
    case 0xFB03:
      return "ffi";
    case 0xFB04:
      return "ffl";
    case 0x2264:
      return "<=";
    case 0x2265:
      return ">=";
    default:
      return {};
  }
}

/// Words before a full stop that do not end a sentence.
bool is_abbreviation(std::string_view before) {
  static constexpr std::array<std::string_view, 30> words{
      "e.g", "i.e",  "etc", "incl", "no",  "nos", "v",   "vs",  "fig", "ca", "approx", "inc", "ltd",  "dr",  "sec",
      "cf",  "resp", "art", "eq",   "ref", "rev", "ver", "vol", "pp",  "mr", "ms",     "st",  "dept", "est", "z.b"};
  const std::size_t space = before.find_last_of(" (\n");
  const std::string_view word = space == std::string_view::npos ? before : before.substr(space + 1);
  // A single letter, or letters with points between them ("u.s"), stands for something longer.
  return std::find(words.begin(), words.end(), word) != words.end() || word.size() == 1 ||
         (word.size() == 3 && word[1] == '.' && is_letter(word[0]));
}

/// Appends normalised bytes with their origin.
class Normalizer {
 public:
  Normalizer(std::string& text, std::vector<std::uint32_t>* origin) : text_(text), origin_(origin) {}

  void put_space() { pending_space_ = true; }

  void begin_unit() {
    pending_space_ = false;
    start_ = text_.size();
  }

  void put(std::string_view source, std::uint32_t& at, std::uint32_t end) {
    const char c = source[at];
    if (static_cast<unsigned char>(c) < 0x80) {
      put_ascii(source, at, end, c);
      ++at;
      return;
    }
    const base::CodePoint point = base::decode_utf8(source, at);
    const std::string_view folded = fold(point.value);
    if (folded == " ") {
      pending_space_ = true;
    } else if (folded.size() == 1 && folded[0] == '\0') {
      // Soft hyphens, joiners and direction marks have no width.
    } else {
      emit_space(at);
      for (const char byte : folded.empty() ? source.substr(at, point.length) : folded) emit(byte, at);
    }
    at += point.length;
  }

 private:
  void put_ascii(std::string_view source, std::uint32_t at, std::uint32_t end, char c) {
    if (is_space(c)) {
      pending_space_ = true;
      return;
    }
    if (c == '_' || c == '-') {
      const bool after_letter = text_.size() > start_ && !pending_space_ && is_letter(text_.back());
      const bool before_letter = at + 1 < end && is_letter(source[at + 1]);
      if ((c == '_' && (after_letter || before_letter)) || (after_letter && before_letter)) {
        pending_space_ = true;
        return;
      }
    }
    emit_space(at);
    emit(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c, at);
  }

  void emit_space(std::uint32_t at) {
    if (pending_space_ && text_.size() > start_) emit(' ', at > 0 ? at - 1 : at);
    pending_space_ = false;
  }

  void emit(char byte, std::uint32_t at) {
    text_ += byte;
    if (origin_ != nullptr) origin_->push_back(at);
  }

  std::string& text_;
  std::vector<std::uint32_t>* origin_;
  std::size_t start_ = 0;
  bool pending_space_ = false;
};

/// Whether notation that is left out stands between two words: a line break of HTML, white space written as an escape.
bool parts_words(std::string_view notation) {
  return notation.starts_with("<br") || notation == "\\n" || notation == "\\r" || notation == "\\t" ||
         notation.find_first_of(" \t\n") != std::string_view::npos;
}

/// Whether the space at `at` stands for a line end that ends a statement: in code every one, elsewhere one before a "Key: value".
bool breaks_line(const document::Document& document, const Normalized& normalized, Range block, std::uint32_t at) {
  const std::uint32_t from = normalized.origin[at > block.begin ? at - 1 : at];
  const std::uint32_t to = normalized.origin[at + 1];
  const std::string_view between = std::string_view(document.text).substr(from, to - from);
  if (between.find('\n') == std::string_view::npos) return false;
  const std::int32_t index = normalized.block_at(at);
  if (document.blocks[static_cast<std::size_t>(index)].kind == document::BlockKind::code) return true;
  if (document.text[to] < 'A' || document.text[to] > 'Z') return false;
  constexpr std::uint32_t longest_key = 40;
  const std::size_t colon = normalized.text.find_first_of(":.;,", at + 1);
  return colon != std::string::npos && colon < block.end && colon - at <= longest_key && normalized.text[colon] == ':' &&
         (colon + 1 == block.end || normalized.text[colon + 1] == ' ');
}

/// Cuts one block into sentences: at . ! ? before white space where the next word begins like a sentence, and at line ends of
/// blocks that keep their lines (code).
void cut_sentences(const document::Document& document, const Normalized& normalized, Range block, std::vector<Range>& out) {
  const std::string& text = normalized.text;
  std::uint32_t begin = block.begin;
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const char c = text[i];
    if (c == ' ' && breaks_line(document, normalized, block, i)) {
      if (begin < i) out.push_back({begin, i});
      begin = i + 1;
      continue;
    }
    if (c != '.' && c != '!' && c != '?') continue;
    std::uint32_t after = i + 1;
    while (after < block.end && (text[after] == '"' || text[after] == '\'' || text[after] == ')')) ++after;
    if (after >= block.end) break;
    if (text[after] != ' ') continue;
    const std::uint32_t next = after + 1;
    if (next >= block.end) break;
    const char source = document.text[normalized.origin[next]];
    const bool lower = source >= 'a' && source <= 'z';
    if (c == '.' && (lower || is_abbreviation(std::string_view(text).substr(begin, i - begin)))) continue;
    // "1. Text" is a number and not a sentence.
    if (c == '.' && i > begin && is_digit(text[i - 1]) && text.find_first_not_of("0123456789.", begin) >= i) continue;
    out.push_back({begin, after});
    begin = next;
  }
  if (begin < block.end) out.push_back({begin, block.end});
}

template <class Ranges>
std::int32_t last_at_or_before(const Ranges& ranges, std::uint32_t offset) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), offset, [](std::uint32_t o, const Range& range) { return o < range.begin; });
  return static_cast<std::int32_t>(after - ranges.begin()) - 1;
}

}  // namespace

std::int32_t Normalized::block_at(std::uint32_t offset) const { return last_at_or_before(blocks, offset); }
std::int32_t Normalized::sentence_at(std::uint32_t offset) const { return last_at_or_before(sentences, offset); }

document::Span Normalized::source(Range range) const {
  if (range.empty()) return {};
  const std::uint32_t last = origin[range.end - 1];
  // The last byte may stand for a longer code point: the next origin that differs is its end, but never beyond white space.
  std::uint32_t end = last + 1;
  const std::uint32_t limit = origin[range.end];
  while (end < limit && (static_cast<unsigned char>(source_text->at(end)) & 0xC0) == 0x80) ++end;
  return {origin[range.begin], end};
}

Normalized normalize(const document::Document& document) {
  Normalized out;
  out.source_text = &document.text;
  out.text.reserve(document.text.size() + 16);
  out.origin.reserve(document.text.size() + 16);
  out.blocks.reserve(document.blocks.size());
  Normalizer normalizer(out.text, &out.origin);
  std::size_t markup = 0;
  for (const document::Block& block : document.blocks) {
    if (!out.text.empty()) {
      out.text += '\n';
      out.origin.push_back(block.span.begin);
    }
    normalizer.begin_unit();
    Range range{static_cast<std::uint32_t>(out.text.size()), 0};
    std::uint32_t at = block.span.begin;
    while (at < block.span.end) {
      while (markup < document.markup.size() && document.markup[markup].end <= at) ++markup;
      if (markup < document.markup.size() && document.markup[markup].contains(at)) {
        if (parts_words(document.view(document.markup[markup]))) normalizer.put_space();
        at = document.markup[markup].end;
        continue;
      }
      normalizer.put(document.text, at, block.span.end);
    }
    range.end = static_cast<std::uint32_t>(out.text.size());
    out.blocks.push_back(range);
  }
  out.origin.push_back(static_cast<std::uint32_t>(document.text.size()));
  for (const Range& block : out.blocks) cut_sentences(document, out, block, out.sentences);
  return out;
}

std::string normalize_text(std::string_view text) {
  std::string out;
  Normalizer normalizer(out, nullptr);
  normalizer.begin_unit();
  for (std::uint32_t at = 0; at < text.size();) normalizer.put(text, at, static_cast<std::uint32_t>(text.size()));
  return out;
}

}  // namespace crosswalk::matching
