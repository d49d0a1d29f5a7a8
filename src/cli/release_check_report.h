// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/release_check_review.h"
#include "cli/release_common.h"
#include "release/consistency.h"

namespace crosswalk::cli {

/// Everything that the gate of a release found.
struct Gate {
  const OpenedRelease* opened = nullptr;
  std::vector<release::Document> documents;
  /// Sorted, files named from the folder of the workspace on.
  std::vector<release::Finding> findings;
  /// Nothing where no folder of a set was named.
  std::optional<ReviewedSet> set;

  /// How many findings have this weight.
  [[nodiscard]] std::size_t count(release::Weight weight) const;
};

/// For a release manager, in at most 80 columns: whether it may go out, what keeps it, then the rest.
std::string gate_told(const Gate& gate);
/// For programs: everything, in a fixed order.
std::string gate_json(const Gate& gate);

}  // namespace crosswalk::cli
