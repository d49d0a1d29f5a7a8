// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace crosswalk::bench {

/// What a program took from its start to its end, with all processes that it started.
struct Taken {
  int exit_code = -1;
  double wall_seconds = 0;
  /// User and system time of the program and of those of its processes that it waited for.
  double processor_seconds = 0;
  /// Largest sum over all its processes at one time, in bytes: memory that processes share counts once (PSS).
  std::uint64_t peak_bytes = 0;
  /// The same with shared memory counted in each process (RSS).
  std::uint64_t peak_resident_bytes = 0;
  int most_processes = 0;
};

/// Runs `arguments` (the first is the program) with its output dropped, looking at its memory every few milliseconds where
/// `watch_memory`.
Taken run_watched(const std::vector<std::string>& arguments, bool watch_memory);

}  // namespace crosswalk::bench
