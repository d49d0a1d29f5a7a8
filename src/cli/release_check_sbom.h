// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "cli/release_common.h"
#include "release/consistency.h"

namespace crosswalk::cli {

/// Compares the facts with the bill of materials that they name, or else crosswalk.yaml; it is read in a locked copy of the
/// process, while this one has one thread. A bill that is not there or cannot be read is a finding. Errors: sandbox_unavailable,
/// worker_failed.
base::Result<std::vector<release::Finding>> check_sbom_file(const OpenedRelease& opened, bool unsandboxed);

}  // namespace crosswalk::cli
