// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "cli/case_workspace.h"
#include "disclosure/audit.h"
#include "store/register.h"

namespace crosswalk::cli {

/// What an audit of the register of a workspace came to.
struct CaseAudit {
  std::size_t cases = 0;
  /// The last change of the register.
  store::Change head;
  std::vector<disclosure::AuditFinding> findings;
};

/// Audits the register of a workspace, its chain of changes worked out again on the way. `input` says the moment and what is
/// looked at beside the cases; the rest of it is filled in here. Errors: as of open_casebook() and of reading it.
base::Result<CaseAudit> audit_cases(const CaseWorkspace& workspace, disclosure::AuditInput input);

}  // namespace crosswalk::cli
