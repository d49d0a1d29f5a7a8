// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "artifacts/csaf/advisory.h"

namespace crosswalk::cli {

/// A text on a page, which may be a link.
struct PageText {
  std::string text;
  /// An address that begins with https://; empty where it is no link.
  std::string link;
};

/// A part of a page.
struct PageBlock {
  /// What it is: a heading of `level`; a paragraph; names with what they say (two texts a row); a table with `header`; a list.
  enum class Kind : std::uint8_t { heading, paragraph, facts, table, list };
  Kind kind = Kind::paragraph;
  int level = 2;
  /// Rows of texts: one row with one text for headings and paragraphs, one text a row for lists.
  std::vector<std::vector<PageText>> rows;
  std::vector<std::string> header;
  /// "critical", "high", "medium", "low", "none" where it tells of something that severe; else empty.
  std::string severity;
};

/// A page about an advisory, before it is written as HTML, Markdown or text.
struct Page {
  std::string title;
  /// A language tag; empty where the document does not say.
  std::string language;
  /// "WHITE", "RED"; empty where there is none.
  std::string tlp;
  std::vector<PageBlock> blocks;
};

/// How much a page tells.
enum class PageDetail : std::uint8_t {
  /// For who has the document: what it says, in short.
  summary,
  /// For a customer: everything.
  whole
};

/// The page about an advisory.
Page page_of(const artifacts::csaf::Advisory& advisory, PageDetail detail);

/// The page as HTML of its own: no scripts, nothing loaded from elsewhere; all texts escaped; only https addresses are links.
std::string page_as_html(const Page& page);
/// The page in Markdown.
std::string page_as_markdown(const Page& page);
/// The page as text of at most `columns` columns, harmless for a terminal.
std::string page_as_text(const Page& page, int columns);

}  // namespace crosswalk::cli
