// SPDX-License-Identifier: Apache-2.0
#include "matching/scanner.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "matching/automaton.h"

namespace crosswalk::matching {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
/// What may begin with a token besides what it says alone.
constexpr std::uint8_t phrase_begins = 1;
constexpr std::uint8_t pattern_begins = 2;

/// What words say. Concepts that have patterns stand apart: which of their occurrences count depends on those before.
struct Saying {
  /// The set of all others, or none.
  std::uint32_t set = none;
  /// Where their numbers stand in State::patterned.
  std::uint32_t patterned = 0;
  std::uint32_t patterned_count = 0;
};

/// What a word may begin.
struct Opening {
  /// What it says alone: a set of concepts, or none.
  std::uint32_t set = none;
  /// Index in State::onsets.
  std::uint16_t onset = 0;
  /// Whether it alone says concepts that have patterns.
  bool patterned = false;
};

}  // namespace

struct Scanner::State {
  Vocabulary vocabulary;
  PhraseSet phrases;
  Automaton patterns;
  ConceptSets sets;
  /// By number of the saying in `phrases`.
  std::vector<Saying> sayings;
  std::vector<std::uint32_t> patterned;
  /// By number of the word.
  std::vector<Opening> openings;
  std::vector<Automaton::Onset> onsets;
  /// The set of each concept that has patterns, alone.
  std::vector<std::uint32_t> patterned_sets;
  /// By kind of artifact the set of concepts that it says, or none.
  std::array<std::uint32_t, artifacts::kind_count> artifact_sets;
  /// For what links lead to; null where no concept is said by links.
  std::unique_ptr<const Scanner> links;
  /// By concept the set of it alone, for those that links say.
  std::map<std::uint32_t, std::uint32_t> link_sets;

  void find_openings();
  void find_what_begins_more(std::string_view text, std::span<const Token> tokens, std::vector<std::uint8_t>& out) const;
};

struct Scanner::Scratch::State {
  Automaton::Cache cache;
  std::vector<Token> tokens;
  /// For each token whether more may begin with it than what it says alone: a bit for phrases, another for patterns.
  std::vector<std::uint8_t> begins_more;
  std::vector<Occurrence> found;
  /// For each concept that has patterns one more than the place of its last occurrence in `found`.
  std::vector<std::uint32_t> last;
  /// For the scanner of links, where there is one.
  std::unique_ptr<Scratch> links;
};

Scanner::Scratch::Scratch(const Scanner& scanner)
    : state_(std::make_unique<State>(State{Automaton::Cache(scanner.state_->patterns), {}, {}, {}, {}, nullptr})) {
  if (scanner.state_->links != nullptr) state_->links = std::make_unique<Scratch>(*scanner.state_->links);
}
Scanner::Scratch::~Scratch() = default;
Scanner::Scratch::Scratch(Scratch&&) noexcept = default;
Scanner::Scratch& Scanner::Scratch::operator=(Scratch&&) noexcept = default;

Scanner::Scanner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

namespace {

/// Numbers the concepts that have patterns, and parts them from the others in what phrases say.
class Sayings {
 public:
  Sayings(const std::vector<Atom>& atoms, std::uint32_t concepts) : numbers_(concepts, none), sets_(concepts) {
    for (const Atom& atom : atoms) {
      if (!atom.is_pattern || numbers_[atom.concept_index] != none) continue;
      numbers_[atom.concept_index] = static_cast<std::uint32_t>(patterned_sets_.size());
      patterned_sets_.push_back(sets_.add({atom.concept_index}));
    }
  }
  [[nodiscard]] std::uint32_t number(std::uint32_t item) const { return numbers_[item]; }
  Saying saying_of(const std::vector<std::uint32_t>& concepts) {
    Saying out{none, static_cast<std::uint32_t>(patterned_.size()), 0};
    std::vector<std::uint32_t> others;
    for (const std::uint32_t item : concepts) {
      if (numbers_[item] == none) {
        others.push_back(item);
      } else {
        patterned_.push_back(numbers_[item]);
        ++out.patterned_count;
      }
    }
    if (!others.empty()) out.set = sets_.add(std::move(others));
    return out;
  }
  /// The set of concepts that a kind of artifact says, or none.
  std::uint32_t set_of(const std::vector<Atom>& atoms, artifacts::Kind kind) {
    std::vector<std::uint32_t> says;
    for (const Atom& atom : atoms) {
      if (atom.artifact == kind) says.push_back(atom.concept_index);
    }
    std::sort(says.begin(), says.end());
    says.erase(std::unique(says.begin(), says.end()), says.end());
    return says.empty() ? none : sets_.add(std::move(says));
  }
  std::uint32_t set_of(std::uint32_t item) { return sets_.add({item}); }
  ConceptSets take_sets() { return std::move(sets_); }
  std::vector<std::uint32_t> take_patterned() { return std::move(patterned_); }
  std::vector<std::uint32_t> take_patterned_sets() { return std::move(patterned_sets_); }

 private:
  std::vector<std::uint32_t> numbers_;
  ConceptSets sets_;
  std::vector<std::uint32_t> patterned_;
  std::vector<std::uint32_t> patterned_sets_;
};

}  // namespace

base::Result<Scanner> Scanner::create(const std::vector<Atom>& all_atoms, packs::Diagnostics& diagnostics) {
  std::uint32_t concepts = 0;
  std::vector<Atom> atoms;
  std::vector<Atom> of_links;
  for (const Atom& atom : all_atoms) {
    concepts = std::max(concepts, atom.concept_index + 1);
    (atom.is_link ? of_links : atoms).push_back(atom);
    if (atom.is_link) of_links.back().is_link = false;
  }
  Sayings sayings(atoms, concepts);
  Vocabulary vocabulary;
  PhraseSet::Phrases phrases;
  std::vector<Automaton::Entry> patterns;
  std::vector<Token> tokens;
  for (const Atom& atom : atoms) {
    if (atom.artifact) continue;
    if (atom.is_pattern) {
      auto pattern = parse_pattern(atom.text);
      if (pattern) {
        patterns.push_back({std::move(*pattern), sayings.number(atom.concept_index)});
      } else {
        diagnostics.error(atom.file, atom.line, 1, "pattern '" + atom.text + "': " + pattern.error().detail,
                          "docs/pack-language.md says what patterns are made of");
      }
      continue;
    }
    vocabulary.tokenize(atom.text, tokens);
    phrases.begin(atom.concept_index);
    for (const Token& token : tokens) {
      const std::string_view word = std::string_view(atom.text).substr(token.begin, token.end - token.begin);
      phrases.add_word((token.word < 2 ? vocabulary.add(word) * 2 : token.word & ~1U) + token.word % 2);
    }
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "patterns", {}};
  auto state = std::make_unique<State>(
      State{std::move(vocabulary), PhraseSet(std::move(phrases)), Automaton(patterns), {}, {}, {}, {}, {}, {}, {}, nullptr, {}});
  for (const auto& says : state->phrases.sayings()) state->sayings.push_back(sayings.saying_of(says));
  for (std::size_t i = 0; i < artifacts::kind_count; ++i) {
    state->artifact_sets[i] = sayings.set_of(atoms, static_cast<artifacts::Kind>(i));
  }
  for (const Atom& atom : of_links) {
    if (!state->link_sets.contains(atom.concept_index)) {
      state->link_sets.emplace(atom.concept_index, sayings.set_of(atom.concept_index));
    }
  }
  if (!of_links.empty()) {
    CW_ASSIGN_OR_RETURN(Scanner links, create(of_links, diagnostics));
    state->links = std::make_unique<const Scanner>(std::move(links));
  }
  state->sets = sayings.take_sets();
  state->patterned = sayings.take_patterned();
  state->patterned_sets = sayings.take_patterned_sets();
  state->find_openings();
  return Scanner(std::move(state));
}

/// Most words have one of a few onsets: what may follow any word. Those that are too many count as the first, which may be
/// followed by anything.
void Scanner::State::find_openings() {
  Automaton::Cache cache(patterns);
  onsets.push_back({~0ULL, ~0ULL});
  std::map<Automaton::Onset, std::uint16_t> known{{onsets.front(), 0}};
  openings.resize(vocabulary.size() + 1);
  for (std::uint32_t number = 1; number < openings.size(); ++number) {
    Opening& opening = openings[number];
    const std::uint32_t index = phrases.saying_of(number);
    if (index != PhraseSet::none) opening = {sayings[index].set, 0, sayings[index].patterned_count > 0};
    const Automaton::Onset onset = patterns.onset_of(vocabulary.text_of(number), cache);
    const auto [place, added] = known.emplace(onset, static_cast<std::uint16_t>(onsets.size()));
    if (added && onsets.size() > 0xFFFF) {
      known.erase(place);
      continue;
    }
    if (added) onsets.push_back(onset);
    opening.onset = place->second;
  }
}

const ConceptSets& Scanner::sets() const { return state_->sets; }

/// Looks at all tokens without a branch, so that the processor need not guess which of them matter. Behind `tokens` stands one
/// more.
void Scanner::State::find_what_begins_more(std::string_view text, std::span<const Token> tokens,
                                           std::vector<std::uint8_t>& out) const {
  out.resize(tokens.size());
  const auto byte_at = [&](std::size_t at) { return at < text.size() ? text[at] : '\n'; };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const Opening& opening = openings[token.word / 2];
    const bool spaced = byte_at(token.end) == ' ';
    const Automaton::Onset& onset = onsets[opening.onset];
    const std::uint64_t classes = spaced ? onset.spaced : onset.close;
    const std::uint64_t pattern = classes >> patterns.class_of(byte_at(token.end + (spaced ? 1 : 0))) & 1;
    const auto begins_pattern = static_cast<std::uint64_t>(patterns.may_begin(text[token.begin])) & pattern;
    const bool begins_phrase = phrases.may_begin(token.word / 2, tokens.data()[i + 1].word) | opening.patterned;
    out[i] = static_cast<std::uint8_t>(begins_pattern * pattern_begins | begins_phrase * phrase_begins);
  }
}

artifacts::Kinds Scanner::kinds() const {
  artifacts::Kinds out;
  for (std::size_t i = 0; i < artifacts::kind_count; ++i) {
    if (state_->artifact_sets[i] != none) out.add(static_cast<artifacts::Kind>(i));
  }
  return out;
}

std::uint32_t Scanner::set_of(artifacts::Kind kind) const { return state_->artifact_sets[static_cast<std::size_t>(kind)]; }

bool Scanner::reads_links() const { return state_->links != nullptr; }

void Scanner::scan_link(std::string_view target, Range words, Scratch& scratch, std::vector<Occurrence>& out) const {
  if (state_->links == nullptr) return;
  const Scanner& links = *state_->links;
  Scratch& own = *scratch.state_->links;
  links.find(target, own);
  const std::size_t before = out.size();
  for (const Occurrence& occurrence : own.state_->found) {
    for (const std::uint32_t item : links.sets().concepts_of(occurrence.set)) {
      const std::uint32_t set = state_->link_sets.find(item)->second;
      const auto same = [&](const Occurrence& one) { return one.set == set; };
      if (std::none_of(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), same)) out.push_back({words, set});
    }
  }
}

Occurrences Scanner::scan(std::string_view text, std::span<const Range> sentences, Scratch& scratch,
                          std::span<const Occurrence> others) const {
  find(text, scratch);
  const std::vector<Occurrence>& found = scratch.state_->found;
  std::vector<Occurrence> all;
  all.reserve(found.size() + others.size());
  std::merge(found.begin(), found.end(), others.begin(), others.end(), std::back_inserter(all),
             [](const Occurrence& a, const Occurrence& b) { return a.range.begin < b.range.begin; });
  return Occurrences(state_->sets, std::move(all), sentences);
}

std::vector<std::uint64_t> Scanner::concepts_in(std::string_view text, Scratch& scratch, artifacts::Kinds artifacts) const {
  find(text, scratch);
  std::vector<std::uint64_t> out((state_->sets.concepts() + 63) / 64);
  const auto add = [&](std::uint32_t set) {
    for (const std::uint32_t item : state_->sets.concepts_of(set)) out[item / 64] |= 1ULL << (item % 64);
  };
  for (const Occurrence& occurrence : scratch.state_->found) add(occurrence.set);
  for (std::size_t i = 0; i < artifacts::kind_count; ++i) {
    if (artifacts.has(static_cast<artifacts::Kind>(i)) && state_->artifact_sets[i] != none) add(state_->artifact_sets[i]);
  }
  return out;
}

void Scanner::find(std::string_view text, Scratch& scratch) const {
  Scratch::State& own = *scratch.state_;
  const State& all = *state_;
  all.vocabulary.tokenize(text, own.tokens);
  const std::size_t count = own.tokens.size();
  own.tokens.push_back({0, 0, none});
  all.find_what_begins_more(text, std::span(own.tokens).first(count), own.begins_more);
  own.last.assign(all.patterned_sets.size(), 0);
  std::vector<Occurrence>& found = own.found;
  found.clear();
  const auto add_patterned = [&](std::uint32_t number, Range range) {
    const std::uint32_t last = own.last[number];
    if (last > 0 && found[last - 1].range.begin == range.begin) {
      found[last - 1].range.end = range.end;
    } else {
      found.push_back({range, all.patterned_sets[number]});
      own.last[number] = static_cast<std::uint32_t>(found.size());
    }
  };
  for (std::size_t i = 0; i < count; ++i) {
    const Token& token = own.tokens[i];
    const std::uint8_t more = own.begins_more[i];
    if ((more & phrase_begins) == 0) {
      const std::uint32_t set = all.openings[token.word / 2].set;
      if (set != none) found.push_back({{token.begin, token.end}, set});
    } else {
      all.phrases.scan(&token, [&](std::uint32_t index, const Token& last) {
        const Saying& saying = all.sayings[index];
        if (saying.set != none) found.push_back({{token.begin, last.end}, saying.set});
        for (std::uint32_t k = 0; k < saying.patterned_count; ++k) {
          add_patterned(all.patterned[saying.patterned + k], {token.begin, last.end});
        }
      });
    }
    if ((more & pattern_begins) == 0) continue;
    all.patterns.scan(text, token, own.cache, [&](std::span<const std::uint32_t> says, std::size_t end) {
      const Range range{token.begin, static_cast<std::uint32_t>(end)};
      for (const std::uint32_t number : says) {
        const std::uint32_t last = own.last[number];
        if (last == 0 || found[last - 1].range.end < range.end) add_patterned(number, range);
      }
    });
  }
}

}  // namespace crosswalk::matching
