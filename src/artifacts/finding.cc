// SPDX-License-Identifier: Apache-2.0
#include "artifacts/finding.h"

#include <algorithm>
#include <array>

namespace crosswalk::artifacts {

std::string_view name_of(FindingLevel level) {
  constexpr std::array<std::string_view, 3> names{"error", "warning", "information"};
  return names[static_cast<std::size_t>(level)];
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.level == FindingLevel::error; });
}

}  // namespace crosswalk::artifacts
