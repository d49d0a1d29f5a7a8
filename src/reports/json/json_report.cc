// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "reports/json/json_writer.h"
#include "reports/readiness.h"
#include "reports/report.h"
#include "reports/view.h"
#include "reports/writer.h"
#include "review/archive.h"

namespace crosswalk::reports {
namespace {

using base::word;

class JsonReport {
 public:
  JsonReport(const review::Review& review, const ReportOptions& options, Writer& out)
      : review_(review), quotes_(options.quotes.value_or(Quotes::full)), json_(out) {}

  void render() {
    json_.begin_object();
    json_.text("schema_version", "1.0");
    json_.begin_object("tool");
    json_.text("version", review_.tool_version);
    json_.end_object();
    json_.text("as_of", review_.as_of);
    json_.begin_array("packs");
    for (const review::PackInfo& pack : review_.packs) {
      json_.begin_object();
      json_.text("id", pack.id);
      json_.text("version", pack.version);
      json_.text("sha256", pack.sha256);
      json_.text("title", pack.title);
      json_.end_object();
    }
    json_.end_array();
    json_.text("inputs_sha256", review_.inputs_sha256);
    summary();
    json_.begin_array("clauses");
    for (const review::ClauseResult& clause : review_.clauses) this->clause(clause);
    json_.end_array();
    json_.begin_array("documents");
    for (const review::DocumentEntry& entry : review_.documents) document(entry);
    json_.end_array();
    json_.begin_array("undecided");
    for (const review::Undecided& undecided : review_.undecided) {
      json_.begin_object();
      json_.text("constraint", undecided.constraint);
      json_.text("verdict", word(undecided.verdict));
      json_.text("reason", undecided.reason);
      json_.text("question", undecided.question);
      texts("documents", undecided.documents);
      json_.text("level", word(undecided.level));
      json_.end_object();
    }
    json_.end_array();
    json_.number("ignored_files", static_cast<std::int64_t>(review_.ignored_files));
    json_.text("manufacturer", review_.manufacturer);
    json_.text("product", review_.product);
    json_.begin_array("stale_decisions");
    for (const review::Decision& decision : review_.stale_decisions) {
      this->decision({}, decision);
    }
    json_.end_array();
    texts("not_loaded", review_.not_loaded);
    texts("unanswered_conditions", review_.unanswered_conditions);
    texts("notes", review_.notes);
    json_.end_object();
  }

 private:
  void texts(std::string_view key, const std::vector<std::string>& values) {
    json_.begin_array(key);
    for (const std::string& value : values) json_.text({}, value);
    json_.end_array();
  }

  void tally(std::string_view key, const Tally& tally) {
    json_.begin_object(key);
    for (std::size_t i = 0; i < tally.size(); ++i) json_.number(word(static_cast<review::Verdict>(i)), tally[i]);
    json_.end_object();
  }

  void summary() {
    const Summary summary = summarize(review_);
    json_.begin_object("summary");
    json_.number("constraints", summary.constraints);
    tally("verdicts", summary.verdicts);
    json_.begin_array("clauses");
    for (std::size_t i = 0; i < review_.clauses.size(); ++i) {
      json_.begin_object();
      json_.text("id", id_of(review_.clauses[i]));
      json_.text("verdict", word(review_.clauses[i].verdict));
      tally("verdicts", summary.clauses[i]);
      json_.end_object();
    }
    json_.end_array();
    groups();
    json_.begin_object("gaps");
    json_.number("major", summary.major);
    json_.number("minor", summary.minor);
    json_.number("observation", summary.observations);
    json_.end_object();
    json_.number("undecided", summary.undecided);
    json_.begin_object("documents");
    json_.number("read", summary.read);
    json_.number("damaged", summary.damaged);
    json_.number("unreadable", summary.unreadable + summary.not_reached);
    json_.number("skipped", summary.skipped);
    json_.end_object();
    texts("timeouts", summary.timeouts);
    json_.text("not_found_note", summary.not_found_note);
    if (review_.second_reader) second_reader(*review_.second_reader);
    json_.end_object();
  }

  void groups() {
    json_.begin_array("groups");
    for (const GroupReadiness& group : readiness(review_)) {
      json_.begin_object();
      json_.text("number", group.number);
      json_.text("title", group.title);
      json_.begin_array("clauses");
      for (const std::size_t i : group.clauses) json_.text({}, id_of(review_.clauses[i]));
      json_.end_array();
      json_.number("requirements", group.requirements);
      json_.number("met", group.met);
      json_.number("undecided", group.undecided);
      json_.number("major", group.major);
      json_.number("minor", group.minor);
      json_.end_object();
    }
    json_.end_array();
    json_.begin_array("first_steps");
    for (const Step& step : first_steps(review_)) {
      json_.begin_object();
      json_.text("kind", word(step.kind));
      json_.text("text", step_text(review_, step));
      texts("constraints", step.constraints);
      texts("conditions", step.conditions);
      json_.end_object();
    }
    json_.end_array();
  }

  void second_reader(const review::SecondReading& reading) {
    json_.begin_object("second_reader");
    json_.text("model", reading.model);
    json_.number("asked", reading.asked);
    json_.number("agree", reading.agree);
    json_.number("dissent", reading.dissent);
    json_.number("open", reading.open);
    json_.number("unusable", reading.unusable);
    json_.number("failed", reading.failed);
    json_.number("without_passages", reading.without_passages);
    json_.number("left_out", reading.left_out);
    json_.end_object();
  }

  void opinion(const review::ConstraintResult& result) {
    const review::Opinion& opinion = *result.opinion;
    json_.begin_object("opinion");
    json_.text("state", word(opinion.state));
    if (opinion.state == review::OpinionState::given) {
      json_.text("opinion", word(opinion.opinion));
      json_.text("agreement", word(opinion.agreement));
      if (opinion.evidence >= 0) {
        json_.number("evidence", opinion.evidence);
      } else {
        json_.null("evidence");
      }
      json_.text("why", opinion_words(result, quotes_));
    } else {
      json_.text("problem", word(opinion.problem));
      if (opinion.http_status > 0) json_.number("http_status", opinion.http_status);
    }
    json_.text("request_sha256", opinion.request_sha256);
    json_.end_object();
  }

  static std::string_view id_of(const review::ClauseResult& result) {
    return result.clause != nullptr ? std::string_view(result.clause->id) : std::string_view();
  }

  void clause(const review::ClauseResult& result) {
    json_.begin_object();
    json_.text("id", id_of(result));
    json_.text("title", result.clause != nullptr ? std::string_view(result.clause->title) : std::string_view());
    json_.text("verdict", word(result.verdict));
    json_.begin_array("constraints");
    for (const review::ConstraintResult& entry : result.constraints) constraint(entry);
    json_.end_array();
    json_.begin_array("gaps");
    for (const review::Gap& gap : result.gaps) {
      json_.begin_object();
      json_.text("id", gap.id);
      json_.text("severity", word(gap.severity));
      json_.text("text", gap.text);
      json_.text("constraint", gap.constraint);
      json_.text("remedy", gap.remedy);
      texts("demanded_by", gap.demanded_by);
      texts("documents", gap.documents);
      json_.text("kind", word(gap.kind));
      if (!gap.evidence.empty()) {
        json_.begin_array("evidence");
        for (const review::Evidence& entry : gap.evidence) evidence(entry);
        json_.end_array();
      }
      json_.end_object();
    }
    json_.end_array();
    json_.text("audit_defence", result.audit_defence);
    json_.end_object();
  }

  void constraint(const review::ConstraintResult& result) {
    static const packs::Constraint unknown;
    const packs::Constraint& constraint = result.constraint != nullptr ? *result.constraint : unknown;
    json_.begin_object();
    json_.text("id", constraint.id);
    json_.text("level", word(constraint.level));
    json_.text("verdict", word(result.verdict));
    json_.text("reason", result.reason);
    json_.text("machine_verdict", word(result.machine_verdict));
    if (result.decision) {
      decision("decision", *result.decision);
    } else {
      json_.null("decision");
    }
    calibration(constraint.calibration);
    const packs::Clause* home = home_clause(review_, constraint.id);
    if (home != nullptr && is_confirmed(*home)) {
      json_.begin_object("confirmed");
      json_.text("by", home->confirmed.by);
      json_.text("on", home->confirmed.on);
      if (!home->confirmed.role.empty()) json_.text("role", home->confirmed.role);
      if (!home->confirmed.pack.empty()) json_.text("pack", home->confirmed.pack);
      json_.end_object();
    } else {
      json_.null("confirmed");
    }
    if (!constraint.by.empty() || !constraint.changes.empty()) {
      json_.begin_object("house_rule");
      json_.text("added_by", constraint.by);
      json_.begin_array("changed_by");
      for (const packs::Change& change : constraint.changes) {
        json_.begin_object();
        json_.text("pack", change.by);
        texts("fields", change.fields);
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.text("applies_if", constraint.applies_if);
    json_.begin_object("by_basis");
    json_.text("process", word(result.by_process));
    json_.text("record", word(result.by_record));
    json_.text("output", word(result.by_output));
    json_.end_object();
    json_.begin_object("by_product");
    for (const auto& [name, product] : result.by_product) {
      json_.begin_object_named(name);
      json_.text("version", product.version);
      json_.text("verdict", word(product.verdict));
      json_.end_object();
    }
    json_.end_object();
    if (result.coverage) {
      json_.begin_object("coverage");
      json_.number("of", result.coverage->of);
      json_.number("with", result.coverage->with);
      texts("without", result.coverage->without);
      json_.end_object();
    } else {
      json_.null("coverage");
    }
    if (!result.lacking.empty()) {
      json_.begin_array("lacking");
      for (const review::Lacking& entry : result.lacking) {
        json_.begin_object();
        json_.text("document", entry.document);
        json_.text("text", entry.text);
        json_.end_object();
      }
      json_.end_array();
    }
    texts("caveats", result.caveats);
    json_.begin_array("signals");
    for (const review::SignalResult& signal : result.signals) {
      json_.begin_object();
      json_.text("kind", word(signal.kind));
      json_.text(signal.kind == packs::SignalKind::content_match ? "question" : "pattern", signal.question_or_pattern);
      json_.begin_object("result");
      json_.number("matches", signal.matches);
      texts("documents", signal.documents);
      json_.end_object();
      json_.end_object();
    }
    json_.end_array();
    json_.begin_array("evidence");
    for (const review::Evidence& entry : result.evidence) evidence(entry);
    json_.end_array();
    json_.number("evidence_total", result.evidence_total);
    json_.text("machine_reason", result.machine_reason);
    json_.text("text", constraint.text);
    json_.text("needs", word(constraint.needs));
    json_.text("quantifier", word(constraint.quantifier));
    texts("candidates", result.candidates);
    json_.text("evidence_sha256", result.evidence_sha256);
    json_.begin_array("document_decisions");
    for (const review::Decision& entry : result.document_decisions) decision({}, entry);
    json_.end_array();
    if (result.opinion) opinion(result);
    json_.end_object();
  }

  void calibration(const packs::Calibration& calibration) {
    json_.begin_object("calibration");
    json_.text("kind", word(calibration.kind));
    if (calibration.kind == packs::CalibrationKind::measured) {
      json_.real("precision", calibration.precision);
      json_.real("recall", calibration.recall);
      json_.number("documents", calibration.documents);
    }
    json_.end_object();
  }

  void decision(std::string_view key, const review::Decision& decision) {
    json_.begin_object(key);
    json_.text("kind", decision.kind);
    json_.text("constraint", decision.constraint);
    json_.text("document", decision.document);
    json_.text("reason", decision.reason);
    json_.text("by", decision.by);
    json_.text("role", decision.role);
    json_.text("on", decision.on);
    json_.text("evidence_sha256", decision.evidence_sha256);
    json_.text("pack_version", decision.pack_version);
    json_.text("verdict", decision.verdict);
    json_.boolean("stale", decision.stale);
    json_.text("stale_because", decision.stale_because);
    json_.end_object();
  }

  void locator(const document::Locator& locator) {
    json_.begin_object("locator");
    json_.text("text", locator.text());
    if (locator.page > 0) json_.number("page", locator.page);
    if (locator.line > 0) json_.number("line", locator.line);
    if (!locator.headings.empty()) texts("headings", locator.headings);
    if (locator.paragraph > 0) json_.number("paragraph", locator.paragraph);
    if (!locator.sheet.empty()) json_.text("sheet", locator.sheet);
    if (!locator.cell.empty()) json_.text("cell", locator.cell);
    if (!locator.pointer.empty()) json_.text("pointer", locator.pointer);
    if (locator.ocr_confidence > 0) json_.number("ocr_confidence", locator.ocr_confidence);
    json_.end_object();
  }

  void evidence(const review::Evidence& evidence) {
    json_.begin_object();
    json_.text("document", evidence.document);
    json_.text("quote", allowed_quote(evidence.quote, quotes_));
    locator(evidence.locator);
    json_.text("verdict", word(evidence.verdict));
    json_.text("basis", word(evidence.basis));
    json_.text("assertion", word(evidence.assertion));
    json_.text("owner", word(evidence.owner));
    json_.text("expression", evidence.expression);
    json_.text("reason", evidence.reason);
    json_.end_object();
  }

  void document(const review::DocumentEntry& entry) {
    const document::Control& control = entry.facts.control;
    json_.begin_object();
    json_.text("root", entry.root);
    json_.text("path", entry.path);
    json_.text("sha256", entry.sha256);
    json_.text("media_type", entry.media_type);
    json_.text("language", entry.facts.language);
    json_.text("status", word(entry.status));
    json_.text("reason", word(entry.reason));
    json_.text("title", control.title);
    json_.begin_object("control");
    json_.text("title", control.title);
    json_.text("id", control.id);
    json_.text("version", control.version);
    json_.text("date", control.date ? control.date->iso() : std::string());
    json_.text("approver", control.approver);
    json_.text("state", word(control.state));
    json_.text("superseded_by", control.superseded_by);
    texts("products", control.products);
    json_.boolean("in_force", entry.in_force);
    json_.text("not_in_force_because", entry.not_in_force_because);
    json_.text("state_reason", control.state_reason);
    json_.end_object();
    json_.text("role", word(entry.facts.role));
    json_.text("owner", word(entry.facts.owner));
    texts("warnings", entry.warnings);
    json_.begin_object("constraints");
    for (const review::DocumentVerdict& verdict : entry.constraints) {
      json_.begin_object_named(verdict.constraint);
      json_.text("verdict", word(verdict.verdict));
      json_.text("reason", verdict.reason);
      json_.begin_array("evidence");
      for (const review::Evidence& one : review::evidence_of(verdict, entry.path, review_.shelf.get(), review::Context::with)) {
        evidence(one);
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_object();
    json_.text("detail", entry.detail);
    json_.number("size", static_cast<std::int64_t>(entry.size));
    json_.number("pages", entry.pages);
    json_.begin_array("pages_without_text");
    for (const std::uint32_t page : entry.pages_without_text) json_.number({}, page);
    json_.end_array();
    json_.begin_array("ocr_pages");
    for (const document::OcrPage& page : entry.ocr_pages) {
      json_.begin_object();
      json_.number("page", page.page);
      json_.number("confidence", page.confidence);
      json_.end_object();
    }
    json_.end_array();
    texts("artifact_kinds", entry.artifact_kinds);
    if (!entry.artifact_kinds.empty()) {
      json_.begin_object("artifact");
      json_.text("format_version", entry.artifact_version);
      texts("faults", entry.artifact_faults);
      json_.end_object();
    }
    json_.text("owner_reason", entry.facts.owner_reason);
    json_.begin_array("hidden");
    for (const document::HiddenText& hidden : entry.hidden) {
      json_.begin_object();
      json_.text("kind", word(hidden.kind));
      json_.text("text", allowed_quote(hidden.text, quotes_));
      json_.text("where", hidden.where);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  const review::Review& review_;
  Quotes quotes_;
  JsonWriter json_;
};

}  // namespace

base::Result<void> render_json(const review::Review& review, const ReportOptions& options, Sink& sink) {
  Writer out(sink);
  JsonReport(review, options, out).render();
  CW_RETURN_IF_ERROR(out.finish());
  if (review.shelf != nullptr) {
    if (const auto failure = review.shelf->failure()) return *failure;
  }
  return {};
}

}  // namespace crosswalk::reports
