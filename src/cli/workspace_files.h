// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "packs/pack.h"
#include "review/decisions.h"
#include "review/workspace.h"

namespace crosswalk::cli {

/// The two files of a workspace folder, read.
struct WorkspaceFiles {
  /// Empty: no workspace.
  std::string folder;
  bool named = false;
  std::optional<review::Workspace> workspace;
  std::string workspace_text;
  std::vector<review::Decision> decisions;
  std::string decisions_text;
};

/// Names of the files in the folder.
inline constexpr const char* workspace_file = "crosswalk.yaml";
inline constexpr const char* decisions_file = "decisions.yaml";

/// Reads the workspace that the user names, or else the one of the current folder if it holds a crosswalk.yaml and is no part of
/// what is reviewed. Without packs it is not checked against them. Mistakes are written to standard error. Errors:
/// malformed_workspace, not_found, not_readable.
base::Result<WorkspaceFiles> open_workspace(const std::string& named, const std::vector<std::string>& reviewed,
                                            const std::vector<std::shared_ptr<const packs::Pack>>& packs);

}  // namespace crosswalk::cli
