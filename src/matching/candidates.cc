// SPDX-License-Identifier: Apache-2.0
#include "matching/candidates.h"

#include <algorithm>

namespace crosswalk::matching {
namespace {

using packs::Expression;
using packs::Operator;

constexpr std::uint64_t all_units = ~0ULL;

}  // namespace

Candidates::Candidates(const packs::Lexicon& lexicon, std::span<const Hit> hits, std::span<const std::uint32_t> first,
                       std::span<const std::uint32_t> unit_of, std::size_t units, const Constant& constant)
    : lexicon_(lexicon),
      hits_(hits),
      first_(first),
      unit_of_(unit_of),
      units_(units),
      groups_((units + 63) / 64),
      constant_(constant),
      bits_(lexicon.concepts.size()),
      anywhere_(lexicon.concepts.size(), Answer::unknown) {}

bool Candidates::concept_anywhere(std::uint32_t index) {
  Answer& answer = anywhere_[index];
  if (answer != Answer::unknown) return answer == Answer::yes;
  const auto& parts = lexicon_.concepts[index].expressions;
  const bool found = first_[index] < first_[index + 1] ||
                     std::any_of(parts.begin(), parts.end(), [&](const Expression& part) { return anywhere(part); });
  anywhere_[index] = found ? Answer::yes : Answer::no;
  return found;
}

bool Candidates::anywhere(const Expression& expression) {
  const auto& children = expression.children;
  const auto child = [&](const Expression& one) { return anywhere(one); };
  switch (expression.op) {
    case Operator::concept_:
      return concept_anywhere(expression.concept_index);
    case Operator::all:
    case Operator::near:
    case Operator::then:
      return std::all_of(children.begin(), children.end(), child);
    case Operator::any:
      return std::any_of(children.begin(), children.end(), child);
    case Operator::at_least:
      return std::count_if(children.begin(), children.end(), child) >= static_cast<std::ptrdiff_t>(expression.words);
    case Operator::under:
    case Operator::key:
    case Operator::block:
    case Operator::row:
    case Operator::section:
      return anywhere(children.front());
    case Operator::document:
      return anywhere(children.front()) && constant_(expression);
    case Operator::title:
    case Operator::role:
    case Operator::owner:
    case Operator::state:
      return constant_(expression);
    case Operator::not_: {
      const Operator inner = children.front().op;
      const bool same_everywhere = inner == Operator::document || inner == Operator::title || inner == Operator::role ||
                                   inner == Operator::owner || inner == Operator::state;
      return !same_everywhere || !constant_(children.front());
    }
    case Operator::kind:
      return true;
  }
  return true;
}

const std::vector<std::uint64_t>& Candidates::of_concept(std::uint32_t index) {
  std::vector<std::uint64_t>& bits = bits_[index];
  if (!bits.empty()) return bits;
  std::vector<std::uint64_t> made(groups_);
  for (const Hit& hit : hits_.subspan(first_[index], first_[index + 1] - first_[index])) {
    const std::uint32_t unit = unit_of_[hit.sentence];
    made[unit / 64] |= 1ULL << (unit % 64);
  }
  for (const Expression& part : lexicon_.concepts[index].expressions) {
    if (!anywhere(part)) continue;
    for (std::size_t group = 0; group < groups_; ++group) made[group] |= within(part, group);
  }
  return bits = std::move(made);
}

std::uint64_t Candidates::within(const Expression& expression, std::size_t group) {
  switch (expression.op) {
    case Operator::concept_:
      return concept_anywhere(expression.concept_index) ? of_concept(expression.concept_index)[group] : 0;
    case Operator::all:
    case Operator::near:
    case Operator::then: {
      std::uint64_t out = all_units;
      for (const Expression& child : expression.children) {
        out &= within(child, group);
        if (out == 0) break;
      }
      return out;
    }
    case Operator::any: {
      std::uint64_t out = 0;
      for (const Expression& child : expression.children) {
        out |= within(child, group);
        if (out == all_units) break;
      }
      return out;
    }
    case Operator::at_least: {
      if (expression.words == 0) return all_units;
      std::uint64_t out = 0;
      for (const Expression& child : expression.children) out |= within(child, group);
      return out;
    }
    default:
      return anywhere(expression) ? all_units : 0;
  }
}

std::uint64_t Candidates::touched(const Expression& expression, std::size_t group) {
  if (expression.op == Operator::concept_) return of_concept(expression.concept_index)[group];
  std::uint64_t out = 0;
  if (expression.op == Operator::not_ || expression.op == Operator::title || expression.op == Operator::document) return out;
  for (const Expression& child : expression.children) out |= touched(child, group);
  return out;
}

}  // namespace crosswalk::matching
