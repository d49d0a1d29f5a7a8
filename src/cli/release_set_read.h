// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "release/received.h"

namespace crosswalk::cli {

/// Reads a set in a folder, or in a zip archive, which is unpacked in a locked copy of this process. No link is followed.
/// Errors: not_found, not_readable, limit_exceeded for a folder of too many files; those of do_locked().
base::Result<release::ReceivedSet> read_received_set(const std::string& path);

}  // namespace crosswalk::cli
