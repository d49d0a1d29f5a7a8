// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "document/builder.h"

namespace crosswalk::extraction {

/// Puts a document that was read by itself at the end of the one that `builder` makes: blocks with their notation and links,
/// tables, hidden text, and warnings. Headings stand `levels` deeper; `where` (may be empty) goes before the places of hidden
/// text and before warnings. False where there are more blocks than `most_blocks`, or more text than `most_bytes`.
bool append(document::Builder& builder, const document::Document& inner, std::uint8_t levels, const std::string& where,
            std::size_t most_blocks, std::size_t most_bytes);

}  // namespace crosswalk::extraction
