// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  /// Whether nothing had to be written to a file.
  [[nodiscard]] bool in_memory() const { return !file_.valid(); }

 private:
  /// Bytes in memory, at their place.
  struct Piece {
    std::uint64_t offset = 0;
    std::string bytes;
    [[nodiscard]] std::uint64_t end() const { return offset + bytes.size(); }
  };

  base::Result<void> open();
  base::Result<void> flush();

  std::size_t in_memory_;
  /// What follows the bytes in the file; never one without room for anything.
  std::vector<Piece> pieces_;
  std::uint64_t in_file_ = 0;
  std::uint64_t size_ = 0;
  UniqueFd file_;
};

}  // namespace crosswalk::platform
