// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "matching/layout.h"
#include "matching/rule_set.h"
#include "matching/scanner.h"
#include "packs/rules.h"

namespace crosswalk::matching {

/// In which sentences or blocks of a document an expression may hold, 64 at a time: what is left out cannot hold, what is named
/// has to be looked at. An expression is then a handful of operations on bits, and the words between its hits are counted only
/// where all of them stand together.
class Candidates {
 public:
  enum class Level : std::uint8_t { sentence, block };
  /// Whether a node holds that is the same for every unit of a document (title, document, role, owner, state).
  using Constant = std::function<bool(const packs::Expression&)>;

  /// `hits` ordered by concept, those of concept i in [first[i], first[i + 1]). All of them have to outlive this.
  Candidates(const RuleSet& rules, const document::Document& document, const Layout& layout, std::span<const Hit> hits,
             std::span<const std::uint32_t> first, Constant constant);

  /// Whether it may hold at all in any stretch of the document.
  [[nodiscard]] bool anywhere(const packs::Expression& expression);
  /// Calls each(unit) for every sentence or block in which it may hold, in their order, until it returns false.
  template <class Each>
  void each(Level level, const packs::Expression& expression, const Each& each) {
    if (!anywhere(expression)) return;
    each_bit(
        level, [&](std::size_t group) { return within(level, expression, group); }, each);
  }
  /// The same for every one in which a concept of the expression is hit.
  template <class Each>
  void each_touched(Level level, const packs::Expression& expression, const Each& each) {
    each_bit(
        level, [&](std::size_t group) { return touched(level, expression, group); }, each);
  }

 private:
  enum class Answer : std::uint8_t { unknown, no, yes };
  /// One bit for each unit, in groups of 64; null until asked for.
  using Bits = std::uint64_t*;

  template <class Of, class Each>
  void each_bit(Level level, const Of& of, const Each& each) const {
    for (std::size_t group = 0; group < groups(level); ++group) {
      for (std::uint64_t left = of(group); left != 0; left &= left - 1) {
        const std::size_t unit = group * 64 + static_cast<std::size_t>(std::countr_zero(left));
        if (unit < units_[index_of(level)] && !each(unit)) return;
      }
    }
  }
  static std::size_t index_of(Level level) { return static_cast<std::size_t>(level); }
  [[nodiscard]] std::size_t groups(Level level) const { return (units_[index_of(level)] + 63) / 64; }
  [[nodiscard]] bool concept_anywhere(std::uint32_t index);
  [[nodiscard]] std::uint64_t within(Level level, const packs::Expression& expression, std::size_t group);
  [[nodiscard]] std::uint64_t touched(Level level, const packs::Expression& expression, std::size_t group);
  [[nodiscard]] Bits new_bits(Level level);
  [[nodiscard]] Bits of_concept(Level level, std::uint32_t index);
  /// Units that stand under, or have as their key, a block in which the child of the expression may hold; units of its kinds.
  [[nodiscard]] Bits of_node(Level level, const packs::Expression& expression);

  const RuleSet& rules_;
  const document::Document& document_;
  const Layout& layout_;
  std::span<const Hit> hits_;
  std::span<const std::uint32_t> first_;
  Constant constant_;
  std::array<std::size_t, 2> units_;
  /// By concept, and by number of the node.
  std::array<std::vector<Bits>, 2> concepts_;
  std::array<std::vector<Bits>, 2> nodes_;
  std::vector<Answer> anywhere_;
  /// What the bits lie in.
  std::vector<std::unique_ptr<std::uint64_t[]>> chunks_;
  std::size_t room_ = 0;
};

}  // namespace crosswalk::matching
