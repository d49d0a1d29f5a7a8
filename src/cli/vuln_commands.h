// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

// The subcommands of `crosswalk vuln`, one file each: every function adds one to `vuln`.
/// Adds `vuln add`: a new case.
void add_vuln_add(CLI::App& vuln, int& exit_code);
/// Adds `vuln edit`: a change of a case.
void add_vuln_edit(CLI::App& vuln, int& exit_code);
/// Adds `vuln list`: the cases in a table.
void add_vuln_list(CLI::App& vuln, int& exit_code);
/// Adds `vuln show`: all that is known of a case.
void add_vuln_show(CLI::App& vuln, int& exit_code);
/// Adds `vuln import`: cases out of files of others.
void add_vuln_import(CLI::App& vuln, int& exit_code);
/// Adds `vuln export`: cases as files.
void add_vuln_export(CLI::App& vuln, int& exit_code);
/// Adds `vuln audit`: what was forgotten.
void add_vuln_audit(CLI::App& vuln, int& exit_code);
/// Adds `vuln verify`: the chain worked out again.
void add_vuln_verify(CLI::App& vuln, int& exit_code);
/// Adds `vuln erase`: a person is taken out.
void add_vuln_erase(CLI::App& vuln, int& exit_code);
/// Adds `vuln sign`: the signed head of the chain.
void add_vuln_sign(CLI::App& vuln, int& exit_code);

}  // namespace crosswalk::cli
