// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/case_workspace.h"
#include "disclosure/audit.h"

namespace crosswalk::cli {

/// Where an audit looks beside the register.
struct AuditSources {
  /// Bills of materials beside those that the workspace's product versions name.
  std::vector<std::string> sboms;
  /// A folder of vulnerability records, as for `sbom vulns`; empty: no component is looked up.
  std::string database;
  std::vector<std::string> security_txt;
  /// The folder of static files of a CSAF provider; empty: none.
  std::string provider;
  bool unsandboxed = false;
};

/// Looks up the components of the workspace's bills of materials (those of supported versions) and of `sources.sboms` in the
/// database; what cannot be read goes to standard error. What a bill settles by itself is left out.
///
/// Errors: usage, where there is no bill of materials; those of reading files and of do_locked().
base::Result<std::vector<disclosure::KnownVulnerability>> known_vulnerabilities(const CaseWorkspace& workspace,
                                                                                const AuditSources& sources);

/// What security.txt files say: those named, and that of the provider's folder. Errors: those of reading and of do_locked().
base::Result<std::vector<disclosure::SecurityTxtState>> security_txt_states(const AuditSources& sources,
                                                                            artifacts::time::Instant as_of);

/// SHA-256 of all JSON files in a folder and the folders in it. Errors: those of reading; limit_exceeded.
base::Result<std::set<std::string>> hashes_of(const std::string& folder);

}  // namespace crosswalk::cli
