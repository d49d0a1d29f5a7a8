// SPDX-License-Identifier: Apache-2.0
#include "cli/advisory_commands.h"

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace crosswalk::cli {

void add_advisory(CLI::App& app, int& exit_code) {
  CLI::App* advisory = app.add_subcommand("advisory", "Make, publish and check security advisories");
  advisory->require_subcommand(1);
  add_advisory_build(*advisory, exit_code);
  add_advisory_publish(*advisory, exit_code);
  add_advisory_check(*advisory, exit_code);
}

}  // namespace crosswalk::cli
