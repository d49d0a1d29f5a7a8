// SPDX-License-Identifier: Apache-2.0
#include "platform/spill.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

#include "platform/errors.h"
#include "platform/paths.h"
#include "platform/process.h"

namespace crosswalk::platform {
namespace {

constexpr std::size_t kPiece = 1U << 20;

}  // namespace

base::Result<void> Spill::open() {
  std::string folder = environment("TMPDIR");
  if (folder.empty()) folder = "/tmp";
  file_ = UniqueFd(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600));
  if (file_.valid()) return {};
  // Not every file system can make files without a name.
  std::string name = folder + "/crosswalk-XXXXXX";
  file_ = UniqueFd(::mkostemp(name.data(), O_CLOEXEC));
  if (!file_.valid()) return write_error(folder, errno);
  ::unlink(name.c_str());
  return {};
}

base::Result<void> Spill::flush() {
  if (!file_.valid()) CW_RETURN_IF_ERROR(open());
  for (const Piece& piece : pieces_) {
    std::string_view left = piece.bytes;
    while (!left.empty()) {
      const ssize_t got = ::pwrite(file_.get(), left.data(), left.size(), static_cast<off_t>(piece.end() - left.size()));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return write_error("the folder for temporary files", errno);
      left.remove_prefix(static_cast<std::size_t>(got));
    }
  }
  pieces_.clear();
  pieces_.shrink_to_fit();
  // What was kept in memory so far is much at once.
  if (in_file_ == 0) release_free_memory();
  in_file_ = size_;
  return {};
}

base::Result<std::uint64_t> Spill::append(std::string_view bytes) {
  const std::size_t most = file_.valid() ? kPiece : in_memory_;
  if (size_ - in_file_ + bytes.size() > most) CW_RETURN_IF_ERROR(flush());
  if (pieces_.empty() || pieces_.back().bytes.capacity() - pieces_.back().bytes.size() < bytes.size()) {
    pieces_.push_back({size_, {}});
    pieces_.back().bytes.reserve(std::max(bytes.size(), std::min(kPiece, most)));
  }
  pieces_.back().bytes += bytes;
  size_ += bytes.size();
  return size_ - bytes.size();
}

base::Result<std::string> Spill::read(std::uint64_t offset, std::size_t size) const {
  const base::Error lost{base::ErrorCode::not_readable, "what was put aside", "it cannot be read back"};
  if (size > size_ || offset > size_ - size) return lost;
  if (offset >= in_file_) {
    // What was added at once lies in one piece.
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                        [](std::uint64_t place, const Piece& piece) { return place < piece.offset; });
    if (size == 0 || after == pieces_.begin()) return std::string();
    const Piece& piece = *std::prev(after);
    if (offset + size > piece.end()) return lost;
    return piece.bytes.substr(static_cast<std::size_t>(offset - piece.offset), size);
  }
  std::string out(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = ::pread(file_.get(), out.data() + have, size - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return lost;
    have += static_cast<std::size_t>(got);
  }
  return out;
}

}  // namespace crosswalk::platform
