// SPDX-License-Identifier: Apache-2.0
#include "review/applicability.h"

#include <optional>
#include <vector>

#include "base/text.h"

namespace crosswalk::review {
namespace {

/// What an approval lacks, or empty.
std::string missing(const std::string& reason, const std::string& approver, const std::string& role,
                    const std::optional<base::Date>& date, base::Date as_of) {
  std::vector<std::string> lacks;
  if (base::trim(reason).empty()) lacks.emplace_back("reason");
  if (base::trim(approver).empty()) lacks.emplace_back("approver");
  if (base::trim(role).empty()) lacks.emplace_back("role");
  if (!date) lacks.emplace_back("date");
  if (!lacks.empty()) return "without " + base::join(lacks, ", ");
  if (*date > as_of) return "approved on " + date->iso() + ", after the day of this review";
  return {};
}

/// `statement`: a Tailoring, or the ConditionAnswer.
template <class Statement>
Applicability left_out(const std::string& what, const Statement& statement, base::Date as_of) {
  const std::string lacks = missing(statement.reason, statement.approver, statement.role, statement.date, as_of);
  const std::string reason = base::collapse_space(statement.reason);
  std::string said = what + (reason.empty() ? "" : ": " + reason);
  if (!lacks.empty()) return {Applicability::Answer::left_out_unapproved, what + " " + lacks, said + " (" + lacks + ")"};
  said += " (approved by " + base::collapse_space(statement.approver) + ", " + base::collapse_space(statement.role) + ", " +
          statement.date->iso() + ")";
  return {Applicability::Answer::left_out, statement.reason, std::move(said)};
}

}  // namespace

bool names_constraint(std::string_view written, const packs::Constraint& constraint) {
  const std::string_view id = constraint.id;
  if (written == id) return true;
  const std::size_t colon = id.find(':');
  return colon != std::string_view::npos && written == id.substr(colon + 1);
}

Applicability applicability_of(const packs::Constraint& constraint, const Workspace* workspace, base::Date as_of) {
  if (workspace != nullptr) {
    for (const Tailoring& one : workspace->tailoring) {
      if (!names_constraint(one.constraint, constraint)) continue;
      return left_out("left out", one, as_of);
    }
  }
  if (constraint.applies_if.empty()) return {};
  if (workspace == nullptr) return {Applicability::Answer::unanswered, constraint.applies_if, {}};
  const auto found = workspace->conditions.find(constraint.applies_if);
  if (found == workspace->conditions.end()) return {Applicability::Answer::unanswered, constraint.applies_if, {}};
  const ConditionAnswer& answer = found->second;
  if (answer.yes) return {};
  return left_out(constraint.applies_if + " answered no", answer, as_of);
}

const NoEvent* no_event_for(const packs::Constraint& constraint, const Workspace* workspace, base::Date as_of) {
  if (workspace == nullptr) return nullptr;
  for (const NoEvent& one : workspace->no_event) {
    if (!names_constraint(one.constraint, constraint)) continue;
    const bool complete = !base::trim(one.reason).empty() && !base::trim(one.role).empty() && one.date && *one.date <= as_of;
    if (complete) return &one;
  }
  return nullptr;
}

}  // namespace crosswalk::review
