// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::intake {

/// A range of versions as people write it, in the notation of VERS: "vers:..." as it is; "all" or "*"; single versions with ','
/// between them; "< 2.4.1", ">= 2.0, < 2.4.1", "[2.0, 2.4.1)", "prior to 2.1" (artifacts/vers/native.h).
///
/// Errors: malformed_data with what cannot be understood.
base::Result<std::string> read_versions(std::string_view text);

}  // namespace crosswalk::intake
