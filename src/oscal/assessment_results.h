// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "reports/report.h"
#include "review/review.h"

namespace crosswalk::oscal {

/// Writes a review as OSCAL assessment results in JSON: an observation per passage shown, a finding per constraint, a risk per
/// gap, a resource per document. Of `options` only the length of quotes counts. Errors: those of the sink.
/// Source: OSCAL 1.2.1, assessment results model.
base::Result<void> render_assessment_results(const review::Review& review, const reports::ReportOptions& options,
                                             reports::Sink& sink);

/// How `review --format oscal` is listed beside the formats of reports.
inline constexpr reports::ReportFormat kReportFormat{"oscal", ".oscal.json", "OSCAL assessment results, for tools of assessors",
                                                     &render_assessment_results};

}  // namespace crosswalk::oscal
