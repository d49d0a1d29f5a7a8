// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "document/wire.h"

namespace crosswalk::facts {

/// Fills `extracted.facts` from the document and its path (as people see it, "/" between folders, "!" before an archive's
/// member). Never throws; takes time linear in the size of the text. The text is untrusted.
void fill(document::Extracted& extracted, std::string_view path);

/// What the path alone tells of a file whose text could not be had: role, id and version by its name, and the state of folders
/// and names such as "Archive", "draft" or "Templates". Role `other` where the name says nothing; owner and language stay
/// unknown, the title stays empty. Never throws.
document::Facts from_path(std::string_view path);

}  // namespace crosswalk::facts
