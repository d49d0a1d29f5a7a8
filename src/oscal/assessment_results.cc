// SPDX-License-Identifier: Apache-2.0
#include "oscal/assessment_results.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "oscal/ids.h"
#include "oscal/writer.h"
#include "reports/view.h"
#include "review/gaps.h"

namespace crosswalk::oscal {
namespace {

using review::ConstraintResult;
using review::Evidence;
using review::Verdict;

/// A result with the place of each constraint's own, once.
struct Judged {
  const ConstraintResult* result = nullptr;
  const review::Gap* gap = nullptr;
};

class AssessmentResults {
 public:
  AssessmentResults(const review::Review& review, reports::Quotes quotes, OscalWriter& out)
      : review_(review), quotes_(quotes), out_(out) {
    std::map<std::string_view, const review::Gap*> gaps;
    for (const review::Gap& gap : review.gaps) {
      if (gap.kind == review::GapKind::shortfall) gaps.emplace(gap.constraint, &gap);
    }
    std::set<std::string_view> seen;
    for (const review::ClauseResult& clause : review.clauses) {
      for (const ConstraintResult& result : clause.constraints) {
        if (result.constraint == nullptr || !seen.insert(result.constraint->id).second) continue;
        const auto gap = gaps.find(result.constraint->id);
        judged_.push_back({&result, gap == gaps.end() ? nullptr : gap->second});
      }
    }
    for (const review::DocumentEntry& entry : review.documents) documents_.emplace(entry.path, &entry);
    std::string content = review.product + "\n";
    for (const Judged& one : judged_) content += one.result->constraint->id + " " + std::string(word(one.result->verdict)) + "\n";
    uuid_ = uuid_of("assessment-results", {review.inputs_sha256, review.as_of, review.tool_version, word(quotes), content});
  }

  void render() {
    out_.begin_object();
    out_.begin_object("assessment-results");
    out_.text("uuid", uuid_);
    metadata();
    out_.begin_object("import-ap");
    out_.text("href", "#" + plan_id());
    out_.prose("remarks", "There is no assessment plan: the packs named in the back matter say what was looked for.");
    out_.end_object();
    out_.begin_array("results");
    result();
    out_.end_array();
    back_matter();
    out_.end_object();
    out_.end_object();
  }

 private:
  template <class Enum>
  static std::string_view word(Enum value) {
    return base::word(value);
  }

  [[nodiscard]] std::string id(std::string_view kind, std::string_view name, std::size_t number = 0) const {
    return uuid_of(kind, {uuid_, name, std::to_string(number)});
  }
  [[nodiscard]] std::string plan_id() const { return id("plan", ""); }
  [[nodiscard]] std::string tool_id() const { return id("tool", ""); }
  [[nodiscard]] std::string observation_id(const ConstraintResult& result, std::size_t number) const {
    return id("observation", result.constraint->id, number);
  }
  [[nodiscard]] std::string risk_id(const review::Gap& gap) const { return id("risk", gap.id); }
  [[nodiscard]] std::string document_id(const review::DocumentEntry& entry) const {
    return uuid_of("document", {uuid_, entry.root.text(), entry.path});
  }

  void metadata() {
    out_.begin_metadata("Review of documents against " + packs_text(), review_.as_of, review_.as_of);
    Props props;
    props.add("tool-version", review_.tool_version).add("inputs-sha256", review_.inputs_sha256);
    for (const review::PackInfo& pack : review_.packs) props.add("pack", pack.id + " " + pack.version);
    props.add("product", review_.product).add("quotes", word(quotes_));
    out_.props(props);
    const std::string manufacturer = one_line(review_.manufacturer);
    if (!manufacturer.empty()) {
      out_.begin_array("parties");
      out_.begin_object();
      out_.text("uuid", id("manufacturer", manufacturer));
      out_.text("type", "organization");
      out_.text("name", manufacturer);
      out_.end_object();
      out_.end_array();
    }
    out_.end_object();
  }

  [[nodiscard]] std::string packs_text() const {
    std::string out;
    for (const review::PackInfo& pack : review_.packs)
      out += (out.empty() ? "" : ", ") + (pack.title.empty() ? pack.id : pack.title);
    return out.empty() ? "no pack" : out;
  }

  void result() {
    const reports::Summary summary = reports::summarize(review_);
    out_.begin_object();
    out_.text("uuid", id("result", ""));
    out_.prose("title", "Review as of " + review_.as_of);
    out_.prose(
        "description",
        "What the documents say about each requirement, with the passages that say it. It is a review of documents: nobody "
        "was asked and nothing was tried out.");
    out_.text("start", time_of(review_.as_of));
    Props props;
    props.add("constraints", std::to_string(summary.constraints));
    for (std::size_t i = 0; i < summary.verdicts.size(); ++i) {
      if (summary.verdicts[i] > 0) {
        props.add("count-" + std::string(word(static_cast<Verdict>(i))), std::to_string(summary.verdicts[i]));
      }
    }
    props.add("gaps-major", std::to_string(summary.major)).add("gaps-minor", std::to_string(summary.minor));
    props.add("gaps-observation", std::to_string(summary.observations))
        .add("undecided-shalls", std::to_string(summary.undecided));
    props.add("documents-read", std::to_string(summary.read)).add("documents-damaged", std::to_string(summary.damaged));
    props.add("documents-unreadable", std::to_string(summary.unreadable))
        .add("documents-skipped", std::to_string(summary.skipped));
    props.add("not-found-note", summary.not_found_note).add_all("unanswered-condition", review_.unanswered_conditions);
    for (const review::ClauseResult& clause : review_.clauses) {
      if (clause.clause != nullptr) props.add("clause-verdict", clause.clause->id + " " + std::string(word(clause.verdict)));
    }
    out_.props(props);
    tool();
    reviewed_controls();
    observations();
    risks();
    findings();
    std::string notes;
    for (const std::string& note : review_.notes) {
      const std::string line = markup(note);
      if (!line.empty()) notes += (notes.empty() ? "" : "\n\n") + line;
    }
    out_.escaped("remarks", notes);
    out_.end_object();
  }

  void tool() {
    out_.begin_object("local-definitions");
    out_.begin_object("assessment-assets");
    out_.begin_array("components");
    out_.begin_object();
    out_.text("uuid", tool_id());
    out_.text("type", "software");
    out_.text("title", "Crosswalk");
    out_.prose("description", "Reads documents offline and finds the sentences that prove requirements, by rules.");
    out_.props(Props().add("version", review_.tool_version));
    out_.begin_object("status");
    out_.text("state", "operational");
    out_.end_object();
    out_.end_object();
    out_.end_array();
    out_.begin_array("assessment-platforms");
    out_.begin_object();
    out_.text("uuid", id("platform", ""));
    out_.begin_array("uses-components");
    out_.begin_object();
    out_.text("component-uuid", tool_id());
    out_.end_object();
    out_.end_array();
    out_.end_object();
    out_.end_array();
    out_.end_object();
    out_.end_object();
  }

  void reviewed_controls() {
    out_.begin_object("reviewed-controls");
    out_.begin_array("control-selections");
    out_.begin_object();
    if (judged_.empty()) {
      // Nothing was reviewed, and a selection has to select.
      out_.begin_object("include-all");
      out_.end_object();
      out_.prose("remarks", "No requirement was reviewed.");
    } else {
      // Constraints of one clause stand together but for those that another clause's page shows before.
      std::vector<std::pair<std::string_view, std::vector<std::string_view>>> controls;
      std::map<std::string_view, std::size_t> places;
      for (const Judged& one : judged_) {
        const std::string_view whole = one.result->constraint->id;
        const std::string_view clause = whole.substr(0, whole.rfind('/'));
        const auto [place, fresh] = places.emplace(clause, controls.size());
        if (fresh) controls.push_back({clause, {}});
        controls[place->second].second.push_back(whole);
      }
      out_.begin_array("include-controls");
      for (const auto& [clause, constraints] : controls) {
        out_.begin_object();
        out_.text("control-id", token_of(clause));
        out_.begin_array("statement-ids");
        for (const std::string_view constraint : constraints) out_.text({}, token_of(constraint));
        out_.end_array();
        out_.end_object();
      }
      out_.end_array();
    }
    out_.end_object();
    out_.end_array();
    out_.end_object();
  }

  [[nodiscard]] const review::DocumentEntry* document(const std::string& path) const {
    const auto found = documents_.find(path);
    return found == documents_.end() ? nullptr : found->second;
  }

  void observations() {
    bool open = false;
    for (const Judged& one : judged_) {
      for (std::size_t i = 0; i < one.result->evidence.size(); ++i) {
        if (!open) out_.begin_array("observations");
        open = true;
        observation(*one.result, i);
      }
    }
    if (open) out_.end_array();
  }

  void origins() {
    out_.begin_array("origins");
    origin({});
    out_.end_array();
  }
  void origin(std::string_view key) {
    out_.begin_object(key);
    out_.begin_array("actors");
    out_.begin_object();
    out_.text("type", "tool");
    out_.text("actor-uuid", tool_id());
    out_.end_object();
    out_.end_array();
    out_.end_object();
  }

  void observation(const ConstraintResult& result, std::size_t number) {
    const Evidence& evidence = result.evidence[number];
    const review::DocumentEntry* entry = document(evidence.document);
    const std::string place = evidence.document + ", " + evidence.locator.text();
    out_.begin_object();
    out_.text("uuid", observation_id(result, number));
    out_.prose("description", "A passage on " + result.constraint->id + " in " + place + ": " +
                                  std::string(reports::label(evidence.verdict)) + ".");
    Props props;
    props.add("constraint", result.constraint->id).add("verdict", word(evidence.verdict)).add("reason", evidence.reason.text());
    props.add("basis", word(evidence.basis)).add("assertion", word(evidence.assertion)).add("owner", word(evidence.owner));
    props.add("expression", evidence.expression.text());
    out_.props(props);
    out_.begin_array("methods");
    out_.text({}, "EXAMINE");
    out_.end_array();
    out_.begin_array("types");
    out_.text({}, "finding");
    out_.end_array();
    origins();
    if (entry != nullptr) {
      out_.begin_array("subjects");
      out_.begin_object();
      out_.text("subject-uuid", document_id(*entry));
      out_.text("type", "resource");
      out_.prose("title", evidence.document);
      out_.end_object();
      out_.end_array();
    }
    out_.begin_array("relevant-evidence");
    out_.begin_object();
    if (entry != nullptr) out_.text("href", "#" + document_id(*entry));
    const std::string_view quote = reports::allowed_quote(evidence.quote, quotes_);
    out_.prose_or("description", quote, "The passage in " + place + "; its words are left out.");
    Props where;
    where.add("document", evidence.document).add("place", evidence.locator.text());
    if (entry != nullptr) where.add("sha256", entry->sha256);
    where.add("quote", quote);
    out_.props(where);
    out_.end_object();
    out_.end_array();
    out_.text("collected", time_of(review_.as_of));
    out_.end_object();
  }

  void related_observations(const ConstraintResult& result) {
    if (result.evidence.empty()) return;
    out_.begin_array("related-observations");
    for (std::size_t i = 0; i < result.evidence.size(); ++i) {
      out_.begin_object();
      out_.text("observation-uuid", observation_id(result, i));
      out_.end_object();
    }
    out_.end_array();
  }

  void risks() {
    bool open = false;
    for (const Judged& one : judged_) {
      if (one.gap == nullptr) continue;
      if (!open) out_.begin_array("risks");
      open = true;
      risk(*one.result, *one.gap);
    }
    if (open) out_.end_array();
  }

  void risk(const ConstraintResult& result, const review::Gap& gap) {
    out_.begin_object();
    out_.text("uuid", risk_id(gap));
    out_.prose_or("title", result.constraint->text, gap.constraint);
    out_.prose_or("description", gap.text, review::finding_text(result));
    out_.prose("statement",
               "An auditor may take it for a gap of severity " + std::string(word(gap.severity)) + " in " + gap.constraint + ".");
    Props props;
    props.add("gap", gap.id).add("severity", word(gap.severity)).add("constraint", gap.constraint);
    props.add_all("demanded-by", gap.demanded_by).add_all("document", gap.documents);
    out_.props(props);
    out_.text("status", "open");
    origins();
    out_.begin_array("characterizations");
    out_.begin_object();
    origin("origin");
    out_.begin_array("facets");
    out_.begin_object();
    out_.text("name", "severity");
    out_.text("system", kNamespace);
    out_.text("value", word(gap.severity));
    out_.end_object();
    out_.end_array();
    out_.end_object();
    out_.end_array();
    if (!markup(gap.remedy).empty()) {
      out_.begin_array("remediations");
      out_.begin_object();
      out_.text("uuid", id("remedy", gap.id));
      out_.text("lifecycle", "recommendation");
      out_.text("title", "What closes the gap");
      out_.prose("description", gap.remedy);
      out_.end_object();
      out_.end_array();
    }
    related_observations(result);
    out_.end_object();
  }

  void findings() {
    if (judged_.empty()) return;
    out_.begin_array("findings");
    for (const Judged& one : judged_) finding(*one.result, one.gap);
    out_.end_array();
  }

  Props about(const ConstraintResult& result) const {
    const packs::Constraint& constraint = *result.constraint;
    Props props;
    props.add("constraint", constraint.id).add("verdict", word(result.verdict)).add("reason", result.reason);
    if (result.machine_verdict != result.verdict || result.decision) {
      props.add("machine-verdict", word(result.machine_verdict)).add("machine-reason", result.machine_reason);
    }
    props.add("level", word(constraint.level))
        .add("needs", word(constraint.needs))
        .add("quantifier", word(constraint.quantifier));
    props.add("calibration", word(constraint.calibration.kind), reports::calibration_text(constraint.calibration));
    const packs::Clause* home = reports::home_clause(review_, constraint.id);
    if (home != nullptr) props.add("confirmed", reports::is_confirmed(*home) ? "yes" : "no");
    props.add("applies-if", constraint.applies_if).add_all("demanded-by", constraint.demanded_by);
    props.add("by-process", word(result.by_process))
        .add("by-record", word(result.by_record))
        .add("by-output", word(result.by_output));
    for (const auto& [product, state] : result.by_product) {
      props.add("by-product", product + " " + state.version + ": " + std::string(word(state.verdict)));
    }
    if (result.coverage) {
      props.add("coverage-of", std::to_string(result.coverage->of)).add("coverage-with", std::to_string(result.coverage->with));
      props.add_all("coverage-without", result.coverage->without);
    }
    for (const std::string& caveat : result.caveats) props.add("caveat", caveat, reports::caveat_text(caveat));
    props.add("passages", std::to_string(result.evidence_total)).add_all("candidate", result.candidates);
    props.add("evidence-sha256", result.evidence_sha256);
    if (result.decision) {
      const review::Decision& decision = *result.decision;
      props.add("decision", decision.kind, decision.reason).add("decided-by", decision.by).add("decided-as", decision.role);
      props.add("decided-on", decision.on).add("decided-of", decision.document);
      if (decision.stale) props.add("decision-stale", "yes", decision.stale_because);
    }
    return props;
  }

  void finding(const ConstraintResult& result, const review::Gap* gap) {
    const packs::Constraint& constraint = *result.constraint;
    out_.begin_object();
    out_.text("uuid", id("finding", constraint.id));
    out_.prose_or("title", constraint.text, constraint.id);
    out_.prose_or("description", gap == nullptr ? review::finding_text(result) : gap->text, reports::meaning(result.verdict));
    out_.props(about(result));
    origins();
    out_.begin_object("target");
    out_.text("type", "statement-id");
    out_.text("target-id", token_of(constraint.id));
    out_.begin_object("status");
    // What is not shown is not satisfied, also where the machine leaves it open: only a person may clear it.
    const bool satisfied = result.verdict == Verdict::met || result.verdict == Verdict::not_applicable;
    out_.text("state", satisfied ? "satisfied" : "not-satisfied");
    out_.text("reason", result.verdict == Verdict::met ? "pass" : gap != nullptr ? "fail" : "other");
    std::string remarks(reports::meaning(result.verdict));
    if (!result.reason.empty()) remarks += " (" + reports::reason_text(result.reason) + ")";
    out_.prose("remarks", remarks);
    out_.end_object();
    if (result.verdict == Verdict::not_applicable) {
      out_.begin_object("implementation-status");
      out_.text("state", "not-applicable");
      out_.end_object();
    }
    out_.end_object();
    related_observations(result);
    if (gap != nullptr) {
      out_.begin_array("related-risks");
      out_.begin_object();
      out_.text("risk-uuid", risk_id(*gap));
      out_.end_object();
      out_.end_array();
    }
    out_.end_object();
  }

  void back_matter() {
    out_.begin_object("back-matter");
    out_.begin_array("resources");
    out_.begin_object();
    out_.text("uuid", plan_id());
    out_.text("title", "What was looked for");
    out_.prose("description", "Requirements of " + packs_text() +
                                  ". Crosswalk writes a pack as an OSCAL catalog with the ids that are used here: "
                                  "crosswalk clause list --format oscal --pack ID");
    Props packs;
    for (const review::PackInfo& pack : review_.packs)
      packs.add("pack", pack.id, "version " + pack.version + ", SHA-256 " + pack.sha256);
    out_.props(packs);
    out_.end_object();
    for (const review::DocumentEntry& entry : review_.documents) resource(entry);
    out_.end_array();
    out_.end_object();
  }

  void resource(const review::DocumentEntry& entry) {
    const document::Control& control = entry.facts.control;
    out_.begin_object();
    out_.text("uuid", document_id(entry));
    out_.prose_or("title", entry.path, "A document without a name");
    Props props;
    props.add("root", entry.root.text()).add("path", entry.path).add("status", word(entry.status));
    if (entry.reason != document::Reason::none) props.add("reason", word(entry.reason), entry.detail);
    props.add("role", word(entry.facts.role)).add("owner", word(entry.facts.owner)).add("control-state", word(control.state));
    if (quotes_ != reports::Quotes::none) props.add("document-title", control.title);
    props.add("document-id", control.id).add("version", control.version);
    props.add("date", control.date ? control.date->iso() : std::string()).add("approver", control.approver);
    props.add("in-force", entry.in_force ? "yes" : "no", entry.not_in_force_because);
    out_.props(props);
    if (!entry.path.empty()) {
      out_.begin_array("rlinks");
      out_.begin_object();
      out_.text("href", reference_of(entry.path));
      out_.text("media-type", entry.media_type.text());
      if (!entry.sha256.empty()) {
        out_.begin_array("hashes");
        out_.begin_object();
        out_.text("algorithm", "SHA-256");
        out_.text("value", entry.sha256);
        out_.end_object();
        out_.end_array();
      }
      out_.end_object();
      out_.end_array();
    }
    out_.end_object();
  }

  const review::Review& review_;
  reports::Quotes quotes_;
  OscalWriter& out_;
  /// Each constraint once, in the order of the review.
  std::vector<Judged> judged_;
  std::map<std::string_view, const review::DocumentEntry*> documents_;
  std::string uuid_;
};

}  // namespace

base::Result<void> render_assessment_results(const review::Review& review, const reports::ReportOptions& options,
                                             reports::Sink& sink) {
  OscalWriter out(sink);
  AssessmentResults(review, options.quotes.value_or(reports::Quotes::full), out).render();
  CW_RETURN_IF_ERROR(out.finish());
  if (review.shelf != nullptr) {
    if (const auto failure = review.shelf->failure()) return *failure;
  }
  return {};
}

}  // namespace crosswalk::oscal
