// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/archive.h"
#include "packs/rules.h"

namespace crosswalk::matching {

/// An expression by its number in Formulas.
using FormulaId = std::uint32_t;

/// An expression as matching works with it.
struct Formula {
  packs::Operator op = packs::Operator::all;
  std::uint32_t child_count = 0;
  std::uint32_t first_child = 0;
  /// concept_: index into Lexicon::concepts; at_least, near, then: Expression::words; role, owner, state, kind: a bit for each of
  /// the names, by the number of the word in its list.
  std::uint32_t value = 0;
};

/// The expressions of rules and concepts in one list, a few bytes each. Expressions that say the same are one, so that what is
/// known of it is known to all rules; children stand before their parents. The children of a concept are its own expressions.
class Formulas {
 public:
  Formulas() = default;
  /// `lexicon` is needed only here.
  Formulas(const packs::Lexicon& lexicon, const std::vector<packs::Rule>& rules);

  /// Writes all of them.
  void write(base::ArchiveWriter& to) const;
  /// Reads what was written; `ok` of the reader is false where it was not, or where they could not be walked through: those of
  /// other numbers of concepts and rules, parents before their children, too deep, without the children that they need.
  static Formulas read(base::ArchiveReader& from, std::size_t concepts, std::size_t rules);

  /// How many there are, and one of them.
  [[nodiscard]] std::size_t size() const { return formulas_.size(); }
  [[nodiscard]] const Formula& operator[](FormulaId id) const { return formulas_[id]; }
  /// Its children in their order.
  [[nodiscard]] std::span<const FormulaId> children(const Formula& formula) const {
    return std::span(children_).subspan(formula.first_child, formula.child_count);
  }
  /// The first of them.
  [[nodiscard]] FormulaId only_child(const Formula& formula) const { return children_[formula.first_child]; }
  /// That of a rule's match, by the rule's index, and that of a concept.
  [[nodiscard]] FormulaId of_rule(std::size_t rule) const { return rules_[rule]; }
  [[nodiscard]] FormulaId of_concept(std::uint32_t item) const { return concepts_[item]; }

 private:
  struct Builder;

  std::vector<Formula> formulas_;
  std::vector<FormulaId> children_;
  std::vector<FormulaId> rules_;
  std::vector<FormulaId> concepts_;
};

}  // namespace crosswalk::matching
