// SPDX-License-Identifier: Apache-2.0
#include "matching/occurrences.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace crosswalk::matching {

std::uint32_t ConceptSets::add(std::vector<std::uint32_t> concepts) {
  const auto [known, added] = known_.emplace(std::move(concepts), static_cast<std::uint32_t>(size()));
  const std::uint32_t number = known->second;
  if (!added) return number;
  items_.insert(items_.end(), known->first.begin(), known->first.end());
  first_.push_back(static_cast<std::uint32_t>(items_.size()));
  return number;
}

void ConceptSets::write(base::ArchiveWriter& to) const {
  std::uint32_t concepts = concepts_;
  to.field(concepts);
  to.numbers(first_);
  to.numbers(items_);
}

ConceptSets ConceptSets::read(base::ArchiveReader& from, std::uint32_t most) {
  ConceptSets out;
  from.field(out.concepts_);
  from.numbers(out.first_);
  from.numbers(out.items_);
  from.ok = from.ok && out.concepts_ <= most && !out.first_.empty() && out.first_.front() == 0 &&
            out.first_.back() == out.items_.size() && std::is_sorted(out.first_.begin(), out.first_.end()) &&
            std::all_of(out.items_.begin(), out.items_.end(), [&](std::uint32_t item) { return item < out.concepts_; });
  return from.ok ? std::move(out) : ConceptSets();
}

Occurrences::Occurrences(const ConceptSets& sets, std::span<const Occurrence> found, std::span<const Range> sentences,
                         Workspace& workspace)
    : found_(found.begin(), found.end()),
      by_set_(found.size()),
      last_said_by_(sets.concepts()),
      places_of_(sets.concepts()),
      groups_((std::max<std::size_t>(1, sentences.size()) + 63) / 64),
      row_of_(sets.concepts()) {
  // First by set, of which there are far fewer than occurrences, then by concept.
  auto& [place_of, seen, rows] = workspace;
  place_of.resize(sets.size());
  seen.clear();
  const std::size_t count = std::max<std::size_t>(1, sentences.size());
  const Occurrence* at = found_.data();
  const Occurrence* const found_end = at + found_.size();
  for (std::size_t sentence = 0; sentence < count; ++sentence) {
    const std::uint32_t end = sentence + 1 < sentences.size() ? sentences[sentence + 1].begin : 0xFFFFFFFF;
    for (; at != found_end && at->range.begin < end; ++at) {
      std::uint32_t& place = place_of[at->set];
      if (place == 0) {
        seen.push_back(at->set);
        first_of_set_.push_back(0);
        place = static_cast<std::uint32_t>(seen.size());
        const std::size_t needed = seen.size() * groups_;
        if (rows.size() < needed) rows.resize(needed * 2);
        std::fill_n(rows.begin() + static_cast<std::ptrdiff_t>(needed - groups_), groups_, 0);
      }
      ++first_of_set_[place - 1];
      rows[(place - 1) * groups_ + sentence / 64] |= 1ULL << (sentence % 64);
    }
  }
  std::exclusive_scan(first_of_set_.begin(), first_of_set_.end(), first_of_set_.begin(), 0U);
  for (std::size_t i = 0; i < found_.size(); ++i)
    by_set_[first_of_set_[place_of[found_[i].set] - 1]++] = static_cast<std::uint32_t>(i);
  // Each now stands where the next begins.
  first_of_set_.insert(first_of_set_.begin(), 0U);
  std::size_t rows_end = groups_;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    place_of[seen[i]] = 0;
    for (const std::uint32_t item : sets.concepts_of(seen[i])) {
      said_by_.push_back({static_cast<std::uint32_t>(i), last_said_by_[item]});
      last_said_by_[item] = static_cast<std::uint32_t>(said_by_.size() - 1);
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

Occurrences::Places Occurrences::find_places(std::uint32_t item) const {
  const auto begin = static_cast<std::ptrdiff_t>(places_.size());
  std::size_t sets = 0;
  for (std::uint32_t i = last_said_by_[item]; i != 0; i = said_by_[i].next, ++sets) {
    const std::uint32_t set = said_by_[i].set;
    for (std::uint32_t k = first_of_set_[set]; k < first_of_set_[set + 1]; ++k) places_.push_back(found_[by_set_[k]].range);
  }
  if (sets > 1) std::sort(places_.begin() + begin, places_.end());
  // Of those that begin at one place the last is the longest.
  auto kept = places_.begin() + begin;
  for (auto at = kept; at != places_.end(); ++at) {
    if (at + 1 == places_.end() || (at + 1)->begin != at->begin) *kept++ = *at;
  }
  places_.erase(kept, places_.end());
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(places_.end() - places_.begin() - begin)};
}

}  // namespace crosswalk::matching
