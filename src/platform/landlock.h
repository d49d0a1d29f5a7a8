// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"
#include "platform/unique_fd.h"

/// The kernel's own way to keep a process away from files. Source: landlock(7), linux/landlock.h.
namespace crosswalk::platform::landlock {

/// What can be done with a file or folder; each a bit of what a ruleset handles and allows.
inline constexpr std::uint64_t kExecute = 1ULL << 0;
inline constexpr std::uint64_t kWriteFile = 1ULL << 1;
inline constexpr std::uint64_t kReadFile = 1ULL << 2;
inline constexpr std::uint64_t kReadFolder = 1ULL << 3;
inline constexpr std::uint64_t kTruncate = 1ULL << 14;

/// The version that the kernel has; 0: none.
int version();

/// Everything that this version can deny, reading and executing among it.
std::uint64_t all_access(int version);
/// Everything of it that changes files: writing, making, removing, moving.
std::uint64_t all_changes(int version);

/// A ruleset that denies what it handles, but for what is allowed.
class Ruleset {
 public:
  /// Of no use until it is assigned one.
  Ruleset() = default;
  /// One that handles `access`; without `network` also TCP, and sockets and signals of other processes, where this version can.
  /// Errors: sandbox_unavailable.
  static base::Result<Ruleset> create(int version, std::uint64_t access, bool network);

  /// Allows `access` to the file of a descriptor, or to all below the folder. False, with errno, where it cannot be named.
  [[nodiscard]] bool allow(int fd, std::uint64_t access) const;
  /// The same for a path; one that does not exist is left out. Errors: sandbox_unavailable.
  [[nodiscard]] base::Result<void> allow(const std::string& path, std::uint64_t access) const;
  /// Puts it on this process and what it becomes, for good; 0, or the error number. Does nothing without a ruleset. Safe between
  /// fork and exec.
  [[nodiscard]] int restrict_self() const;

 private:
  explicit Ruleset(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace crosswalk::platform::landlock
