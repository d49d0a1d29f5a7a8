// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "oscal/resolve.h"
#include "packs/checklist.h"

namespace crosswalk::oscal {

/// What becomes of a document.
struct Import {
  packs::Checklist checklist;
  /// Its own title in plain words; may be empty.
  std::string title;
};

/// Whether bytes are an OSCAL document of any model.
bool is_oscal(std::string_view bytes);

/// The controls of a catalog, or of what a profile resolves to, as a checklist: a clause for each control, an item for each leaf
/// of its statement, with the words above it. Parameters stand as their values, or as "[assignment: LABEL]" and "[selection: A;
/// B]". What is withdrawn or has no statement is named as left out; what went wrong on the way to it, as a remark.
///
/// `load` gives the document at `path` and those that it imports. Errors: those of `load` and read_document(); malformed_data
/// where it is neither catalog nor profile, an import fails, or it holds no statement, or more than 2000 items.
base::Result<Import> import_controls(const std::string& path, const Loader& load);

}  // namespace crosswalk::oscal
