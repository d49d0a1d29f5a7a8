// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/common.h"
#include "cli/release_commands.h"
#include "cli/release_common.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::string version;
  std::string workspace;
  std::string format = "terminal";
};

std::string as_json(const OpenedRelease& opened, const std::vector<release::Document>& documents) {
  nlohmann::ordered_json out;
  out["product"] = opened.facts.product();
  out["version"] = opened.facts.version();
  out["documents"] = nlohmann::ordered_json::array();
  for (const release::Document& document : documents) {
    nlohmann::ordered_json one;
    one["kind"] = base::word(document.kind);
    one["id"] = document.id;
    one["state"] = base::word(document.paper.state);
    one["blanks"] = nlohmann::ordered_json::array();
    for (const writing::Blank& blank : document.blanks) {
      one["blanks"].push_back({{"type", base::word(blank.type)}, {"wanted", blank.wanted}});
    }
    out["documents"].push_back(std::move(one));
  }
  return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

base::Result<int> run(const Arguments& arguments) {
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(const auto opened, open_release(arguments.workspace, arguments.version, diagnostics));
  if (!opened || diagnostics.has_errors()) {
    report(diagnostics);
    return usage;
  }
  const auto documents = documents_of(*opened, diagnostics);
  report(diagnostics);
  if (!documents) return documents.error();
  bool open = false;
  std::string told = "Release " + opened->facts.version() + " of " + opened->facts.product() + "\n";
  for (const release::Document& document : *documents) {
    const bool approved = document.paper.state == writing::State::approved;
    open = open || !approved;
    told += std::string(approved ? "  approved  " : "  draft     ") + document.paper.title + ", " +
            std::to_string(document.blanks.size()) + (document.blanks.size() == 1 ? " blank\n" : " blanks\n");
  }
  if (arguments.format == "json") {
    CW_RETURN_IF_ERROR(write_out("-", as_json(*opened, *documents)));
  } else {
    CW_RETURN_IF_ERROR(tell(told + blanks_told(*documents)));
  }
  return open ? gaps : clean;
}

}  // namespace

void add_release_check(CLI::App& release, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      release.add_subcommand("check", "Whether the facts of a release hold together, and what its documents lack");
  command->add_option("VERSION", arguments->version, "The release: its facts stand in releases/VERSION.yaml")
      ->required()
      ->type_name("VERSION");
  command->add_option("--workspace", arguments->workspace, "The folder of crosswalk.yaml (default: the current one)")
      ->type_name("DIR");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->type_name("FORMAT");
  command->footer(
      "Exit codes:\n"
      "  0  every document is approved, and nothing in them is blank\n"
      "  1  a document is a draft, or has blanks\n"
      "  2  wrong usage, or a mistake in workspace, facts or templates\n"
      "  3  something could not be read");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
