// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifacts/json/value.h"
#include "artifacts/osv/vulnerability.h"
#include "intake/intake.h"

namespace crosswalk::intake {

/// One case per vulnerability of a supplier's advisory in CSAF 2.0. What it says of products is about components of ours: which
/// products of ours have them, and whether they are affected, is for us to find out. What it says of remediation is quoted in the
/// description.
Intake cases_of_csaf(const artifacts::json::Value& root, const Options& options);

/// One case per record of OSV or CVE: packages become components, aliases become ids. Records that were withdrawn are errors.
Intake cases_of_records(const std::vector<artifacts::osv::Record>& records, Format format, const Options& options);

}  // namespace crosswalk::intake
