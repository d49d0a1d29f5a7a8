// SPDX-License-Identifier: Apache-2.0
#include "eval/passage.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace crosswalk::eval {
namespace {

using document::ByteOffset;
using document::Document;
using document::Span;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_large(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_large(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0; }

/// Whether the full stop at `at` belongs to an abbreviation.
bool abbreviates(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 22> known{"e.g",  "i.e", "etc", "vs",     "no",   "nr",  "cf",  "fig",
                                                   "sec",  "dr",  "mr",  "ms",     "prof", "inc", "ltd", "al",
                                                   "para", "art", "ref", "approx", "ver",  "vol"};
  std::size_t begin = at;
  while (begin > 0 && !is_space(text[begin - 1]) && text[begin - 1] != '(') --begin;
  const std::string word = base::to_lower(text.substr(begin, at - begin));
  return std::find(known.begin(), known.end(), word) != known.end() || (word.size() == 1 && is_letter(word[0]));
}

/// Whether a line begins with a label: "Severity: high".
bool begins_with_label(std::string_view line) {
  if (line.empty() || !is_large(line[0])) return false;
  for (std::size_t i = 1; i < line.size() && i < 40; ++i) {
    if (line[i] == ':') return i + 1 < line.size() && line[i + 1] == ' ';
    if (!is_letter(line[i]) && !is_digit(line[i]) && std::string_view(" /()-_").find(line[i]) == std::string_view::npos)
      return false;
  }
  return false;
}

/// The bounds of the sentences in `text`, in which ends of lines still stand.
std::vector<std::pair<std::size_t, std::size_t>> sentences(std::string_view text, bool lines) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end) {
    std::size_t from = begin;
    while (from < end && is_space(text[from])) ++from;
    std::size_t to = end;
    while (to > from && is_space(text[to - 1])) --to;
    if (from < to) out.emplace_back(from, to);
    begin = end;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      if (lines || begins_with_label(text.substr(i + 1))) cut(i + 1);
      continue;
    }
    if (c != '.' && c != '!' && c != '?') continue;
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == ')' || text[end] == '"' || text[end] == '\'')) ++end;
    if (end < text.size() && !is_space(text[end])) continue;
    std::size_t next = end;
    while (next < text.size() && is_space(text[next])) ++next;
    const bool begins = next >= text.size() || is_large(text[next]) || is_digit(text[next]) || !is_letter(text[next]) ||
                        (static_cast<unsigned char>(text[next]) & 0x80) != 0;
    if (!begins || (c == '.' && abbreviates(text, i))) continue;
    cut(end);
  }
  cut(text.size());
  return out;
}

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ') ++end;
    out.push_back({i, end});
    i = end;
  }
  return out;
}

/// The letters and digits of a text in small letters, and where each stands.
std::pair<std::string, std::vector<std::size_t>> letters_of(std::string_view text) {
  std::pair<std::string, std::vector<std::size_t>> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_digit(c) && !(is_letter(c) && (static_cast<unsigned char>(c) & 0x80) == 0)) continue;
    out.first += static_cast<char>(is_large(c) ? c - 'A' + 'a' : c);
    out.second.push_back(i);
  }
  return out;
}

}  // namespace

Content content_of(const Document& document, Span span) {
  Content out;
  auto notation = std::lower_bound(document.markup.begin(), document.markup.end(), span.begin,
                                   [](const Span& markup, ByteOffset at) { return markup.end <= at; });
  bool gap = false;
  for (ByteOffset at = span.begin; at < span.end; ++at) {
    while (notation != document.markup.end() && notation->end <= at) ++notation;
    if (notation != document.markup.end() && notation->begin <= at) continue;
    const char c = document.text[at];
    if (is_space(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.text.empty()) {
      out.text += ' ';
      out.places.push_back(at - 1);
    }
    gap = false;
    out.text += c;
    out.places.push_back(at);
  }
  return out;
}

std::vector<Passage> passages_of(const Document& document) {
  std::vector<Passage> out;
  for (std::size_t index = 0; index < document.blocks.size(); ++index) {
    const document::Block& block = document.blocks[index];
    const bool code = block.kind == document::BlockKind::code;
    const auto number = static_cast<std::int32_t>(index);
    // Sentences are cut in the text without notation (but with ends of lines), and led back.
    std::string text;
    std::vector<ByteOffset> places;
    auto notation = std::lower_bound(document.markup.begin(), document.markup.end(), block.span.begin,
                                     [](const Span& markup, ByteOffset at) { return markup.end <= at; });
    for (ByteOffset at = block.span.begin; at < block.span.end; ++at) {
      while (notation != document.markup.end() && notation->end <= at) ++notation;
      if (notation != document.markup.end() && notation->begin <= at) continue;
      text += document.text[at];
      places.push_back(at);
    }
    for (const auto& [begin, end] : sentences(text, code)) {
      const bool says_something =
          std::any_of(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end),
                      [](char c) { return is_letter(c) || is_digit(c); });
      if (says_something) out.push_back({number, {places[begin], places[end - 1] + 1}});
    }
  }
  return out;
}

std::vector<Span> places_of(const Document& document, const review::Evidence& evidence) {
  std::vector<Span> all;
  std::vector<Span> exact;
  if (evidence.quote.empty()) return all;
  const std::string wanted = evidence.locator.text();
  for (std::size_t at = document.text.find(evidence.quote); at != std::string::npos;
       at = document.text.find(evidence.quote, at + 1)) {
    const Span span{static_cast<ByteOffset>(at), static_cast<ByteOffset>(at + evidence.quote.size())};
    const document::Locator locator = document.locate(span.begin);
    all.push_back(span);
    if (locator.text() == wanted && locator.cell == evidence.locator.cell && locator.paragraph == evidence.locator.paragraph)
      exact.push_back(span);
  }
  return exact.empty() ? all : exact;
}

std::optional<Span> find_quote(const Document& document, std::string_view quote) {
  const auto [needle, unused] = letters_of(quote);
  if (needle.empty()) return std::nullopt;
  // Labels quote the source: its notation may be part of the quote, or not.
  const Content plain = content_of(document, {0, static_cast<ByteOffset>(document.text.size())});
  const auto [letters, places] = letters_of(plain.text);
  if (const std::size_t at = letters.find(needle); at != std::string::npos)
    return Span{plain.places[places[at]], plain.places[places[at + needle.size() - 1]] + 1};
  const auto [raw, raw_places] = letters_of(document.text);
  const std::size_t at = raw.find(needle);
  if (at == std::string::npos) return std::nullopt;
  return Span{static_cast<ByteOffset>(raw_places[at]), static_cast<ByteOffset>(raw_places[at + needle.size() - 1] + 1)};
}

std::vector<Edit> edits_to(const Content& content, std::string_view text) {
  std::vector<Edit> out;
  if (content.text.empty()) return out;
  const std::vector<Token> old = tokens_of(content.text);
  const std::vector<Token> wanted = tokens_of(text);
  const auto same = [&](std::size_t i, std::size_t j) {
    return std::string_view(content.text).substr(old[i].begin, old[i].end - old[i].begin) ==
           text.substr(wanted[j].begin, wanted[j].end - wanted[j].begin);
  };
  const auto raw_begin = [&](std::size_t i) { return content.places[old[i].begin]; };
  const auto raw_end = [&](std::size_t i) { return content.places[old[i].end - 1] + 1; };
  // Longest common subsequence of words; a sentence that would make the table large is replaced from the first to the last
  // difference.
  std::size_t head = 0;
  while (head < old.size() && head < wanted.size() && same(head, head)) ++head;
  std::size_t tail = 0;
  while (tail + head < old.size() && tail + head < wanted.size() && same(old.size() - 1 - tail, wanted.size() - 1 - tail)) ++tail;
  const std::size_t rows = old.size() - head - tail;
  const std::size_t columns = wanted.size() - head - tail;
  std::vector<std::pair<std::size_t, std::size_t>> kept;
  for (std::size_t i = 0; i < head; ++i) kept.emplace_back(i, i);
  if (rows > 0 && columns > 0 && rows * columns <= 4'000'000) {
    std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return length[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;)
        at(i, j) = same(head + i, head + j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (same(head + i, head + j)) {
        kept.emplace_back(head + i++, head + j++);
      } else if (at(i + 1, j) >= at(i, j + 1)) {
        ++i;
      } else {
        ++j;
      }
    }
  }
  for (std::size_t i = tail; i-- > 0;) kept.emplace_back(old.size() - 1 - i, wanted.size() - 1 - i);
  kept.emplace_back(old.size(), wanted.size());
  std::size_t i = 0;
  std::size_t j = 0;
  for (const auto& [next_old, next_wanted] : kept) {
    std::string added;
    if (next_wanted > j) added = text.substr(wanted[j].begin, wanted[next_wanted - 1].end - wanted[j].begin);
    if (next_old > i && !added.empty()) {
      out.push_back({{raw_begin(i), raw_end(next_old - 1)}, added});
    } else if (next_old > i) {
      // With the white space on one side.
      if (next_old < old.size()) {
        out.push_back({{raw_begin(i), raw_begin(next_old)}, {}});
      } else {
        out.push_back({{i > 0 ? raw_end(i - 1) : raw_begin(i), raw_end(next_old - 1)}, {}});
      }
    } else if (!added.empty()) {
      if (i > 0) {
        out.push_back({{raw_end(i - 1), raw_end(i - 1)}, " " + added});
      } else {
        out.push_back({{raw_begin(0), raw_begin(0)}, added + " "});
      }
    }
    i = next_old + 1;
    j = next_wanted + 1;
  }
  return out;
}

}  // namespace crosswalk::eval
