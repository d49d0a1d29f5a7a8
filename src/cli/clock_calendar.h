// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "disclosure/clock.h"

namespace crosswalk::cli {

/// Clocks that are not done as a calendar: one event for each, on its last day in `zone`, or for hours at the moment at which it
/// is too late; what has no number on the day on which it began. Calendars are shared: nothing of a vulnerability stands in it
/// but the id of its case. Where no clock is open it holds the zone UTC alone, as no calendar may be empty. The same readings
/// give the same bytes. Source: RFC 5545, 3.1, 3.3.11, 3.4, 3.6, 3.6.1, 3.6.5.
std::string calendar_of(std::span<const disclosure::Reading> readings, const disclosure::Zone& zone);

}  // namespace crosswalk::cli
