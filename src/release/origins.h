// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "release/facts.h"

namespace crosswalk::release {

/// A file that facts were taken from.
struct OriginCount {
  /// The file, without the place in it; empty: written by hand.
  std::string source;
  std::size_t facts = 0;
  /// Names of the groups, in their order.
  std::vector<std::string> groups;
};

/// Where facts come from, by source, sorted by its name; those that were written by hand first. None where there are no facts.
std::vector<OriginCount> origins_of(const ReleaseFacts& facts);

}  // namespace crosswalk::release
