// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "base/result.h"

namespace crosswalk::writing {

/// A file of an archive.
struct ZipMember {
  /// With its folders, separated by "/".
  std::string name;
  std::string bytes;
};

/// A zip archive of these files, in this order, compressed, without times (all say 1980-01-01): the same members give the same
/// bytes, in every time zone. Errors: internal, with what libzip says; also for two members of one name. Source: APPNOTE.TXT (ZIP
/// File Format Specification) 6.3.
base::Result<std::string> zip_of(std::span<const ZipMember> members);

}  // namespace crosswalk::writing
