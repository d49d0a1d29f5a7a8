// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "casebook/casebook.h"
#include "disclosure/regime.h"

namespace crosswalk::casebook {

/// The register as a document that a review judges by its values (facts::read_case_register()): the head of its chain and all
/// cases, persons as references, in JSON, one case a paragraph; and of the clocks of `regimes` whom they ask to tell. The same
/// register gives the same bytes. Errors: as of Casebook::find().
base::Result<std::string> evidence_text(const Casebook& casebook, std::span<const disclosure::Regime> regimes);

/// One sentence for reports: how many changes there are, and the hash of the last one. Errors: as of Casebook::find().
base::Result<std::string> head_statement(const Casebook& casebook);

}  // namespace crosswalk::casebook
