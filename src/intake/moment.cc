// SPDX-License-Identifier: Apache-2.0
#include "intake/moment.h"

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "artifacts/time/date.h"
#include "base/text.h"
#include "disclosure/moment.h"

namespace crosswalk::intake {
namespace {

namespace time = artifacts::time;

base::Error wrong(std::string_view text, const std::string& why) {
  return {base::ErrorCode::malformed_data, "", "'" + beginning_of(text, 80) + "' " + why};
}

std::optional<int> number(std::string_view text, int most) {
  int out = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc() || end != text.data() + text.size() || text.empty() || out < 0 || out > most) return std::nullopt;
  return out;
}

/// Seconds of a time of day: "14:30", "14:30:05", "14:30:05.5".
std::optional<int> seconds_of(std::string_view text) {
  const std::vector<std::string_view> parts = base::split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto hour = number(parts[0], 23);
  const auto minute = number(parts[1], 59);
  const auto second = parts.size() == 3 ? number(parts[2].substr(0, parts[2].find('.')), 60) : std::optional<int>(0);
  if (!hour || !minute || !second) return std::nullopt;
  return *hour * 3600 + *minute * 60 + *second;
}

/// The day of a text whose form leaves no doubt which number is which, or with the order that was asked for.
base::Result<base::Date> day_of(std::string_view text, DateOrder order) {
  const auto date = time::parse_date(text);
  if (!date) return wrong(text, "is no date; 2026-11-23 is one, and 2026-11-23T14:30:00Z with a time");
  if (date->precision == time::Precision::month) return wrong(text, "has no day");
  if (date->precision == time::Precision::day_without_year) return wrong(text, "has no year");
  if (date->other && *date->other != date->day) {
    if (order == DateOrder::unsaid)
      return wrong(text, "can be " + date->day.iso() + " or " + date->other->iso() + ": give --date-order dmy or mdy");
    return order == DateOrder::dmy ? date->day : *date->other;
  }
  // "15/03/2026" can only begin with the day, whatever was asked for; then the order was wrong, for the others too.
  const std::size_t first = text.find_first_not_of("0123456789");
  if (order != DateOrder::unsaid && (first == 1 || first == 2) && (text[first] == '/' || text[first] == '-')) {
    const auto leading = number(text.substr(0, first), 99);
    const bool numeric = text.find_first_not_of("0123456789/-") == std::string_view::npos;
    const bool day_first = leading && *leading == date->day.day;
    const bool both = date->day.day == date->day.month;
    if (numeric && !both && day_first != (order == DateOrder::dmy))
      return wrong(text, "does not fit --date-order " + std::string(base::word(order)));
  }
  return date->day;
}

/// Any of the forms.
base::Result<Instant> read_any(std::string_view text, DateOrder order, const disclosure::Zone& zone) {
  if (const auto whole = time::parse_rfc3339(text)) return *whole;
  if (const auto mail = time::parse_rfc5322(text)) return *mail;
  // A time of day behind a day: the last part with a colon.
  const std::size_t space = text.find_last_of(" T");
  if (space != std::string_view::npos) {
    if (const auto seconds = seconds_of(text.substr(space + 1))) {
      CW_ASSIGN_OR_RETURN(const base::Date day, day_of(base::trim(text.substr(0, space)), order));
      return zone.moment_of(day, *seconds);
    }
  }
  CW_ASSIGN_OR_RETURN(const base::Date day, day_of(text, order));
  return zone.beginning_of(day);
}

}  // namespace

base::Result<Instant> read_moment(std::string_view text, DateOrder order, const disclosure::Zone& zone) {
  text = base::trim(text);
  CW_ASSIGN_OR_RETURN(const Instant at, read_any(text, order, zone));
  if (!disclosure::can_be_written(at)) return wrong(text, "lies outside the years 0000 to 9999 in UTC");
  return at;
}

}  // namespace crosswalk::intake
