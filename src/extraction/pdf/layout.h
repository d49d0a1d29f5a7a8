// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document/document.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction::pdf {

/// A word where it stands on its page. Lengths in points (1/72 inch), the origin is the page's upper left corner.
struct Word {
  /// UTF-8, without white space.
  std::string text;
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;
  /// Size of the font; 0 where it is not known (the height counts then).
  float size = 0;
  bool bold = false;
  /// Whether its letters do not run from left to right along a horizontal line.
  bool rotated = false;
  /// Whether its font has letters of one width, as code is set in.
  bool mono = false;
};

/// A place on a page that leads somewhere; lengths as for Word.
struct Area {
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;
  std::string target;
};

/// One page: its words in the order in which the reader of the format gives them, word by word along each line.
struct Page {
  float width = 0;
  float height = 0;
  std::vector<Word> words;
  std::vector<Area> links;
};

/// A bookmark.
struct OutlineEntry {
  std::string title;
  /// From 1, the highest.
  std::uint8_t level = 1;
};

/// Everything that the shape of a document is worked out from.
struct Source {
  std::vector<Page> pages;
  std::vector<OutlineEntry> outline;
};

/// Finds lines, columns, paragraphs, headings, list items, tables and running titles on the pages, and puts the text together in
/// reading order. Any coordinates are survived, also infinite ones and boxes without area.
///
/// A word that a hyphen broke over two lines is put together; soft hyphens, ligatures and list bullets do not stay in the text;
/// all else is verbatim, with a line feed where a line ends. Running titles appear once, as page_header or page_footer. The
/// result has the style page_line, anchors for each line, and no properties; what `limits` cut off is a warning, the only one.
document::Document lay_out(const Source& source, const Limits& limits);

}  // namespace crosswalk::extraction::pdf
