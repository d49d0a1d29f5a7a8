// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "review/review.h"

namespace crosswalk::review {

/// For each document the number of the first one of which it is another format, or its own number. Formats of one document lie in
/// one folder under one name with another ending, and say the same id, version, state and language of themselves; a document
/// without id or version is nobody's format, and neither is a security file (CSAF, SBOM), which says other things than a paper.
std::vector<std::size_t> first_formats(const std::vector<DocumentEntry>& documents);

/// What stands in the notes of a review of such documents: "guide (docx, pdf)", sorted. Empty where there are none in force.
std::string formats_note(const std::vector<DocumentEntry>& documents);

}  // namespace crosswalk::review
