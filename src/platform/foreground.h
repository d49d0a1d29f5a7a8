// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace crosswalk::platform {

/// Runs a command of the shell with one argument behind it, in the foreground: it has our terminal, our environment and our
/// signals, as an editor wants it. For what the user chose, such as the variable EDITOR; Program is for everything else. Its exit
/// code; 128 and its number where a signal ended it.
///
/// Errors: worker_failed, where it could not be started.
base::Result<int> run_in_foreground(const std::string& command, const std::string& argument);

}  // namespace crosswalk::platform
