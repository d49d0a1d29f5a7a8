// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {

/// Whether opening follows a symbolic link that is the last part of the path.
enum class Links { follow, refuse };

/// What the system says of a file without reading it: where it lies, its size and when it was last changed. The time of change
/// (ctime) cannot be set by programs, so that two equal stamps are, but for deceit by the system's clock, the same bytes.
/// Units:  times in nanoseconds since 1970.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;
};

/// A regular file (or a spooled stream) that is open for reading and nothing else.
class File {
 public:
  /// Opens a regular file. Never waits, also not for a FIFO.
  ///
  /// Errors: not_found; not_readable, also for folders, devices, FIFOs and (where refused) symbolic links.
  static base::Result<File> open(const std::string& path, Links links = Links::follow);

  /// Takes over a descriptor and checks that it is a regular file; `subject` names it in errors.
  static base::Result<File> adopt(UniqueFd fd, std::string subject);

  /// Reads a stream to its end into memory that looks like a file; `subject` names it in errors.
  ///
  /// Units:  `limit` in bytes.
  /// Errors: limit_exceeded, not_readable, interrupted.
  static base::Result<File> spool(int stream, std::uint64_t limit, std::string subject);

  /// Puts bytes that come piece by piece into memory that looks like a file.
  class Spool;

  /// Another File of the same open file. Errors: not_readable.
  [[nodiscard]] base::Result<File> duplicate() const;

  /// The descriptor; it stays the property of this File.
  [[nodiscard]] int fd() const { return fd_.get(); }
  /// Bytes at the time of opening.
  [[nodiscard]] std::uint64_t size() const { return stamp_.size; }
  /// Number of the file on its device, and the device: the same pair is the same file.
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> identity() const { return {stamp_.device, stamp_.number}; }
  /// As it was when the file was opened.
  [[nodiscard]] const FileStamp& stamp() const { return stamp_; }

  /// All bytes from the beginning, whatever was read before.
  ///
  /// Errors: limit_exceeded if there are more than `limit` bytes, not_readable.
  [[nodiscard]] base::Result<std::string> read_all(std::uint64_t limit) const;
  /// At most `count` bytes at `offset`; fewer at the end of the file.
  [[nodiscard]] base::Result<std::string> read_at(std::uint64_t offset, std::size_t count) const;

 private:
  File() = default;

  UniqueFd fd_;
  FileStamp stamp_;
  std::string subject_;
};

/// Collects what becomes a File in memory.
class File::Spool {
 public:
  /// `subject` names the file in errors. Errors: not_readable (no memory for it).
  static base::Result<Spool> begin(std::string subject);
  /// Adds bytes. Errors: not_writable, disk_full (no memory left).
  [[nodiscard]] base::Result<void> write(std::string_view bytes);
  /// Bytes so far.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// The whole, which nobody can change any more. Errors: not_readable.
  base::Result<File> finish() &&;

 private:
  Spool(UniqueFd memory, std::string subject) : memory_(std::move(memory)), subject_(std::move(subject)) {}

  UniqueFd memory_;
  std::uint64_t size_ = 0;
  std::string subject_;
};

/// Opens and reads a whole file. Errors: as File::open and File::read_all.
base::Result<std::string> read_file(const std::string& path, std::uint64_t limit);

/// Puts `bytes` into the file `path`, wholly or not at all: a private file (mode 0600) written beside it, flushed to the disk
/// and renamed. A symbolic link stays, and the file that it leads to is replaced; a device or FIFO is written to as it is.
///
/// Errors: disk_full, not_writable. The old file, if any, is then unchanged, and nothing is left beside it.
base::Result<void> write_file_atomically(const std::string& path, std::string_view bytes);

/// The same for bytes that come piece by piece. What was not committed is gone with the object.
class AtomicFile {
 public:
  /// Errors: not_writable, disk_full.
  static base::Result<AtomicFile> begin(const std::string& path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  /// Adds bytes. Errors: disk_full, not_writable.
  [[nodiscard]] base::Result<void> write(std::string_view bytes);
  /// Puts the file where it belongs. Errors: disk_full, not_writable.
  [[nodiscard]] base::Result<void> commit();

 private:
  AtomicFile(std::string path, std::string temporary, UniqueFd fd)
      : path_(std::move(path)), temporary_(std::move(temporary)), fd_(std::move(fd)) {}

  std::string path_;
  /// Empty for a device or FIFO, and when there is nothing to remove any more.
  std::string temporary_;
  UniqueFd fd_;
};

/// A file of this user alone that only grows, such as a log.
class PrivateLog {
 public:
  /// Opens it, with mode 0600 from here on, or makes it, with the folders above it (mode 0700). No link is followed to it.
  /// Errors: not_writable, also where it belongs to another user or is no regular file; disk_full.
  static base::Result<PrivateLog> open(const std::string& path);
  /// Adds a line, which holds no end of line, and waits until it is on the disk. Errors: disk_full, not_writable.
  [[nodiscard]] base::Result<void> add(std::string_view line);

 private:
  PrivateLog(std::string path, UniqueFd fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  std::string path_;
  UniqueFd fd_;
};

/// Whether write_file_atomically could put a file there, as far as can be told without writing. Errors: not_writable.
base::Result<void> check_writable(const std::string& path);

/// Writes all bytes to standard output. Errors: closed_pipe, disk_full, not_writable.
base::Result<void> write_to_stdout(std::string_view bytes);
/// Writes all bytes to a descriptor; `subject` names it in errors. Errors: closed_pipe, disk_full, not_writable.
base::Result<void> write_to_descriptor(int fd, std::string_view bytes, std::string_view subject);

/// Removes a file; a file that is not there is no error. Errors: not_writable.
base::Result<void> remove_file(const std::string& path);

/// Makes an empty file of this user alone (mode 0600) where there is none; one that is there is left as it is. The folder has to
/// be there. Errors: not_writable (a link, too), disk_full.
base::Result<void> make_private_file(const std::string& path);

/// Flushes the file `from` to the disk and puts it in the place of `to`. Errors: not_writable, disk_full.
base::Result<void> replace_file(const std::string& from, const std::string& to);

/// Whether a file lies on another machine, as far as the kind of its file system tells (NFS, SMB, 9P, FUSE and the like): locks
/// and shared memory cannot be relied on there. Errors: not_found, not_readable.
base::Result<bool> is_on_network(const std::string& path);

}  // namespace crosswalk::platform
