// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::artifacts::cvss {

/// A word of a scale of severity.
enum class Level : std::uint8_t { none, informational, low, medium, moderate, important, high, critical };

/// The word in lower case.
std::string_view text_of(Level level);
/// The level that this word names in any case, "info" among them; nothing for other words.
std::optional<Level> level_named(std::string_view word);
/// How severe it is: 0 none and informational, 1 low, 2 medium and moderate, 3 high and important, 4 critical.
int rank_of(Level level);

/// The scale that a severity is stated on.
enum class Scale : std::uint8_t { unsaid, cvss, cvss_2, cvss_3, cvss_4, cwss, dread, owasp, bugcrowd_vrt, microsoft };

/// The name of the scale: "CVSS 3"; empty where none was said.
std::string_view text_of(Scale scale);

/// A severity word, with its scale if one was named.
struct Severity {
  Level level = Level::none;
  Scale scale = Scale::unsaid;

  /// "high", or "high (CVSS 3)".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Severity&) const = default;
};

/// Reads what Severity::canonical() writes, the words in any case.
std::optional<Severity> parse_severity(std::string_view text);

/// A score of 0.0 to 10.0 on a scale.
struct Score {
  /// In tenths: 98 for 9.8.
  int tenths = 0;
  Scale scale = Scale::unsaid;

  /// "9.8", or "9.8 (CVSS 3)".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Score&) const = default;
};

/// Reads what Score::canonical() writes; also without a decimal.
std::optional<Score> parse_score(std::string_view text);

}  // namespace crosswalk::artifacts::cvss
