// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// The subcommands of `crosswalk release`, one file each: every function adds one to `release`, and writes its exit code when it
/// runs.
#define CW_SUBCOMMAND(name) void add_release_##name(CLI::App& release, int& exit_code)
CW_SUBCOMMAND(build);
CW_SUBCOMMAND(check);
CW_SUBCOMMAND(verify);
CW_SUBCOMMAND(init);
CW_SUBCOMMAND(schema);
#undef CW_SUBCOMMAND

}  // namespace crosswalk::cli
