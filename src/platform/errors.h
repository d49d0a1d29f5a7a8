// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace crosswalk::platform {

/// What an error number of the system says, in English whatever the locale. Source: errno(3).
std::string system_text(int error_number);

/// The error of a failed read of `subject`: not_found for ENOENT and ENOTDIR, otherwise not_readable.
base::Error read_error(std::string_view subject, int error_number);

/// The error of a failed write to `subject`: disk_full, closed_pipe, or not_writable.
base::Error write_error(std::string_view subject, int error_number);

/// The error of a part of the sandbox (Landlock, seccomp, a limit) that cannot be set up: sandbox_unavailable.
base::Error sandbox_error(std::string_view part, int error_number);

}  // namespace crosswalk::platform
