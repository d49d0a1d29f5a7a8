// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::artifacts {

/// `bytes` as UTF-8 without a byte-order mark: UTF-8 as it is, UTF-16 and UTF-32 by their byte-order mark or, for texts that
/// begin with ASCII, by where their zeros are. `name` is what errors call it.
///
/// Errors: malformed_data with line and column, where the encoding is broken: a byte that is no UTF-8, half a surrogate pair.
/// Source: Unicode 15, 3.10 and 23.8; RFC 3629.
base::Result<std::string> to_utf8(std::string bytes, std::string_view name);

}  // namespace crosswalk::artifacts
