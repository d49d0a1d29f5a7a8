// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "extraction/pool.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "facts/facts.h"
#include "pipeline/run.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/process.h"
#include "platform/signals.h"

namespace crosswalk::cli {
namespace {

base::Result<void> write_manual(const CLI::App& app, const std::string& folder) {
  for (const auto& [path, text] : manual_files(app)) {
    const std::string whole = folder + "/" + path;
    CW_RETURN_IF_ERROR(platform::make_private_folder(whole.substr(0, whole.rfind('/'))));
    CW_RETURN_IF_ERROR(platform::write_file_atomically(whole, text));
  }
  return {};
}

int run(int argc, char** argv) {
  // A worker process of a review: never called by people.
  if (argc == 2 && std::string_view(argv[1]) == "--worker") {
    extraction::WorkerSetup setup;
    setup.fill_facts = facts::fill;
    return extraction::run_worker(platform::kChannelDescriptor, extraction::reader_of, setup);
  }
  // What locks in a converter of a worker pool.
  if (argc > 2 && std::string_view(argv[1]) == "--confined") return extraction::run_confined({argv + 2, argv + argc});
  platform::install_signal_handlers();
  CLI::App app{
      "Shows what the documents of a health-software manufacturer prove of\n"
      "IEC 81001-5-1, with verified quotes. Reads only; nothing leaves this machine.\n",
      "crosswalk"};
  app.formatter(help_formatter());
  app.get_help_ptr()->description("Show this help");
  app.set_version_flag("--version", "crosswalk " + std::string(pipeline::tool_version()), "Show the version");
  app.require_subcommand(1);
  int exit_code = clean;
#define CW_COMMAND(name) add_##name(app, exit_code);
#include "cli/commands.def"
#undef CW_COMMAND
  app.footer(
      "Begin with:  crosswalk review FOLDER\n"
      "             crosswalk review FOLDER --out review.html\n"
      "             crosswalk clause show 4.1.7");
  // Manual pages and completions, into a folder: called when packages are built.
  if (argc == 3 && std::string_view(argv[1]) == "--manual") {
    const auto written = write_manual(app, argv[2]);
    return written ? clean : report(written.error());
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help and --version
    const std::string lines = wrong_usage(app, error);
    for (const std::string_view line : base::split(lines, '\n')) say(line);
    return usage;
  }
  return exit_code;
}

}  // namespace
}  // namespace crosswalk::cli

int main(int argc, char** argv) {
  try {
    return crosswalk::cli::run(argc, argv);
  } catch (const std::exception& error) {
    // Nothing throws on purpose; what does all the same (no memory left) ends in words and not in a core file.
    std::fprintf(stderr, "crosswalk: %s\n", error.what());
    return crosswalk::cli::failed;
  }
}
