// SPDX-License-Identifier: Apache-2.0
#include "matching/match.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "matching/artifacts.h"
#include "matching/block64.h"
#include "matching/links.h"

namespace crosswalk::matching {
namespace {

using document::BlockKind;
using packs::Operator;

constexpr std::uint32_t longest_quote = 400;
/// A negation reaches this many words ahead, and this many back over "is", "are", "will".
constexpr std::uint32_t negation_ahead = 4;
constexpr std::uint32_t negation_behind = 2;
/// Prepositions and the like ("by", "in") are found too, but nobody denies them.
constexpr std::uint32_t shortest_denied = 4;
/// A condition reaches this many words ahead.
constexpr std::uint32_t condition_ahead = 8;

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// A length of time in hours: days count 24, weeks 7 days, months 30; 0 where the text is none.
std::uint32_t hours_of(std::string_view text) {
  static constexpr std::pair<std::string_view, std::uint32_t> numbers[] = {
      {"one", 1},         {"two", 2},         {"three", 3},  {"four", 4},      {"five", 5},     {"six", 6},     {"seven", 7},
      {"eight", 8},       {"nine", 9},        {"ten", 10},   {"fourteen", 14}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30},
      {"forty five", 45}, {"forty-five", 45}, {"sixty", 60}, {"ninety", 90},   {"a", 1},        {"same", 1},    {"next", 1}};
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') break;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
    if (number > 10000) return 0;
  }
  for (const auto& [word, value] : numbers) {
    if (number == 0 && text.starts_with(word) && text.size() > word.size() && text[word.size()] == ' ') number = value;
  }
  const auto has = [&](std::string_view unit) { return text.find(unit) != std::string_view::npos; };
  if (has("month")) return number * 30 * 24;
  if (has("week")) return number * 7 * 24;
  if (has("day")) return number * 24;
  return has("minute") ? 0 : number;
}

template <class Enum>
bool among(std::uint32_t mask, Enum value) {
  return (mask >> static_cast<unsigned>(value) & 1) != 0;
}

/// Of matches from `first` on, in order of place, leaves out those in whose section another stands: a section holds what its
/// parts do.
void keep_innermost(std::vector<Match>& matches, std::size_t first) {
  std::size_t kept = first;
  for (std::size_t i = first; i < matches.size(); ++i) {
    // Sections are nested or apart: the next one tells.
    if (i + 1 < matches.size() && within(matches[i + 1].unit, matches[i].unit)) continue;
    if (kept != i) matches[kept] = std::move(matches[i]);
    ++kept;
  }
  matches.resize(kept);
}

/// What says concepts besides phrases: artifacts and what links lead to. In order of place.
std::vector<Occurrence> beyond_phrases(const RuleSet& rules, const document::Document& document, const Normalized& normalized,
                                       Scanner::Scratch& scratch) {
  std::vector<Occurrence> out = find_links(document, normalized, *rules.scanner, scratch);
  const auto links = static_cast<std::ptrdiff_t>(out.size());
  for (const ArtifactPlace& artifact : find_artifacts(document, normalized, rules.scanner->kinds())) {
    out.push_back({artifact.range, rules.scanner->set_of(artifact.kind)});
  }
  const auto before = [](const Occurrence& a, const Occurrence& b) { return a.range.begin < b.range.begin; };
  std::inplace_merge(out.begin(), out.begin() + links, out.end(), before);
  return out;
}

/// A bit for each concept that stands in the title or the file name.
std::vector<std::uint64_t> concepts_of_title(const RuleSet& rules, const document::Facts& facts, std::string_view path,
                                             Scanner::Scratch& scratch) {
  const std::string_view file = file_name(path);
  std::string title = normalize_text(facts.control.title);
  title += '\n';
  title += normalize_text(file);
  const std::string verbatim = std::string(facts.control.title).append("\n\n").append(file);
  return rules.scanner->concepts_in(title, scratch, kinds_in(verbatim, rules.scanner->kinds()));
}

bool is_set(const std::vector<std::uint64_t>& bits, std::uint32_t index) {
  return index / 64 < bits.size() && (bits[index / 64] >> (index % 64) & 1) != 0;
}

/// Whether an expression holds in the title or the file name, where only what stands there at all is known: words are not
/// counted.
bool stands_in_title(const Formulas& formulas, FormulaId id, const std::vector<std::uint64_t>& title, std::uint32_t unknown) {
  const Formula& formula = formulas[id];
  const std::span<const FormulaId> children = formulas.children(formula);
  const auto child = [&](FormulaId part) { return stands_in_title(formulas, part, title, unknown); };
  switch (formula.op) {
    case packs::Operator::concept_:
      if (formula.value == unknown) return false;
      return is_set(title, formula.value) || std::any_of(children.begin(), children.end(), child);
    case packs::Operator::any:
      return std::any_of(children.begin(), children.end(), child);
    case packs::Operator::not_:
      return !child(children.front());
    default:
      return std::all_of(children.begin(), children.end(), child);
  }
}

}  // namespace

std::vector<std::string> record_of(const RuleSet& rules, const document::Facts& facts, std::string_view path,
                                   Scanner::Scratch& scratch) {
  std::vector<std::string> out;
  if (rules.record_subjects.empty()) return out;
  const std::vector<std::uint64_t> title = concepts_of_title(rules, facts, path, scratch);
  for (const RecordSubjects& subjects : rules.record_subjects) {
    const auto stands = [&](std::uint32_t concept_index) {
      return stands_in_title(rules.formulas, rules.formulas.of_concept(concept_index), title, Cues::none);
    };
    if (std::any_of(subjects.concepts.begin(), subjects.concepts.end(), stands)) out.push_back(subjects.constraint->id);
  }
  return out;
}

DocumentScan::DocumentScan(const RuleSet& rules, const document::Document& document, const document::Facts& facts,
                           std::string_view path, Scanner::Scratch& scratch, std::uint32_t unknown)
    : rules_(rules),
      document_(document),
      facts_(facts),
      unknown_(unknown),
      normalized_(normalize(document)),
      occurrences_(rules.scanner->scan(normalized_.text, normalized_.sentences, scratch,
                                       beyond_phrases(rules, document, normalized_, scratch))),
      layout_(document, normalized_),
      candidates_(rules.formulas, document, layout_, occurrences_, [this](FormulaId id) { return holds_everywhere(id); }),
      in_document_(rules.formulas.size(), Known::nothing) {
  title_concepts_ = concepts_of_title(rules, facts, path, scratch);
  has_ticks_ = std::any_of(document.blocks.begin(), document.blocks.end(),
                           [](const document::Block& block) { return block.checkbox == document::Checkbox::ticked; });
  constexpr std::size_t head_sentences = 12;
  const std::size_t head = std::min(normalized_.sentences.size(), head_sentences);
  for (std::size_t i = 0; i < head && !planned_document_; ++i) {
    planned_document_ = any_cue(rules.cues.planned_document, sentence_unit(i));
  }
}

DocumentScan::UnitPlace DocumentScan::sentence_unit(std::size_t sentence) const {
  const auto number = static_cast<std::uint32_t>(sentence);
  return {normalized_.sentences[sentence], static_cast<std::int32_t>(layout_.sentence_block[sentence]), number, number};
}

DocumentScan::UnitPlace DocumentScan::block_unit(std::size_t block) const {
  const std::uint32_t first = layout_.first_sentence[block];
  const std::uint32_t end = layout_.first_sentence[block + 1];
  if (end == first) return {normalized_.blocks[block], static_cast<std::int32_t>(block)};
  return {normalized_.blocks[block], static_cast<std::int32_t>(block), first, end - 1};
}

DocumentScan::UnitPlace DocumentScan::range_unit(Range range, std::int32_t block) const {
  const auto sentence_of = [&](std::uint32_t at) { return static_cast<std::uint32_t>(std::max(normalized_.sentence_at(at), 0)); };
  if (range.empty()) return {range, block};
  return {range, block, sentence_of(range.begin), sentence_of(range.end - 1)};
}

bool DocumentScan::in_title(std::uint32_t item) const { return item != unknown_ && is_set(title_concepts_, item); }

bool DocumentScan::says(std::uint32_t item) const {
  const FormulaId id = rules_.formulas.of_concept(item);
  if (holds_title(id)) return true;
  for (std::size_t i = 0; i < normalized_.sentences.size(); ++i) {
    const UnitPlace unit = sentence_unit(i);
    if (may_hold(id, unit) && holds_concept(id, unit, nullptr)) return true;
  }
  return false;
}

bool DocumentScan::any_cue(std::uint32_t cue, const UnitPlace& unit) const {
  if (cue == Cues::none) return false;
  const FormulaId id = rules_.formulas.of_concept(cue);
  return may_hold(id, unit) && holds_concept(id, {unit.range, -1, unit.first_sentence, unit.last_sentence}, nullptr);
}

bool DocumentScan::find_cue(std::uint32_t cue, const UnitPlace& unit, std::vector<Range>& out) const {
  if (cue == Cues::none) return false;
  const FormulaId id = rules_.formulas.of_concept(cue);
  return may_hold(id, unit) && holds_concept(id, unit, &out);
}

std::uint32_t DocumentScan::words_between(std::uint32_t begin, std::uint32_t end, std::uint32_t limit) const {
  std::uint32_t spaces = 0;
  for (std::uint32_t i = begin; i < end && spaces <= limit + 1; ++i) {
    if (normalized_.text[i] == ' ' || normalized_.text[i] == '\n') ++spaces;
  }
  return spaces > 0 ? spaces - 1 : 0;
}

Range DocumentScan::section_range(std::int32_t block) const {
  if (block < 0) return {0, static_cast<std::uint32_t>(normalized_.text.size())};
  const document::Block& at = document_.blocks[static_cast<std::size_t>(block)];
  const std::int32_t heading = at.kind == BlockKind::heading ? block : at.heading;
  const std::int32_t first = std::max(heading, 0);
  const std::int32_t last = heading < 0 ? layout_.first_heading : layout_.section_end[static_cast<std::size_t>(heading)];
  if (last <= first) return normalized_.blocks[static_cast<std::size_t>(block)];
  return {normalized_.blocks[static_cast<std::size_t>(first)].begin, normalized_.blocks[static_cast<std::size_t>(last - 1)].end};
}

Range DocumentScan::row_range(std::int32_t block) const {
  if (block < 0) return {};
  const document::Block& at = document_.blocks[static_cast<std::size_t>(block)];
  const auto same_row = [&](std::int32_t other) {
    if (other < 0 || other >= static_cast<std::int32_t>(document_.blocks.size())) return false;
    const document::Block& cell = document_.blocks[static_cast<std::size_t>(other)];
    return at.table >= 0 && cell.table == at.table && cell.row == at.row;
  };
  std::int32_t first = block;
  std::int32_t last = block;
  while (same_row(first - 1)) --first;
  while (same_row(last + 1)) ++last;
  return {normalized_.blocks[static_cast<std::size_t>(first)].begin, normalized_.blocks[static_cast<std::size_t>(last)].end};
}

template <class Of>
bool DocumentScan::any_context(std::int32_t block, const Of& of) const {
  if (block < 0) return false;
  const auto index = static_cast<std::size_t>(block);
  const auto alone = [&](UnitPlace unit) {
    unit.block = -1;
    return of(unit);
  };
  for (std::int32_t h = document_.blocks[index].heading; h >= 0; h = document_.blocks[static_cast<std::size_t>(h)].heading) {
    if (alone(block_unit(static_cast<std::size_t>(h)))) return true;
  }
  for (std::int32_t intro = layout_.list_intro[index]; intro >= 0; intro = layout_.list_intro[static_cast<std::size_t>(intro)]) {
    const auto above = static_cast<std::size_t>(intro);
    const bool is_item = document_.blocks[above].kind == BlockKind::list_item;
    // What a paragraph says before its last sentence does not introduce the list below it.
    if (alone(is_item ? block_unit(above) : sentence_unit(layout_.first_sentence[above + 1] - 1))) return true;
  }
  for (const std::int32_t other : {layout_.column_header[index], layout_.row_label[index]}) {
    if (other >= 0 && alone(block_unit(static_cast<std::size_t>(other)))) return true;
  }
  return false;
}

bool DocumentScan::names_directly(std::int32_t heading, std::size_t block) const {
  const std::int32_t table = document_.blocks[block].table;
  if (table < 0) return true;
  const auto next = static_cast<std::size_t>(heading) + 1;
  return next < document_.blocks.size() && document_.blocks[next].table == table;
}

template <class Of>
bool DocumentScan::any_key_block(std::int32_t block, const Of& of) const {
  if (block < 0) return false;
  const auto index = static_cast<std::size_t>(block);
  for (const std::int32_t other : {layout_.column_header[index], layout_.row_label[index]}) {
    if (other >= 0 && of(other)) return true;
  }
  const std::int32_t heading = document_.blocks[index].heading;
  if (heading < 0 || !names_directly(heading, index)) return false;
  constexpr std::uint32_t longest_key_heading = 5;
  const Range range = normalized_.blocks[static_cast<std::size_t>(heading)];
  return words_between(range.begin, range.end, longest_key_heading) < longest_key_heading && of(heading);
}

Range DocumentScan::key_at(Range text) const {
  constexpr std::uint32_t longest_key = 60;
  constexpr std::uint32_t most_words = 6;
  std::uint32_t words = 1;
  for (std::uint32_t i = text.begin; i < text.end && i - text.begin <= longest_key; ++i) {
    const char c = normalized_.text[i];
    if (c == ' ' && ++words > most_words) break;
    if (c != ':' && c != '=') continue;
    // A key has a value behind it; "https://" is none.
    const bool spaced = i + 1 < text.end && (normalized_.text[i + 1] == ' ' || c == '=');
    if (spaced && i > text.begin) return {text.begin, i};
    break;
  }
  return {};
}

const std::vector<Range>& DocumentScan::inline_keys(const UnitPlace& unit) const {
  if (unit.range == keyed_unit_) return inline_keys_;
  keyed_unit_ = unit.range;
  inline_keys_.clear();
  if (const Range first = key_at(unit.range); !first.empty()) inline_keys_.push_back(first);
  // A paragraph of several lines has a key in each; what is larger than a block has none of its own, and code has other colons.
  if (unit.block < 0 || document_.blocks[static_cast<std::size_t>(unit.block)].kind == BlockKind::code) return inline_keys_;
  if (!within(unit.range, normalized_.blocks[static_cast<std::size_t>(unit.block)])) return inline_keys_;
  const auto& sentences = normalized_.sentences;
  for (auto i = static_cast<std::size_t>(std::max(normalized_.sentence_at(unit.range.begin), 0)) + 1;
       i < sentences.size() && sentences[i].end <= unit.range.end; ++i) {
    const std::string_view between =
        std::string_view(document_.text)
            .substr(normalized_.origin[sentences[i].begin - 2],
                    normalized_.origin[sentences[i].begin] - normalized_.origin[sentences[i].begin - 2]);
    if (between.find('\n') == std::string_view::npos) continue;
    if (const Range key = key_at(sentences[i]); !key.empty()) inline_keys_.push_back(key);
  }
  return inline_keys_;
}

bool DocumentScan::holds_in_block(FormulaId id, std::int32_t block) const {
  UnitPlace unit = block_unit(static_cast<std::size_t>(block));
  unit.block = -1;
  return holds(id, unit, nullptr);
}

bool DocumentScan::holds_concept(FormulaId id, const UnitPlace& unit, std::vector<Range>* spans) const {
  const Formula& formula = rules_.formulas[id];
  if (formula.value == unknown_) return false;
  bool found = false;
  occurrences_.each(formula.value, unit.range, [&](Range range) {
    found = true;
    if (spans != nullptr) spans->push_back(range);
    return spans != nullptr;
  });
  if (found && spans == nullptr) return true;
  for (const FormulaId child : rules_.formulas.children(formula)) {
    if (!holds(child, unit, spans)) continue;
    found = true;
    if (spans == nullptr) return true;
  }
  return found;
}

DocumentScan::PlaceLists::PlaceLists(const DocumentScan& scan, std::size_t count) : scan_(scan) {
  if (scan.lists_in_use_ == scan.lists_.size()) scan.lists_.push_back(std::make_unique<Lists>());
  lists_ = scan.lists_[scan.lists_in_use_++].get();
  if (lists_->places.size() < count) lists_->places.resize(count);
  for (std::size_t i = 0; i < count; ++i) lists_->places[i].clear();
}

bool DocumentScan::find_places(const Formula& formula, const UnitPlace& unit, Lists& lists) const {
  std::size_t count = 0;
  for (const FormulaId child : rules_.formulas.children(formula)) {
    std::vector<Range>& places = lists.places[count++];
    if (!holds(child, unit, &places)) return false;
    // A single concept's places are in order already.
    if (!std::is_sorted(places.begin(), places.end())) std::sort(places.begin(), places.end());
  }
  return true;
}

bool DocumentScan::holds_near(const Formula& formula, const UnitPlace& unit, std::vector<Range>* spans) const {
  const std::uint32_t limit = formula.value;
  const PlaceLists own(*this, formula.child_count);
  auto& [found, farthest, chosen] = own.get();
  if (!find_places(formula, unit, own.get())) return false;
  // For each the farthest end of it and of those before it: how far back to look.
  if (farthest.size() < formula.child_count) farthest.resize(formula.child_count);
  for (std::size_t i = 1; i < formula.child_count; ++i) {
    farthest[i].clear();
    for (const Range& range : found[i]) {
      farthest[i].push_back(farthest[i].empty() ? range.end : std::max(farthest[i].back(), range.end));
    }
  }
  bool any = false;
  for (const Range& centre : found[0]) {
    chosen.assign(1, centre);
    for (std::size_t i = 1; i < formula.child_count; ++i) {
      const std::vector<Range>& others = found[i];
      const auto next = std::lower_bound(others.begin(), others.end(), centre.begin,
                                         [](const Range& r, std::uint32_t offset) { return r.begin < offset; });
      auto first = static_cast<std::size_t>(next - others.begin());
      while (first > 0 &&
             (farthest[i][first - 1] >= centre.begin || words_between(farthest[i][first - 1], centre.begin, limit) <= limit)) {
        --first;
      }
      const Range* best = nullptr;
      std::uint32_t best_distance = limit + 1;
      for (std::size_t k = first; k < others.size(); ++k) {
        const Range& other = others[k];
        const std::uint32_t distance = other.begin >= centre.end   ? words_between(centre.end, other.begin, limit)
                                       : other.end <= centre.begin ? words_between(other.end, centre.begin, limit)
                                                                   : 0;
        if (distance < best_distance) {
          best_distance = distance;
          best = &other;
        }
        // What follows stands farther away.
        if (other.begin >= centre.end && distance >= best_distance) break;
      }
      if (best == nullptr) break;
      chosen.push_back(*best);
    }
    if (chosen.size() < formula.child_count) continue;
    any = true;
    if (spans == nullptr) return true;
    spans->insert(spans->end(), chosen.begin(), chosen.end());
  }
  return any;
}

bool DocumentScan::holds_then(const Formula& formula, const UnitPlace& unit, std::vector<Range>* spans) const {
  const PlaceLists own(*this, formula.child_count);
  auto& [found, farthest, chosen] = own.get();
  if (!find_places(formula, unit, own.get())) return false;
  bool any = false;
  for (const Range& start : found[0]) {
    chosen.assign(1, start);
    for (std::size_t i = 1; i < formula.child_count; ++i) {
      const std::uint32_t after = chosen.back().end;
      const auto next = std::lower_bound(found[i].begin(), found[i].end(), after,
                                         [](const Range& r, std::uint32_t offset) { return r.begin < offset; });
      if (next == found[i].end() || words_between(after, next->begin, formula.value) > formula.value) break;
      chosen.push_back(*next);
    }
    if (chosen.size() < formula.child_count) continue;
    any = true;
    if (spans == nullptr) return true;
    spans->insert(spans->end(), chosen.begin(), chosen.end());
  }
  return any;
}

bool DocumentScan::holds(FormulaId id, const UnitPlace& unit, std::vector<Range>* spans) const {
  if (asks_candidates_ && !may_hold(id, unit)) return false;
  const Formula& formula = rules_.formulas[id];
  const std::span<const FormulaId> children = rules_.formulas.children(formula);
  switch (formula.op) {
    case Operator::concept_:
      return holds_concept(id, unit, spans);
    case Operator::all: {
      const std::size_t before = spans == nullptr ? 0 : spans->size();
      for (const FormulaId child : children) {
        if (holds(child, unit, spans)) continue;
        if (spans != nullptr) spans->resize(before);
        return false;
      }
      return true;
    }
    case Operator::any: {
      bool found = false;
      for (const FormulaId child : children) {
        if (!holds(child, unit, spans)) continue;
        found = true;
        if (spans == nullptr) return true;
      }
      return found;
    }
    case Operator::at_least: {
      std::uint32_t count = 0;
      for (const FormulaId child : children) count += holds(child, unit, spans) ? 1 : 0;
      return count >= formula.value;
    }
    case Operator::not_:
      return !holds(children.front(), unit, nullptr);
    case Operator::near:
      return holds_near(formula, unit, spans);
    case Operator::then:
      return holds_then(formula, unit, spans);
    case Operator::under:
      return any_context(unit.block, [&](const UnitPlace& place) { return holds(children.front(), place, nullptr); });
    case Operator::key:
      return holds_key(children.front(), unit);
    case Operator::block:
      return unit.block >= 0 && holds(children.front(), block_unit(static_cast<std::size_t>(unit.block)), nullptr);
    case Operator::row:
      return unit.block >= 0 && holds(children.front(), range_unit(row_range(unit.block), unit.block), nullptr);
    case Operator::section:
      return holds_section(id, unit.block);
    case Operator::document:
    case Operator::title:
    case Operator::role:
    case Operator::owner:
    case Operator::state:
      return holds_everywhere(id);
    case Operator::kind:
      return unit.block >= 0 && among(formula.value, document_.blocks[static_cast<std::size_t>(unit.block)].kind);
  }
  return false;
}

bool DocumentScan::holds_key(FormulaId id, const UnitPlace& unit) const {
  // A copy: a key within the key would look for others.
  const std::vector<Range> keys = inline_keys(unit);
  if (std::any_of(keys.begin(), keys.end(), [&](Range key) { return holds(id, part_of(unit, key), nullptr); })) return true;
  return any_key_block(unit.block, [&](std::int32_t block) { return holds_in_block(id, block); });
}

bool DocumentScan::holds_section(FormulaId id, std::int32_t block) const {
  const FormulaId child = rules_.formulas.only_child(rules_.formulas[id]);
  const Range range = section_range(block);
  std::int32_t heading = -1;
  if (block >= 0) {
    const document::Block& at = document_.blocks[static_cast<std::size_t>(block)];
    heading = at.kind == BlockKind::heading ? block : at.heading;
  }
  // Without a heading above, what the section is depends on the block.
  if (heading < 0) return holds(child, range_unit(range, block), nullptr);
  std::vector<Known>& known = in_section_[id];
  if (known.empty()) known.resize(document_.blocks.size(), Known::nothing);
  Known& answer = known[static_cast<std::size_t>(heading)];
  if (answer == Known::nothing) {
    answer = holds(child, range_unit(range, block), nullptr) ? Known::holds : Known::fails;
  }
  return answer == Known::holds;
}

bool DocumentScan::holds_title(FormulaId id) const { return stands_in_title(rules_.formulas, id, title_concepts_, unknown_); }

bool DocumentScan::holds_everywhere(FormulaId id) const {
  const Formula& formula = rules_.formulas[id];
  switch (formula.op) {
    case Operator::role:
      return among(formula.value, facts_.role);
    case Operator::owner:
      return among(formula.value, facts_.owner);
    case Operator::state:
      return among(formula.value, facts_.control.state);
    default:
      break;
  }
  Known& answer = in_document_[id];
  if (answer == Known::nothing) {
    const FormulaId child = rules_.formulas.only_child(formula);
    const bool holds_here = formula.op == Operator::title ? holds_title(child) : holds(child, document_unit(-1), nullptr);
    answer = holds_here ? Known::holds : Known::fails;
  }
  return answer == Known::holds;
}

DocumentScan::UnitPlace DocumentScan::document_unit(std::int32_t block) const {
  const std::size_t sentences = normalized_.sentences.size();
  return {{0, static_cast<std::uint32_t>(normalized_.text.size())},
          block,
          0,
          sentences > 0 ? static_cast<std::uint32_t>(sentences - 1) : 0};
}

template <class Each>
void DocumentScan::each_unit(std::size_t rule, Search search, const Each& each) const {
  using Level = Candidates::Level;
  const FormulaId match = rules_.formulas.of_rule(rule);
  const bool all = search == Search::every_unit;
  const auto each_sentence = [&](std::size_t sentence) { return each(sentence_unit(sentence)); };
  const auto each_block = [&](std::size_t block) { return each(block_unit(block)); };
  if (!all && !candidates_.anywhere(match)) return;
  switch (rules_.rules[rule].unit) {
    case packs::Unit::sentence:
      if (!all) return candidates_.each(Level::sentence, match, each_sentence);
      for (std::size_t i = 0; i < normalized_.sentences.size(); ++i) {
        if (!each_sentence(i)) return;
      }
      return;
    case packs::Unit::block:
      if (!all) return candidates_.each(Level::block, match, each_block);
      for (std::size_t i = 0; i < normalized_.blocks.size(); ++i) {
        if (!each_block(i)) return;
      }
      return;
    case packs::Unit::row: {
      Range last;
      for (std::size_t block = 0; block < normalized_.blocks.size(); ++block) {
        if (normalized_.blocks[block].empty()) continue;
        const Range range = row_range(static_cast<std::int32_t>(block));
        if (range == last) continue;
        last = range;
        if (!each(range_unit(range, range.empty() ? -1 : normalized_.block_at(range.begin)))) return;
      }
      return;
    }
    case packs::Unit::section:
      for (const UnitPlace& unit : sections_with(match)) {
        if (!each(unit)) return;
      }
      return;
    case packs::Unit::document:
      if (!normalized_.text.empty()) each(document_unit(0));
      return;
  }
}

std::vector<DocumentScan::UnitPlace> DocumentScan::sections_with(FormulaId match) const {
  // What is named first has to stand in the section's own text; else every document would be a section under its title.
  const Formula& formula = rules_.formulas[match];
  const std::vector<std::uint64_t> touched =
      candidates_.touched(formula.op == Operator::all ? rules_.formulas.children(formula).front() : match);
  std::vector<Range> ranges;
  for (std::size_t group = 0; group < touched.size(); ++group) {
    each_set_bit(touched[group], [&](std::uint32_t bit) {
      if (group * 64 + bit >= normalized_.blocks.size()) return;
      const std::int32_t block = normalized_.block_at(normalized_.blocks[group * 64 + bit].begin);
      ranges.push_back(section_range(block));
    });
  }
  std::sort(ranges.begin(), ranges.end());
  ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
  std::vector<UnitPlace> sections;
  sections.reserve(ranges.size());
  for (const Range& range : ranges) sections.push_back(range_unit(range, normalized_.block_at(range.begin)));
  return sections;
}

bool DocumentScan::stands_before(std::size_t rule, const UnitPlace& unit, Range part) const {
  if (rules_.rules[rule].unit != packs::Unit::sentence || part.end < part.begin + 2) return false;
  const std::string_view text = normalized_.text;
  if (text.substr(part.end - 2, 2) != ", ") return false;
  // "not yet" is said of the whole.
  if (text.substr(part.end).starts_with("not yet")) return false;
  return holds(rules_.formulas.of_rule(rule), part_of(unit, {part.begin, part.end - 2}), nullptr);
}

bool DocumentScan::above(std::uint32_t cue, std::int32_t block) const {
  if (cue == Cues::none || !candidates_.anywhere(rules_.formulas.of_concept(cue))) return false;
  return any_context(block, [&](const UnitPlace& place) { return any_cue(cue, place); });
}

std::vector<Range> DocumentScan::stated(std::uint32_t cue, const UnitPlace& sentence) const {
  std::vector<Range> found;
  if (!find_cue(cue, sentence, found)) return found;
  std::vector<Range> conditions;
  find_cue(rules_.cues.condition, sentence, conditions);
  // "If it lies in another vendor's component, we ..." speaks of what we do.
  std::erase_if(found, [&](const Range& range) {
    return std::any_of(conditions.begin(), conditions.end(), [&](const Range& condition) {
      return condition.end <= range.begin && words_between(condition.end, range.begin, condition_ahead) <= condition_ahead;
    });
  });
  return found;
}

bool DocumentScan::frames(std::uint32_t cue, const UnitPlace& sentence, const std::vector<Range>& touched) const {
  if (above(cue, sentence.block)) return true;
  std::vector<Range> found;
  return find_cue(cue, sentence, found) && frames(found, sentence, touched);
}

bool DocumentScan::frames(const std::vector<Range>& found, const UnitPlace& sentence, const std::vector<Range>& touched) const {
  const auto in_sentence = [&](const Range& range) { return within(range, sentence.range); };
  if (std::none_of(touched.begin(), touched.end(), in_sentence)) return !found.empty();
  // Something that the rule needs stands behind it: "we do not say whether ..."
  const bool before = std::any_of(found.begin(), found.end(), [&](const Range& frame) {
    return std::any_of(touched.begin(), touched.end(),
                       [&](const Range& range) { return in_sentence(range) && range.begin >= frame.begin; });
  });
  return before || hangs_on(found, sentence, touched);
}

void DocumentScan::read_frame(const UnitPlace& sentence, const std::vector<Range>& touched, Reading& reading) const {
  const Cues& cues = rules_.cues;
  reading.withheld = above(cues.not_told, sentence.block) || frames(stated(cues.not_told, sentence), sentence, touched);
  reading.undetermined = frames(cues.told_later, sentence, touched);
  reading.other_party = above(cues.other_party, sentence.block) || !stated(cues.other_party, sentence).empty();
  reading.reporter_request = frames(cues.reporter_request, sentence, touched);
  reading.asked_whether = frames(cues.asked_whether, sentence, touched);
}

bool DocumentScan::is_negated(std::size_t rule, const UnitPlace& unit, const std::vector<Range>& touched,
                              const UnitPlace& sentence_place, const std::vector<Range>& exceptions) const {
  const Cues& cues = rules_.cues;
  if (frames(stated(cues.not_the_case, sentence_place), sentence_place, touched)) return true;
  const Range sentence = sentence_place.range;
  std::vector<Range> negations;
  UnitPlace of_unit = sentence_place;
  of_unit.block = unit.block;
  if (!find_cue(cues.negation, of_unit, negations)) return false;
  Range focus{sentence.end, sentence.begin};
  for (const Range& range : touched) {
    if (!within(range, sentence)) continue;
    focus.begin = std::min(focus.begin, range.begin);
    focus.end = std::max(focus.end, range.end);
  }
  if (focus.begin > focus.end) focus = sentence;

  for (const Range& negation : negations) {
    const auto inside = [&](const Range& other) { return overlap(negation, other); };
    if (std::any_of(exceptions.begin(), exceptions.end(), inside) || std::any_of(touched.begin(), touched.end(), inside))
      continue;
    // "No version is released before ..." demands what follows.
    if (any_cue(cues.exception, part_of(sentence_place, {negation.end, sentence.end}))) continue;
    if (negation.begin >= focus.end) {
      const std::string_view between = std::string_view(normalized_.text).substr(focus.end, negation.begin - focus.end);
      if (words_between(focus.end, negation.begin, negation_behind) <= negation_behind &&
          !any_cue(cues.clause_break, part_of(sentence_place, {focus.end, negation.begin})) &&
          between.find_first_of(",;:(") == std::string_view::npos) {
        return true;
      }
      continue;
    }
    if (stands_before(rule, unit, {sentence.begin, negation.begin})) continue;
    for (const Range& range : touched) {
      if (range.begin < negation.end || !within(range, sentence) || range.end - range.begin < shortest_denied) continue;
      if (words_between(negation.end, range.begin, negation_ahead) <= negation_ahead &&
          !any_cue(cues.clause_break, part_of(sentence_place, {negation.end, range.begin}))) {
        return true;
      }
    }
  }
  return false;
}

Reading DocumentScan::read(std::size_t rule, const UnitPlace& unit, const UnitPlace& sentence,
                           const std::vector<Range>& touched) const {
  Reading reading;
  const Cues& cues = rules_.cues;
  read_frame(sentence, touched, reading);
  const bool is_form = facts_.role == document::Role::form_template || facts_.role == document::Role::checklist;
  const bool read_cues = rules_.rules[rule].read_cues;
  // The blanks of a form are what it demands.
  read_remarks(sentence, reading);
  read_agent(rule, sentence, touched, reading);
  if (read_cues || !is_form) reading.placeholder = reading.placeholder || any_cue(cues.placeholder, sentence);
  reading.negated = reading.negated || is_refused(sentence, touched);
  std::vector<Range> no_plans;
  find_cue(cues.no_plan, sentence, no_plans);
  std::vector<Range> intended = stated(cues.intended, sentence);
  erase_overlapped(intended, no_plans);
  reading.planned = reading.planned || (!intended.empty() && frames(intended, sentence, touched));
  if (!read_cues) return reading;

  if (sentence.block >= 0) {
    // Where no box at all is ticked, a checklist is the form for the next case.
    const document::Block& box = document_.blocks[static_cast<std::size_t>(sentence.block)];
    reading.unticked = box.checkbox == document::Checkbox::unticked && (has_ticks_ || !is_form);
  }
  std::vector<Range> exceptions;
  find_cue(cues.no_negation, sentence, exceptions);
  reading.negated = reading.negated || is_negated(rule, unit, touched, sentence, exceptions);
  std::vector<Range> planned;
  find_cue(cues.planned, sentence, planned);
  erase_overlapped(planned, no_plans);
  reading.planned = reading.planned || planned_document_ || !planned.empty() || above(cues.planned, sentence.block);
  reading.conditional = any_cue(cues.conditional, sentence);
  reading.instruction = any_cue(cues.instruction, sentence);
  reading.undetermined = reading.undetermined || any_cue(cues.undetermined, sentence);
  std::vector<Range> withheld;
  find_cue(cues.withheld, sentence, withheld);
  // "not disclosed separately" withholds nothing.
  erase_overlapped(withheld, exceptions);
  reading.withheld = reading.withheld || !withheld.empty();
  reading.example = above(cues.example, sentence.block);
  reading.commitment = any_cue(cues.commitment, sentence);
  return reading;
}

bool DocumentScan::rows_are_text() const {
  return document_.style == document::LocatorStyle::line || document_.style == document::LocatorStyle::heading_paragraph;
}

document::Span DocumentScan::quote_of(std::uint32_t at, const UnitPlace& sentence, const std::vector<Range>& touched) const {
  Range range = sentence.range;
  const std::int32_t block = sentence.block;
  // A cell says little without the label of its row.
  if (rows_are_text() && block >= 0 && layout_.row_label[static_cast<std::size_t>(block)] >= 0) {
    const Range label = normalized_.blocks[static_cast<std::size_t>(layout_.row_label[static_cast<std::size_t>(block)])];
    if (range.end - label.begin <= longest_quote) range.begin = label.begin;
  }
  if (range.end - range.begin > longest_quote) {
    // The part around what was found, cut at spaces.
    std::uint32_t last = at;
    for (const Range& t : touched) {
      if (within(t, range) && t.end - at <= longest_quote) last = std::max(last, t.end);
    }
    const std::uint32_t spare = (longest_quote - (last - at)) / 2;
    std::uint32_t begin = at - range.begin > spare ? at - spare : range.begin;
    std::uint32_t end = std::min(range.end, begin + longest_quote);
    while (begin > range.begin && begin < at && normalized_.text[begin - 1] != ' ') ++begin;
    while (end < range.end && end > last && normalized_.text[end] != ' ') --end;
    range = {begin, end};
  }
  while (range.begin < range.end && normalized_.text[range.begin] == ' ') ++range.begin;
  document::Span span = normalized_.source(range);
  // Marks that touch the passage ("**", "[", "](link)") belong to it when the quote shall be the file's own text.
  const auto& markup = document_.markup;
  const auto has_space = [&](const document::Span& s) {
    return document_.view(s).find_first_of(" \t\n") != std::string_view::npos;
  };
  auto next = std::lower_bound(markup.begin(), markup.end(), span.begin,
                               [](const document::Span& s, std::uint32_t offset) { return s.end < offset; });
  for (; next != markup.end() && next->begin <= span.end; ++next) {
    if (next->end == span.begin && !has_space(*next)) span.begin = next->begin;
    if (next->begin == span.end && !has_space(*next)) span.end = next->end;
  }
  return span;
}

std::uint32_t DocumentScan::limit_of(const packs::Rule& rule, const UnitPlace& unit) const {
  if (rule.limit.empty()) return 0;
  std::vector<Range> durations;
  find_cue(rules_.cues.duration, unit, durations);
  std::uint32_t only = 0;
  for (const Range& range : durations) {
    const std::uint32_t hours = hours_of(std::string_view(normalized_.text).substr(range.begin, range.end - range.begin));
    if (hours == 0 || hours == only) continue;
    if (only != 0) return 0;
    only = hours;
  }
  return only;
}

std::vector<std::string> DocumentScan::names_of(std::size_t rule, const UnitPlace& unit) const {
  std::vector<std::string> names;
  for (const RequiredName& required : rules_.required_names[rule]) {
    const std::uint32_t item = required.concept_index;
    if (in_title(item) || any_cue(item, unit) || any_cue(item, range_unit(section_range(unit.block), -1))) {
      names.push_back(required.name);
    }
  }
  return names;
}

bool DocumentScan::is_column_name(std::int32_t block) const {
  if (block < 0) return false;
  const document::Block& cell = document_.blocks[static_cast<std::size_t>(block)];
  return cell.table >= 0 && cell.row == document_.tables[static_cast<std::size_t>(cell.table)].header_row;
}

DocumentScan::UnitPlace DocumentScan::sentence_at(const packs::Rule& rule, const UnitPlace& unit, std::uint32_t at) const {
  if (rule.unit == packs::Unit::sentence) return unit;
  const std::int32_t sentence = normalized_.sentence_at(at);
  UnitPlace out;
  if (sentence >= 0) out = sentence_unit(static_cast<std::size_t>(sentence));
  out.block = normalized_.block_at(at);
  return out;
}

DocumentScan::UnitPlace DocumentScan::shown_of_row(const UnitPlace& row, const UnitPlace& first,
                                                   const std::vector<Range>& touched) const {
  if (rows_are_text()) return row;
  UnitPlace best = first;
  std::uint32_t most = 0;
  for (const Range& range : touched) {
    if (!within(range, row.range)) continue;
    const std::int32_t sentence = normalized_.sentence_at(range.begin);
    if (sentence < 0 || range.end - range.begin <= most) continue;
    most = range.end - range.begin;
    best = sentence_unit(static_cast<std::size_t>(sentence));
    best.block = normalized_.block_at(range.begin);
  }
  return best;
}

Match DocumentScan::match_of(std::size_t index, const UnitPlace& unit, const std::vector<Range>& touched) const {
  const packs::Rule& rule = rules_.rules[index];
  const std::uint32_t at = touched.empty() ? unit.range.begin : touched.front().begin;
  const UnitPlace sentence = sentence_at(rule, unit, at);
  Match match;
  match.rule = &rule;
  match.unit = unit.range;
  match.touched = touched;
  match.reading = read(index, unit, sentence, touched);
  const UnitPlace shown = rule.unit == packs::Unit::row ? shown_of_row(unit, sentence, touched) : sentence;
  match.quote = quote_of(std::max(at, shown.range.begin), shown, touched);
  match.names = names_of(index, unit);
  match.limit_hours = limit_of(rule, unit);
  return match;
}

std::vector<Match> DocumentScan::matches(std::size_t limit, Search search) const {
  std::vector<Match> out;
  std::vector<Range> touched;
  asks_candidates_ = search == Search::candidates;
  for (std::size_t index = 0; index < rules_.rules.size(); ++index) {
    const packs::Rule& rule = rules_.rules[index];
    const std::size_t before = out.size();
    each_unit(index, search, [&](const UnitPlace& unit) {
      touched.clear();
      // Of the places that a rule counts the names of columns are none.
      if (rule.places > 1 && is_column_name(unit.block)) return true;
      if (!holds(rules_.formulas.of_rule(index), unit, &touched)) return true;
      std::sort(touched.begin(), touched.end());
      touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
      out.push_back(match_of(index, unit, touched));
      return out.size() - before < std::max<std::size_t>(limit, rule.places);
    });
    if (rule.unit == packs::Unit::section) keep_innermost(out, before);
    if (out.size() - before < rule.places) out.resize(before);
  }
  return out;
}

Trial DocumentScan::try_out(const packs::Expression& expression, FormulaId id, const UnitPlace& unit) const {
  Trial out;
  out.expression = &expression;
  out.holds = holds(id, unit, &out.found);
  std::sort(out.found.begin(), out.found.end());
  out.found.erase(std::unique(out.found.begin(), out.found.end()), out.found.end());
  const std::span<const FormulaId> children = rules_.formulas.children(rules_.formulas[id]);
  const auto try_all = [&](const std::vector<packs::Expression>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) out.children.push_back(try_out(parts[i], children[i], unit));
  };
  switch (expression.op) {
    case Operator::concept_:
      if (!out.holds) try_all(rules_.lexicon.concepts[expression.concept_index].expressions);
      break;
    case Operator::all:
    case Operator::any:
    case Operator::at_least:
    case Operator::not_:
    case Operator::near:
    case Operator::then:
      try_all(expression.children);
      break;
    default:
      break;
  }
  return out;
}

std::vector<Attempt> DocumentScan::nearest(const packs::Rule& rule, std::size_t limit) const {
  const auto index = static_cast<std::size_t>(&rule - rules_.rules.data());
  const FormulaId match = rules_.formulas.of_rule(index);
  const Formula& formula = rules_.formulas[match];
  const auto parts = formula.op == Operator::all ? rules_.formulas.children(formula) : std::span(&match, 1);
  std::vector<Attempt> out;
  std::vector<Range> found;
  each_unit(index, Search::every_unit, [&](const UnitPlace& unit) {
    Attempt attempt;
    found.clear();
    for (const FormulaId part : parts) attempt.failing += holds(part, unit, &found) ? 0 : 1;
    if (found.empty() && attempt.failing > 0) return true;
    attempt.unit = unit.range;
    attempt.holds = attempt.failing == 0;
    const auto farther = [](const Attempt& a, const Attempt& b) { return a.failing < b.failing; };
    const auto place = std::upper_bound(out.begin(), out.end(), attempt, farther);
    if (place == out.end() && out.size() >= limit) return true;
    std::sort(found.begin(), found.end());
    const std::uint32_t at = found.empty() ? unit.range.begin : found.front().begin;
    attempt.quote = quote_of(at, sentence_at(rule, unit, at), found);
    attempt.trial = try_out(rule.match, match, unit);
    out.insert(place, std::move(attempt));
    if (out.size() > limit) out.pop_back();
    return true;
  });
  return out;
}

}  // namespace crosswalk::matching
