// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "atlas/atlas.h"
#include "atlas/coverage.h"
#include "base/result.h"
#include "reports/report.h"

namespace crosswalk::oscal {

/// Writes what carries over as an OSCAL mapping collection in JSON: a mapping per work that is followed (the source) to the one
/// that is wanted (the target), a map per pair, and the clauses that the work says nothing about as gaps. `as_of` is
/// "2026-01-31"; `atlas` is the one of `coverage`. Errors: those of the sink. Source: OSCAL 1.2.1, control mapping model; NIST IR
/// 8477.
base::Result<void> render_mapping(const atlas::Atlas& atlas, const atlas::Coverage& coverage, std::string_view as_of,
                                  reports::Sink& sink);

}  // namespace crosswalk::oscal
