// SPDX-License-Identifier: Apache-2.0
#include "artifacts/json/decimal.h"

#include <algorithm>
#include <cstddef>

namespace crosswalk::artifacts::json {
namespace {

/// Where its first digit stands: 1 for 1 to 9.
std::int64_t magnitude(const Decimal& number) { return number.exponent + static_cast<std::int64_t>(number.digits.size()); }

/// The remainder of the number in `digits`, `zeros` zeros behind them, by `divisor`, is nothing. Digit by digit: in proportion to
/// the digits.
bool divides(const std::string& divisor, const std::string& digits, std::int64_t zeros) {
  // Less than ten times the divisor, most significant digit first.
  std::string rest;
  const auto reduce = [&] {
    rest.erase(0, std::min(rest.find_first_not_of('0'), rest.size()));
    while (rest.size() > divisor.size() || (rest.size() == divisor.size() && rest >= divisor)) {
      int borrow = 0;
      for (std::size_t i = 0; i < rest.size(); ++i) {
        char& digit = rest[rest.size() - 1 - i];
        int value = digit - '0' - borrow - (i < divisor.size() ? divisor[divisor.size() - 1 - i] - '0' : 0);
        borrow = value < 0 ? 1 : 0;
        if (value < 0) value += 10;
        digit = static_cast<char>('0' + value);
      }
      rest.erase(0, std::min(rest.find_first_not_of('0'), rest.size()));
    }
  };
  for (const char digit : digits) {
    rest += digit;
    reduce();
  }
  // Whatever 10^n can take away of the divisor's factors, it has after as many zeros as the divisor has binary digits.
  const std::int64_t most = static_cast<std::int64_t>(divisor.size()) * 4;
  for (std::int64_t i = 0; i < std::min(zeros, most) && !rest.empty(); ++i) {
    rest += '0';
    reduce();
  }
  return rest.empty();
}

}  // namespace

Decimal decimal_of(std::string_view text) {
  constexpr std::int64_t kLargest = 1'000'000'000'000'000;
  Decimal out;
  if (text.starts_with('-')) {
    out.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view power = text.substr(e + 1);
    const bool down = power.starts_with('-');
    if (down || power.starts_with('+')) power.remove_prefix(1);
    for (const char c : power) out.exponent = std::min(kLargest, out.exponent * 10 + (c - '0'));
    if (down) out.exponent = -out.exponent;
    text = text.substr(0, e);
  }
  const std::size_t point = text.find('.');
  out.digits = std::string(text.substr(0, point));
  if (point != std::string_view::npos) {
    out.digits += text.substr(point + 1);
    out.exponent -= static_cast<std::int64_t>(text.size() - point - 1);
  }
  const std::size_t last = out.digits.find_last_not_of('0');
  if (last == std::string::npos) return {};  // -0 is 0
  out.exponent += static_cast<std::int64_t>(out.digits.size() - 1 - last);
  out.digits.resize(last + 1);
  out.digits.erase(0, out.digits.find_first_not_of('0'));
  return out;
}

int compare(const Decimal& a, const Decimal& b) {
  if (a == b) return 0;
  if (a.digits.empty()) return b.negative ? 1 : -1;
  if (b.digits.empty()) return a.negative ? -1 : 1;
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int sign = a.negative ? -1 : 1;
  if (magnitude(a) != magnitude(b)) return magnitude(a) < magnitude(b) ? -sign : sign;
  // Digits behind the point of the first one, so that texts stand in the order of numbers.
  return a.digits < b.digits ? -sign : sign;
}

bool is_multiple(const Decimal& a, const Decimal& b) {
  if (a.digits.empty()) return true;
  // The last digit of `a` is not 0: nothing that ends further left divides it.
  if (b.digits.empty() || a.exponent < b.exponent) return false;
  return divides(b.digits, a.digits, a.exponent - b.exponent);
}

}  // namespace crosswalk::artifacts::json
