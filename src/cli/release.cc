// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/release_commands.h"

namespace crosswalk::cli {

void add_release(CLI::App& app, int& exit_code) {
  CLI::App* release = app.add_subcommand("release", "Documents that come with a release (5.8.2), from its facts");
  release->require_subcommand(1);
  add_release_init(*release, exit_code);
  add_release_build(*release, exit_code);
  add_release_check(*release, exit_code);
  add_release_verify(*release, exit_code);
  add_release_schema(*release, exit_code);
}

}  // namespace crosswalk::cli
