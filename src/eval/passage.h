// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "eval/edit.h"
#include "review/review.h"

namespace crosswalk::eval {

/// A part of a document's text as people read it: without notation, on one line, and where each byte stands.
struct Content {
  std::string text;
  /// Place in the document of each byte of `text`.
  std::vector<document::ByteOffset> places;
};
/// The content of a part of the text.
Content content_of(const document::Document& document, document::Span span);

/// A sentence of a block, a line of code, or a cell of a table: what is rewritten as one.
struct Passage {
  std::int32_t block = -1;
  document::Span span;
};

/// All passages of a document, in its order. Sentences are told by rules of this folder's own, so that what is measured is not
/// measured by itself.
std::vector<Passage> passages_of(const document::Document& document);

/// Where a piece of evidence stands; all places where its quote stands with the same locator, if these are several.
std::vector<document::Span> places_of(const document::Document& document, const review::Evidence& evidence);

/// Where a quote stands, white space, notation and case left out on both sides; nothing where it does not.
std::optional<document::Span> find_quote(const document::Document& document, std::string_view quote);

/// The edits that make `content` of a document read as `text`: words that stay keep their notation and ends of lines.
std::vector<Edit> edits_to(const Content& content, std::string_view text);

}  // namespace crosswalk::eval
