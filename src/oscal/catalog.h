// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "packs/catalogue.h"
#include "packs/pack.h"
#include "reports/report.h"

namespace crosswalk::oscal {

/// Writes a pack as an OSCAL catalog in JSON: a group per chapter, a control per clause, its requirement as a statement with one
/// item per constraint, and the page's explanations as guidance. `as_of` is "2026-01-31". Errors: those of the sink.
/// Source: OSCAL 1.2.1, catalog model.
base::Result<void> render_catalog(const packs::Pack& pack, std::string_view as_of, reports::Sink& sink);

/// Writes a neighbouring work as an OSCAL catalog in JSON: a control per part. Errors: those of the sink.
base::Result<void> render_catalog(const packs::Catalogue& catalogue, std::string_view as_of, reports::Sink& sink);

}  // namespace crosswalk::oscal
