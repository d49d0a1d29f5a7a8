// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "document/document.h"
#include "matching/normalize.h"
#include "matching/occurrences.h"
#include "matching/scanner.h"

namespace crosswalk::matching {

/// Where the links of a document say concepts by what they lead to (Concept::link_texts): at the words of the link, because a
/// quote has to stand in the text. In order of their places. Links without words say nothing.
/// Cost: linear in the targets; nothing is looked at where no concept is said by links.
std::vector<Occurrence> find_links(const document::Document& document, const Normalized& normalized, const Scanner& scanner,
                                   Scanner::Scratch& scratch);

}  // namespace crosswalk::matching
