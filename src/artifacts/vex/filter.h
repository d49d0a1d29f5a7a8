// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vex/model.h"
#include "base/result.h"

namespace crosswalk::artifacts::vex {

/// A log of a scanner without what is settled.
struct Filtered {
  /// The log as it was, but for the results that are settled.
  std::string json;
  /// Results of a run before and after.
  struct Run {
    std::size_t before = 0;
    std::size_t after = 0;
  };
  std::vector<Run> runs;
};

/// Takes the results out of a SARIF log whose vulnerability is not_affected or fixed by the latest statement on it, in whatever
/// product. A result names its vulnerability by its rule's id.
///
/// Errors: malformed_data: no JSON, or no SARIF log. Source: SARIF 2.1.0, 3.13, 3.14 and 3.27.5.
base::Result<Filtered> filter_sarif(std::string bytes, std::string_view name, const Document& merged);

}  // namespace crosswalk::artifacts::vex
