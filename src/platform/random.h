// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace crosswalk::platform {

/// Bytes that nobody can foretell. Errors: internal, where the system has none.
base::Result<std::string> random_bytes(std::size_t count);

}  // namespace crosswalk::platform
