// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/case_workspace.h"
#include "disclosure/case.h"
#include "packs/diagnostics.h"
#include "release/documents.h"
#include "release/facts.h"
#include "release/vulnerabilities.h"

namespace crosswalk::cli {

/// A release as its commands want it.
struct OpenedRelease {
  CaseWorkspace workspace;
  /// With what the register says of this version (release::add_register()).
  release::ReleaseFacts facts;
  /// Of the version before; nothing where it has no file.
  std::optional<release::ReleaseFacts> previous;
  /// The cases of the register, persons as references, and what they say of this version; none where there is no register.
  std::vector<disclosure::Case> cases;
  std::vector<release::CaseStatus> statuses;
};

/// The folder of release files in a workspace.
inline constexpr const char* releases_folder = "releases";

/// "releases/4.3.0.yaml", the file of a version in its workspace. Errors: usage, for what cannot be the name of a file.
base::Result<std::string> release_file(const std::string& version);

/// Opens releases/VERSION.yaml of the workspace in `named` (empty: this folder), and that of the version before. Mistakes go to
/// `diagnostics`; nothing where the file cannot be read as facts. Errors: usage; not_found with what to do; those of
/// open_case_workspace(); not_readable.
base::Result<std::optional<OpenedRelease>> open_release(const std::string& named, const std::string& version,
                                                        packs::Diagnostics& diagnostics);

/// What the papers of the workspace look like, with the manufacturer's name. Errors: as of read_workspace_brand().
base::Result<writing::Brand> brand_of(const OpenedRelease& opened, packs::Diagnostics& diagnostics);

/// The same, with the house's DOCX or DOTX file `house_template` in place of that of the workspace; empty: that of the workspace.
/// Says which styles the template does not have. Errors: as of brand_of(), read_docx_template() and missing_styles_told().
base::Result<writing::Brand> looks_of(const OpenedRelease& opened, const std::string& house_template);

/// A document in a format: docx, pdf, html or md. Errors: as of docx_of() and writing::as_pdf().
base::Result<std::string> written(const release::Document& document, std::string_view format, const writing::Brand& brand);

/// Makes the documents of a release in the look of the workspace. Errors: as of release::make_documents().
base::Result<std::vector<release::Document>> documents_of(const OpenedRelease& opened, packs::Diagnostics& diagnostics);

/// The blanks of documents in words, a line each, for a terminal.
std::string blanks_told(const std::vector<release::Document>& documents);

}  // namespace crosswalk::cli
