// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/tracking.h"

#include <algorithm>

#include "artifacts/characters.h"
#include "base/date.h"

namespace crosswalk::artifacts::csaf {
namespace {

/// Two digits at `at` as a number up to `most`, or -1.
int two_digits(std::string_view text, std::size_t at, int most) {
  if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return -1;
  const int value = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return value <= most ? value : -1;
}

/// Days since 1970-01-01 in the Gregorian calendar, years beginning with March so that leap days come last.
std::int64_t days_of(const base::Date& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t month = (date.month + 9) % 12;
  return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + date.day - 1 - 719468;
}

/// The digits at the beginning without a zero before others, or nothing.
std::string_view take_number(std::string_view& text) {
  const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (end == 0 || (end > 1 && text[0] == '0')) return {};
  const std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  return number;
}

std::string_view next_part(std::string_view& text) {
  const std::size_t end = std::min(text.find('.'), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool is_number(std::string_view part) { return !part.empty() && std::all_of(part.begin(), part.end(), is_digit); }

/// Whether these are identifiers with dots between them.
bool are_identifiers(std::string_view text, bool zeros_allowed) {
  if (text.empty() || text.back() == '.') return false;
  while (!text.empty()) {
    const std::string_view part = next_part(text);
    if (part.empty() || !std::all_of(part.begin(), part.end(), [](char c) { return is_alnum(c) || c == '-'; })) return false;
    if (!zeros_allowed && part.size() > 1 && part[0] == '0' && is_number(part)) return false;
  }
  return true;
}

std::strong_ordering compare_pre_release(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return b.empty() <=> a.empty() == 0 ? std::strong_ordering::equal : a.empty() <=> b.empty();
  while (!a.empty() && !b.empty()) {
    const std::string_view first = next_part(a);
    const std::string_view second = next_part(b);
    std::strong_ordering order = is_number(second) <=> is_number(first);
    if (order == 0) order = is_number(first) ? compare_digits(first, second) : first.compare(second) <=> 0;
    if (order != 0) return order;
  }
  return b.empty() <=> a.empty();
}

}  // namespace

std::optional<Moment> read_moment(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto day = base::parse_iso_date(text.substr(0, 10));
  const int hour = two_digits(text, 11, 23);
  const int minute = two_digits(text, 14, 59);
  const int second = two_digits(text, 17, 60);
  if (!day || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  Moment moment{days_of(*day) * 86400 + hour * 3600 + minute * 60 + second, ""};
  std::string_view rest = text.substr(19);
  if (rest[0] == '.') {
    const auto end = static_cast<std::size_t>(std::find_if_not(rest.begin() + 1, rest.end(), is_digit) - rest.begin());
    if (end == 1) return std::nullopt;
    moment.fraction = rest.substr(1, end - 1);
    moment.fraction.resize(moment.fraction.find_last_not_of('0') + 1);
    rest.remove_prefix(end);
  }
  if (rest == "Z" || rest == "z") return moment;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return std::nullopt;
  const int hours = two_digits(rest, 1, 23);
  const int minutes = two_digits(rest, 4, 59);
  if (hours < 0 || minutes < 0) return std::nullopt;
  moment.seconds -= (rest[0] == '+' ? 1 : -1) * (hours * 3600 + minutes * 60);
  return moment;
}

std::optional<DocumentVersion> read_version(std::string_view text) {
  DocumentVersion version;
  version.major = take_number(text);
  if (version.major.empty()) return std::nullopt;
  if (text.empty()) return version;
  version.is_integer = false;
  for (std::string_view* part : {&version.minor, &version.patch}) {
    if (text.empty() || text[0] != '.') return std::nullopt;
    text.remove_prefix(1);
    *part = take_number(text);
    if (part->empty()) return std::nullopt;
  }
  if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
    version.build = text.substr(plus + 1);
    text = text.substr(0, plus);
    if (!are_identifiers(version.build, true)) return std::nullopt;
  }
  if (text.empty()) return version;
  version.pre_release = text.substr(1);
  if (text[0] != '-' || !are_identifiers(version.pre_release, false)) return std::nullopt;
  return version;
}

std::strong_ordering compare_digits(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::strong_ordering compare(const DocumentVersion& a, const DocumentVersion& b) {
  if (const auto order = compare_digits(a.major, b.major); order != 0) return order;
  if (const auto order = compare_digits(a.minor, b.minor); order != 0) return order;
  if (const auto order = compare_digits(a.patch, b.patch); order != 0) return order;
  return compare_pre_release(a.pre_release, b.pre_release);
}

}  // namespace crosswalk::artifacts::csaf
