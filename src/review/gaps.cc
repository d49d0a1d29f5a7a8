// SPDX-License-Identifier: Apache-2.0
#include "review/gaps.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace crosswalk::review {
namespace {

using packs::Level;
using packs::Severity;

/// What each reason of a partial verdict means, as a sentence.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> partial_texts{{
    {"vague", "The documents touch on it, but not clearly enough for an auditor."},
    {"implied", "It can only be inferred from the documents; none says it."},
    {"placeholder", "The place for it is there, but only holds a placeholder."},
    {"optional_instruction", "The documents leave it to the reader whether it is done."},
    {"conditional", "The documents say it only under a condition."},
    {"incomplete", "Only a part of it is there."},
    {"wrong_deadline", "The documents set a time limit that does not hold here."},
    {"standard_not_security", "The documents speak of another standard than one for security."},
    {"safety_only", "The documents say it of safety, not of security."},
    {"other_subject", "The documents say it of something else."},
    {"unticked", "The box for it is there, but not ticked."},
    {"process_only", "A document says that it is done; what shows it is missing."},
    {"record_only", "A record shows it; the document that has to say or hand it out is missing."},
    {"output_only", "It stands in what is handed out; the process or record behind it is missing."},
    {"not_effective", "It is only in documents that are not in force."},
    {"other_version", "It is only in documents of another version of the product."},
    {"other_standard", "It is said of another standard than this one."},
    {"decision", "A person decided so."},
}};

/// What to do about a partial verdict that only the folder has: the document that carries the point says enough, so that a remedy
/// about its wording would mislead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> folder_remedies{{
    {"process_only",
     "Keep what shows that it was done for this product: the filled-in form, the issued document or the log entry, with date."},
    {"record_only", "Put the rule behind it into a controlled procedure or policy, so that it holds for the next case too."},
    {"output_only", "Put the rule behind it into a controlled procedure or policy, and keep the record that it was followed."},
    {"not_effective", "Release the document that says it: approver, date and version, and take superseded copies out of use."},
    {"other_version",
     "Bring the document up to the current version of the product, or state that it holds for that version too."},
    {"incomplete", "Add what is missing to each document named here, as a new revision."},
}};

std::string files(std::size_t count) { return std::to_string(count) + (count == 1 ? " file" : " files"); }

/// What files that were judged by their values lack, as sentences: of the first three.
std::string lacking_text(const ConstraintResult& result) {
  constexpr std::size_t shown = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(shown, result.lacking.size()); ++i) {
    out += " In \"" + result.lacking[i].document + "\": " + result.lacking[i].text + ".";
  }
  return out;
}

/// The document whose passage makes the verdict, as the beginning of a sentence.
std::string who_says(const ConstraintResult& result, Verdict verdict) {
  std::set<std::string_view> speakers;
  std::string_view first;
  for (const Evidence& evidence : result.evidence) {
    if (evidence.verdict == verdict && speakers.insert(evidence.document).second && first.empty()) first = evidence.document;
  }
  if (speakers.empty()) return "A document says";
  std::string text = "\"" + std::string(first) + "\"";
  if (speakers.size() == 1) return text + " says";
  return text + " and " + std::to_string(speakers.size() - 1) +
         (speakers.size() == 2 ? " other document say" : " other documents say");
}

std::vector<std::string> documents_of(const ConstraintResult& result) {
  std::vector<std::string> out;
  std::set<std::string_view> seen;
  const auto add = [&](const std::string& path) {
    if (seen.insert(path).second) out.push_back(path);
  };
  if (result.coverage && result.coverage->with < result.coverage->of) {
    for (const std::string& path : result.coverage->without) add(path);
    return out;
  }
  for (const Evidence& evidence : result.evidence) add(evidence.document);
  for (const std::string& path : result.candidates) add(path);
  return out;
}

}  // namespace

Severity severity_of(const ConstraintResult& result) {
  if (result.constraint->level == Level::expectation) return Severity::observation;
  const std::string verdict(base::word(result.verdict));
  const auto& overrides = result.constraint->severity;
  if (!result.reason.empty()) {
    const auto found = overrides.find(verdict + "." + result.reason);
    if (found != overrides.end()) return found->second;
  }
  const auto found = overrides.find(verdict);
  if (found != overrides.end()) return found->second;
  if (result.verdict != Verdict::partial) return Severity::major;
  const bool none_covered = result.coverage && result.coverage->of > 0 && result.coverage->with == 0;
  if (result.reason == "not_effective" || result.reason == "placeholder" || none_covered) return Severity::major;
  return Severity::minor;
}

std::string finding_text(const ConstraintResult& result) {
  switch (result.verdict) {
    case Verdict::met:
      return "The documents in force show it.";
    case Verdict::denied:
      return who_says(result, Verdict::denied) + " that this is not done or not given.";
    case Verdict::planned:
      return who_says(result, Verdict::planned) + " that it is still to come.";
    case Verdict::not_found: {
      if (result.reason == "decision") return "A person decided that the evidence does not show it.";
      if (result.coverage && result.coverage->of > 0) {
        return "None of " + files(static_cast<std::size_t>(result.coverage->of)) + " that should carry it does." +
               lacking_text(result);
      }
      std::string text = "No document in force says anything about it.";
      if (result.unreadable_files > 0) {
        text += " " + files(static_cast<std::size_t>(result.unreadable_files)) + " of the folder could not be read.";
      }
      return text + lacking_text(result);
    }
    case Verdict::partial: {
      std::string text;
      for (const auto& [reason, meaning] : partial_texts) {
        if (reason == result.reason) text = meaning;
      }
      if (text.empty()) text = "Only a part of it is there.";
      if (result.coverage && result.coverage->with < result.coverage->of) {
        text = std::to_string(result.coverage->with) + " of " + files(static_cast<std::size_t>(result.coverage->of)) +
               " that should carry it do" + (result.coverage->with == 1 ? "es." : ".");
      }
      return text + lacking_text(result);
    }
    case Verdict::not_evaluable:
      return files(result.candidates.size()) + " that may show it could not be read.";
    case Verdict::needs_review:
      if (result.reason == "conflict") return "Documents in force contradict each other.";
      if (result.reason == "applicability")
        return "It is said not to apply, but this is not approved, or a document contradicts.";
      if (result.reason == "question") return "Only a reader can answer this.";
      return "A person has to look at it.";
    case Verdict::not_applicable:
      return "It does not apply.";
    case Verdict::informative:
      return "It is for information only.";
  }
  return {};
}

std::optional<Gap> gap_of(const ConstraintResult& result) {
  const packs::Constraint& constraint = *result.constraint;
  if (constraint.level != Level::shall && constraint.level != Level::expectation) return std::nullopt;
  const bool open = result.verdict == Verdict::denied || result.verdict == Verdict::not_found ||
                    result.verdict == Verdict::planned || result.verdict == Verdict::partial;
  if (!open) return std::nullopt;

  Gap gap;
  gap.id = "GAP-" + constraint.id;
  gap.severity = severity_of(result);
  gap.text = finding_text(result);
  gap.constraint = constraint.id;
  const std::string verdict(base::word(result.verdict));
  for (const std::string& key : {verdict + "." + result.reason, verdict, std::string("default")}) {
    const auto found = constraint.remedy.find(key);
    if (found == constraint.remedy.end() || found->second.empty()) continue;
    gap.remedy = found->second;
    break;
  }
  if (result.verdict == Verdict::partial && !constraint.remedy.contains(verdict + "." + result.reason)) {
    for (const auto& [reason, remedy] : folder_remedies) {
      const bool of_folder = reason == result.reason && (reason != "incomplete" || result.coverage);
      if (of_folder) gap.remedy = remedy;
    }
  }
  if (gap.remedy.empty()) gap.remedy = "Show in a document in force: " + constraint.text;
  gap.demanded_by = constraint.demanded_by;
  gap.documents = documents_of(result);
  return gap;
}

std::optional<Undecided> undecided_of(const ConstraintResult& result) {
  const packs::Constraint& constraint = *result.constraint;
  if (constraint.level != Level::shall && constraint.level != Level::expectation) return std::nullopt;
  if (result.verdict != Verdict::not_evaluable && result.verdict != Verdict::needs_review) return std::nullopt;
  Undecided out;
  out.level = constraint.level;
  out.constraint = constraint.id;
  out.verdict = result.verdict;
  out.reason = result.reason;
  out.question = constraint.question.empty() ? constraint.text : constraint.question;
  out.documents = documents_of(result);
  return out;
}

}  // namespace crosswalk::review
