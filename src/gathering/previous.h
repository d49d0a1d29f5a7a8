// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gathering/gathered.h"
#include "release/facts.h"

namespace crosswalk::gathering {

/// What is of one release only, and so not carried over to the next one.
struct OfOneRelease {
  std::string_view group;
  /// Empty: the whole group.
  std::string_view field;
  /// Why, for people.
  std::string_view why;
};
/// All of it, in the order of groups.
std::span<const OfOneRelease> of_one_release();

/// What stays from one release to the next, each fact with its file and line as origin (`name`: "releases/4.2.0.yaml"). Texts
/// that name the version before are left out, as are findings that were closed, vulnerabilities that were fixed, and what of an
/// item is true of its version alone, unless one of `items` is the same in the same version. What was left out is told as
/// warnings.
Gathering carry_over(const release::ReleaseFacts& before, std::string_view name, std::span<const Gathering> others);

}  // namespace crosswalk::gathering
