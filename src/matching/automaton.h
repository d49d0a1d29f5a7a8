// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/archive.h"
#include "matching/pattern.h"
#include "matching/phrase_set.h"

namespace crosswalk::matching {

/// All patterns of a lexicon as one automaton. Every token of a text is tried as a beginning, once for all patterns, for as long
/// as any of them goes along; the deterministic states that this needs are made when a text first needs them (as in RE2 and grep)
/// and kept in a Cache. The work for a text is linear: no walk is longer than `longest_match` bytes.
class Automaton {
 public:
  static constexpr std::size_t longest_match = 400;

  /// A pattern, and what it says.
  struct Entry {
    Pattern pattern;
    std::uint32_t says = 0;
  };
  explicit Automaton(const std::vector<Entry>& entries);

  /// Writes all patterns.
  void write(base::ArchiveWriter& to) const;
  /// Reads what was written; `ok` of the reader is false where it was not, or where something that a pattern says is not below
  /// `says`.
  static Automaton read(base::ArchiveReader& from, std::uint32_t says);

  /// States made so far; one a thread.
  class Cache {
   public:
    explicit Cache(const Automaton& automaton);

   private:
    friend class Automaton;
    struct State {
      /// Where its positions, and what it says, stand in the pools.
      std::uint32_t positions = 0;
      std::uint32_t position_count = 0;
      std::uint32_t says = 0;
      std::uint32_t says_count = 0;
      std::uint32_t line_end_says = 0;
      std::uint32_t line_end_says_count = 0;
      /// For which bytes a walk may go on (Onset); all bits where a match may end right there.
      std::uint64_t bytes = 0;
    };
    void clear();

    const Automaton* automaton_;
    /// For each state and class of bytes the next state with its mark, or unknown. Short numbers: what a walk needs next has to
    /// be near.
    std::vector<std::uint16_t> next_;
    std::vector<State> states_;
    std::vector<std::uint32_t> positions_;
    std::vector<std::uint32_t> says_;
    std::unordered_multimap<std::uint64_t, std::uint16_t> known_;
    /// Where a walk stands behind a word that stands first, and behind the space that follows it.
    struct BehindWord {
      std::uint16_t close = unknown;
      std::uint16_t spaced = unknown;
    };
    /// By the number of the word in the vocabulary.
    std::vector<BehindWord> behind_word_;
    std::vector<std::uint32_t> scratch_;
    /// By position the turn in which it was last looked at.
    std::vector<std::uint32_t> taken_;
    std::uint32_t turn_ = 0;
  };

  /// Which bytes may follow where a match begins with a word: a bit for each (bit_of()), for what stands right behind the word
  /// and for what stands behind the space that follows it. Mostly right about yes, always about no.
  struct Onset {
    std::uint64_t close = 0;
    std::uint64_t spaced = 0;
    auto operator<=>(const Onset&) const = default;
  };
  /// That of a word.
  [[nodiscard]] Onset onset_of(std::string_view word, Cache& cache) const;
  /// For each of these beginnings that of all words together that begin so and may be longer.
  [[nodiscard]] std::vector<Onset> onsets_of_beginnings(std::span<const std::string> beginnings, Cache& cache) const;
  /// The number of a byte's bit in an Onset. Bytes that are rare in texts share one.
  [[nodiscard]] std::uint32_t bit_of(char byte) const { return bit_of_[static_cast<unsigned char>(byte)]; }

  /// Calls found(says, end) for every match that begins with `token` and ends between words, in order of its end. The second part
  /// of a number ("2" in "4.2") begins nothing.
  template <class Found>
  void scan(std::string_view text, const Token& token, Cache& cache, const Found& found) const {
    if (goes_on_a_number(text, token.begin)) return;
    const Behind behind = behind_word(text, token, cache);
    walk(text, token.begin, behind.at, behind.state, cache, found);
  }

 private:
  Automaton() = default;

  static constexpr std::uint16_t unknown = 0xFFFF;
  static constexpr std::uint16_t dead = 0;
  static constexpr std::uint16_t root = 1;
  /// Marks a state in which a match may end.
  static constexpr std::uint16_t reports_mark = 0x8000;
  static constexpr std::uint32_t nothing = 0xFFFFFFFF;
  /// States before the cache is begun anew: with 64 classes of bytes 4 MB. The last number with its mark would be `unknown`.
  static constexpr std::size_t most_states = reports_mark - 1;

  struct Position {
    std::uint32_t follow = 0;
    std::uint32_t follow_count = 0;
    /// Index in sets_.
    std::uint32_t set = 0;
    std::uint32_t ends = nothing;
    std::uint32_t ends_at_line_end = nothing;
  };

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool goes_on_a_number(std::string_view text, std::size_t at) {
    return at >= 2 && text[at - 1] == '.' && is_digit(text[at]) && is_digit(text[at - 2]);
  }
  struct Behind {
    std::size_t at = 0;
    std::uint16_t state = dead;
  };
  /// Where a walk that begins with `token` stands behind it, or behind the space that follows it. Within a word nothing ends.
  Behind behind_word(std::string_view text, const Token& token, Cache& cache) const {
    const std::uint32_t number = token.word / 2;
    if (number > 0 && number < cache.behind_word_.size()) {
      const Cache::BehindWord known = cache.behind_word_[number];
      const bool spaced = goes_on_behind_space(text, token, known.close);
      const std::uint16_t state = spaced ? known.spaced : known.close;
      if (state != unknown) return {token.end + (spaced ? std::size_t{1} : 0), state};
    }
    return walk_word(text, token, cache);
  }
  /// The same, for a word that is not in the cache yet or not in the vocabulary.
  Behind walk_word(std::string_view text, const Token& token, Cache& cache) const;
  static bool goes_on_behind_space(std::string_view text, const Token& token, std::uint16_t close) {
    return token.end < text.size() && text[token.end] == ' ' && (close & reports_mark) == 0;
  }

  /// Goes on from `at`, which stands behind a word that begins at `begin`, as far as it can.
  template <class Found>
  void walk(std::string_view text, std::size_t begin, std::size_t at, std::uint16_t next, Cache& cache,
            const Found& found) const {
    const std::size_t limit = std::min(text.size(), begin + longest_match);
    for (; next != dead; ++at) {
      if ((next & reports_mark) != 0) {
        const Cache::State& here = cache.states_[number_of(next)];
        const bool last = at == text.size();
        if (here.says_count > 0 && (last || !is_word_byte(text[at - 1]) || !is_word_byte(text[at]))) {
          found(std::span(cache.says_).subspan(here.says, here.says_count), at);
        }
        if (here.line_end_says_count > 0 && (last || text[at] == '\n')) {
          found(std::span(cache.says_).subspan(here.line_end_says, here.line_end_says_count), at);
        }
      }
      if (at >= limit) return;
      next = step(cache, next, text[at]);
    }
  }
  static std::uint32_t number_of(std::uint16_t marked) { return marked & ~std::uint32_t{reports_mark}; }
  std::uint16_t step(Cache& cache, std::uint16_t marked, char byte) const {
    const std::uint32_t state = number_of(marked);
    const std::uint16_t next = cache.next_[state * classes_ + class_of_[static_cast<unsigned char>(byte)]];
    return next != unknown ? next : make(cache, state, byte);
  }

  /// The state behind `state` and `byte`, with its mark. Begins the cache anew where it is full; the walk goes on with the
  /// result.
  std::uint16_t make(Cache& cache, std::uint32_t state, char byte) const;
  /// Positions that may come behind one.
  [[nodiscard]] std::span<const std::uint32_t> follow_of(std::uint32_t position) const {
    return std::span(follow_).subspan(positions_[position].follow, positions_[position].follow_count);
  }
  /// What may follow words of which these positions consume a byte, and others perhaps more.
  [[nodiscard]] Onset onset_behind(std::vector<std::uint32_t> positions) const;
  /// Bits of all bytes that may come next behind one of the positions; all of them where a match may end there.
  [[nodiscard]] std::uint64_t bytes_behind(std::span<const std::uint32_t> positions) const;
  void find_classes();

  std::vector<Position> positions_;
  std::vector<std::uint32_t> follow_;
  std::vector<std::uint32_t> first_;
  std::vector<ByteSet> sets_;
  /// Bits of the bytes that are in each set, and whether one of them is of a word.
  std::vector<std::uint64_t> set_bits_;
  std::vector<bool> set_has_word_byte_;
  /// Bytes that no pattern tells apart are one class.
  std::array<std::uint8_t, 256> class_of_{};
  std::array<std::uint8_t, 256> bit_of_{};
  std::size_t classes_ = 1;
};

}  // namespace crosswalk::matching
