// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "comparison/comparison.h"
#include "packs/pack.h"
#include "reports/report.h"

namespace crosswalk::comparison {

/// What the reader asked for.
struct RenderOptions {
  /// Columns of the terminal; below 40 counts as 40.
  int width = 80;
  bool colour = false;
  /// Whether unchanged gaps are listed, too; they are always counted.
  bool unchanged = false;
};

/// One difference as a phrase without an end: "\"SOP-1.md\" changed". Text of documents in it is not yet made harmless.
std::string cause_text(const Cause& cause);
/// What became of a constraint, as one word for people: "new", "worse", "better".
std::string change_text(const ConstraintChange& change);
/// The verdict before and after: "met → partial (incomplete; 4 of 5 records carry it)".
std::string verdicts_text(const ConstraintChange& change);
/// One sentence: how many gaps are new, worse, closed.
std::string closing_text(const Comparison& comparison);

/// For a person in a terminal. Errors: those of the sink.
base::Result<void> render_terminal(const Comparison& comparison, const RenderOptions& options, reports::Sink& sink);
/// For a comment on a merge request: short, at most a hundred entries in a list. Errors: those of the sink.
base::Result<void> render_markdown(const Comparison& comparison, const RenderOptions& options, reports::Sink& sink);
/// Everything, by schemas/diff.schema.json. Errors: those of the sink.
base::Result<void> render_json(const Comparison& comparison, const RenderOptions& options, reports::Sink& sink);

}  // namespace crosswalk::comparison
