// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace crosswalk::platform {

/// What a program of somebody else may do that this process starts: it may read what the user can read, and beyond that only
/// what stands here. For programs that run our own decoders there is the stricter enter_sandbox().
struct Confinement {
  /// Whether it may use the network.
  bool network = false;
  /// Whether it may start further processes. Threads it always may.
  bool processes = false;
  /// Files and folders that it may write to, make and remove below. None: it can write to nothing but what it is handed open, on
  /// every kernel. Otherwise Landlock enforces the list, and where the kernel has none nothing does.
  std::vector<std::string> writable;
  /// Memory of its own in bytes; 0 sets no limit.
  std::uint64_t memory_bytes = 0;
};

/// A confinement made ready, to be put on between fork and exec, where nothing may be allocated.
class ReadyConfinement {
 public:
  /// Makes it ready. Errors: sandbox_unavailable.
  /// Source: landlock(7), seccomp(2).
  static base::Result<std::shared_ptr<const ReadyConfinement>> prepare(const Confinement& confinement);
  ReadyConfinement(const ReadyConfinement&) = delete;
  ReadyConfinement& operator=(const ReadyConfinement&) = delete;
  ~ReadyConfinement();

  /// Confines this process and what it becomes, for good; 0, or the error number. Safe between fork and exec.
  [[nodiscard]] int put_on() const;

 private:
  struct State;
  explicit ReadyConfinement(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::platform
