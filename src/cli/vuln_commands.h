// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

// The subcommands of `crosswalk vuln`, one file each: every function adds one to `vuln`.
void add_vuln_add(CLI::App& vuln, int& exit_code);
void add_vuln_edit(CLI::App& vuln, int& exit_code);
void add_vuln_list(CLI::App& vuln, int& exit_code);
void add_vuln_show(CLI::App& vuln, int& exit_code);
void add_vuln_import(CLI::App& vuln, int& exit_code);
void add_vuln_export(CLI::App& vuln, int& exit_code);
void add_vuln_audit(CLI::App& vuln, int& exit_code);
void add_vuln_verify(CLI::App& vuln, int& exit_code);
void add_vuln_erase(CLI::App& vuln, int& exit_code);
void add_vuln_sign(CLI::App& vuln, int& exit_code);

}  // namespace crosswalk::cli
