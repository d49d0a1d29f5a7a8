// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifacts/time/instant.h"
#include "base/result.h"
#include "disclosure/zone.h"
#include "intake/intake.h"

namespace crosswalk::intake {

/// Reads a moment as people write it in tables: RFC 3339; RFC 5322; a day in any form of artifacts/time/date.h, with or without a
/// time of day behind it ("2026-03-04 14:30"). What has no zone is of `zone`; a day without a time is its beginning, so that
/// clocks that it starts end early rather than late.
///
/// Errors: malformed_data with what to write instead: no date; a month or a day without its year; 03/04/2026 while `order` is
/// unsaid, as day and month can stand either way; a date that does not fit the order.
base::Result<Instant> read_moment(std::string_view text, DateOrder order, const disclosure::Zone& zone);

}  // namespace crosswalk::intake
