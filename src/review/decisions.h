// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "packs/diagnostics.h"
#include "review/review.h"

namespace crosswalk::review {

/// A passage as far as decisions are bound to it.
struct EvidenceKey {
  std::string_view document;
  std::string_view quote;
  Verdict verdict = Verdict::not_found;
};

/// What a decision on the whole folder is bound to: the machine's verdict, the quotes and their documents, and the records that
/// lack the point. Lower-case hexadecimal SHA-256. `all` holds all passages in their order.
std::string evidence_sha256(const ConstraintResult& result, const std::vector<EvidenceKey>& all);
/// What a decision on one document is bound to: its verdict and quotes; `verdict` is nullptr where the document says nothing.
/// `shelf` holds evidence that is parked.
std::string evidence_sha256(const DocumentVerdict* verdict, const EvidenceShelf* shelf);

/// Reads decisions.yaml; `name` stands in messages. An empty text holds no decisions.
///
/// Errors: malformed_workspace where `diagnostics` then holds an error.
base::Result<std::vector<Decision>> load_decisions(std::string_view text, std::string_view name, packs::Diagnostics& diagnostics);

/// Makes a decision on what a review shows, bound to its evidence and pack.
///
/// `constraint` is a full id or "clause/slug"; `document` is documents[].path, or empty for the folder.
/// Errors: usage (kind, reason, by or role missing or wrong, or no such document), unknown_constraint (not in this review).
base::Result<Decision> make_decision(const Review& review, std::string_view kind, std::string_view constraint,
                                     std::string_view document, std::string_view reason, std::string_view by,
                                     std::string_view role, base::Date on);

/// `text` (of decisions.yaml, may be empty) with the decision added at the end; what stands there already, comments too, stays as
/// it is. A later decision on the same constraint and document takes the place of an earlier one.
///
/// Errors: malformed_workspace where `text` cannot be added to because it does not load.
base::Result<std::string> append_decision(std::string_view text, const Decision& decision);

/// The decisions that count: of several on the same constraint and document the last one.
std::vector<Decision> latest_decisions(const std::vector<Decision>& decisions);

}  // namespace crosswalk::review
