// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::contact {

/// How a row of hexadecimal digits is grouped.
enum class Grouping : std::uint8_t {
  none,     ///< all in one
  openpgp,  ///< as OpenPGP programs show a fingerprint: ten groups of four, or eight of eight, or sixteen of four
  colons,   ///< pairs with colons, as certificates have them too
};

/// An OpenPGP fingerprint, or the id of a key.
struct Fingerprint {
  /// 8, 16, 40 or 64 hexadecimal digits in upper case.
  std::string digits;
  Grouping grouping = Grouping::none;
  /// Whether "0x" stands before it.
  bool marked = false;

  /// Whether it is a fingerprint (40 or 64 digits), not the id of a key (8 or 16).
  [[nodiscard]] bool whole() const { return digits.size() >= 40; }
  /// The digits; the id of a key with "0x".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Fingerprint&) const = default;
};

/// Reads a fingerprint that is the whole text: 40 digits (version 4) or 64 (versions 5 and 6), in one or grouped; or 0x and 8,
/// 16, 40 or 64 digits. Whether they are OpenPGP's and not another hash the form alone does not tell. Source: RFC 9580, 5.5.4
/// (key ids and fingerprints); RFC 4880, 12.2.
std::optional<Fingerprint> parse_fingerprint(std::string_view text);

/// Reads hexadecimal digits of this form that begin at `at`, also 16 without "0x"; nothing if the row is longer or shorter.
std::optional<Reading<Fingerprint>> fingerprint_at(std::string_view text, std::size_t at);

}  // namespace crosswalk::artifacts::contact
