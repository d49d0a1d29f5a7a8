// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "review/review.h"

namespace crosswalk::review {

/// Number of the byte format below; a change of DocumentEntry, or of a type in it, changes it.
inline constexpr std::uint32_t entry_version = 2;

/// What one document came to, as bytes (base/archive.h): what the cache keeps. Where the file lies (root, path) is not in it.
std::string entry_to_bytes(const DocumentEntry& entry);
/// The reverse; evidence names `path` as its document. Errors: malformed_data.
base::Result<DocumentEntry> entry_from_bytes(std::string_view bytes, std::string_view path);

}  // namespace crosswalk::review
