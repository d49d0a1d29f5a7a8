// SPDX-License-Identifier: Apache-2.0
#include "cli/disclosure_commands.h"

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace crosswalk::cli {

void add_disclosure(CLI::App& app, int& exit_code) {
  CLI::App* disclosure =
      app.add_subcommand("disclosure", "Write the policy of disclosure, record who was told, and review the year");
  disclosure->require_subcommand(1);
  add_disclosure_init(*disclosure, exit_code);
  add_disclosure_notify(*disclosure, exit_code);
  add_disclosure_open(*disclosure, exit_code);
  add_disclosure_report(*disclosure, exit_code);
}

}  // namespace crosswalk::cli
