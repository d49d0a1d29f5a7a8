// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace crosswalk::artifacts::json {

/// A number as sign, digits without zeros at either end, and the power of ten of the last digit: equal numbers have equal forms.
struct Decimal {
  bool negative = false;
  /// Empty for 0.
  std::string digits;
  /// Powers beyond 10^15 in either direction count as that.
  std::int64_t exponent = 0;

  /// Whether it is whole.
  [[nodiscard]] bool whole() const { return exponent >= 0; }
  bool operator==(const Decimal&) const = default;
};

/// A number in JSON exactly, of any length.
Decimal decimal_of(std::string_view text);
/// Less than 0, 0 or more than 0, as `a` is less than `b`, the same, or more.
int compare(const Decimal& a, const Decimal& b);
/// Whether `a` is a whole multiple of `b`, which is not 0. Exact.
bool is_multiple(const Decimal& a, const Decimal& b);

}  // namespace crosswalk::artifacts::json
