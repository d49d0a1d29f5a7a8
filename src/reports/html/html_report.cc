// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/html/page.h"
#include "reports/readiness.h"
#include "reports/report.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::reports {
namespace {

using review::Verdict;

/// Passages shown openly per constraint; the others stand in a part to unfold.
constexpr std::size_t open_passages = 2;

class HtmlReport {
 public:
  HtmlReport(const review::Review& review, const ReportOptions& options, Writer& out)
      : review_(review),
        detailed_(options.detail == Detail::detailed),
        quotes_(options.quotes.value_or(Quotes::full)),
        summary_(summarize(review)),
        page_(out) {
    for (std::size_t i = 0; i < review.documents.size(); ++i) document_rows_.emplace(review.documents[i].path, i);
    for (const review::ClauseResult& clause : review.clauses) {
      for (const review::ConstraintResult& result : clause.constraints) {
        if (result.constraint != nullptr && is_own(clause, result)) at_home_.insert(result.constraint->id);
      }
    }
  }

  void render() {
    const std::string maker = review_.manufacturer.empty() ? "Document review" : review_.manufacturer;
    page_.begin(maker + " · Crosswalk review as of " + review_.as_of);
    header(maker);
    page_.raw("<main id=\"content\">\n");
    in_one_minute();
    for (const review::ClauseResult& clause : review_.clauses) this->clause(clause);
    undecided();
    documents();
    hidden();
    stale();
    method();
    page_.end("Made by Crosswalk " + review_.tool_version + ". The verdicts support a person's judgement and do not replace it.");
  }

 private:
  std::string id_of(std::string_view id) const { return short_id(review_, id); }

  // ---- top ----

  void header(std::string_view maker) {
    page_.raw("<header>\n<p class=\"eyebrow\">Crosswalk review</p>\n<h1>").text(maker).raw("</h1>\n<dl class=\"facts\">\n");
    std::vector<std::string> names;
    for (const auto& [name, version] : products(review_)) names.push_back(name + " " + version);
    page_.fact(names.size() > 1 ? "Products" : "Product", base::join(names, ", "));
    for (const review::PackInfo& pack : review_.packs) page_.fact("Standard", pack.title.empty() ? pack.id : pack.title);
    page_.fact("Restricted to product", review_.product);
    page_.fact("As of", review_.as_of);
    page_.fact("Folder", base::join(roots(review_), ", "));
    page_.raw("</dl>\n<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#summary\">Summary</a></li>\n");
    // Of many clauses the numbers are enough.
    const std::string_view word = has_groups(review_) ? "" : "Clause ";
    for (const review::ClauseResult& clause : review_.clauses) {
      if (clause.clause == nullptr) continue;
      page_.raw("<li><a href=\"#").raw(anchor(clause.clause->id)).raw("\">").raw(word).text(id_of(clause.clause->id));
      page_.raw("</a></li>\n");
    }
    if (!review_.undecided.empty()) page_.raw("<li><a href=\"#undecided\">Undecided</a></li>\n");
    page_.raw(
        "<li><a href=\"#documents\">Documents</a></li>\n<li><a href=\"#method\">Method and "
        "limits</a></li>\n</ul></nav>\n</header>\n");
  }

  void figure(int number, std::string_view of, std::string_view what) {
    page_.raw("<li><strong>").raw(std::to_string(number)).raw("</strong><span>").text(what).text(of).raw("</span></li>\n");
  }

  void in_one_minute() {
    const int met = summary_.verdicts[static_cast<std::size_t>(Verdict::met)];
    page_.raw(
        "<section id=\"summary\" aria-labelledby=\"summary-title\">\n<h2 id=\"summary-title\">In one minute</h2>\n<p "
        "class=\"lead\">");
    page_.text(std::to_string(met) + " of " +
               counted(static_cast<std::uint64_t>(summary_.constraints), "constraint is", "constraints are") + " met. ");
    if (summary_.major + summary_.minor == 0) {
      page_.raw("No gap is open");
    } else {
      page_.text(counted(static_cast<std::uint64_t>(summary_.major), "major gap", "major gaps") + " and " +
                 counted(static_cast<std::uint64_t>(summary_.minor), "minor gap", "minor gaps") +
                 (summary_.major + summary_.minor == 1 ? " is open" : " are open"));
    }
    if (summary_.undecided > 0) {
      page_.text("; " + counted(static_cast<std::uint64_t>(summary_.undecided), "constraint waits", "constraints wait") +
                 " for a person");
    }
    page_.raw(". ");
    if (review_.documents.empty()) page_.raw("No document was found. ");
    page_.text(summary_.not_found_note).raw("</p>\n<ul class=\"figures\">\n");
    figure(met, " of " + std::to_string(summary_.constraints), "constraints met");
    figure(summary_.major, "", "major gaps");
    figure(summary_.minor, "", "minor gaps");
    figure(summary_.observations, "", "observations");
    figure(summary_.undecided, "", "undecided");
    figure(summary_.read + summary_.damaged, " of " + std::to_string(review_.documents.size()), "documents read");
    page_.raw("</ul>\n");
    first();
    groups();
    if (!review_.clauses.empty()) clause_table();
    major_gaps();
    second_reader();
    page_.raw("</section>\n");
  }

  void groups() {
    if (!has_groups(review_)) return;
    page_.raw(
        "<table>\n<caption>Readiness by part of the standard: its requirements that apply</caption>\n<thead><tr>"
        "<th scope=\"col\">Part</th><th scope=\"col\">Requirements</th><th scope=\"col\">Gaps</th></tr></thead>\n<tbody>\n");
    for (const GroupReadiness& group : readiness(review_)) {
      page_.raw("<tr><th scope=\"row\"><span class=\"number\">").text(group.number).raw("</span>").text(group.title);
      page_.raw("</th><td data-label=\"Requirements\">");
      page_.bar(group.verdicts);
      page_.raw("<p class=\"muted small\">")
          .text(group.requirements == 0 ? "expectations only, or none that applies"
                                        : std::to_string(group.met) + " of " + std::to_string(group.requirements) + " met" +
                                              (group.undecided > 0 ? ", " + std::to_string(group.undecided) + " undecided" : ""))
          .raw("</p></td><td data-label=\"Gaps\" class=\"tight\">");
      page_.text(gaps_text(group.major, group.minor)).raw("</td></tr>\n");
    }
    page_.raw("</tbody>\n</table>\n");
  }

  void first() {
    const std::vector<Step> steps = first_steps(review_);
    if (steps.empty()) return;
    page_.raw("<h3>What to do first</h3>\n<ol>\n");
    for (const Step& step : steps) page_.raw("<li>").text(step_text(review_, step)).raw("</li>\n");
    page_.raw("</ol>\n");
  }

  static std::string gaps_text(int major, int minor) {
    return major + minor == 0 ? "none" : std::to_string(major) + " major, " + std::to_string(minor) + " minor";
  }

  void clause_table() {
    page_.raw(
        "<table>\n<caption>Verdict of each clause: the worst among the requirements of its own that "
        "apply</caption>\n<thead><tr>");
    page_.raw("<th scope=\"col\">Clause</th><th scope=\"col\">Verdict</th><th scope=\"col\">Constraints on its page</th>");
    page_.raw("<th scope=\"col\">Gaps</th></tr></thead>\n<tbody>\n");
    for (std::size_t i = 0; i < review_.clauses.size(); ++i) {
      const review::ClauseResult& clause = review_.clauses[i];
      if (clause.clause == nullptr) continue;
      page_.raw("<tr><th scope=\"row\"><a href=\"#").raw(anchor(clause.clause->id)).raw("\"><span class=\"number\">");
      page_.text(id_of(clause.clause->id)).raw("</span>").text(clause.clause->title).raw("</a></th><td class=\"tight\">");
      page_.verdict(clause.verdict);
      page_.raw("</td><td data-label=\"Constraints\">");
      page_.bar(summary_.clauses[i]);
      page_.raw("<p class=\"muted small\">")
          .text(tally_text(summary_.clauses[i], ", "))
          .raw("</p></td><td data-label=\"Gaps\" class=\"tight\">");
      int major = 0;
      int minor = 0;
      for (const review::Gap& gap : clause.gaps) {
        major += gap.severity == packs::Severity::major ? 1 : 0;
        minor += gap.severity == packs::Severity::minor ? 1 : 0;
      }
      page_.text(gaps_text(major, minor));
      page_.raw("</td></tr>\n");
    }
    page_.raw("</tbody>\n</table>\n");
  }

  void major_gaps() {
    constexpr int most = 12;
    if (summary_.major == 0) return;
    page_.raw("<h3>Close these first</h3>\n<ol class=\"list\">\n");
    int shown = 0;
    for (const review::Gap& gap : review_.gaps) {
      if (gap.severity != packs::Severity::major || ++shown > most) continue;
      page_.raw("<li>")
          .text(gap.text)
          .raw(" <a class=\"small\" href=\"#")
          .raw(anchor(gap.id))
          .raw("\">")
          .text(id_of(gap.constraint))
          .raw("</a>");
      required(gap);
      if (!gap.remedy.empty()) page_.raw("<p>To do: ").text(gap.remedy).raw("</p>");
      page_.raw("</li>\n");
    }
    page_.raw("</ol>\n");
    if (shown > most)
      page_.raw("<p class=\"muted\">").raw(std::to_string(shown - most)).raw(" more major gaps stand with their clauses.</p>\n");
  }

  /// What documents say that contradict each other; nothing of what an audit of the register found.
  void contradiction(const review::Gap& gap) {
    for (const review::Evidence& one : gap.evidence) {
      page_.raw("<p class=\"muted\">");
      document_link(one.document);
      if (quotes_ != Quotes::none) page_.raw(": “").text(shorten(visible(one.quote), 160)).raw("”");
      page_.raw(" (").text(one.locator.text()).raw(")</p>\n");
    }
  }

  /// What the constraint of a gap asks for.
  void required(const review::Gap& gap) {
    if (gap.kind != review::GapKind::shortfall) return contradiction(gap);
    const review::ConstraintResult* result = find_result(review_, gap.constraint);
    if (result == nullptr || result->constraint == nullptr) return;
    page_.raw("<p class=\"muted\">")
        .raw(result->constraint->level == packs::Level::expectation ? "Expected: " : "Required: ")
        .text(result->constraint->text)
        .raw("</p>");
  }

  void second_reader() {
    if (!review_.second_reader) return;
    page_.raw("<div class=\"box\">\n<h3>Second reader</h3>\n<p>").text(second_reader_text(*review_.second_reader)).raw(".</p>\n");
    sentences("Where it dissents", dissents(review_));
    page_.raw("</div>\n");
  }

  // ---- clauses ----

  void clause(const review::ClauseResult& result) {
    if (result.clause == nullptr) return;
    const packs::Clause& clause = *result.clause;
    const std::string name = anchor(clause.id);
    page_.raw("<section class=\"clause\" id=\"").raw(name).raw("\" aria-labelledby=\"").raw(name).raw(":title\">\n");
    page_.raw("<div class=\"title\"><h2 id=\"")
        .raw(name)
        .raw(":title\"><span class=\"number\">")
        .text(id_of(clause.id))
        .raw("</span>");
    page_.text(clause.title).raw("</h2>");
    page_.verdict(result.verdict);
    page_.raw("</div>\n");
    if (!clause.requirement.text.empty()) page_.statement(clause.requirement);
    if (!clause.requirement.by.empty())
      page_.raw("<p class=\"house\">").text(requirement_title(clause.requirement)).raw("</p>\n");
    page_.raw("<p class=\"muted small\">").text(confirmed_text(clause)).raw("</p>\n");
    if (!result.constraints.empty()) {
      page_.raw("<h3>Constraints</h3>\n");
      constraint_table(result);
      if (detailed_) {
        for (const review::ConstraintResult& entry : result.constraints) constraint(result, entry);
      }
    } else {
      page_.raw("<p class=\"muted\">This clause has no constraints in the pack.</p>\n");
    }
    gaps(result);
    if (!result.audit_defence.empty()) {
      page_.raw("<div class=\"box\">\n<h3>Audit defence</h3>\n");
      for (const std::string& line : defence_lines(result.audit_defence)) page_.raw("<p>").text(line).raw("</p>\n");
      page_.raw(
          "<p class=\"muted small\">Written only from what is met; names the documents and says what is open.</p>\n</div>\n");
    }
    page_.raw("</section>\n");
  }

  void constraint_table(const review::ClauseResult& clause) {
    page_.raw("<table>\n<thead><tr><th scope=\"col\">Constraint</th><th scope=\"col\">Verdict</th><th scope=\"col\">Why</th>");
    page_.raw(detailed_ ? "</tr></thead>\n<tbody>\n" : "<th scope=\"col\">Best passage</th></tr></thead>\n<tbody>\n");
    for (const review::ConstraintResult& result : clause.constraints) {
      if (result.constraint == nullptr) continue;
      page_.raw("<tr><th scope=\"row\">");
      if (detailed_) page_.raw("<a href=\"#").raw(anchor(result.constraint->id)).raw("\">");
      page_.text(name_on(clause, result));
      if (detailed_) page_.raw("</a>");
      page_.raw("<p class=\"muted small\">").text(result.constraint->text).raw("</p>");
      if (const std::string house = house_text(*result.constraint); !house.empty()) {
        page_.raw("<p class=\"house\">").text(house).raw("</p>");
      }
      page_.raw("</th><td class=\"tight\">");
      page_.verdict(result.verdict);
      page_.raw("</td><td data-label=\"Why\">").text(why(result)).raw("</td>");
      if (!detailed_) {
        page_.raw("<td data-label=\"Best passage\">");
        if (!result.evidence.empty()) {
          const review::Evidence* against = passage_against(result);
          const review::Evidence& best = against != nullptr ? *against : result.evidence.front();
          if (quotes_ != Quotes::none) {
            page_.raw("<span dir=\"auto\">“").text(shorten(visible(best.quote), 140)).raw("”</span>");
          }
          page_.raw("<p class=\"muted small\">").text(best.document + ", " + best.locator.text()).raw("</p>");
        }
        page_.raw("</td>");
      }
      page_.raw("</tr>\n");
    }
    page_.raw("</tbody>\n</table>\n");
  }

  std::string name_on(const review::ClauseResult& clause, const review::ConstraintResult& result) const {
    std::string name = is_own(clause, result) ? std::string(slug_of(result.constraint->id)) : id_of(result.constraint->id);
    if (result.constraint->level != packs::Level::shall) name += " (" + std::string(base::word(result.constraint->level)) + ")";
    return name;
  }

  static std::string why(const review::ConstraintResult& result) {
    std::string text = reason_text(result.reason);
    if (result.coverage) text += (text.empty() ? "" : "; ") + coverage_text(*result.coverage);
    if (result.decision) text += (text.empty() ? "" : "; ") + std::string("decided by ") + result.decision->by;
    return text.empty() ? found_text(result) : text;
  }

  void constraint(const review::ClauseResult& clause, const review::ConstraintResult& result) {
    if (result.constraint == nullptr) return;
    const packs::Constraint& constraint = *result.constraint;
    // A constraint that two pages show is written out once: on the page of its own clause, else on the first.
    if ((!is_own(clause, result) && at_home_.count(constraint.id) > 0) || !written_.insert(constraint.id).second) return;
    page_.raw("<article id=\"")
        .raw(anchor(constraint.id))
        .raw("\">\n<div class=\"title\"><h4>")
        .text(constraint.text)
        .raw("</h4>");
    page_.verdict(result.verdict);
    page_.raw("</div>\n<p class=\"slug\"><a href=\"#")
        .raw(anchor(constraint.id))
        .raw("\">")
        .text(id_of(constraint.id))
        .raw("</a> · ");
    page_.raw(base::word(constraint.level)).raw(" · rule ").text(calibration_text(constraint.calibration)).raw("</p>\n");
    if (const std::string house = house_text(constraint); !house.empty()) {
      page_.raw("<p class=\"house\">").text(house).raw("</p>\n");
    }
    const std::string reason = reason_text(result.reason);
    if (!reason.empty() || result.coverage) {
      page_.raw("<p><strong>Why:</strong> ").text(reason);
      if (result.coverage) page_.text((reason.empty() ? "" : "; ") + coverage_text(*result.coverage));
      page_.raw(".</p>\n");
    }
    if (result.coverage && !result.coverage->without.empty()) {
      page_.raw("<p>Without it: ").text(base::join(result.coverage->without, ", ")).raw("</p>\n");
    }
    decision(result);
    evidence(result);
    candidates(result);
    opinion(result);
    for (const std::string& caveat : result.caveats)
      page_.raw("<p class=\"muted small\">Note: ").text(caveat_text(caveat)).raw("</p>\n");
    judged(result);
    page_.raw("</article>\n");
  }

  void opinion(const review::ConstraintResult& result) {
    if (!result.opinion) return;
    page_.raw("<div class=\"box\"><p><strong>Second reader</strong> (a language model: no verdict, no evidence): ");
    page_.text(opinion_text(result)).raw(".</p>");
    if (const std::string_view words = opinion_words(result, quotes_); !words.empty()) {
      page_.raw("<p class=\"muted small\" dir=\"auto\">").text(words).raw("</p>");
    }
    page_.raw("</div>\n");
  }

  void decision(const review::ConstraintResult& result) {
    if (!result.decision) return;
    page_.raw("<div class=\"box ask\">");
    decided(*result.decision);
    for (const review::Decision& decision : result.document_decisions) {
      if (decision.document != result.decision->document || decision.on != result.decision->on) decided(decision);
    }
    page_.raw("<p><strong>The machine's verdict:</strong> ");
    page_.verdict(result.machine_verdict);
    if (!result.machine_reason.empty()) page_.raw(" ").text(reason_text(result.machine_reason));
    page_.raw("</p></div>\n");
  }

  void decided(const review::Decision& decision) {
    page_.raw("<p><strong>Decided by a person:</strong> ").text(spaced(decision.kind)).raw(", ").text(decision.by).raw(", ");
    page_.text(decision.role).raw(", ").text(decision.on).raw(". ").text(decision.reason);
    if (!decision.document.empty()) {
      page_.raw(" On: ");
      document_link(decision.document);
    }
    page_.raw("</p>\n");
  }

  void candidates(const review::ConstraintResult& result) {
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
      page_.raw(i == 0 ? "<p>Where it may stand: " : ", ");
      document_link(result.candidates[i]);
      if (i + 1 == result.candidates.size()) page_.raw("</p>\n");
    }
  }

  void evidence(const review::ConstraintResult& result) {
    const bool weigh = result.verdict == Verdict::needs_review;
    const std::vector<const review::Evidence*> first =
        to_weigh(result, weigh ? (result.reason == "question" ? 3 : 2) : open_passages);
    const bool question = result.reason == "question";
    if (question && !first.empty()) page_.raw("<p><strong>What may answer it, best first:</strong></p>\n");
    const bool pair = weigh && !question && first.size() > 1;
    if (pair) page_.raw("<p><strong>To weigh against each other:</strong></p>\n<div class=\"pair\">\n");
    for (const review::Evidence* entry : first) passage(*entry, weigh || entry->verdict != result.verdict);
    if (pair) page_.raw("</div>\n");
    std::vector<const review::Evidence*> rest;
    const std::set<const review::Evidence*> taken(first.begin(), first.end());
    for (const review::Evidence& entry : result.evidence) {
      if (taken.count(&entry) == 0) rest.push_back(&entry);
    }
    const int untold = result.evidence_total - static_cast<int>(result.evidence.size());
    if (!rest.empty()) {
      page_.raw("<details class=\"more\"><summary>")
          .text(counted(rest.size(), "more passage", "more passages"))
          .raw("</summary>\n");
      for (const review::Evidence* entry : rest) passage(*entry, true);
      page_.raw("</details>\n");
    }
    if (untold > 0) {
      page_.raw("<p class=\"muted small\">")
          .text(counted(static_cast<std::uint64_t>(untold), "further passage was", "further passages were"));
      page_.raw(" found and not listed.</p>\n");
    }
  }

  void passage(const review::Evidence& evidence, bool with_verdict) {
    page_.passage(evidence, evidence.locator.text(), quotes_, with_verdict,
                  [this](const std::string& path) { document_link(path); });
  }

  void document_link(const std::string& path) {
    const auto row = document_rows_.find(path);
    if (detailed_ && row != document_rows_.end()) {
      page_.raw("<a dir=\"auto\" href=\"#document-").raw(std::to_string(row->second + 1)).raw("\">").text(path).raw("</a>");
    } else {
      page_.raw("<bdi>").text(path).raw("</bdi>");
    }
  }

  void judged(const review::ConstraintResult& result) {
    const packs::Constraint& constraint = *result.constraint;
    page_.raw("<details><summary>How this was judged</summary>\n<dl class=\"facts\">\n");
    page_.fact("Needs", base::word(constraint.needs) == "both" ? "process and record" : base::word(constraint.needs));
    page_.fact("Holds", constraint.quantifier == packs::Quantifier::established ? "once it is established" : "for each record");
    page_.fact("By basis", "process " + std::string(label(result.by_process)) + ", record " +
                               std::string(label(result.by_record)) + ", output " + std::string(label(result.by_output)));
    for (const auto& [name, product] : result.by_product) {
      page_.raw("<dt>").text(name + " " + product.version).raw("</dt><dd>");
      page_.verdict(product.verdict);
      page_.raw("</dd>\n");
    }
    page_.fact("Applies if", constraint.applies_if);
    for (const review::SignalResult& signal : result.signals) {
      page_.fact("Signal",
                 signal_text(signal) + (signal.documents.empty() ? "" : " (" + base::join(signal.documents, ", ") + ")"));
    }
    page_.fact("Question", constraint.question);
    page_.fact("Asked for by", base::join(constraint.demanded_by, ", "));
    page_.fact("Source", base::join(constraint.source, "; "));
    page_.fact("Confidence", base::word(constraint.confidence));
    std::set<std::string> rules;
    for (const review::Evidence& entry : result.evidence) rules.insert(entry.expression);
    rules.erase("");
    page_.fact("Rules", base::join({rules.begin(), rules.end()}, ", "));
    page_.raw("</dl></details>\n");
  }

  void gaps(const review::ClauseResult& result) {
    if (result.gaps.empty()) return;
    page_.raw("<h3>Gaps</h3>\n");
    for (const packs::Severity severity : {packs::Severity::major, packs::Severity::minor, packs::Severity::observation}) {
      for (const review::Gap& gap : result.gaps) {
        if (gap.severity == severity) this->gap(gap);
      }
    }
  }

  void gap(const review::Gap& gap) {
    const std::string name = anchor(gap.id);
    page_.raw("<div class=\"gap\"");
    if (written_.insert(gap.id).second) page_.raw(" id=\"").raw(name).raw("\"");
    page_.raw(">");
    page_.severity(gap.severity);
    page_.raw(" <strong>").text(gap.text).raw("</strong>\n");
    required(gap);
    if (!gap.remedy.empty()) page_.raw("<p>To do: ").text(gap.remedy).raw("</p>\n");
    if (const review::ConstraintResult* result = find_result(review_, gap.constraint);
        result != nullptr && result->constraint != nullptr && !house_text(*result->constraint).empty()) {
      page_.raw("<p class=\"house\">").text(house_text(*result->constraint)).raw("</p>\n");
    }
    page_.raw("<p class=\"muted small\">");
    if (detailed_ && written_.count(gap.constraint) > 0) {
      page_.raw("<a href=\"#").raw(anchor(gap.constraint)).raw("\">").text(id_of(gap.constraint)).raw("</a>");
    } else {
      page_.text(id_of(gap.constraint));
    }
    if (!gap.demanded_by.empty()) page_.raw(" · asked for by ").text(base::join(gap.demanded_by, ", "));
    for (std::size_t i = 0; i < gap.documents.size(); ++i) {
      page_.raw(i == 0 ? " · in " : ", ");
      document_link(gap.documents[i]);
    }
    page_.raw("</p></div>\n");
  }

  // ---- the rest ----

  void undecided() {
    if (review_.undecided.empty()) return;
    page_.raw("<section id=\"undecided\" aria-labelledby=\"undecided-title\">\n<h2 id=\"undecided-title\">Undecided</h2>\n");
    page_.raw(
        "<p>The program could not decide these. A person can, with <code>crosswalk decide</code>; what could not be read has to "
        "be "
        "provided in a readable form.</p>\n<ul class=\"list\">\n");
    for (const review::Undecided& entry : review_.undecided) {
      page_.raw("<li>");
      page_.verdict(entry.verdict);
      page_.raw(" ");
      if (detailed_ && written_.count(entry.constraint) > 0) {
        page_.raw("<a href=\"#").raw(anchor(entry.constraint)).raw("\">").text(id_of(entry.constraint)).raw("</a>");
      } else {
        page_.text(id_of(entry.constraint));
      }
      if (!entry.reason.empty()) page_.raw("<p>").text(reason_text(entry.reason)).raw("</p>");
      if (!entry.question.empty()) page_.raw("<p>").text(entry.question).raw("</p>");
      if (!entry.documents.empty()) {
        page_.raw("<p class=\"muted small\">");
        for (std::size_t i = 0; i < entry.documents.size(); ++i) {
          if (i > 0) page_.raw(", ");
          document_link(entry.documents[i]);
        }
        page_.raw("</p>");
      }
      const review::ConstraintResult* const result = find_result(review_, entry.constraint);
      if (!detailed_ && entry.reason == "question" && result != nullptr) {
        for (const review::Evidence* one : to_weigh(*result, 3)) passage(*one, false);
      }
      page_.raw("</li>\n");
    }
    page_.raw("</ul>\n</section>\n");
  }

  void documents() {
    page_.raw("<section class=\"documents\" id=\"documents\" aria-labelledby=\"documents-title\">\n");
    page_.raw("<h2 id=\"documents-title\">Documents</h2>\n<p>");
    page_.text(std::to_string(summary_.read) + " read, " + std::to_string(summary_.damaged) + " read with damage, " +
               std::to_string(summary_.unreadable) + " could not be read, " +
               (summary_.not_reached > 0 ? std::to_string(summary_.not_reached) + " not reached, " : "") +
               std::to_string(summary_.skipped) + " skipped, " + counted(review_.ignored_files, "file", "files") +
               " ignored by pattern.");
    page_.raw("</p>\n");
    not_read();
    if (detailed_ && !review_.documents.empty()) {
      page_.raw("<h3>All documents</h3>\n<table>\n<thead><tr><th scope=\"col\">Document</th><th scope=\"col\">Status</th>");
      page_.raw(
          "<th scope=\"col\">Kind</th><th scope=\"col\">Control</th><th scope=\"col\">Says by "
          "itself</th></tr></thead>\n<tbody>\n");
      for (std::size_t i = 0; i < review_.documents.size(); ++i) document(review_.documents[i], i);
      page_.raw("</tbody>\n</table>\n");
    }
    page_.raw("</section>\n");
  }

  void not_read() {
    const std::vector<Unread> entries = unread(review_);
    if (entries.empty()) return;
    page_.raw("<h3>Not read, or not wholly</h3>\n<table>\n<thead><tr><th scope=\"col\">Document</th><th scope=\"col\">Why</th>");
    page_.raw("<th scope=\"col\">What to do</th></tr></thead>\n<tbody>\n");
    for (const Unread& entry : entries) {
      page_.raw("<tr><th scope=\"row\"><bdi>").text(entry.document).raw("</bdi></th><td data-label=\"Why\">").text(entry.why);
      page_.raw("</td><td data-label=\"What to do\">").text(entry.advice).raw("</td></tr>\n");
    }
    page_.raw("</tbody>\n</table>\n");
  }

  void document(const review::DocumentEntry& entry, std::size_t index) {
    const document::Control& control = entry.facts.control;
    page_.raw("<tr id=\"document-")
        .raw(std::to_string(index + 1))
        .raw("\"><th scope=\"row\"><bdi>")
        .text(entry.path)
        .raw("</bdi>");
    if (!control.title.empty()) page_.raw("<p class=\"muted small\" dir=\"auto\">").text(control.title).raw("</p>");
    page_.raw("<p class=\"muted hash\">").text(entry.sha256.substr(0, 32)).raw("<wbr>");
    page_.text(entry.sha256.size() > 32 ? entry.sha256.substr(32) : "")
        .raw("</p></th><td data-label=\"Status\">")
        .raw(base::word(entry.status));
    if (entry.reason != document::Reason::none)
      page_.raw("<p class=\"muted small\">").text(unread_text(entry.reason)).raw("</p>");
    page_.raw("</td><td data-label=\"Kind\" class=\"kind\">")
        .text(spaced(base::word(entry.facts.role)))
        .raw("<p class=\"muted small\">")
        .text(language_text(entry.facts.language))
        .raw("</p></td>");
    page_.raw("<td data-label=\"Control\" class=\"control\">").text(control_text(control));
    if (!control.id.empty() || !control.approver.empty()) {
      page_.raw("<p class=\"muted small\">").text(control.id);
      if (!control.approver.empty()) page_.text((control.id.empty() ? "approved by " : ", approved by ") + control.approver);
      page_.raw("</p>");
    }
    if (!entry.in_force)
      page_.raw("<p class=\"small\"><strong>Not in force:</strong> ").text(entry.not_in_force_because).raw("</p>");
    if (const std::string doubt = whose_text(entry); !doubt.empty()) page_.raw("<p class=\"small\">").text(doubt).raw("</p>");
    page_.raw("</td><td data-label=\"Says by itself\" class=\"alone\">");
    std::map<Verdict, std::vector<std::string>> alone;
    for (const review::DocumentVerdict& verdict : entry.constraints) {
      alone[verdict.verdict].push_back(id_of(verdict.constraint));
    }
    for (const auto& [verdict, ids] : alone) {
      page_.raw("<p class=\"small\"><strong>").raw(label(verdict)).raw(":</strong> ").text(base::join(ids, ", ")).raw("</p>");
    }
    page_.raw("</td></tr>\n");
  }

  void hidden() {
    bool any = false;
    for (const review::DocumentEntry& entry : review_.documents) any = any || !entry.hidden.empty();
    if (!any || !detailed_) return;
    page_.raw("<section aria-labelledby=\"hidden-title\">\n<h2 id=\"hidden-title\">Hidden text that looks like evidence</h2>\n");
    page_.raw(
        "<p>Deleted, hidden and white text and comments are never evidence. A reader of the document does not see them; check "
        "whether "
        "they should be there.</p>\n<ul class=\"list\">\n");
    for (const review::DocumentEntry& entry : review_.documents) {
      for (const document::HiddenText& hidden : entry.hidden) {
        page_.raw("<li>").raw(base::word(hidden.kind)).raw(" text in ");
        document_link(entry.path);
        page_.raw(", ").text(hidden.where);
        if (quotes_ != Quotes::none)
          page_.raw("<p class=\"muted\" dir=\"auto\">“").text(shorten(visible(hidden.text), 300)).raw("”</p>");
        page_.raw("</li>\n");
      }
    }
    page_.raw("</ul>\n</section>\n");
  }

  void stale() {
    if (review_.stale_decisions.empty()) return;
    page_.raw(
        "<section aria-labelledby=\"stale-title\">\n<h2 id=\"stale-title\">Decisions that no longer stand</h2>\n<ul "
        "class=\"list\">\n");
    for (const review::Decision& decision : review_.stale_decisions) {
      page_.raw("<li>")
          .text(id_of(decision.constraint))
          .raw(": ")
          .text(spaced(decision.kind))
          .raw(" by ")
          .text(decision.by)
          .raw(", ");
      page_.text(decision.role).raw(", ").text(decision.on).raw(". ").text(decision.reason);
      page_.raw("<p class=\"muted\">No longer stands because ").text(decision.stale_because).raw(".</p></li>\n");
    }
    page_.raw("</ul>\n</section>\n");
  }

  void sentences(std::string_view title, const std::vector<std::string>& entries) {
    if (entries.empty()) return;
    page_.raw("<h3>").text(title).raw("</h3>\n<ul class=\"list\">\n");
    for (const std::string& entry : entries) page_.raw("<li>").text(note_text(review_, entry)).raw("</li>\n");
    page_.raw("</ul>\n");
  }

  void method() {
    page_.raw("<section id=\"method\" aria-labelledby=\"method-title\">\n<h2 id=\"method-title\">Method and limits</h2>\n");
    page_.raw(
        "<p>Crosswalk read the documents, looked for passages that prove each constraint by the rules of the pack, checked every "
        "quote "
        "against the text of its document, and judged the folder by fixed rules. The verdicts support a person's judgement: they "
        "say "
        "what the documents show, not whether the product is secure. Requirements are paraphrased; the text of the standard is "
        "not part of this report.</p>\n<dl class=\"facts\">\n");
    page_.fact("Program", "Crosswalk " + review_.tool_version);
    for (const review::PackInfo& pack : review_.packs) {
      page_.raw("<dt>Pack</dt><dd>")
          .text(pack.id + " " + pack.version)
          .raw("<br><span class=\"mono muted\">SHA-256 ")
          .text(pack.sha256);
      page_.raw("</span></dd>\n");
    }
    page_.raw("<dt>Inputs</dt><dd><span class=\"mono muted\">SHA-256 ").text(review_.inputs_sha256).raw("</span></dd>\n");
    page_.raw("<dt>To reproduce</dt><dd><code>crosswalk review FOLDER --as-of ").text(review_.as_of);
    for (const review::ClauseResult& clause : review_.clauses) {
      if (clause.clause != nullptr) page_.raw(" --clause ").text(id_of(clause.clause->id));
    }
    page_.raw(
        "</code><br>Equal inputs give the same verdicts; the inputs' hash above tells whether they are equal.</dd>\n</dl>\n");
    if (!summary_.timeouts.empty()) sentences("Took too long to read; another run may differ in these", summary_.timeouts);
    const std::vector<std::string> unconfirmed = unconfirmed_clauses(review_);
    if (!unconfirmed.empty()) {
      page_.raw("<p><strong>Unconfirmed clauses:</strong> ").text(base::join(unconfirmed, ", "));
      page_.raw(". Nobody has compared these with a licensed copy of the standard yet.</p>\n");
    }
    sentences("Notes", review_.notes);
    sentences("Conditions that the workspace does not answer, taken to apply", review_.unanswered_conditions);
    sentences("Configurations found in the folder and not loaded", review_.not_loaded);
    page_.raw(
        "<h3>What the verdicts mean</h3>\n<table>\n<thead><tr><th scope=\"col\">Verdict</th><th "
        "scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n");
    for (std::size_t i = 0; i < base::Words<Verdict>::names.size(); ++i) {
      const auto verdict = static_cast<Verdict>(i);
      page_.raw("<tr><th scope=\"row\" class=\"tight\">");
      page_.verdict(verdict);
      page_.raw("</th><td>").text(meaning(verdict)).raw("</td></tr>\n");
    }
    page_.raw("</tbody>\n</table>\n</section>\n");
  }

  const review::Review& review_;
  bool detailed_;
  Quotes quotes_;
  Summary summary_;
  HtmlPage page_;
  std::map<std::string, std::size_t> document_rows_;
  /// Constraints whose own clause is on show.
  std::set<std::string> at_home_;
  /// Ids of constraints and gaps that already have their place on the page.
  std::set<std::string> written_;
};

}  // namespace

base::Result<void> render_html(const review::Review& review, const ReportOptions& options, Sink& sink) {
  Writer out(sink);
  HtmlReport(review, options, out).render();
  return out.finish();
}

}  // namespace crosswalk::reports
