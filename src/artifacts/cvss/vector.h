// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "artifacts/characters.h"
#include "base/result.h"

namespace crosswalk::artifacts::cvss {

/// A version of the Common Vulnerability Scoring System.
enum class Version : std::uint8_t { v2_0, v3_0, v3_1, v4_0 };

/// The version as it is written: "3.1".
std::string_view text_of(Version version);
/// What a vector of this version begins with: "CVSS:3.1/", nothing for 2.0.
std::string_view prefix_of(Version version);

/// What a metric belongs to. The temporal metrics of 2.0 and 3.x count as threat, as 4.0 renamed them.
enum class Group : std::uint8_t { base, threat, environmental, supplemental };

/// One metric of a version.
struct Metric {
  /// Its abbreviation: "AV".
  std::string_view name;
  /// Its values in the order of the specification, with '/' between them: "N/A/L/P". "X" or "ND" (not defined) is the first, if
  /// it is one.
  std::string_view values;
  Group group = Group::base;
};

/// The metrics of a version in the order of the specification.
/// Source: FIRST, CVSS v2.0 Complete Guide, 2.4; v3.0 and v3.1 Specification, 6 (table 15); v4.0 Specification, 7 (table 23).
std::span<const Metric> metrics(Version version);

/// A vector: which value each metric was given. No metric stands twice, and those of the base group are all there.
class Vector {
 public:
  /// The version of the scoring system.
  [[nodiscard]] Version version() const { return version_; }
  /// The value of a metric, "X" or "ND" for one that is optional and was not given; empty if the version has no such metric.
  [[nodiscard]] std::string_view value(std::string_view metric) const;
  /// The number of the value of the metric with this number in metrics(), among its values; nothing if it was not given.
  [[nodiscard]] std::optional<std::size_t> value_number(std::size_t metric) const;
  /// Whether any metric of this group has a value other than "not defined".
  [[nodiscard]] bool has(Group group) const;
  /// Whether the metrics were given in the order of the specification, which 4.0 demands and 3.x recommends.
  [[nodiscard]] bool in_order() const { return in_order_; }
  /// The vector with its metrics in the order of the specification, without those that are "not defined".
  [[nodiscard]] std::string canonical() const;
  /// How a score of this vector is to be called: "CVSS-B", "CVSS-BT", "CVSS-BE" or "CVSS-BTE"; for 4.0 only, else empty.
  /// Source: CVSS v4.0 Specification, 1.3 Nomenclature.
  [[nodiscard]] std::string_view nomenclature() const;

  /// Equal in version and values; the order in which they were given does not matter.
  bool operator==(const Vector& other) const;

 private:
  friend class Reader;
  static constexpr std::uint8_t not_given = 0xFF;
  static constexpr std::size_t most_metrics = 32;

  Version version_ = Version::v3_1;
  bool in_order_ = true;
  std::array<std::uint8_t, most_metrics> values_{};
};

/// Reads a vector that is the whole text. Case matters. A vector of 2.0 may stand in parentheses.
///
/// Errors: malformed_data, with the metric concerned and what is wrong: unknown, unknown value, twice, missing.
/// Source: FIRST, as metrics(). Vectors of 4.0 in another order are read, as in_order() tells.
base::Result<Vector> parse(std::string_view text);

/// Reads a vector that begins at `at` and goes as far as metrics of its version follow. `unprefixed` is the version that metrics
/// without a prefix are taken for if they are of 3.x. Nothing if there is none, it is incomplete, or letters go on behind it.
std::optional<Reading<Vector>> vector_at(std::string_view text, std::size_t at, Version unprefixed = Version::v3_1);

}  // namespace crosswalk::artifacts::cvss
