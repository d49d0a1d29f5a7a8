// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "packs/diagnostics.h"
#include "release/facts.h"

namespace crosswalk::gathering {

/// An entry of a release file that was taken from what exists already.
struct Gathered {
  /// One of release::groups().
  std::string group;
  /// Each fact with its origin ("deploy/compose.yaml, line 12"); line and column are those in that source.
  release::Entry entry;
};

/// What one source gives.
struct Gathering {
  std::vector<Gathered> entries;
  /// What was seen and not taken, and why; nothing is left out silently.
  packs::Diagnostics remarks;
};

}  // namespace crosswalk::gathering
