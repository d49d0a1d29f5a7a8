// SPDX-License-Identifier: Apache-2.0
// The orders of Alpine and Gentoo: numbers, a letter, suffixes with numbers, a revision.
#include <algorithm>
#include <array>
#include <cstdint>

#include "artifacts/characters.h"
#include "artifacts/vers/order.h"

namespace crosswalk::artifacts::vers {
namespace {

struct Suffix {
  std::string_view name;
  /// Below 0: before the release; above: behind it.
  int rank;
};
constexpr Suffix kAlpineSuffixes[] = {{"alpha", -4}, {"beta", -3}, {"pre", -2}, {"rc", -1}, {"cvs", 1},
                                      {"svn", 2},    {"git", 3},   {"hg", 4},   {"p", 5}};
constexpr Suffix kGentooSuffixes[] = {{"alpha", -4}, {"beta", -3}, {"pre", -2}, {"rc", -1}, {"p", 1}};

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// What may stand in a version of Alpine, in this order; a version that ends is before one that goes on.
enum class Part : std::uint8_t { wrong, number, later_number, letter, suffix, suffix_number, hash, revision, end };

/// The value of a part: first by rank, then by number, then by text.
struct PartValue {
  int rank = 0;
  std::string_view number;
  std::string_view text;
};

Order compare_values(const PartValue& a, const PartValue& b) {
  if (a.rank != b.rank) return a.rank <=> b.rank;
  if (const Order order = compare_numbers(a.number, b.number); order != 0) return order;
  return compare_bytes(a.text, b.text);
}

/// Reads a version of Alpine part by part.
class AlpineReader {
 public:
  explicit AlpineReader(std::string_view text) : rest_(text) {
    if (text.empty()) next_ = Part::end;
  }

  /// What read() would read.
  [[nodiscard]] Part next() const { return next_; }

  PartValue read() {
    PartValue out;
    std::size_t length = 0;
    Part following = Part::wrong;
    switch (next_) {
      case Part::later_number:
        if (rest_.starts_with('0')) {
          // As behind a decimal point: the more zeros, the less.
          while (length < rest_.size() && rest_[length] == '0') ++length;
          out.rank = -static_cast<int>(std::min<std::size_t>(length, 1U << 20));
          if (is_digit(byte_at(rest_, length))) following = Part::number;
          break;
        }
        [[fallthrough]];
      case Part::number:
      case Part::suffix_number:
      case Part::revision:
        length = behind_digits(rest_, 0);
        out.number = rest_.substr(0, length);
        break;
      case Part::letter:
        out.rank = static_cast<unsigned char>(rest_.front());
        length = 1;
        break;
      case Part::hash:
        while (length < rest_.size() && is_hex(rest_[length])) ++length;
        out.text = rest_.substr(0, length);
        break;
      case Part::suffix: {
        const auto* found = std::find_if(std::begin(kAlpineSuffixes), std::end(kAlpineSuffixes),
                                         [&](const Suffix& suffix) { return rest_.starts_with(suffix.name); });
        if (found == std::end(kAlpineSuffixes)) {
          next_ = Part::wrong;
          out.rank = -5;
          return out;
        }
        out.rank = found->rank;
        length = found->name.size();
        next_ = Part::suffix_number;
        if (is_digit(byte_at(rest_, length))) following = Part::suffix_number;
        break;
      }
      case Part::wrong:
      case Part::end:
        return out;
    }
    rest_.remove_prefix(length);
    if (rest_.empty()) {
      next_ = Part::end;
    } else if (following != Part::wrong) {
      next_ = following;
    } else {
      find_next();
    }
    return out;
  }

 private:
  void find_next() {
    const char c = rest_.front();
    const bool behind_number = next_ == Part::number || next_ == Part::later_number;
    Part found = Part::wrong;
    std::size_t length = 1;
    if (behind_number && is_small(c)) {
      found = Part::letter;
      length = 0;
    } else if (next_ == Part::letter && is_digit(c)) {
      found = Part::number;
      length = 0;
    } else if (c == '.') {
      found = Part::later_number;
    } else if (c == '_') {
      found = Part::suffix;
    } else if (c == '~') {
      found = Part::hash;
    } else if (c == '-' && byte_at(rest_, 1) == 'r' && is_digit(byte_at(rest_, 2))) {
      found = Part::revision;
      length = 2;
    }
    const bool goes_back = found < next_ && !(found == Part::suffix && next_ == Part::suffix_number) &&
                           !(found == Part::number && next_ == Part::letter);
    next_ = goes_back ? Part::wrong : found;
    rest_.remove_prefix(std::min(length, rest_.size()));
  }

  std::string_view rest_;
  Part next_ = Part::number;
};

/// A version of Gentoo. Source: PMS 8, 3.2.
struct GentooVersion {
  bool valid = false;
  std::vector<std::string_view> numbers;
  char letter = 0;
  std::vector<std::pair<int, std::string_view>> suffixes;
  std::string_view revision;
};

GentooVersion read_gentoo(std::string_view text) {
  GentooVersion out;
  std::size_t at = 0;
  out.numbers = numbers_at(text, ".", at);
  if (out.numbers.empty()) return out;
  if (is_small(byte_at(text, at))) out.letter = text[at++];
  while (byte_at(text, at) == '_') {
    const auto* found = std::find_if(std::begin(kGentooSuffixes), std::end(kGentooSuffixes),
                                     [&](const Suffix& suffix) { return text.substr(at + 1).starts_with(suffix.name); });
    if (found == std::end(kGentooSuffixes)) return out;
    at += 1 + found->name.size();
    const std::size_t end = behind_digits(text, at);
    out.suffixes.emplace_back(found->rank, text.substr(at, end - at));
    at = end;
  }
  if (byte_at(text, at) == '-' && byte_at(text, at + 1) == 'r') {
    const std::size_t end = behind_digits(text, at + 2);
    if (end == at + 2) return out;
    out.revision = text.substr(at + 2, end - at - 2);
    at = end;
  }
  out.valid = at == text.size();
  return out;
}

/// PMS 8, Algorithm 3.3: as behind a decimal point where one of them begins with 0.
Order compare_later_numbers(std::string_view a, std::string_view b) {
  if (!a.starts_with('0') && !b.starts_with('0')) return compare_numbers(a, b);
  const auto cut = [](std::string_view text) {
    const std::size_t last = text.find_last_not_of('0');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  return compare_bytes(cut(a), cut(b));
}

}  // namespace

Order compare_apk(std::string_view a, std::string_view b) {
  // What is no version is before all that are.
  if (const bool valid = is_apk(a); valid != is_apk(b)) return valid ? Order::greater : Order::less;
  AlpineReader first(a);
  AlpineReader second(b);
  while (first.next() == second.next() && first.next() != Part::end && first.next() != Part::wrong) {
    if (const Order order = compare_values(first.read(), second.read()); order != 0) return order;
  }
  const Part x = first.next();
  const Part y = second.next();
  if (x == y) return Order::equivalent;
  // What goes on is later, unless it goes on with a suffix that stands before a release.
  if (x == Part::suffix && first.read().rank < 0) return Order::less;
  if (y == Part::suffix && second.read().rank < 0) return Order::greater;
  return y <=> x;
}

bool is_apk(std::string_view text) {
  AlpineReader reader(text);
  if (text.empty()) return false;
  while (reader.next() != Part::end && reader.next() != Part::wrong) {
    const Part part = reader.next();
    const PartValue value = reader.read();
    if (value.rank < 0 && part == Part::later_number && reader.next() == Part::number) {
      // The digits behind the zeros, if any.
      reader.read();
    } else if ((part == Part::number || part == Part::later_number) && value.rank == 0 && value.number.empty()) {
      return false;
    }
  }
  return reader.next() == Part::end;
}

Order compare_gentoo(std::string_view a, std::string_view b) {
  const GentooVersion first = read_gentoo(a);
  const GentooVersion second = read_gentoo(b);
  if (!first.valid || !second.valid) {
    // What is no version is before all that are.
    if (first.valid != second.valid) return first.valid ? Order::greater : Order::less;
    return compare_generic(a, b);
  }
  if (const Order order = compare_numbers(first.numbers.front(), second.numbers.front()); order != 0) return order;
  const std::size_t common = std::min(first.numbers.size(), second.numbers.size());
  for (std::size_t i = 1; i < common; ++i) {
    if (const Order order = compare_later_numbers(first.numbers[i], second.numbers[i]); order != 0) return order;
  }
  if (first.numbers.size() != second.numbers.size()) return first.numbers.size() <=> second.numbers.size();
  if (first.letter != second.letter) return first.letter <=> second.letter;
  for (std::size_t i = 0; i < std::max(first.suffixes.size(), second.suffixes.size()); ++i) {
    const std::pair<int, std::string_view> none{0, {}};
    const auto& x = i < first.suffixes.size() ? first.suffixes[i] : none;
    const auto& y = i < second.suffixes.size() ? second.suffixes[i] : none;
    if (x.first != y.first) return x.first <=> y.first;
    if (const Order order = compare_numbers(x.second, y.second); order != 0) return order;
  }
  return compare_numbers(first.revision, second.revision);
}

bool is_gentoo(std::string_view text) { return read_gentoo(text).valid; }

}  // namespace crosswalk::artifacts::vers
