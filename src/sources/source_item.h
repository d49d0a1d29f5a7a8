// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "platform/file.h"

namespace crosswalk::sources {

struct SourceItem;

/// Opens the items of one root. Shared by threads.
class Reader {
 public:
  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  /// Opens a file for reading. Errors: not_found, not_readable, limit_exceeded, interrupted.
  [[nodiscard]] virtual base::Result<platform::File> open(const SourceItem& item) const = 0;
};

/// A file to be reviewed. Only open() touches it, for reading.
struct SourceItem {
  /// Names the item among all items of a listing: root, "/", path.
  std::string id;
  /// The name of the folder that was given (without the folders above it, so that no machine path is in it), with " (2)" and so
  /// on where several have the same name; "stdin" for standard input. Any bytes; show it by base::display_name().
  std::string root;
  /// Relative to the root, parts with "/" between. Any bytes but NUL; show it by base::display_name().
  std::string path;
  /// Bytes when it was listed; 0 where the source does not know before it is read.
  std::uint64_t size = 0;
  /// Says which bytes it has without reading them, so that what was read once need not be fetched again; may name the place that
  /// it comes from, so never to be shown. Empty where that cannot be said, as of local files.
  std::string version;
  /// What the reader knows it by, beside the path; never to be shown.
  std::string key;
  /// Never null in a listing.
  std::shared_ptr<const Reader> reader;

  /// Opens the file; a local one without following symbolic links below the root, others into memory. Errors: not_found,
  /// not_readable, limit_exceeded, interrupted; the detail says it for people.
  [[nodiscard]] base::Result<platform::File> open() const;
};

}  // namespace crosswalk::sources
