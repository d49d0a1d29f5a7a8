// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <vector>

#include "matching/bit_rows.h"
#include "matching/formula.h"
#include "matching/layout.h"
#include "matching/occurrences.h"

namespace crosswalk::matching {

/// In which sentences or blocks of a document an expression may hold, 64 at a time: what is left out cannot hold, what is named
/// has to be looked at. An expression is then a handful of operations on bits, and the words between its occurrences are counted
/// only where all of them stand together.
class Candidates {
 public:
  enum class Level : std::uint8_t { sentence, block };
  /// Whether an expression holds that is the same for every unit of a document (title, document, role, owner, state).
  using Constant = std::function<bool(FormulaId)>;

  /// All of them have to outlive this.
  Candidates(const Formulas& formulas, const document::Document& document, const Layout& layout, const Occurrences& occurrences,
             Constant constant);

  /// Whether it may hold at all in any stretch of the document.
  [[nodiscard]] bool anywhere(FormulaId id) {
    const Answer known = anywhere_[id];
    return known == Answer::unknown ? find_anywhere(id) : known == Answer::yes;
  }
  /// Calls each(unit) for every sentence or block in which it may hold, in their order, until it returns false.
  template <class Each>
  void each(Level level, FormulaId id, const Each& each) {
    const std::uint64_t* const bits = within(level, id);
    for (std::size_t group = 0; group < rows(level).words(); ++group) {
      for (std::uint64_t left = bits[group]; left != 0; left &= left - 1) {
        const std::size_t unit = group * 64 + static_cast<std::size_t>(std::countr_zero(left));
        if (unit >= units_[index_of(level)] || !each(unit)) return;
      }
    }
  }
  /// Whether it may hold in a sentence or block.
  [[nodiscard]] bool may_hold(Level level, FormulaId id, std::size_t unit) {
    return (within(level, id)[unit / 64] >> (unit % 64) & 1) != 0;
  }
  /// A bit for each block in which a concept of the expression stands.
  [[nodiscard]] std::vector<std::uint64_t> touched(FormulaId id);

 private:
  enum class Answer : std::uint8_t { unknown, no, yes };
  using Bits = const std::uint64_t*;

  static std::size_t index_of(Level level) { return static_cast<std::size_t>(level); }
  BitRows& rows(Level level) { return rows_[index_of(level)]; }
  bool find_anywhere(FormulaId id);
  [[nodiscard]] bool may_hold_anywhere(const Formula& formula, FormulaId id);
  /// Units in which it may hold; all bits beyond the last unit mean nothing.
  [[nodiscard]] Bits within(Level level, FormulaId id) {
    Bits& known = within_[index_of(level)][id];
    if (known == nullptr) known = anywhere(id) ? find_within(level, id) : nowhere_[index_of(level)];
    return known;
  }
  [[nodiscard]] Bits find_within(Level level, FormulaId id);
  [[nodiscard]] Bits all_of(Level level, std::span<const FormulaId> children);
  [[nodiscard]] Bits any_of(Level level, std::span<const FormulaId> children);
  [[nodiscard]] Bits of_concept(Level level, const Formula& formula);
  [[nodiscard]] Bits of_kind(const Formula& formula);
  /// Sentences of the blocks that have a bit.
  [[nodiscard]] Bits sentences_of(Bits blocks);
  /// Blocks of the sentences that have a bit.
  void add_blocks_of(Bits sentences, std::uint64_t* blocks) const;
  /// Blocks that have as a heading, label, column header, or introduction of their list, or as a key, one that has a bit.
  [[nodiscard]] Bits below(Bits blocks, bool keys_only);
  /// Adds the items that a block introduces, and those that they do; lists are at most 255 deep.
  void add_items(std::size_t block, std::uint64_t* out) const;
  /// Adds the blocks under a heading, of which the last in between is that one where `directly`.
  void add_section(std::size_t block, bool directly, std::uint64_t* out) const;

  const Formulas& formulas_;
  const document::Document& document_;
  const Layout& layout_;
  const Occurrences& occurrences_;
  Constant constant_;
  std::array<std::size_t, 2> units_;
  std::array<BitRows, 2> rows_;
  /// What is the same for every expression: no unit, all of them.
  std::array<Bits, 2> nowhere_;
  std::array<Bits, 2> everywhere_;
  /// By expression; null until asked for.
  std::array<std::vector<Bits>, 2> within_;
  std::vector<Answer> anywhere_;
};

}  // namespace crosswalk::matching
