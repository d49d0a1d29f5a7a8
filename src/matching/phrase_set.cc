// SPDX-License-Identifier: Apache-2.0
#include "matching/phrase_set.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

namespace crosswalk::matching {
namespace {

constexpr std::array<bool, 256> word_bytes = [] {
  std::array<bool, 256> out{};
  for (std::size_t byte = 0; byte < out.size(); ++byte) out[byte] = is_word_byte(static_cast<char>(byte));
  return out;
}();

bool in_word(char c) { return word_bytes[static_cast<unsigned char>(c)]; }

std::uint64_t mix(std::uint64_t value) {
  value *= 0x9E3779B97F4A7C15ULL;
  return value ^ (value >> 32);
}

/// The first eight bytes of `word`, which lies in `text`, as a number: words up to that length are told apart by it and their
/// length.
std::uint64_t first_eight(std::string_view text, std::size_t begin, std::size_t length) {
  std::uint64_t eight = 0;
  if (begin + 8 <= text.size()) {
    std::memcpy(&eight, text.data() + begin, 8);
    if (length < 8) eight &= (1ULL << (length * 8)) - 1;
  } else {
    std::memcpy(&eight, text.data() + begin, std::min<std::size_t>(length, 8));
  }
  return eight;
}

}  // namespace

Vocabulary::Vocabulary() : words_(1), slots_(1024) {}

std::uint32_t Vocabulary::find(std::string_view text, std::size_t begin, std::size_t length) const {
  const std::uint64_t key = first_eight(text, begin, length);
  for (std::size_t at = mix(key + length);; ++at) {
    const std::uint32_t number = slots_[at & (slots_.size() - 1)];
    if (number == 0) return 0;
    const Word& word = words_[number];
    if (word.key != key || word.length != length) continue;
    if (length <= 8 || std::memcmp(rest_.data() + word.rest, text.data() + begin + 8, length - 8) == 0) return number;
  }
}

void Vocabulary::insert(std::uint32_t number) {
  std::size_t at = mix(words_[number].key + words_[number].length) & (slots_.size() - 1);
  while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = number;
}

std::uint32_t Vocabulary::add(std::string_view word) {
  if (const std::uint32_t known = find(word, 0, word.size())) return known;
  const auto number = static_cast<std::uint32_t>(words_.size());
  words_.push_back(
      {first_eight(word, 0, word.size()), static_cast<std::uint32_t>(word.size()), static_cast<std::uint32_t>(rest_.size())});
  if (word.size() > 8) rest_.append(word.substr(8));
  // At least three of four are empty: texts ask above all for words that are not here.
  if (words_.size() * 4 > slots_.size()) {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 1; i < number; ++i) insert(i);
  }
  insert(number);
  return number;
}

void Vocabulary::tokenize(std::string_view text, std::vector<Token>& out) const {
  out.clear();
  std::uint32_t space = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      space = 1;
      ++at;
      continue;
    }
    const std::size_t begin = at++;
    if (in_word(text[begin])) {
      while (at < text.size() && in_word(text[at])) ++at;
    }
    out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at), find(text, begin, at - begin) * 2 + space});
    space = 0;
  }
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
      edges.push_back({word, state(begin, end, depth + 1)});
    });
    std::vector<std::uint32_t> key = says;
    key.push_back(none);
    for (const Edge& edge : edges) key.insert(key.end(), {edge.word, edge.state});
    const auto [known, added] = known_.emplace(std::move(key), static_cast<std::uint32_t>(set_.states_.size()));
    if (!added) return known->second;
    State made;
    made.edges = static_cast<std::uint32_t>(set_.edges_.size());
    made.edge_count = static_cast<std::uint32_t>(edges.size());
    made.says = static_cast<std::uint32_t>(set_.says_.size());
    made.says_count = static_cast<std::uint32_t>(says.size());
    for (const Edge& edge : edges) made.filter |= 1ULL << (edge.word % 64);
    set_.edges_.insert(set_.edges_.end(), edges.begin(), edges.end());
    set_.says_.insert(set_.says_.end(), says.begin(), says.end());
    set_.states_.push_back(made);
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

 private:
  [[nodiscard]] std::uint32_t word_at(std::size_t phrase, std::size_t depth) const {
    return phrases_.words_[phrases_.phrases_[phrase].first + depth];
  }

  PhraseSet& set_;
  const Phrases& phrases_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> known_;
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
    first_[number] = builder.state(begin, end, 1);
  });
}

}  // namespace crosswalk::matching
