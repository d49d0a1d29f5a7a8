// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/common.h"
#include "comparison/render.h"
#include "platform/file.h"
#include "platform/terminal.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::string before;
  std::string after;
  std::string format;
  std::string out;
  std::string fail_on = "minor";
  bool expectations = false;
  bool unchanged = false;
  bool allow_undecided = false;
};

int exit_code_of(const Arguments& arguments, const comparison::Comparison& comparison) {
  if (!comparison.comparable) return arguments.allow_undecided ? clean : undecided;
  if (arguments.fail_on != "none") {
    const auto least = arguments.fail_on == "major" ? packs::Severity::major : packs::Severity::minor;
    for (const comparison::ConstraintChange& change : comparison.constraints) {
      if (is_worse(change, least, arguments.expectations)) return gaps;
    }
  }
  const bool open = comparison.count_newly_undecided() > 0 || comparison.count(comparison::Change::not_comparable) > 0;
  return open && !arguments.allow_undecided ? undecided : clean;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::string format, text_format(arguments.format, arguments.out));
  if (is_file(arguments.out)) CW_RETURN_IF_ERROR(platform::check_writable(arguments.out));
  CW_ASSIGN_OR_RETURN(const comparison::ReviewFile before, read_review_file(arguments.before));
  CW_ASSIGN_OR_RETURN(const comparison::ReviewFile after, read_review_file(arguments.after));
  const comparison::Comparison comparison = comparison::compare(before, after);
  const bool shown = format == "terminal" && !is_file(arguments.out);
  comparison::RenderOptions options;
  options.unchanged = arguments.unchanged;
  options.width = shown ? platform::terminal_width(platform::Stream::out) : 80;
  options.colour = shown && platform::colour_wanted(platform::Stream::out);
  reports::StringSink sink;
  const auto render = format == "json"       ? comparison::render_json
                      : format == "markdown" ? comparison::render_markdown
                                             : comparison::render_terminal;
  CW_RETURN_IF_ERROR(render(comparison, options, sink));
  CW_RETURN_IF_ERROR(write_out(arguments.out, sink.text()));
  return exit_code_of(arguments, comparison);
}

}  // namespace

void add_diff(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("diff", "Compare two reviews: which gaps are new, changed or closed, and why");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("OLD", arguments->before, "The older review, as 'crosswalk review --format json' wrote it")
      ->required()
      ->type_name("OLD.json");
  command->add_option("NEW", arguments->after, "The newer review of the same documents")->required()->type_name("NEW.json");
  command->add_option("--format", arguments->format, "terminal, json or md (default: by the ending of --out)")
      ->check(CLI::IsMember({"terminal", "json", "markdown", "md"}))
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write the comparison to this file")->type_name("FILE");
  command
      ->add_option("--fail-on", arguments->fail_on,
                   "Least severity of a new or worse gap that gives exit code 1: minor or major; none: gaps never do")
      ->check(CLI::IsMember({"none", "minor", "major"}))
      ->capture_default_str()
      ->type_name("SEVERITY");
  command->add_flag("--expectations", arguments->expectations, "Let what other rules expect fail the comparison, too");
  command->add_flag("--unchanged", arguments->unchanged, "List unchanged gaps, too");
  command->add_flag("--allow-undecided", arguments->allow_undecided, "No exit code 4");
  command->footer(
      "Exit codes:\n"
      "  0  nothing is worse\n"
      "  1  gaps at or above --fail-on are new or worse\n"
      "  2  wrong usage, or a file that is no review in JSON\n"
      "  3  a file could not be read, or the comparison not be written\n"
      "  4  no such gap, but something has become undecided or cannot be compared");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
