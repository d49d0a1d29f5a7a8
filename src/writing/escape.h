// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::writing {

/// Whether a code point commands a screen or hides itself: C0, DEL, C1, bidi controls, zero-width and other invisible format
/// characters, line separators, tags, noncharacters. Source: Unicode 15, general categories Cc, Cf, Zl, Zp.
bool is_control(char32_t value);

/// Text of a document or a file name as one harmless line: malformed UTF-8 replaced, white space collapsed, controls made
/// visible (ESC becomes U+241B, others "<U+202E>"), more than four marks on one letter counted.
std::string visible(std::string_view text);

/// Columns that `text` takes in a terminal: 2 for wide characters, 0 for combining ones. Source: Unicode 15, UAX #11.
int display_width(std::string_view text);
/// `text` cut to `columns`, at a space where one is near, with an ellipsis where something was cut.
std::string shorten(std::string_view text, int columns);
/// `text` in lines of at most `columns` (at least 8); words longer than a line are broken.
std::vector<std::string> wrap(std::string_view text, int columns);

/// `text` made visible() and escaped for HTML text and quoted attributes.
std::string html_escape(std::string_view text);
/// `text` made visible() and escaped so that Markdown shows it as it is: no headings, lists, links, autolinks, tables or HTML.
/// Source: CommonMark 0.31 and GitHub Flavored Markdown 0.29, 6.9 Autolinks (extension).
std::string markdown_escape(std::string_view text);

}  // namespace crosswalk::writing
