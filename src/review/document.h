// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "document/document.h"
#include "matching/match.h"
#include "matching/rule_set.h"
#include "review/review.h"

namespace crosswalk::review {

/// What one document, judged alone, says about every constraint of the rule set: those that are not not_found, in the order of
/// the packs. Control state and basis never lower it. `path` is the document's name in evidence.
std::vector<DocumentVerdict> judge_document(const matching::RuleSet& rules, const document::Document& document,
                                            const document::Facts& facts, std::string_view path,
                                            matching::Scanner::Scratch& scratch);

}  // namespace crosswalk::review
