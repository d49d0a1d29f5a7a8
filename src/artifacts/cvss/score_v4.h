// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "artifacts/cvss/vector.h"

namespace crosswalk::artifacts::cvss {

/// The six equivalence classes that a vector of 4.0 falls into, EQ1 first; each 0 to 2, 0 being the most severe.
using Macrovector = std::array<std::uint8_t, 6>;

/// A score of 4.0 and where it comes from.
struct ScoreV4 {
  /// In tenths.
  int tenths = 0;
  Macrovector macrovector{};
};

/// Which groups of metrics count; those of the others are taken as "not defined".
enum class UpTo : std::uint8_t { base, threat, environmental };

/// The score of a vector of 4.0: the one of its macrovector, less the mean of how far it is from the most severe vectors of each
/// equivalence class. Whole numbers throughout. Source: FIRST, CVSS v4.0 Specification, 8.2.
ScoreV4 score_v4(const Vector& vector, UpTo groups);

}  // namespace crosswalk::artifacts::cvss
