// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "packs/catalogue.h"
#include "packs/pack.h"
#include "review/review.h"

namespace crosswalk::reports {

/// A pack of two clauses with every part of a clause page, and a third clause of which one constraint is shown under the first.
std::shared_ptr<const packs::Pack> sample_pack();

/// What the first clause of sample_pack() is mapped to.
std::vector<packs::Mapping> sample_mappings();

/// A review with every verdict, severity and status, 60 documents, decisions, coverage, products, hidden text, and document text
/// that attacks every renderer.
review::Review sample_review();

}  // namespace crosswalk::reports
