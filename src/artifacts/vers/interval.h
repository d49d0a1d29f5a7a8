// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifacts/vers/vers.h"

namespace crosswalk::artifacts::vers {

/// An end of an interval.
struct End {
  std::string version;
  /// Whether the version itself is in.
  bool closed = false;
};

/// Versions between two ends; nothing for an end that is open without limit.
struct Interval {
  std::optional<End> lower;
  std::optional<End> upper;
};

/// Whether there is room between the ends.
bool is_empty(Scheme scheme, const Interval& interval);
/// The intervals in order, those that meet or overlap as one. n log n.
std::vector<Interval> united(Scheme scheme, std::vector<Interval> intervals);
/// What is in none of the intervals; they are as united() gives them.
std::vector<Interval> complement(const std::vector<Interval>& intervals);
/// What is in both; both are as united() gives them.
std::vector<Interval> intersection(Scheme scheme, const std::vector<Interval>& a, const std::vector<Interval>& b);
/// The intervals of a range in canonical form.
std::vector<Interval> intervals_of(const Vers& range);
/// The range of these intervals, as united() gives them, in canonical form: "vers:none/*" where there is none.
Vers range_of(std::string type, Scheme scheme, const std::vector<Interval>& intervals);

}  // namespace crosswalk::artifacts::vers
