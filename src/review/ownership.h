// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "review/review.h"
#include "review/workspace.h"

namespace crosswalk::review {

/// What the name of a folder says of the files in it.
enum class FolderOf {
  /// Nothing.
  anybody,
  /// It may hold what others made, or the maker's own lists of it: "SOUP", "vendor", "external".
  perhaps_others,
  /// What others handed over: "Suppliers", "third-party".
  others
};

/// A folder of a path that says whose the files in it are.
struct ForeignFolder {
  FolderOf kind = FolderOf::anybody;
  /// As it is written; of several the one that says most.
  std::string_view name;
};

/// Looks at the folders of `path`, not at the file's own name.
ForeignFolder foreign_folder(std::string_view path);

/// Says in the facts of one file, looked at alone, that its folder makes it doubtful whose it is: a bill of materials, VEX or
/// advisory of a supplier is no evidence of the maker's own. `kinds` are DocumentEntry::artifact_kinds.
void doubt_owner(std::string_view path, const std::vector<std::string>& kinds, document::Facts& facts);

/// Decides, of bills of materials, VEX documents, advisories and release notes, which speak of products of others: by the names
/// of products and makers in them, in the rest of the folder and in the workspace (nullptr: none), and by folders such as
/// "Suppliers". What names the product of the rest stays the maker's own wherever it lies; where too little is known the owner is
/// unknown, and nothing is taken away. The reason stands in Facts::owner_reason. What the workspace says of an owner stays.
/// `shelf` as in Review::shelf.
void settle_owners(std::vector<DocumentEntry>& documents, const EvidenceShelf* shelf, const Workspace* workspace);

}  // namespace crosswalk::review
