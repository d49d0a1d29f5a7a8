// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace crosswalk::cli {

// The subcommands of `crosswalk advisory`, one file each: every function adds one to `advisory`.
void add_advisory_build(CLI::App& advisory, int& exit_code);
void add_advisory_publish(CLI::App& advisory, int& exit_code);
void add_advisory_check(CLI::App& advisory, int& exit_code);

}  // namespace crosswalk::cli
