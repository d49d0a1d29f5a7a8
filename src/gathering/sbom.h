// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifacts/sbom/model.h"
#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// The components of a bill of materials as `items`: name, version, supplier, package URL, and level and end of support where the
/// file says them in words and days that can be understood; what cannot be is a warning. The product itself, files and
/// cryptographic assets are none. `name` is the file's name for origins. Whether an item is maintained, supported or required
/// software (4.3) no bill of materials says.
Gathering gather_sbom(const artifacts::sbom::Bom& bom, std::string_view name);

}  // namespace crosswalk::gathering
