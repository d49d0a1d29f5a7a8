// SPDX-License-Identifier: Apache-2.0
#include "artifacts/contact/fingerprint.h"

namespace crosswalk::artifacts::contact {
namespace {

constexpr std::size_t kVersion4 = 40;
constexpr std::size_t kVersion6 = 64;

/// The place behind the hexadecimal digits at `at`, at most one more than the longest fingerprint has.
std::size_t behind_hex(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= kVersion6 && is_hex(text[end])) ++end;
  return end;
}

/// The place of the next group behind the white space (or, in pairs, the colon) at `at`; `at` if none follows.
std::size_t next_group(std::string_view text, std::size_t at, bool colons) {
  std::size_t place = at;
  if (colons) {
    if (byte_at(text, at) == ':') place = at + 1;
  } else {
    // A fingerprint may be broken over two lines.
    place = skip_space(text, at, 8);
  }
  return place > at && is_hex(byte_at(text, place)) ? place : at;
}

}  // namespace

std::string Fingerprint::canonical() const { return whole() ? digits : "0x" + digits; }

std::optional<Reading<Fingerprint>> fingerprint_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_word(byte_before(text, at))) return std::nullopt;
  Fingerprint out;
  std::size_t place = at;
  if (text[at] == '0' && lower(byte_at(text, at + 1)) == 'x') {
    out.marked = true;
    place += 2;
  }
  std::size_t end = behind_hex(text, place);
  const std::size_t group = end - place;
  const bool colons = group == 2 && byte_at(text, end) == ':';
  out.digits = text.substr(place, group);
  std::size_t groups = 1;
  if (colons || group == 4 || group == 8) {
    while (out.digits.size() <= kVersion6) {
      const std::size_t next = next_group(text, end, colons);
      if (next == end) break;
      const std::size_t stop = behind_hex(text, next);
      // A word of letters a to f may follow, or another number.
      if (stop - next != group || is_word(byte_at(text, stop))) break;
      const bool full = out.digits.size() == kVersion4 || out.digits.size() == kVersion6;
      if (full && byte_at(text, end) == '\n') break;
      out.digits += text.substr(next, group);
      end = stop;
      ++groups;
    }
  }
  const std::size_t size = out.digits.size();
  const bool id = groups == 1 && ((out.marked && (size == 8 || size == 16)) || size == 16);
  if (size != kVersion4 && size != kVersion6 && !id) return std::nullopt;
  if (groups > 1) out.grouping = colons ? Grouping::colons : Grouping::openpgp;
  if (is_word(byte_at(text, end)) || (byte_at(text, end) == ':' && is_hex(byte_at(text, end + 1)))) return std::nullopt;
  if (byte_at(text, end) == '-' && is_alnum(byte_at(text, end + 1))) return std::nullopt;
  for (char& c : out.digits) c = upper(c);
  return Reading<Fingerprint>{std::move(out), end};
}

std::optional<Fingerprint> parse_fingerprint(std::string_view text) {
  auto found = fingerprint_at(text, 0);
  if (!found || found->end != text.size()) return std::nullopt;
  if (!found->value.whole() && !found->value.marked) return std::nullopt;
  return std::move(found->value);
}

}  // namespace crosswalk::artifacts::contact
