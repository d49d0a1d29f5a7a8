// SPDX-License-Identifier: Apache-2.0
#include "site/frame.h"

#include <algorithm>

#include "base/text.h"
#include "reports/escape.h"

namespace crosswalk::site {

Frame::Frame(const Library& library, std::string_view file) : library_(library), writer_(sink_), page_(writer_) {
  for (const char c : file) up_ += c == '/' ? "../" : "";
}

void Frame::begin(std::string_view title, Part part, std::string_view script) {
  reports::HtmlPage::Parts parts;
  parts.style = site_style();
  parts.script = script;
  parts.of_a_site = true;
  page_.begin(std::string(title) + (title == library_.title() ? "" : " · " + library_.title()), parts);
  raw("<header class=\"top\"><nav aria-label=\"Library\"><a class=\"home\" href=\"").raw(href(index_file)).raw("\">");
  text(library_.title()).raw("</a>\n<ul>");
  const auto entry = [&](Part own, std::string_view place, std::string_view name) {
    raw("<li><a href=\"")
        .raw(href(place))
        .raw("\"")
        .raw(own == part ? " aria-current=\"page\">" : ">")
        .raw(name)
        .raw("</a></li>");
  };
  entry(Part::clauses, index_file, "Clauses");
  entry(Part::works, std::string(index_file) + "#works", "Standards");
  entry(Part::matrix, matrix_file, "Matrix");
  if (library_.review() != nullptr) entry(Part::todo, todo_file, "What to do");
  raw("</ul>\n");
  if (part != Part::search) {
    raw("<form role=\"search\" action=\"").raw(href(search_file));
    raw("\"><input type=\"search\" name=\"q\" aria-label=\"Search the library\" placeholder=\"Search\">");
    raw("<button>Search</button></form>");
  }
  raw("</nav></header>\n<main id=\"content\">\n");
}

std::string Frame::end(std::string_view note) {
  std::string footer = "Made by Crosswalk. ";
  if (!note.empty()) footer += std::string(note) + " ";
  if (library_.review() != nullptr) {
    footer +=
        "Verdicts of the review as of " + library_.review()->as_of + "; they support a person's judgement and do not replace it.";
  }
  page_.end(base::trim(footer));
  // A string as a sink has no errors.
  static_cast<void>(writer_.finish());
  return sink_.text();
}

Frame& Frame::raw(std::string_view markup) {
  page_.raw(markup);
  return *this;
}

Frame& Frame::text(std::string_view text) {
  page_.text(text);
  return *this;
}

Frame& Frame::link(std::string_view place, std::string_view text, std::string_view style) {
  if (place.empty()) return this->text(text);
  raw("<a href=\"").raw(href(place)).raw("\"");
  if (!style.empty()) raw(" class=\"").raw(style).raw("\"");
  return raw(">").text(text).raw("</a>");
}

std::string Frame::href(std::string_view place) const { return up_ + reports::html_escape(place); }

void Frame::section(std::string_view id, std::string_view title) {
  raw("<section id=\"")
      .raw(reports::anchor(id))
      .raw("\" aria-labelledby=\"")
      .raw(reports::anchor(id))
      .raw("-title\">\n<h2 id=\"");
  raw(reports::anchor(id)).raw("-title\">").text(title).raw("</h2>\n");
}

void Frame::statement(std::string_view text, std::string_view source) {
  raw("<div class=\"st\"><p>").text(text).raw("</p>");
  if (!source.empty()) raw("<p class=\"src\">").text(source).raw("</p>");
  raw("</div>\n");
}

void contents(Frame& frame, const std::vector<std::pair<std::string, std::string>>& entries) {
  frame.raw("<nav class=\"toc\" aria-label=\"On this page\"><ul>\n");
  for (const auto& [id, title] : entries) {
    frame.raw("<li><a href=\"#").raw(reports::anchor(id)).raw("\">").text(title).raw("</a></li>\n");
  }
  frame.raw("</ul></nav>\n");
}

std::string readiness(const reports::Tally& tally) {
  const auto [met, all] = met_of(tally);
  if (all == 0) return "no shall that applies";
  return std::to_string(met) + " of " + reports::counted(static_cast<std::uint64_t>(all), "shall", "shalls") + " met";
}

void gap_item(Frame& frame, const Library& library, const Todo& todo, bool with_clause) {
  const comparison::GapState& gap = *todo.gap;
  frame.raw("<div class=\"gap\">");
  frame.page().severity(gap.severity);
  frame.raw(" <strong>").text(gap.text).raw("</strong>\n<p class=\"muted\">");
  frame.raw(todo.constraint->level == packs::Level::expectation ? "Expected: " : "Required: ");
  frame.text(todo.constraint->text).raw("</p>\n");
  if (!gap.remedy.empty()) frame.raw("<p><strong>To do:</strong> ").text(gap.remedy).raw("</p>\n");
  frame.raw("<p class=\"src\">");
  const std::string place = library.place(todo.constraint->id);
  frame.link(place,
             (with_clause ? todo.page->clause->number + " " + todo.page->clause->title + ", " : "") + todo.constraint->slug);
  if (!gap.demanded_by.empty()) frame.raw(" · asked for by ").text(base::join(gap.demanded_by, ", "));
  for (std::size_t i = 0; i < gap.documents.size(); ++i) {
    frame.raw(i == 0 ? " · in " : ", ").raw("<bdi>").text(gap.documents[i]).raw("</bdi>");
  }
  frame.raw("</p></div>\n");
}

}  // namespace crosswalk::site
