// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::base {

/// A file name (any bytes) as harmless, valid UTF-8 in one line: malformed bytes, control characters and characters that turn or
/// hide text (bidirectional controls, zero-width characters, line separators), and marks beyond the fourth on one letter are
/// written as "\xHH" or "\u{HHHH}". Everything else, backslashes too, stays as it is. Source: Unicode Technical Report 36, 3.2
/// (bidirectional text spoofing).
std::string display_name(std::string_view name);

}  // namespace crosswalk::base
