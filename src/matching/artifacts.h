// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "artifacts/artifact.h"
#include "document/document.h"
#include "matching/normalize.h"

namespace crosswalk::matching {

/// Where an artifact stands in a normalised text.
struct ArtifactPlace {
  Range range;
  artifacts::Kind kind = artifacts::Kind::version;
};

/// The artifacts of these kinds in what a reader of a document sees, in order of their places (artifacts::text::find says what
/// counts). None reaches over the end of a block. Ids are found within URLs and package URLs too, so that what one kind finds
/// does not depend on whether another is asked for.
/// Cost: linear in the text; nothing is looked at where no kind is asked for.
std::vector<ArtifactPlace> find_artifacts(const document::Document& document, const Normalized& normalized,
                                          artifacts::Kinds kinds);

/// Which of these kinds stand anywhere in a short text, by the same rules.
artifacts::Kinds kinds_in(std::string_view text, artifacts::Kinds kinds);

}  // namespace crosswalk::matching
