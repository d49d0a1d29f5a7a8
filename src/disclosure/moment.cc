// SPDX-License-Identifier: Apache-2.0
#include "disclosure/moment.h"

#include <cctype>
#include <optional>

#include "base/text.h"
#include "disclosure/calendar.h"

namespace crosswalk::disclosure {
namespace {

namespace time = artifacts::time;

constexpr std::size_t day_size = std::string_view("2026-11-23").size();
constexpr std::size_t utc_size = std::string_view("2026-11-23T13:30:00Z").size();

bool is_digit(char each) { return each >= '0' && each <= '9'; }

/// A time of day "14:30" or "14:30:05" at the beginning of a text, which becomes what stands behind it: in seconds.
std::optional<int> take_time_of_day(std::string_view& text) {
  const auto take = [&](int below) -> std::optional<int> {
    constexpr int base = 10;
    if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
    const int out = (text[0] - '0') * base + (text[1] - '0');
    text.remove_prefix(2);
    return out < below ? std::optional(out) : std::nullopt;
  };
  constexpr int of_minute = 60;
  const auto hour = take(24);
  if (!hour || !text.starts_with(':')) return std::nullopt;
  text.remove_prefix(1);
  const auto minute = take(of_minute);
  if (!minute) return std::nullopt;
  std::optional<int> second(0);
  if (text.starts_with(':')) {
    text.remove_prefix(1);
    second = take(of_minute);
  }
  if (!second) return std::nullopt;
  return (*hour * of_minute + *minute) * of_minute + *second;
}

/// "2026-11-23 14:30", "2026-11-23T14:30:05", and with the distance from UTC behind it.
std::optional<Instant> read_local(std::string_view text, const Zone& zone) {
  if (text.size() <= day_size) return std::nullopt;
  const auto day = base::parse_iso_date(text.substr(0, day_size));
  const char between = text[day_size];
  if (!day || (between != ' ' && between != 'T' && between != 't')) return std::nullopt;
  std::string_view rest = base::trim(text.substr(day_size + 1));
  const auto seconds = take_time_of_day(rest);
  if (!seconds) return std::nullopt;
  rest = base::trim(rest);
  if (rest.empty()) return zone.moment_of(*day, *seconds);
  if (rest != "Z" && rest.front() != '+' && rest.front() != '-') return std::nullopt;
  const auto apart = Zone::named(rest);
  if (!apart) return std::nullopt;
  return apart->moment_of(*day, *seconds);
}

/// Any of the forms, but "now".
base::Result<Instant> read_any(std::string_view text, const Zone& zone, DayMeans day) {
  if (const auto whole = time::parse_rfc3339(text)) return *whole;
  if (const auto date = base::parse_iso_date(text))
    return day == DayMeans::beginning ? zone.beginning_of(*date) : zone.beginning_of(add_days(*date, 1)) - 1;
  if (const auto local = read_local(text, zone)) return *local;
  return base::Error{base::ErrorCode::malformed_data, std::string(text),
                     "write a day as 2026-01-31, a time there as '2026-01-31 14:30', a moment as 2026-01-31T14:30:00Z, or now"};
}

}  // namespace

bool can_be_written(Instant at) { return time::parse_rfc3339(time::text_of(at)) == at; }

base::Result<Instant> read_moment(std::string_view text, const Zone& zone, Instant now, DayMeans day) {
  text = base::trim(text);
  if (text == "now") return now;
  CW_ASSIGN_OR_RETURN(const Instant at, read_any(text, zone, day));
  if (can_be_written(at)) return at;
  return base::Error{base::ErrorCode::malformed_data, std::string(text), "in UTC it lies outside the years 0000 to 9999"};
}

std::string with_local_moments(std::string_view text, const Zone& zone) {
  std::string out;
  while (text.size() >= utc_size) {
    const auto at = text[utc_size - 1] == 'Z' && (out.empty() || std::isalnum(static_cast<unsigned char>(out.back())) == 0)
                        ? time::parse_rfc3339(text.substr(0, utc_size))
                        : std::nullopt;
    out += at ? zone.text_of(*at) : std::string(1, text.front());
    text.remove_prefix(at ? utc_size : 1);
  }
  return out.append(text);
}

}  // namespace crosswalk::disclosure
