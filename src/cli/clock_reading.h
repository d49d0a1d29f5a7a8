// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "disclosure/clock.h"

namespace crosswalk::cli {

/// A clock of a case with all that is known of it, moments in UTC and its last day in `zone`.
nlohmann::ordered_json json_of(const disclosure::Reading& reading, const disclosure::Zone& zone);

/// The same for people, in lines for 80 columns set in by two: what, until when, who is to be told, by which rule.
std::string text_of(const disclosure::Reading& reading, const disclosure::Zone& zone);

}  // namespace crosswalk::cli
