// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "disclosure/zone.h"

namespace crosswalk::disclosure {

/// What a day without a time of day stands for: its first second, or its last one.
enum class DayMeans : std::uint8_t { beginning, end };

/// Whether a moment lies in the years that RFC 3339 can write, 0000 to 9999: a leap second at the end of the last one does not.
bool can_be_written(Instant at);

/// Reads a moment as people name it: "now", which is `now`; RFC 3339; a day ("2026-11-23") in `zone`; a time of day there
/// ("2026-11-23 14:30", with seconds or without, 'T' for the blank), or with the distance from UTC behind it, as Zone::text_of()
/// writes it ("2026-11-23 14:30 +01:00"). What clocks show twice is taken for the first time, what they leap over for what the
/// time before the leap gives.
///
/// Errors: malformed_data, with what may be written.
base::Result<Instant> read_moment(std::string_view text, const Zone& zone, Instant now, DayMeans day);

/// A text in which moments in UTC stand as the register writes them ("2026-11-23T13:30:00Z"), with these as in `zone`.
std::string with_local_moments(std::string_view text, const Zone& zone);

}  // namespace crosswalk::disclosure
