// SPDX-License-Identifier: Apache-2.0
#include "matching/normalize.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace crosswalk::matching {
namespace {

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
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

/// What to do with a byte.
enum class Kind : std::uint8_t { plain, space, joiner, beyond_ascii };

struct ByteTable {
  std::array<Kind, 256> kind{};
  std::array<char, 256> lower{};
};

constexpr ByteTable bytes = [] {
  ByteTable out;
  for (std::size_t i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    out.lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    out.kind[i] = i >= 0x80 ? Kind::beyond_ascii : is_space(c) ? Kind::space : c == '_' || c == '-' ? Kind::joiner : Kind::plain;
  }
  return out;
}();

/// Appends normalised bytes with their origin. No text gets longer: there is room for as many bytes as are put.
class Normalizer {
 public:
  Normalizer(std::string& text, std::vector<std::uint32_t>& origin, std::size_t room) : text_(text), origin_(origin) {
    text_.resize(room);
    origin_.resize(room);
  }

  void put_space() { pending_space_ = true; }

  void begin_unit() {
    pending_space_ = false;
    start_ = size_;
  }

  /// Puts the bytes [at, stop) of `source`, and the rest of a code point that goes on beyond; those up to `end` may be looked at.
  /// Returns where it ended.
  std::uint32_t put(std::string_view source, std::uint32_t at, std::uint32_t stop, std::uint32_t end) {
    while (at < stop) {
      const auto byte = static_cast<unsigned char>(source[at]);
      switch (bytes.kind[byte]) {
        case Kind::plain:
          emit_space(at);
          emit(bytes.lower[byte], at);
          ++at;
          break;
        case Kind::space:
          pending_space_ = true;
          ++at;
          break;
        case Kind::joiner:
          put_joiner(source, at, end);
          ++at;
          break;
        case Kind::beyond_ascii:
          at += put_code_point(source, at);
          break;
      }
    }
    return at;
  }

  void emit(char byte, std::uint32_t at) {
    text_[size_] = byte;
    origin_[size_] = at;
    ++size_;
  }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(size_); }
  void finish() {
    text_.resize(size_);
    origin_.resize(size_);
  }

 private:
  void put_joiner(std::string_view source, std::uint32_t at, std::uint32_t end) {
    const char c = source[at];
    const bool after_letter = size_ > start_ && !pending_space_ && is_letter(text_[size_ - 1]);
    const bool before_letter = at + 1 < end && is_letter(source[at + 1]);
    if ((c == '_' && (after_letter || before_letter)) || (after_letter && before_letter)) {
      pending_space_ = true;
      return;
    }
    emit_space(at);
    emit(c, at);
  }

  std::uint32_t put_code_point(std::string_view source, std::uint32_t at) {
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
    return static_cast<std::uint32_t>(point.length);
  }

  void emit_space(std::uint32_t at) {
    if (pending_space_ && size_ > start_) emit(' ', at > 0 ? at - 1 : at);
    pending_space_ = false;
  }

  std::string& text_;
  std::vector<std::uint32_t>& origin_;
  std::size_t size_ = 0;
  std::size_t start_ = 0;
  bool pending_space_ = false;
};

/// Whether notation that is left out stands between two words: a line break of HTML, white space written as an escape.
bool parts_words(std::string_view notation) {
  return notation.starts_with("<br") || notation == "\\n" || notation == "\\r" || notation == "\\t" ||
         notation.find_first_of(" \t\n") != std::string_view::npos;
}

/// Whether the space at `at` stands for a line end that ends a statement: in code every one, elsewhere one before a "Key: value".
bool breaks_line(const document::Document& document, const Normalized& normalized, std::size_t index, std::uint32_t at) {
  const Range block = normalized.blocks[index];
  const std::uint32_t from = normalized.origin[at > block.begin ? at - 1 : at];
  const std::uint32_t to = normalized.origin[at + 1];
  const char* const text = document.text.data();
  if (std::find(text + from, text + std::max(from, to), '\n') == text + std::max(from, to)) return false;
  if (document.blocks[index].kind == document::BlockKind::code) return true;
  const auto is_mark = [&](std::size_t i) {
    return i < document.text.size() && (text[i] == '*' || text[i] == '_' || text[i] == '`');
  };
  const bool set_off = to > 0 && is_mark(to - 1);
  if (!set_off && (text[to] < 'A' || text[to] > 'Z')) return false;
  const std::uint32_t longest_key = set_off ? 60 : 40;
  const std::string_view line = std::string_view(normalized.text).substr(at + 1, std::min(longest_key, block.end - at - 1));
  std::size_t stop = line.find_first_of(":.;,");
  // A point within a word or number ends nothing: "CVSS 3.1 score:".
  while (stop != std::string_view::npos && line[stop] != ':' && stop + 1 < line.size() && line[stop + 1] != ' ') {
    stop = line.find_first_of(":.;,", stop + 1);
  }
  if (stop == std::string_view::npos || line[stop] != ':') return false;
  const std::size_t after = at + 1 + stop + 1;
  // "**fixed in:** 4.2", "**fixed in**: 4.2": what is set off as a whole is a key however it is written.
  const std::uint32_t colon = normalized.origin[after - 1];
  if (set_off && (text[to] < 'A' || text[to] > 'Z') && !is_mark(colon - 1) && !is_mark(colon + 1)) return false;
  return after == block.end || normalized.text[after] == ' ';
}

/// Cuts one block into sentences: at . ! ? before white space where the next word begins like a sentence, and at line ends of
/// blocks that keep their lines (code).
void cut_sentences(const document::Document& document, const Normalized& normalized, std::size_t index, std::vector<Range>& out) {
  const std::string& text = normalized.text;
  const Range block = normalized.blocks[index];
  const std::string_view whole = document.view(document.blocks[index].span);
  const bool lines = whole.find('\n') != std::string_view::npos;
  std::uint32_t begin = block.begin;
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const char c = text[i];
    if (c == ' ') {
      if (!lines || !breaks_line(document, normalized, index, i)) continue;
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
  out.blocks.reserve(document.blocks.size());
  // A line end for each block, and the end of a code point that its span cuts.
  std::size_t room = document.blocks.size() * 4;
  for (const document::Block& block : document.blocks) room += block.span.end - std::min(block.span.begin, block.span.end);
  Normalizer normalizer(out.text, out.origin, room);
  std::size_t markup = 0;
  for (const document::Block& block : document.blocks) {
    if (normalizer.size() > 0) normalizer.emit('\n', block.span.begin);
    normalizer.begin_unit();
    Range range{normalizer.size(), 0};
    std::uint32_t at = block.span.begin;
    while (at < block.span.end) {
      while (markup < document.markup.size() && document.markup[markup].end <= at) ++markup;
      std::uint32_t stop = block.span.end;
      if (markup < document.markup.size()) {
        const document::Span& notation = document.markup[markup];
        if (notation.contains(at)) {
          if (parts_words(document.view(notation))) normalizer.put_space();
          at = notation.end;
          continue;
        }
        if (notation.begin > at) stop = std::min(stop, notation.begin);
      }
      at = normalizer.put(document.text, at, stop, block.span.end);
    }
    range.end = normalizer.size();
    out.blocks.push_back(range);
  }
  normalizer.finish();
  out.origin.push_back(static_cast<std::uint32_t>(document.text.size()));
  for (std::size_t i = 0; i < out.blocks.size(); ++i) cut_sentences(document, out, i, out.sentences);
  return out;
}

std::string normalize_text(std::string_view text) {
  std::string out;
  std::vector<std::uint32_t> origin;
  Normalizer normalizer(out, origin, text.size());
  const auto size = static_cast<std::uint32_t>(text.size());
  normalizer.begin_unit();
  static_cast<void>(normalizer.put(text, 0, size, size));
  normalizer.finish();
  return out;
}

}  // namespace crosswalk::matching
