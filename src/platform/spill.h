// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {

/// Bytes that are kept and read again later: in memory as long as they are few, else in a file without a name in the folder for
/// temporary files (TMPDIR, or /tmp), which is gone with this object or the process.
class Spill {
 public:
  /// Units:  `in_memory` in bytes.
  explicit Spill(std::size_t in_memory) : in_memory_(in_memory) {}

  /// Adds bytes; where they begin. Errors: disk_full, not_writable; what was added before stays.
  base::Result<std::uint64_t> append(std::string_view bytes);
  /// Bytes that were added. Errors: not_readable. Threads may call it at the same time while nothing is added.
  [[nodiscard]] base::Result<std::string> read(std::uint64_t offset, std::size_t size) const;

 private:
  base::Result<void> open();
  base::Result<void> flush();

  std::size_t in_memory_;
  /// What follows `written_` bytes of the file.
  std::string buffer_;
  std::uint64_t written_ = 0;
  UniqueFd file_;
};

}  // namespace crosswalk::platform
