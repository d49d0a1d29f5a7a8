// SPDX-License-Identifier: Apache-2.0
#include "matching/scanner.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include "matching/ask_for.h"
#include "matching/automaton.h"
#include "matching/beginning.h"

namespace crosswalk::matching {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
/// What words say is the number of a set of concepts, or with this mark an index in State::sayings.
constexpr std::uint32_t mixed_mark = 0x80000000;

/// Words that say concepts which have patterns, too. Those stand apart: which of their occurrences count depends on those before.
struct Saying {
  /// The set of all others, or none.
  std::uint32_t set = none;
  /// Where the numbers of those that have patterns stand in State::patterned.
  std::uint32_t patterned = 0;
  std::uint32_t patterned_count = 0;
};

/// What a word may begin.
struct Opening {
  /// What it says alone, or none.
  std::uint32_t says = none;
  /// Index in State::onsets.
  std::uint16_t onset = 0;
  /// Whether it alone says concepts that have patterns.
  bool mixed = false;
};

/// A token with which more may begin than what it says alone.
struct Special {
  std::uint32_t token = 0;
  bool begins_phrase = false;
  bool begins_pattern = false;
};

/// What is found, in order of place. Its memory is used again.
class Findings {
 public:
  void clear() { count_ = 0; }
  /// Makes room for so many more.
  void reserve(std::size_t more) {
    if (count_ + more > all_.size()) all_.resize(std::max(count_ + more, all_.size() * 2));
  }
  /// Adds what each of the tokens says, or none. Without a branch: nobody could guess which words say something.
  template <class Says>
  void add_all(std::span<const Token> tokens, const Says& says_of) {
    reserve(tokens.size());
    Occurrence* to = all_.data() + count_;
    for (const Token& token : tokens) {
      const std::uint32_t says = says_of(token);
      *to = {{token.begin, token.end}, says};
      to += says != none ? 1 : 0;
    }
    count_ = static_cast<std::size_t>(to - all_.data());
  }
  void add(Occurrence one) {
    reserve(1);
    all_[count_++] = one;
  }
  Occurrence& operator[](std::size_t at) { return all_[at]; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::span<const Occurrence> all() const { return std::span(all_).first(count_); }

 private:
  std::vector<Occurrence> all_;
  std::size_t count_ = 0;
};

}  // namespace

struct Scanner::State {
  Vocabulary vocabulary;
  PhraseSet phrases;
  Automaton patterns;
  ConceptSets sets;
  /// What says concepts that have patterns, among others.
  std::vector<Saying> sayings;
  std::vector<std::uint32_t> patterned;
  /// By number of the word.
  std::vector<Opening> openings;
  /// For words that are not in the vocabulary, by the number of their beginning: an index in `onsets`.
  std::array<std::uint16_t, Beginning::count> beginnings{};
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
  /// Leaves in `out` those of the tokens [first, end) with which more may begin than what they say alone. Behind the tokens of a
  /// text stands one more.
  void find_special(std::string_view text, const std::vector<Token>& tokens, std::size_t first, std::size_t end,
                    std::vector<Special>& out) const;
};

struct Scanner::Scratch::State {
  Automaton::Cache cache;
  std::vector<Token> tokens;
  std::vector<Special> special;
  Findings found;
  /// For each concept that has patterns one more than the place of its last occurrence in `found`.
  std::vector<std::uint32_t> last;
  /// For the scanner of links, where there is one.
  std::unique_ptr<Scratch> links;
  /// The same with what was found otherwise.
  std::vector<Occurrence> merged;
  Occurrences::Workspace workspace;
};

Scanner::Scratch::Scratch(const Scanner& scanner)
    : state_(std::make_unique<State>(State{Automaton::Cache(scanner.state_->patterns), {}, {}, {}, {}, nullptr, {}, {}})) {
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
  /// The number of what says these concepts, with its mark.
  std::uint32_t says(const std::vector<std::uint32_t>& concepts) {
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
    if (out.patterned_count == 0) return out.set;
    mixed_.push_back(out);
    return static_cast<std::uint32_t>(mixed_.size() - 1) | mixed_mark;
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
  std::vector<Saying> take_mixed() { return std::move(mixed_); }
  std::vector<std::uint32_t> take_patterned() { return std::move(patterned_); }
  std::vector<std::uint32_t> take_patterned_sets() { return std::move(patterned_sets_); }

 private:
  std::vector<std::uint32_t> numbers_;
  ConceptSets sets_;
  std::vector<Saying> mixed_;
  std::vector<std::uint32_t> patterned_;
  std::vector<std::uint32_t> patterned_sets_;
};

/// The words of a vocabulary again, those first that have the highest counts, and their new numbers: what is known of common
/// words lies together in memory.
std::pair<Vocabulary, std::vector<std::uint32_t>> by_count(const Vocabulary& from, std::vector<std::uint32_t> counts) {
  counts.resize(from.size() + 1);
  std::vector<std::uint32_t> order(from.size());
  std::iota(order.begin(), order.end(), 1);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
  std::pair<Vocabulary, std::vector<std::uint32_t>> out{{}, std::vector<std::uint32_t>(from.size() + 1)};
  for (const std::uint32_t number : order) out.second[number] = out.first.add(from.text_of(number));
  return out;
}

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
  Vocabulary unordered;
  std::vector<std::uint32_t> counts;
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
    unordered.tokenize(atom.text, tokens);
    phrases.begin(atom.concept_index);
    for (const Token& token : tokens) {
      const std::string_view word = std::string_view(atom.text).substr(token.begin, token.end - token.begin);
      const std::uint32_t number = token.word < 2 ? unordered.add(word) : token.word / 2;
      phrases.add_word(number * 2 + token.word % 2);
      if (counts.size() <= number) counts.resize(number + 1);
      ++counts[number];
    }
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "patterns", {}};
  auto [vocabulary, numbers] = by_count(unordered, std::move(counts));
  phrases.renumber(numbers);
  auto state = std::make_unique<State>(State{
      std::move(vocabulary), PhraseSet(std::move(phrases)), Automaton(patterns), {}, {}, {}, {}, {}, {}, {}, {}, nullptr, {}});
  std::vector<std::uint32_t> names;
  for (const auto& concepts_said : state->phrases.sayings()) names.push_back(sayings.says(concepts_said));
  state->phrases.name_sayings(names);
  state->sayings = sayings.take_mixed();
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
  const auto number_of = [&](const Automaton::Onset& onset) -> std::uint16_t {
    if (const auto place = known.find(onset); place != known.end()) return place->second;
    if (onsets.size() > 0xFFFF) return 0;
    onsets.push_back(onset);
    return known[onset] = static_cast<std::uint16_t>(onsets.size() - 1);
  };
  openings.resize(vocabulary.size() + 1);
  for (std::uint32_t number = 1; number < openings.size(); ++number) {
    const std::uint32_t says = phrases.saying_of(number);
    const bool mixed = says != none && (says & mixed_mark) != 0;
    openings[number] = {says, number_of(patterns.onset_of(vocabulary.text_of(number), cache)), mixed};
  }
  std::vector<std::string> two_bytes;
  std::vector<std::size_t> places;
  for (std::size_t number = 0; number < beginnings.size(); ++number) {
    std::string bytes = Beginning::bytes(number);
    if (bytes.size() == 1) beginnings[number] = number_of(patterns.onset_of(bytes, cache));
    if (bytes.size() != 2) continue;
    two_bytes.push_back(std::move(bytes));
    places.push_back(number);
  }
  const std::vector<Automaton::Onset> of_two = patterns.onsets_of_beginnings(two_bytes, cache);
  for (std::size_t i = 0; i < places.size(); ++i) beginnings[places[i]] = number_of(of_two[i]);
}

void Scanner::write(base::ArchiveWriter& to) const {
  const State& s = *state_;
  s.sets.write(to);
  to.numbers(s.patterned);
  to.numbers(s.patterned_sets);
  std::vector<std::uint32_t> sayings;
  for (const Saying& saying : s.sayings) {
    sayings.insert(sayings.end(), {saying.set, saying.patterned, saying.patterned_count});
  }
  to.numbers(sayings);
  s.vocabulary.write(to);
  s.phrases.write(to);
  s.patterns.write(to);
  std::vector<std::uint32_t> says;
  std::vector<std::uint16_t> onset_of;
  for (const Opening& opening : s.openings) {
    says.push_back(opening.says);
    onset_of.push_back(opening.onset);
  }
  to.numbers(says);
  to.numbers(onset_of);
  to.numbers(std::vector<std::uint16_t>(s.beginnings.begin(), s.beginnings.end()));
  std::vector<std::uint64_t> onsets;
  for (const Automaton::Onset& onset : s.onsets) onsets.insert(onsets.end(), {onset.close, onset.spaced});
  to.numbers(onsets);
  to.numbers(std::vector<std::uint32_t>(s.artifact_sets.begin(), s.artifact_sets.end()));
  std::vector<std::uint32_t> link_sets;
  for (const auto& [item, set] : s.link_sets) link_sets.insert(link_sets.end(), {item, set});
  to.numbers(link_sets);
  auto has_links = static_cast<std::uint8_t>(s.links != nullptr);
  to.field(has_links);
  if (s.links != nullptr) s.links->write(to);
}

std::unique_ptr<const Scanner> Scanner::read(base::ArchiveReader& from, std::uint32_t concepts) {
  return read(from, concepts, Links::allowed);
}

std::unique_ptr<const Scanner> Scanner::read(base::ArchiveReader& from, std::uint32_t concepts, Links links) {
  const auto all = [&](const auto& items, const auto& sound) {
    from.ok = from.ok && std::all_of(items.begin(), items.end(), sound);
  };
  ConceptSets sets = ConceptSets::read(from, concepts);
  const auto is_set = [&](std::uint32_t set) { return set < sets.size(); };
  const auto is_set_or_none = [&](std::uint32_t set) { return set == none || is_set(set); };
  std::vector<std::uint32_t> patterned;
  from.numbers(patterned);
  std::vector<std::uint32_t> patterned_sets;
  from.numbers(patterned_sets);
  all(patterned, [&](std::uint32_t number) { return number < patterned_sets.size(); });
  all(patterned_sets, is_set);
  std::vector<std::uint32_t> numbers;
  from.numbers(numbers);
  std::vector<Saying> sayings;
  for (std::size_t i = 0; i + 3 <= numbers.size(); i += 3) sayings.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
  all(sayings, [&](const Saying& saying) {
    return is_set_or_none(saying.set) && saying.patterned <= patterned.size() &&
           saying.patterned_count <= patterned.size() - saying.patterned;
  });
  const auto is_mixed = [](std::uint32_t says) { return says != none && (says & mixed_mark) != 0; };
  const auto is_said = [&](std::uint32_t says) { return is_mixed(says) ? (says & ~mixed_mark) < sayings.size() : is_set(says); };
  Vocabulary vocabulary = Vocabulary::read(from);
  PhraseSet phrases = PhraseSet::read(from, is_said);
  Automaton patterns = Automaton::read(from, static_cast<std::uint32_t>(patterned_sets.size()));

  std::vector<std::uint32_t> says;
  from.numbers(says);
  all(says, [&](std::uint32_t one) { return one == none || is_said(one); });
  std::vector<std::uint16_t> onset_of;
  from.numbers(onset_of);
  std::vector<std::uint16_t> beginnings;
  from.numbers(beginnings);
  std::vector<std::uint64_t> bits;
  from.numbers(bits);
  const auto is_onset = [&](std::uint16_t onset) { return onset < bits.size() / 2; };
  all(onset_of, is_onset);
  all(beginnings, is_onset);
  std::vector<std::uint32_t> artifact_sets;
  from.numbers(artifact_sets);
  all(artifact_sets, is_set_or_none);
  std::vector<std::uint32_t> link_sets;
  from.numbers(link_sets);
  std::uint8_t has_links = 0;
  from.field(has_links);
  from.ok = from.ok && says.size() == vocabulary.size() + 1 && onset_of.size() == says.size() && bits.size() % 2 == 0 &&
            beginnings.size() == Beginning::count && artifact_sets.size() == artifacts::kind_count && numbers.size() % 3 == 0 &&
            link_sets.size() % 2 == 0 && (has_links == 0 || links == Links::allowed);
  std::unique_ptr<const Scanner> of_links;
  if (from.ok && has_links != 0) of_links = read(from, concepts, Links::none);
  if (!from.ok) return nullptr;

  auto state = std::make_unique<State>(State{std::move(vocabulary),
                                             std::move(phrases),
                                             std::move(patterns),
                                             std::move(sets),
                                             std::move(sayings),
                                             std::move(patterned),
                                             {},
                                             {},
                                             {},
                                             std::move(patterned_sets),
                                             {},
                                             std::move(of_links),
                                             {}});
  for (std::size_t i = 0; i < says.size(); ++i) state->openings.push_back({says[i], onset_of[i], is_mixed(says[i])});
  std::copy(beginnings.begin(), beginnings.end(), state->beginnings.begin());
  for (std::size_t i = 0; i < bits.size(); i += 2) state->onsets.push_back({bits[i], bits[i + 1]});
  std::copy(artifact_sets.begin(), artifact_sets.end(), state->artifact_sets.begin());
  for (std::size_t i = 0; i < link_sets.size(); i += 2) {
    from.ok = from.ok && link_sets[i + 1] < state->sets.size();
    state->link_sets.emplace(link_sets[i], link_sets[i + 1]);
  }
  // What a link says is looked up there.
  if (state->links != nullptr) {
    const ConceptSets& said = state->links->sets();
    for (std::uint32_t set = 0; set < said.size(); ++set) {
      for (const std::uint32_t item : said.concepts_of(set)) from.ok = from.ok && state->link_sets.contains(item);
    }
  }
  if (!from.ok) return nullptr;
  return std::unique_ptr<const Scanner>(new Scanner(std::move(state)));
}

const ConceptSets& Scanner::sets() const { return state_->sets; }

/// Looks at all tokens without a branch, so that the processor need not guess which of them matter.
void Scanner::State::find_special(std::string_view text, const std::vector<Token>& tokens, std::size_t first, std::size_t end,
                                  std::vector<Special>& out) const {
  out.resize(end - first);
  std::size_t count = 0;
  const auto look_at = [&](std::size_t i, const auto& byte_at) {
    const Token& token = tokens[i];
    const std::uint32_t number = token.word / 2;
    const Opening& opening = openings[number];
    const std::uint16_t of_beginning = beginnings[Beginning::number(text.data() + token.begin, token.end - token.begin)];
    const Automaton::Onset& onset = onsets[number > 0 ? opening.onset : of_beginning];
    const bool spaced = byte_at(token.end) == ' ';
    const std::uint64_t bytes = spaced ? onset.spaced : onset.close;
    const bool begins_pattern = (bytes >> patterns.bit_of(byte_at(token.end + (spaced ? 1U : 0U))) & 1) != 0;
    const bool begins_phrase = phrases.may_begin(number, tokens[i + 1].word);
    const bool is_special = begins_phrase | begins_pattern | opening.mixed;
    out[count] = {static_cast<std::uint32_t>(i), begins_phrase, begins_pattern};
    count += is_special ? 1 : 0;
  };
  // Behind the last token the text may end; behind any other, and the space after it, stands the next.
  const std::size_t last = tokens.size() - 2;
  for (std::size_t i = first; i < std::min(end, last); ++i) look_at(i, [&](std::size_t at) { return text[at]; });
  if (end > last) look_at(last, [&](std::size_t at) { return at < text.size() ? text[at] : '\n'; });
  out.resize(count);
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
  for (const Occurrence& occurrence : own.state_->found.all()) {
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
  Scratch::State& own = *scratch.state_;
  const std::span<const Occurrence> found = own.found.all();
  if (others.empty()) return Occurrences(state_->sets, found, sentences, own.workspace);
  own.merged.clear();
  std::merge(found.begin(), found.end(), others.begin(), others.end(), std::back_inserter(own.merged),
             [](const Occurrence& a, const Occurrence& b) { return a.range.begin < b.range.begin; });
  return Occurrences(state_->sets, own.merged, sentences, own.workspace);
}

std::vector<std::uint64_t> Scanner::concepts_in(std::string_view text, Scratch& scratch, artifacts::Kinds artifacts) const {
  find(text, scratch);
  std::vector<std::uint64_t> out((state_->sets.concepts() + 63) / 64);
  const auto add = [&](std::uint32_t set) {
    for (const std::uint32_t item : state_->sets.concepts_of(set)) out[item / 64] |= 1ULL << (item % 64);
  };
  for (const Occurrence& occurrence : scratch.state_->found.all()) add(occurrence.set);
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
  own.last.assign(all.patterned_sets.size(), 0);
  Findings& found = own.found;
  found.clear();
  const auto add_patterned = [&](std::uint32_t number, Range range) {
    const std::uint32_t last = own.last[number];
    if (last > 0 && found[last - 1].range.begin == range.begin) {
      found[last - 1].range.end = range.end;
    } else {
      found.add({range, all.patterned_sets[number]});
      own.last[number] = static_cast<std::uint32_t>(found.size());
    }
  };
  const auto add = [&](std::uint32_t says, Range range) {
    if ((says & mixed_mark) == 0) return found.add({range, says});
    const Saying& saying = all.sayings[says & ~mixed_mark];
    if (saying.set != none) found.add({range, saying.set});
    for (std::uint32_t k = 0; k < saying.patterned_count; ++k) add_patterned(all.patterned[saying.patterned + k], range);
  };
  // Adds what the tokens from the last one on say, each alone, up to `end`.
  std::size_t next = 0;
  const auto add_plain = [&](std::size_t end) {
    if (next >= end) return;
    found.add_all(std::span(own.tokens).subspan(next, end - next),
                  [&](const Token& token) { return all.openings[token.word / 2].says; });
    next = end;
  };
  const auto add_special = [&](const Special& special) {
    const Token& token = own.tokens[special.token];
    const Opening& opening = all.openings[token.word / 2];
    add_plain(special.token + (opening.mixed ? 0 : 1));
    next = special.token + 1;
    if (opening.mixed) add(opening.says, {token.begin, token.end});
    if (special.begins_phrase) {
      all.phrases.scan(&token, [&](std::uint32_t says, const Token& last) { add(says, {token.begin, last.end}); });
    }
    if (!special.begins_pattern) return;
    all.patterns.scan(text, token, own.cache, [&](std::span<const std::uint32_t> says, std::size_t end) {
      const Range range{token.begin, static_cast<std::uint32_t>(end)};
      for (const std::uint32_t number : says) {
        const std::uint32_t last = own.last[number];
        if (last == 0 || found[last - 1].range.end < range.end) add_patterned(number, range);
      }
    });
  };
  // Some hundred words at a time, so that what is asked for is still at hand when it is needed.
  constexpr std::size_t step = 512;
  for (std::size_t first = 0; first < count; first += step) {
    const std::size_t end = std::min(count, first + step);
    all.find_special(text, own.tokens, first, end, own.special);
    for (const Special& special : own.special) {
      const Token& token = own.tokens[special.token];
      if (special.begins_phrase) ask_for(all.phrases.near(token.word / 2, own.tokens[special.token + 1].word));
    }
    for (const Special& special : own.special) add_special(special);
    add_plain(end);
  }
}

}  // namespace crosswalk::matching
