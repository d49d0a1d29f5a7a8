// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "packs/pack.h"
#include "reports/report.h"

namespace crosswalk::reports {

/// The page of one clause for a terminal of options.width columns, every part of it. Errors: those of the sink.
base::Result<void> render_clause_terminal(const packs::Pack& pack, const packs::Clause& clause, const ReportOptions& options,
                                          Sink& sink);
/// The page of one clause as one self-contained HTML file. Errors: those of the sink.
base::Result<void> render_clause_html(const packs::Pack& pack, const packs::Clause& clause, Sink& sink);

/// The constraints of a clause's page: its own, then those of other clauses that it also shows, in the order of the pack.
std::vector<std::pair<const packs::Clause*, const packs::Constraint*>> constraints_on_page(const packs::Pack& pack,
                                                                                           const packs::Clause& clause);

}  // namespace crosswalk::reports
