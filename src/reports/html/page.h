// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "packs/pack.h"
#include "reports/writer.h"
#include "review/review.h"

namespace crosswalk::reports {

/// Writes one self-contained HTML page: everything it needs is in it, nothing in it can run or load.
class HtmlPage {
 public:
  /// `out` must outlive the page.
  explicit HtmlPage(Writer& out) : out_(out) {}

  /// Everything before the content: policy, style, title, skip link, opening of <main>.
  void begin(std::string_view title);
  /// Closes what begin() opened; `footer` is plain text.
  void end(std::string_view footer);

  /// Markup of the program's own; never anything from outside.
  HtmlPage& raw(std::string_view markup);
  /// Any text, escaped and made harmless.
  HtmlPage& text(std::string_view text);

  /// The verdict as mark and word.
  void verdict(review::Verdict verdict);
  /// The severity of a gap as a word.
  void severity(packs::Severity severity);
  /// A row of a list of facts: <dt> and <dd>; nothing where `value` is empty.
  void fact(std::string_view name, std::string_view value);
  /// A statement with its source and confidence, as a paragraph.
  void statement(const packs::Statement& statement);

 private:
  Writer& out_;
};

/// An id as a name for an anchor: letters, digits and "._:/-" stay, anything else becomes "-".
std::string anchor(std::string_view id);
/// The style sheet of all pages.
std::string_view style_sheet();
/// The style-src of the page's policy: the hash of style_sheet(). Source: W3C Content Security Policy Level 3, 2.3.1.
std::string style_hash();

}  // namespace crosswalk::reports
