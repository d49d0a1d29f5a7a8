// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::sources {

/// A file to be reviewed. Only open() touches it, for reading.
class SourceItem {
 public:
  /// Names the item among all items of a listing: root, "/", path.
  std::string id;
  /// The name of the folder that was given (without the folders above it, so that no machine path is in it), with " (2)" and so
  /// on where several have the same name; "stdin" for standard input. Any bytes; show it by base::display_name().
  std::string root;
  /// Relative to the root, parts with "/" between. Any bytes but NUL; show it by base::display_name().
  std::string path;
  /// Bytes when it was listed.
  std::uint64_t size = 0;

  /// Opens the file, without following symbolic links below the root. Errors: not_found, not_readable.
  [[nodiscard]] base::Result<platform::File> open() const;

 private:
  friend class Lister;
  // Shared by all items of one root; null for standard input.
  std::shared_ptr<const platform::Folder> folder_;
  // What was read from standard input, shared by the copies of its item; null for files.
  std::shared_ptr<const platform::File> spooled_;
};

}  // namespace crosswalk::sources
