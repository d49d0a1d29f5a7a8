// SPDX-License-Identifier: Apache-2.0
#include "disclosure/zone.h"

#include <date/tz.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <optional>

namespace crosswalk::disclosure {
namespace {

constexpr int minute = 60;
constexpr int hour = 60 * minute;
constexpr Instant day_seconds = 24 * hour;
/// No zone is further from UTC than this.
constexpr int most_hours = 14;

/// The distance that "+01:00" names, in seconds.
std::optional<int> parse_offset(std::string_view text) {
  constexpr std::size_t length = 6;
  if (text.size() != length || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto two_digits = [&](std::size_t at) -> int {
    const auto digit = [&](std::size_t place) { return text[place] >= '0' && text[place] <= '9' ? text[place] - '0' : -1; };
    constexpr int base = 10;
    return digit(at) < 0 || digit(at + 1) < 0 ? -1 : digit(at) * base + digit(at + 1);
  };
  const int hours = two_digits(1);
  const int minutes = two_digits(4);
  if (hours < 0 || minutes < 0 || minutes >= minute || hours > most_hours) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * hour + minutes * minute);
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

base::Result<Zone> Zone::named(std::string_view name) {
  Zone out;
  out.name_ = std::string(name);
  if (name == "UTC" || name == "Z") return out;
  if (const auto offset = parse_offset(name)) {
    out.fixed_ = *offset;
    return out;
  }
  try {
    out.zone_ = date::locate_zone(out.name_);
  } catch (const std::exception&) {
    return base::Error{base::ErrorCode::malformed_data, out.name_,
                       "the system's time zone database has no zone of this name; write one like Europe/Berlin, UTC or +01:00"};
  }
  return out;
}

int Zone::offset_at(Instant instant) const {
  if (zone_ == nullptr) return fixed_;
  const date::sys_seconds at{std::chrono::seconds(instant)};
  return static_cast<int>(zone_->get_info(at).offset.count());
}

base::Date Zone::day_of(Instant instant) const {
  const date::year_month_day ymd(date::floor<date::days>(date::sys_seconds(std::chrono::seconds(instant + offset_at(instant)))));
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

Instant Zone::beginning_of(const base::Date& day) const {
  const Instant midnight = artifacts::time::beginning_of(day);
  if (zone_ == nullptr) return midnight - fixed_;
  // What the clocks show at midnight may be shown twice or never: the first moment of the day is wanted.
  const date::local_seconds local{std::chrono::seconds(midnight)};
  const auto info = zone_->get_info(local);
  if (info.result == date::local_info::nonexistent) return info.first.end.time_since_epoch().count();
  return midnight - info.first.offset.count();
}

Instant Zone::moment_of(const base::Date& day, int seconds) const {
  const Instant shown = artifacts::time::beginning_of(day) + seconds;
  if (zone_ == nullptr) return shown - fixed_;
  return shown - zone_->get_info(date::local_seconds{std::chrono::seconds(shown)}).first.offset.count();
}

std::string Zone::text_of(Instant instant) const {
  const int offset = offset_at(instant);
  const Instant local = instant + offset;
  const auto of_day = static_cast<int>(((local % day_seconds) + day_seconds) % day_seconds);
  const int apart = std::abs(offset);
  return day_of(instant).iso() + " " + two_digits(of_day / hour) + ":" + two_digits(of_day % hour / minute) + " " +
         (offset < 0 ? "-" : "+") + two_digits(apart / hour) + ":" + two_digits(apart % hour / minute);
}

}  // namespace crosswalk::disclosure
