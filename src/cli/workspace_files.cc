// SPDX-License-Identifier: Apache-2.0
#include "cli/workspace_files.h"

#include "cli/common.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "sources/listing.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_file = 8ULL << 20;

/// Whether the current folder is a reviewed one or lies in one: then what it holds is a document like any other.
bool is_reviewed(const std::vector<std::string>& reviewed) {
  const auto here = platform::canonical(".");
  if (!here) return true;
  for (const std::string& path : reviewed) {
    const std::string there = sources::local_place_of(path);
    if (!there.empty() && is_within(*here, there)) return true;
  }
  return false;
}

/// The text of a file that may be missing.
base::Result<std::string> read_if_there(const std::string& path) {
  auto text = platform::read_file(path, largest_file);
  if (!text && text.error().code == base::ErrorCode::not_found) return std::string();
  return text;
}

}  // namespace

base::Result<WorkspaceFiles> open_workspace(const std::string& named, const std::vector<std::string>& reviewed,
                                            const std::vector<std::shared_ptr<const packs::Pack>>& packs) {
  WorkspaceFiles files;
  files.named = !named.empty();
  if (files.named) {
    files.folder = named;
  } else if (!is_reviewed(reviewed) && platform::kind_of(workspace_file)) {
    files.folder = ".";
  } else {
    return files;
  }
  if (files.named) CW_RETURN_IF_ERROR(check_folders({named}, "a crosswalk.yaml ('crosswalk init' writes one)"));
  packs::Diagnostics diagnostics;
  const std::string path = files.folder + "/" + workspace_file;
  auto text = platform::read_file(path, largest_file);
  if (!text && text.error().code == base::ErrorCode::not_found) {
    return base::Error{base::ErrorCode::malformed_workspace, path,
                       "no such file; 'crosswalk init " + files.folder + "' writes it"};
  }
  if (!text) return text.error();
  files.workspace_text = std::move(*text);
  auto workspace = review::load_workspace(files.workspace_text, path, diagnostics);
  if (workspace && !packs.empty()) review::check_workspace(*workspace, packs, path, diagnostics);
  const std::string decisions_path = files.folder + "/" + decisions_file;
  CW_ASSIGN_OR_RETURN(files.decisions_text, read_if_there(decisions_path));
  auto decisions = review::load_decisions(files.decisions_text, decisions_path, diagnostics);
  report(diagnostics);
  if (!workspace) return workspace.error();
  if (!decisions) return decisions.error();
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_workspace, path, {}};
  files.workspace = std::move(*workspace);
  files.decisions = std::move(*decisions);
  return files;
}

}  // namespace crosswalk::cli
