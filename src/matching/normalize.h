// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace crosswalk::matching {

/// A half-open range of bytes of Normalized::text.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  /// Whether it holds no byte.
  [[nodiscard]] bool empty() const { return begin >= end; }
  bool operator==(const Range&) const = default;
  auto operator<=>(const Range&) const = default;
};

/// Whether a range lies within another, and whether they share a byte.
constexpr bool within(Range inner, Range outer) { return outer.begin <= inner.begin && inner.end <= outer.end; }
constexpr bool overlap(Range a, Range b) { return a.begin < b.end && b.begin < a.end; }

/// Takes out of `ranges` those that share a byte with one of `others`.
inline void erase_overlapped(std::vector<Range>& ranges, const std::vector<Range>& others) {
  std::erase_if(ranges, [&](const Range& range) {
    return std::any_of(others.begin(), others.end(), [&](const Range& other) { return overlap(range, other); });
  });
}

/// Which byte of a source each byte of a text stands for; as long as both go on byte by byte they are one stretch.
class Origins {
 public:
  /// Bytes from `at` on stand for those from `source` on. To be called in order of `at`.
  void add(std::uint32_t at, std::uint32_t source) {
    if (!stretches_.empty() && stretches_.back().source + (at - stretches_.back().at) == source) return;
    stretches_.push_back({at, source});
  }
  /// The source of the byte at `at`.
  [[nodiscard]] std::uint32_t operator[](std::uint32_t at) const;
  /// The first byte that stands for one behind `source`.
  [[nodiscard]] std::uint32_t first_behind(std::uint32_t source) const;

 private:
  struct Stretch {
    std::uint32_t at = 0;
    std::uint32_t source = 0;
  };
  std::vector<Stretch> stretches_;
};

/// The text of a document as the phrases of the lexicon expect it: lower case, accents folded, typographic quotes and dashes
/// plain, white space as single spaces, hyphens between letters and underscores as spaces, notation left out. One line a block.
/// Every byte knows where it comes from, so that a match leads back to the verbatim text.
struct Normalized {
  std::string text;
  /// For each byte of `text` the byte of Document::text it stands for; the byte behind the last stands for the end.
  Origins origin;
  /// Range of each block, by index in Document::blocks.
  std::vector<Range> blocks;
  /// Sentences in order; none crosses a block.
  std::vector<Range> sentences;
  /// The text that `origin` points into; it has to outlive this.
  const std::string* source_text = nullptr;

  /// Index of the last block that begins at or before `offset`, or -1.
  [[nodiscard]] std::int32_t block_at(std::uint32_t offset) const;
  /// Index of the last sentence that begins at or before `offset`, or -1.
  [[nodiscard]] std::int32_t sentence_at(std::uint32_t offset) const;
  /// The verbatim bytes that a range stands for.
  [[nodiscard]] document::Span source(Range range) const;
  /// What stands for these bytes of the source; empty where nothing does.
  [[nodiscard]] Range range_of(document::Span source) const;
};

/// Normalises all blocks of a document, and cuts them into sentences.
Normalized normalize(const document::Document& document);
/// Whether notation that is left out stands between two words: a line break of HTML, white space written as an escape.
bool parts_words(std::string_view notation);
/// Normalises a text without blocks and notation, for titles and file names.
std::string normalize_text(std::string_view text);

}  // namespace crosswalk::matching
