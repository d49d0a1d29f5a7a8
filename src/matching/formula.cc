// SPDX-License-Identifier: Apache-2.0
#include "matching/formula.h"

#include <algorithm>
#include <utility>

#include "document/document.h"

namespace crosswalk::matching {
namespace {

using packs::Operator;

template <class Enum>
std::uint32_t mask_of(const std::vector<std::string>& names) {
  static_assert(base::Words<Enum>::names.size() <= 32);
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < base::Words<Enum>::names.size(); ++i) {
    if (std::find(names.begin(), names.end(), base::Words<Enum>::names[i]) != names.end()) mask |= 1U << i;
  }
  return mask;
}

std::uint32_t value_of(const packs::Expression& expression) {
  switch (expression.op) {
    case Operator::concept_:
      return expression.concept_index;
    case Operator::role:
      return mask_of<document::Role>(expression.names);
    case Operator::owner:
      return mask_of<document::Owner>(expression.names);
    case Operator::state:
      return mask_of<document::State>(expression.names);
    case Operator::kind:
      return mask_of<document::BlockKind>(expression.names);
    default:
      return expression.words;
  }
}

constexpr FormulaId none = 0xFFFFFFFF;

}  // namespace

struct Formulas::Builder {
  Formulas& to;
  const packs::Lexicon& lexicon;
  /// Operator, value and children.
  std::map<std::vector<std::uint32_t>, FormulaId> known;

  FormulaId add(const packs::Expression& expression) {
    if (expression.op == Operator::concept_) return add_concept(expression.concept_index);
    return add(expression.op, value_of(expression), expression.children);
  }

  FormulaId add_concept(std::uint32_t item) {
    if (to.concepts_[item] == none) to.concepts_[item] = add(Operator::concept_, item, lexicon.concepts[item].expressions);
    return to.concepts_[item];
  }

  FormulaId add(Operator op, std::uint32_t value, const std::vector<packs::Expression>& children) {
    std::vector<std::uint32_t> key{static_cast<std::uint32_t>(op), value};
    for (const packs::Expression& child : children) key.push_back(add(child));
    const auto [place, added] = known.emplace(std::move(key), static_cast<FormulaId>(to.formulas_.size()));
    if (!added) return place->second;
    const auto first = static_cast<std::uint32_t>(to.children_.size());
    to.children_.insert(to.children_.end(), place->first.begin() + 2, place->first.end());
    to.formulas_.push_back({op, static_cast<std::uint32_t>(children.size()), first, value});
    return place->second;
  }
};

Formulas::Formulas(const packs::Lexicon& lexicon, const std::vector<packs::Rule>& rules)
    : concepts_(lexicon.concepts.size(), none) {
  Builder builder{*this, lexicon, {}};
  for (const packs::Rule& rule : rules) rules_.push_back(builder.add(rule.match));
  for (std::uint32_t item = 0; item < concepts_.size(); ++item) builder.add_concept(item);
}

}  // namespace crosswalk::matching
