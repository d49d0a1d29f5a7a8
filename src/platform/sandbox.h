// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace crosswalk::platform {

/// What a process in the sandbox may still do.
struct SandboxOptions {
  /// Address space in bytes; 0 sets no limit. Not enforced in builds with AddressSanitizer, which reserves terabytes.
  std::uint64_t memory_bytes = 0;
  /// Folders that may be read, for libraries that need fonts or tables. Those that do not exist are left out. Where the kernel
  /// has no Landlock, a list that is not empty allows reading of all files that the user can read.
  std::vector<std::string> readable_folders;
};

/// What the kernel gave.
struct Sandbox {
  /// Version of Landlock in use, or 0.
  int landlock = 0;
};

/// Locks this process in, for good: no opening of files (but for reading below the named folders), no sockets, no programs, no
/// new processes or threads, no executable memory, no core file, no file grows, limited memory. Files that are already open, and
/// those that come over a connection, stay usable. Works with and without root, and in containers.
///
/// Landlock is used where the kernel has it; seccomp is required.
///
/// Errors: sandbox_unavailable.
/// Source: landlock(7), seccomp(2).
base::Result<Sandbox> enter_sandbox(const SandboxOptions& options);

/// What a foreign program may do that is started by exec_in_sandbox().
struct ProgramSandbox {
  /// Address space in bytes. Not enforced in builds with AddressSanitizer.
  std::uint64_t memory_bytes = 0;
  /// The files and folders of its own that it may read, besides libraries and locales of the system.
  std::vector<std::string> readable;
};

/// Turns this process into `program` (a path, with arguments behind it), locked in for good: it reads standard input, also under
/// the name /proc/self/fd/0, libraries, locales and what is named, and writes to descriptors that are open; no other files, no
/// sockets, no other programs, no new processes or threads. Returns only if that fails. Landlock is required: without it the
/// program could read all files of the user.
///
/// Errors: sandbox_unavailable; worker_failed if the program cannot be started.
base::Error exec_in_sandbox(const std::vector<std::string>& program, const ProgramSandbox& sandbox);

/// Whether this build has AddressSanitizer in it.
bool sanitized_build();

}  // namespace crosswalk::platform
