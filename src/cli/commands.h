// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

// One function per line of commands.def: adds the subcommand to `app`; when it runs it writes its exit code to `exit_code`.
#define CW_COMMAND(name) void add_##name(CLI::App& app, int& exit_code);
#include "cli/commands.def"
#undef CW_COMMAND

}  // namespace crosswalk::cli
