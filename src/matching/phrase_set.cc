// SPDX-License-Identifier: Apache-2.0
#include "matching/phrase_set.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <utility>

#include "matching/block64.h"

namespace crosswalk::matching {
namespace {

/// By the length of a word: which bytes of its first eight count, and of the eight behind them. Of the last eight of longer words
/// the first does not: no shorter word has a zero there and none behind it.
constexpr auto byte_masks = [] {
  std::array<std::array<std::uint64_t, 2>, 18> out{};
  for (std::size_t length = 1; length < out.size(); ++length) {
    out[length][0] = length >= 8 ? ~0ULL : (1ULL << (length * 8)) - 1;
    out[length][1] = length > 16 ? ~0xFFULL : length == 16 ? ~0ULL : length > 8 ? (1ULL << ((length - 8) * 8)) - 1 : 0;
  }
  return out;
}();

std::uint64_t eight_bytes(const char* from) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, 8);
  return out;
}

}  // namespace

Vocabulary::Vocabulary() : keys_{{0, ~0ULL}}, slots_(std::size_t{1} << (64 - shift_)) {}

inline Vocabulary::Key Vocabulary::key_of(const char* sixteen_bytes, std::size_t length) {
  const auto [first, second] = byte_masks[std::min(length, key_bytes + 1)];
  const std::uint64_t last = length > key_bytes ? eight_bytes(sixteen_bytes + length - 8) : eight_bytes(sixteen_bytes + 8);
  return {eight_bytes(sixteen_bytes) & first, last & second};
}

inline std::size_t Vocabulary::slot_of(const Key& key) const {
  const std::uint64_t hash = (key.first ^ (key.last * 0xC2B2AE3D27D4EB4FULL)) * 0x9E3779B97F4A7C15ULL;
  return hash >> shift_;
}

inline std::uint32_t Vocabulary::find(const char* sixteen_bytes, std::size_t length) const {
  const Key key = key_of(sixteen_bytes, length);
  std::size_t at = slot_of(key);
  // Nearly always the first place decides, and then there is nothing to branch on: number 0 has the key of no word.
  const std::uint32_t first = slots_[at];
  const bool is_first = keys_[first] == key;
  if (length <= key_bytes && (is_first || first == 0)) return is_first ? first : 0;
  for (;; at = (at + 1) & (slots_.size() - 1)) {
    const std::uint32_t number = slots_[at];
    if (number == 0) return 0;
    if (keys_[number] != key) continue;
    const std::string_view known = long_word(number);
    if (length <= key_bytes ? known.empty() : known == std::string_view(sixteen_bytes, length)) return number;
  }
}

std::uint32_t Vocabulary::find_at_end(std::string_view word) const {
  if (word.size() >= key_bytes) return find(word.data(), word.size());
  char padded[key_bytes] = {};
  std::memcpy(padded, word.data(), word.size());
  return find(padded, word.size());
}

std::string_view Vocabulary::long_word(std::uint32_t number) const {
  const auto found = long_words_.find(number);
  return found == long_words_.end() ? std::string_view{} : std::string_view(found->second);
}

std::string Vocabulary::text_of(std::uint32_t number) const {
  if (const std::string_view text = long_word(number); !text.empty()) return std::string(text);
  char bytes[key_bytes];
  std::memcpy(bytes, &keys_[number].first, 8);
  std::memcpy(bytes + 8, &keys_[number].last, 8);
  const char* const end = std::find(bytes + 1, bytes + key_bytes, '\0');
  return {bytes, static_cast<std::size_t>(end - bytes)};
}

void Vocabulary::insert(std::uint32_t number) {
  std::size_t at = slot_of(keys_[number]);
  while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = number;
}

std::uint32_t Vocabulary::add(std::string_view word) {
  if (const std::uint32_t known = find_at_end(word)) return known;
  const auto number = static_cast<std::uint32_t>(keys_.size());
  char padded[key_bytes] = {};
  std::memcpy(padded, word.data(), std::min(word.size(), key_bytes));
  keys_.push_back(key_of(word.size() > key_bytes ? word.data() : padded, word.size()));
  if (word.size() > key_bytes) long_words_.emplace(number, word);
  // At least three of four are empty: texts ask above all for words that are not here.
  if (keys_.size() * 4 > slots_.size()) {
    --shift_;
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 1; i < number; ++i) insert(i);
  }
  insert(number);
  return number;
}

void Vocabulary::tokenize(std::string_view text, std::vector<Token>& out) const {
  out.clear();
  // Of the byte before the block at hand: whether it is of a word, a token of its own, white space.
  std::uint64_t word_goes_on = 0;
  std::uint64_t mark_ends = 0;
  std::uint64_t space_before = 0;
  std::size_t ended = 0;
  for (std::size_t base = 0; base < text.size(); base += Block64::size) {
    char end_of_text[Block64::size];
    const char* from = text.data() + base;
    if (text.size() - base < Block64::size) {
      std::memset(end_of_text, ' ', Block64::size);
      std::memcpy(end_of_text, from, text.size() - base);
      from = end_of_text;
    }
    const Block64 block(from);
    const std::uint64_t words = (block.between('a', 'z') | block.between('0', '9') | block.beyond_ascii()).bits();
    const std::uint64_t spaces = block.equal(' ').bits();
    const std::uint64_t marks = ~(words | spaces);
    const std::uint64_t behind_word = words << 1 | word_goes_on;
    const std::uint64_t behind_space = spaces << 1 | space_before;
    const std::uint64_t begins = (words & ~behind_word) | marks;
    const std::uint64_t ends = (behind_word & ~words) | marks << 1 | mark_ends;
    const auto offset = static_cast<std::uint32_t>(base);
    std::size_t begun = out.size();
    out.resize(begun + static_cast<std::size_t>(std::popcount(begins)));
    each_set_bit(begins, [&](std::uint32_t bit) {
      out[begun++] = {offset + bit, 0, static_cast<std::uint32_t>(behind_space >> bit & 1)};
    });
    each_set_bit(ends, [&](std::uint32_t bit) { out[ended++].end = offset + bit; });
    word_goes_on = words >> 63;
    mark_ends = marks >> 63;
    space_before = spaces >> 63;
  }
  if (ended < out.size()) out.back().end = static_cast<std::uint32_t>(text.size());
  const std::size_t last_with_room = std::max(text.size(), key_bytes) - key_bytes;
  std::size_t i = 0;
  for (; i < out.size() && out[i].begin < last_with_room; ++i) {
    out[i].word += find(text.data() + out[i].begin, out[i].end - out[i].begin) * 2;
  }
  for (; i < out.size(); ++i) out[i].word += find_at_end(text.substr(out[i].begin, out[i].end - out[i].begin)) * 2;
}

void Vocabulary::write(base::ArchiveWriter& to) const {
  std::vector<std::string> words;
  words.reserve(size());
  for (std::uint32_t number = 1; number <= size(); ++number) words.push_back(text_of(number));
  to.list(words, [](base::ArchiveWriter& archive, std::string& word) { archive.field(word); });
}

Vocabulary Vocabulary::read(base::ArchiveReader& from) {
  Vocabulary out;
  std::vector<std::string> words;
  from.list(words, [&](base::ArchiveReader& archive, std::string& word) {
    archive.field(word);
    const std::size_t before = out.size();
    if (!word.empty()) out.add(word);
    archive.ok = archive.ok && out.size() == before + 1;
  });
  return out;
}

/// From sorted phrases to states, the last words first: states from which the same can follow are one.
class PhraseSet::Builder {
 public:
  Builder(PhraseSet& set, const Phrases& phrases) : set_(set), phrases_(phrases) {}

  /// The state in which phrases [first, last), alike in their first `depth` words, go on.
  std::uint32_t state(std::size_t first, std::size_t last, std::size_t depth) {
    std::vector<std::uint32_t> says;
    while (first < last && phrases_.phrases_[first].count == depth) says.push_back(phrases_.phrases_[first++].says);
    std::sort(says.begin(), says.end());
    says.erase(std::unique(says.begin(), says.end()), says.end());
    std::vector<Edge> edges;
    each_word(first, last, depth, [&](std::uint32_t word, std::size_t begin, std::size_t end) {
      edges.push_back({none, word, state(begin, end, depth + 1), none});
    });
    std::vector<std::uint32_t> key = says;
    key.push_back(none);
    for (const Edge& edge : edges) key.insert(key.end(), {edge.word, edge.next});
    const auto [known, added] = known_.emplace(std::move(key), static_cast<std::uint32_t>(states_.size()));
    if (!added) return known->second;
    State made{none, static_cast<std::uint32_t>(edges_.size()), static_cast<std::uint32_t>(edges.size())};
    if (!says.empty()) {
      const auto [saying, is_new] = sayings_.emplace(says, static_cast<std::uint32_t>(set_.sayings_.size()));
      if (is_new) set_.sayings_.push_back(std::move(says));
      made.saying = saying->second;
    }
    for (Edge& edge : edges) {
      edge.state = known->second;
      edge.saying = states_[edge.next].saying;
      if (states_[edge.next].edge_count == 0) edge.next = none;
      edges_.push_back(edge);
    }
    states_.push_back(made);
    return known->second;
  }

  /// Calls each(word, begin, end) for every run of phrases with the same word at `depth`.
  template <class Each>
  void each_word(std::size_t first, std::size_t last, std::size_t depth, const Each& each) const {
    while (first < last) {
      const std::uint32_t word = word_at(first, depth);
      std::size_t end = first + 1;
      while (end < last && word_at(end, depth) == word) ++end;
      each(word, first, end);
      first = end;
    }
  }

  /// Makes the state behind a first word, which has a copy of the edges of one that may be shared. Returns what it says.
  std::uint32_t add_first(std::uint32_t number, std::size_t first, std::size_t last) {
    const State shared = states_[state(first, last, 1)];
    for (std::uint32_t i = 0; i < shared.edge_count; ++i) {
      Edge edge = edges_[shared.edges + i];
      edge.state = number | first_mark;
      edges_.push_back(edge);
    }
    return shared.saying;
  }

  /// All edges made.
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

 private:
  struct State {
    std::uint32_t saying = none;
    std::uint32_t edges = 0;
    std::uint32_t edge_count = 0;
  };
  [[nodiscard]] std::uint32_t word_at(std::size_t phrase, std::size_t depth) const {
    return phrases_.words_[phrases_.phrases_[phrase].first + depth];
  }

  PhraseSet& set_;
  const Phrases& phrases_;
  std::vector<State> states_;
  std::vector<Edge> edges_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> known_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> sayings_;
};

PhraseSet::PhraseSet(Phrases phrases) {
  auto& all = phrases.phrases_;
  std::erase_if(all, [](const Phrases::Phrase& phrase) { return phrase.count == 0; });
  std::sort(all.begin(), all.end(), [&](const Phrases::Phrase& a, const Phrases::Phrase& b) {
    const auto left = phrases.words_of(a);
    const auto right = phrases.words_of(b);
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
  });
  Builder builder(*this, phrases);
  builder.each_word(0, all.size(), 0, [&](std::uint32_t word, std::size_t begin, std::size_t end) {
    const std::uint32_t number = word / 2;
    if (first_.size() <= number) first_.resize(number + 1, none);
    first_[number] = builder.add_first(number, begin, end);
  });
  begin_edges(builder.edges().size());
  for (const Edge& edge : builder.edges()) place(edge);
}

void PhraseSet::begin_edges(std::size_t count) { edges_.assign(count + count / 2 + 2, {}); }

void PhraseSet::write(base::ArchiveWriter& to) const {
  // In the order in which they stand in memory, so that they come to stand there one after the other. Marks of names and states
  // are their highest bits, and none is the highest number: turned round by one bit most of them are small.
  auto count = static_cast<std::uint32_t>(std::ranges::count_if(edges_, [](const Edge& edge) { return edge.state != none; }));
  to.field(count);
  for (const Edge& edge : edges_) {
    if (edge.state == none) continue;
    to.packed(std::rotl(edge.state, 1));
    to.packed(edge.word);
    to.packed(edge.next + 1);
    to.packed(std::rotl(edge.saying, 1) + 1);
  }
}

void PhraseSet::name_sayings(std::span<const std::uint32_t> names) {
  const auto name = [&](std::uint32_t& saying) {
    if (saying != none) saying = names[saying];
  };
  for (std::uint32_t& saying : first_) name(saying);
  for (Edge& edge : edges_) name(edge.saying);
}

}  // namespace crosswalk::matching
