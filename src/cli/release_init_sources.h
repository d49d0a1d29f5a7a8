// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/case_workspace.h"
#include "cli/release_init_wire.h"
#include "gathering/tables.h"

namespace crosswalk::cli {

/// How files are taken in.
struct SourceOptions {
  gathering::TableOptions tables;
  bool unsandboxed = false;
};

/// Reads a file and takes from it what a release can use; what kind of file it is tell its content and its name. What decodes it
/// runs in a locked copy of the process. Origins name it by its path in the workspace, else by its own name.
///
/// Errors: usage, where nobody knows such a file; those of reading and of do_locked().
base::Result<TakenSource> take_source(const std::string& path, const CaseWorkspace& workspace, const SourceOptions& options);

/// The release before: releases/PREVIOUS.yaml. `others` are what the sources say of this one. Errors: not_found; malformed_data
/// with its first mistake.
base::Result<TakenSource> take_previous(const std::string& path, const std::string& name, const std::vector<TakenSource>& others);

/// What the register of the workspace says of a version of a product; nothing taken where there is no register. Errors: those of
/// open_casebook().
base::Result<TakenSource> take_register(const CaseWorkspace& workspace, const std::string& product, const std::string& version);

}  // namespace crosswalk::cli
