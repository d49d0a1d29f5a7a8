// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vers/scheme.h"
#include "disclosure/case.h"

namespace crosswalk::disclosure {

/// How versions of a product are ordered, by the first range that the case gives of it; as generic ones where it gives none.
artifacts::vers::Scheme scheme_of(const Case& one, std::string_view product);

/// Versions in their order.
void sort_versions(artifacts::vers::Scheme scheme, std::vector<std::string>& versions);

/// A case as it is shown: its fixed versions by product, and these and the bounds of its ranges in the order of versions.
Case in_order_of_versions(Case one);

}  // namespace crosswalk::disclosure
