// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "review/review.h"

namespace crosswalk::review {

/// How badly an auditor takes it: the pack's word for "verdict.reason" or for "verdict", else major for denied, not_found and
/// planned, minor for partial, but major for not_effective, placeholder and a coverage of 0. An expectation is always an
/// observation.
packs::Severity severity_of(const ConstraintResult& result);

/// The gap of a constraint, or nothing: only a shall or an expectation that is denied, not_found, planned or partial has one.
std::optional<Gap> gap_of(const ConstraintResult& result);

/// The entry for what the machine could not decide, or nothing: only a shall or an expectation that is not_evaluable or
/// needs_review has one.
std::optional<Undecided> undecided_of(const ConstraintResult& result);

/// The sentence that explains a verdict and its reason to a reader who knows neither word.
std::string finding_text(const ConstraintResult& result);

}  // namespace crosswalk::review
