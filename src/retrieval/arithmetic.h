// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace crosswalk::retrieval {

// The functions of <cmath> may differ in the last bit between systems and processors; these use nothing but additions,
// multiplications and divisions in a fixed order, which IEEE 754 defines to the bit. The folder is compiled without contraction
// of these into fused operations.

/// The natural logarithm of a positive number, to about 1e-15.
double natural_log(double value);
/// e to the power of a number, to about 1e-14 of its size; 0 below -700, and no more than at 700.
double exponential(double value);
/// The error function, to 1.5e-7. Source: Abramowitz and Stegun 1964, 7.1.26.
double error_function(double value);

}  // namespace crosswalk::retrieval
