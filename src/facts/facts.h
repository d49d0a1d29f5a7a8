// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "document/wire.h"

namespace crosswalk::facts {

/// Fills `extracted.facts` from the document and its path (as people see it, "/" between folders, "!" before an archive's
/// member). Never throws; takes time linear in the size of the text. The text is untrusted.
void fill(document::Extracted& extracted, std::string_view path);

}  // namespace crosswalk::facts
