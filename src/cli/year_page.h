// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "disclosure/timeliness.h"
#include "disclosure/zone.h"
#include "writing/paper.h"

namespace crosswalk::cli {

/// What only people can say in a review of a year, in its order.
const std::vector<writing::Blank>& year_blanks();

/// The review of a year as a page: numbers, cases, and blanks for what was concluded. `head` is the last hash of the register.
/// Source: IEC 81001-5-1, 4.1.8.
writing::Paper year_page(const std::string& manufacturer, const disclosure::YearReport& report, const disclosure::Zone& zone,
                         const std::string& head);
/// The same for programs.
nlohmann::ordered_json year_json(const std::string& manufacturer, const disclosure::YearReport& report,
                                 const disclosure::Zone& zone, const std::string& head);

}  // namespace crosswalk::cli
