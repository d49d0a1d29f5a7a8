// SPDX-License-Identifier: Apache-2.0
#include "platform/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "platform/errors.h"
#include "platform/folder.h"
#include "platform/signals.h"
#include "platform/stamp.h"

namespace crosswalk::platform {
namespace {

/// The folder that holds the last name of a path.
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : (slash == 0 ? "/" : path.substr(0, slash));
}

/// Flushes the entry of a new name to the disk; not every file system can, and the file itself is already safe.
void sync_folder_of(const std::string& path) {
  const UniqueFd fd(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.valid()) ::fsync(fd.get());
}

}  // namespace

void close_descriptor(int fd) {
  if (fd >= 0) ::close(fd);
}

base::Result<File> File::open(const std::string& path, Links links) {
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links == Links::refuse ? O_NOFOLLOW : 0);
  UniqueFd fd(::open(path.c_str(), flags));
  if (!fd.valid()) {
    const int error_number = errno;
    if (error_number == ELOOP && links == Links::refuse) {
      return base::Error{base::ErrorCode::not_readable, path, "a symbolic link, which is not followed"};
    }
    return read_error(path, error_number);
  }
  return adopt(std::move(fd), path);
}

base::Result<File> File::adopt(UniqueFd fd, std::string subject) {
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return read_error(subject, errno);
  if (S_ISDIR(info.st_mode)) return base::Error{base::ErrorCode::not_readable, std::move(subject), "a folder and not a file"};
  if (!S_ISREG(info.st_mode)) {
    return base::Error{base::ErrorCode::not_readable, std::move(subject), "a device, FIFO or socket and not a file"};
  }
  File file;
  file.fd_ = std::move(fd);
  file.stamp_ = stamp_of(info);
  file.subject_ = std::move(subject);
  return file;
}

base::Result<File> File::spool(int stream, std::uint64_t limit, std::string subject) {
  CW_ASSIGN_OR_RETURN(Spool spool, Spool::begin(subject));
  std::vector<char> buffer(1 << 16);
  std::uint64_t total = 0;
  while (true) {
    const ssize_t got = ::read(stream, buffer.data(), buffer.size());
    if (interrupted()) return base::Error{base::ErrorCode::interrupted, std::move(subject), {}};
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return read_error(subject, errno);
    if (got == 0) break;
    total += static_cast<std::uint64_t>(got);
    if (total > limit) {
      return base::Error{base::ErrorCode::limit_exceeded, std::move(subject), "more than " + std::to_string(limit) + " bytes"};
    }
    CW_RETURN_IF_ERROR(spool.write(std::string_view(buffer.data(), static_cast<std::size_t>(got))));
  }
  return std::move(spool).finish();
}

base::Result<File::Spool> File::Spool::begin(std::string subject) {
  UniqueFd memory(::memfd_create("crosswalk-spool", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!memory.valid()) return read_error(subject, errno);
  return Spool(std::move(memory), std::move(subject));
}

base::Result<void> File::Spool::write(std::string_view bytes) {
  size_ += bytes.size();
  return write_to_descriptor(memory_.get(), bytes, "memory for " + subject_);
}

base::Result<File> File::Spool::finish() && {
  // Read-only from here on, also for a worker that gets it.
  if (::fcntl(memory_.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) != 0) return read_error(subject_, errno);
  return adopt(std::move(memory_), std::move(subject_));
}

base::Result<File> File::duplicate() const {
  UniqueFd fd(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
  if (!fd.valid()) return read_error(subject_, errno);
  return adopt(std::move(fd), subject_);
}

base::Result<std::string> File::read_at(std::uint64_t offset, std::size_t count) const {
  std::string bytes;
  // Grows with what is there, so that a size that lies costs no memory.
  while (bytes.size() < count) {
    const std::size_t had = bytes.size();
    const std::size_t step = std::min<std::size_t>(count - had, 1 << 20);
    bytes.resize(had + step);
    const ssize_t got = ::pread(fd_.get(), bytes.data() + had, step, static_cast<off_t>(offset + had));
    bytes.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return read_error(subject_, errno);
    if (got == 0) break;
  }
  return bytes;
}

base::Result<std::string> File::read_all(std::uint64_t limit) const {
  const auto too_large = [&] {
    return base::Error{base::ErrorCode::limit_exceeded, subject_, "more than " + std::to_string(limit) + " bytes"};
  };
  if (stamp_.size > limit) return too_large();
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(stamp_.size));
  std::size_t have = 0;
  while (true) {
    // One byte more than expected, to see a file that grows.
    if (have == bytes.size()) {
      char more = 0;
      const ssize_t got = ::pread(fd_.get(), &more, 1, static_cast<off_t>(have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return read_error(subject_, errno);
      if (got == 0) break;
      if (have + 1 > limit) return too_large();
      bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(limit, have + (std::uint64_t{1} << 16))));
    }
    const ssize_t got = ::pread(fd_.get(), bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return read_error(subject_, errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

base::Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  CW_ASSIGN_OR_RETURN(const File file, File::open(path));
  return file.read_all(limit);
}

base::Result<void> write_to_descriptor(int fd, std::string_view bytes, std::string_view subject) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return write_error(subject, errno);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

base::Result<void> write_to_stdout(std::string_view bytes) {
  // Without this the process would be gone before it could say why.
  ::signal(SIGPIPE, SIG_IGN);
  return write_to_descriptor(STDOUT_FILENO, bytes, "standard output");
}

base::Result<void> check_writable(const std::string& path) {
  struct stat info {};
  const bool there = ::stat(path.c_str(), &info) == 0;
  if (there && S_ISDIR(info.st_mode)) return write_error(path, EISDIR);
  const bool replaced = !there || S_ISREG(info.st_mode);
  if (::access(replaced ? folder_of(path).c_str() : path.c_str(), replaced ? W_OK | X_OK : W_OK) != 0) {
    return write_error(path, errno);
  }
  return {};
}

base::Result<AtomicFile> AtomicFile::begin(const std::string& named) {
  std::string path = named;
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return write_error(path, EISDIR);
    if (!S_ISREG(info.st_mode)) {
      // A device or FIFO takes the bytes; it must never be replaced by a file.
      UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
      if (!fd.valid()) return write_error(path, errno);
      return AtomicFile(std::move(path), {}, std::move(fd));
    }
    // A symbolic link stays, and the file that it names is replaced.
    if (auto real = canonical(path)) path = std::move(*real);
  }
  std::string temporary = path + ".XXXXXX";
  UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
  if (!fd.valid()) return write_error(path, errno);
  return AtomicFile(std::move(path), std::move(temporary), std::move(fd));
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})), fd_(std::move(other.fd_)) {}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

base::Result<void> AtomicFile::write(std::string_view bytes) { return write_to_descriptor(fd_.get(), bytes, path_); }

base::Result<void> AtomicFile::commit() {
  if (temporary_.empty()) return {};
  if (::fsync(fd_.get()) != 0) return write_error(path_, errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return write_error(path_, errno);
  temporary_.clear();
  sync_folder_of(path_);
  return {};
}

base::Result<void> write_file_atomically(const std::string& path, std::string_view bytes) {
  CW_ASSIGN_OR_RETURN(AtomicFile file, AtomicFile::begin(path));
  CW_RETURN_IF_ERROR(file.write(bytes));
  return file.commit();
}

base::Result<PrivateLog> PrivateLog::open(const std::string& path) {
  CW_RETURN_IF_ERROR(make_private_folder(folder_of(path)));
  // Without waiting, in case it is a FIFO.
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600));
  if (!fd.valid()) return write_error(path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return write_error(path, errno);
  if (!S_ISREG(info.st_mode)) return base::Error{base::ErrorCode::not_writable, path, "no regular file"};
  if (info.st_uid != ::geteuid()) return base::Error{base::ErrorCode::not_writable, path, "the file belongs to another user"};
  if (::fchmod(fd.get(), 0600) != 0) return write_error(path, errno);
  return PrivateLog(path, std::move(fd));
}

base::Result<void> PrivateLog::add(std::string_view line) {
  CW_RETURN_IF_ERROR(write_to_descriptor(fd_.get(), std::string(line) + "\n", path_));
  if (::fsync(fd_.get()) != 0) return write_error(path_, errno);
  return {};
}

base::Result<void> remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return write_error(path, errno);
  return {};
}

base::Result<void> make_private_file(const std::string& path) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600));
  if (fd.valid()) return {};
  if (errno == ELOOP)
    return base::Error{base::ErrorCode::not_writable, path, "it is a link, and what it names is not made through it"};
  return write_error(path, errno);
}

base::Result<void> replace_file(const std::string& from, const std::string& to) {
  {
    const UniqueFd fd(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid() || ::fsync(fd.get()) != 0) return write_error(from, errno);
  }
  if (::rename(from.c_str(), to.c_str()) != 0) return write_error(to, errno);
  const UniqueFd folder(::open(folder_of(to).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.valid()) static_cast<void>(::fsync(folder.get()));
  return {};
}

base::Result<bool> is_on_network(const std::string& path) {
  // Source: statfs(2); linux/magic.h, and the sources of file systems that are not named there.
  constexpr std::array<std::uint32_t, 13> kinds{0x6969U,     0x517BU,     0xFF534D42U, 0xFE534D42U, 0x01021997U,
                                                0x65735546U, 0x00C36400U, 0x5346414FU, 0x73757245U, 0x786F4256U,
                                                0x0BD00BD0U, 0x01161970U, 0x7461636FU};
  struct statfs info {};
  if (::statfs(path.c_str(), &info) != 0) {
    const auto code = errno == ENOENT ? base::ErrorCode::not_found : base::ErrorCode::not_readable;
    return base::Error{code, path, std::strerror(errno)};
  }
  return std::find(kinds.begin(), kinds.end(), static_cast<std::uint32_t>(info.f_type)) != kinds.end();
}

}  // namespace crosswalk::platform
