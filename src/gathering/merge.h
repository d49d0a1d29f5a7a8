// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gathering/gathered.h"
#include "packs/diagnostics.h"
#include "release/facts.h"
#include "release/write.h"

namespace crosswalk::gathering {

/// Two sources that say different things.
struct Contradiction {
  std::string group;
  /// The entry for people: its id or name; empty in groups that are no list.
  std::string entry;
  std::string field;
  /// What stands in the release file, and what else was found; each with its place in words.
  std::string kept;
  std::string kept_place;
  std::string other;
  std::string other_place;
  /// Whether what is kept stood in the file before.
  bool in_file = false;
};

/// What comes of all sources together.
struct Merged {
  std::vector<release::Addition> additions;
  std::vector<Contradiction> contradictions;
  /// What cannot be taken, as errors with the place in its source; what was taken otherwise than it stood there, as warnings.
  packs::Diagnostics remarks;
};

/// Puts what sources give beside a release file (`file`; with no groups for a new one). What the file says stays; of several
/// sources the first one's value is taken, and what others say otherwise is told and stands beside it. Entries of lists are the
/// same where an id or what else names them is: a port, a package URL, a CVE with its component. Ids that others have already
/// get a number. What a field cannot hold is an error. An entry of a group that the file calls not applicable is an error, too.
Merged merge(const release::ReleaseFacts& file, std::span<const Gathering> sources);

}  // namespace crosswalk::gathering
