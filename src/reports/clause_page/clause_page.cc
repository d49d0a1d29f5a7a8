// SPDX-License-Identifier: Apache-2.0
#include "reports/clause_page/clause_page.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "reports/clause_page/wording.h"
#include "reports/escape.h"
#include "reports/html/page.h"
#include "reports/terminal/screen.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::reports {
namespace {

using Style = Screen::Style;

/// How a page is told, part by part, so that every form of it has the same parts in the same order.
class Form {
 public:
  Form() = default;
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;
  virtual ~Form() = default;

  virtual void part(std::string_view title) = 0;
  virtual void part_end() = 0;
  /// One entry: a name (may be empty), its text, and what stands small below it.
  virtual void entry(std::string_view name, std::string_view text, std::string_view below) = 0;
  virtual void gap(const packs::CommonGap& gap) = 0;
  virtual void constraint(const packs::Pack& pack, const packs::Clause& home, const packs::Constraint& constraint, bool own) = 0;
};

void statements(Form& form, std::string_view title, const std::vector<packs::Statement>& list) {
  if (list.empty()) return;
  form.part(title);
  for (const packs::Statement& statement : list) form.entry({}, statement.text, source_text(statement));
  form.part_end();
}

void links(Form& form, const packs::Pack& pack, std::string_view title, const std::vector<packs::ClauseLink>& list) {
  if (list.empty()) return;
  form.part(title);
  for (const packs::ClauseLink& link : list) {
    form.entry(clause_name(pack, link.clause), link.statement.text, source_text(link.statement));
  }
  form.part_end();
}

using Mappings = std::vector<const packs::Mapping*>;

void carries_over(Form& form, const Mappings& mappings) {
  bool begun = false;
  for (const packs::Mapping* mapping : mappings) {
    if (mapping->carries_over.empty()) continue;
    if (!begun) form.part("Carries over");
    begun = true;
    form.entry(standard_name(mapping->work) + ", " + mapping->section, mapping->carries_over,
               source_text(mapping->source, mapping->confidence));
  }
  if (begun) form.part_end();
}

/// The sections of each work, by how they stand to the clause.
void maps_to(Form& form, const packs::Pack& pack, const Mappings& mappings) {
  if (mappings.empty()) return;
  form.part("Maps to");
  std::vector<std::string_view> works;
  for (const packs::Mapping* mapping : mappings) {
    if (std::find(works.begin(), works.end(), mapping->work) == works.end()) works.emplace_back(mapping->work);
  }
  for (const std::string_view work : works) {
    std::string text;
    for (std::size_t i = 0; i < base::Words<packs::Relation>::names.size(); ++i) {
      std::vector<std::string> sections;
      for (const packs::Mapping* mapping : mappings) {
        if (mapping->work == work && mapping->relation == static_cast<packs::Relation>(i)) sections.push_back(mapping->section);
      }
      if (sections.empty()) continue;
      text += (text.empty() ? "" : "; ") + base::join(sections, ", ") + " " +
              relation_text(packs::reversed(static_cast<packs::Relation>(i)), sections.size());
    }
    form.entry(work_name(pack, work), text, {});
  }
  form.part_end();
}

void tell(Form& form, const packs::Pack& pack, const packs::Clause& clause, const std::vector<packs::Mapping>& all) {
  const Mappings mappings = mappings_of(pack, all, clause);
  if (!clause.requirement.text.empty()) statements(form, requirement_title(clause.requirement), {clause.requirement});
  statements(form, "Why it exists", clause.why);
  statements(form, "What changed", clause.changed);
  carries_over(form, mappings);
  statements(form, "What is new", clause.is_new);
  statements(form, "Audit focus", clause.audit_focus);
  maps_to(form, pack, mappings);
  const auto shown = constraints_on_page(pack, clause);
  if (!shown.empty()) {
    form.part("Constraints");
    for (const auto& [home, constraint] : shown) form.constraint(pack, *home, *constraint, home == &clause);
    form.part_end();
  }
  if (!clause.gaps.empty()) {
    form.part("Common gaps");
    for (const packs::CommonGap& gap : clause.gaps) form.gap(gap);
    form.part_end();
  }
  if (!clause.evidence_documents.empty() || !clause.signals.empty()) {
    form.part("Evidence signals");
    for (const std::string& document : clause.evidence_documents) form.entry({}, document, {});
    for (const packs::Signal& signal : clause.signals) form.entry({}, signal_line(signal), {});
    form.part_end();
  }
  statements(form, "Audit defence", clause.audit_defence);
  links(form, pack, "Related clauses", clause.related);
  statements(form, "Further reading", clause.further_reading);
}

class TerminalForm final : public Form {
 public:
  explicit TerminalForm(Screen& screen) : screen_(screen) {}

  void part(std::string_view title) override {
    screen_.blank();
    screen_.line({{std::string(title), Style::bold}});
  }
  void part_end() override {}

  void entry(std::string_view name, std::string_view text, std::string_view below) override {
    const std::string line = (name.empty() ? "" : visible(name) + ": ") + visible(text);
    screen_.paragraph(4, line, Style::plain, {{"  - "}});
    if (!below.empty()) screen_.paragraph(4, visible(below), Style::dim);
  }

  void gap(const packs::CommonGap& gap) override {
    const std::string severity(base::word(gap.severity));
    screen_.paragraph(static_cast<int>(severity.size()) + 4, visible(gap.text), Style::plain,
                      {{"  "}, {severity, style_of(gap.severity)}});
    std::string below = base::join(gap.constraints, ", ");
    if (!gap.demanded_by.empty()) below += " · asked for by " + base::join(gap.demanded_by, ", ");
    if (!below.empty()) screen_.paragraph(4, visible(below), Style::dim);
    screen_.paragraph(4, "To do: " + visible(gap.remedy));
    screen_.paragraph(4, visible(source_text(gap.source, gap.confidence, gap.by)), Style::dim);
  }

  void constraint(const packs::Pack& pack, const packs::Clause& home, const packs::Constraint& constraint, bool own) override {
    screen_.blank();
    screen_.paragraph(2, visible(own ? constraint.slug : home.number + "/" + constraint.slug), Style::bold);
    screen_.paragraph(4, visible(constraint.text));
    screen_.paragraph(4, visible(demand_text(constraint)));
    const std::string condition = condition_text(pack, constraint);
    if (!condition.empty()) screen_.paragraph(4, "Condition: " + visible(condition));
    if (!constraint.note.empty()) screen_.paragraph(4, "Note: " + visible(constraint.note));
    for (const auto& [verdict, remedy] : constraint.remedy) {
      screen_.paragraph(4, visible(remedy_name(verdict) + ": " + remedy));
    }
    screen_.paragraph(4, visible(constraint_source(constraint)), Style::dim);
  }

 private:
  Screen& screen_;
};

class HtmlForm final : public Form {
 public:
  explicit HtmlForm(HtmlPage& page) : page_(page) {}

  void part(std::string_view title) override {
    page_.raw("<section aria-labelledby=\"")
        .raw(anchor(title))
        .raw("\">\n<h2 id=\"")
        .raw(anchor(title))
        .raw("\">")
        .text(title)
        .raw("</h2>\n");
  }
  void part_end() override { page_.raw("</section>\n"); }

  void entry(std::string_view name, std::string_view text, std::string_view below) override {
    page_.raw("<p>");
    if (!name.empty()) page_.raw("<strong>").text(name).raw(":</strong> ");
    page_.text(text);
    if (!below.empty()) page_.raw(" <span class=\"muted small\">").text(below).raw("</span>");
    page_.raw("</p>\n");
  }

  void gap(const packs::CommonGap& gap) override {
    page_.raw("<div class=\"gap\">");
    page_.severity(gap.severity);
    page_.raw(" ").text(gap.text).raw("<p class=\"muted small\">").text(base::join(gap.constraints, ", "));
    if (!gap.demanded_by.empty()) page_.raw(" · asked for by ").text(base::join(gap.demanded_by, ", "));
    page_.raw("</p><p>To do: ").text(gap.remedy).raw("</p><p class=\"muted small\">");
    page_.text(source_text(gap.source, gap.confidence, gap.by)).raw("</p></div>\n");
  }

  void constraint(const packs::Pack& pack, const packs::Clause& home, const packs::Constraint& constraint, bool own) override {
    const std::string name = anchor(constraint.id);
    page_.raw("<article id=\"").raw(name).raw("\">\n<h3>").text(constraint.text).raw("</h3>\n<p class=\"slug\"><a href=\"#");
    page_.raw(name).raw("\">").text(own ? constraint.slug : home.number + "/" + constraint.slug).raw("</a> · ");
    page_.text(demand_text(constraint)).raw("</p>\n");
    const std::string condition = condition_text(pack, constraint);
    if (!condition.empty()) page_.raw("<p>Condition: ").text(condition).raw("</p>\n");
    if (!constraint.note.empty()) page_.raw("<p>Note: ").text(constraint.note).raw("</p>\n");
    for (const auto& [verdict, remedy] : constraint.remedy) {
      page_.raw("<p><strong>").text(remedy_name(verdict)).raw(":</strong> ").text(remedy).raw("</p>\n");
    }
    page_.raw("<p class=\"muted small\">").text(constraint_source(constraint)).raw("</p>\n</article>\n");
  }

 private:
  HtmlPage& page_;
};

}  // namespace

std::vector<std::pair<const packs::Clause*, const packs::Constraint*>> constraints_on_page(const packs::Pack& pack,
                                                                                           const packs::Clause& clause) {
  std::vector<std::pair<const packs::Clause*, const packs::Constraint*>> shown;
  for (const packs::Constraint& constraint : clause.constraints) shown.emplace_back(&clause, &constraint);
  for (const packs::Clause& other : pack.clauses) {
    if (other.id == clause.id) continue;
    for (const packs::Constraint& constraint : other.constraints) {
      const auto& pages = constraint.also_shown_under;
      if (std::find(pages.begin(), pages.end(), clause.number) != pages.end()) shown.emplace_back(&other, &constraint);
    }
  }
  return shown;
}

std::vector<const packs::Mapping*> mappings_of(const packs::Pack& pack, const std::vector<packs::Mapping>& mappings,
                                               const packs::Clause& clause) {
  std::vector<const packs::Mapping*> out;
  for (const packs::Mapping& mapping : mappings) {
    if (mapping.clause == clause.number) out.push_back(&mapping);
  }
  const auto rank = [&pack](const packs::Mapping* mapping) {
    return std::find_if(pack.works.begin(), pack.works.end(), [&](const packs::Work& work) { return work.id == mapping->work; });
  };
  std::stable_sort(out.begin(), out.end(), [&](const packs::Mapping* a, const packs::Mapping* b) { return rank(a) < rank(b); });
  return out;
}

base::Result<void> render_clause_terminal(const packs::Pack& pack, const packs::Clause& clause,
                                          const std::vector<packs::Mapping>& mappings, const ReportOptions& options, Sink& sink) {
  Writer out(sink);
  Screen screen(out, options.width, options.colour);
  screen.paragraph(0, visible(clause.number + " " + clause.title), Style::bold);
  screen.paragraph(0, visible(pack.title + ", pack " + pack.id + " " + pack.version), Style::dim);
  screen.rule();
  screen.paragraph(0, visible(confirmed_text(clause)));
  TerminalForm form(screen);
  tell(form, pack, clause, mappings);
  if (!pack.notice.empty()) {
    screen.blank();
    screen.paragraph(0, visible(pack.notice), Style::dim);
  }
  return out.finish();
}

base::Result<void> render_clause_html(const packs::Pack& pack, const packs::Clause& clause,
                                      const std::vector<packs::Mapping>& mappings, Sink& sink) {
  Writer out(sink);
  HtmlPage page(out);
  page.begin(clause.number + " " + clause.title + " · " + pack.title);
  page.raw("<header>\n<p class=\"eyebrow\">")
      .text(pack.title)
      .raw("</p>\n<h1><span class=\"number\">")
      .text(clause.number)
      .raw("</span>");
  page.text(clause.title).raw("</h1>\n<dl class=\"facts\">\n");
  page.fact("Edition", pack.edition);
  page.fact("Pack", pack.id + " " + pack.version);
  page.fact("Confidence", base::word(clause.confidence));
  page.fact("Status", confirmed_text(clause));
  page.raw("</dl>\n</header>\n<main id=\"content\" class=\"compact\">\n");
  HtmlForm form(page);
  tell(form, pack, clause, mappings);
  page.end(pack.notice.empty() ? pack.title : pack.notice);
  return out.finish();
}

}  // namespace crosswalk::reports
