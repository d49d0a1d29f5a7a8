// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "matching/normalize.h"

namespace crosswalk::matching {

/// Which concepts are said together by the same words. A phrase of a lexicon says four concepts on average: a text is told of
/// these sets, and a concept's places are looked up where a rule asks for them.
class ConceptSets {
 public:
  ConceptSets() = default;
  /// For concepts with ids below `concepts`.
  explicit ConceptSets(std::uint32_t concepts) : sets_of_(concepts) {}

  /// The number of a set, given in ascending order and without repetitions; a new one for a new set.
  std::uint32_t add(std::vector<std::uint32_t> concepts);
  /// How many sets, and concepts, there are.
  [[nodiscard]] std::size_t size() const { return known_.size(); }
  [[nodiscard]] std::size_t concepts() const { return sets_of_.size(); }
  /// Whether the set has the concept.
  [[nodiscard]] bool contains(std::uint32_t set, std::uint32_t item) const {
    for (const std::uint32_t one : concepts_of(set)) {
      if (one >= item) return one == item;
    }
    return false;
  }
  /// The concepts of a set, ascending.
  [[nodiscard]] std::span<const std::uint32_t> concepts_of(std::uint32_t set) const {
    return std::span(items_).subspan(first_[set], first_[set + 1] - first_[set]);
  }
  /// All sets that have the concept.
  [[nodiscard]] std::span<const std::uint32_t> sets_of(std::uint32_t item) const { return sets_of_[item]; }

 private:
  std::vector<std::uint32_t> items_;
  /// First of each set in items_, with one more entry for the end.
  std::vector<std::uint32_t> first_{0};
  std::vector<std::vector<std::uint32_t>> sets_of_;
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
  /// `found` in order of their beginnings; `sentences` in order, those that stand before the first belong to it. `sets` has to
  /// outlive it.
  Occurrences(const ConceptSets& sets, std::span<const Occurrence> found, std::span<const Range> sentences, Workspace& workspace);

  /// Whether the concept stands anywhere.
  [[nodiscard]] bool any(std::uint32_t item) const { return item < row_of_.size() && row_of_[item] != 0; }
  /// How many numbers of 64 bits hold one bit for each sentence.
  [[nodiscard]] std::size_t groups() const { return groups_; }
  /// A bit for each sentence in which the concept, which has to stand anywhere, begins.
  [[nodiscard]] const std::uint64_t* sentences_of(std::uint32_t item) const { return &rows_[row_of_[item]]; }
  /// Calls each(range) for every occurrence of the concept that begins in a sentence from `first` on, up to `last`, in their
  /// order, until it returns false.
  template <class Each>
  void each(std::uint32_t item, std::size_t first, std::size_t last, const Each& each) const {
    if (!any(item)) return;
    const std::uint64_t* const bits = sentences_of(item);
    for (std::size_t group = first / 64; group <= last / 64 && group < groups_; ++group) {
      std::uint64_t left = bits[group];
      if (group == first / 64) left &= ~0ULL << (first % 64);
      if (group == last / 64) left &= ~0ULL >> (63 - last % 64);
      for (; left != 0; left &= left - 1) {
        if (!each_in(item, group * 64 + static_cast<std::size_t>(std::countr_zero(left)), each)) return;
      }
    }
  }
  /// Number of all that was found.
  [[nodiscard]] std::size_t size() const { return found_.size(); }

 private:
  template <class Each>
  bool each_in(std::uint32_t item, std::size_t sentence, const Each& each) const {
    const std::size_t end = first_of_[sentence + 1];
    for (std::size_t i = first_of_[sentence]; i < end; ++i) {
      if (!sets_->contains(found_[i].set, item)) continue;
      Range longest = found_[i].range;
      while (i + 1 < end && found_[i + 1].range.begin == longest.begin) {
        if (sets_->contains(found_[++i].set, item)) longest.end = std::max(longest.end, found_[i].range.end);
      }
      if (!each(longest)) return false;
    }
    return true;
  }

  const ConceptSets* sets_;
  std::vector<Occurrence> found_;
  /// First of each sentence in found_, with one more entry for the end.
  std::vector<std::uint32_t> first_of_;
  std::size_t groups_;
  /// For each concept where its row begins, 0 for those that stand nowhere.
  std::vector<std::size_t> row_of_;
  /// A bit for each sentence, row by row; the first is nobody's.
  std::vector<std::uint64_t> rows_;
};

}  // namespace crosswalk::matching
