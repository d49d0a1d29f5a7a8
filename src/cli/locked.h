// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace crosswalk::cli {

/// What a command makes of the bytes of its files.
struct Work {
  int exit_code = 0;
  /// What it prints.
  std::string text;
};

/// Does what decodes files that nobody vouches for in a locked copy of this process (platform::run_locked()), or, with
/// `unsandboxed`, here. All files have to be in memory, or open. What it says on standard error is passed on.
///
/// Errors: those of the work; sandbox_unavailable; worker_failed.
base::Result<Work> do_locked(bool unsandboxed, const std::function<base::Result<Work>()>& work);

}  // namespace crosswalk::cli
