// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "artifacts/time/instant.h"
#include "base/date.h"
#include "base/result.h"

namespace crosswalk::cli {

/// The moment that an option names: a day ("2026-01-31", its beginning in UTC) or a date and time as RFC 3339 has it; now where
/// it names none. `option` stands in errors. Errors: usage.
base::Result<artifacts::time::Instant> moment(const std::string& text, const char* option);

/// The day of a moment in UTC.
base::Date day_of(artifacts::time::Instant instant);

}  // namespace crosswalk::cli
