// SPDX-License-Identifier: Apache-2.0
// The orders of points in time and of versions of which nothing is known.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "artifacts/characters.h"
#include "artifacts/vers/order.h"
#include "artifacts/word_list.h"
#include "base/text.h"

namespace crosswalk::artifacts::vers {
namespace {

struct Instant {
  /// Since 1970.
  std::int64_t seconds = 0;
  /// Digits behind the point.
  std::string_view fraction;
};

/// A number of `count` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(byte_at(text, i))) return -1;
    out = out * 10 + (text[i] - '0');
  }
  return out;
}

/// RFC 3339, 5.6: "2024-01-31T10:30:00.5+01:00"; a leap second is the first one of the next minute.
std::optional<Instant> read_instant(std::string_view text) {
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || hour > 23 || minute > 59 || second > 60)
    return std::nullopt;
  if (text[4] != '-' || text[7] != '-' || lower(text[10]) != 't' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  Instant out;
  std::size_t at = 19;
  if (byte_at(text, at) == '.') {
    const std::size_t end = behind_digits(text, at + 1);
    out.fraction = text.substr(at + 1, end - at - 1);
    if (out.fraction.empty()) return std::nullopt;
    at = end;
  }
  int offset = 0;
  const char sign = byte_at(text, at);
  if (lower(sign) == 'z') {
    ++at;
  } else if (sign == '+' || sign == '-') {
    const int hours = digits(text, at + 1, 2);
    const int minutes = digits(text, at + 4, 2);
    if (hours < 0 || minutes < 0 || hours > 23 || minutes > 59 || text[at + 3] != ':') return std::nullopt;
    offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    at += 6;
  } else {
    return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  out.seconds = static_cast<std::int64_t>(days) * 86400 + hour * 3600 + minute * 60 + second - offset;
  return out;
}

constexpr WordList kBefore(std::to_array<std::string_view>({"alpha", "beta", "rc", "pre", "preview", "prerelease", "dev",
                                                            "snapshot", "milestone", "nightly", "a", "b", "cr", "m"}));
constexpr WordList kBehind(std::to_array<std::string_view>({"post", "patch", "pl", "p", "hotfix", "hf", "sp", "update", "u",
                                                            "errata", "fix"}));

/// Where a part stands against the end of the other version, which is 0.
enum class Rank : std::uint8_t { before, zero, behind, number, letters };

struct GenericPart {
  Rank rank = Rank::zero;
  std::string_view text;
};

std::vector<GenericPart> read_generic(std::string_view text) {
  std::vector<GenericPart> out;
  if (text.size() > 1 && text.front() == 'v' && is_digit(text[1])) text.remove_prefix(1);
  bool behind_number = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (is_digit(text[i])) {
      end = behind_digits(text, i);
      const std::string_view number = text.substr(i, end - i);
      out.push_back({compare_numbers(number, "0") == 0 ? Rank::zero : Rank::number, number});
      behind_number = true;
    } else if (is_letter(text[i])) {
      while (end < text.size() && is_letter(text[end])) ++end;
      const std::string_view word = text.substr(i, end - i);
      Rank rank = Rank::before;
      // "1.0.2k", but "1.0b2" and "1.0-x": a letter at the end is an addition, other words announce what comes.
      if (kBehind.has(word)) {
        rank = Rank::behind;
      } else if (!kBefore.has(word) || end == text.size()) {
        const bool known = kBefore.has(word) && word.size() > 1;
        rank = behind_number && !known && word.size() <= 2 ? Rank::letters : Rank::before;
      }
      out.push_back({rank, word});
      behind_number = false;
    } else {
      behind_number = false;
    }
    i = end;
  }
  return out;
}

}  // namespace

Order compare_datetime(std::string_view a, std::string_view b) {
  const auto first = read_instant(a);
  const auto second = read_instant(b);
  if (!first || !second) {
    if (first.has_value() != second.has_value()) return first ? Order::greater : Order::less;
    return compare_bytes(a, b);
  }
  if (first->seconds != second->seconds) return first->seconds <=> second->seconds;
  const auto cut = [](std::string_view text) {
    const std::size_t last = text.find_last_not_of('0');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  return compare_bytes(cut(first->fraction), cut(second->fraction));
}

bool is_datetime(std::string_view text) { return read_instant(text).has_value(); }

Order compare_generic(std::string_view a, std::string_view b) {
  const std::string first_text = base::to_lower(a);
  const std::string second_text = base::to_lower(b);
  const auto first = read_generic(first_text);
  const auto second = read_generic(second_text);
  for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
    const GenericPart x = i < first.size() ? first[i] : GenericPart{};
    const GenericPart y = i < second.size() ? second[i] : GenericPart{};
    if (x.rank != y.rank) return x.rank <=> y.rank;
    const Order order = x.rank == Rank::number ? compare_numbers(x.text, y.text)
                        : x.rank == Rank::zero ? Order::equivalent
                                               : compare_bytes(x.text, y.text);
    if (order != 0) return order;
  }
  return Order::equivalent;
}

}  // namespace crosswalk::artifacts::vers
