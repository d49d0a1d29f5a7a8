// SPDX-License-Identifier: Apache-2.0
#include "platform/spill.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

#include "platform/errors.h"
#include "platform/paths.h"

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
  std::size_t done = 0;
  while (done < buffer_.size()) {
    const ssize_t got = ::pwrite(file_.get(), buffer_.data() + done, buffer_.size() - done, static_cast<off_t>(written_ + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return write_error("the folder for temporary files", errno);
    done += static_cast<std::size_t>(got);
  }
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

base::Result<std::uint64_t> Spill::append(std::string_view bytes) {
  const std::uint64_t offset = written_ + buffer_.size();
  if (buffer_.size() + bytes.size() > (file_.valid() ? kPiece : in_memory_)) {
    if (!file_.valid()) CW_RETURN_IF_ERROR(open());
    CW_RETURN_IF_ERROR(flush());
    in_memory_ = 0;
    buffer_.shrink_to_fit();
  }
  buffer_ += bytes;
  return offset;
}

base::Result<std::string> Spill::read(std::uint64_t offset, std::size_t size) const {
  std::string out;
  if (offset >= written_) {
    out = buffer_.substr(static_cast<std::size_t>(offset - written_), size);
  } else {
    out.resize(size);
    std::size_t have = 0;
    while (have < size) {
      const ssize_t got = ::pread(file_.get(), out.data() + have, size - have, static_cast<off_t>(offset + have));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      have += static_cast<std::size_t>(got);
    }
    out.resize(have);
  }
  if (out.size() != size) return base::Error{base::ErrorCode::not_readable, "what was put aside", "it cannot be read back"};
  return out;
}

}  // namespace crosswalk::platform
