// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::artifacts::csaf {

/// A moment, whatever zone it was written in.
struct Moment {
  /// Seconds since 1970-01-01T00:00:00Z.
  std::int64_t seconds = 0;
  /// The digits of the fraction of a second, without zeros at the end.
  std::string fraction;

  auto operator<=>(const Moment&) const = default;
};

/// Reads a moment: "2026-11-22T10:30:05.250+01:00". Nothing for other text or a day that does not exist. Source: RFC 3339, 5.6.
std::optional<Moment> read_moment(std::string_view text);

/// A version of a document: of integer versioning ("3") or semantic versioning ("1.2.0-rc.1+build").
/// Source: CSAF 2.0, 3.1.11; Semantic Versioning 2.0.0.
struct DocumentVersion {
  bool is_integer = true;
  /// Digits without zeros before them, of any length; "0" for minor and patch of integer versioning.
  std::string_view major = "0";
  std::string_view minor = "0";
  std::string_view patch = "0";
  /// Behind '-' and '+', without it; empty where there is none.
  std::string_view pre_release;
  std::string_view build;
};

/// Reads a version; it points into `text`. Nothing for text that is none.
std::optional<DocumentVersion> read_version(std::string_view text);
/// Which comes before which; build metadata does not count. Source: Semantic Versioning 2.0.0, 11.
std::strong_ordering compare(const DocumentVersion& a, const DocumentVersion& b);
/// Compares digits without zeros before them as numbers.
std::strong_ordering compare_digits(std::string_view a, std::string_view b);

}  // namespace crosswalk::artifacts::csaf
