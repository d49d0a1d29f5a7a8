// SPDX-License-Identifier: Apache-2.0
#include "cli/release_check_review.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "cli/common.h"
#include "platform/folder.h"
#include "review/gaps.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::SetFile;
using release::Weight;

/// The pack whose clauses are asked for.
constexpr std::string_view pack = "iec-81001-5-1:";

std::string without_pack(std::string_view id) { return std::string(id.starts_with(pack) ? id.substr(pack.size()) : id); }

/// The clauses of Annex E, and others by which its parts are found.
std::vector<std::string> annex_clauses() {
  std::vector<std::string> out;
  for (const release::AnnexPart& part : release::annex_parts()) {
    for (const std::string_view constraint : part.constraints) {
      std::string clause(constraint.substr(0, constraint.find('/')));
      if (std::find(out.begin(), out.end(), clause) == out.end()) out.push_back(std::move(clause));
    }
  }
  return out;
}

base::Result<review::Review> reviewed(const SetArguments& arguments, const OpenedRelease& opened,
                                      std::vector<std::string> clauses, bool& interrupted) {
  std::vector<std::string> folders;
  if (!arguments.set.empty()) folders.push_back(arguments.set);
  folders.insert(folders.end(), arguments.documents.begin(), arguments.documents.end());
  CW_RETURN_IF_ERROR(check_folders(folders, "documents"));
  ReviewArguments request;
  request.paths = std::move(folders);
  request.workspace = opened.workspace.folder;
  request.clauses = std::move(clauses);
  request.as_of = arguments.as_of;
  request.jobs = arguments.jobs;
  request.unsandboxed = arguments.unsandboxed;
  request.no_cache = arguments.no_cache;
  CW_ASSIGN_OR_RETURN(Reviewed done, run_review(request));
  interrupted = done.outcome.interrupted;
  return std::move(done.outcome.review);
}

SetFile::State state_of(const review::DocumentEntry& entry) {
  switch (entry.facts.control.state) {
    case document::State::effective:
      return SetFile::State::approved;
    case document::State::draft:
    case document::State::template_:
      return SetFile::State::draft;
    case document::State::obsolete:
      return SetFile::State::out_of_use;
    case document::State::unknown:
      break;
  }
  return SetFile::State::unknown;
}

SetFile file_of(const review::DocumentEntry& entry) {
  SetFile out;
  out.path = entry.path;
  if (entry.status == document::Status::unreadable) {
    out.unread = entry.detail.empty() ? std::string(base::word(entry.reason)) : entry.detail;
  }
  const document::Control& control = entry.facts.control;
  out.title = control.title;
  out.id = control.id;
  out.version = control.version;
  out.approver = control.approver;
  out.date = control.date;
  out.state = state_of(entry);
  out.products = control.products;
  return out;
}

const review::DocumentEntry* entry_of(const review::Review& review, std::string_view path) {
  for (const review::DocumentEntry& entry : review.documents) {
    if (entry.path == path) return &entry;
  }
  return nullptr;
}

/// The name by which the review calls the folder of the set: the first that it was given.
std::string root_of_set(const std::string& set) {
  const auto real = platform::canonical(set);
  const std::string path = real ? *real : set;
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.empty() ? "root" : name;
}

std::string words(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// What the documents say to one requirement.
RequirementState state_of(const review::ConstraintResult& result, const review::Review& review) {
  RequirementState out;
  const packs::Constraint& constraint = *result.constraint;
  out.constraint = without_pack(constraint.id);
  out.text = constraint.text;
  out.level = base::word(constraint.level);
  out.verdict = base::word(result.verdict);
  out.reason = result.reason;
  out.met = result.verdict == review::Verdict::met || result.verdict == review::Verdict::not_applicable;
  out.beside_the_set = constraint.needs != packs::Needs::output;
  if (!result.evidence.empty()) {
    const review::Evidence& best = result.evidence.front();
    out.document = best.document;
    out.place = best.locator.text();
    out.quote = base::collapse_space(best.quote);
  }
  if (out.met) return out;
  out.finding = review::finding_text(result);
  const bool shall = constraint.level == packs::Level::shall;
  const auto gap = review::gap_of(result);
  out.blocks = shall && (!gap || gap->severity == packs::Severity::major);
  for (const review::Gap& each : review.gaps) {
    if (each.constraint == constraint.id && each.kind == review::GapKind::shortfall) out.remedy = each.remedy;
  }
  if (out.remedy.empty()) out.remedy = "Look at the documents that may hold it: crosswalk explain shows why.";
  return out;
}

/// Whether a constraint is one of the clauses of a release.
bool is_of_release(std::string_view id) {
  if (!id.starts_with(pack)) return false;
  const std::string_view clause = id.substr(pack.size(), id.find('/') - pack.size());
  const auto& all = release_clauses();
  return std::find(all.begin(), all.end(), clause) != all.end();
}

std::vector<RequirementState> requirements_of(const review::Review& review) {
  std::vector<RequirementState> out;
  std::set<std::string> seen;
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& result : clause.constraints) {
      const std::string& id = result.constraint->id;
      const bool asked = is_of_release(id) && seen.insert(id).second;
      if (asked) out.push_back(state_of(result, review));
    }
  }
  return out;
}

Finding finding_of(const RequirementState& one) {
  Finding out;
  out.weight = one.blocks ? Weight::blocks : Weight::remark;
  out.rule = "review/" + one.constraint;
  out.file = one.document;
  out.sentence = one.constraint + " is " + words(one.verdict) + ": " + one.finding;
  while (out.sentence.ends_with('.')) out.sentence.pop_back();
  out.advice = one.remedy;
  return out;
}

/// What records prove cannot be found in the set: one finding for all of it while nobody names where they lie.
Finding without_records(const std::vector<std::string>& constraints) {
  return {Weight::blocks,
          "review/records",
          "",
          0,
          std::to_string(constraints.size()) +
              " requirements are proven by records or procedures, which are not in the set: " + base::join(constraints, ", "),
          "name their folder: --documents DIR"};
}

void add_findings(const SetArguments& arguments, ReviewedSet& out) {
  std::vector<std::string> unproven;
  for (const RequirementState& one : out.requirements) {
    if (one.met) continue;
    if (arguments.documents.empty() && one.beside_the_set && one.blocks) {
      unproven.push_back(one.constraint);
    } else {
      out.findings.push_back(finding_of(one));
    }
  }
  if (!unproven.empty()) out.findings.push_back(without_records(unproven));
}

/// Passages of documents that count: the manufacturer's own that are in force.
std::vector<release::PartFound> coverage_of(const review::Review& review, const OpenedRelease& opened) {
  std::vector<release::Passage> passages;
  for (const review::ClauseResult& clause : review.clauses) {
    for (const review::ConstraintResult& result : clause.constraints) {
      for (const review::Evidence& evidence : result.evidence) {
        const bool says = evidence.verdict == review::Verdict::met || evidence.verdict == review::Verdict::partial;
        const review::DocumentEntry* entry = entry_of(review, evidence.document);
        if (!says || entry == nullptr || !entry->in_force || evidence.owner != document::Owner::own) continue;
        passages.push_back({without_pack(result.constraint->id), evidence.document, entry->facts.control.id,
                            entry->facts.control.version, evidence.locator.text(), evidence.verdict == review::Verdict::met});
      }
    }
  }
  std::set<std::string> without;
  for (const release::Entry& entry : opened.facts.entries("documents")) {
    if (entry.text("kind") == base::word(release::DocumentKind::conformance)) without.insert(entry.text("id"));
  }
  return coverage_found(passages, without);
}

/// Documents that contradict each other by their values, and what was forgotten in the register.
void add_contradictions(const review::Review& review, ReviewedSet& out) {
  for (const review::Gap& gap : review.gaps) {
    if (gap.kind == review::GapKind::shortfall) continue;
    const bool contradiction = gap.kind == review::GapKind::contradiction;
    Finding one;
    one.weight = gap.severity == packs::Severity::major ? Weight::blocks : Weight::remark;
    one.rule = contradiction ? "review/contradiction" : "review/register";
    one.file = gap.documents.empty() ? "" : gap.documents.front();
    one.sentence = gap.text;
    while (one.sentence.ends_with('.')) one.sentence.pop_back();
    one.advice = gap.remedy;
    out.findings.push_back(std::move(one));
  }
}

}  // namespace

const std::vector<std::string>& release_clauses() {
  static const std::vector<std::string> all{"4.1.9", "5.8.1", "5.8.2", "5.8.3", "5.8.4", "5.8.5", "5.8.6", "5.8.7"};
  return all;
}

base::Result<ReviewedSet> review_set(const SetArguments& arguments, const OpenedRelease& opened,
                                     const std::vector<release::Document>& documents) {
  ReviewedSet out;
  std::vector<std::string> clauses = release_clauses();
  for (const std::string& clause : annex_clauses()) {
    if (std::find(clauses.begin(), clauses.end(), clause) == clauses.end()) clauses.push_back(clause);
  }
  CW_ASSIGN_OR_RETURN(const review::Review review, reviewed(arguments, opened, std::move(clauses), out.interrupted));
  const std::string root = root_of_set(arguments.set);
  for (const review::DocumentEntry& entry : review.documents) {
    if (entry.root == root) {
      out.files.push_back(file_of(entry));
    } else if (entry.in_force && !entry.facts.control.id.empty()) {
      out.other_documents.insert(entry.facts.control.id);
    }
  }
  out.documents = documents_in(out.files, documents, opened.facts);
  std::set<std::string> versions;
  if (const disclosure::Product* product = opened.workspace.organisation.find(opened.facts.product())) {
    for (const disclosure::ProductVersion& version : product->versions) versions.insert(version.version);
  }
  out.findings = check_set(opened.facts, documents, out.files, versions);
  out.requirements = requirements_of(review);
  add_findings(arguments, out);
  add_contradictions(review, out);
  out.coverage = coverage_of(review, opened);
  const std::vector<Finding> coverage = check_coverage(opened.facts, out.coverage);
  out.findings.insert(out.findings.end(), coverage.begin(), coverage.end());
  return out;
}

base::Result<std::vector<release::PartFound>> review_coverage(const SetArguments& arguments, const OpenedRelease& opened) {
  bool stopped = false;
  CW_ASSIGN_OR_RETURN(const review::Review review, reviewed(arguments, opened, annex_clauses(), stopped));
  if (stopped) return base::Error{base::ErrorCode::interrupted, "--documents", "the review was ended before all files were read"};
  return coverage_of(review, opened);
}

}  // namespace crosswalk::cli
