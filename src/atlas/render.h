// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "atlas/coverage.h"
#include "base/result.h"
#include "reports/report.h"

namespace crosswalk::atlas {

/// What the reader asked for.
struct RenderOptions {
  /// Columns of the terminal; below 40 counts as 40.
  int width = 80;
  bool colour = false;
};

/// For a person in a terminal: a line of figures for each clause, then what carries over and what is new. Errors: those of the
/// sink.
base::Result<void> render_terminal(const Coverage& coverage, const RenderOptions& options, reports::Sink& sink);
/// The same with tables. Errors: those of the sink.
base::Result<void> render_markdown(const Coverage& coverage, const RenderOptions& options, reports::Sink& sink);
/// Everything, by schemas/map.schema.json. Errors: those of the sink.
base::Result<void> render_json(const Coverage& coverage, const RenderOptions& options, reports::Sink& sink);

/// "3 covered, 1 eased, 4 new", and "2 of 8 shown by the review" where there is one.
std::string figures_text(const ClauseCoverage& clause, bool with_review);

}  // namespace crosswalk::atlas
