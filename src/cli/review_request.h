// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/workspace_files.h"
#include "pipeline/run.h"

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// The options that `review` and `decide` share: what is reviewed, by what, and how.
struct ReviewArguments {
  std::vector<std::string> paths;
  std::string workspace;
  std::vector<std::string> packs;
  std::vector<std::string> clauses;
  std::string product;
  std::vector<std::string> ignore;
  std::string as_of;
  unsigned jobs = 0;
  std::uint32_t ocr_pages = extraction::Limits().ocr_pages;
  bool unsandboxed = false;
  bool no_cache = false;
  bool strict = false;
  bool quiet = false;
};

/// Adds the paths and options that say what is reviewed; `arguments` has to outlive the parsing.
void add_review_options(CLI::App& command, ReviewArguments& arguments);

/// A review with the workspace that it was made with.
struct Reviewed {
  pipeline::Outcome outcome;
  WorkspaceFiles files;
};
/// The review by these arguments; progress is shown on standard error if that is a terminal. Errors: usage, those of the
/// workspace, of the packs and of pipeline::run().
base::Result<Reviewed> run_review(const ReviewArguments& arguments);

}  // namespace crosswalk::cli
