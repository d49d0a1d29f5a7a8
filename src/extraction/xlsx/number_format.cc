// SPDX-License-Identifier: Apache-2.0
#include "extraction/xlsx/number_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "base/date.h"
#include "base/text.h"

namespace crosswalk::extraction::xlsx {
namespace {

using Kind = NumberFormat::Kind;

constexpr int kMaxDecimals = 15;
/// 9999-12-31 as a day number of the 1900 system.
constexpr double kLastDay = 2'958'466;

std::string two(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// Fifteen significant digits are what a spreadsheet keeps.
std::string shortest(double value) {
  std::array<char, 64> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 15);
  return result.ec == std::errc() ? std::string(buffer.data(), result.ptr) : std::string();
}

std::string fixed(double value, int decimals, int most_decimals) {
  // Halves are rounded away from zero, as a spreadsheet does; printing alone would look at the binary digits.
  const double scale = std::pow(10.0, most_decimals);
  if (std::abs(value) * scale < 1e15) {
    const std::string digits = shortest(value * scale);
    double scaled = value * scale;
    std::from_chars(digits.data(), digits.data() + digits.size(), scaled);
    value = std::round(scaled) / scale;
  }
  std::array<char, 400> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, most_decimals);
  if (result.ec != std::errc()) return shortest(value);
  std::string out(buffer.data(), result.ptr);
  for (int extra = most_decimals; extra > decimals && out.back() == '0'; --extra) out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

std::string clock(std::int64_t seconds, bool with_seconds) {
  return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + (with_seconds ? ":" + two(seconds % 60) : "");
}

std::string day_of(std::int64_t day, bool from_1904) {
  using std::chrono::days;
  using std::chrono::sys_days;
  using std::chrono::year;
  // The 1900 system counts a 29 February 1900 that never was.
  if (!from_1904 && day == 60) return "1900-02-29";
  const sys_days origin = from_1904  ? sys_days{year{1904} / 1 / 1}
                          : day < 60 ? sys_days{year{1899} / 12 / 31}
                                     : sys_days{year{1899} / 12 / 30};
  const std::chrono::year_month_day date{origin + days{day}};
  return base::Date{static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                    static_cast<int>(static_cast<unsigned>(date.day()))}
      .iso();
}

std::string format_date(double value, const NumberFormat& format, bool from_1904) {
  std::int64_t seconds = std::llround(value * 86400);
  if (format.kind == Kind::elapsed) return clock(seconds, seconds % 60 != 0);
  const std::int64_t day = seconds / 86400;
  seconds %= 86400;
  const std::string time = clock(seconds, seconds % 60 != 0);
  if (format.kind == Kind::time) return time;
  const std::string date = day_of(day, from_1904);
  return format.kind == Kind::date_time ? date + " " + time : date;
}

}  // namespace

NumberFormat builtin_format(int id) {
  const auto of = [](Kind kind, int decimals = 0) {
    NumberFormat format;
    format.kind = kind;
    format.decimals = format.most_decimals = decimals;
    return format;
  };
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || (id >= 57 && id <= 58))
    return of(Kind::date);
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56) return of(Kind::time);
  switch (id) {
    case 22:
      return of(Kind::date_time);
    case 46:
      return of(Kind::elapsed);
    case 9:
      return of(Kind::percent);
    case 10:
      return of(Kind::percent, 2);
    case 1:
    case 3:
    case 37:
    case 38:
      return of(Kind::fixed);
    case 2:
    case 4:
    case 39:
    case 40:
      return of(Kind::fixed, 2);
    default:
      return {};
  }
}

NumberFormat parse_format(std::string_view code) {
  NumberFormat format;
  if (base::trim(code).empty()) return format;
  if (code.find_first_not_of("; ") == std::string_view::npos) {
    format.kind = Kind::hidden;
    return format;
  }
  bool date = false;
  bool time = false;
  bool month_or_minute = false;
  bool elapsed = false;
  bool percent = false;
  bool general = false;
  bool other = false;
  bool point = false;
  bool number = false;
  int zeros = 0;
  std::string words;
  const auto literal = [&](std::string_view text) {
    words += text;
    if (number) format.after += text;
  };
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    switch (c) {
      case '"': {
        const std::size_t end = code.find('"', i + 1);
        literal(code.substr(i + 1, (end == std::string_view::npos ? code.size() : end) - i - 1));
        i = end == std::string_view::npos ? code.size() : end;
        break;
      }
      case '\\':
        if (i + 1 < code.size()) {
          const std::size_t length = base::decode_utf8(code, i + 1).length;
          literal(code.substr(i + 1, length));
          i += length;
        }
        break;
      case '_':
      case '*':
        ++i;
        break;
      case '[': {
        const std::size_t end = code.find(']', i);
        const std::string inside =
            base::to_lower(code.substr(i + 1, (end == std::string_view::npos ? code.size() : end) - i - 1));
        if (!inside.empty() && inside.find_first_not_of(inside[0]) == std::string::npos &&
            (inside[0] == 'h' || inside[0] == 'm' || inside[0] == 's'))
          elapsed = true;
        i = end == std::string_view::npos ? code.size() : end;
        break;
      }
      case 'y':
      case 'Y':
      case 'd':
      case 'D':
        date = true;
        break;
      case 'h':
      case 'H':
      case 's':
      case 'S':
        time = true;
        break;
      case 'm':
      case 'M':
        month_or_minute = true;
        break;
      case 'G':
      case 'g':
        if (base::equal_ignoring_case(code.substr(i, 7), "General")) {
          general = true;
          i += 6;
        } else {
          other = true;
        }
        break;
      case '%':
        percent = true;
        break;
      case '0':
      case '#':
        // Fractions of seconds.
        if (time) break;
        if (!number) format.before = words;
        number = true;
        if (point) {
          ++format.most_decimals;
          if (c == '0') format.decimals = format.most_decimals;
        } else if (c == '0') {
          ++zeros;
        }
        break;
      case '.':
        point = true;
        break;
      case ',':
        break;
      case ' ':
      case '-':
      case '+':
      case '(':
      case ')':
      case ':':
      case '$':
        if (!date && !time) literal(std::string_view(&code[i], 1));
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x80) {
          literal(std::string_view(&code[i], 1));
        } else {
          other = true;
        }
        break;
    }
  }
  if (elapsed) {
    format.kind = Kind::elapsed;
  } else if ((date || time || month_or_minute) && !number) {
    if (month_or_minute && !time) date = true;
    format.kind = date && time ? Kind::date_time : date ? Kind::date : Kind::time;
  } else if (general || (other && !percent)) {
    format = {};
  } else if (percent) {
    format.kind = Kind::percent;
  } else if (number) {
    format.kind = Kind::fixed;
    format.digits = zeros;
  } else {
    // Seconds with fractions, or words only: the number itself says enough.
    format = {};
    if (date || time) format.kind = date && time ? Kind::date_time : date ? Kind::date : Kind::time;
  }
  format.decimals = std::min(format.decimals, kMaxDecimals);
  format.most_decimals = std::min(format.most_decimals, kMaxDecimals);
  format.digits = std::min(format.digits, kMaxDecimals);
  return format;
}

std::string format_number(std::string_view number, const NumberFormat& format, bool from_1904) {
  number = base::trim(number);
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::string(number);
  const bool whole_text =
      number.size() <= 17 && number.find_first_not_of("0123456789", number.starts_with('-') ? 1 : 0) == std::string_view::npos;
  switch (format.kind) {
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::elapsed:
      // A spreadsheet cannot show days before its first one.
      if (value < 0 || value >= kLastDay) return shortest(value);
      if (value < 1 && format.kind == Kind::date) return shortest(value);
      return format_date(value, format, from_1904);
    case Kind::percent:
      return fixed(value * 100, 0, format.most_decimals) + " %";
    case Kind::fixed: {
      if (std::abs(value) >= 1e15) return whole_text ? std::string(number) : shortest(value);
      std::string digits = fixed(std::abs(value), format.decimals, format.most_decimals);
      const std::size_t before_point = std::min(digits.find('.'), digits.size());
      if (before_point < static_cast<std::size_t>(format.digits))
        digits.insert(0, static_cast<std::size_t>(format.digits) - before_point, '0');
      const bool negative = value < 0 && digits.find_first_not_of("0.") != std::string::npos;
      return std::string(base::trim((negative ? "-" : "") + format.before + digits + format.after));
    }
    case Kind::general:
    case Kind::hidden:
      break;
  }
  return whole_text ? std::string(number) : shortest(value);
}

}  // namespace crosswalk::extraction::xlsx
