// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "extraction/extractor.h"

namespace crosswalk::extraction {

/// Takes a member of an archive as OnMember does, and says whether to go on.
using Visit = std::function<bool(const document::Member& member, std::string_view bytes)>;

/// unpack_archive() for who may have had enough: where `visit` says so it ends, and what comes back says nothing then.
document::Extracted walk_archive(std::string_view bytes, std::string_view path, const Limits& limits, const Visit& visit);

}  // namespace crosswalk::extraction
