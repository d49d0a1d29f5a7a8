// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "packs/pack.h"
#include "reports/report.h"
#include "reports/view.h"
#include "reports/writer.h"
#include "review/review.h"

namespace crosswalk::reports {

/// Writes one self-contained HTML page: everything it needs is in it, nothing in it can run or load.
class HtmlPage {
 public:
  /// `out` must outlive the page.
  explicit HtmlPage(Writer& out) : out_(out) {}

  /// What a page may have beside style_sheet().
  struct Parts {
    /// More style, markup of the program's own.
    std::string_view style{};
    /// The one script inside the page that may run.
    std::string_view script{};
    /// Whether forms may lead to, and scripts be loaded from, the place of the page itself.
    bool of_a_site = false;
  };
  /// Everything before the content: policy, style, title, skip link.
  void begin(std::string_view title) { begin(title, Parts()); }
  /// The same with more than a report needs; the script itself is put where it belongs by the caller.
  void begin(std::string_view title, const Parts& parts);
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
  /// A bar of the shares of the verdicts, without words: the words beside it have to say the same.
  void bar(const Tally& tally);
  /// A passage of a document as far as `quotes` allows it, with its place and what it is worth. `link` writes the document's
  /// name.
  void passage(const review::Evidence& evidence, std::string_view place, Quotes quotes, bool with_verdict,
               const std::function<void(const std::string&)>& link);

 private:
  Writer& out_;
};

/// An id as a name for an anchor: letters, digits and "._:/-" stay, anything else becomes "-".
std::string anchor(std::string_view id);
/// The style sheet of all pages.
std::string_view style_sheet();
/// A style or script as a source of the page's policy: its hash. Source: W3C Content Security Policy Level 3, 2.3.1.
std::string policy_hash(std::string_view content);

}  // namespace crosswalk::reports
