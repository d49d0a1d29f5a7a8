// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "document/document.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {

/// Where the name of an entry "name: value" or "name = value" ends (the place of `separator`), or npos for a line that is none.
/// Sources: YAML 1.2, 7.4; TOML 1.0, "Key/Value Pair".
std::size_t separator_of(std::string_view line, char separator);

/// Whether a line may stand between entries: blank, a comment, a list, a table's name, what goes on from the line above.
bool goes_with_entries(std::string_view line);

/// Adds the lines [begin, end) of the document's text to it: a block for each, the entries as properties too, comments as
/// hidden text. At most limits.blocks blocks.
void read_entries(std::size_t begin, std::size_t end, char separator, const Limits& limits, document::Document& out);

/// For formats that do not say in which language code is written: where the document begins with a block of code that holds
/// little but entries, at least three, reads it as read_entries() does, and numbers the blocks anew.
void open_record(const Limits& limits, document::Document& out);

}  // namespace crosswalk::extraction
