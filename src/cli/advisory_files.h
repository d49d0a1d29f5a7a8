// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "packs/diagnostics.h"
#include "writing/paper.h"
#include "writing/template.h"

namespace crosswalk::cli {

/// A template by its name ("customer-notice"): NAME.md in the workspace's folder `templates`, or else the shipped one.
/// Errors: not_found, not_readable, limit_exceeded.
base::Result<writing::TemplateFile> read_template(const std::string& workspace_folder, const std::string& name);

/// What the workspace's papers look like: templates/brand.yaml with its logo; an empty one where there is no such file. Mistakes
/// go to `diagnostics`. Errors: not_readable, limit_exceeded.
base::Result<writing::Brand> read_workspace_brand(const std::string& workspace_folder, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::cli
