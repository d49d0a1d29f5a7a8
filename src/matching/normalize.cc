// SPDX-License-Identifier: Apache-2.0
#include "matching/normalize.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>

#include "base/text.h"
#include "matching/block64.h"

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
  static constexpr std::array<std::string_view, 36> words{"e.g",  "i.e",    "etc", "incl", "no",  "nos", "v",    "vs",   "fig",
                                                          "ca",   "approx", "inc", "ltd",  "dr",  "sec", "cf",   "resp", "art",
                                                          "eq",   "ref",    "rev", "ver",  "vol", "pp",  "mr",   "ms",   "st",
                                                          "dept", "est",    "z.b", "doc",  "max", "min", "chap", "para", "encl"};
  const std::size_t space = before.find_last_of(" (\n");
  const std::string_view word = space == std::string_view::npos ? before : before.substr(space + 1);
  // A single letter, or letters with points between them ("u.s"), stands for something longer.
  return std::find(words.begin(), words.end(), word) != words.end() || word.size() == 1 ||
         (word.size() == 3 && word[1] == '.' && is_letter(word[0]));
}

/// Appends normalised bytes with their origin. No text gets longer: there is room for as many bytes as are put.
class Normalizer {
 public:
  Normalizer(std::string& text, Origins& origin, std::size_t room) : text_(text), origin_(origin) {
    text_.resize(room + Block64::size);
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
      const char c = source[at];
      if (is_space(c)) {
        pending_space_ = true;
        ++at;
      } else if (c == '_' || c == '-') {
        put_joiner(source, at, end);
        ++at;
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        at += put_code_point(source, at);
      } else {
        at += put_plain(source, at, stop);
      }
    }
    return at;
  }

  void emit(char byte, std::uint32_t at) {
    origin_.add(size_, at);
    text_[size_] = byte;
    ++size_;
  }

  [[nodiscard]] std::uint32_t size() const { return size_; }
  void finish() { text_.resize(size_); }

 private:
  /// Puts up to 64 plain characters and single white space between them, which only become small and plain. Returns how many.
  std::uint32_t put_plain(std::string_view source, std::uint32_t at, std::uint32_t stop) {
    char end_of_source[Block64::size];
    const char* from = source.data() + at;
    if (source.size() - at < Block64::size) {
      std::memset(end_of_source, ' ', Block64::size);
      std::memcpy(end_of_source, from, source.size() - at);
      from = end_of_source;
    }
    const Block64 block(from);
    const std::uint64_t breaks = block.between('\t', '\r').bits();
    const std::uint64_t spaces = block.equal(' ').bits() | breaks;
    const std::uint64_t others = (block.equal('_') | block.equal('-') | block.beyond_ascii()).bits();
    // White space that follows other white space, or that nothing plain follows, is left to put().
    const std::uint64_t odd = others | (spaces & (spaces << 1));
    std::uint32_t length = std::min<std::uint32_t>(static_cast<std::uint32_t>(std::countr_zero(odd)), stop - at);
    if ((spaces >> (length - 1) & 1) != 0) --length;
    emit_space(at);
    origin_.add(size_, at);
    char* const to = text_.data() + size_;
    block.write_lower(to);
    const std::uint64_t written = length == Block64::size ? ~0ULL : (1ULL << length) - 1;
    each_set_bit(breaks & written, [&](std::uint32_t bit) { to[bit] = ' '; });
    size_ += length;
    return length;
  }

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
  Origins& origin_;
  std::uint32_t size_ = 0;
  std::uint32_t start_ = 0;
  bool pending_space_ = false;
};

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

/// Calls each(offset) for every byte in the range that may end a sentence: . ! ? and white space that stands for a line end of
/// `source`, the block's own text, which begins at `source_begin`. Until it returns false.
template <class Each>
void each_end(const Normalized& normalized, Range block, std::string_view source, std::uint32_t source_begin, const Each& each) {
  std::size_t line_end = source.find('\n');
  const auto next_line = [&] {
    if (line_end == std::string_view::npos) return block.end;
    const std::uint32_t behind = normalized.origin.first_behind(source_begin + static_cast<std::uint32_t>(line_end));
    const auto is_space_at = [&](std::uint32_t at) { return at < block.end && normalized.text[at] == ' '; };
    line_end = source.find('\n', line_end + 1);
    // White space stands for its last byte.
    return is_space_at(behind) ? behind : is_space_at(behind - 1) ? behind - 1 : block.begin;
  };
  std::uint32_t line = next_line();
  for (std::uint32_t base = block.begin; base < block.end; base += Block64::size) {
    char end_of_text[Block64::size] = {};
    const char* from = normalized.text.data() + base;
    if (block.end - base < Block64::size) {
      std::memcpy(end_of_text, from, block.end - base);
      from = end_of_text;
    }
    const Block64 bytes(from);
    std::uint64_t ends = (bytes.equal('.') | bytes.equal('!') | bytes.equal('?')).bits();
    while (line < std::min(base + static_cast<std::uint32_t>(Block64::size), block.end)) {
      if (line >= base && normalized.text[line] == ' ') ends |= 1ULL << (line - base);
      line = next_line();
    }
    for (; ends != 0; ends &= ends - 1) {
      if (!each(base + static_cast<std::uint32_t>(std::countr_zero(ends)))) return;
    }
  }
}

/// Cuts one block into sentences: at . ! ? before white space where the next word begins like a sentence, and at line ends of
/// blocks that keep their lines (code).
void cut_sentences(const document::Document& document, const Normalized& normalized, std::size_t index, std::vector<Range>& out) {
  const std::string& text = normalized.text;
  const Range block = normalized.blocks[index];
  const document::Span span = document.blocks[index].span;
  std::uint32_t begin = block.begin;
  each_end(normalized, block, document.view(span), span.begin, [&](std::uint32_t i) {
    const char c = text[i];
    if (c == ' ') {
      if (!breaks_line(document, normalized, index, i)) return true;
      if (begin < i) out.push_back({begin, i});
      begin = i + 1;
      return true;
    }
    std::uint32_t after = i + 1;
    while (after < block.end && (text[after] == '"' || text[after] == '\'' || text[after] == ')')) ++after;
    if (after >= block.end) return false;
    if (text[after] != ' ') return true;
    const std::uint32_t next = after + 1;
    if (next >= block.end) return false;
    const char source = document.text[normalized.origin[next]];
    const bool lower = source >= 'a' && source <= 'z';
    if (c == '.' && (lower || is_abbreviation(std::string_view(text).substr(begin, i - begin)))) return true;
    // "1. Text" is a number and not a sentence.
    if (c == '.' && i > begin && is_digit(text[i - 1]) && text.find_first_not_of("0123456789.", begin) >= i) return true;
    out.push_back({begin, after});
    begin = next;
    return true;
  });
  if (begin < block.end) out.push_back({begin, block.end});
}

template <class Ranges>
std::int32_t last_at_or_before(const Ranges& ranges, std::uint32_t offset) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), offset, [](std::uint32_t o, const Range& range) { return o < range.begin; });
  return static_cast<std::int32_t>(after - ranges.begin()) - 1;
}

}  // namespace

std::uint32_t Origins::operator[](std::uint32_t at) const {
  const auto behind = std::upper_bound(stretches_.begin(), stretches_.end(), at,
                                       [](std::uint32_t value, const Stretch& stretch) { return value < stretch.at; });
  const Stretch& stretch = *(behind - 1);
  return stretch.source + (at - stretch.at);
}

std::uint32_t Origins::first_behind(std::uint32_t source) const {
  const auto behind = std::upper_bound(stretches_.begin(), stretches_.end(), source,
                                       [](std::uint32_t value, const Stretch& stretch) { return value < stretch.source; });
  if (behind == stretches_.begin()) return 0;
  const Stretch& stretch = *(behind - 1);
  const std::uint32_t at = stretch.at + (source - stretch.source) + 1;
  return behind == stretches_.end() ? at : std::min(at, behind->at);
}

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

bool parts_words(std::string_view notation) {
  return notation.starts_with("<br") || notation == "\\n" || notation == "\\r" || notation == "\\t" ||
         notation.find_first_of(" \t\n") != std::string_view::npos;
}

Range Normalized::range_of(document::Span source) const {
  if (source.empty() || text.empty()) return {};
  Range out{source.begin == 0 ? 0 : origin.first_behind(source.begin - 1),
            std::min(origin.first_behind(source.end - 1), static_cast<std::uint32_t>(text.size()))};
  // The line end before a block stands for its first byte too.
  while (!out.empty() && (text[out.begin] == '\n' || text[out.begin] == ' ')) ++out.begin;
  while (!out.empty() && (text[out.end - 1] == '\n' || text[out.end - 1] == ' ')) --out.end;
  return out;
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
  out.origin.add(normalizer.size(), static_cast<std::uint32_t>(document.text.size()));
  for (std::size_t i = 0; i < out.blocks.size(); ++i) cut_sentences(document, out, i, out.sentences);
  return out;
}

std::string normalize_text(std::string_view text) {
  std::string out;
  Origins origin;
  Normalizer normalizer(out, origin, text.size());
  const auto size = static_cast<std::uint32_t>(text.size());
  normalizer.begin_unit();
  static_cast<void>(normalizer.put(text, 0, size, size));
  normalizer.finish();
  return out;
}

}  // namespace crosswalk::matching
