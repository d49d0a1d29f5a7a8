// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "document/wire.h"

namespace crosswalk::facts {

/// Recognises a file of a security format by its content, fills Extracted::artifact with what it says by its values, and puts its
/// role and control data in place of what was read of its words: the format says them for sure. Of release notes it notes which
/// version they name under which vulnerability. Other documents stay as they are. Call after the other facts are known; takes
/// time linear in the size of the text, and never throws but for memory.
void fill_artifact(document::Extracted& extracted, std::string_view path);

}  // namespace crosswalk::facts
