// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>

#include "base/text.h"
#include "reports/clause_page/clause_page.h"
#include "reports/readiness.h"
#include "site/frame.h"

namespace crosswalk::site {
namespace {

using reports::counted;
using reports::Tally;

/// Gaps on the entrance; the others stand on the page of what to do.
constexpr std::size_t first_gaps = 4;

/// A part of a standard, such as 5.7 or Annex E, with the clauses in it.
struct Group {
  std::string number;
  std::string title;
  std::vector<const Page*> pages;
};

/// Clauses by the parts that reviews tell them by.
std::vector<Group> groups_of(const Library& library, const atlas::Atlas::Standard& standard) {
  std::vector<const Page*> pages;
  std::vector<const packs::Clause*> clauses;
  for (const Page& page : library.pages()) {
    if (page.standard != &standard) continue;
    pages.push_back(&page);
    clauses.push_back(page.clause);
  }
  const std::vector<std::string> parts = reports::parts_of(clauses);
  std::vector<Group> out;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (out.empty() || out.back().number != parts[i]) {
      out.push_back({parts[i], std::string(standard.pack->clause_title(parts[i])), {}});
    }
    out.back().pages.push_back(pages[i]);
  }
  return out;
}

Tally tally_of(const Library& library, const Group& group) {
  Tally out{};
  for (const Page* page : group.pages) add(out, library.shalls(*page->clause));
  return out;
}

std::string group_anchor(const atlas::Atlas::Standard& standard, const Group& group) {
  return reports::anchor("g:" + standard.pack->id + ":" + group.number);
}

class IndexPage {
 public:
  explicit IndexPage(const Library& library) : library_(library), frame_(library, index_file) {}

  std::string render() {
    frame_.begin(library_.title(), Part::clauses);
    head();
    if (library_.review() != nullptr) stand();
    for (const atlas::Atlas::Standard& standard : library_.standards()) this->standard(standard);
    works();
    std::vector<std::string> notices;
    for (const atlas::Atlas::Standard& standard : library_.standards()) {
      if (!standard.pack->notice.empty()) notices.push_back(standard.pack->notice);
    }
    return frame_.end(base::join(notices, " "));
  }

 private:
  void figure(const std::string& number, std::string_view what) {
    frame_.raw("<li><strong>").text(number).raw("</strong><span>").text(what).raw("</span></li>\n");
  }

  void head() {
    frame_.raw("<div class=\"head\">\n<h1>").text(library_.title()).raw("</h1>\n");
    std::size_t constraints = 0;
    std::size_t mappings = 0;
    for (const Page& page : library_.pages()) {
      constraints += page.clause->constraints.size();
      mappings += page.mappings.size();
    }
    frame_.raw("<p class=\"lead\">")
        .text(counted(library_.pages().size(), "clause", "clauses") + " with " +
              counted(constraints, "atomic requirement", "atomic requirements") + ", mapped " +
              counted(mappings, "time", "times") + " to " +
              counted(library_.works().size(), "neighbouring work", "neighbouring works") + ".");
    frame_.raw("</p>\n</div>\n");
  }

  // ---- the review ----

  void stand() {
    const comparison::ReviewFile& review = *library_.review();
    Tally all{};
    for (const Page& page : library_.pages()) add(all, library_.shalls(*page.clause));
    const auto [met, of] = met_of(all);
    std::size_t major = 0;
    std::size_t minor = 0;
    for (const Todo& todo : library_.todo()) {
      major += todo.gap->severity == packs::Severity::major ? 1U : 0U;
      minor += todo.gap->severity == packs::Severity::minor ? 1U : 0U;
    }
    const int undecided = all[static_cast<std::size_t>(review::Verdict::needs_review)] +
                          all[static_cast<std::size_t>(review::Verdict::not_evaluable)];
    frame_.section("stand", "Where you stand");
    frame_.raw("<p>");
    if (!review.manufacturer.empty()) frame_.text(review.manufacturer + ", ");
    if (!review.product.empty()) frame_.text(review.product + ", ");
    frame_.text("as of " + review.as_of + ": " + counted(review.documents.size(), "document", "documents") + " reviewed.");
    frame_.raw("</p>\n<ul class=\"figures\">\n");
    figure(std::to_string(met),
           "of " + counted(static_cast<std::uint64_t>(of), "shall that applies", "shalls that apply") + " met");
    figure(std::to_string(major), major == 1 ? "major gap" : "major gaps");
    figure(std::to_string(minor), minor == 1 ? "minor gap" : "minor gaps");
    figure(std::to_string(undecided), "for a person to decide");
    frame_.raw("</ul>\n");
    differences(review);
    readiness_table();
    first();
    frame_.section_end();
  }

  /// Where the review was made with other packs than those shown.
  void differences(const comparison::ReviewFile& review) {
    for (const atlas::Atlas::Standard& standard : library_.standards()) {
      const auto found = review.packs.find(standard.pack->id);
      const bool known = found != review.packs.end();
      if (known && found->second.version == standard.pack->version) continue;
      frame_.raw("<div class=\"box warn\"><p>");
      frame_.text(known ? "The review was made with version " + found->second.version + " of the pack " + standard.pack->id +
                              ", and this library shows version " + standard.pack->version + "."
                        : "The review says nothing of the pack " + standard.pack->id + ".");
      frame_.raw("</p></div>\n");
    }
  }

  void readiness_table() {
    frame_.raw("<table class=\"ready\">\n<caption>Readiness by group of clauses: shalls that apply</caption>\n<thead><tr>");
    frame_.raw("<th scope=\"col\">Clauses</th><th scope=\"col\">Verdicts</th><th scope=\"col\">Met</th></tr></thead>\n<tbody>\n");
    for (const atlas::Atlas::Standard& standard : library_.standards()) {
      for (const Group& group : groups_of(library_, standard)) {
        const Tally tally = tally_of(library_, group);
        const auto [met, of] = met_of(tally);
        frame_.raw("<tr><th scope=\"row\"><a href=\"#").raw(group_anchor(standard, group)).raw("\"><span class=\"number\">");
        frame_.text(group.number).raw("</span> ").text(group.title).raw("</a></th><td>");
        frame_.page().bar(tally);
        if (tally != Tally{}) frame_.raw("<p class=\"src\">").text(reports::tally_text(tally, ", ")).raw("</p>");
        frame_.raw("</td><td class=\"tight\" data-label=\"Met\">");
        frame_.text(tally == Tally{} ? "no shalls"
                    : of == 0        ? "none applies"
                                     : std::to_string(met) + " of " + std::to_string(of));
        frame_.raw("</td></tr>\n");
      }
    }
    frame_.raw("</tbody>\n</table>\n");
  }

  void first() {
    if (!library_.review()->steps.empty()) {
      frame_.raw("<h3>What to do first</h3>\n<ol class=\"list\">\n");
      for (const std::string& step : library_.review()->steps) frame_.raw("<li>").text(step).raw("</li>\n");
      frame_.raw("</ol>\n");
    }
    if (library_.todo().empty()) return;
    frame_.raw("<h3>The gravest gaps</h3>\n");
    for (std::size_t i = 0; i < std::min(first_gaps, library_.todo().size()); ++i) {
      gap_item(frame_, library_, library_.todo()[i], true);
    }
    frame_.raw("<p>")
        .link(todo_file, "All " + counted(library_.todo().size(), "gap", "gaps") + ", with what to do")
        .raw("</p>\n");
  }

  // ---- the packs ----

  void standard(const atlas::Atlas::Standard& standard) {
    const packs::Pack& pack = *standard.pack;
    frame_.section("p:" + pack.id, pack.title);
    frame_.raw("<p class=\"muted\">").text(pack.edition).raw("</p>\n<p class=\"src\">");
    frame_.text("Pack " + pack.id + " " + pack.version).raw("</p>\n");
    for (const packs::Extension& one : pack.extensions) {
      frame_.raw("<p class=\"house\">With ").text(one.title + " (" + one.id + " " + one.version + ")").raw("</p>\n");
    }
    std::size_t open = 0;
    for (const packs::Clause& clause : pack.clauses) open += reports::is_confirmed(clause) ? 0U : 1U;
    if (open > 0) {
      frame_.raw("<p class=\"src\">");
      frame_.text(open == pack.clauses.size() ? "No page has been compared with a licensed copy of the standard yet."
                                              : std::to_string(open) + " of " + std::to_string(pack.clauses.size()) +
                                                    " pages have not been compared with a licensed copy of the standard yet.");
      frame_.raw("</p>\n");
    }
    for (const Group& group : groups_of(library_, standard)) {
      frame_.raw("<div class=\"group\" id=\"")
          .raw(group_anchor(standard, group))
          .raw("\">\n<div class=\"title\"><h3><span class=\"number\">");
      frame_.text(group.number).raw("</span> ").text(group.title).raw("</h3>");
      if (library_.review() != nullptr)
        frame_.raw("<span class=\"muted small\">").text(readiness(tally_of(library_, group))).raw("</span>");
      frame_.raw("</div>\n<ul class=\"clauses\">\n");
      std::string last;
      for (const Page* page : group.pages) clause(pack, *page, last);
      frame_.raw("</ul>\n</div>\n");
    }
    frame_.section_end();
  }

  /// A line for the clause, below one for the part that it stands in.
  void clause(const packs::Pack& pack, const Page& page, std::string& last) {
    const packs::Clause& clause = *page.clause;
    const std::size_t dot = clause.number.rfind('.');
    const std::string parent = dot == std::string::npos ? "" : clause.number.substr(0, dot);
    if (parent != last && parent.find('.') != std::string::npos && pack.clause(parent) == nullptr &&
        !pack.clause_title(parent).empty()) {
      frame_.raw("<li class=\"part\"><span class=\"number\">")
          .text(parent)
          .raw("</span> ")
          .text(pack.clause_title(parent))
          .raw("</li>\n");
    }
    last = parent;
    frame_.raw("<li><a href=\"")
        .raw(frame_.href(page.file))
        .raw("\"><span class=\"number\">")
        .text(clause.number)
        .raw("</span><span>");
    frame_.text(clause.title).raw("</span></a>");
    if (const comparison::ClauseState* const state = library_.state(clause); state != nullptr) {
      const auto [met, of] = met_of(library_.shalls(clause));
      frame_.raw("<span class=\"end\">");
      if (of > 0)
        frame_.raw("<span class=\"muted small\">").text(std::to_string(met) + " of " + std::to_string(of)).raw("</span> ");
      frame_.page().verdict(state->verdict);
      frame_.raw("</span>");
    } else {
      frame_.raw("<span class=\"end muted small\">")
          .text(counted(clause.constraints.size(), "constraint", "constraints"))
          .raw("</span>");
    }
    frame_.raw("</li>\n");
  }

  void works() {
    if (library_.works().empty()) return;
    frame_.section("works", "Standards, laws and guidance beside it");
    frame_.raw("<ul class=\"clauses works\">\n");
    for (const Work& work : library_.works()) {
      frame_.raw("<li><a href=\"")
          .raw(frame_.href(work.file))
          .raw("\"><span class=\"name\">")
          .text(work.name)
          .raw("</span><span>");
      frame_.text(work.title).raw("</span></a><span class=\"end muted small\">");
      frame_.text(counted(work.mappings(), "mapping", "mappings")).raw("</span></li>\n");
    }
    frame_.raw("</ul>\n<p>").link(matrix_file, "The matrix of clauses and works").raw("</p>\n");
    frame_.section_end();
  }

  const Library& library_;
  Frame frame_;
};

}  // namespace

std::string index_page(const Library& library) { return IndexPage(library).render(); }

namespace {

/// What no rule could decide, or could not be read: a list of constraints with why, and where to look.
void undecided(Frame& frame, const Library& library) {
  bool any = false;
  for (const Page& page : library.pages()) {
    for (const packs::Constraint& constraint : page.clause->constraints) {
      const comparison::ConstraintState* const state = library.state(constraint);
      if (state == nullptr ||
          (state->verdict != review::Verdict::needs_review && state->verdict != review::Verdict::not_evaluable)) {
        continue;
      }
      if (!any) {
        frame.section("undecided", "For a person to decide");
        frame.raw("<p class=\"muted\"><code>crosswalk decide</code> keeps what you decide beside the machine's verdict.</p>\n");
      }
      any = true;
      frame.raw("<div class=\"gap\">");
      frame.page().verdict(state->verdict);
      frame.raw(" <strong>").text(constraint.text).raw("</strong>");
      const std::string why = reports::reason_text(state->reason);
      if (!why.empty()) frame.raw("<p>Why: ").text(why).raw(".</p>");
      if (!constraint.question.empty()) frame.raw("<p>To answer: ").text(constraint.question).raw("</p>");
      frame.raw("<p class=\"src\">");
      frame.link(library.place(constraint.id), page.clause->number + " " + page.clause->title + ", " + constraint.slug);
      for (std::size_t i = 0; i < state->candidates.size(); ++i) {
        frame.raw(i == 0 ? " · look in " : ", ").raw("<bdi>").text(state->candidates[i]).raw("</bdi>");
      }
      frame.raw("</p></div>\n");
    }
  }
  if (any) frame.section_end();
}

}  // namespace

std::string todo_page(const Library& library) {
  Frame frame(library, todo_file);
  frame.begin("What to do", Part::todo);
  frame.raw("<div class=\"head\">\n<h1>What to do</h1>\n<p class=\"lead\">");
  if (library.todo().empty()) {
    frame.raw("The review names no gap.");
  } else {
    frame.raw("All gaps of the review: first what contradicts a requirement, then what is missing, announced or incomplete.");
  }
  frame.raw("</p>\n</div>\n");
  for (const packs::Severity severity : {packs::Severity::major, packs::Severity::minor, packs::Severity::observation}) {
    bool any = false;
    for (const Todo& todo : library.todo()) {
      if (todo.gap->severity != severity) continue;
      if (!any) {
        const std::string word(base::word(severity));
        frame.section(word, severity == packs::Severity::major   ? "Major gaps"
                            : severity == packs::Severity::minor ? "Minor gaps"
                                                                 : "Observations");
      }
      any = true;
      gap_item(frame, library, todo, true);
    }
    if (any) frame.section_end();
  }
  undecided(frame, library);
  return frame.end("");
}

}  // namespace crosswalk::site
