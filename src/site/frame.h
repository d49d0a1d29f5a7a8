// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/html/page.h"
#include "reports/report.h"
#include "reports/writer.h"
#include "site/library.h"

namespace crosswalk::site {

/// Parts of the library between which its head leads.
enum class Part { clauses, matrix, works, todo, search, other };

/// One page of a site: the frame that all have, and the pieces that they are made of.
class Frame {
 public:
  /// `file` is the page's own path in the site; `library` has to outlive it.
  Frame(const Library& library, std::string_view file);

  /// Everything before the content, and the opening of <main>. `script`: see HtmlPage::Parts.
  void begin(std::string_view title, Part part, std::string_view script = {});
  /// Closes the page and gives it away. `note` stands in its footer.
  std::string end(std::string_view note);

  /// The page itself.
  reports::HtmlPage& page() { return page_; }
  /// Markup of the program's own.
  Frame& raw(std::string_view markup);
  /// Any text, escaped.
  Frame& text(std::string_view text);
  /// A link to a place in the site (see Library::place); without one, the text alone.
  Frame& link(std::string_view place, std::string_view text, std::string_view style = {});
  /// Where a place in the site lies from this page, escaped.
  [[nodiscard]] std::string href(std::string_view place) const;

  /// The heading of a part of the page, for its table of contents, and the opening of a <section>.
  void section(std::string_view id, std::string_view title);
  /// Closes it.
  void section_end() { raw("</section>\n"); }
  /// A statement: its text, and small below it where it is from.
  void statement(std::string_view text, std::string_view source);

 private:
  const Library& library_;
  /// "../" where the page lies in a folder.
  std::string up_;
  reports::StringSink sink_;
  reports::Writer writer_;
  reports::HtmlPage page_;
};

/// A table of contents beside the content: names of anchors and what they are called.
void contents(Frame& frame, const std::vector<std::pair<std::string, std::string>>& entries);
/// "12 of 20 shalls met", or that none applies.
std::string readiness(const reports::Tally& tally);
/// The style of a site, beside that of all pages.
std::string_view site_style();

// One function per kind of page; each gives the whole page.

/// The entrance: what the library has, by groups of clauses, and how ready they are.
std::string index_page(const Library& library);
/// A clause with all its parts; `before` and `after` are its neighbours, or null.
std::string clause_page(const Library& library, const Page& page, const Page* before, const Page* after);
/// A neighbouring work, part by part, with what is mapped to it.
std::string work_page(const Library& library, const Work& work);
/// Clauses against works.
std::string matrix_page(const Library& library);
/// All gaps of the review.
std::string todo_page(const Library& library);
/// Everything that has a name, and a script that picks from it.
std::string search_page(const Library& library);
/// What the search knows beside that: which words stand on which page, as a script that only sets a variable.
std::string search_words(const Library& library);

/// A gap of the review with what to do, its constraint, and the documents concerned; `with_clause` names its clause too.
void gap_item(Frame& frame, const Library& library, const Todo& todo, bool with_clause);

/// Paths in the site of the pages that are not those of clauses or works.
inline constexpr std::string_view index_file = "index.html";
inline constexpr std::string_view matrix_file = "matrix.html";
inline constexpr std::string_view todo_file = "todo.html";
inline constexpr std::string_view search_file = "search.html";
inline constexpr std::string_view words_file = "search-words.js";

}  // namespace crosswalk::site
