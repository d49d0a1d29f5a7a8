// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "packs/pack.h"
#include "review/review.h"
#include "review/workspace.h"

namespace crosswalk::review {

/// Where documents in force contradict each other, or the workspace, by the versions that they name (DocumentEntry::versions):
///  - a bill of materials is of another version of the product than the one that is current, or that release notes are of;
///  - an advisory speaks of a product, or of a version, that the workspace does not know;
///  - an advisory or a VEX speaks of a component in a version that the product's bill of materials does not have;
///  - an advisory names another version as fixed than release notes do, or the release notes of the fixed version do not name
///    the vulnerability;
///  - two advisories name different versions as fixed for one vulnerability.
///
/// Each is a gap of kind contradiction, of the constraint that the pack's signals name for the check concerned, with both
/// passages. It changes no verdict. Nothing is said where a name or version cannot be compared for sure. `documents` are sorted
/// by path; the gaps come in a fixed order.
std::vector<Gap> contradictions(const std::vector<std::shared_ptr<const packs::Pack>>& packs,
                                const std::vector<DocumentEntry>& documents, const Workspace* workspace);

}  // namespace crosswalk::review
