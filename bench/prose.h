// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace crosswalk::bench {

/// Numbers that look random and are the same at every run.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
  /// From 0 to `end` - 1.
  std::size_t below(std::size_t end);

 private:
  std::uint64_t state_;
};

/// A section of a document: a heading, paragraphs, a list, and at times a table.
struct Section {
  std::string heading;
  std::vector<std::string> paragraphs;
  std::vector<std::string> items;
  /// Rows of cells, the first with the names of the columns; may be empty.
  std::vector<std::vector<std::string>> rows;
};

/// A made-up document of a manufacturer: policies, advisories, guides, registers.
struct Paper {
  std::string title;
  std::string id;
  std::string version;
  std::vector<Section> sections;
};

/// A paper with about `bytes` of text. English sentences from templates, of which about one in eight is on matters that
/// the packs look for.
Paper make_paper(Numbers& numbers, std::size_t bytes);

}  // namespace crosswalk::bench
