// SPDX-License-Identifier: Apache-2.0
#include "retrieval/arithmetic.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace crosswalk::retrieval {
namespace {

constexpr double log_of_2 = 0.693147180559945309417232121458;

}  // namespace

double natural_log(double value) {
  int exponent = 0;
  // In [0.5, 1); exact.
  double part = std::frexp(value, &exponent);
  if (part < 0.7071067811865476) {
    part *= 2;
    --exponent;
  }
  const double t = (part - 1) / (part + 1);
  const double square = t * t;
  // 2 atanh(t); |t| < 0.18, so that the terms left out are below 1e-17.
  double sum = 0;
  for (int n = 21; n >= 1; n -= 2) sum = sum * square + 1.0 / n;
  return 2 * t * sum + exponent * log_of_2;
}

double exponential(double value) {
  constexpr double most = 700;
  if (value < -most) return 0;
  if (value > most) value = most;
  const double turns = value / log_of_2;
  const int exponent = static_cast<int>(turns < 0 ? turns - 0.5 : turns + 0.5);
  const double rest = value - exponent * log_of_2;
  // 1/12!, 1/11! ...; |rest| < 0.35, so that what is left out is below 1e-15.
  static constexpr std::array<double, 13> shares{
      1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720,
      1.0 / 120,       1.0 / 24,       1.0 / 6,       1.0 / 2,      1.0,         1.0};
  double sum = 0;
  for (const double share : shares) sum = sum * rest + share;
  // The power of two by its bits; all exponents that are left are those of normal numbers.
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

double error_function(double value) {
  const double x = value < 0 ? -value : value;
  const double t = 1 / (1 + 0.3275911 * x);
  const double sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const double out = 1 - sum * exponential(-x * x);
  return value < 0 ? -out : out;
}

}  // namespace crosswalk::retrieval
