// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/release_init_wire.h"
#include "gathering/merge.h"
#include "release/facts.h"

namespace crosswalk::cli {

/// What `release init` did, or would do.
struct InitOutcome {
  std::string file;
  std::string product;
  std::string version;
  /// Whether there was a file before.
  bool is_new = true;
  std::vector<TakenSource> sources;
  gathering::Merged merged;
  /// What the file says with the additions.
  release::ReleaseFacts facts;
  bool written = false;
  /// Why nothing was written, or what else there is to do; may be empty.
  std::string closing;
};

/// For a terminal: what is added, what sources do not agree upon, what was left out, and where facts come from.
std::string told(const InitOutcome& outcome);
/// The same in JSON, whole.
std::string json_of(const InitOutcome& outcome);

}  // namespace crosswalk::cli
