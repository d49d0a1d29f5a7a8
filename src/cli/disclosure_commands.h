// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

// The subcommands of `crosswalk disclosure`, one file each: every function adds one to `disclosure`.
/// Drafts of policy, security.txt and PSIRT procedure.
void add_disclosure_init(CLI::App& disclosure, int& exit_code);
void add_disclosure_notify(CLI::App& disclosure, int& exit_code);
void add_disclosure_open(CLI::App& disclosure, int& exit_code);
void add_disclosure_report(CLI::App& disclosure, int& exit_code);

}  // namespace crosswalk::cli
