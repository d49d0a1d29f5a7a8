// SPDX-License-Identifier: Apache-2.0
#include "matching/match.h"

#include <algorithm>
#include <span>

#include "base/text.h"

namespace crosswalk::matching {
namespace {

using document::BlockKind;
using packs::Expression;
using packs::Operator;

constexpr std::uint32_t longest_quote = 400;
/// A negation reaches this many words ahead, and this many back over "is", "are", "will".
constexpr std::uint32_t negation_ahead = 4;
constexpr std::uint32_t negation_behind = 2;
/// Prepositions and the like ("by", "in") are found too, but nobody denies them.
constexpr std::uint32_t shortest_denied = 4;
/// What is said of a whole statement may follow it by this many words.
constexpr std::uint32_t frame_behind = 12;

bool within(Range inner, Range outer) { return outer.begin <= inner.begin && inner.end <= outer.end; }
bool overlap(Range a, Range b) { return a.begin < b.end && b.begin < a.end; }

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

/// Where the hits of each concept begin, with one more entry for the end.
std::vector<std::uint32_t> first_hits(const std::vector<Hit>& hits, std::size_t concepts) {
  std::vector<std::uint32_t> first(concepts + 1, 0);
  for (const Hit& hit : hits) ++first[hit.concept_index + 1];
  for (std::size_t i = 0; i < concepts; ++i) first[i + 1] += first[i];
  return first;
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

}  // namespace

DocumentScan::DocumentScan(const RuleSet& rules, const document::Document& document, const document::Facts& facts,
                           std::string_view path, Scanner::Scratch& scratch)
    : rules_(rules),
      document_(document),
      facts_(facts),
      normalized_(normalize(document)),
      hits_(rules.scanner->scan(normalized_.text, normalized_.sentences, scratch)),
      first_hit_(first_hits(hits_, rules.lexicon.concepts.size())),
      title_concepts_(rules.lexicon.concepts.size(), false),
      layout_(document, normalized_),
      candidates_(rules, document, layout_, hits_, first_hit_,
                  [this](const Expression& expression) { return holds_everywhere(expression); }),
      in_document_(rules.numbered, Known::nothing),
      in_section_(rules.numbered),
      contexts_(document.blocks.size()),
      keys_(document.blocks.size()),
      known_(document.blocks.size(), 0) {
  std::string title = normalize_text(facts.control.title);
  title += '\n';
  title += normalize_text(file_name(path));
  for (const Hit& hit : rules.scanner->scan(title, {}, scratch)) title_concepts_[hit.concept_index] = true;
  has_ticks_ = std::any_of(document.blocks.begin(), document.blocks.end(),
                           [](const document::Block& block) { return block.checkbox == document::Checkbox::ticked; });
  constexpr std::size_t head_sentences = 12;
  const auto& sentences = normalized_.sentences;
  for (std::size_t i = 0; i < std::min(sentences.size(), head_sentences) && !planned_document_; ++i) {
    planned_document_ = any_hit(rules.cues.planned_document, sentences[i]);
  }
}

std::pair<const Hit*, const Hit*> DocumentScan::hits_of(std::uint32_t index) const {
  return {hits_.data() + first_hit_[index], hits_.data() + first_hit_[index + 1]};
}

bool DocumentScan::any_hit(std::uint32_t cue, Range range) const {
  return cue != Cues::none && holds_concept(cue, {range, -1}, nullptr);
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

const std::vector<Range>& DocumentScan::contexts_of(std::int32_t block) const {
  static const std::vector<Range> nothing;
  if (block < 0) return nothing;
  const auto index = static_cast<std::size_t>(block);
  if ((known_[index] & 1) == 0) {
    known_[index] |= 1;
    std::vector<Range>& out = contexts_[index];
    for (std::int32_t h = document_.blocks[index].heading; h >= 0; h = document_.blocks[static_cast<std::size_t>(h)].heading) {
      out.push_back(normalized_.blocks[static_cast<std::size_t>(h)]);
    }
    for (std::int32_t intro = layout_.list_intro[index]; intro >= 0;
         intro = layout_.list_intro[static_cast<std::size_t>(intro)]) {
      const Range whole = normalized_.blocks[static_cast<std::size_t>(intro)];
      const bool is_item = document_.blocks[static_cast<std::size_t>(intro)].kind == BlockKind::list_item;
      // What a paragraph says before its last sentence does not introduce the list below it.
      out.push_back(is_item ? whole : unit_at(packs::Unit::sentence, whole.end - 1).range);
    }
    for (const std::int32_t other : {layout_.column_header[index], layout_.row_label[index]}) {
      if (other >= 0) out.push_back(normalized_.blocks[static_cast<std::size_t>(other)]);
    }
  }
  return contexts_[index];
}

bool DocumentScan::names_directly(std::int32_t heading, std::size_t block) const {
  const std::int32_t table = document_.blocks[block].table;
  if (table < 0) return true;
  const auto next = static_cast<std::size_t>(heading) + 1;
  return next < document_.blocks.size() && document_.blocks[next].table == table;
}

const std::vector<Range>& DocumentScan::keys_of(std::int32_t block) const {
  static const std::vector<Range> nothing;
  if (block < 0) return nothing;
  const auto index = static_cast<std::size_t>(block);
  if ((known_[index] & 2) == 0) {
    known_[index] |= 2;
    std::vector<Range>& out = keys_[index];
    for (const std::int32_t other : {layout_.column_header[index], layout_.row_label[index]}) {
      if (other >= 0) out.push_back(normalized_.blocks[static_cast<std::size_t>(other)]);
    }
    const std::int32_t heading = document_.blocks[index].heading;
    if (heading >= 0 && names_directly(heading, index)) {
      constexpr std::uint32_t longest_key_heading = 5;
      const Range range = normalized_.blocks[static_cast<std::size_t>(heading)];
      if (words_between(range.begin, range.end, longest_key_heading) < longest_key_heading) out.push_back(range);
    }
  }
  return keys_[index];
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

bool DocumentScan::holds_in(const Expression& expression, const std::vector<Range>& ranges) const {
  return std::any_of(ranges.begin(), ranges.end(), [&](Range range) { return holds(expression, {range, -1}, nullptr); });
}

bool DocumentScan::holds_concept(std::uint32_t index, const UnitPlace& unit, std::vector<Range>* spans) const {
  const auto [first, last] = hits_of(index);
  const Hit* hit =
      std::lower_bound(first, last, unit.range.begin, [](const Hit& h, std::uint32_t begin) { return h.range.begin < begin; });
  bool found = false;
  for (; hit != last && hit->range.begin < unit.range.end; ++hit) {
    if (hit->range.end > unit.range.end) continue;
    found = true;
    if (spans == nullptr) return true;
    spans->push_back(hit->range);
  }
  for (const Expression& expression : rules_.lexicon.concepts[index].expressions) {
    if (!holds(expression, unit, spans)) continue;
    found = true;
    if (spans == nullptr) return true;
  }
  return found;
}

bool DocumentScan::holds_near(const Expression& expression, const UnitPlace& unit, std::vector<Range>* spans) const {
  const std::uint32_t limit = expression.words;
  std::vector<std::vector<Range>> found(expression.children.size());
  // For each the farthest end of it and of those before it: how far back to look.
  std::vector<std::vector<std::uint32_t>> farthest(expression.children.size());
  for (std::size_t i = 0; i < expression.children.size(); ++i) {
    if (!holds(expression.children[i], unit, &found[i])) return false;
    std::sort(found[i].begin(), found[i].end());
    farthest[i].reserve(found[i].size());
    for (const Range& range : found[i]) {
      farthest[i].push_back(farthest[i].empty() ? range.end : std::max(farthest[i].back(), range.end));
    }
  }
  bool any = false;
  std::vector<Range> chosen;
  for (const Range& centre : found[0]) {
    chosen.assign(1, centre);
    for (std::size_t i = 1; i < found.size(); ++i) {
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
    if (chosen.size() < found.size()) continue;
    any = true;
    if (spans == nullptr) return true;
    spans->insert(spans->end(), chosen.begin(), chosen.end());
  }
  return any;
}

bool DocumentScan::holds_then(const Expression& expression, const UnitPlace& unit, std::vector<Range>* spans) const {
  std::vector<std::vector<Range>> found(expression.children.size());
  for (std::size_t i = 0; i < expression.children.size(); ++i) {
    if (!holds(expression.children[i], unit, &found[i])) return false;
    std::sort(found[i].begin(), found[i].end());
  }
  bool any = false;
  for (const Range& start : found[0]) {
    std::vector<Range> chosen{start};
    for (std::size_t i = 1; i < found.size(); ++i) {
      const std::uint32_t after = chosen.back().end;
      const auto next = std::lower_bound(found[i].begin(), found[i].end(), after,
                                         [](const Range& r, std::uint32_t offset) { return r.begin < offset; });
      if (next == found[i].end() || words_between(after, next->begin, expression.words) > expression.words) break;
      chosen.push_back(*next);
    }
    if (chosen.size() < found.size()) continue;
    any = true;
    if (spans == nullptr) return true;
    spans->insert(spans->end(), chosen.begin(), chosen.end());
  }
  return any;
}

bool DocumentScan::holds(const Expression& expression, const UnitPlace& unit, std::vector<Range>* spans) const {
  switch (expression.op) {
    case Operator::concept_:
      return holds_concept(expression.concept_index, unit, spans);
    case Operator::all: {
      const std::size_t before = spans == nullptr ? 0 : spans->size();
      for (const Expression& child : expression.children) {
        if (holds(child, unit, spans)) continue;
        if (spans != nullptr) spans->resize(before);
        return false;
      }
      return true;
    }
    case Operator::any: {
      bool found = false;
      for (const Expression& child : expression.children) {
        if (!holds(child, unit, spans)) continue;
        found = true;
        if (spans == nullptr) return true;
      }
      return found;
    }
    case Operator::at_least: {
      std::uint32_t count = 0;
      for (const Expression& child : expression.children) count += holds(child, unit, spans) ? 1 : 0;
      return count >= expression.words;
    }
    case Operator::not_:
      return !holds(expression.children.front(), unit, nullptr);
    case Operator::near:
      return holds_near(expression, unit, spans);
    case Operator::then:
      return holds_then(expression, unit, spans);
    case Operator::under:
      return holds_in(expression.children.front(), contexts_of(unit.block));
    case Operator::key: {
      // A copy: a key within the key would look for others.
      const std::vector<Range> keys = inline_keys(unit);
      const auto named = [&](Range key) { return holds(expression.children.front(), {key, unit.block}, nullptr); };
      if (std::any_of(keys.begin(), keys.end(), named)) return true;
      return holds_in(expression.children.front(), keys_of(unit.block));
    }
    case Operator::block: {
      if (unit.block < 0) return false;
      return holds(expression.children.front(), {normalized_.blocks[static_cast<std::size_t>(unit.block)], unit.block}, nullptr);
    }
    case Operator::row:
      return unit.block >= 0 && holds(expression.children.front(), {row_range(unit.block), unit.block}, nullptr);
    case Operator::section:
      return holds_section(expression, unit.block);
    case Operator::document:
    case Operator::title:
    case Operator::role:
    case Operator::owner:
    case Operator::state:
      return holds_everywhere(expression);
    case Operator::kind:
      return unit.block >= 0 && among(expression.mask, document_.blocks[static_cast<std::size_t>(unit.block)].kind);
  }
  return false;
}

bool DocumentScan::holds_section(const Expression& expression, std::int32_t block) const {
  const Range range = section_range(block);
  std::int32_t heading = -1;
  if (block >= 0) {
    const document::Block& at = document_.blocks[static_cast<std::size_t>(block)];
    heading = at.kind == BlockKind::heading ? block : at.heading;
  }
  // Without a heading above, what the section is depends on the block.
  if (heading < 0) return holds(expression.children.front(), {range, block}, nullptr);
  std::vector<Known>& known = in_section_[expression.number];
  if (known.empty()) known.resize(document_.blocks.size(), Known::nothing);
  Known& answer = known[static_cast<std::size_t>(heading)];
  if (answer == Known::nothing) {
    answer = holds(expression.children.front(), {range, block}, nullptr) ? Known::holds : Known::fails;
  }
  return answer == Known::holds;
}

bool DocumentScan::holds_title(const Expression& expression) const {
  const auto& children = expression.children;
  const auto child = [&](const Expression& part) { return holds_title(part); };
  switch (expression.op) {
    case Operator::concept_: {
      if (title_concepts_[expression.concept_index]) return true;
      const auto& parts = rules_.lexicon.concepts[expression.concept_index].expressions;
      return std::any_of(parts.begin(), parts.end(), child);
    }
    case Operator::any:
      return std::any_of(children.begin(), children.end(), child);
    case Operator::not_:
      return !holds_title(children.front());
    default:
      return std::all_of(children.begin(), children.end(), child);
  }
}

bool DocumentScan::holds_everywhere(const Expression& expression) const {
  switch (expression.op) {
    case Operator::role:
      return among(expression.mask, facts_.role);
    case Operator::owner:
      return among(expression.mask, facts_.owner);
    case Operator::state:
      return among(expression.mask, facts_.control.state);
    default:
      break;
  }
  Known& answer = in_document_[expression.number];
  if (answer == Known::nothing) {
    const Expression& child = expression.children.front();
    const bool holds_here = expression.op == Operator::title
                                ? holds_title(child)
                                : holds(child, {{0, static_cast<std::uint32_t>(normalized_.text.size())}, -1}, nullptr);
    answer = holds_here ? Known::holds : Known::fails;
  }
  return answer == Known::holds;
}

DocumentScan::UnitPlace DocumentScan::unit_at(packs::Unit kind, std::uint32_t offset) const {
  const std::int32_t block = normalized_.block_at(offset);
  switch (kind) {
    case packs::Unit::sentence: {
      const std::int32_t sentence = normalized_.sentence_at(offset);
      if (sentence < 0) return {};
      return {normalized_.sentences[static_cast<std::size_t>(sentence)], block};
    }
    case packs::Unit::block:
      return {block < 0 ? Range{} : normalized_.blocks[static_cast<std::size_t>(block)], block};
    case packs::Unit::row: {
      const Range range = row_range(block);
      return {range, range.empty() ? -1 : normalized_.block_at(range.begin)};
    }
    case packs::Unit::section:
      return {section_range(block), block < 0 ? -1 : normalized_.block_at(section_range(block).begin)};
    case packs::Unit::document:
      return {{0, static_cast<std::uint32_t>(normalized_.text.size())}, 0};
  }
  return {};
}

template <class Each>
void DocumentScan::each_unit(const packs::Rule& rule, Search search, const Each& each) const {
  using Level = Candidates::Level;
  const bool all = search == Search::every_unit;
  const auto each_sentence = [&](std::size_t sentence) {
    return each(UnitPlace{normalized_.sentences[sentence], static_cast<std::int32_t>(layout_.sentence_block[sentence])});
  };
  const auto each_block = [&](std::size_t block) {
    return each(UnitPlace{normalized_.blocks[block], static_cast<std::int32_t>(block)});
  };
  if (!all && !candidates_.anywhere(rule.match)) return;
  switch (rule.unit) {
    case packs::Unit::sentence:
      if (!all) return candidates_.each(Level::sentence, rule.match, each_sentence);
      for (std::size_t i = 0; i < normalized_.sentences.size(); ++i) {
        if (!each_sentence(i)) return;
      }
      return;
    case packs::Unit::block:
      if (!all) return candidates_.each(Level::block, rule.match, each_block);
      for (std::size_t i = 0; i < normalized_.blocks.size(); ++i) {
        if (!each_block(i)) return;
      }
      return;
    case packs::Unit::row: {
      Range last;
      for (const Range& range : normalized_.blocks) {
        if (range.empty()) continue;
        const UnitPlace unit = unit_at(rule.unit, range.begin);
        if (unit.range == last) continue;
        last = unit.range;
        if (!each(unit)) return;
      }
      return;
    }
    case packs::Unit::section: {
      // What is named first has to stand in the section's own text; else every document would be a section under its title.
      const Expression& first = rule.match.op == Operator::all ? rule.match.children.front() : rule.match;
      std::vector<UnitPlace> sections;
      candidates_.each_touched(Level::block, first, [&](std::size_t block) {
        sections.push_back(unit_at(rule.unit, normalized_.blocks[block].begin));
        return true;
      });
      const auto before = [](const UnitPlace& a, const UnitPlace& b) { return a.range < b.range; };
      const auto same = [](const UnitPlace& a, const UnitPlace& b) { return a.range == b.range; };
      std::sort(sections.begin(), sections.end(), before);
      sections.erase(std::unique(sections.begin(), sections.end(), same), sections.end());
      for (const UnitPlace& unit : sections) {
        if (!each(unit)) return;
      }
      return;
    }
    case packs::Unit::document:
      if (!normalized_.text.empty()) each(unit_at(rule.unit, 0));
      return;
  }
}

bool DocumentScan::stands_before(const packs::Rule& rule, const UnitPlace& unit, Range part) const {
  if (rule.unit != packs::Unit::sentence || part.end < part.begin + 2) return false;
  const std::string_view text = normalized_.text;
  if (text.substr(part.end - 2, 2) != ", ") return false;
  // "not yet" is said of the whole.
  if (text.substr(part.end).starts_with("not yet")) return false;
  return holds(rule.match, {{part.begin, part.end - 2}, unit.block}, nullptr);
}

bool DocumentScan::around(std::uint32_t cue, Range sentence, std::int32_t block) const {
  if (cue == Cues::none) return false;
  if (any_hit(cue, sentence)) return true;
  const std::vector<Range>& contexts = contexts_of(block);
  return std::any_of(contexts.begin(), contexts.end(), [&](Range range) { return any_hit(cue, range); });
}

bool DocumentScan::frames(std::uint32_t cue, Range sentence, std::int32_t block, const std::vector<Range>& touched) const {
  if (cue == Cues::none) return false;
  const std::vector<Range>& contexts = contexts_of(block);
  if (std::any_of(contexts.begin(), contexts.end(), [&](Range range) { return any_hit(cue, range); })) return true;
  std::vector<Range> found;
  if (!holds_concept(cue, {sentence, block}, &found)) return false;
  std::uint32_t last = sentence.begin;
  bool any_within = false;
  for (const Range& range : touched) {
    if (!within(range, sentence)) continue;
    any_within = true;
    last = std::max(last, range.end);
  }
  if (!any_within) return true;
  return std::any_of(found.begin(), found.end(), [&](const Range& frame) {
    // Something that the rule needs stands behind it: "we do not say whether ..."
    const auto behind = [&](const Range& range) { return within(range, sentence) && range.begin >= frame.begin; };
    if (std::any_of(touched.begin(), touched.end(), behind)) return true;
    // Or it is hung on right behind all of it: "... (not disclosed)", but not in a clause of its own.
    const std::string_view between = std::string_view(normalized_.text).substr(last, frame.begin - last);
    return words_between(last, frame.begin, frame_behind) <= frame_behind &&
           between.find_first_of(",;") == std::string_view::npos && between.find(" and ") == std::string_view::npos;
  });
}

void DocumentScan::read_frame(Range sentence, std::int32_t block, const std::vector<Range>& touched, Reading& reading) const {
  const Cues& cues = rules_.cues;
  reading.withheld = frames(cues.not_told, sentence, block, touched);
  reading.undetermined = frames(cues.told_later, sentence, block, touched);
  reading.other_party = around(cues.other_party, sentence, block);
  reading.reporter_request = frames(cues.reporter_request, sentence, block, touched);
  reading.asked_whether = frames(cues.asked_whether, sentence, block, touched);
}

bool DocumentScan::is_negated(const packs::Rule& rule, const UnitPlace& unit, const std::vector<Range>& touched, Range sentence,
                              const std::vector<Range>& exceptions) const {
  const Cues& cues = rules_.cues;
  if (any_hit(cues.not_the_case, sentence)) return true;
  if (cues.negation == Cues::none) return false;
  Range focus{sentence.end, sentence.begin};
  for (const Range& range : touched) {
    if (!within(range, sentence)) continue;
    focus.begin = std::min(focus.begin, range.begin);
    focus.end = std::max(focus.end, range.end);
  }
  if (focus.begin > focus.end) focus = sentence;

  std::vector<Range> negations;
  static_cast<void>(holds_concept(cues.negation, {sentence, unit.block}, &negations));
  for (const Range& negation : negations) {
    const auto inside = [&](const Range& other) { return overlap(negation, other); };
    if (std::any_of(exceptions.begin(), exceptions.end(), inside) || std::any_of(touched.begin(), touched.end(), inside))
      continue;
    // "No version is released before ..." demands what follows.
    if (any_hit(cues.exception, {negation.end, sentence.end})) continue;
    if (negation.begin >= focus.end) {
      const std::string_view between = std::string_view(normalized_.text).substr(focus.end, negation.begin - focus.end);
      if (words_between(focus.end, negation.begin, negation_behind) <= negation_behind &&
          !any_hit(cues.clause_break, {focus.end, negation.begin}) && between.find_first_of(",;:(") == std::string_view::npos) {
        return true;
      }
      continue;
    }
    if (stands_before(rule, unit, {sentence.begin, negation.begin})) continue;
    for (const Range& range : touched) {
      if (range.begin < negation.end || !within(range, sentence) || range.end - range.begin < shortest_denied) continue;
      if (words_between(negation.end, range.begin, negation_ahead) <= negation_ahead &&
          !any_hit(cues.clause_break, {negation.end, range.begin})) {
        return true;
      }
    }
  }
  return false;
}

Reading DocumentScan::read(const packs::Rule& rule, const UnitPlace& unit, const std::vector<Range>& touched) const {
  Reading reading;
  const std::uint32_t at = touched.empty() ? unit.range.begin : touched.front().begin;
  const std::int32_t block = normalized_.block_at(at);
  const Range sentence = unit_at(packs::Unit::sentence, at).range;
  const Cues& cues = rules_.cues;
  read_frame(sentence, block, touched, reading);
  const bool is_form = facts_.role == document::Role::form_template || facts_.role == document::Role::checklist;
  // The blanks of a form are what it demands.
  if (rule.read_cues || !is_form) reading.placeholder = any_hit(cues.placeholder, sentence);
  if (!rule.read_cues) return reading;

  if (block >= 0) {
    // Where no box at all is ticked, a checklist is the form for the next case.
    reading.unticked =
        document_.blocks[static_cast<std::size_t>(block)].checkbox == document::Checkbox::unticked && (has_ticks_ || !is_form);
  }
  std::vector<Range> exceptions;
  if (cues.no_negation != Cues::none) static_cast<void>(holds_concept(cues.no_negation, {sentence, block}, &exceptions));
  reading.negated = is_negated(rule, unit, touched, sentence, exceptions);
  reading.planned = planned_document_ || around(cues.planned, sentence, block);
  reading.conditional = any_hit(cues.conditional, sentence);
  reading.instruction = any_hit(cues.instruction, sentence);
  reading.undetermined = reading.undetermined || any_hit(cues.undetermined, sentence);
  if (cues.withheld != Cues::none) {
    std::vector<Range> withheld;
    static_cast<void>(holds_concept(cues.withheld, {sentence, block}, &withheld));
    // "not disclosed separately" withholds nothing.
    std::erase_if(withheld, [&](const Range& range) {
      return std::any_of(exceptions.begin(), exceptions.end(), [&](const Range& other) { return overlap(range, other); });
    });
    reading.withheld = reading.withheld || !withheld.empty();
  }
  const std::vector<Range>& headings = contexts_of(block);
  reading.example = std::any_of(headings.begin(), headings.end(), [&](Range range) { return any_hit(cues.example, range); });
  reading.commitment = any_hit(cues.commitment, sentence);
  return reading;
}

document::Span DocumentScan::quote_of(const UnitPlace& unit, const std::vector<Range>& touched) const {
  const std::uint32_t at = touched.empty() ? unit.range.begin : touched.front().begin;
  Range range = unit_at(packs::Unit::sentence, at).range;
  const std::int32_t block = normalized_.block_at(at);
  // A cell says little without the label of its row; in sheets and on pages the two need not stand together.
  const bool rows_are_text =
      document_.style == document::LocatorStyle::line || document_.style == document::LocatorStyle::heading_paragraph;
  if (rows_are_text && block >= 0 && layout_.row_label[static_cast<std::size_t>(block)] >= 0) {
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
  if (rule.limit.empty() || rules_.cues.duration == Cues::none) return 0;
  std::vector<Range> durations;
  static_cast<void>(holds_concept(rules_.cues.duration, unit, &durations));
  std::uint32_t only = 0;
  for (const Range& range : durations) {
    const std::uint32_t hours = hours_of(std::string_view(normalized_.text).substr(range.begin, range.end - range.begin));
    if (hours == 0 || hours == only) continue;
    if (only != 0) return 0;
    only = hours;
  }
  return only;
}

std::vector<std::string> DocumentScan::names_of(const packs::Rule& rule, const UnitPlace& unit) const {
  std::vector<std::string> names;
  const packs::Constraint* constraint = rules_.constraint(rule.constraint);
  if (constraint == nullptr) return names;
  for (const std::string& name : constraint->folder_requires) {
    const std::uint32_t index = rules_.lexicon.index.find(name)->second;
    if (title_concepts_[index] || any_hit(index, unit.range) || any_hit(index, section_range(unit.block))) names.push_back(name);
  }
  return names;
}

bool DocumentScan::is_column_name(std::int32_t block) const {
  if (block < 0) return false;
  const document::Block& cell = document_.blocks[static_cast<std::size_t>(block)];
  return cell.table >= 0 && cell.row == document_.tables[static_cast<std::size_t>(cell.table)].header_row;
}

std::vector<Match> DocumentScan::matches(std::size_t limit, Search search) const {
  std::vector<Match> out;
  std::vector<Range> touched;
  for (const packs::Rule& rule : rules_.rules) {
    const std::size_t before = out.size();
    each_unit(rule, search, [&](const UnitPlace& unit) {
      touched.clear();
      // Of the places that a rule counts the names of columns are none.
      if (rule.places > 1 && is_column_name(unit.block)) return true;
      if (!holds(rule.match, unit, &touched)) return true;
      std::sort(touched.begin(), touched.end());
      touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
      Match match;
      match.rule = &rule;
      match.unit = unit.range;
      match.reading = read(rule, unit, touched);
      match.quote = quote_of(unit, touched);
      match.names = names_of(rule, unit);
      match.limit_hours = limit_of(rule, unit);
      match.touched = touched;
      out.push_back(std::move(match));
      return out.size() - before < std::max<std::size_t>(limit, rule.places);
    });
    if (rule.unit == packs::Unit::section) keep_innermost(out, before);
    if (out.size() - before < rule.places) out.resize(before);
  }
  return out;
}

Trial DocumentScan::try_out(const Expression& expression, const UnitPlace& unit) const {
  Trial out;
  out.expression = &expression;
  out.holds = holds(expression, unit, &out.found);
  std::sort(out.found.begin(), out.found.end());
  out.found.erase(std::unique(out.found.begin(), out.found.end()), out.found.end());
  switch (expression.op) {
    case Operator::concept_:
      if (out.holds) break;
      for (const Expression& part : rules_.lexicon.concepts[expression.concept_index].expressions) {
        out.children.push_back(try_out(part, unit));
      }
      break;
    case Operator::all:
    case Operator::any:
    case Operator::at_least:
    case Operator::not_:
    case Operator::near:
    case Operator::then:
      for (const Expression& child : expression.children) out.children.push_back(try_out(child, unit));
      break;
    default:
      break;
  }
  return out;
}

std::vector<Attempt> DocumentScan::nearest(const packs::Rule& rule, std::size_t limit) const {
  const auto parts = rule.match.op == Operator::all ? std::span(rule.match.children) : std::span(&rule.match, 1);
  std::vector<Attempt> out;
  std::vector<Range> found;
  each_unit(rule, Search::every_unit, [&](const UnitPlace& unit) {
    Attempt attempt;
    found.clear();
    for (const Expression& part : parts) attempt.failing += holds(part, unit, &found) ? 0 : 1;
    if (found.empty() && attempt.failing > 0) return true;
    attempt.unit = unit.range;
    attempt.holds = attempt.failing == 0;
    const auto farther = [](const Attempt& a, const Attempt& b) { return a.failing < b.failing; };
    const auto place = std::upper_bound(out.begin(), out.end(), attempt, farther);
    if (place == out.end() && out.size() >= limit) return true;
    std::sort(found.begin(), found.end());
    attempt.quote = quote_of(unit, found);
    attempt.trial = try_out(rule.match, unit);
    out.insert(place, std::move(attempt));
    if (out.size() > limit) out.pop_back();
    return true;
  });
  return out;
}

}  // namespace crosswalk::matching
