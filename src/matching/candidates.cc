// SPDX-License-Identifier: Apache-2.0
#include "matching/candidates.h"

#include <algorithm>
#include <utility>

#include "matching/block64.h"

namespace crosswalk::matching {
namespace {

using packs::Operator;

void set_bit(std::uint64_t* bits, std::size_t index) { bits[index / 64] |= 1ULL << (index % 64); }

/// Whether it is the same for every unit of a document.
bool is_constant(Operator op) {
  return op == Operator::document || op == Operator::title || op == Operator::role || op == Operator::owner ||
         op == Operator::state;
}

std::size_t words_for(std::size_t units) { return std::max<std::size_t>(1, (units + 63) / 64); }

}  // namespace

Candidates::Candidates(const Formulas& formulas, const document::Document& document, const Layout& layout,
                       const Occurrences& occurrences, Constant constant)
    : formulas_(formulas),
      document_(document),
      layout_(layout),
      occurrences_(occurrences),
      constant_(std::move(constant)),
      units_{layout.sentence_block.size(), document.blocks.size()},
      rows_{BitRows(words_for(units_[0])), BitRows(words_for(units_[1]))},
      within_{std::vector<Bits>(formulas.size()), std::vector<Bits>(formulas.size())},
      anywhere_(formulas.size(), Answer::unknown) {
  for (const Level level : {Level::sentence, Level::block}) {
    nowhere_[index_of(level)] = rows(level).add();
    std::uint64_t* const all = rows(level).add();
    std::fill_n(all, rows(level).words(), ~0ULL);
    everywhere_[index_of(level)] = all;
  }
}

bool Candidates::find_anywhere(FormulaId id) {
  const bool found = may_hold_anywhere(formulas_[id], id);
  anywhere_[id] = found ? Answer::yes : Answer::no;
  return found;
}

bool Candidates::may_hold_anywhere(const Formula& formula, FormulaId id) {
  const std::span<const FormulaId> children = formulas_.children(formula);
  const auto child = [&](FormulaId one) { return anywhere(one); };
  switch (formula.op) {
    case Operator::concept_:
      return occurrences_.any(formula.value) || std::any_of(children.begin(), children.end(), child);
    case Operator::all:
    case Operator::near:
    case Operator::then:
      return std::all_of(children.begin(), children.end(), child);
    case Operator::any:
      return std::any_of(children.begin(), children.end(), child);
    case Operator::at_least:
      return std::count_if(children.begin(), children.end(), child) >= static_cast<std::ptrdiff_t>(formula.value);
    case Operator::under:
    case Operator::key:
    case Operator::block:
    case Operator::row:
    case Operator::section:
      return anywhere(children.front());
    case Operator::document:
      return anywhere(children.front()) && constant_(id);
    case Operator::title:
    case Operator::role:
    case Operator::owner:
    case Operator::state:
      return constant_(id);
    case Operator::not_:
      return !is_constant(formulas_[children.front()].op) || !constant_(children.front());
    case Operator::kind:
      return true;
  }
  return true;
}

Candidates::Bits Candidates::find_within(Level level, FormulaId id) {
  const Formula& formula = formulas_[id];
  const std::span<const FormulaId> children = formulas_.children(formula);
  switch (formula.op) {
    case Operator::concept_:
      return of_concept(level, formula);
    case Operator::all:
    case Operator::near:
    case Operator::then:
      return all_of(level, children);
    case Operator::at_least:
      return formula.value == 0 ? everywhere_[index_of(level)] : any_of(level, children);
    case Operator::any:
      return any_of(level, children);
    case Operator::kind:
      return level == Level::block ? of_kind(formula) : sentences_of(within(Level::block, id));
    case Operator::under:
      if (level == Level::sentence) return sentences_of(within(Level::block, id));
      return below(within(Level::block, children.front()), false);
    case Operator::key: {
      // The key may also stand in the unit itself.
      const Bits outside = below(within(Level::block, children.front()), true);
      const Bits of_unit = level == Level::block ? outside : sentences_of(outside);
      const Bits inside = within(level, children.front());
      std::uint64_t* const out = rows(level).add();
      for (std::size_t i = 0; i < rows(level).words(); ++i) out[i] = of_unit[i] | inside[i];
      return out;
    }
    default:
      return everywhere_[index_of(level)];
  }
}

Candidates::Bits Candidates::all_of(Level level, std::span<const FormulaId> children) {
  const std::size_t words = rows(level).words();
  std::uint64_t* out = nullptr;
  Bits only = everywhere_[index_of(level)];
  for (const FormulaId child : children) {
    const Bits bits = within(level, child);
    if (bits == everywhere_[index_of(level)]) continue;
    if (only == everywhere_[index_of(level)]) {
      only = bits;
      continue;
    }
    if (out == nullptr) {
      out = rows(level).add();
      std::copy_n(only, words, out);
      only = out;
    }
    std::uint64_t left = 0;
    for (std::size_t i = 0; i < words; ++i) left |= out[i] &= bits[i];
    if (left == 0) return nowhere_[index_of(level)];
  }
  return only;
}

Candidates::Bits Candidates::any_of(Level level, std::span<const FormulaId> children) {
  const std::size_t words = rows(level).words();
  std::uint64_t* out = nullptr;
  Bits only = nowhere_[index_of(level)];
  for (const FormulaId child : children) {
    if (!anywhere(child)) continue;
    const Bits bits = within(level, child);
    if (bits == everywhere_[index_of(level)]) return bits;
    if (only == nowhere_[index_of(level)]) {
      only = bits;
      continue;
    }
    if (out == nullptr) {
      out = rows(level).add();
      std::copy_n(only, words, out);
      only = out;
    }
    for (std::size_t i = 0; i < words; ++i) out[i] |= bits[i];
  }
  return only;
}

Candidates::Bits Candidates::of_concept(Level level, const Formula& formula) {
  const std::span<const FormulaId> children = formulas_.children(formula);
  if (!occurrences_.any(formula.value)) return any_of(level, children);
  const Bits sentences = occurrences_.sentences_of(formula.value);
  if (level == Level::sentence && children.empty()) return sentences;
  const std::size_t words = rows(level).words();
  std::uint64_t* const out = rows(level).add();
  if (level == Level::sentence) {
    std::copy_n(sentences, words, out);
  } else {
    add_blocks_of(sentences, out);
  }
  const Bits others = any_of(level, children);
  for (std::size_t i = 0; i < words; ++i) out[i] |= others[i];
  return out;
}

Candidates::Bits Candidates::of_kind(const Formula& formula) {
  std::uint64_t* const out = rows(Level::block).add();
  for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
    if ((formula.value >> static_cast<unsigned>(document_.blocks[i].kind) & 1) != 0) set_bit(out, i);
  }
  return out;
}

Candidates::Bits Candidates::sentences_of(Bits blocks) {
  if (blocks == nowhere_[1]) return nowhere_[0];
  std::uint64_t* const out = rows(Level::sentence).add();
  for (std::size_t group = 0; group < rows(Level::block).words(); ++group) {
    each_set_bit(blocks[group], [&](std::uint32_t bit) {
      const std::size_t block = group * 64 + bit;
      if (block >= document_.blocks.size()) return;
      for (std::uint32_t i = layout_.first_sentence[block]; i < layout_.first_sentence[block + 1]; ++i) set_bit(out, i);
    });
  }
  return out;
}

void Candidates::add_blocks_of(Bits sentences, std::uint64_t* blocks) const {
  for (std::size_t group = 0; group < rows_[0].words(); ++group) {
    each_set_bit(sentences[group], [&](std::uint32_t bit) {
      const std::size_t sentence = group * 64 + bit;
      if (sentence < layout_.sentence_block.size()) set_bit(blocks, layout_.sentence_block[sentence]);
    });
  }
}

Candidates::Bits Candidates::below(Bits blocks, bool keys_only) {
  if (blocks == nowhere_[1]) return blocks;
  std::uint64_t* const out = rows(Level::block).add();
  const auto add_all = [&](const Chain& chain, std::size_t block) {
    for (std::int32_t next = chain[block]; next >= 0; next = chain[static_cast<std::size_t>(next)]) {
      set_bit(out, static_cast<std::size_t>(next));
    }
  };
  for (std::size_t group = 0; group < rows(Level::block).words(); ++group) {
    each_set_bit(blocks[group], [&](std::uint32_t bit) {
      const std::size_t block = group * 64 + bit;
      if (block >= document_.blocks.size()) return;
      add_all(layout_.next_in_column, block);
      add_all(layout_.next_in_row, block);
      if (!keys_only) add_items(block, out);
      add_section(block, keys_only, out);
    });
  }
  return out;
}

void Candidates::add_items(std::size_t block, std::uint64_t* out) const {
  for (std::int32_t item = layout_.first_in_list[block]; item >= 0; item = layout_.next_in_list[static_cast<std::size_t>(item)]) {
    set_bit(out, static_cast<std::size_t>(item));
    add_items(static_cast<std::size_t>(item), out);
  }
}

void Candidates::add_section(std::size_t block, bool directly, std::uint64_t* out) const {
  if (document_.blocks[block].kind != document::BlockKind::heading) return;
  const auto end = static_cast<std::size_t>(layout_.section_end[block]);
  const auto heading = static_cast<std::int32_t>(block);
  for (std::size_t below = block + 1; below < end; ++below) {
    if (!directly || document_.blocks[below].heading == heading) set_bit(out, below);
  }
}

std::vector<std::uint64_t> Candidates::touched(FormulaId id) {
  std::vector<std::uint64_t> out(rows(Level::block).words());
  const Formula& formula = formulas_[id];
  if (formula.op == Operator::not_ || formula.op == Operator::title || formula.op == Operator::document) return out;
  if (formula.op == Operator::concept_) {
    const Bits bits = within(Level::block, id);
    std::copy_n(bits, out.size(), out.begin());
    return out;
  }
  for (const FormulaId child : formulas_.children(formula)) {
    const std::vector<std::uint64_t> bits = touched(child);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] |= bits[i];
  }
  return out;
}

}  // namespace crosswalk::matching
