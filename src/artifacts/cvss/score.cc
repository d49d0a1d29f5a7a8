// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cvss/score.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "artifacts/cvss/score_v4.h"

namespace crosswalk::artifacts::cvss {
namespace {

/// Whole numbers with as many decimals as the equations have.
__extension__ using Wide = __int128;

constexpr Wide ten_to(int power) {
  Wide out = 1;
  while (power-- > 0) out *= 10;
  return out;
}

/// A decimal number: `units` times ten to the power of minus `decimals`. Products keep all decimals.
struct Decimal {
  Wide units = 0;
  int decimals = 0;

  /// The same number with more decimals.
  [[nodiscard]] Wide with(int wanted) const { return units * ten_to(wanted - decimals); }
};

Decimal operator*(const Decimal& a, const Decimal& b) { return {a.units * b.units, a.decimals + b.decimals}; }
Decimal operator+(const Decimal& a, const Decimal& b) {
  const int decimals = std::max(a.decimals, b.decimals);
  return {a.with(decimals) + b.with(decimals), decimals};
}
Decimal operator-(const Decimal& a, const Decimal& b) { return a + Decimal{-b.units, b.decimals}; }
bool operator<(const Decimal& a, const Decimal& b) { return (a - b).units < 0; }

/// Hundredths, as most constants of the equations are stated.
constexpr Decimal hundredths(int number) { return {number, 2}; }
constexpr Decimal kOne{1, 0};
// With a decimal, as rounding to tenths needs one.
constexpr Decimal kTen{100, 1};
constexpr Decimal tenths(int number) { return {number, 1}; }

/// To the nearest tenth, halves away from zero.
int nearest_tenth(const Decimal& number) {
  const Wide unit = ten_to(number.decimals - 1);
  const Wide half = number.units < 0 ? -unit / 2 : unit / 2;
  return static_cast<int>((number.units + half) / unit);
}

/// The least tenth that is not below the number, which is not negative. Source: CVSS v3.0 Specification, 8.
int tenth_above(const Decimal& number) {
  const Wide unit = ten_to(number.decimals - 1);
  return static_cast<int>((number.units + unit - 1) / unit);
}

/// The same for 3.1, which rounds to five decimals first. Source: CVSS v3.1 Specification, Appendix A.
int tenth_above_rounded(const Decimal& number) {
  if (number.decimals <= 5) return tenth_above(number);
  const Wide unit = ten_to(number.decimals - 5);
  return tenth_above({(number.units + unit / 2) / unit, 5});
}

/// The value of a metric by the number of its value.
template <std::size_t N>
Decimal weight(const Vector& vector, std::size_t metric, const std::array<int, N>& hundredths_by_value) {
  return hundredths(hundredths_by_value[vector.value_number(metric).value_or(0)]);
}

/// The chance that none of three impacts happens, taken from one.
Decimal any_of(const Decimal& a, const Decimal& b, const Decimal& c) { return kOne - (kOne - a) * (kOne - b) * (kOne - c); }

// ---- 2.0 ----------------------------------------------------------------------------------------------------------------------

/// Source: CVSS v2.0 Complete Guide, 3.2.1 to 3.2.3.
Scores score_v2(const Vector& vector) {
  enum Metric : std::uint8_t { AV, AC, Au, C, I, A, E, RL, RC, CDP, TD, CR, IR, AR };
  constexpr std::array<int, 3> thousandths_of_impact{0, 275, 660};
  const auto impact_of = [&](std::size_t metric) {
    return Decimal{thousandths_of_impact[vector.value_number(metric).value_or(0)], 3};
  };
  constexpr std::array<int, 3> access_vector{395, 646, 1000};
  const Decimal av{access_vector[vector.value_number(AV).value_or(0)], 3};
  const Decimal exploitability = Decimal{20, 0} * av * weight(vector, AC, std::array{35, 61, 71}) *
                                 Decimal{std::array{450, 560, 704}[vector.value_number(Au).value_or(0)], 3};
  const auto base_of = [&](const Decimal& impact) {
    if (impact.units == 0) return 0;
    return nearest_tenth((Decimal{6, 1} * impact + Decimal{4, 1} * exploitability - Decimal{15, 1}) * Decimal{1176, 3});
  };
  const Decimal threat = weight(vector, E, std::array{100, 85, 90, 95, 100}) *
                         weight(vector, RL, std::array{100, 87, 90, 95, 100}) * weight(vector, RC, std::array{100, 90, 95, 100});
  const auto temporal_of = [&](int base) { return nearest_tenth(tenths(base) * threat); };
  const auto required = [&](std::size_t metric, std::size_t requirement) {
    return impact_of(metric) * weight(vector, requirement, std::array{100, 50, 100, 151});
  };

  Scores out;
  constexpr Decimal most_impact{1041, 2};
  out.base = std::max(0, base_of(most_impact * any_of(impact_of(C), impact_of(I), impact_of(A))));
  out.temporal = std::max(0, temporal_of(out.base));
  const Decimal adjusted = std::min(kTen, most_impact * any_of(required(C, CR), required(I, IR), required(A, AR)));
  const Decimal temporal = tenths(temporal_of(base_of(adjusted)));
  out.environmental =
      std::clamp(nearest_tenth((temporal + (kTen - temporal) * weight(vector, CDP, std::array{0, 0, 10, 30, 40, 50})) *
                               weight(vector, TD, std::array{100, 0, 25, 75, 100})),
                 0, 100);
  return out;
}

// ---- 3.0 and 3.1 --------------------------------------------------------------------------------------------------------------

constexpr int kPowerDecimals = 18;

/// A number of 0 to 1 to a power, to 18 decimals.
Decimal power(const Decimal& number, int exponent) {
  const Wide unit = ten_to(kPowerDecimals);
  Wide factor = number.with(kPowerDecimals);
  Wide out = unit;
  const auto times = [&](Wide a, Wide b) { return (a * b + unit / 2) / unit; };
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0) out = times(out, factor);
    factor = times(factor, factor);
  }
  return {out, kPowerDecimals};
}

/// The exploitability of the metrics that begin at `first`: AV, AC, PR, UI in this order. `changed` is the scope.
struct ExploitabilityV3 {
  std::size_t av;
  std::size_t ac;
  std::size_t pr;
  std::size_t ui;

  [[nodiscard]] Decimal of(bool changed) const {
    constexpr std::array<int, 4> access{85, 62, 55, 20};
    constexpr std::array<int, 2> complexity{77, 44};
    constexpr std::array<int, 3> privileges{85, 62, 27};
    constexpr std::array<int, 3> privileges_changed{85, 68, 50};
    constexpr std::array<int, 2> interaction{85, 62};
    return hundredths(822) * hundredths(access[av]) * hundredths(complexity[ac]) *
           hundredths((changed ? privileges_changed : privileges)[pr]) * hundredths(interaction[ui]);
  }
};

/// Source: CVSS v3.0 Specification, 8.1 to 8.3; v3.1 Specification, 7.1 to 7.3.
Scores score_v3(const Vector& vector) {
  enum Metric : std::uint8_t { AV, AC, PR, UI, S, C, I, A, E, RL, RC, CR, IR, AR, MAV, MAC, MPR, MUI, MS, MC, MI, MA };
  const bool newer = vector.version() == Version::v3_1;
  const auto round_up = newer ? tenth_above_rounded : tenth_above;
  const auto base_value = [&](std::size_t metric) { return vector.value_number(metric).value_or(0); };
  // Of modified metrics the first value is "not defined", which means that of the base metric.
  const auto modified_value = [&](std::size_t modified, std::size_t metric) {
    const std::size_t value = vector.value_number(modified).value_or(0);
    return value == 0 ? base_value(metric) : value - 1;
  };
  constexpr std::array<int, 3> impacts{56, 22, 0};
  const auto total_of = [&](const Decimal& impact, const Decimal& exploitability, bool changed) {
    if (impact.units <= 0) return 0;
    const Decimal sum = impact + exploitability;
    return round_up(std::min(changed ? hundredths(108) * sum : sum, kTen));
  };
  const auto changed_impact = [](const Decimal& any, const Decimal& in_power, int exponent) {
    return hundredths(752) * (any - Decimal{29, 3}) - hundredths(325) * power(in_power, exponent);
  };

  Scores out;
  const auto impact_of = [&](std::size_t metric) { return hundredths(impacts[base_value(metric)]); };
  const Decimal any = any_of(impact_of(C), impact_of(I), impact_of(A));
  const bool changed = base_value(S) == 1;
  const Decimal impact = any.units == 0 ? Decimal{}
                         : changed      ? changed_impact(any, any - hundredths(2), 15)
                                        : hundredths(642) * any;
  const ExploitabilityV3 exploitability{base_value(AV), base_value(AC), base_value(PR), base_value(UI)};
  out.base = total_of(impact, exploitability.of(changed), changed);

  const Decimal threat = weight(vector, E, std::array{100, 100, 97, 94, 91}) *
                         weight(vector, RL, std::array{100, 100, 97, 96, 95}) * weight(vector, RC, std::array{100, 100, 96, 92});
  out.temporal = round_up(tenths(out.base) * threat);

  const auto required = [&](std::size_t modified, std::size_t metric, std::size_t requirement) {
    return hundredths(impacts[modified_value(modified, metric)]) *
           Decimal{std::array{10, 15, 10, 5}[vector.value_number(requirement).value_or(0)], 1};
  };
  const Decimal modified_any = std::min(any_of(required(MC, C, CR), required(MI, I, IR), required(MA, A, AR)), Decimal{915, 3});
  const bool modified_changed = modified_value(MS, S) == 1;
  const auto modified_impact = [&] {
    if (modified_any.units == 0) return Decimal{};
    if (!modified_changed) return hundredths(642) * modified_any;
    return newer ? changed_impact(modified_any, modified_any * Decimal{9731, 4} - hundredths(2), 13)
                 : changed_impact(modified_any, modified_any - hundredths(2), 15);
  }();
  const ExploitabilityV3 modified{modified_value(MAV, AV), modified_value(MAC, AC), modified_value(MPR, PR),
                                  modified_value(MUI, UI)};
  out.environmental = round_up(tenths(total_of(modified_impact, modified.of(modified_changed), modified_changed)) * threat);
  return out;
}

Scores score_v4_all(const Vector& vector) {
  Scores out;
  const ScoreV4 base = score_v4(vector, UpTo::base);
  const ScoreV4 threat = vector.has(Group::threat) ? score_v4(vector, UpTo::threat) : base;
  const ScoreV4 all = vector.has(Group::environmental) ? score_v4(vector, UpTo::environmental) : threat;
  out.base = base.tenths;
  out.temporal = threat.tenths;
  out.environmental = all.tenths;
  for (const std::uint8_t digit : all.macrovector) out.macrovector += static_cast<char>('0' + digit);
  return out;
}

}  // namespace

Scores score(const Vector& vector) {
  Scores out = vector.version() == Version::v4_0   ? score_v4_all(vector)
               : vector.version() == Version::v2_0 ? score_v2(vector)
                                                   : score_v3(vector);
  out.overall = vector.has(Group::environmental) ? out.environmental : vector.has(Group::threat) ? out.temporal : out.base;
  return out;
}

Level severity_of(Version version, int tenths) {
  if (version == Version::v2_0) return tenths < 40 ? Level::low : tenths < 70 ? Level::medium : Level::high;
  if (tenths == 0) return Level::none;
  return tenths < 40 ? Level::low : tenths < 70 ? Level::medium : tenths < 90 ? Level::high : Level::critical;
}

std::string tenths_as_text(int tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); }

}  // namespace crosswalk::artifacts::cvss
