// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/common.h"
#include "platform/terminal.h"
#include "reports/clause_page/clause_page.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::vector<std::string> packs;
  std::string clause;
  std::string html;
};

base::Result<void> list(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const auto packs, load_packs(arguments.packs));
  std::string out;
  for (const auto& pack : packs) {
    for (const packs::Clause& clause : pack->clauses) {
      out += clause.id + "  " + clause.title + " (" + std::to_string(reports::constraints_on_page(*pack, clause).size()) +
             " constraints" + (clause.has_page ? "" : ", no page") + ")\n";
    }
  }
  return write_out("", out);
}

base::Result<void> show(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const atlas::Atlas atlas, load_atlas(arguments.packs));
  for (const auto& [pack, mappings] : atlas.standards) {
    for (const packs::Clause& clause : pack->clauses) {
      if (clause.number != arguments.clause && clause.id != arguments.clause) continue;
      if (!clause.has_page) {
        return base::Error{base::ErrorCode::usage, arguments.clause,
                           "the clause has no page; 'crosswalk review FOLDER --clause " + clause.number + "' reviews it"};
      }
      reports::StringSink sink;
      if (!arguments.html.empty()) {
        CW_RETURN_IF_ERROR(reports::render_clause_html(*pack, clause, mappings, sink));
        return write_out(arguments.html, sink.text());
      }
      reports::ReportOptions options;
      options.width = platform::terminal_width(platform::Stream::out);
      options.colour = platform::colour_wanted(platform::Stream::out);
      CW_RETURN_IF_ERROR(reports::render_clause_terminal(*pack, clause, mappings, options, sink));
      return write_out("", sink.text());
    }
  }
  return base::Error{base::ErrorCode::unknown_clause, arguments.clause, {}};
}

}  // namespace

void add_clause(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("clause", "What a clause asks, why, and what auditors look for");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  const auto finish = [&exit_code](const base::Result<void>& result) { exit_code = result ? clean : report(result.error()); };
  CLI::App* all = command->add_subcommand("list", "The clauses of all packs");
  add_packs_option(*all, arguments->packs);
  all->callback([arguments, finish] { finish(list(*arguments)); });
  CLI::App* page = command->add_subcommand("show", "The page of one clause");
  add_packs_option(*page, arguments->packs);
  page->add_option("CLAUSE", arguments->clause, "Its number, e.g. 4.1.7")->required()->type_name("CLAUSE");
  page->add_option("--html", arguments->html, "Write the page to this file instead")->type_name("FILE");
  page->callback([arguments, finish] { finish(show(*arguments)); });
}

}  // namespace crosswalk::cli
