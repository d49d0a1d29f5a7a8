// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "disclosure/case.h"
#include "disclosure/clock.h"

namespace crosswalk::disclosure {

/// What a case says to clocks. Its events with a moment, and its publications as such; a decision that nobody need be told
/// answers its clock, and one without a moment counts as if it had always stood; a decision that somebody is to be told answers
/// nothing. A notice answers the clock that it names when all its recipients were told, at the moment at which the last one was:
/// a clock that asks to tell all users is not answered by telling one. Of several notices for one clock the first that is
/// complete answers it. A report that was turned down with a reason was so when it was reviewed; where nobody noted that, always.
Timeline timeline_of(const Case& one);

}  // namespace crosswalk::disclosure
