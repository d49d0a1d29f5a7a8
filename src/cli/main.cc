// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "cli/common.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "facts/facts.h"
#include "pipeline/run.h"
#include "platform/process.h"
#include "platform/signals.h"

int main(int argc, char** argv) {
  using namespace crosswalk;
  // A worker process of a review: never called by people.
  if (argc == 2 && std::string_view(argv[1]) == "--worker") {
    extraction::WorkerSetup setup;
    setup.fill_facts = facts::fill;
    return extraction::run_worker(platform::kChannelDescriptor, extraction::extractor_of, setup);
  }
  platform::install_signal_handlers();
  CLI::App app{
      "Shows what the documents of a health-software manufacturer prove of IEC 81001-5-1, with verified quotes.\n"
      "Reads only; nothing leaves this machine.",
      "crosswalk"};
  app.set_version_flag("--version", "crosswalk " + std::string(pipeline::tool_version()));
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 clean, 1 gaps, 2 wrong usage or broken pack or workspace, 3 could not be done, 4 undecided, 130 "
      "interrupted.");
  int exit_code = cli::clean;
#define CW_COMMAND(name) cli::add_##name(app, exit_code);
#include "cli/commands.def"
#undef CW_COMMAND
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::clean : cli::usage;
  }
  return exit_code;
}
