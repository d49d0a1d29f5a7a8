// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "eval/corpus.h"
#include "eval/passage.h"
#include "eval/rewriting.h"
#include "eval/trial.h"

namespace crosswalk::eval {

/// How often the passages that carry a met are rewritten in one document before the cell is left open.
inline constexpr int most_rounds = 20;

/// Rewrites, in every cell, the passages that carry its met as each kind of Mutation, and judges again; where the met is then
/// carried by other passages, these too. Believed is what still carries a met though all of it was rewritten.
Experiment mutate(const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs,
                  Wordings set = Wordings::everyday);

/// Whether passages rewritten in this way are judged as they should be. Source: docs/measuring.md.
bool is_right(Mutation as, review::Verdict verdict, std::string_view reason);

/// The passages that carry a met of this verdict: those of its evidence, without labels of rows and headings of what is met
/// below.
std::vector<Passage> carriers(const document::Document& document, const review::DocumentVerdict& verdict);

}  // namespace crosswalk::eval
