// SPDX-License-Identifier: Apache-2.0
#include "cli/case_workspace.h"

#include <algorithm>
#include <utility>

#include "cli/common.h"
#include "cli/workspace_files.h"
#include "disclosure/zone.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_regime = 1ULL << 20;

/// Adds the regimes of a folder, if there is one; a later one takes the place of one with the same id.
base::Result<void> add_regimes(const std::string& path, std::vector<disclosure::Regime>& regimes,
                               packs::Diagnostics& diagnostics) {
  if (!platform::kind_of(path)) return {};
  CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(path));
  CW_ASSIGN_OR_RETURN(std::vector<platform::Entry> entries, folder.entries(""));
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  std::vector<disclosure::Regime> found;
  for (const platform::Entry& entry : entries) {
    if (entry.kind != platform::EntryKind::file || !entry.name.ends_with(".yaml")) continue;
    const std::string file = path + "/" + entry.name;
    CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(file, largest_regime));
    if (auto regime = disclosure::load_regime(text, file, diagnostics)) found.push_back(std::move(*regime));
  }
  std::erase_if(regimes, [&](const disclosure::Regime& shipped) {
    return std::any_of(found.begin(), found.end(), [&](const disclosure::Regime& own) { return own.id == shipped.id; });
  });
  std::move(found.begin(), found.end(), std::back_inserter(regimes));
  return {};
}

}  // namespace

base::Result<CaseWorkspace> open_case_workspace(const std::string& named, const base::Date& as_of) {
  CW_ASSIGN_OR_RETURN(const WorkspaceFiles files, open_workspace(named, {}, {}));
  if (!files.workspace) {
    return base::Error{base::ErrorCode::usage, "no workspace",
                       "name the folder of crosswalk.yaml with --workspace DIR; 'crosswalk init DIR' makes one"};
  }
  return case_workspace_of(files.folder, *files.workspace, as_of);
}

base::Result<CaseWorkspace> case_workspace_of(const std::string& folder, const review::Workspace& workspace,
                                              const base::Date& as_of) {
  CaseWorkspace out;
  out.folder = folder;
  out.organisation = review::organisation_of(workspace);
  out.manufacturer.markets = out.organisation.markets;
  out.manufacturer.device = out.organisation.device;
  if (!out.organisation.time_zone.empty()) {
    CW_ASSIGN_OR_RETURN(out.manufacturer.zone, disclosure::Zone::named(out.organisation.time_zone));
  }
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  CW_RETURN_IF_ERROR(add_regimes(data + "/packs/regimes", out.regimes, diagnostics));
  CW_RETURN_IF_ERROR(add_regimes(out.folder + "/" + CaseWorkspace::regimes_folder, out.regimes, diagnostics));
  std::sort(out.regimes.begin(), out.regimes.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  disclosure::check_regimes(out.regimes, as_of, diagnostics);
  for (const std::string& market : disclosure::unwatched_markets(out.regimes, out.manufacturer)) {
    diagnostics.warning(
        folder + "/crosswalk.yaml", 0, 0, "no regime is known for the market '" + market + "': its clocks are not read",
        "markets are codes as \"EU\", \"DE\", \"US\"; a regime of your own goes into the folder 'regimes' (docs/clock.md)");
  }
  report(diagnostics);
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_workspace, out.folder, "its regimes"};
  return out;
}

base::Result<casebook::Casebook> open_casebook(const CaseWorkspace& workspace, store::Register::Access access) {
  auto opened = casebook::Casebook::open(workspace.register_path(), access);
  if (!opened && opened.error().code == base::ErrorCode::not_found) {
    return base::Error{base::ErrorCode::not_found, workspace.register_path(),
                       "there is no register of vulnerability cases yet; 'crosswalk vuln add' makes it"};
  }
  return opened;
}

}  // namespace crosswalk::cli
