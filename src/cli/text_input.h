// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::cli {

/// The lines of standard input without white space at their ends; empty ones are left out. It is in UTF-8, or in UTF-16 with a
/// byte-order mark. Errors: malformed_data, where no line is left; not_readable, limit_exceeded (64 MiB), interrupted.
base::Result<std::vector<std::string>> lines_of_stdin();

/// `label` and a text of a file as lines for the terminal's width, made visible; further lines are set in by four columns.
std::string note_lines(std::string_view label, std::string_view text);

}  // namespace crosswalk::cli
