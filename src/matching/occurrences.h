// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/archive.h"
#include "matching/normalize.h"

namespace crosswalk::matching {

/// Which concepts are said together by the same words. A phrase of a lexicon says four concepts on average: a text is told of
/// these sets, and a concept's places are looked up where a rule asks for them.
class ConceptSets {
 public:
  ConceptSets() = default;
  /// For concepts with ids below `concepts`.
  explicit ConceptSets(std::uint32_t concepts) : concepts_(concepts) {}

  /// The number of a set, given in ascending order and without repetitions; a new one for a new set.
  std::uint32_t add(std::vector<std::uint32_t> concepts);
  /// How many sets, and concepts, there are.
  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t concepts() const { return concepts_; }
  /// The concepts of a set, ascending.
  [[nodiscard]] std::span<const std::uint32_t> concepts_of(std::uint32_t set) const {
    return std::span(items_).subspan(first_[set], first_[set + 1] - first_[set]);
  }

  /// Writes all sets. To those that were read none can be added.
  void write(base::ArchiveWriter& to) const;
  /// Reads what was written; `ok` of the reader is false where it was not, or where there are more than `most` concepts.
  static ConceptSets read(base::ArchiveReader& from, std::uint32_t most);

 private:
  std::vector<std::uint32_t> items_;
  /// First of each set in items_, with one more entry for the end.
  std::vector<std::uint32_t> first_{0};
  std::uint32_t concepts_ = 0;
  std::map<std::vector<std::uint32_t>, std::uint32_t> known_;
};

/// Words of a text that say the concepts of a set.
struct Occurrence {
  Range range;
  std::uint32_t set = 0;
};

/// Where the concepts of a lexicon stand in one text. Of occurrences of one concept that begin at the same place the longest
/// counts.
class Occurrences {
 public:
  /// Memory to work with, for one document after the other.
  class Workspace {
    friend class Occurrences;
    /// One more than the place of each set in `seen`; 0 between documents.
    std::vector<std::uint32_t> place_of;
    std::vector<std::uint32_t> seen;
    /// For each set seen a bit for each sentence.
    std::vector<std::uint64_t> rows;
  };
  /// `found` in order of their beginnings; `sentences` in order, those that stand before the first belong to it.
  Occurrences(const ConceptSets& sets, std::span<const Occurrence> found, std::span<const Range> sentences, Workspace& workspace);

  /// Whether the concept stands anywhere.
  [[nodiscard]] bool any(std::uint32_t item) const { return item < row_of_.size() && row_of_[item] != 0; }
  /// How many numbers of 64 bits hold one bit for each sentence.
  [[nodiscard]] std::size_t groups() const { return groups_; }
  /// A bit for each sentence in which the concept, which has to stand anywhere, begins.
  [[nodiscard]] const std::uint64_t* sentences_of(std::uint32_t item) const { return &rows_[row_of_[item]]; }
  /// Calls each(range) for every occurrence of the concept that lies in `part` of the text, in their order, until it returns
  /// false.
  template <class Each>
  void each(std::uint32_t item, Range part, const Each& each) const {
    if (!any(item)) return;
    const std::span<const Range> all = places_of(item);
    auto at = std::lower_bound(all.begin(), all.end(), part.begin,
                               [](Range range, std::uint32_t begin) { return range.begin < begin; });
    for (; at != all.end() && at->begin < part.end; ++at) {
      if (at->end <= part.end && !each(*at)) return;
    }
  }
  /// Number of all that was found.
  [[nodiscard]] std::size_t size() const { return found_.size(); }

 private:
  /// A set that stands in the text and has a concept, and the next one of that concept; 0 for none.
  struct SaidBy {
    std::uint32_t set = 0;
    std::uint32_t next = 0;
  };
  static constexpr std::uint32_t not_yet = 0xFFFFFFFF;

  /// All occurrences of a concept in their order, put together when first asked for.
  [[nodiscard]] std::span<const Range> places_of(std::uint32_t item) const {
    Places& places = places_of_[item];
    if (places.begin == not_yet) places = find_places(item);
    return std::span<const Range>(places_).subspan(places.begin, places.count);
  }
  struct Places {
    std::uint32_t begin = not_yet;
    std::uint32_t count = 0;
  };
  [[nodiscard]] Places find_places(std::uint32_t item) const;

  std::vector<Occurrence> found_;
  /// Places of found_ by their set, in order; sets by when they were first seen.
  std::vector<std::uint32_t> by_set_;
  /// First of each set in by_set_, with one more entry for the end.
  std::vector<std::uint32_t> first_of_set_;
  std::vector<SaidBy> said_by_{{}};
  /// For each concept the last of its sets in said_by_.
  std::vector<std::uint32_t> last_said_by_;
  mutable std::vector<Places> places_of_;
  mutable std::vector<Range> places_;
  std::size_t groups_;
  /// For each concept where its row begins, 0 for those that stand nowhere.
  std::vector<std::size_t> row_of_;
  /// A bit for each sentence, row by row; the first is nobody's.
  std::vector<std::uint64_t> rows_;
};

}  // namespace crosswalk::matching
