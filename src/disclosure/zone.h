// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "artifacts/time/instant.h"
#include "base/date.h"
#include "base/result.h"

namespace date {
class time_zone;
}

namespace crosswalk::disclosure {

using artifacts::time::Instant;

/// Where days begin and end: a zone of the system's time zone database, or a fixed distance from UTC.
class Zone {
 public:
  /// UTC.
  Zone() = default;
  /// "Europe/Berlin", "UTC", "+01:00".
  ///
  /// Errors: malformed_data for a name that the database does not have, or where there is no database.
  static base::Result<Zone> named(std::string_view name);

  /// As it was asked for.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The day that it is there.
  [[nodiscard]] base::Date day_of(Instant instant) const;
  /// The moment at which a day begins there: the first that has its date.
  [[nodiscard]] Instant beginning_of(const base::Date& day) const;
  /// The moment at which clocks there show so many seconds of a day: the first where they show it twice; where they leap over it,
  /// the one that the time before the leap gives.
  [[nodiscard]] Instant moment_of(const base::Date& day, int seconds) const;
  /// "2026-11-23 14:30 +01:00".
  [[nodiscard]] std::string text_of(Instant instant) const;

 private:
  [[nodiscard]] int offset_at(Instant instant) const;

  std::string name_ = "UTC";
  /// Of the system's database, which lives as long as the program; null: `fixed_` holds.
  const ::date::time_zone* zone_ = nullptr;
  /// Seconds east of UTC.
  int fixed_ = 0;
};

}  // namespace crosswalk::disclosure
