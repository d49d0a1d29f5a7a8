// SPDX-License-Identifier: Apache-2.0
#include "matching/formula.h"

#include <algorithm>
#include <unordered_map>
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

/// Files of packs nest no deeper (packs::parse_yaml()), and concepts that stand for others hardly do.
constexpr std::uint32_t deepest = 400;

bool needs_no_children(Operator op) {
  return op == Operator::concept_ || op == Operator::role || op == Operator::owner || op == Operator::state ||
         op == Operator::kind;
}

}  // namespace

struct Formulas::Builder {
  Formulas& to;
  const packs::Lexicon& lexicon;
  /// Formulas by the hashes of their operators, values and children.
  std::unordered_multimap<std::uint64_t, FormulaId> known;
  /// The children of those that are being added.
  std::vector<FormulaId> open;

  FormulaId add(const packs::Expression& expression) {
    if (expression.op == Operator::concept_) return add_concept(expression.concept_index);
    return add(expression.op, value_of(expression), expression.children);
  }

  FormulaId add_concept(std::uint32_t item) {
    if (to.concepts_[item] == none) to.concepts_[item] = add(Operator::concept_, item, lexicon.concepts[item].expressions);
    return to.concepts_[item];
  }

  FormulaId add(Operator op, std::uint32_t value, const std::vector<packs::Expression>& parts) {
    const std::size_t begin = open.size();
    for (const packs::Expression& part : parts) open.push_back(add(part));
    const std::span<const FormulaId> children = std::span(open).subspan(begin);
    // FNV-1a.
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto mix = [&](std::uint32_t number) { hash = (hash ^ number) * 0x100000001B3ULL; };
    mix(static_cast<std::uint32_t>(op));
    mix(value);
    for (const FormulaId child : children) mix(child);
    FormulaId id = none;
    for (auto [one, end] = known.equal_range(hash); one != end && id == none; ++one) {
      const Formula& other = to.formulas_[one->second];
      if (other.op == op && other.value == value && std::ranges::equal(to.children(other), children)) id = one->second;
    }
    if (id == none) {
      id = static_cast<FormulaId>(to.formulas_.size());
      known.emplace(hash, id);
      const auto first = static_cast<std::uint32_t>(to.children_.size());
      to.children_.insert(to.children_.end(), children.begin(), children.end());
      to.formulas_.push_back({op, static_cast<std::uint32_t>(parts.size()), first, value});
    }
    open.resize(begin);
    return id;
  }
};

Formulas::Formulas(const packs::Lexicon& lexicon, const std::vector<packs::Rule>& rules)
    : concepts_(lexicon.concepts.size(), none) {
  Builder builder{*this, lexicon, {}, {}};
  for (const packs::Rule& rule : rules) rules_.push_back(builder.add(rule.match));
  for (std::uint32_t item = 0; item < concepts_.size(); ++item) builder.add_concept(item);
}

void Formulas::write(base::ArchiveWriter& to) const {
  auto count = static_cast<std::uint32_t>(formulas_.size());
  to.field(count);
  for (const Formula& formula : formulas_) {
    Operator op = formula.op;
    to.field(op);
    to.packed(formula.value);
    to.packed(formula.child_count);
    for (const FormulaId child : children(formula)) to.packed(child);
  }
  to.numbers(rules_);
  to.numbers(concepts_);
}

Formulas Formulas::read(base::ArchiveReader& from, std::size_t concepts, std::size_t rules) {
  Formulas out;
  std::uint32_t count = 0;
  from.field(count);
  constexpr std::size_t least_bytes = 3;
  from.ok = from.ok && count <= from.left() / least_bytes;
  std::vector<std::uint32_t> depths;
  for (std::uint32_t id = 0; from.ok && id < count; ++id) {
    Formula formula;
    from.field(formula.op);
    formula.value = from.packed();
    formula.child_count = from.packed();
    formula.first_child = static_cast<std::uint32_t>(out.children_.size());
    from.ok = from.ok && static_cast<std::size_t>(formula.op) < base::Words<Operator>::names.size() &&
              formula.child_count <= from.left();
    std::uint32_t depth = 1;
    for (std::uint32_t i = 0; from.ok && i < formula.child_count; ++i) {
      const FormulaId child = from.packed();
      from.ok = from.ok && child < id;
      if (!from.ok) break;
      depth = std::max(depth, depths[child] + 1);
      out.children_.push_back(child);
    }
    from.ok = from.ok && depth <= deepest && (formula.child_count > 0 || needs_no_children(formula.op));
    depths.push_back(depth);
    out.formulas_.push_back(formula);
  }
  from.numbers(out.rules_);
  from.numbers(out.concepts_);
  from.ok = from.ok && out.rules_.size() == rules && out.concepts_.size() == concepts;
  const auto known = [&](FormulaId id) { return id < out.formulas_.size(); };
  from.ok = from.ok && std::all_of(out.rules_.begin(), out.rules_.end(), known);
  // What a concept is known by is one of itself.
  for (std::uint32_t item = 0; from.ok && item < concepts; ++item) {
    const FormulaId id = out.concepts_[item];
    from.ok = known(id) && out.formulas_[id].op == Operator::concept_ && out.formulas_[id].value == item;
  }
  for (const Formula& formula : out.formulas_) {
    from.ok = from.ok && (formula.op != Operator::concept_ || formula.value < concepts);
  }
  return from.ok ? std::move(out) : Formulas();
}

}  // namespace crosswalk::matching
