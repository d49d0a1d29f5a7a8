// SPDX-License-Identifier: Apache-2.0
#include "matching/scanner.h"

#include <algorithm>
#include <utility>

#include "matching/automaton.h"

namespace crosswalk::matching {

struct Scanner::State {
  Vocabulary vocabulary;
  PhraseSet phrases;
  Automaton patterns;
  /// One more than the highest id of a concept.
  std::uint32_t concepts = 0;
};

struct Scanner::Scratch::State {
  Automaton::Cache cache;
  std::vector<Token> tokens;
  std::vector<Hit> found;
  /// For each concept one more than the place of its last hit in `found`.
  std::vector<std::uint32_t> last;
  std::vector<std::uint32_t> next;
};

Scanner::Scratch::Scratch(const Scanner& scanner)
    : state_(std::make_unique<State>(State{Automaton::Cache(scanner.state_->patterns), {}, {}, {}, {}})) {}
Scanner::Scratch::~Scratch() = default;
Scanner::Scratch::Scratch(Scratch&&) noexcept = default;
Scanner::Scratch& Scanner::Scratch::operator=(Scratch&&) noexcept = default;

Scanner::Scanner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

base::Result<Scanner> Scanner::create(const std::vector<Atom>& atoms, packs::Diagnostics& diagnostics) {
  std::uint32_t concepts = 0;
  Vocabulary vocabulary;
  PhraseSet::Phrases phrases;
  std::vector<Automaton::Entry> patterns;
  std::vector<Token> tokens;
  for (const Atom& atom : atoms) {
    concepts = std::max(concepts, atom.concept_index + 1);
    if (atom.is_pattern) {
      auto pattern = parse_pattern(atom.text);
      if (pattern) {
        patterns.push_back({std::move(*pattern), atom.concept_index});
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
  return Scanner(
      std::make_unique<State>(State{std::move(vocabulary), PhraseSet(std::move(phrases)), Automaton(patterns), concepts}));
}

std::vector<Hit> Scanner::scan(std::string_view text, std::span<const Range> sentences, Scratch& scratch) const {
  Scratch::State& own = *scratch.state_;
  std::vector<Hit>& found = own.found;
  found.clear();
  own.last.assign(state_->concepts, 0);
  own.next.assign(state_->concepts + 1, 0);
  state_->vocabulary.tokenize(text, own.tokens);
  std::uint32_t sentence = 0;
  const auto add = [&](std::uint32_t item, Range range) {
    found.push_back({item, range, sentence});
    own.last[item] = static_cast<std::uint32_t>(found.size());
    ++own.next[item + 1];
  };
  for (std::size_t i = 0; i < own.tokens.size(); ++i) {
    const Token& token = own.tokens[i];
    while (sentence + 1 < sentences.size() && sentences[sentence + 1].begin <= token.begin) ++sentence;
    state_->phrases.scan(std::span(own.tokens).subspan(i), [&](std::span<const std::uint32_t> says, std::size_t count) {
      const Range range{token.begin, own.tokens[i + count - 1].end};
      for (const std::uint32_t item : says) {
        const std::uint32_t last = own.last[item];
        if (last > 0 && found[last - 1].range.begin == range.begin) {
          found[last - 1].range.end = range.end;
        } else {
          add(item, range);
        }
      }
    });
    state_->patterns.scan(text, token, own.cache, [&](std::span<const std::uint32_t> says, std::size_t end) {
      const Range range{token.begin, static_cast<std::uint32_t>(end)};
      for (const std::uint32_t item : says) {
        const std::uint32_t last = own.last[item];
        if (last > 0 && found[last - 1].range.end >= range.end) continue;
        if (last > 0 && found[last - 1].range.begin == range.begin) {
          found[last - 1].range.end = range.end;
        } else {
          add(item, range);
        }
      }
    });
  }
  // By concept, keeping the order of places.
  for (std::uint32_t i = 0; i < state_->concepts; ++i) own.next[i + 1] += own.next[i];
  std::vector<Hit> hits(found.size());
  for (const Hit& hit : found) hits[own.next[hit.concept_index]++] = hit;
  return hits;
}

}  // namespace crosswalk::matching
