// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "review/review.h"
#include "review/workspace.h"

namespace crosswalk::review {

/// Facts::owner_reason where the workspace names the owner.
inline constexpr const char* stated_by_workspace = "the workspace says so";

/// Replaces what the documents say of themselves by what the workspace says of them; a later override wins over an earlier one.
/// Ignored documents become skipped (ignored) and lose their evidence.
void apply_overrides(const Workspace& workspace, DocumentEntry& document);

/// Decides for every document whether it is in force, and why not: draft, template and obsolete documents are not; effective
/// ones are, of one id only the highest version; one whose state is not known is, unless its folder, its name, or a newer
/// document of the same id or of the same title and role says that it is old. Source: ISO 13485:2016, 4.2.4.
void mark_in_force(std::vector<DocumentEntry>& documents);

/// Documents of one id in several versions, and documents not in force that say something else about a constraint than one in
/// force. In the order of the documents and constraints.
std::vector<ControlWarning> control_warnings(const std::vector<DocumentEntry>& documents, const EvidenceShelf* shelf = nullptr);

}  // namespace crosswalk::review
