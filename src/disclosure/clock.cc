// SPDX-License-Identifier: Apache-2.0
#include "disclosure/clock.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace crosswalk::disclosure {
namespace {

constexpr Instant hour_seconds = 3600;
constexpr Instant day_seconds = 24 * hour_seconds;

bool holds(const Clock& clock, const base::Date& day) {
  return !(clock.valid_from && day < *clock.valid_from) && !(clock.valid_until && *clock.valid_until < day);
}

/// The first moment at which this happened, as far as `as_of` knows.
std::optional<Instant> first_event(const Timeline& timeline, Trigger trigger, Instant as_of) {
  std::optional<Instant> out;
  for (const auto& [kind, at] : timeline.events) {
    if (kind == trigger && at <= as_of && (!out || at < *out)) out = at;
  }
  return out;
}

const Act* first_act(const Timeline& timeline, std::string_view clock, Instant as_of) {
  const Act* out = nullptr;
  for (const Act& act : timeline.acts) {
    if (act.clock == clock && act.at <= as_of && (out == nullptr || act.at < out->at)) out = &act;
  }
  return out;
}

/// When the clock was started, if it was.
std::optional<Instant> start_of(const Clock& clock, const Timeline& timeline, Instant as_of) {
  std::optional<Instant> out;
  if (clock.given && !first_event(timeline, *clock.given, as_of)) return out;
  if (clock.after.empty()) {
    out = first_event(timeline, clock.from, as_of);
  } else if (const Act* act = first_act(timeline, clock.after, as_of); act != nullptr && act->not_required_because.empty()) {
    out = act->at;
  }
  if (!out || !clock.when) return out;
  const auto other = first_event(timeline, *clock.when, as_of);
  if (!other) return std::nullopt;
  return std::max(*out, *other);
}

/// Whether an event is one of a vulnerability, and not of harm or of an action that there is whatever the cause.
bool is_of_vulnerability(Trigger trigger) {
  switch (trigger) {
    case Trigger::aware:
    case Trigger::actively_exploited:
    case Trigger::uncontrolled_risk:
    case Trigger::measure_available:
    case Trigger::coordinator_contact:
    case Trigger::reviewed:
    case Trigger::published:
      return true;
    default:
      return false;
  }
}

/// Whether turning the report down answers a clock.
bool is_turned_down(const Clock& clock, const Timeline& timeline, Instant as_of) {
  if (!timeline.turned_down || timeline.turned_down->at > as_of) return false;
  if (clock.audience == Audience::reporter && timeline.turned_down->reporter_waits) return false;
  return clock.after.empty() && is_of_vulnerability(clock.from);
}

ClockState state_of(const Reading& reading, Instant as_of) {
  if (!reading.not_required_because.empty()) return ClockState::not_required;
  if (reading.done_at && !reading.late_from) return ClockState::done_unmeasured;
  if (reading.done_at) return *reading.done_at >= *reading.late_from ? ClockState::done_late : ClockState::done;
  if (!reading.late_from) return ClockState::due;
  if (as_of >= *reading.late_from) return ClockState::late;
  return *reading.late_from - as_of <= day_seconds ? ClockState::due : ClockState::running;
}

}  // namespace

std::optional<base::Date> Reading::last_day(const Zone& zone) const {
  if (!late_from) return std::nullopt;
  return zone.day_of(*late_from - 1);
}

Instant late_from(const Period& period, Holidays holidays, Instant event, const Zone& zone) {
  const base::Date day = zone.day_of(event);
  switch (period.unit) {
    case PeriodUnit::hour:
      return event + period.number * hour_seconds;
    case PeriodUnit::day:
      return zone.beginning_of(add_days(day, period.number + 1));
    case PeriodUnit::working_day:
      return zone.beginning_of(add_days(add_working_days(day, period.number, holidays), 1));
    case PeriodUnit::month:
      break;
  }
  return zone.beginning_of(add_days(add_months(day, period.number), 1));
}

bool is_sold_in(std::string_view market, std::string_view region) {
  constexpr std::array<std::string_view, 28> union_states{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES",
                                                          "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
                                                          "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
  if (market == region) return true;
  return region == "EU" && std::find(union_states.begin(), union_states.end(), market) != union_states.end();
}

namespace {

bool names_market(const Regime& regime, std::string_view market) {
  return std::any_of(regime.markets.begin(), regime.markets.end(),
                     [&](const std::string& region) { return is_sold_in(market, region); });
}

}  // namespace

std::vector<std::string> unwatched_markets(std::span<const Regime> regimes, const Manufacturer& manufacturer) {
  std::vector<std::string> out;
  for (const std::string& market : manufacturer.markets) {
    const bool watched =
        std::any_of(regimes.begin(), regimes.end(), [&](const Regime& regime) { return names_market(regime, market); });
    if (!watched) out.push_back(market);
  }
  return out;
}

std::optional<bool> applies(const Regime& regime, const Manufacturer& manufacturer) {
  const auto sold_there = [&](const std::string& market) { return names_market(regime, market); };
  if (!regime.markets.empty() && std::none_of(manufacturer.markets.begin(), manufacturer.markets.end(), sold_there)) return false;
  if (!regime.device) return true;
  if (!manufacturer.device) return std::nullopt;
  return *manufacturer.device == *regime.device;
}

std::vector<Reading> read_clocks(const Timeline& timeline, std::span<const Regime> regimes, const Manufacturer& manufacturer,
                                 Instant as_of) {
  std::vector<Reading> out;
  for (const Regime& regime : regimes) {
    const auto concerned = applies(regime, manufacturer);
    if (concerned && !*concerned) continue;
    for (const Clock& clock : regime.clocks) {
      if (clock.audience == Audience::reporter && !timeline.has_reporter) continue;
      const auto event = start_of(clock, timeline, as_of);
      if (!event || !holds(clock, manufacturer.zone.day_of(*event))) continue;
      Reading reading;
      reading.case_id = timeline.id;
      reading.regime = &regime;
      reading.clock = &clock;
      reading.started = *event;
      reading.device_unsaid = !concerned;
      if (clock.within) reading.late_from = late_from(*clock.within, clock.holidays, *event, manufacturer.zone);
      if (clock.answered_by) reading.done_at = first_event(timeline, *clock.answered_by, as_of);
      if (const Act* act = first_act(timeline, clock.id, as_of); act != nullptr && !reading.done_at) {
        if (act->not_required_because.empty()) {
          reading.done_at = act->at;
        } else {
          reading.not_required_because = act->not_required_because;
          reading.decided = act->decided;
        }
      } else if (!reading.done_at && is_turned_down(clock, timeline, as_of)) {
        reading.not_required_because = timeline.turned_down->because;
      }
      reading.state = state_of(reading, as_of);
      out.push_back(std::move(reading));
    }
  }
  return out;
}

std::string took_text(const Reading& reading) {
  if (!reading.done_at) return {};
  const Instant took = *reading.done_at - reading.started;
  if (took < 0) return "before it began";
  const auto counted = [](Instant number, const char* unit) {
    return "after " + std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
  };
  constexpr Instant minute_seconds = 60;
  if (took >= 2 * day_seconds) return counted(took / day_seconds, "day");
  return took >= hour_seconds ? counted(took / hour_seconds, "hour") : counted(took / minute_seconds, "minute");
}

bool is_more_urgent(const Reading& a, const Reading& b) {
  const auto rank = [](const Reading& reading) {
    const bool open =
        reading.state == ClockState::late || reading.state == ClockState::due || reading.state == ClockState::running;
    // What has no number is wanted at once: before what ends later.
    const Instant until = reading.late_from.value_or(reading.started);
    return std::tuple(!open, until, std::string_view(reading.case_id), std::string_view(reading.clock->id));
  };
  return rank(a) < rank(b);
}

}  // namespace crosswalk::disclosure
