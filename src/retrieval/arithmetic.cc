// SPDX-License-Identifier: Apache-2.0
#include "retrieval/arithmetic.h"

#include <cmath>

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
  double sum = 1;
  // |rest| < 0.35
  for (int n = 13; n >= 1; --n) sum = 1 + sum * rest / n;
  return std::ldexp(sum, exponent);
}

double error_function(double value) {
  const double x = value < 0 ? -value : value;
  const double t = 1 / (1 + 0.3275911 * x);
  const double sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const double out = 1 - sum * exponential(-x * x);
  return value < 0 ? -out : out;
}

}  // namespace crosswalk::retrieval
