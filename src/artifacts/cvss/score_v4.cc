// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cvss/score_v4.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>

namespace crosswalk::artifacts::cvss {
namespace {

/// What each macrovector scores, in tenths; three digits to a line, and the three others in the order 000, 001, 010 ... 221
/// within it. 0 where EQ3 is 2 and EQ6 is 0, which cannot be.
/// Source: FIRST, CVSS v4.0 Specification, 8.3 (lookup table of the macrovectors).
constexpr std::array<std::uint8_t, 324> kScoreOfMacrovector{
    // clang-format off
    100, 99, 98, 95, 95, 92, 100, 96, 93, 87, 91, 81, 93, 90, 89, 80, 81, 68,  // 000
    98, 95, 95, 92, 90, 84, 93, 92, 89, 81, 81, 65, 88, 80, 78, 70, 69, 48,  // 001
    0, 92, 0, 82, 0, 72, 0, 79, 0, 69, 0, 50, 0, 69, 0, 55, 0, 27,  // 002
    99, 97, 95, 92, 92, 85, 95, 91, 90, 83, 84, 71, 92, 81, 82, 71, 72, 53,  // 010
    95, 93, 92, 85, 85, 73, 92, 82, 80, 72, 70, 59, 84, 70, 71, 52, 50, 30,  // 011
    0, 86, 0, 75, 0, 52, 0, 71, 0, 52, 0, 29, 0, 63, 0, 29, 0, 17,  // 012
    98, 95, 94, 87, 91, 81, 94, 89, 86, 74, 77, 64, 87, 75, 74, 63, 63, 49,  // 100
    94, 89, 88, 77, 76, 67, 86, 76, 74, 58, 59, 50, 72, 57, 57, 52, 52, 25,  // 101
    0, 83, 0, 70, 0, 54, 0, 65, 0, 58, 0, 26, 0, 53, 0, 21, 0, 13,  // 102
    95, 90, 88, 76, 76, 70, 90, 77, 75, 62, 61, 53, 77, 66, 68, 59, 52, 30,  // 110
    89, 78, 76, 67, 62, 58, 74, 59, 57, 57, 47, 23, 61, 52, 57, 29, 24, 16,  // 111
    0, 71, 0, 59, 0, 30, 0, 58, 0, 26, 0, 15, 0, 23, 0, 13, 0, 6,  // 112
    93, 87, 86, 72, 75, 58, 86, 74, 74, 61, 56, 34, 70, 54, 52, 40, 40, 22,  // 200
    85, 75, 74, 55, 62, 51, 72, 57, 55, 41, 46, 19, 53, 36, 34, 19, 19, 8,  // 201
    0, 64, 0, 51, 0, 20, 0, 47, 0, 21, 0, 11, 0, 24, 0, 9, 0, 4,  // 202
    88, 75, 73, 53, 60, 50, 73, 55, 59, 40, 41, 20, 54, 43, 45, 22, 20, 11,  // 210
    75, 55, 58, 45, 40, 21, 61, 51, 48, 18, 20, 9, 46, 18, 17, 7, 8, 2,  // 211
    0, 53, 0, 24, 0, 14, 0, 24, 0, 12, 0, 5, 0, 10, 0, 3, 0, 1,  // 212
    // clang-format on
};

/// The metrics that the score is made of, in the order of metrics(Version::v4_0).
enum MetricNumber : std::uint8_t { AV, AC, AT, PR, UI, VC, VI, VA, SC, SI, SA, E, CR, IR, AR, MAV };
constexpr std::size_t kMetrics = 15;

/// How far each metric is from its most severe value, in steps. SC has no "safety" value, yet begins with 1 as SI and SA do.
using Levels = std::array<int, kMetrics>;

Levels levels_of(const Vector& vector, UpTo groups) {
  Levels out{};
  for (std::size_t i = 0; i <= SA; ++i) {
    const bool subsequent = i >= SC;
    out[i] = static_cast<int>(vector.value_number(i).value_or(0)) + (subsequent ? 1 : 0);
    if (groups != UpTo::environmental) continue;
    // Of modified metrics the first value is "not defined"; MSI and MSA have "safety" next, the others what their metric has.
    const std::size_t modified = vector.value_number(MAV + i).value_or(0);
    if (modified > 0) out[i] = static_cast<int>(modified) - (i == SC ? 0 : 1);
  }
  // "Not defined" counts as the most severe: attacked, and high requirements.
  const auto or_most_severe = [&](std::size_t metric) {
    return static_cast<int>(std::max<std::size_t>(vector.value_number(metric).value_or(0), 1)) - 1;
  };
  if (groups != UpTo::base) out[E] = or_most_severe(E);
  if (groups == UpTo::environmental) {
    for (const std::size_t metric : {CR, IR, AR}) out[metric] = or_most_severe(metric);
  }
  return out;
}

Macrovector macrovector_of(const Levels& at) {
  Macrovector out{};
  const int none_needed = (at[AV] == 0 ? 1 : 0) + (at[PR] == 0 ? 1 : 0) + (at[UI] == 0 ? 1 : 0);
  constexpr int physical = 3;
  out[0] = none_needed == 3 ? 0 : none_needed > 0 && at[AV] != physical ? 1 : 2;
  out[1] = at[AC] == 0 && at[AT] == 0 ? 0 : 1;
  out[2] = at[VC] == 0 && at[VI] == 0 ? 0 : at[VC] == 0 || at[VI] == 0 || at[VA] == 0 ? 1 : 2;
  out[3] = at[SI] == 0 || at[SA] == 0 ? 0 : at[SC] == 1 || at[SI] == 1 || at[SA] == 1 ? 1 : 2;
  out[4] = static_cast<std::uint8_t>(at[E]);
  out[5] = (at[CR] == 0 && at[VC] == 0) || (at[IR] == 0 && at[VI] == 0) || (at[AR] == 0 && at[VA] == 0) ? 0 : 1;
  return out;
}

/// The score of a macrovector, or -1 where there is no such one.
int looked_up(const Macrovector& m) {
  if (m[0] > 2 || m[1] > 1 || m[2] > 2 || m[3] > 2 || m[4] > 2 || m[5] > 1 || (m[2] == 2 && m[5] == 0)) return -1;
  return kScoreOfMacrovector[((((m[0] * 2U + m[1]) * 3 + m[2]) * 3 + m[3]) * 3 + m[4]) * 2 + m[5]];
}

/// The least severe vectors ("highest severity vectors" of the specification) that a class has, as levels of its metrics.
template <std::size_t N>
using Tops = std::initializer_list<std::array<int, N>>;

/// How many steps the metrics lie below the first of `tops` that is nowhere less severe than they are.
template <std::size_t N>
int distance(const Levels& at, const std::array<MetricNumber, N>& metrics, Tops<N> tops) {
  for (const auto& top : tops) {
    int sum = 0;
    bool below = true;
    for (std::size_t i = 0; i < N && below; ++i) {
      below = at[metrics[i]] >= top[i];
      sum += at[metrics[i]] - top[i];
    }
    if (below) return sum;
  }
  return 0;  // Every vector of a class lies below one of its tops.
}

// Source of the tops and depths: FIRST, CVSS v4.0 Specification, 8.2 and tables 24 to 29 (maximal vectors and depth by class).
int distance_eq1(const Levels& at, int eq1) {
  constexpr std::array<MetricNumber, 3> metrics{AV, PR, UI};
  if (eq1 == 0) return 0;
  if (eq1 == 1) return distance<3>(at, metrics, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  return distance<3>(at, metrics, {{3, 0, 0}, {1, 1, 1}});
}

int distance_eq2(const Levels& at, int eq2) { return eq2 == 0 ? 0 : distance<2>(at, {AC, AT}, {{1, 0}, {0, 1}}); }

int distance_eq3_eq6(const Levels& at, int eq3, int eq6) {
  constexpr std::array<MetricNumber, 6> metrics{VC, VI, VA, CR, IR, AR};
  if (eq3 == 0 && eq6 == 0) return distance<6>(at, metrics, {{0, 0, 0, 0, 0, 0}});
  if (eq3 == 0) return distance<6>(at, metrics, {{0, 0, 1, 1, 1, 0}, {0, 0, 0, 1, 1, 1}});
  if (eq3 == 1 && eq6 == 0) return distance<6>(at, metrics, {{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}});
  if (eq3 == 1) {
    return distance<6>(at, metrics,
                       {{1, 0, 1, 0, 1, 0}, {1, 0, 0, 0, 1, 1}, {0, 1, 0, 1, 0, 1}, {0, 1, 1, 1, 0, 0}, {1, 1, 0, 0, 0, 1}});
  }
  return distance<6>(at, metrics, {{1, 1, 1, 0, 0, 0}});
}

int distance_eq4(const Levels& at, int eq4) {
  constexpr std::array<std::array<int, 3>, 3> tops{{{1, 0, 0}, {1, 1, 1}, {2, 2, 2}}};
  const auto& top = tops[static_cast<std::size_t>(eq4)];
  return distance<3>(at, {SC, SI, SA}, {top});
}

/// How many steps there are from the top of a class to the next class.
constexpr std::array<int, 3> kDepthEq1{1, 4, 5};
constexpr std::array<int, 2> kDepthEq2{1, 2};
constexpr std::array<std::array<int, 2>, 3> kDepthEq3Eq6{{{7, 6}, {8, 8}, {10, 10}}};
constexpr std::array<int, 3> kDepthEq4{6, 5, 4};

/// The score of the next lower macrovector for EQ3 and EQ6 together, or -1. From 00 there are two ways down; the higher counts.
int next_lower_eq3_eq6(Macrovector m) {
  Macrovector other = m;
  if (m[2] == 0 && m[5] == 0) {
    ++m[5];
    ++other[2];
    return std::max(looked_up(m), looked_up(other));
  }
  if (m[2] == 1 && m[5] == 0) {
    ++m[5];
  } else {
    ++m[2];
  }
  return looked_up(m);
}

}  // namespace

ScoreV4 score_v4(const Vector& vector, UpTo groups) {
  const Levels at = levels_of(vector, groups);
  const Macrovector m = macrovector_of(at);
  ScoreV4 out{0, m};
  constexpr int no_subsequent_impact = 3;
  if (at[VC] == 2 && at[VI] == 2 && at[VA] == 2 && at[SC] == no_subsequent_impact && at[SI] == no_subsequent_impact &&
      at[SA] == no_subsequent_impact)
    return out;

  const int value = looked_up(m);
  const auto one_lower = [&](std::size_t eq) {
    Macrovector next = m;
    ++next[eq];
    return looked_up(next);
  };
  struct Class {
    int next;
    int distance;
    int depth;
  };
  const std::array<Class, 5> classes{{
      {one_lower(0), distance_eq1(at, m[0]), kDepthEq1[m[0]]},
      {one_lower(1), distance_eq2(at, m[1]), kDepthEq2[m[1]]},
      {next_lower_eq3_eq6(m), distance_eq3_eq6(at, m[2], m[5]), kDepthEq3Eq6[m[2]][m[5]]},
      {one_lower(3), distance_eq4(at, m[3]), kDepthEq4[m[3]]},
      {one_lower(4), 0, 1},
  }};
  // A multiple of every depth, so that shares are whole numbers.
  constexpr std::int64_t unit = 840;
  std::int64_t sum = 0;
  std::int64_t count = 0;
  for (const Class& one : classes) {
    if (one.next < 0 || one.next > value) continue;
    ++count;
    sum += static_cast<std::int64_t>(value - one.next) * one.distance * (unit / one.depth);
  }
  if (count == 0) {
    out.tenths = value;
    return out;
  }
  // value - mean, in tenths, to the nearest whole number, halves up.
  const std::int64_t whole = unit * count;
  const std::int64_t exact = static_cast<std::int64_t>(value) * whole - sum;
  out.tenths = static_cast<int>(std::clamp<std::int64_t>((2 * exact + whole) / (2 * whole), 0, 100));
  return out;
}

}  // namespace crosswalk::artifacts::cvss
