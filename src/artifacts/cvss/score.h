// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifacts/cvss/severity.h"
#include "artifacts/cvss/vector.h"

namespace crosswalk::artifacts::cvss {

/// What a vector scores. All scores are in tenths: 98 for 9.8.
///
/// Every score is computed, also where no metric of its group is given: then those metrics count as "not defined", which in 3.1
/// may give another environmental than temporal score. Vector::has() tells whether a group is given.
struct Scores {
  /// Of the base metrics alone; in 4.0 what is called CVSS-B.
  int base = 0;
  /// Of base and temporal (threat) metrics; in 4.0 what is called CVSS-BT.
  int temporal = 0;
  /// Of all metrics.
  int environmental = 0;
  /// The score of the vector as it is written: of the groups that it gives.
  int overall = 0;
  /// The digits of the six equivalence classes of all metrics, EQ1 first ("112201"); for 4.0 only, else empty.
  std::string macrovector;

  bool operator==(const Scores&) const = default;
};

/// The scores of a vector, with the rounding rules of its version: 2.0 to the nearest tenth; 3.0 up to the next tenth; 3.1 up,
/// after rounding to five decimals; 4.0 to the nearest tenth. Computed with whole numbers; only the power in the impact of a
/// changed scope (3.x) is rounded, to 18 decimals.
///
/// Source: FIRST, CVSS v2.0 Complete Guide, 3.2; v3.0 Specification, 8; v3.1 Specification, 7 and Appendix A; v4.0
/// Specification, 8.
Scores score(const Vector& vector);

/// What a score of this version, in tenths, is called: none, low, medium, high, critical. 2.0 has no words of its own; low,
/// medium and high are those of the National Vulnerability Database. Source: FIRST, CVSS v3.1 Specification, 5; v4.0
/// Specification, 6; NIST, nvd.nist.gov/vuln-metrics/cvss.
Level severity_of(Version version, int tenths);

/// A score in tenths as it is written: "9.8".
std::string tenths_as_text(int tenths);

}  // namespace crosswalk::artifacts::cvss
