// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "base/text.h"
#include "reports/clause_page/clause_page.h"
#include "reports/clause_page/wording.h"
#include "site/frame.h"

namespace crosswalk::site {
namespace {

using comparison::ConstraintState;
using packs::Mapping;
using reports::counted;

/// Passages shown openly per constraint; the others stand in a part to unfold.
constexpr std::size_t open_passages = 2;

class ClausePage {
 public:
  ClausePage(const Library& library, const Page& page)
      : library_(library), page_(page), pack_(*page.standard->pack), clause_(*page.clause), frame_(library, page.file) {}

  std::string render(const Page* before, const Page* after) {
    frame_.begin(clause_.number + " " + clause_.title, Part::other);
    head();
    frame_.raw("<div class=\"cols\">\n");
    contents(frame_, parts());
    frame_.raw("<div class=\"body\">\n");
    requirement();
    your_documents();
    statements("why", "Why it exists", clause_.why);
    statements("changed", "What changed", clause_.changed);
    carries_over();
    statements("new", "What is new", clause_.is_new);
    statements("focus", "Audit focus", clause_.audit_focus);
    constraints();
    gaps();
    evidence();
    statements("defence", "Audit defence", clause_.audit_defence);
    maps_to();
    related();
    statements("reading", "Further reading", clause_.further_reading);
    pager(before, after);
    frame_.raw("</div>\n</div>\n");
    return frame_.end(pack_.notice);
  }

 private:
  bool any_carries_over() const {
    return std::any_of(page_.mappings.begin(), page_.mappings.end(),
                       [](const Mapping* one) { return !one->carries_over.empty(); });
  }

  /// The parts that this page has, in their order.
  std::vector<std::pair<std::string, std::string>> parts() const {
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](bool has, const char* id, const char* title) {
      if (has) out.emplace_back(id, title);
    };
    add(!clause_.requirement.text.empty(), "requirement", "Requirement");
    add(library_.state(clause_) != nullptr, "documents", "Your documents");
    add(!clause_.why.empty(), "why", "Why it exists");
    add(!clause_.changed.empty(), "changed", "What changed");
    add(any_carries_over(), "carries-over", "Carries over");
    add(!clause_.is_new.empty(), "new", "What is new");
    add(!clause_.audit_focus.empty(), "focus", "Audit focus");
    add(!reports::constraints_on_page(pack_, clause_).empty(), "constraints", "Constraints");
    add(!clause_.gaps.empty(), "gaps", "Common gaps");
    add(!clause_.evidence_documents.empty() || !clause_.signals.empty(), "evidence", "Evidence");
    add(!clause_.audit_defence.empty(), "defence", "Audit defence");
    add(!page_.mappings.empty(), "maps-to", "Maps to");
    add(!clause_.related.empty(), "related", "Related clauses");
    add(!clause_.further_reading.empty(), "reading", "Further reading");
    return out;
  }

  void head() {
    frame_.raw("<div class=\"head\">\n<p class=\"eyebrow\">").link(index_file, pack_.title);
    const std::size_t dot = clause_.number.rfind('.');
    if (dot != std::string::npos) {
      const std::string parent = clause_.number.substr(0, dot);
      const std::string_view title = pack_.clause_title(parent);
      if (!title.empty()) frame_.raw(" › ").text(parent + " " + std::string(title));
    }
    frame_.raw("</p>\n<h1><span class=\"number\">").text(clause_.number).raw("</span> ").text(clause_.title).raw("</h1>\n");
    frame_.raw("<p class=\"marks\">");
    if (const comparison::ClauseState* const state = library_.state(clause_); state != nullptr) {
      frame_.page().verdict(state->verdict);
      frame_.raw(" ");
    }
    frame_.raw(reports::is_confirmed(clause_) ? "<span class=\"s s-confirmed\">" : "<span class=\"s s-observation\">");
    const std::string status = reports::confirmed_text(clause_);
    const std::size_t word = std::min(status.find_first_of(": "), status.size());
    frame_.text(status.substr(0, word)).raw("</span> <span class=\"muted small\">");
    frame_.text(base::trim(std::string_view(status).substr(std::min(word + 1, status.size()))));
    frame_.raw(" Confidence of the page: ").raw(base::word(clause_.confidence)).raw(".</span></p>\n</div>\n");
  }

  void requirement() {
    if (clause_.requirement.text.empty()) return;
    frame_.section("requirement", reports::requirement_title(clause_.requirement));
    frame_.raw("<div class=\"asks\">");
    frame_.statement(clause_.requirement.text, reports::source_text(clause_.requirement));
    frame_.raw("</div>\n");
    frame_.section_end();
  }

  void statements(const char* id, const char* title, const std::vector<packs::Statement>& list) {
    if (list.empty()) return;
    frame_.section(id, title);
    for (const packs::Statement& one : list) frame_.statement(one.text, reports::source_text(one));
    frame_.section_end();
  }

  // ---- what a review says ----

  void your_documents() {
    const comparison::ClauseState* const state = library_.state(clause_);
    if (state == nullptr) return;
    frame_.section("documents", "Your documents");
    const reports::Tally tally = library_.shalls(clause_);
    frame_.raw("<p>");
    frame_.page().verdict(state->verdict);
    frame_.raw(" ").text(readiness(tally) + ", as of " + library_.review()->as_of + ".").raw("</p>\n");
    frame_.page().bar(tally);
    if (met_of(tally).second > 0) frame_.raw("<p class=\"src\">").text(reports::tally_text(tally, ", ")).raw("</p>\n");
    bool any = false;
    for (const Todo& todo : library_.todo()) {
      if (todo.page->clause != &clause_) continue;
      if (!any) frame_.raw("<h3>Gaps, and what to do</h3>\n");
      any = true;
      gap_item(frame_, library_, todo, false);
    }
    if (!state->audit_defence.empty()) {
      frame_.raw("<div class=\"box\">\n<h3>For the auditor</h3>\n");
      for (const std::string& line : reports::defence_lines(state->audit_defence)) frame_.raw("<p>").text(line).raw("</p>\n");
      frame_.raw("<p class=\"src\">Written only from what is met; names the documents and says what is open.</p>\n</div>\n");
    }
    frame_.section_end();
  }

  void found(const ConstraintState& state) {
    std::string why = reports::reason_text(state.reason);
    if (state.coverage) why += (why.empty() ? "" : "; ") + reports::coverage_text(*state.coverage);
    if (!why.empty()) frame_.raw("<p><strong>Why:</strong> ").text(why).raw(".</p>\n");
    if (state.coverage && !state.coverage->without.empty()) {
      frame_.raw("<p>Without it: ").text(base::join(state.coverage->without, ", ")).raw("</p>\n");
    }
    for (const comparison::DecisionState& decision : state.decisions) {
      frame_.raw("<div class=\"box ask\"><p><strong>Decided by a person:</strong> ")
          .text(reports::spaced(decision.kind))
          .raw(", ");
      frame_.text(decision.by + ", " + decision.on + ". " + decision.reason);
      if (!decision.document.empty()) frame_.raw(" On: <bdi>").text(decision.document).raw("</bdi>");
      frame_.raw("</p><p><strong>The machine's verdict:</strong> ");
      frame_.page().verdict(state.machine_verdict);
      frame_.raw("</p></div>\n");
    }
    passages(state);
    for (const std::string& caveat : state.caveats)
      frame_.raw("<p class=\"src\">Note: ").text(reports::caveat_text(caveat)).raw("</p>\n");
    if (!state.candidates.empty()) {
      frame_.raw("<p class=\"src\">Where it may stand: ").text(base::join(state.candidates, ", ")).raw("</p>\n");
    }
  }

  void passages(const ConstraintState& state) {
    const auto show = [&](const comparison::PassageState& one) {
      const reports::Quotes quotes = one.evidence.quote.empty() ? reports::Quotes::none : reports::Quotes::full;
      frame_.page().passage(one.evidence, one.place, quotes, one.evidence.verdict != state.verdict,
                            [this](const std::string& path) { frame_.raw("<bdi>").text(path).raw("</bdi>"); });
    };
    const std::size_t open = std::min(state.passages.size(), open_passages);
    for (std::size_t i = 0; i < open; ++i) show(state.passages[i]);
    if (open < state.passages.size()) {
      frame_.raw("<details class=\"more\"><summary>");
      frame_.text(counted(state.passages.size() - open, "more passage", "more passages")).raw("</summary>\n");
      for (std::size_t i = open; i < state.passages.size(); ++i) show(state.passages[i]);
      frame_.raw("</details>\n");
    }
    const int untold = state.passages_total - static_cast<int>(state.passages.size());
    if (untold > 0) {
      frame_.raw("<p class=\"src\">");
      frame_.text(counted(static_cast<std::uint64_t>(untold), "further passage was", "further passages were"));
      frame_.raw(" found and not listed.</p>\n");
    }
  }

  // ---- neighbours ----

  void section_link(const Mapping& mapping) {
    frame_.link(library_.place(mapping.work + ":" + mapping.section), mapping.section);
    const std::string_view title = library_.section_title(mapping.work, mapping.section);
    if (!title.empty()) frame_.raw(" ").text(title);
  }

  /// The heading of a work where another one begins.
  void work_heading(std::string_view& last, const Mapping& mapping) {
    if (mapping.work == last) return;
    last = mapping.work;
    frame_.raw("<h3>").link(library_.place(mapping.work), reports::standard_name(mapping.work)).raw("</h3>\n");
  }

  void carries_over() {
    if (!any_carries_over()) return;
    frame_.section("carries-over", "Carries over");
    frame_.raw("<p class=\"muted\">What somebody who follows a neighbouring standard has already, and what it lacks.</p>\n");
    std::string_view work;
    for (const Mapping* one : page_.mappings) {
      if (one->carries_over.empty()) continue;
      work_heading(work, *one);
      frame_.raw("<div class=\"st\"><h4>");
      section_link(*one);
      frame_.raw("</h4><p>").text(one->carries_over).raw("</p>");
      if (!one->is_new.empty()) frame_.raw("<p><strong>Still new:</strong> ").text(one->is_new).raw("</p>");
      frame_.raw("<p class=\"src\">").text(reports::source_text(one->source, one->confidence)).raw("</p></div>\n");
    }
    frame_.section_end();
  }

  void maps_to() {
    if (page_.mappings.empty()) return;
    frame_.section("maps-to", "Maps to");
    std::string_view work;
    for (const Mapping* one : page_.mappings) {
      if (one->work != work) {
        if (!work.empty()) frame_.raw("</tbody>\n</table>\n");
        work = one->work;
        frame_.raw("<table class=\"maps\" id=\"maps-").raw(reports::anchor(one->work)).raw("\">\n<caption>");
        frame_.link(library_.place(one->work), reports::work_name(pack_, one->work)).raw("</caption>\n<thead><tr>");
        frame_.raw(
            "<th scope=\"col\">Section</th><th scope=\"col\">Why they are a "
            "pair</th></tr></thead>\n<tbody>\n");
      }
      frame_.raw("<tr><th scope=\"row\">");
      section_link(*one);
      frame_.raw("<p class=\"src\">").text(reports::relation_text(packs::reversed(one->relation))).raw("</p></th>");
      frame_.raw("<td data-label=\"Why they are a pair\"><p>").text(one->rationale).raw("</p>");
      if (one->carries_over.empty() && !one->is_new.empty()) {
        frame_.raw("<p><strong>New:</strong> ").text(one->is_new).raw("</p>");
      }
      slugs("Done with it: ", one->covers);
      slugs("Made easier: ", one->eases);
      if (!one->disputed.empty()) frame_.raw("<p><strong>Disputed:</strong> ").text(one->disputed).raw("</p>");
      frame_.raw("<p class=\"src\">").text(reports::source_text(one->source, one->confidence)).raw("</p></td></tr>\n");
    }
    frame_.raw("</tbody>\n</table>\n");
    frame_.section_end();
  }

  void slugs(std::string_view name, const std::vector<std::string>& list) {
    if (list.empty()) return;
    frame_.raw("<p class=\"src\">").raw(name);
    constraint_links(list);
    frame_.raw("</p>");
  }

  void constraint_links(const std::vector<std::string>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) frame_.raw(", ");
      const std::string id = list[i].find('/') == std::string::npos ? clause_.number + "/" + list[i] : list[i];
      frame_.link(library_.constraint_place(pack_, id), list[i]);
    }
  }

  void related() {
    if (clause_.related.empty()) return;
    frame_.section("related", "Related clauses");
    for (const packs::ClauseLink& link : clause_.related) {
      frame_.raw("<div class=\"st\"><h3>")
          .link(library_.place(link.clause), reports::clause_name(pack_, link.clause))
          .raw("</h3><p>");
      frame_.text(link.statement.text)
          .raw("</p><p class=\"src\">")
          .text(reports::source_text(link.statement))
          .raw("</p></div>\n");
    }
    frame_.section_end();
  }

  // ---- what is asked for ----

  void constraints() {
    const auto shown = reports::constraints_on_page(pack_, clause_);
    if (shown.empty()) return;
    frame_.section("constraints", "Constraints");
    frame_.raw("<p class=\"muted\">").text(counted(shown.size(), "atomic requirement", "atomic requirements"));
    frame_.raw(", each judged alone.</p>\n");
    for (const auto& [home, constraint] : shown) this->constraint(*home, *constraint);
    frame_.section_end();
  }

  void constraint(const packs::Clause& home, const packs::Constraint& constraint) {
    const bool own = &home == &clause_;
    const std::string name = reports::anchor("c:" + (own ? constraint.slug : home.number + "/" + constraint.slug));
    const ConstraintState* const state = library_.state(constraint);
    frame_.raw("<article id=\"").raw(name).raw("\">\n<div class=\"title\"><h3>").text(constraint.text).raw("</h3>");
    if (state != nullptr) frame_.page().verdict(state->verdict);
    frame_.raw("</div>\n<p class=\"slug\">");
    if (own) {
      frame_.raw("<a href=\"#").raw(name).raw("\">").text(constraint.slug).raw("</a>");
    } else {
      frame_.link(library_.place(constraint.id), home.number + "/" + constraint.slug);
    }
    frame_.text(" · " + reports::demand_text(constraint)).raw("</p>\n");
    const std::string condition = reports::condition_text(pack_, constraint);
    if (!condition.empty()) frame_.raw("<p>Condition: ").text(condition).raw("</p>\n");
    if (!constraint.note.empty()) frame_.raw("<p>Note: ").text(constraint.note).raw("</p>\n");
    // Where it is at home its passages stand once.
    if (state != nullptr && own) found(*state);
    if (!constraint.question.empty()) {
      frame_.raw("<p><strong>A reader would ask:</strong> ").text(constraint.question).raw("</p>\n");
    }
    if (own && !constraint.remedy.empty()) {
      frame_.raw("<details><summary>What to write to close a gap</summary>\n<dl class=\"remedies\">\n");
      for (const auto& [verdict, remedy] : constraint.remedy) {
        frame_.raw("<dt>").text(reports::remedy_name(verdict)).raw("</dt><dd>").text(remedy).raw("</dd>\n");
      }
      frame_.raw("</dl></details>\n");
    }
    frame_.raw("<p class=\"src\">").text(reports::constraint_source(constraint)).raw("</p>\n</article>\n");
  }

  void gaps() {
    if (clause_.gaps.empty()) return;
    frame_.section("gaps", "Common gaps");
    for (const packs::CommonGap& gap : clause_.gaps) {
      frame_.raw("<div class=\"gap\">");
      frame_.page().severity(gap.severity);
      frame_.raw(" <strong>").text(gap.text).raw("</strong>\n<p><strong>To do:</strong> ").text(gap.remedy);
      frame_.raw("</p>\n<p class=\"src\">");
      constraint_links(gap.constraints);
      if (!gap.demanded_by.empty()) frame_.raw(" · asked for by ").text(base::join(gap.demanded_by, ", "));
      frame_.raw("</p><p class=\"src\">").text(reports::source_text(gap.source, gap.confidence, gap.by)).raw("</p></div>\n");
    }
    frame_.section_end();
  }

  void evidence() {
    if (clause_.evidence_documents.empty() && clause_.signals.empty()) return;
    frame_.section("evidence", "Evidence");
    if (!clause_.evidence_documents.empty()) {
      frame_.raw("<h3>Documents that show it</h3>\n<ul class=\"list\">\n");
      for (const std::string& document : clause_.evidence_documents) frame_.raw("<li>").text(document).raw("</li>\n");
      frame_.raw("</ul>\n");
    }
    if (!clause_.signals.empty()) {
      frame_.raw("<h3>Signals by which a review finds candidates</h3>\n<ul class=\"list\">\n");
      for (const packs::Signal& signal : clause_.signals) frame_.raw("<li>").text(reports::signal_line(signal)).raw("</li>\n");
      frame_.raw("</ul>\n");
    }
    frame_.section_end();
  }

  void pager(const Page* before, const Page* after) {
    frame_.raw("<nav class=\"pager\" aria-label=\"Neighbouring clauses\">");
    const auto side = [&](const Page* page, const char* word) {
      frame_.raw("<p>");
      if (page != nullptr) {
        frame_.raw("<span class=\"muted small\">").raw(word).raw("</span> ");
        frame_.link(page->file, page->clause->number + " " + page->clause->title);
      }
      frame_.raw("</p>");
    };
    side(before, "Before");
    side(after, "Next");
    frame_.raw("</nav>\n");
  }

  const Library& library_;
  const Page& page_;
  const packs::Pack& pack_;
  const packs::Clause& clause_;
  Frame frame_;
};

}  // namespace

std::string clause_page(const Library& library, const Page& page, const Page* before, const Page* after) {
  return ClausePage(library, page).render(before, after);
}

}  // namespace crosswalk::site
