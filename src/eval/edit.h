// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document/document.h"

namespace crosswalk::eval {

/// A part of a document's text, and what is to stand there instead; an empty part is a place to insert at.
struct Edit {
  document::Span where;
  std::string text;
};

/// The document with other text at some places: blocks, tables, notation, pages, lines and links are where they were, as far as
/// what they belong to is still there. Each edit lies within one block, or between two; none touches another.
document::Document with_edits(const document::Document& document, std::vector<Edit> edits);

/// Where a part of the old text lies after these edits: what is inserted at its ends belongs to it.
document::Span moved(document::Span span, const std::vector<Edit>& sorted_edits);

/// The document without these blocks (indices, any order): their text is gone, and what stood under a removed heading stands
/// under the heading above.
document::Document without_blocks(const document::Document& document, const std::vector<std::int32_t>& blocks);

/// The document with the block cut in up to three at the ends of `part`, which becomes a list item of its own. `part` lies in the
/// block.
document::Document with_item(const document::Document& document, std::int32_t block, document::Span part);

/// The document with the blocks from `first` to `last` as one paragraph, in which `texts` (one for each) follow each other.
document::Document with_joined(const document::Document& document, std::int32_t first, std::int32_t last,
                               const std::vector<std::string>& texts);

}  // namespace crosswalk::eval
