// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "extraction/extractor.h"

namespace crosswalk::pdf {

/// What a helper program does for people who look into it: reads a file from standard input and writes to standard output the
/// document in the wire format (`mode` --once), its text (--text), or its blocks with their places (--blocks). Returns the exit
/// code: 2 for another mode, 3 where reading or writing fails.
int show_standard_input(std::string_view mode, const char* program, void (*prepare)(), extraction::Extract read);

}  // namespace crosswalk::pdf
