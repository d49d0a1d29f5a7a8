// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace crosswalk::cli {

/// What a command makes of the bytes of its files.
struct Work {
  int exit_code = 0;
  /// What it prints.
  std::string text;
  /// Lines for standard error. The work must not write them itself: a locked process may write to no file, and standard error may
  /// be one.
  std::vector<std::string> messages = {};
};

/// Does what decodes files that nobody vouches for in a locked copy of this process (platform::run_locked()), or, with
/// `unsandboxed`, here. All files have to be in memory, or open. Its messages are written before this returns.
///
/// Errors: those of the work; sandbox_unavailable; worker_failed.
base::Result<Work> do_locked(bool unsandboxed, const std::function<base::Result<Work>()>& work);

}  // namespace crosswalk::cli
