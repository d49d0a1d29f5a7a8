// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "packs/catalogue.h"
#include "packs/pack.h"
#include "reports/report.h"

namespace crosswalk::reports {

/// The page of one clause for a terminal of options.width columns, every part of it; what carries over and what it maps to comes
/// from the pack's mappings. Errors: those of the sink.
base::Result<void> render_clause_terminal(const packs::Pack& pack, const packs::Clause& clause,
                                          const std::vector<packs::Mapping>& mappings, const ReportOptions& options, Sink& sink);
/// The page of one clause as one self-contained HTML file. Errors: those of the sink.
base::Result<void> render_clause_html(const packs::Pack& pack, const packs::Clause& clause,
                                      const std::vector<packs::Mapping>& mappings, Sink& sink);

/// The mappings of one clause among those of its pack, in the order in which the pack names the works.
std::vector<const packs::Mapping*> mappings_of(const packs::Pack& pack, const std::vector<packs::Mapping>& mappings,
                                               const packs::Clause& clause);

/// The constraints of a clause's page: its own, then those of other clauses that it also shows, in the order of the pack.
std::vector<std::pair<const packs::Clause*, const packs::Constraint*>> constraints_on_page(const packs::Pack& pack,
                                                                                           const packs::Clause& clause);

}  // namespace crosswalk::reports
