// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "matching/scanner.h"
#include "packs/rules.h"

namespace crosswalk::matching {

/// In which sentences or blocks of a document an expression may hold, 64 at a time: what is left out cannot hold, what is named has to
/// be looked at. An expression is then a handful of operations on bits, and the words between its hits are counted only where all of
/// them stand together.
class Candidates {
 public:
  /// Whether a node holds that is the same for every unit of a document (title, document, role, owner, state).
  using Constant = std::function<bool(const packs::Expression&)>;

  /// `hits` ordered by concept, those of concept i in [first[i], first[i + 1]); `unit_of` gives the unit (0 to `units` - 1) of each
  /// sentence. All of them have to outlive this.
  Candidates(const packs::Lexicon& lexicon, std::span<const Hit> hits, std::span<const std::uint32_t> first,
             std::span<const std::uint32_t> unit_of, std::size_t units, const Constant& constant);

  /// Whether it may hold at all in any stretch of the document.
  [[nodiscard]] bool anywhere(const packs::Expression& expression);
  /// Calls each(unit) for every unit in which it may hold, in their order, until it returns false.
  template <class Each>
  void each(const packs::Expression& expression, const Each& each) {
    if (anywhere(expression)) {
      each_bit([&](std::size_t group) { return within(expression, group); }, each);
    }
  }
  /// The same for every unit in which a concept of the expression is hit.
  template <class Each>
  void each_touched(const packs::Expression& expression, const Each& each) {
    each_bit([&](std::size_t group) { return touched(expression, group); }, each);
  }

 private:
  enum class Answer : std::uint8_t { unknown, no, yes };
  template <class Bits, class Each>
  void each_bit(const Bits& bits, const Each& each) {
    for (std::size_t group = 0; group < groups_; ++group) {
      for (std::uint64_t left = bits(group); left != 0; left &= left - 1) {
        const std::size_t unit = group * 64 + static_cast<std::size_t>(std::countr_zero(left));
        if (unit < units_ && !each(unit)) return;
      }
    }
  }
  [[nodiscard]] std::uint64_t touched(const packs::Expression& expression, std::size_t group);
  [[nodiscard]] std::uint64_t within(const packs::Expression& expression, std::size_t group);
  [[nodiscard]] const std::vector<std::uint64_t>& of_concept(std::uint32_t index);
  [[nodiscard]] bool concept_anywhere(std::uint32_t index);

  const packs::Lexicon& lexicon_;
  std::span<const Hit> hits_;
  std::span<const std::uint32_t> first_;
  std::span<const std::uint32_t> unit_of_;
  std::size_t units_;
  std::size_t groups_;
  const Constant& constant_;
  /// By concept; empty until it is asked for.
  std::vector<std::vector<std::uint64_t>> bits_;
  std::vector<Answer> anywhere_;
};

}  // namespace crosswalk::matching
