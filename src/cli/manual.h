// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// Manual pages (man/man1/crosswalk.1, and one per command) and completions of shells (completions/crosswalk.bash, .zsh, .fish),
/// made of the same commands and options as --help: path to content. Source: man-pages(7), groff_man(7); bash(1), Programmable
/// Completion; zshcompsys(1); fish, complete.
std::map<std::string, std::string> manual_files(const CLI::App& app);

}  // namespace crosswalk::cli
