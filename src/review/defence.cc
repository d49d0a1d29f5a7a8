// SPDX-License-Identifier: Apache-2.0
#include "review/defence.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace crosswalk::review {
namespace {

constexpr std::size_t documents_named = 5;

bool is_own(const ConstraintResult& result, const packs::Clause& clause) {
  return std::any_of(clause.constraints.begin(), clause.constraints.end(),
                     [&](const packs::Constraint& constraint) { return constraint.id == result.constraint->id; });
}

std::string without_stop(std::string_view text) {
  text = base::trim(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ':')) text.remove_suffix(1);
  return std::string(text);
}

/// The documents in force whose passages carry the constraint, in the order of the evidence.
std::string carriers(const ConstraintResult& result, const std::map<std::string, const DocumentEntry*>& documents) {
  std::vector<std::string> names;
  std::vector<std::string> seen;
  for (const Evidence& evidence : result.evidence) {
    if (evidence.verdict != Verdict::met) continue;
    if (std::find(seen.begin(), seen.end(), evidence.document) != seen.end()) continue;
    const auto found = documents.find(evidence.document);
    if (found == documents.end() || !found->second->in_force) continue;
    seen.push_back(evidence.document);
    names.push_back(citation(*found->second));
  }
  if (names.size() > documents_named) {
    const std::size_t more = names.size() - documents_named;
    names.resize(documents_named);
    return base::join(names, "; ") + " and " + std::to_string(more) + " more";
  }
  return base::join(names, "; ");
}

bool has_caveat(const ConstraintResult& result, std::string_view caveat) {
  return std::find(result.caveats.begin(), result.caveats.end(), caveat) != result.caveats.end();
}

}  // namespace

std::string citation(const DocumentEntry& entry) {
  const document::Control& control = entry.facts.control;
  std::vector<std::string> facts;
  if (!control.id.empty()) facts.push_back(base::collapse_space(control.id));
  if (!control.version.empty()) facts.push_back("version " + base::collapse_space(control.version));
  std::string out = control.title.empty() ? entry.path : "\"" + base::collapse_space(control.title) + "\"";
  if (!facts.empty()) out += " (" + base::join(facts, ", ") + ")";
  return out;
}

std::string audit_defence(const ClauseResult& clause, const std::map<std::string, const DocumentEntry*>& documents) {
  std::vector<std::string> lines;
  std::vector<std::string> open;
  for (const ConstraintResult& result : clause.constraints) {
    if (!is_own(result, *clause.clause)) continue;
    const packs::Constraint& constraint = *result.constraint;
    const bool asked = constraint.level == packs::Level::shall || constraint.level == packs::Level::expectation;
    if (result.verdict != Verdict::met) {
      const bool decided = result.verdict == Verdict::not_applicable || result.verdict == Verdict::informative;
      if (asked && !decided) open.push_back(constraint.slug + " (" + std::string(base::word(result.verdict)) + ")");
      continue;
    }
    std::string line = without_stop(constraint.defence.empty() ? constraint.text : constraint.defence);
    const std::string names = carriers(result, documents);
    if (!names.empty()) line += ": " + names;
    line += ".";
    if (result.decision && result.reason == "decision") {
      line += " This rests on a decision of " + result.decision->by + " (" + result.decision->role + ", " + result.decision->on +
              ").";
    }
    if (has_caveat(result, "no_record_yet")) line += " There was no occasion for a record yet.";
    lines.push_back(std::move(line));
  }
  if (lines.empty()) return {};
  if (!open.empty()) lines.push_back("Open: " + base::join(open, ", ") + ".");
  return base::join(lines, "\n");
}

}  // namespace crosswalk::review
