// SPDX-License-Identifier: Apache-2.0
#include "cli/moment.h"

#include "platform/clock.h"

namespace crosswalk::cli {

base::Result<artifacts::time::Instant> moment(const std::string& text, const char* option) {
  if (const auto day = base::parse_iso_date(text)) return artifacts::time::beginning_of(*day);
  if (const auto instant = artifacts::time::parse_rfc3339(text.empty() ? platform::utc_now() : text)) return *instant;
  return base::Error{base::ErrorCode::usage, std::string(option) + " " + text,
                     "write a day as 2026-01-31, or a moment as 2026-01-31T12:00:00Z"};
}

base::Date day_of(artifacts::time::Instant instant) {
  return base::parse_iso_date(artifacts::time::text_of(instant).substr(0, 10)).value_or(base::Date{});
}

}  // namespace crosswalk::cli
