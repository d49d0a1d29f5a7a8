// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/finder.h"

#include <algorithm>
#include <array>

#include "artifacts/ids/ids.h"
#include "artifacts/time/date.h"
#include "artifacts/time/duration.h"

namespace crosswalk::artifacts::text {
namespace {

/// Words before four numbers that make them an address.
constexpr WordList kAddressWords(std::to_array<std::string_view>({"ip",      "ips",    "ipv4",    "address", "addresses", "host",
                                                                  "hosts",   "server", "gateway", "subnet",  "dns",       "ping",
                                                                  "netmask", "router", "client",  "node",    "network",   "proxy",
                                                                  "ntp",     "mask",   "listen",  "bind"}));

}  // namespace

void Finder::id(std::size_t at) {
  if (!kinds_.has_any({Kind::cve, Kind::cwe, Kind::ghsa, Kind::advisory}) || at < floor_) return;
  auto found = ids::id_at(text_, at);
  if (found) offer(found->value.kind, at, found->end, found->value.flags, std::move(found->value.canonical));
}

void Finder::digit(std::size_t at) {
  const char before = byte_before(text_, at);
  // Within a number that was looked at already.
  if ((before == '.' || before == ',') && at >= 2 && is_digit(text_[at - 2])) return;
  if (wanted(Kind::fingerprint)) fingerprint(at);
  if (is_letter(before) || before == '-' || before == '#' || before == ':' || before == ' ' || before == '\x80' ||
      (before & 0x80) != 0)
    id_with_number(at);
  if (is_letter(before)) {
    if ((before == 'P' || before == 'T') && wanted(Kind::duration)) iso_duration(at);
    if (lower(before) != 'v' || is_word(byte_before(text_, at - 1))) return;
  }
  if (before == '_' || before == '$') return;
  if (before == '/' && is_alnum(byte_before(text_, at - 1))) return;
  if (wanted(Kind::date)) date(at);
  if (wanted(Kind::duration)) duration(at);
  const bool dotted = dotted_number(at);
  if (dotted && wanted(Kind::ip_address)) address(at);
  if (wanted(Kind::score) && byte_at(text_, at) <= '9' && !is_letter(before)) score(at);
  if (kinds_.has_any({Kind::version, Kind::version_range})) version(at, dotted);
}

void Finder::id_with_number(std::size_t at) {
  if (!kinds_.has_any({Kind::cve, Kind::cwe, Kind::advisory, Kind::ghsa})) return;
  std::size_t begin = at;
  if (text_[at - 1] == ' ' || (text_[at - 1] & 0x80) != 0) {
    // "CVE 2024-1234", "CWE 79", and dashes of three bytes.
    const std::size_t gap = std::max(space_before(text_, at), dash_before(text_, at));
    if (gap == 0 || at < gap + 2) return;
    begin -= gap;
    if (text_[at - 1] == ' ' && (lower(text_[begin - 1]) != 'e' || at < gap + 3 || lower(text_[begin - 3]) != 'c')) return;
  }
  constexpr std::size_t longest = 40;
  while (begin > floor_ && at - begin < longest) {
    const char c = text_[begin - 1];
    if (is_letter(c) || c == '#' || c == ':') {
      --begin;
    } else if (const std::size_t dash = dash_before(text_, begin); dash > 0 && begin - dash >= floor_) {
      begin -= dash;
    } else {
      break;
    }
  }
  while (begin < at && !is_letter(text_[begin])) ++begin;
  if (begin == at || (begin > 0 && is_digit(text_[begin - 1]))) return;
  id(begin);
  if (best_.end > at) return;
  // "Fixes:CVE-2024-1234", "see-CWE-79": behind the last sign that ids do not have.
  for (std::size_t i = begin; i < at; ++i) {
    if (text_[i] == ':' || text_[i] == '-') {
      if (stands_at(text_, i + 1, "cve") || stands_at(text_, i + 1, "cwe")) return id(i + 1);
    }
  }
}

void Finder::date(std::size_t at) {
  const char before = byte_before(text_, at);
  const bool inside = before == '/' || before == '.' || (before == '-' && is_word(byte_before(text_, at - 1))) || before == '+';
  if (inside || is_word(before)) return;
  const auto take = [&](std::size_t begin) {
    auto found = time::date_at(text_, begin);
    if (!found || found->end <= at) return;
    // "MDCG 2023-03" may be a number.
    const bool numbers_only = found->value.precision == time::Precision::month && is_digit(text_[begin]);
    const bool partial = found->value.precision == time::Precision::day_without_year || numbers_only;
    const unsigned flags = (found->value.other ? unsigned{ambiguous} : 0U) | (partial ? unsigned{weak} : 0U);
    offer(Kind::date, begin, found->end, flags, found->value.canonical());
  };
  take(at);
  if (space_before(text_, at) == 0) return;
  std::string_view month = word_before(at);
  // "March, 2024"
  if (month.empty() && byte_before(text_, at - space_before(text_, at)) == ',')
    month = letters_before(text_, at - space_before(text_, at) - 1);
  if (time::month_named(month) == 0) return;
  const auto begin = static_cast<std::size_t>(month.data() - text_.data());
  // "30 February 2024" is no date, and so is no month of it.
  const std::size_t day_end = begin - space_before(text_, begin);
  if (day_end == begin || !is_digit(byte_before(text_, day_end)) || best_.end > at) take(begin);
}

void Finder::iso_duration(std::size_t at) {
  const std::size_t begin = text_[at - 1] == 'P' ? at - 1 : at >= 2 && text_[at - 2] == 'P' ? at - 2 : at;
  take_duration(begin, at);
}

bool Finder::take_duration(std::size_t begin, std::size_t at) {
  if (begin < floor_) return false;
  const auto found = time::duration_at(text_, begin);
  if (!found || found->end <= at) return false;
  offer(Kind::duration, begin, found->end, 0, found->value.canonical());
  return true;
}

void Finder::duration(std::size_t at) {
  const char before = byte_before(text_, at);
  if (is_word(before) || before == '.' || before == '/' || before == '#' || before == ':') return;
  const bool plus = before == '+' || (before == ' ' && byte_before(text_, at - 1) == '+');
  if (plus) {
    const std::size_t begin = at - (before == '+' ? 1 : 2);
    const std::size_t letter = begin - space_before(text_, begin);
    if (letter > 0 && !is_word(byte_before(text_, letter - 1))) take_duration(letter - 1, at);
    return;
  }
  if (before == '-' && is_word(byte_before(text_, at - 1))) return;
  const bool forward = time::duration_at(text_, at).has_value();
  if (!forward && before != '(') return;
  if (extend_duration(at)) return;
  if (forward) take_duration(at, at);
}

bool Finder::extend_duration(std::size_t at) {
  const Starts starts = starts_before(at);
  for (std::size_t i = starts.count; i-- > 0;) {
    const std::size_t begin = starts.at[i];
    const bool sign = !is_alnum(text_[begin]);
    if (!sign && !time::begins_duration(letters_at(text_, begin, 12))) continue;
    if (take_duration(begin, at)) return true;
  }
  return false;
}

void Finder::unit(std::size_t at) {
  if (!wanted(Kind::duration)) return;
  // A number in words, with or without what is counted, has to stand before it.
  std::size_t end = at - space_before(text_, at);
  if (end == at && byte_before(text_, at) == '-') --end;
  if (end == at) return;
  std::string_view before = letters_before(text_, end, 12);
  if (before.empty() && byte_before(text_, end) != ')') return;
  static constexpr WordList counts(
      std::to_array<std::string_view>({"working", "business", "calendar", "work", "bank", "consecutive"}));
  if (counts.has(before)) {
    end -= before.size();
    end -= space_before(text_, end);
    before = letters_before(text_, end, 12);
  }
  if (!time::number_named(before) && !is_the_word(before, "hundred") && byte_before(text_, end) != ')') return;
  extend_duration(at);
}

void Finder::address(std::size_t at) {
  std::array<std::uint32_t, 4> octets{};
  std::size_t place = at;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto number = number_at(text_, place);
    if (!number || number->value > 255 || (number->end - place > 1 && text_[place] == '0')) return;
    octets[i] = number->value;
    place = number->end;
    if (i == 3) break;
    if (byte_at(text_, place) != '.') return;
    ++place;
  }
  const char next = byte_at(text_, place);
  if (is_word(next) || ((next == '.' || next == '-') && is_alnum(byte_at(text_, place + 1)))) return;
  if (!is_address(at, place, octets)) return;
  offer(Kind::ip_address, at, place, 0, std::string(text_.substr(at, place - at)));
}

bool Finder::is_address(std::size_t at, std::size_t end, const std::array<std::uint32_t, 4>& octets) const {
  if (is_word(byte_before(text_, at))) return false;
  const std::string_view before = word_before(at);
  if (version::says_version(before)) return false;
  // Source: RFC 1918, 3; RFC 1122, 3.2.1.3; RFC 3927.
  const bool local = octets[0] == 127 || (octets[0] == 192 && octets[1] == 168) ||
                     (octets[0] == 172 && octets[1] >= 16 && octets[1] <= 31) || (octets[0] == 169 && octets[1] == 254) ||
                     (octets[0] == 255 && octets[1] == 255) || octets == std::array<std::uint32_t, 4>{};
  const char next = byte_at(text_, end);
  const bool marked = (next == '/' || next == ':') && is_digit(byte_at(text_, end + 1));
  return local || marked || kAddressWords.has(before);
}

bool Finder::reads_as_address(std::size_t at, std::size_t end) const {
  std::array<std::uint32_t, 4> octets{};
  std::size_t place = at;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto number = number_at(text_, place);
    if (!number || number->value > 255) return false;
    octets[i] = number->value;
    place = number->end + (i < 3 ? 1 : 0);
  }
  return place == end && is_address(at, end, octets);
}

}  // namespace crosswalk::artifacts::text
