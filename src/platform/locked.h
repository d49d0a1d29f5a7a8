// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"

namespace crosswalk::platform {

/// What a piece of work gives.
struct LockedOutcome {
  /// The exit code that it asks for.
  int code = 0;
  std::string output;
};

/// How a piece of work is run.
struct LockedOptions {
  /// Address space in bytes; 0 sets no limit.
  std::uint64_t memory_bytes = std::uint64_t{8} << 30U;
  /// Whether it runs in this process, without a sandbox.
  bool unsandboxed = false;
};

/// Runs `work`, which turns bytes that nobody vouches for into text, in a copy of this process that is locked in
/// (enter_sandbox()): it can open, connect to and start nothing, and if it crashes only its result is lost. What it needs of
/// files it has to have read before. Only while this process has one thread.
///
/// Errors: sandbox_unavailable; worker_failed, where it crashed or needed more memory than allowed; interrupted.
base::Result<LockedOutcome> run_locked(const std::function<LockedOutcome()>& work, const LockedOptions& options = {});

}  // namespace crosswalk::platform
