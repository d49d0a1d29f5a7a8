// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "cli/vuln_fields.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  WriterArguments writer;
  FieldOptions fields;
  std::string from;
  bool dry_run = false;
};

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedWriter writer,
                      open_writer_or_preview(arguments.dry_run, arguments.writer, "added to the register"));
  disclosure::Case one;
  std::vector<std::string> obstacles;
  if (!arguments.from.empty()) {
    std::vector<artifacts::Finding> findings;
    CW_ASSIGN_OR_RETURN(one, read_case_file(arguments.from, findings));
    obstacles = lines_of(arguments.from == "-" ? "standard input" : arguments.from, findings);
    if (!one.id.empty()) say("note: the id " + one.id + " of the file is not kept; the register gives its own");
    one.id.clear();
  }
  CW_RETURN_IF_ERROR(apply(arguments.fields, writer.workspace, writer.signature, one));
  const std::vector<std::string> further = obstacles_of(one, writer.workspace.manufacturer.zone);
  obstacles.insert(obstacles.end(), further.begin(), further.end());
  for (const std::string& line : obstacles) say_wrapped(line);
  if (!obstacles.empty()) {
    say("nothing was kept");
    return gaps;
  }
  say_remarks({}, one, writer.workspace, writer.signature.at);
  if (arguments.dry_run) {
    CW_RETURN_IF_ERROR(tell(text_of(casebook::changes_between({}, one), writer.workspace.manufacturer.zone)));
    say("nothing was kept: a dry run");
    return clean;
  }
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_or_make(writer));
  const int year = writer.workspace.manufacturer.zone.day_of(writer.signature.at).year;
  const std::string prefix = writer.workspace.organisation.publisher.case_prefix + std::to_string(year) + "-";
  CW_ASSIGN_OR_RETURN(const std::string id, book.add(std::move(one), prefix, writer.signature));
  CW_RETURN_IF_ERROR(tell(id + "\n"));
  return clean;
}

}  // namespace

void add_vuln_add(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("add", "Add a case; prints its id when it is on the disk");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--from", arguments->from, "A case in JSON (- is standard input); options come on top")->type_name("FILE");
  add_writer_options(*command, arguments->writer);
  add_field_options(*command, arguments->fields);
  command->add_flag("--dry-run", arguments->dry_run, "Check and show it, and keep nothing");
  command->footer(
      "Exit codes:\n"
      "  0  the case was added\n"
      "  1  something is wrong or missing: nothing was kept\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  a file could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
