// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "reports/report.h"
#include "review/explain.h"

namespace crosswalk::reports {

/// Why a document's verdict is what it is, for a terminal of options.width columns: the rules that count, and the `nearest` rules
/// of those that do not hold. Errors: those of the sink.
base::Result<void> render_explanation_terminal(const review::Explanation& explanation, std::size_t nearest,
                                               const ReportOptions& options, Sink& sink);
/// All of it as JSON. Errors: those of the sink.
base::Result<void> render_explanation_json(const review::Explanation& explanation, Sink& sink);

}  // namespace crosswalk::reports
