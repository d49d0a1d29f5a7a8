// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/csaf_page.h"
#include "disclosure/timeliness.h"
#include "disclosure/zone.h"

namespace crosswalk::cli {

/// What only people can say in a review of a year: a blank with its type.
struct Blank {
  /// "text", "person", "date".
  std::string type;
  /// What is wanted.
  std::string what;

  /// "[[BLANK person: who held the review]]".
  [[nodiscard]] std::string text() const;
};
/// All blanks of the review, in their order.
const std::vector<Blank>& year_blanks();

/// The review of a year as a page: numbers, cases, and blanks for what was concluded. `head` is the last hash of the register.
/// Source: IEC 81001-5-1, 4.1.8.
Page year_page(const std::string& manufacturer, const disclosure::YearReport& report, const disclosure::Zone& zone,
               const std::string& head);
/// The same for programs.
nlohmann::ordered_json year_json(const std::string& manufacturer, const disclosure::YearReport& report,
                                 const disclosure::Zone& zone, const std::string& head);

}  // namespace crosswalk::cli
