// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "disclosure/case.h"

namespace crosswalk::disclosure {

/// Reads a case from the very text that write_case() made of it, several times as fast as read_case(), for who goes through many.
/// Nothing for any other text, also for the same case written otherwise: then read_case() tells what it is.
std::optional<Case> read_stored_case(std::string_view text);

}  // namespace crosswalk::disclosure
