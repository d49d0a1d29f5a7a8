// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

namespace crosswalk::cli {

/// The exit code that an error ends a command with: 130 interrupted, 2 wrong usage or a mistake in what the user configured, 3
/// else.
int exit_code_of(const base::Error& error);

}  // namespace crosswalk::cli
