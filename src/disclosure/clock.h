// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.h"
#include "disclosure/regime.h"
#include "disclosure/zone.h"

namespace crosswalk::disclosure {

/// Of whom the clocks are read: what the workspace says.
struct Manufacturer {
  /// Where products are sold, as regimes call it: "EU", "US", "DE".
  std::vector<std::string> markets;
  /// Whether the product is a medical device; nothing where nobody said so.
  std::optional<bool> device;
  /// Days end there.
  Zone zone;
};

/// Who decided something, in which role, and when; empty where nobody wrote it down.
struct Decided {
  std::string by;
  std::string role;
  std::optional<Instant> at;
};

/// Something that was done, or decided not to have to be done.
struct Act {
  /// The clock that it answers: "eu-mdr/serious-incident".
  std::string clock;
  Instant at = 0;
  /// For "is not to be reported": why, and whose decision it is. Empty for what was sent.
  std::string not_required_because;
  Decided decided = {};
};

/// That a report was turned down: what asks to do something about a vulnerability need not be done.
struct TurnedDown {
  Instant at = 0;
  std::string because;
  /// Whether it is known who reported it, who is to be answered all the same.
  bool reporter_waits = false;
};

/// What clocks want to know of a case.
struct Timeline {
  std::string id;
  std::vector<std::pair<Trigger, Instant>> events;
  std::vector<Act> acts;
  /// Whether somebody from outside may have told us: else nobody waits for an answer.
  bool has_reporter = true;
  std::optional<TurnedDown> turned_down = {};
};

/// Where a clock stands.
enum class ClockState : std::uint8_t {
  late,             ///< not done, and the time is over
  due,              ///< not done, and it ends within a day, or has no number
  running,          ///< not done, later than that
  done_late,        ///< done, too late
  done,             ///< done in time
  done_unmeasured,  ///< done; the rule says "at once" and has no number that tells whether it was in time
  not_required,     ///< somebody decided, with a reason, that it need not be done
};

/// One clock of one case.
struct Reading {
  std::string case_id;
  const Regime* regime = nullptr;
  const Clock* clock = nullptr;
  ClockState state = ClockState::running;
  /// The event that started it.
  Instant started = 0;
  /// The first moment at which it is too late; nothing for what has no number.
  std::optional<Instant> late_from;
  std::optional<Instant> done_at;
  std::string not_required_because;
  /// Who decided that.
  Decided decided;
  /// Whether it applies only if the product is (or is not) a medical device, which nobody said.
  bool device_unsaid = false;

  /// The last day on which it is in time.
  [[nodiscard]] std::optional<base::Date> last_day(const Zone& zone) const;
};

/// The first moment at which it is too late. Hours are counted from the moment; days from the day after that of the event, to the
/// end of the last one, and so are working days; months to the end of the day with the same number. That a period which ends on a
/// free day goes on to the next working day is not taken advantage of.
/// Source: Regulation (EEC, Euratom) No 1182/71, Article 3; 21 CFR 803.3 ("work day") and 803.10; 21 CFR 806.10(b).
Instant late_from(const Period& period, Holidays holidays, Instant event, const Zone& zone);

/// Whether a regime concerns a manufacturer; nothing where it depends on whether the product is a device, which nobody said.
std::optional<bool> applies(const Regime& regime, const Manufacturer& manufacturer);

/// Whether what is sold in `market` is sold in `region`, too: the same word, or a member state of the European Union by its code
/// ("DE") and "EU". Source: ISO 3166-1, alpha-2; "EL" as Greece is written in Union law.
bool is_sold_in(std::string_view market, std::string_view region);
/// The markets of a manufacturer that no regime names: nobody watches what has to be told there.
std::vector<std::string> unwatched_markets(std::span<const Regime> regimes, const Manufacturer& manufacturer);

/// The clocks of a case that events have started by `as_of`, in the order of regimes. What comes after `as_of` has not happened
/// yet. A clock whose event happened several times is started by the first; it is answered by the first act that
/// names it, or by the event that answers it (Clock::answered_by). What is to be told to the reporter has no clock where there is
/// none. Where the report was turned down nothing need be done about a vulnerability: but who reported it is answered, and what
/// was started by harm or by an action of ours is owed all the same.
std::vector<Reading> read_clocks(const Timeline& timeline, std::span<const Regime> regimes, const Manufacturer& manufacturer,
                                 Instant as_of);

/// How long what was done took from the event that started it: "after 6 days", "after 30 hours", "after 5 minutes"; days from two
/// on. What was done before it is "before it began". Empty for what was not done.
std::string took_text(const Reading& reading);

/// The order in which people want to see them: what is late, longest first; then by the time that is left; what is done last.
bool is_more_urgent(const Reading& a, const Reading& b);

}  // namespace crosswalk::disclosure

template <>
struct crosswalk::base::Words<crosswalk::disclosure::ClockState> {
  static constexpr std::array<std::string_view, 7> names{"late",        "due", "running", "done_late", "done", "done_unmeasured",
                                                         "not_required"};
};
