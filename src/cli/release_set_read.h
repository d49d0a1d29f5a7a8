// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "release/manifest_check.h"

namespace crosswalk::cli {

/// A set as somebody got it.
struct ReceivedSet {
  /// Its files; the key in it is among the vouchers, too.
  release::FoundSet found;
  /// What there is that is no file, and what lies beside the folder of the set in an archive.
  std::vector<release::SetFinding> odd;
  /// Why nothing more of it can be said: an archive that is cut off, or hostile. Then the rest is empty.
  std::vector<release::SetFinding> unreadable;
};

/// Reads a set in a folder, or in a zip archive, which is unpacked in a locked copy of this process. No link is followed.
/// Errors: not_found, not_readable, limit_exceeded for a folder of too many files; those of do_locked().
base::Result<ReceivedSet> read_received_set(const std::string& path);

}  // namespace crosswalk::cli
