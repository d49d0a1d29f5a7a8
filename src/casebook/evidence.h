// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "casebook/casebook.h"
#include "disclosure/clock.h"
#include "disclosure/regime.h"

namespace crosswalk::casebook {

/// The register as a document that a review judges by its values (facts::read_case_register()): the head of its chain and all
/// cases as they were at `as_of`, persons as references, in JSON, one case a paragraph; of the clocks of `regimes` whom they ask
/// to tell; and in each case those that ask to tell an authority, which events have started by `as_of` and which nothing answers
/// by then. The same register gives the same bytes. Errors: as of Casebook::find().
base::Result<std::string> evidence_text(const Casebook& casebook, std::span<const disclosure::Regime> regimes,
                                        const disclosure::Manufacturer& manufacturer, disclosure::Instant as_of);

/// One sentence for reports: how many changes there are, and the hash of the last one. Errors: as of Casebook::find().
base::Result<std::string> head_statement(const Casebook& casebook);

}  // namespace crosswalk::casebook
