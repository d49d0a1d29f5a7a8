// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"

namespace crosswalk::platform {

/// The day of today in the local time zone: only the default of --as-of.
base::Date today();

/// This moment as "2026-01-31T12:00:00Z": for logs only. Source: RFC 3339.
std::string utc_now();

/// Milliseconds since some fixed moment, never going back: for timeouts and progress only.
std::int64_t steady_milliseconds();

}  // namespace crosswalk::platform
