// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace crosswalk::cli {

/// The lines of standard input without white space at their ends; empty ones are left out. Errors: not_readable, limit_exceeded
/// (64 MiB), interrupted.
base::Result<std::vector<std::string>> lines_of_stdin();

}  // namespace crosswalk::cli
