// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/readiness.h"
#include "reports/report.h"
#include "reports/view.h"
#include "reports/writer.h"

namespace crosswalk::reports {
namespace {

using review::Verdict;

class MarkdownReport {
 public:
  MarkdownReport(const review::Review& review, const ReportOptions& options, Writer& out)
      : review_(review),
        detailed_(options.detail == Detail::detailed),
        quotes_(options.quotes.value_or(Quotes::full)),
        summary_(summarize(review)),
        out_(out) {}

  void render() {
    top();
    for (const review::ClauseResult& clause : review_.clauses) this->clause(clause);
    undecided();
    documents();
    hidden();
    stale();
    method();
  }

 private:
  MarkdownReport& raw(std::string_view markup) {
    out_.put(markup);
    return *this;
  }
  /// Anything from outside.
  MarkdownReport& text(std::string_view text) { return raw(markdown_escape(text)); }
  MarkdownReport& list(const std::vector<std::string>& entries) { return text(base::join(entries, ", ")); }
  MarkdownReport& verdict(Verdict verdict) { return raw(mark(verdict)).raw(" ").raw(label(verdict)); }

  std::string id_of(std::string_view id) const { return short_id(review_, id); }

  void fact(std::string_view name, std::string_view value) {
    if (!value.empty()) raw("- ").raw(name).raw(": ").text(value).raw("\n");
  }

  void sentences(std::string_view title, const std::vector<std::string>& entries) {
    if (entries.empty()) return;
    raw("\n### ").raw(title).raw("\n\n");
    for (const std::string& entry : entries) raw("- ").text(note_text(review_, entry)).raw("\n");
  }

  void top() {
    raw("# Review: ").text(review_.manufacturer.empty() ? "documents" : review_.manufacturer).raw("\n\n");
    std::vector<std::string> names;
    for (const auto& [name, version] : products(review_)) names.push_back(name + " " + version);
    fact("Product", base::join(names, ", "));
    for (const review::PackInfo& pack : review_.packs) fact("Standard", pack.title.empty() ? pack.id : pack.title);
    fact("Restricted to product", review_.product);
    fact("As of", review_.as_of);
    fact("Folder", base::join(roots(review_), ", "));
    raw("\n## Summary\n\n");
    fact("Constraints", tally_text(summary_.verdicts, ", "));
    fact("Gaps", std::to_string(summary_.major) + " major, " + std::to_string(summary_.minor) + " minor, " +
                     counted(static_cast<std::uint64_t>(summary_.observations), "observation", "observations"));
    fact("Undecided", std::to_string(summary_.undecided));
    fact("Documents", std::to_string(summary_.read) + " read, " + std::to_string(summary_.damaged) + " read with damage, " +
                          std::to_string(summary_.unreadable) + " could not be read, " +
                          (summary_.not_reached > 0 ? std::to_string(summary_.not_reached) + " not reached, " : "") +
                          std::to_string(summary_.skipped) + " skipped, " + std::to_string(review_.ignored_files) +
                          " ignored by pattern");
    fact("Note", summary_.not_found_note);
    if (review_.second_reader) fact("Second reader", second_reader_text(*review_.second_reader));
    if (has_groups(review_)) {
      raw("\n| Part | Requirements met | Undecided | Major gaps | Minor gaps |\n| --- | --- | --- | --- | --- |\n");
      for (const GroupReadiness& group : readiness(review_)) {
        raw("| ").text(group.number + " " + group.title).raw(" | ").raw(std::to_string(group.met)).raw(" of ");
        raw(std::to_string(group.requirements)).raw(" | ").raw(std::to_string(group.undecided)).raw(" | ");
        raw(std::to_string(group.major)).raw(" | ").raw(std::to_string(group.minor)).raw(" |\n");
      }
    }
    if (const std::vector<Step> steps = first_steps(review_); !steps.empty()) {
      raw("\n### What to do first\n\n");
      for (const Step& step : steps) raw("1. ").text(step_text(review_, step)).raw("\n");
    }
    if (!review_.clauses.empty()) {
      raw("\n| Clause | Verdict | Constraints on its page |\n| --- | --- | --- |\n");
      for (std::size_t i = 0; i < review_.clauses.size(); ++i) {
        const review::ClauseResult& clause = review_.clauses[i];
        if (clause.clause == nullptr) continue;
        raw("| ").text(id_of(clause.clause->id) + " " + clause.clause->title).raw(" | ").verdict(clause.verdict).raw(" | ");
        raw(tally_text(summary_.clauses[i], ", ")).raw(" |\n");
      }
    }
    if (summary_.major > 0) {
      raw("\n### Close these first\n\n");
      for (const review::Gap& gap : review_.gaps) {
        if (gap.severity == packs::Severity::major) gap_line(gap);
      }
    }
    sentences("Where the second reader dissents", dissents(review_));
    raw("\nNext: ").text(next_step(review_, summary_)).raw("\n");
  }

  void gap_line(const review::Gap& gap) {
    raw("- **").raw(base::word(gap.severity)).raw("** ").text(gap.text).raw(" (").text(id_of(gap.constraint)).raw(")\n");
    if (gap.kind != review::GapKind::shortfall) {
      for (const review::Evidence& one : gap.evidence) {
        if (quotes_ == Quotes::none) break;
        raw("  - Said in ").text(one.document).raw(": “").text(shorten(visible(one.quote), 160)).raw("” (");
        text(one.locator.text()).raw(")\n");
      }
      raw("  - To do: ").text(gap.remedy).raw("\n");
      return;
    }
    const review::ConstraintResult* result = find_result(review_, gap.constraint);
    if (result != nullptr && result->constraint != nullptr) {
      raw(result->constraint->level == packs::Level::expectation ? "  - Expected: " : "  - Required: ");
      text(result->constraint->text).raw("\n");
      if (const std::string house = house_text(*result->constraint); !house.empty()) raw("  - ").text(house).raw("\n");
    }
    if (const review::Evidence* against = result != nullptr ? passage_against(*result) : nullptr;
        against != nullptr && quotes_ != Quotes::none) {
      raw("  - Said: “").text(shorten(visible(against->quote), 160)).raw("” (").text(against->locator.text()).raw(")\n");
    }
    if (!gap.remedy.empty()) raw("  - To do: ").text(gap.remedy).raw("\n");
    if (!gap.demanded_by.empty()) raw("  - Asked for by: ").list(gap.demanded_by).raw("\n");
    if (const auto documents = documents_to_name(gap); !documents.empty()) raw("  - In: ").list(documents).raw("\n");
  }

  void clause(const review::ClauseResult& result) {
    if (result.clause == nullptr) return;
    const packs::Clause& clause = *result.clause;
    raw("\n## ").text(id_of(clause.id) + " " + clause.title).raw(" — ").verdict(result.verdict).raw("\n");
    if (!clause.requirement.text.empty()) {
      raw("\n").text(clause.requirement.text).raw(" (").text(base::join(clause.requirement.source, "; ")).raw("; confidence ");
      raw(base::word(clause.requirement.confidence)).raw(")\n");
      if (!clause.requirement.by.empty()) raw("\n").text(requirement_title(clause.requirement)).raw(".\n");
    }
    raw("\n").text(confirmed_text(clause)).raw("\n");
    if (detailed_) {
      for (const review::ConstraintResult& entry : result.constraints) constraint(entry);
    } else if (!result.constraints.empty()) {
      raw("\n| Constraint | Verdict | Why |\n| --- | --- | --- |\n");
      for (const review::ConstraintResult& entry : result.constraints) {
        if (entry.constraint == nullptr) continue;
        raw("| ")
            .text(id_of(entry.constraint->id) +
                  (house_text(*entry.constraint).empty() ? "" : " — " + house_text(*entry.constraint)))
            .raw(" | ")
            .verdict(entry.verdict)
            .raw(" | ")
            .text(why(entry).empty() ? found_text(entry) : why(entry))
            .raw(" |\n");
      }
    }
    if (!result.gaps.empty()) raw("\n### Gaps in ").text(id_of(clause.id)).raw("\n\n");
    for (const packs::Severity severity : {packs::Severity::major, packs::Severity::minor, packs::Severity::observation}) {
      for (const review::Gap& gap : result.gaps) {
        if (gap.severity == severity) gap_line(gap);
      }
    }
    if (!result.audit_defence.empty()) {
      raw("\n### Audit defence of ").text(id_of(clause.id)).raw("\n");
      for (const std::string& line : defence_lines(result.audit_defence)) raw("\n").text(line).raw("\n");
    }
  }

  static std::string why(const review::ConstraintResult& result) {
    std::string why = reason_text(result.reason);
    if (result.coverage) why += (why.empty() ? "" : "; ") + coverage_text(*result.coverage);
    return why;
  }

  void constraint(const review::ConstraintResult& result) {
    if (result.constraint == nullptr) return;
    const packs::Constraint& constraint = *result.constraint;
    raw("\n### ").text(id_of(constraint.id)).raw(" — ").verdict(result.verdict).raw("\n\n").text(constraint.text).raw("\n\n");
    raw("- Level: ").raw(base::word(constraint.level)).raw("; rule ").text(calibration_text(constraint.calibration)).raw("\n");
    fact("Mark", house_text(constraint));
    fact("Why", why(result));
    if (result.coverage) fact("Without it", base::join(result.coverage->without, ", "));
    if (result.decision) {
      const review::Decision& decision = *result.decision;
      raw("- Decided by a person: ")
          .text(spaced(decision.kind) + ", " + decision.by + ", " + decision.role + ", " + decision.on)
          .raw(". ");
      text(decision.reason).raw(" The machine's verdict: ").verdict(result.machine_verdict);
      raw(" ").text(reason_text(result.machine_reason)).raw("\n");
    }
    raw("- By basis: process ").raw(label(result.by_process)).raw(", record ").raw(label(result.by_record)).raw(", output ");
    raw(label(result.by_output)).raw("\n");
    for (const auto& [name, product] : result.by_product) {
      raw("- Product ").text(name + " " + product.version).raw(": ").verdict(product.verdict).raw("\n");
    }
    fact("Second reader", opinion_text(result));
    if (const std::string_view words = opinion_words(result, quotes_); !words.empty()) raw("  - ").text(words).raw("\n");
    fact("Applies if", constraint.applies_if);
    fact("Where it may stand", base::join(result.candidates, ", "));
    for (const std::string& caveat : result.caveats) fact("Note", caveat_text(caveat));
    for (const review::SignalResult& signal : result.signals) {
      const std::string documents = signal.documents.empty() ? "" : " (" + base::join(signal.documents, ", ") + ")";
      const std::string pattern = visible(signal.question_or_pattern);
      if (signal.kind == packs::SignalKind::file_exists && pattern.find('`') == std::string::npos) {
        // A pattern between escapes could not be read by anybody.
        raw("- Signal: File name like `").raw(pattern).raw("`: ");
        text(counted(static_cast<std::uint64_t>(signal.matches), "file", "files") + documents).raw("\n");
      } else {
        fact("Signal", signal_text(signal) + documents);
      }
    }
    for (const review::Evidence& entry : result.evidence) evidence(entry);
    const int untold = result.evidence_total - static_cast<int>(result.evidence.size());
    if (untold > 0) {
      raw("\n").raw(counted(static_cast<std::uint64_t>(untold), "further passage was", "further passages were"));
      raw(" found and not listed.\n");
    }
  }

  void evidence(const review::Evidence& evidence) {
    raw("\n");
    if (quotes_ == Quotes::full) {
      raw("> ");
      if (!evidence.before.empty()) text(evidence.before).raw(" ");
      raw("“").text(evidence.quote).raw("”");
      if (!evidence.after.empty()) raw(" ").text(evidence.after);
      raw("\n>\n");
    } else if (quotes_ == Quotes::short_) {
      raw("> “").text(shorten(visible(evidence.quote), 160)).raw("”\n>\n");
    }
    raw("> ").verdict(evidence.verdict).raw(" — ").text(evidence.document + ", " + evidence.locator.text()).raw(" — ");
    text(evidence_text(evidence));
    if (!evidence.reason.empty()) raw(" — ").text(reason_text(evidence.reason));
    raw("\n");
  }

  void undecided() {
    if (review_.undecided.empty()) return;
    raw("\n## Undecided\n\n");
    for (const review::Undecided& entry : review_.undecided) {
      raw("- ").text(id_of(entry.constraint)).raw(": ").verdict(entry.verdict);
      if (!entry.reason.empty()) raw(", ").text(reason_text(entry.reason));
      raw("\n");
      if (!entry.question.empty()) raw("  - ").text(entry.question).raw("\n");
      if (!entry.documents.empty()) raw("  - In: ").list(entry.documents).raw("\n");
      const review::ConstraintResult* const result = find_result(review_, entry.constraint);
      if (detailed_ || entry.reason != "question" || result == nullptr || quotes_ == Quotes::none) continue;
      for (const review::Evidence* one : to_weigh(*result, 3)) {
        raw("  - “")
            .text(shorten(visible(one->quote), 160))
            .raw("” — ")
            .text(one->document + ", " + one->locator.text())
            .raw("\n");
      }
    }
  }

  void documents() {
    if (review_.documents.empty()) return;
    const std::vector<Unread> entries = unread(review_);
    if (!entries.empty()) raw("\n## Not read, or not wholly\n\n| Document | Why | What to do |\n| --- | --- | --- |\n");
    for (const Unread& entry : entries) {
      raw("| ").text(entry.document).raw(" | ").text(entry.why).raw(" | ").raw(entry.advice).raw(" |\n");
    }
    if (!detailed_) return;
    raw("\n## Documents\n\n| Document | Status | Role | Control | In force | SHA-256 |\n| --- | --- | --- | --- | --- | --- |\n");
    for (const review::DocumentEntry& entry : review_.documents) {
      const document::Control& control = entry.facts.control;
      raw("| ")
          .text(entry.path + (control.title.empty() ? "" : " (" + control.title + ")"))
          .raw(" | ")
          .raw(base::word(entry.status));
      if (entry.reason != document::Reason::none) raw(": ").raw(unread_text(entry.reason));
      raw(" | ").text(base::word(entry.facts.role));
      if (const std::string doubt = whose_text(entry); !doubt.empty()) raw(". ").text(doubt);
      raw(" | ").text(control_text(control));
      if (!control.approver.empty()) raw(", approved by ").text(control.approver);
      raw(" | ").text(entry.in_force ? "yes" : "no: " + entry.not_in_force_because).raw(" | ").text(entry.sha256).raw(" |\n");
    }
  }

  void hidden() {
    if (!detailed_) return;
    bool any = false;
    for (const review::DocumentEntry& entry : review_.documents) {
      for (const document::HiddenText& hidden : entry.hidden) {
        if (!any) raw("\n## Hidden text that looks like evidence, and is none\n\n");
        any = true;
        raw("- ").raw(base::word(hidden.kind)).raw(" text in ").text(entry.path + ", " + hidden.where);
        if (quotes_ != Quotes::none) raw(": “").text(shorten(visible(hidden.text), 300)).raw("”");
        raw("\n");
      }
    }
  }

  void stale() {
    if (review_.stale_decisions.empty()) return;
    raw("\n## Decisions that no longer stand\n\n");
    for (const review::Decision& decision : review_.stale_decisions) {
      raw("- ").text(id_of(decision.constraint) + ": " + spaced(decision.kind) + " by " + decision.by + ", " + decision.role +
                     ", " + decision.on);
      raw(". ").text(decision.reason).raw(" No longer stands because ").text(decision.stale_because).raw(".\n");
    }
  }

  void method() {
    raw("\n## Method and limits\n\nThe verdicts support a person's judgement: they say what the documents show, not whether the "
        "product is "
        "secure. Requirements are paraphrased; the text of the standard is not part of this report.\n\n");
    fact("Program", "Crosswalk " + review_.tool_version);
    for (const review::PackInfo& pack : review_.packs) fact("Pack", pack.id + " " + pack.version + ", SHA-256 " + pack.sha256);
    fact("Inputs", review_.inputs_sha256.empty() ? "" : "SHA-256 " + review_.inputs_sha256);
    fact("Unconfirmed clauses", base::join(unconfirmed_clauses(review_), ", "));
    fact("Took too long to read; another run may differ in these", base::join(summary_.timeouts, ", "));
    sentences("Notes", review_.notes);
    sentences("Conditions that the workspace does not answer, taken to apply", review_.unanswered_conditions);
    sentences("Configurations found in the folder and not loaded", review_.not_loaded);
    raw("\n### What the verdicts mean\n\n");
    for (std::size_t i = 0; i < base::Words<Verdict>::names.size(); ++i) {
      raw("- ").verdict(static_cast<Verdict>(i)).raw(": ").raw(meaning(static_cast<Verdict>(i))).raw("\n");
    }
  }

  const review::Review& review_;
  bool detailed_;
  Quotes quotes_;
  Summary summary_;
  Writer& out_;
};

}  // namespace

base::Result<void> render_markdown(const review::Review& review, const ReportOptions& options, Sink& sink) {
  Writer out(sink);
  MarkdownReport(review, options, out).render();
  return out.finish();
}

}  // namespace crosswalk::reports
