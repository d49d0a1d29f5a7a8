// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifacts/sbom/model.h"
#include "base/result.h"

namespace crosswalk::artifacts::sbom {

/// The format of a bill of materials by what it holds, whatever its name and encoding; nothing where it is none that is read.
std::optional<Format> detect(std::string_view bytes);

/// How a file is read.
struct ReadOptions {
  /// What errors call it: a file's name.
  std::string name;
  /// Whether it is compared with the schema of its format, too; SPDX is always checked.
  bool schema = true;
};

/// Reads a bill of materials of CycloneDX 1.0 to 1.7 or SPDX 2.2 to 3.0 in any of their syntaxes.
///
/// Errors: malformed_data, where it is of no format that is read, of a version that is not, or cannot be read as what it is, with
/// its place; limit_exceeded.
base::Result<Reading> read(std::string bytes, const ReadOptions& options);

}  // namespace crosswalk::artifacts::sbom
