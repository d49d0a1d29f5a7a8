// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;

struct Arguments {
  WriterArguments writer;
  std::string person;
  bool yes = false;
};

/// The cases that name a person now, and how often.
base::Result<std::string> mentions_of(const casebook::Casebook& book, const std::string& person) {
  std::string out;
  base::Result<void> looked;
  CW_RETURN_IF_ERROR(book.for_each([&](const Case& stored) {
    Case one = stored;
    std::size_t times = 0;
    for (const disclosure::Person* each : disclosure::persons_of(one)) {
      const auto name = book.person(each->text);
      if (!name) {
        looked = name.error();
        return false;
      }
      if (*name == person) ++times;
    }
    if (times > 0)
      add_wrapped(out, 2, 4, one.id + ", " + std::to_string(times) + (times == 1 ? " time: " : " times: ") + one.title);
    return true;
  }));
  CW_RETURN_IF_ERROR(looked);
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedWriter writer, open_writer_or_preview(!arguments.yes, arguments.writer, {}));
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_casebook(writer.workspace, store::Register::Access::write));
  CW_ASSIGN_OR_RETURN(const bool known, book.knows(arguments.person));
  if (!known) return base::Error{base::ErrorCode::not_in_register, arguments.person, "it knows nobody by exactly this text"};
  CW_ASSIGN_OR_RETURN(const std::string mentions, mentions_of(book, arguments.person));
  std::string text = "Named now in\n" + (mentions.empty() ? "  no case\n" : mentions);
  add_wrapped(
      text, 0, 0,
      "and wherever the history names the same text: as somebody who made changes, or in earlier states. Free texts "
      "(titles, descriptions, notes, reasons) are not searched: look through them with 'crosswalk vuln list --text'. Copies "
      "of the file and exports are not reached.");
  CW_RETURN_IF_ERROR(tell(text));
  if (!arguments.yes) {
    CW_RETURN_IF_ERROR(tell("nothing was erased: it cannot be undone; say --yes to do it\n"));
    return gaps;
  }
  CW_RETURN_IF_ERROR(book.erase(arguments.person, writer.signature));
  CW_RETURN_IF_ERROR(tell("erased\n"));
  return clean;
}

}  // namespace

void add_vuln_erase(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("erase", "Erase a person from the register for good; the chain goes on to hold");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("PERSON", arguments->person, "The text that stands for the person, as 'vuln show' has it")
      ->required()
      ->type_name("\"NAME <MAIL>\"");
  add_writer_options(*command, arguments->writer);
  command->add_flag("--yes", arguments->yes, "Do it; else it is only shown what would be erased");
  command->footer(
      "Exit codes:\n"
      "  0  erased\n"
      "  1  nothing was erased: --yes is missing\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register knows nobody by this text, or could not be changed");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
