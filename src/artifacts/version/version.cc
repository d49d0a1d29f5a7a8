// SPDX-License-Identifier: Apache-2.0
#include "artifacts/version/version.h"

#include <algorithm>
#include <array>

#include "artifacts/word_list.h"

namespace crosswalk::artifacts::version {
namespace {

constexpr std::size_t kMostParts = 16;
constexpr std::size_t kMostDigits = 18;
constexpr std::size_t kMostSuffix = 64;

/// Words that may follow a version behind a dash, point or nothing.
constexpr WordList kTags(std::to_array<std::string_view>({"alpha", "beta",    "rc",   "pre",    "preview", "dev", "snapshot",
                                                          "final", "release", "ga",   "sp",     "patch",   "p",   "hotfix",
                                                          "hf",    "build",   "b",    "r",      "a",       "lts", "stable",
                                                          "post",  "nightly", "fips", "canary", "m",       "u"}));

/// The place behind the digits at `at`, or nothing if there are none or too many.
std::optional<std::size_t> behind_digits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    if (++end - at > kMostDigits) return std::nullopt;
  }
  return end == at ? std::nullopt : std::optional(end);
}

bool is_tag(std::string_view word) { return kTags.has(word); }

/// The place behind one part of a suffix at `at`: letters and digits that are a tag, or have a digit among them.
std::optional<std::size_t> behind_part(std::string_view text, std::size_t at) {
  std::size_t end = at;
  bool digit = false;
  while (end < text.size() && end - at <= kMostSuffix && is_alnum(text[end])) digit = is_digit(text[end++]) || digit;
  if (end == at || end - at > kMostSuffix) return std::nullopt;
  return digit || is_tag(text.substr(at, end - at)) ? std::optional(end) : std::nullopt;
}

}  // namespace

std::string Version::canonical() const {
  std::string out;
  for (const std::uint64_t number : numbers) {
    if (!out.empty()) out += '.';
    out += std::to_string(number);
  }
  if (wildcard) out += ".x";
  return out + suffix;
}

bool says_version(std::string_view word) {
  static constexpr WordList words(
      std::to_array<std::string_view>({"version", "versions", "ver", "vers", "release", "releases", "rev", "revision", "build",
                                       "builds", "firmware", "fw", "software", "sw", "series", "v"}));
  return words.has(word);
}

std::optional<Reading<Shape>> version_at(std::string_view text, std::size_t at) {
  Shape shape;
  std::size_t place = at;
  if (byte_at(text, at) == 'v' || byte_at(text, at) == 'V') {
    shape.letter = true;
    ++place;
    if (byte_at(text, place) == '.') ++place;
  }
  if (is_word(byte_before(text, at))) return std::nullopt;
  shape.digits = place;
  auto end = behind_digits(text, place);
  if (!end) return std::nullopt;
  shape.parts = 1;
  while (byte_at(text, *end) == '.') {
    const char next = byte_at(text, *end + 1);
    if ((next == 'x' || next == 'X' || next == '*') && !is_word(byte_at(text, *end + 2))) {
      shape.wildcard = true;
      ++shape.parts;
      *end += 2;
      // "2.x.x"
      while (byte_at(text, *end) == '.' && lower(byte_at(text, *end + 1)) == lower(next) && !is_word(byte_at(text, *end + 2)))
        *end += 2;
      break;
    }
    const auto further = behind_digits(text, *end + 1);
    if (!further) {
      if (is_digit(next)) return std::nullopt;
      break;
    }
    if (++shape.parts > kMostParts) return std::nullopt;
    end = further;
  }
  std::size_t behind = *end;
  if (!shape.wildcard) {
    // "1.0.2k", "3.0a1", "2.0rc2": letters at once, a tag or one or two letters.
    const std::string_view letters = letters_at(text, behind, 8);
    if (!letters.empty() && shape.parts > 1 && (letters.size() == 1 || is_tag(letters))) {
      std::size_t next = behind + letters.size();
      while (is_digit(byte_at(text, next)) && next - behind < 12) ++next;
      if (!is_word(byte_at(text, next))) {
        shape.suffix = true;
        behind = next;
      }
    }
    while (behind - *end < kMostSuffix) {
      const char c = byte_at(text, behind);
      if (c != '-' && c != '+' && c != '~' && c != '.' && c != '_') break;
      // Of numbers alone behind a dash "1-2" is a range; "2.3.1-4" is a package's revision.
      if (c == '-' && shape.parts < 2 && is_digit(byte_at(text, behind + 1))) break;
      const auto part = behind_part(text, behind + 1);
      if (!part) break;
      // "3.0-3.4" is a range.
      if (c == '-' && byte_at(text, *part) == '.' && is_digit(byte_at(text, *part + 1)) && is_digit(text[behind + 1]) &&
          !shape.suffix)
        break;
      shape.suffix = true;
      behind = *part;
    }
  }
  const char c = byte_at(text, behind);
  if (is_word(c) || c == '@' || c == '\\' || (c == ':' && is_digit(byte_at(text, behind + 1)))) return std::nullopt;
  if (c == '.' && is_alnum(byte_at(text, behind + 1))) return std::nullopt;
  if (c == ',' && is_digit(byte_at(text, behind + 1)) && shape.parts == 1) return std::nullopt;
  return Reading<Shape>{shape, behind};
}

std::optional<Version> parse_version(std::string_view text) {
  const auto found = version_at(text, 0);
  if (!found || found->end != text.size()) return std::nullopt;
  Version out;
  out.wildcard = found->value.wildcard;
  std::size_t place = found->value.digits;
  const std::size_t numbers = found->value.parts - (out.wildcard ? 1 : 0);
  while (out.numbers.size() < numbers) {
    std::uint64_t number = 0;
    while (is_digit(byte_at(text, place))) number = number * 10 + static_cast<std::uint64_t>(text[place++] - '0');
    out.numbers.push_back(number);
    if (out.numbers.size() < numbers) ++place;
  }
  if (!out.wildcard) out.suffix = text.substr(place);
  return out;
}

}  // namespace crosswalk::artifacts::version
