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

Occurrences::Occurrences(const ConceptSets& sets, std::span<const Occurrence> found, std::span<const Range> sentences,
                         Workspace& workspace)
    : sets_(&sets),
      found_(found.begin(), found.end()),
      groups_((std::max<std::size_t>(1, sentences.size()) + 63) / 64),
      row_of_(sets.concepts()) {
  // First by set, of which there are far fewer than occurrences, then by concept.
  auto& [place_of, seen, rows] = workspace;
  place_of.resize(sets.size());
  seen.clear();
  const std::size_t count = std::max<std::size_t>(1, sentences.size());
  first_of_.reserve(count + 1);
  const Occurrence* at = found_.data();
  const Occurrence* const found_end = at + found_.size();
  for (std::size_t sentence = 0; sentence < count; ++sentence) {
    first_of_.push_back(static_cast<std::uint32_t>(at - found_.data()));
    const std::uint32_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1].begin : 0xFFFFFFFF;
    for (; at != found_end && at->range.begin < end; ++at) {
      std::uint32_t& place = place_of[at->set];
      if (place == 0) {
        seen.push_back(at->set);
        place = static_cast<std::uint32_t>(seen.size());
        const std::size_t needed = seen.size() * groups_;
        if (rows.size() < needed) rows.resize(needed * 2);
        std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(needed - groups_), groups_, 0);
      }
      rows[(place - 1) * groups_ + sentence / 64] |= 1ULL << (sentence % 64);
    }
  }
  first_of_.push_back(static_cast<std::uint32_t>(found_.size()));
  std::size_t rows_end = groups_;
  for (const std::uint32_t set : seen) {
    place_of[set] = 0;
    for (const std::uint32_t item : sets.concepts_of(set)) {
      if (row_of_[item] != 0) continue;
      row_of_[item] = rows_end;
      rows_end += groups_;
    }
  }
  rows_.resize(rows_end);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const auto concepts = sets.concepts_of(seen[i]);
    for (std::size_t group = 0; group < groups_; ++group) {
      // Most sets are said in few places.
      const std::uint64_t bits = rows[i * groups_ + group];
      if (bits == 0) continue;
      for (const std::uint32_t item : concepts) rows_[row_of_[item] + group] |= bits;
    }
  }
}

}  // namespace crosswalk::matching
