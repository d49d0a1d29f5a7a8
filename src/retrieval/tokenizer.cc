// SPDX-License-Identifier: Apache-2.0
#include "retrieval/tokenizer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace crosswalk::retrieval {
namespace {

constexpr std::size_t longest_word = 100;
constexpr std::uint32_t most_pieces = 1U << 20;

/// U+00C0 to U+017F in lower case and without what Unicode's canonical decomposition takes off; a dot where the letter stays as
/// it is, or only becomes small.
constexpr std::string_view latin =
    "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
    "aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll."
    "...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";

/// The small letter of one that has no other form than it (U+00C0 to U+017F).
char32_t small(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
  if (c == 0x110 || c == 0x126 || c == 0x132 || c == 0x13F || c == 0x141 || c == 0x14A || c == 0x152 || c == 0x166) return c + 1;
  // Greek and Cyrillic capitals.
  if ((c >= 0x391 && c <= 0x3A9 && c != 0x3A2) || (c >= 0x410 && c <= 0x42F)) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0x1680;
}

bool is_dropped(char32_t c) {
  return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xAD || c == 0xFFFD || c == 0xFEFF ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0x300 && c <= 0x36F);
}

bool is_punctuation(char32_t c) {
  if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126)) return true;
  return c == 0xA1 || c == 0xA7 || c == 0xAB || c == 0xB6 || c == 0xB7 || c == 0xBB || c == 0xBF ||
         (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E && c != 0x2044 && c != 0x2052) ||
         (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011);
}

bool is_ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x2CEAF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

}  // namespace

base::Result<Tokenizer> Tokenizer::load(std::string_view json) {
  const base::Error malformed{base::ErrorCode::malformed_data, "tokenizer.json", "no WordPiece vocabulary"};
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("model") || !parsed["model"].is_object()) return malformed;
  const auto& model = parsed["model"];
  if (!model.contains("vocab") || !model["vocab"].is_object() || model["vocab"].size() > most_pieces) return malformed;
  if (model.contains("type") && model["type"] != "WordPiece") return malformed;
  Tokenizer out;
  for (const auto& [piece, number] : model["vocab"].items()) {
    if (!number.is_number_unsigned() || number.get<std::uint64_t>() >= most_pieces) return malformed;
    const auto value = static_cast<std::uint32_t>(number.get<std::uint64_t>());
    out.numbers_.emplace(piece, value);
    out.size_ = std::max<std::size_t>(out.size_, std::size_t{value} + 1);
  }
  const std::int64_t unknown = out.number_of("[UNK]");
  const std::int64_t begin = out.number_of("[CLS]");
  const std::int64_t end = out.number_of("[SEP]");
  if (unknown < 0 || begin < 0 || end < 0) return malformed;
  out.unknown_ = static_cast<std::uint32_t>(unknown);
  out.begin_ = static_cast<std::uint32_t>(begin);
  out.end_ = static_cast<std::uint32_t>(end);
  return out;
}

std::int64_t Tokenizer::number_of(const std::string& piece) const {
  const auto found = numbers_.find(piece);
  return found == numbers_.end() ? -1 : static_cast<std::int64_t>(found->second);
}

void Tokenizer::add_word(std::string_view word, std::vector<std::uint32_t>& out) const {
  std::size_t letters = 0;
  for (const char c : word) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  if (letters > longest_word) {
    out.push_back(unknown_);
    return;
  }
  const std::size_t before = out.size();
  for (std::size_t at = 0; at < word.size();) {
    std::int64_t number = -1;
    std::size_t end = word.size();
    for (; end > at; --end) {
      if (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) continue;
      number = number_of((at > 0 ? "##" : "") + std::string(word.substr(at, end - at)));
      if (number >= 0) break;
    }
    if (number < 0) {
      out.resize(before);
      out.push_back(unknown_);
      return;
    }
    out.push_back(static_cast<std::uint32_t>(number));
    at = end;
  }
}

std::vector<std::uint32_t> Tokenizer::tokens(std::string_view text, std::size_t most) const {
  std::vector<std::uint32_t> out{begin_};
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) add_word(word, out);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size() && out.size() + 1 < most;) {
    const base::CodePoint point = base::decode_utf8(text, at);
    at += point.length;
    char32_t c = point.value;
    if (is_space(c)) {
      flush();
    } else if (is_dropped(c)) {
      continue;
    } else if (is_punctuation(c) || is_ideograph(c)) {
      flush();
      base::append_utf8(word, c);
      flush();
    } else if (c < 0x80) {
      word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else {
      const bool known = c >= 0xC0 && c < 0xC0 + latin.size() && latin[c - 0xC0] != '.';
      if (known) {
        word += latin[c - 0xC0];
      } else {
        base::append_utf8(word, small(c));
      }
    }
  }
  flush();
  if (out.size() + 1 > most) out.resize(most - 1);
  out.push_back(end_);
  return out;
}

}  // namespace crosswalk::retrieval
