// SPDX-License-Identifier: Apache-2.0
#include "matching/automaton.h"

#include <map>
#include <utility>

namespace crosswalk::matching {
namespace {

/// FNV-1a over the numbers of the positions.
std::uint64_t hash_of(std::span<const std::uint32_t> numbers) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const std::uint32_t number : numbers) hash = (hash ^ number) * 0x100000001B3ULL;
  return hash;
}

/// The bytes that texts are mostly made of, the most common first.
constexpr std::string_view common_bytes = "etaoinsrhldcumfpgwybvkxjqz \n.,-0123456789:()/\"'_;[]";

}  // namespace

Automaton::Automaton(const std::vector<Entry>& entries) {
  std::map<ByteSet, std::uint32_t> known;
  for (const Entry& entry : entries) {
    const auto base = static_cast<std::uint32_t>(positions_.size());
    for (const Pattern::Position& from : entry.pattern.positions) {
      Position& to = positions_.emplace_back();
      const auto [set, added] = known.emplace(from.bytes, static_cast<std::uint32_t>(sets_.size()));
      if (added) sets_.push_back(from.bytes);
      to.set = set->second;
      to.follow = static_cast<std::uint32_t>(follow_.size());
      to.follow_count = static_cast<std::uint32_t>(from.follow.size());
      for (const std::uint32_t next : from.follow) follow_.push_back(base + next);
      if (from.ends) to.ends = entry.says;
      if (from.ends_at_line_end) to.ends_at_line_end = entry.says;
    }
    for (const std::uint32_t first : entry.pattern.first) first_.push_back(base + first);
  }
  find_classes();
}

void Automaton::write(base::ArchiveWriter& to) const {
  std::vector<std::uint32_t> numbers;
  for (const Position& position : positions_) {
    numbers.insert(numbers.end(), {position.follow_count, position.set, position.ends, position.ends_at_line_end});
  }
  to.numbers(numbers);
  to.numbers(follow_);
  to.numbers(first_);
  std::vector<std::uint64_t> sets;
  for (const ByteSet& set : sets_) sets.insert(sets.end(), set.bits().begin(), set.bits().end());
  to.numbers(sets);
}

Automaton Automaton::read(base::ArchiveReader& from, std::uint32_t says) {
  Automaton out;
  std::vector<std::uint32_t> numbers;
  from.numbers(numbers);
  from.numbers(out.follow_);
  from.numbers(out.first_);
  std::vector<std::uint64_t> sets;
  from.numbers(sets);
  constexpr std::size_t words = std::tuple_size_v<ByteSet::Bits>;
  constexpr std::size_t of_position = 4;
  from.ok = from.ok && numbers.size() % of_position == 0 && sets.size() % words == 0;
  if (!from.ok) return {};
  for (std::size_t i = 0; i < sets.size(); i += words) {
    ByteSet::Bits bits{};
    std::copy_n(sets.begin() + static_cast<std::ptrdiff_t>(i), words, bits.begin());
    out.sets_.emplace_back(bits);
  }
  std::uint64_t follow = 0;
  const auto sound = [&](std::uint32_t ends) { return ends == nothing || ends < says; };
  for (std::size_t i = 0; i < numbers.size(); i += of_position) {
    const Position position{static_cast<std::uint32_t>(follow), numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]};
    follow += position.follow_count;
    from.ok = from.ok && follow <= out.follow_.size() && position.set < out.sets_.size() && sound(position.ends) &&
              sound(position.ends_at_line_end);
    out.positions_.push_back(position);
  }
  const auto known = [&](std::uint32_t position) { return position < out.positions_.size(); };
  from.ok = from.ok && std::all_of(out.follow_.begin(), out.follow_.end(), known) &&
            std::all_of(out.first_.begin(), out.first_.end(), known);
  if (!from.ok) return {};
  out.find_classes();
  return out;
}

/// Classes are numbered in the order of how common their bytes are in texts: common ones lie together in memory, and rare ones
/// share the last bit.
void Automaton::find_classes() {
  std::map<std::vector<bool>, std::uint8_t> known;
  const auto add = [&](unsigned char byte) {
    std::vector<bool> in(sets_.size());
    for (std::size_t i = 0; i < sets_.size(); ++i) in[i] = sets_[i].contains(byte);
    class_of_[byte] = known.emplace(std::move(in), static_cast<std::uint8_t>(known.size())).first->second;
    constexpr std::uint8_t last_bit = 63;
    bit_of_[byte] = std::min(class_of_[byte], last_bit);
  };
  for (const char byte : common_bytes) add(static_cast<unsigned char>(byte));
  for (std::size_t byte = 0; byte < 256; ++byte) add(static_cast<unsigned char>(byte));
  classes_ = known.size();
  set_bits_.resize(sets_.size());
  set_has_word_byte_.resize(sets_.size());
  for (std::size_t i = 0; i < sets_.size(); ++i) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      if (!sets_[i].contains(static_cast<unsigned char>(byte))) continue;
      set_bits_[i] |= 1ULL << bit_of_[byte];
      if (is_word_byte(static_cast<char>(byte))) set_has_word_byte_[i] = true;
    }
  }
}

Automaton::Behind Automaton::walk_word(std::string_view text, const Token& token, Cache& cache) const {
  const std::uint32_t number = token.word / 2;
  Cache::BehindWord behind;
  if (number > 0 && number < cache.behind_word_.size()) behind = cache.behind_word_[number];
  if (behind.close == unknown) {
    std::uint16_t state = root;
    for (std::uint32_t at = token.begin; at < token.end && state != dead; ++at) state = step(cache, state, text[at]);
    behind.close = state;
    if (number >= cache.behind_word_.size()) cache.behind_word_.resize(number + 1);
  }
  const bool spaced = goes_on_behind_space(text, token, behind.close);
  if (spaced && behind.spaced == unknown) behind.spaced = behind.close == dead ? dead : step(cache, behind.close, ' ');
  // The cache may have been begun anew on the way.
  if (number > 0 && number < cache.behind_word_.size()) cache.behind_word_[number] = behind;
  return {token.end + (spaced ? std::size_t{1} : 0), spaced ? behind.spaced : behind.close};
}

Automaton::Cache::Cache(const Automaton& automaton) : automaton_(&automaton) { clear(); }

void Automaton::Cache::clear() {
  next_.assign(2 * automaton_->classes_, unknown);
  // The dead state is never left; the root is not shared with any other state.
  std::fill_n(next_.begin(), automaton_->classes_, dead);
  states_.assign(2, {});
  positions_.clear();
  says_.clear();
  behind_word_.clear();
  known_.clear();
}

Automaton::Onset Automaton::onset_of(std::string_view word, Cache& cache) const {
  const std::string text = std::string(word) + ' ';
  const Token token{0, static_cast<std::uint32_t>(word.size()), 0};
  const Behind close = walk_word(word, token, cache);
  const Onset onset{cache.states_[number_of(close.state)].bytes, ~0ULL};
  // Where a match may end with the word, whatever follows has to be looked at.
  if ((close.state & reports_mark) != 0) return onset;
  return {onset.close, cache.states_[number_of(walk_word(text, token, cache).state)].bytes};
}

std::vector<Automaton::Onset> Automaton::onsets_of_beginnings(std::span<const std::string> beginnings, Cache& cache) const {
  // Many beginnings come to the same positions.
  std::map<std::vector<std::uint32_t>, Onset> known;
  std::vector<Onset> out;
  for (const std::string& bytes : beginnings) {
    std::uint16_t state = root;
    for (const char byte : bytes) state = state == dead ? dead : step(cache, state, byte);
    const Cache::State& from = cache.states_[number_of(state)];
    const auto positions = std::span(cache.positions_).subspan(from.positions, from.position_count);
    const auto [place, added] = known.try_emplace({positions.begin(), positions.end()});
    if (added) place->second = onset_behind(place->first);
    out.push_back(place->second);
  }
  return out;
}

Automaton::Onset Automaton::onset_behind(std::vector<std::uint32_t> positions) const {
  // All positions in which such a word can end.
  std::vector<bool> seen(positions_.size());
  for (const std::uint32_t position : positions) seen[position] = true;
  std::vector<std::uint32_t> behind_space;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    for (const std::uint32_t next : follow_of(positions[i])) {
      const std::uint32_t set = positions_[next].set;
      if (sets_[set].contains(' ')) behind_space.push_back(next);
      if (seen[next] || !set_has_word_byte_[set]) continue;
      seen[next] = true;
      positions.push_back(next);
    }
  }
  const std::uint64_t close = bytes_behind(positions);
  return {close, close == ~0ULL ? close : bytes_behind(behind_space)};
}

std::uint64_t Automaton::bytes_behind(std::span<const std::uint32_t> positions) const {
  std::uint64_t out = 0;
  for (const std::uint32_t position : positions) {
    if (positions_[position].ends != nothing || positions_[position].ends_at_line_end != nothing) return ~0ULL;
    for (const std::uint32_t next : follow_of(position)) out |= set_bits_[positions_[next].set];
  }
  return out;
}

std::uint16_t Automaton::make(Cache& cache, std::uint32_t state, char byte) const {
  const auto column = class_of_[static_cast<unsigned char>(byte)];
  std::vector<std::uint32_t>& set = cache.scratch_;
  set.clear();
  // Where many positions are at hand most of them lead to the same.
  cache.taken_.resize(positions_.size());
  if (++cache.turn_ == 0) {
    std::fill(cache.taken_.begin(), cache.taken_.end(), 0);
    cache.turn_ = 1;
  }
  const auto take = [&](std::uint32_t position) {
    if (cache.taken_[position] == cache.turn_) return;
    cache.taken_[position] = cache.turn_;
    if (sets_[positions_[position].set].contains(static_cast<unsigned char>(byte))) set.push_back(position);
  };
  if (state == root) {
    for (const std::uint32_t position : first_) take(position);
  } else {
    const Cache::State& from = cache.states_[state];
    for (std::uint32_t i = 0; i < from.position_count; ++i) {
      for (const std::uint32_t next : follow_of(cache.positions_[from.positions + i])) take(next);
    }
  }
  if (set.empty()) return cache.next_[state * classes_ + column] = dead;
  std::sort(set.begin(), set.end());

  const std::uint64_t hash = hash_of(set);
  for (auto [one, end] = cache.known_.equal_range(hash); one != end; ++one) {
    const Cache::State& other = cache.states_[number_of(one->second)];
    if (other.position_count == set.size() && std::equal(set.begin(), set.end(), cache.positions_.begin() + other.positions)) {
      return cache.next_[state * classes_ + column] = one->second;
    }
  }

  const bool full = cache.states_.size() >= most_states;
  if (full) cache.clear();
  auto number = static_cast<std::uint16_t>(cache.states_.size());
  Cache::State made;
  made.positions = static_cast<std::uint32_t>(cache.positions_.size());
  made.position_count = static_cast<std::uint32_t>(set.size());
  cache.positions_.insert(cache.positions_.end(), set.begin(), set.end());
  const auto collect = [&](std::uint32_t Position::*ends, std::uint32_t& begin, std::uint32_t& count) {
    begin = static_cast<std::uint32_t>(cache.says_.size());
    for (const std::uint32_t position : set) {
      const std::uint32_t what = positions_[position].*ends;
      if (what != nothing) cache.says_.push_back(what);
    }
    std::sort(cache.says_.begin() + begin, cache.says_.end());
    cache.says_.erase(std::unique(cache.says_.begin() + begin, cache.says_.end()), cache.says_.end());
    count = static_cast<std::uint32_t>(cache.says_.size()) - begin;
  };
  collect(&Position::ends, made.says, made.says_count);
  collect(&Position::ends_at_line_end, made.line_end_says, made.line_end_says_count);
  const bool reports = made.says_count + made.line_end_says_count > 0;
  made.bytes = bytes_behind(set);
  cache.states_.push_back(made);
  cache.next_.resize(cache.next_.size() + classes_, unknown);
  if (reports) number |= reports_mark;
  cache.known_.emplace(hash, number);
  // A cache that was begun anew does not know the state that the walk came from.
  if (!full) cache.next_[state * classes_ + column] = number;
  return number;
}

}  // namespace crosswalk::matching
