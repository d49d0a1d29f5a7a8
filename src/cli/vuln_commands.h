// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// The subcommands of `crosswalk vuln`, one file each: every function adds one to `vuln`, and writes its exit code when it runs.
#define CW_SUBCOMMAND(name) void add_vuln_##name(CLI::App& vuln, int& exit_code)
/// Adds `vuln add`: a new case.
CW_SUBCOMMAND(add);
/// Adds `vuln edit`: a change of a case.
CW_SUBCOMMAND(edit);
/// Adds `vuln list`: the cases in a table.
CW_SUBCOMMAND(list);
/// Adds `vuln show`: all that is known of a case.
CW_SUBCOMMAND(show);
/// Adds `vuln import`: cases out of files of others.
CW_SUBCOMMAND(import);
/// Adds `vuln export`: cases as files.
CW_SUBCOMMAND(export);
/// Adds `vuln audit`: what was forgotten.
CW_SUBCOMMAND(audit);
/// Adds `vuln verify`: the chain worked out again.
CW_SUBCOMMAND(verify);
/// Adds `vuln erase`: a person is taken out.
CW_SUBCOMMAND(erase);
/// Adds `vuln sign`: the signed head of the chain.
CW_SUBCOMMAND(sign);
#undef CW_SUBCOMMAND

}  // namespace crosswalk::cli
