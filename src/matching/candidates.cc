// SPDX-License-Identifier: Apache-2.0
#include "matching/candidates.h"

#include <algorithm>
#include <utility>

namespace crosswalk::matching {
namespace {

using packs::Expression;
using packs::Operator;

constexpr std::uint64_t all_units = ~0ULL;

void set_bit(std::uint64_t* bits, std::size_t index) { bits[index / 64] |= 1ULL << (index % 64); }
bool has_bit(const std::uint64_t* bits, std::size_t index) { return (bits[index / 64] >> (index % 64) & 1) != 0; }

}  // namespace

Candidates::Candidates(const RuleSet& rules, const document::Document& document, const Layout& layout, std::span<const Hit> hits,
                       std::span<const std::uint32_t> first, Constant constant)
    : rules_(rules),
      document_(document),
      layout_(layout),
      hits_(hits),
      first_(first),
      constant_(std::move(constant)),
      units_{layout.sentence_block.size(), document.blocks.size()},
      anywhere_(rules.lexicon.concepts.size(), Answer::unknown) {
  for (auto& level : concepts_) level.resize(rules.lexicon.concepts.size());
  for (auto& level : nodes_) level.resize(rules.numbered);
}

bool Candidates::concept_anywhere(std::uint32_t index) {
  Answer& answer = anywhere_[index];
  if (answer != Answer::unknown) return answer == Answer::yes;
  const auto& parts = rules_.lexicon.concepts[index].expressions;
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

Candidates::Bits Candidates::new_bits(Level level) {
  const std::size_t size = groups(level);
  if (chunks_.empty() || room_ < size) {
    room_ = std::max<std::size_t>(size, 4096);
    chunks_.push_back(std::make_unique<std::uint64_t[]>(room_));
  }
  room_ -= size;
  return chunks_.back().get() + room_;
}

Candidates::Bits Candidates::of_concept(Level level, std::uint32_t index) {
  Bits& bits = concepts_[index_of(level)][index];
  if (bits != nullptr) return bits;
  const Bits made = new_bits(level);
  for (const Hit& hit : hits_.subspan(first_[index], first_[index + 1] - first_[index])) {
    set_bit(made, level == Level::sentence ? hit.sentence : layout_.sentence_block[hit.sentence]);
  }
  for (const Expression& part : rules_.lexicon.concepts[index].expressions) {
    if (!anywhere(part)) continue;
    for (std::size_t group = 0; group < groups(level); ++group) made[group] |= within(level, part, group);
  }
  return bits = made;
}

Candidates::Bits Candidates::of_node(Level level, const Expression& expression) {
  Bits& bits = nodes_[index_of(level)][expression.number];
  if (bits != nullptr) return bits;
  const Bits made = new_bits(level);
  if (level == Level::sentence) {
    const Bits blocks = of_node(Level::block, expression);
    for (std::size_t i = 0; i < layout_.sentence_block.size(); ++i) {
      if (has_bit(blocks, layout_.sentence_block[i])) set_bit(made, i);
    }
  } else if (expression.op == Operator::kind) {
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
      if ((expression.mask >> static_cast<unsigned>(document_.blocks[i].kind) & 1) != 0) set_bit(made, i);
    }
  } else {
    const Followers& followers = expression.op == Operator::under ? layout_.introduced : layout_.keyed;
    each(Level::block, expression.children.front(), [&](std::size_t block) {
      for (const std::uint32_t follower : followers.of(block)) set_bit(made, follower);
      if (expression.op == Operator::under && document_.blocks[block].kind == document::BlockKind::heading) {
        const auto end = static_cast<std::size_t>(layout_.section_end[block]);
        for (std::size_t below = block + 1; below < end; ++below) set_bit(made, below);
      }
      return true;
    });
  }
  return bits = made;
}

std::uint64_t Candidates::within(Level level, const Expression& expression, std::size_t group) {
  switch (expression.op) {
    case Operator::concept_:
      return concept_anywhere(expression.concept_index) ? of_concept(level, expression.concept_index)[group] : 0;
    case Operator::all:
    case Operator::near:
    case Operator::then: {
      std::uint64_t out = all_units;
      for (const Expression& child : expression.children) {
        out &= within(level, child, group);
        if (out == 0) break;
      }
      return out;
    }
    case Operator::any: {
      std::uint64_t out = 0;
      for (const Expression& child : expression.children) {
        out |= within(level, child, group);
        if (out == all_units) break;
      }
      return out;
    }
    case Operator::at_least: {
      if (expression.words == 0) return all_units;
      std::uint64_t out = 0;
      for (const Expression& child : expression.children) out |= within(level, child, group);
      return out;
    }
    case Operator::under:
    case Operator::kind:
      return anywhere(expression) ? of_node(level, expression)[group] : 0;
    case Operator::key: {
      if (!anywhere(expression)) return 0;
      return of_node(level, expression)[group] | within(level, expression.children.front(), group);
    }
    default:
      return anywhere(expression) ? all_units : 0;
  }
}

std::uint64_t Candidates::touched(Level level, const Expression& expression, std::size_t group) {
  if (expression.op == Operator::concept_) return of_concept(level, expression.concept_index)[group];
  std::uint64_t out = 0;
  if (expression.op == Operator::not_ || expression.op == Operator::title || expression.op == Operator::document) return out;
  for (const Expression& child : expression.children) out |= touched(level, child, group);
  return out;
}

}  // namespace crosswalk::matching
