// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/document.h"
#include "extraction/ooxml/package.h"

namespace crosswalk::extraction::ooxml {

/// Adds what the file says of itself to Document::properties: title, author, created, modified, status, revision, subject,
/// keywords, category, version, description, last_modified_by, company, manager, and custom properties under their own names.
/// Source: ISO/IEC 29500-2, 8 (core); ISO/IEC 29500-1, 15.2.12.2 and 15.2.12.3 (custom, extended).
void read_properties(Package& package, document::Document& document);

}  // namespace crosswalk::extraction::ooxml
