// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "eval/corpus.h"
#include "eval/trial.h"

namespace crosswalk::eval {

/// Judges every cell again without the blocks that hold its labels' quotes ("labelled": the met should fall), and without as many
/// other blocks that are no headings ("unlabelled": it should stay). Which others depends on the document's and the constraint's
/// name alone. Cells none of whose quotes stands in the text are open.
Experiment ablate(const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs);

}  // namespace crosswalk::eval
