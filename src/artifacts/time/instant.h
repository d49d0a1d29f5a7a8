// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace crosswalk::artifacts::time {

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Instant = std::int64_t;

/// The beginning of a day in UTC.
Instant beginning_of(const base::Date& day);
/// The same moment a number of years later; 29 February becomes 1 March where there is none.
Instant years_later(Instant instant, int years);
/// "2026-01-31T12:00:00Z". Source: RFC 3339, 5.6.
std::string text_of(Instant instant);

/// Reads a date and time as RFC 3339 has it, the whole text: "2026-01-31T12:00:00.5+02:00"; parts of seconds are dropped.
/// Source: RFC 3339, 5.6 and 5.7.
std::optional<Instant> parse_rfc3339(std::string_view text);
/// Reads a date and time as mail has it: "Mon, 15 Aug 2005 15:52:01 +0000". The day of the week is not checked.
/// Source: RFC 5322, 3.3.
std::optional<Instant> parse_rfc5322(std::string_view text);

}  // namespace crosswalk::artifacts::time
