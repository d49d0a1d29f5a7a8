// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "document/document.h"

namespace crosswalk::extraction::rst {

/// A hyperlink by name, whose target stands elsewhere in the document; "__" is the next target without a name.
struct NamedLink {
  document::Span span;
  std::string name;
};

/// Puts the inline notation of a part of `document.text` into `document.markup`, and what it links to into `document.links` or
/// `named`. Spans must come in order. Source: reStructuredText Markup Specification, Inline Markup.
void mark_inline(document::Document& document, document::Span span, std::vector<NamedLink>& named);

/// How the name of a reference or a target is compared: without the case of ASCII letters, blanks as one.
std::string reference_name(std::string_view text);

}  // namespace crosswalk::extraction::rst
