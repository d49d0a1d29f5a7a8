// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "matching/match.h"
#include "matching/rule_set.h"
#include "review/review.h"

namespace crosswalk::review {

/// What a rule's match in a document is worth: not_found where it counts for nothing.
struct MatchVerdict {
  Verdict verdict = Verdict::not_found;
  /// For partial: the reason word.
  std::string reason;
  Assertion assertion = Assertion::asserted;
  /// Whether it is no more than a vague hint: what is denied or planned then says more.
  bool faint = false;
};
/// Turns what a rule promises into what its match is worth, given how the statement is made, where it stands and of whom the
/// document speaks.
MatchVerdict judge_match(const matching::Match& match, const packs::Constraint& constraint, const document::Document& document,
                         document::Owner owner);

/// A passage of a document that a question may be answered by, as evidence that decides nothing: a person has to read it.
/// `document` and `facts` are those of the file `path`; `needs` those of the constraint that asks.
Evidence proposal_of(const document::Document& document, document::Span passage, const document::Facts& facts,
                     std::string_view path, packs::Needs needs);

/// What one document, judged alone, says about every constraint of the rule set: those that are not not_found, in the order of
/// the packs. Control state and basis never lower it. `path` is the document's name in evidence; `unknown` a concept that is
/// taken to stand nowhere, as for matching::DocumentScan.
std::vector<DocumentVerdict> judge_document(const matching::RuleSet& rules, const document::Document& document,
                                            const document::Facts& facts, std::string_view path,
                                            matching::Scanner::Scratch& scratch, std::uint32_t unknown = matching::Cues::none);

}  // namespace crosswalk::review
