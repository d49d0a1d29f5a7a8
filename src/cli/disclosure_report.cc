// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cli/common.h"
#include "cli/disclosure_commands.h"
#include "cli/vuln_common.h"
#include "cli/year_page.h"
#include "disclosure/timeliness.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Stage;
using disclosure::StageTimes;

struct Arguments {
  ReaderArguments reader;
  int year = 0;
  std::string format = "terminal";
  std::string out;
};

/// When a case came to each stage, by its changes.
base::Result<StageTimes> stage_times(const casebook::Casebook& book, const std::string& id) {
  CW_ASSIGN_OR_RETURN(const std::vector<casebook::HistoryEntry> history, book.history(id));
  StageTimes out;
  for (std::size_t i = 0; i < history.size(); ++i) {
    for (const casebook::FieldChange& change : history[i].fields) {
      if (change.field != "/stage") continue;
      const std::string word = change.after.size() < 2 ? "" : change.after.substr(1, change.after.size() - 2);
      const auto stage = base::from_word<Stage>(word);
      // A case that was taken in at a later stage came to it before anybody wrote it down.
      if (!stage || i == 0) continue;
      std::optional<artifacts::time::Instant>& known = out[static_cast<std::size_t>(*stage)];
      if (!known) known = artifacts::time::parse_rfc3339(history[i].at);
    }
  }
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedReader moment, open_reader(arguments.reader));
  const disclosure::Zone& zone = moment.workspace.manufacturer.zone;
  if (moment.as_of < zone.beginning_of({arguments.year, 1, 1}))
    return base::Error{base::ErrorCode::usage, "--year", "the year has not begun at that time"};
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(moment.workspace, store::Register::Access::read));
  const artifacts::time::Instant until = disclosure::end_of_year(arguments.year, moment.as_of, zone);
  std::vector<disclosure::Case> cases;
  CW_RETURN_IF_ERROR(book.for_each([&](const disclosure::Case& one) {
    if (disclosure::is_of_year(one, arguments.year, until, zone)) cases.push_back(one);
    return true;
  }));
  std::unordered_map<std::string, StageTimes> stages;
  for (const disclosure::Case& one : cases) {
    CW_ASSIGN_OR_RETURN(stages[one.id], stage_times(book, one.id));
  }
  CW_ASSIGN_OR_RETURN(const store::Change head, book.head());
  const disclosure::YearInput input{
      arguments.year, moment.as_of, &moment.workspace.organisation, moment.workspace.regimes, moment.workspace.manufacturer,
      &stages};
  const disclosure::YearReport report = disclosure::report_year(cases, input);
  const std::string& name = moment.workspace.organisation.name;
  if (arguments.format == "json") {
    const auto json = year_json(name, report, zone, head.hash);
    CW_RETURN_IF_ERROR(
        write_out(arguments.out,
                  writing::harmless_json(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n")));
    return clean;
  }
  const writing::Paper page = year_page(name, report, zone, head.hash);
  const std::string text = arguments.format == "html"       ? writing::as_html(page)
                           : arguments.format == "markdown" ? writing::as_markdown(page)
                                                            : writing::as_text(page, 80);
  CW_RETURN_IF_ERROR(write_out(arguments.out, text));
  return clean;
}

}  // namespace

void add_disclosure_report(CLI::App& disclosure, int& exit_code) {
  CLI::App* command = disclosure.add_subcommand("report", "Show how timely a year's cases were, as a draft of the yearly review");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--year", arguments->year, "The year")->required()->check(CLI::Range(1990, 9998))->type_name("YEAR");
  add_reader_options(*command, arguments->reader, as_of_events);
  command->add_option("--format", arguments->format, "terminal, markdown, html or json")
      ->check(CLI::IsMember({"terminal", "markdown", "html", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Where it is written; standard output where nothing is said")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  the report is written\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register could not be read, or the report not be written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
