// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "disclosure/case.h"
#include "disclosure/clock.h"
#include "disclosure/organisation.h"
#include "disclosure/regime.h"

namespace crosswalk::disclosure {

/// When a case came to each stage, as the register knows it; nothing where it did not, or was taken in later.
using StageTimes = std::array<std::optional<Instant>, 6>;

/// How long a case took.
struct CaseTimes {
  std::string id;
  std::string title;
  Stage stage = Stage::received;
  bool turned_down = false;
  std::optional<Instant> aware;
  std::optional<Instant> reviewed;
  /// A measure was available, or the first version with the fix came out.
  std::optional<Instant> fixed;
  std::optional<Instant> disclosed;
  /// The last recipient of a notice was told.
  std::optional<Instant> told;
  std::vector<Reading> clocks;
};

/// Days of several cases, in tenths.
struct Days {
  std::size_t cases = 0;
  long median = 0;
  long most = 0;
};

/// A year in numbers.
struct YearFigures {
  std::size_t received = 0;
  std::size_t turned_down = 0;
  /// Neither closed nor turned down at the end.
  std::size_t open = 0;
  std::size_t disclosed = 0;
  /// Of those received and not turned down: how many there are, and for how many there is a fix. Source: FDA, Cybersecurity in
  /// Medical Devices: Quality Management System Considerations and Content of Premarket Submissions, V.A.6.
  std::size_t vulnerabilities = 0;
  std::size_t patched = 0;
  Days to_review;
  Days to_fix;
  Days to_disclosure;
  Days to_notices;
  /// Clocks of the cases of the year.
  std::size_t in_time = 0;
  /// Done, where no number tells whether that was in time.
  std::size_t done_unmeasured = 0;
  std::size_t done_late = 0;
  std::size_t late = 0;
  std::size_t running = 0;
  std::size_t not_required = 0;
};

/// How timely the cases of a year were.
struct YearReport {
  int year = 0;
  /// The end of the year, or the moment of looking if that is earlier.
  Instant until = 0;
  std::vector<CaseTimes> cases;
  YearFigures figures;
};

/// What a report of a year looks at beside the cases.
struct YearInput {
  int year = 0;
  Instant as_of = 0;
  const Organisation* organisation = nullptr;
  std::span<const Regime> regimes;
  Manufacturer manufacturer;
  /// By the id of a case; may be null.
  const std::unordered_map<std::string, StageTimes>* stages = nullptr;
};

/// Whether a case belongs to a year: it became known in it, was published in it, or was open in it. `until` as in YearReport.
bool is_of_year(const Case& one, int year, Instant until, const Zone& zone);
/// The last moment that a report of a year looks at.
Instant end_of_year(int year, Instant as_of, const Zone& zone);

/// The year of these cases, in their order. The regimes have to stay as long as the report. Source: IEC 81001-5-1, 4.1.7 and
/// 4.1.8.
YearReport report_year(std::span<const Case> cases, const YearInput& input);

/// Tenths of a day as "12.5".
std::string days_text(long tenths);

}  // namespace crosswalk::disclosure
