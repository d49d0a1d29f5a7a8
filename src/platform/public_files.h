// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {

/// A file that everybody may read: its path from the folder, and what it holds.
struct PublicFile {
  std::string path;
  std::string_view bytes;
};

/// A folder whose files everybody may read (files 0644, folders 0755), such as that of a web server, and that one process at a
/// time writes to. No symbolic link below it is followed.
class PublicFolder {
 public:
  /// Opens it, makes it where it is not there, and keeps every other process from doing the same until this object goes.
  /// Errors: not_writable, also while another process writes to it; disk_full.
  static base::Result<PublicFolder> open(const std::string& path);
  /// Puts `bytes` into the file `relative`, wholly or not at all, with the folders above it: they are written beside it under a
  /// name that begins with a dot and is the same each time, flushed and renamed. Errors: not_writable, disk_full.
  [[nodiscard]] base::Result<void> write(const std::string& relative, std::string_view bytes) const;
  /// Does the same with several files, in their order. Some dozens at a time are flushed together before the first of them takes
  /// its place, which takes a fraction of the time and lets nobody see one without the others for long. The same errors.
  [[nodiscard]] base::Result<void> write_all(const std::vector<PublicFile>& files) const;

 private:
  /// A file that is written under its temporary name.
  struct Beside;
  [[nodiscard]] base::Result<Beside> write_beside(const std::string& relative, std::string_view bytes) const;

  PublicFolder(std::string path, UniqueFd fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  std::string path_;
  UniqueFd fd_;
};

/// A private folder for files that a program of others reads; gone with this object, with all in it.
class TemporaryFolder {
 public:
  /// Makes one in TMPDIR, or /tmp. Errors: not_writable, disk_full.
  static base::Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  /// Absolute.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace crosswalk::platform
