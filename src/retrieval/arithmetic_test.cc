// SPDX-License-Identifier: Apache-2.0
#include "retrieval/arithmetic.h"

#include <gtest/gtest.h>

#include <cmath>

namespace crosswalk::retrieval {
namespace {

TEST(Arithmetic, ComesToWhatTheSystemComesTo) {
  for (const double value : {1e-300, 1e-3, 0.5, 0.7071, 1.0, 1.4142, 2.0, 10.0, 12345.678, 1e300}) {
    EXPECT_NEAR(natural_log(value), std::log(value), 1e-14 * (1 + std::abs(std::log(value)))) << value;
  }
  for (double value = -40; value <= 40; value += 0.37) {
    EXPECT_NEAR(exponential(value) / std::exp(value), 1, 1e-13) << value;
  }
  EXPECT_EQ(exponential(0), 1);
  EXPECT_EQ(exponential(-1e9), 0);
  EXPECT_GT(exponential(1e9), 1e300);
  for (double value = -6; value <= 6; value += 0.11) EXPECT_NEAR(error_function(value), std::erf(value), 1.6e-7) << value;
}

}  // namespace
}  // namespace crosswalk::retrieval
