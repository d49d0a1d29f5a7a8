// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// The subcommands of `crosswalk disclosure`, one file each: every function adds one to `disclosure`, and writes its exit code
/// when it runs.
#define CW_SUBCOMMAND(name) void add_disclosure_##name(CLI::App& disclosure, int& exit_code)
/// Drafts of policy, security.txt and PSIRT procedure.
CW_SUBCOMMAND(init);
CW_SUBCOMMAND(notify);
CW_SUBCOMMAND(open);
CW_SUBCOMMAND(report);
#undef CW_SUBCOMMAND

}  // namespace crosswalk::cli
