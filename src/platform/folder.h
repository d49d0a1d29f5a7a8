// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/file.h"

namespace crosswalk::platform {

/// What a name in a folder stands for.
enum class EntryKind { file, folder, symlink, fifo, socket, device };

/// A name in a folder. Names are bytes: not always UTF-8, and with any character but '/' and NUL.
struct Entry {
  std::string name;
  EntryKind kind = EntryKind::file;
  /// Files: bytes.
  std::uint64_t size = 0;
  /// Files: as they were when the folder was listed.
  FileStamp stamp{};
};

/// A folder that is held open. Everything below is reached from the open folder, name by name and without following a
/// symbolic link, so that nobody can lead the way out of it in between.
class Folder {
 public:
  /// Holds a folder, which need not be readable itself; links in `path` are followed. Errors: not_found, not_readable.
  static base::Result<Folder> open(const std::string& path);

  /// The names in the folder `relative` ("" is this folder, otherwise parts with '/' between), sorted by bytes.
  /// Errors: not_found, not_readable.
  [[nodiscard]] base::Result<std::vector<Entry>> entries(const std::string& relative) const;
  /// Opens the regular file `relative`. Errors: not_found, not_readable.
  [[nodiscard]] base::Result<File> open_file(const std::string& relative) const;
  /// Where the symbolic link `relative` leads: an absolute path without links, or empty if it leads nowhere.
  [[nodiscard]] std::string target_of(const std::string& relative) const;

  /// The absolute path without links.
  [[nodiscard]] const std::string& canonical_path() const { return canonical_; }

 private:
  Folder() = default;
  [[nodiscard]] base::Result<UniqueFd> open_parent(const std::string& relative, std::string& name) const;
  [[nodiscard]] std::string subject(const std::string& relative) const;

  UniqueFd fd_;
  std::string path_;
  std::string canonical_;
};

/// What `path` stands for, symbolic links followed. Errors: not_found, not_readable.
base::Result<EntryKind> kind_of(const std::string& path);

/// `path` absolute and without links, "." and "..". Errors: not_found, not_readable.
base::Result<std::string> canonical(const std::string& path);

/// Whether the folder belongs to this user and nobody else may write into it. Errors: not_found; not_readable, saying why not.
base::Result<void> check_private_folder(const std::string& path);

/// Makes the folder `path`, and the folders above it, with mode 0700 where they are missing. Errors: not_writable, disk_full.
base::Result<void> make_private_folder(const std::string& path);

}  // namespace crosswalk::platform
