// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::extraction::xlsx {

/// How the numbers of a cell are shown, as far as words need it. Source: ISO/IEC 29500-1, 18.8.30 and 18.8.31.
struct NumberFormat {
  enum class Kind { general, date, time, date_time, elapsed, percent, fixed, hidden };
  Kind kind = Kind::general;
  /// percent, fixed: digits behind the point that are always shown.
  int decimals = 0;
  /// percent, fixed: digits behind the point that may be shown, at least `decimals`.
  int most_decimals = 0;
  /// fixed: digits before the point that are always shown.
  int digits = 1;
  /// fixed: words of the format around the number.
  std::string before;
  std::string after;
};

/// The format of a number-format id that needs no code: 0 to 49, and the date formats of East Asian editions.
NumberFormat builtin_format(int id);
/// The format of a code such as "yyyy-mm-dd", "0.0%", "\"REQ-\"000"; its section for positive numbers counts.
NumberFormat parse_format(std::string_view code);
/// `number` (the text of a cell's value) as shown: dates as ISO 8601, percentages as "12 %", other numbers in their shortest form
/// without separators of thousands. `from_1904`: days count from 1904-01-01. Text that is not a number is given back.
std::string format_number(std::string_view number, const NumberFormat& format, bool from_1904);

}  // namespace crosswalk::extraction::xlsx
