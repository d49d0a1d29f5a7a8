// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_commands.h"

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace crosswalk::cli {

void add_vuln(CLI::App& app, int& exit_code) {
  CLI::App* vuln = app.add_subcommand("vuln", "Keep the register of vulnerability cases");
  vuln->require_subcommand(1);
  add_vuln_add(*vuln, exit_code);
  add_vuln_edit(*vuln, exit_code);
  add_vuln_list(*vuln, exit_code);
  add_vuln_show(*vuln, exit_code);
  add_vuln_export(*vuln, exit_code);
  add_vuln_verify(*vuln, exit_code);
  add_vuln_erase(*vuln, exit_code);
  add_vuln_sign(*vuln, exit_code);
}

}  // namespace crosswalk::cli
