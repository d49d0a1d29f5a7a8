// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "casebook/casebook.h"
#include "disclosure/clock.h"
#include "disclosure/organisation.h"
#include "disclosure/regime.h"
#include "review/workspace.h"

namespace crosswalk::cli {

/// A workspace as commands about vulnerability cases want it.
struct CaseWorkspace {
  /// Where crosswalk.yaml, the register and the user's own regimes and templates lie.
  std::string folder;
  disclosure::Organisation organisation;
  /// Whose clocks are read; made of the organisation.
  disclosure::Manufacturer manufacturer;
  /// The shipped ones and those of the folder `regimes`, sorted by id; one of the user's takes the place of a shipped one with
  /// the same id.
  std::vector<disclosure::Regime> regimes;

  /// Where the register of cases lies.
  [[nodiscard]] std::string register_path() const { return folder + "/" + register_file; }

  /// Names in the folder.
  static constexpr const char* register_file = "register.db";
  static constexpr const char* regimes_folder = "regimes";
  static constexpr const char* templates_folder = "templates";
};

/// Opens the workspace in `named`, or (empty) in the current folder. Mistakes, and regimes that nobody compared with their source
/// for a year before `as_of`, are written to standard error. Errors: usage, where there is no crosswalk.yaml;
/// malformed_workspace; not_readable.
base::Result<CaseWorkspace> open_case_workspace(const std::string& named, const base::Date& as_of);

/// The same of a workspace that was read already. Errors: malformed_workspace; not_readable.
base::Result<CaseWorkspace> case_workspace_of(const std::string& folder, const review::Workspace& workspace,
                                              const base::Date& as_of);

/// Opens the register of the workspace. Errors: not_found with what to do, where there is none; those of Casebook::open().
base::Result<casebook::Casebook> open_casebook(const CaseWorkspace& workspace, store::Register::Access access);

}  // namespace crosswalk::cli
