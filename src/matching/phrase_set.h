// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::matching {

/// Letters, digits and all bytes of non-ASCII letters: a match neither begins nor ends within a word.
constexpr bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

/// A word, or a single byte that is neither of a word nor white space.
struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// Twice the number of its text in a vocabulary, 0 for texts that it does not have; one more where a space stands before it.
  std::uint32_t word = 0;
};

/// Words with numbers from 1.
class Vocabulary {
 public:
  Vocabulary();
  /// The number of a word; a new one for a new word.
  std::uint32_t add(std::string_view word);
  /// How many words there are.
  [[nodiscard]] std::size_t size() const { return words_.size() - 1; }
  /// Cuts normalised text into tokens.
  void tokenize(std::string_view text, std::vector<Token>& out) const;

 private:
  struct Word {
    /// Its first eight bytes; what is behind them stands in `rest_`.
    std::uint64_t key = 0;
    std::uint32_t length = 0;
    std::uint32_t rest = 0;
  };
  /// The number of the word at this place of a text, or 0.
  [[nodiscard]] std::uint32_t find(std::string_view text, std::size_t begin, std::size_t length) const;
  void insert(std::uint32_t number);

  std::vector<Word> words_;
  std::string rest_;
  /// Numbers of words, 0 for nobody's; open addressing, the size is a power of two. Small, because every word of a text is asked
  /// for.
  std::vector<std::uint32_t> slots_;
};

/// Many phrases as one graph of words. It is the smallest deterministic one: phrases share their beginnings and their ends, so
/// that the hundred thousand texts of a lexicon are some thousand states.
class PhraseSet {
 public:
  /// Phrases as numbers of their tokens (Token::word), each with what it says.
  class Phrases {
   public:
    /// Begins a phrase.
    void begin(std::uint32_t says) { phrases_.push_back({static_cast<std::uint32_t>(words_.size()), 0, says}); }
    /// Adds a word to the phrase begun last. That a space stands before its first word means nothing.
    void add_word(std::uint32_t word) { words_.push_back(phrases_.back().count++ == 0 ? word & ~1U : word); }

   private:
    friend class PhraseSet;
    struct Phrase {
      std::uint32_t first = 0;
      std::uint32_t count = 0;
      std::uint32_t says = 0;
    };
    [[nodiscard]] std::span<const std::uint32_t> words_of(const Phrase& phrase) const {
      return std::span(words_).subspan(phrase.first, phrase.count);
    }
    std::vector<Phrase> phrases_;
    std::vector<std::uint32_t> words_;
  };
  PhraseSet() = default;
  explicit PhraseSet(Phrases phrases);

  /// Calls found(says, count) for every phrase that begins with the first of `tokens`, `count` being its number of tokens.
  template <class Found>
  void scan(std::span<const Token> tokens, const Found& found) const {
    const std::uint32_t number = tokens.front().word / 2;
    std::uint32_t state = number < first_.size() ? first_[number] : none;
    for (std::size_t count = 1; state != none; ++count) {
      const State& here = states_[state];
      if (here.says_count > 0) found(std::span(says_).subspan(here.says, here.says_count), count);
      if (count == tokens.size()) return;
      state = next_of(here, tokens[count].word);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Edge {
    std::uint32_t word = 0;
    std::uint32_t state = 0;
  };
  struct State {
    /// A bit for each of its words, by their last six bits: most texts leave a phrase at once.
    std::uint64_t filter = 0;
    std::uint32_t edges = 0;
    std::uint32_t edge_count = 0;
    std::uint32_t says = 0;
    std::uint32_t says_count = 0;
  };
  class Builder;

  [[nodiscard]] std::uint32_t next_of(const State& state, std::uint32_t word) const {
    if ((state.filter >> (word % 64) & 1) == 0) return none;
    std::uint32_t low = state.edges;
    std::uint32_t high = low + state.edge_count;
    while (low < high) {
      const std::uint32_t middle = (low + high) / 2;
      if (edges_[middle].word < word) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < state.edges + state.edge_count && edges_[low].word == word ? edges_[low].state : none;
  }

  /// State behind the first token, by number of its text; a space before it does not matter.
  std::vector<std::uint32_t> first_;
  std::vector<State> states_;
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> says_;
};

}  // namespace crosswalk::matching
