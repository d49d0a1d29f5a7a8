// SPDX-License-Identifier: Apache-2.0
#include "matching/occurrences.h"

#include <algorithm>
#include <utility>

namespace crosswalk::matching {

std::uint32_t ConceptSets::add(std::vector<std::uint32_t> concepts) {
  const auto [known, added] = known_.emplace(std::move(concepts), static_cast<std::uint32_t>(known_.size()));
  const std::uint32_t number = known->second;
  if (!added) return number;
  for (const std::uint32_t item : known->first) sets_of_[item].push_back(number);
  items_.insert(items_.end(), known->first.begin(), known->first.end());
  first_.push_back(static_cast<std::uint32_t>(items_.size()));
  return number;
}

Occurrences::Occurrences(const ConceptSets& sets, std::vector<Occurrence> found, std::span<const Range> sentences)
    : sets_(&sets),
      found_(std::move(found)),
      concepts_((sets.concepts() + 63) / 64),
      rows_((std::max<std::size_t>(1, sentences.size()) + 63) / 64),
      set_rows_(sets.size()),
      concept_rows_(sets.concepts()) {
  const std::size_t count = std::max<std::size_t>(1, sentences.size());
  first_of_.reserve(count + 1);
  std::size_t at = 0;
  for (std::size_t sentence = 0; sentence < count; ++sentence) {
    first_of_.push_back(static_cast<std::uint32_t>(at));
    const std::uint32_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1].begin : 0xFFFFFFFF;
    for (; at < found_.size() && found_[at].range.begin < end; ++at) {
      std::uint64_t*& row = set_rows_[found_[at].set];
      if (row == nullptr) {
        row = rows_.add();
        for (const std::uint32_t item : sets.concepts_of(found_[at].set)) concepts_[item / 64] |= 1ULL << (item % 64);
      }
      row[sentence / 64] |= 1ULL << (sentence % 64);
    }
  }
  first_of_.push_back(static_cast<std::uint32_t>(at));
}

const std::uint64_t* Occurrences::sentences_of(std::uint32_t item) const {
  const std::uint64_t*& known = concept_rows_[item];
  if (known != nullptr) return known;
  // One set alone has the bits of the concept already.
  std::uint64_t* made = nullptr;
  for (const std::uint32_t set : sets_->sets_of(item)) {
    const std::uint64_t* const row = set_rows_[set];
    if (row == nullptr) continue;
    if (known == nullptr) {
      known = row;
      continue;
    }
    if (made == nullptr) {
      made = rows_.add();
      std::copy_n(known, rows_.words(), made);
      known = made;
    }
    for (std::size_t i = 0; i < rows_.words(); ++i) made[i] |= row[i];
  }
  return known;
}

}  // namespace crosswalk::matching
