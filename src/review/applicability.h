// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/date.h"
#include "packs/pack.h"
#include "review/workspace.h"

namespace crosswalk::review {

/// What the workspace says on whether a constraint applies.
struct Applicability {
  enum class Answer {
    applies,
    /// The condition has no answer: it applies, and is listed.
    unanswered,
    /// Left out, with reason, approver, role and date.
    left_out,
    /// Left out, but one of these is missing, or the date lies after the review's.
    left_out_unapproved,
  };
  Answer answer = Answer::applies;
  /// For people: the reason given, or what is missing.
  std::string why;
  /// Left out, in full: "has-x answered no: the reason (approved by J. Doe, head of quality, 2026-01-31)".
  std::string said{};
};

/// Looks at tailoring first and then at the condition. `workspace` may be nullptr.
Applicability applicability_of(const packs::Constraint& constraint, const Workspace* workspace, base::Date as_of);

/// Whether `written` ("pack:clause/slug" or "clause/slug") names the constraint.
bool names_constraint(std::string_view written, const packs::Constraint& constraint);

/// The statement that no event happened for the constraint, if it is complete (reason, role, date); else nullptr.
const NoEvent* no_event_for(const packs::Constraint& constraint, const Workspace* workspace, base::Date as_of);

}  // namespace crosswalk::review
