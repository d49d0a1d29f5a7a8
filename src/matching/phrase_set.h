// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/archive.h"

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
  [[nodiscard]] std::size_t size() const { return keys_.size() - 1; }
  /// The word with this number.
  [[nodiscard]] std::string text_of(std::uint32_t number) const;
  /// Cuts normalised text into tokens.
  void tokenize(std::string_view text, std::vector<Token>& out) const;

  /// Writes all words, and reads what was written; `ok` of the reader is false where it was not.
  void write(base::ArchiveWriter& to) const;
  static Vocabulary read(base::ArchiveReader& from);

 private:
  /// What tells words apart at once: the first eight bytes, and the eight behind them or, of words that are longer, the last
  /// eight.
  struct Key {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool operator==(const Key&) const = default;
  };
  static constexpr std::size_t key_bytes = 16;
  /// For the word at the beginning of at least sixteen bytes.
  static Key key_of(const char* sixteen_bytes, std::size_t length);
  [[nodiscard]] std::size_t slot_of(const Key& key) const;
  /// The number of the word at the beginning of at least sixteen bytes, or 0.
  [[nodiscard]] std::uint32_t find(const char* sixteen_bytes, std::size_t length) const;
  /// The same for a word behind which nothing may be read.
  [[nodiscard]] std::uint32_t find_at_end(std::string_view word) const;
  /// The text of a word that is longer than its key; empty for others.
  [[nodiscard]] std::string_view long_word(std::uint32_t number) const;
  void insert(std::uint32_t number);

  std::vector<Key> keys_;
  std::unordered_map<std::uint32_t, std::string> long_words_;
  /// Numbers of words, 0 for nobody's; open addressing, the size is a power of two. Small, because every word of a text is asked
  /// for.
  int shift_ = 54;
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
    /// Gives every word the number that `numbers` has for its own.
    void renumber(std::span<const std::uint32_t> numbers) {
      for (std::uint32_t& word : words_) word = numbers[word / 2] * 2 + word % 2;
    }

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

  /// What phrases say, each in ascending order and once.
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& sayings() const { return sayings_; }
  /// What saying_of() and scan() report: an index of sayings() until it is given another name, one for each.
  void name_sayings(std::span<const std::uint32_t> names);

  /// Writes what scan() needs. What was read so has no sayings(), and does not know what a word alone says.
  void write(base::ArchiveWriter& to) const;
  /// Reads what was written; `ok` of the reader is false where it was not, or where a name is not sound(name).
  template <class Sound>
  static PhraseSet read(base::ArchiveReader& from, const Sound& sound) {
    PhraseSet out;
    std::uint32_t count = 0;
    from.field(count);
    // Each takes at least four bytes.
    from.ok = from.ok && count <= from.left() / 4;
    if (!from.ok) return out;
    out.begin_edges(count);
    for (std::uint32_t i = 0; i < count && from.ok; ++i) {
      const std::uint32_t state = from.packed();
      const std::uint32_t word = from.packed();
      const std::uint32_t next = from.packed() - 1;
      const Edge edge{std::rotr(state, 1), word, next, std::rotr(from.packed() - 1, 1)};
      // The word behind the last of a text is none, and has to be of no phrase.
      from.ok = from.ok && edge.state != none && edge.word != none && (edge.saying == none || sound(edge.saying));
      out.place(edge);
    }
    return out;
  }

  static constexpr std::uint32_t none = 0xFFFFFFFF;
  /// What a word alone says, by its number in the vocabulary: a saying or none.
  [[nodiscard]] std::uint32_t saying_of(std::uint32_t number) const { return number < first_.size() ? first_[number] : none; }
  /// Whether any phrase may go on with `word` (Token::word) behind the one with `number` as its first. Mostly right about yes.
  [[nodiscard]] bool may_begin(std::uint32_t number, std::uint32_t word) const {
    return may_follow(key_of(number | first_mark, word));
  }

  /// Where the memory is that scan() of a first word and the next looks at first.
  [[nodiscard]] const void* near(std::uint32_t number, std::uint32_t word) const {
    return &edges_[place_of(key_of(number | first_mark, word))];
  }

  /// Calls found(saying, last) for every phrase of several words that begins with `token`, `last` being its last token. Behind
  /// the tokens of a text stands one that is of no phrase.
  template <class Found>
  void scan(const Token* token, const Found& found) const {
    std::uint32_t state = token->word / 2 | first_mark;
    while (true) {
      const std::uint64_t key = key_of(state, (++token)->word);
      if (!may_follow(key)) return;
      const Edge* const edge = find(state, token->word, key);
      if (edge == nullptr) return;
      if (edge->saying != none) found(edge->saying, *token);
      if (edge->next == none) return;
      state = edge->next;
    }
  }

 private:
  /// First words are states of their own, with this mark.
  static constexpr std::uint32_t first_mark = 0x80000000;
  /// From a state with a word to the next, which is none where no word follows, and what is said by then. All of it stands
  /// together: each look at memory that is far away costs more than all the rest.
  struct Edge {
    std::uint32_t state = none;
    std::uint32_t word = none;
    std::uint32_t next = none;
    std::uint32_t saying = none;
  };
  class Builder;

  /// A number that is different for most states and words.
  static std::uint64_t key_of(std::uint32_t state, std::uint32_t word) {
    return (static_cast<std::uint64_t>(state) << 32 | word) * 0x9E3779B97F4A7C15ULL;
  }
  /// Two bits of a number of 64, by their places.
  static std::size_t filter_word(std::uint64_t key) { return key >> (64 - filter_bits); }
  static std::uint64_t filter_mask(std::uint64_t key) { return 1ULL << (key >> 40 & 63) | 1ULL << (key >> 34 & 63); }
  [[nodiscard]] bool may_follow(std::uint64_t key) const { return (~filter_[filter_word(key)] & filter_mask(key)) == 0; }
  /// Where an edge is looked for first, and where next.
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const { return (key >> 32) * edges_.size() >> 32; }
  [[nodiscard]] std::size_t behind(std::size_t at) const { return at + 1 < edges_.size() ? at + 1 : 0; }
  /// The edge, or null.
  [[nodiscard]] const Edge* find(std::uint32_t state, std::uint32_t word, std::uint64_t key) const {
    for (std::size_t at = place_of(key);; at = behind(at)) {
      const Edge& edge = edges_[at];
      if (edge.state == state && edge.word == word) return &edge;
      if (edge.state == none) return nullptr;
    }
  }
  /// Makes room for so many edges.
  void begin_edges(std::size_t count);
  /// Puts an edge where find() looks for it.
  void place(const Edge& edge) {
    const std::uint64_t key = key_of(edge.state, edge.word);
    filter_[filter_word(key)] |= filter_mask(key);
    std::size_t at = place_of(key);
    while (edges_[at].state != none) at = behind(at);
    edges_[at] = edge;
  }

  /// Two bits for each state and word that follows: most words of a text leave a phrase at once.
  static constexpr int filter_bits = 14;
  std::vector<std::uint64_t> filter_ = std::vector<std::uint64_t>(std::size_t{1} << filter_bits);
  /// By the hashes of their states and words: open addressing, a third of the places is empty.
  std::vector<Edge> edges_ = std::vector<Edge>(2);
  /// What a first word says alone, by the number of its text; a space before it does not matter.
  std::vector<std::uint32_t> first_;
  std::vector<std::vector<std::uint32_t>> sayings_;
};

}  // namespace crosswalk::matching
