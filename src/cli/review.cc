// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/review_request.h"
#include "platform/terminal.h"
#include "reports/report.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  ReviewArguments review;
  std::string format;
  std::string out;
  std::string detail;
  std::string quotes;
  std::string fail_on = "major";
  bool expectations = false;
  bool allow_undecided = false;
};

/// Whether a gap of this severity makes the review fail.
bool fails(const Arguments& arguments, const review::Gap& gap) {
  switch (gap.severity) {
    case packs::Severity::major:
      return arguments.fail_on != "none";
    case packs::Severity::minor:
      return arguments.fail_on == "minor";
    case packs::Severity::observation:
      return arguments.expectations && arguments.fail_on != "none";
  }
  return false;
}

int exit_code_of(const Arguments& arguments, const pipeline::Outcome& outcome) {
  if (outcome.interrupted) return interrupted;
  for (const review::Gap& gap : outcome.review.gaps) {
    if (fails(arguments, gap)) return gaps;
  }
  return outcome.review.count_undecided_shalls() > 0 && !arguments.allow_undecided ? undecided : clean;
}

base::Result<void> render(const Arguments& arguments, const review::Review& review) {
  reports::ReportOptions options;
  options.expectations = arguments.expectations;
  if (!arguments.quotes.empty()) {
    options.quotes = arguments.quotes == "full"    ? reports::Quotes::full
                     : arguments.quotes == "short" ? reports::Quotes::short_
                                                   : reports::Quotes::none;
  }
  const bool to_file = !arguments.out.empty() && arguments.out != "-";
  const std::size_t dot = arguments.out.rfind('.');
  const std::string ending = to_file && dot != std::string::npos ? arguments.out.substr(dot + 1) : "";
  const reports::ReportFormat* format =
      !arguments.format.empty() ? reports::find_report(arguments.format) : reports::find_report(ending);
  if (format == nullptr) format = reports::find_report("terminal");

  const auto render_as = [&](const reports::ReportFormat& kind, const std::string& out) -> base::Result<void> {
    const bool terminal = kind.name == "terminal";
    const bool shown = terminal && (out.empty() || out == "-");
    options.detail = arguments.detail.empty()        ? (terminal ? reports::Detail::summary : reports::Detail::detailed)
                     : arguments.detail == "summary" ? reports::Detail::summary
                                                     : reports::Detail::detailed;
    options.width = shown ? platform::terminal_width(platform::Stream::out) : 80;
    options.colour = shown && platform::colour_wanted(platform::Stream::out);
    reports::StringSink sink;
    CW_RETURN_IF_ERROR(kind.render(review, options, sink));
    return write_out(out, sink.text());
  };
  CW_RETURN_IF_ERROR(render_as(*format, arguments.out));
  // Whoever writes a file still wants to see in the terminal how it went.
  if (to_file && !arguments.review.quiet) CW_RETURN_IF_ERROR(render_as(*reports::find_report("terminal"), ""));
  return {};
}

int run(const Arguments& arguments) {
  const auto reviewed = run_review(arguments.review);
  if (!reviewed) return report(reviewed.error());
  if (const auto written = render(arguments, reviewed->outcome.review); !written) return report(written.error());
  return exit_code_of(arguments, reviewed->outcome);
}

}  // namespace

void add_review(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("review", "Review documents: verdict, quote, gap and remedy per requirement");
  auto arguments = std::make_shared<Arguments>();
  add_review_options(*command, arguments->review);
  std::vector<std::string> formats;
  for (const reports::ReportFormat& format : reports::all_reports()) {
    formats.emplace_back(format.name);
    if (format.ending.substr(1) != format.name) formats.emplace_back(format.ending.substr(1));
  }
  command->add_option("--format", arguments->format, "terminal, html, json or md (default: by the ending of --out)")
      ->check(CLI::IsMember(formats))
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write the report to this file")->type_name("FILE");
  command->add_option("--report", arguments->detail, "summary or detailed (default: summary in the terminal)")
      ->check(CLI::IsMember({"summary", "detailed"}))
      ->type_name("DETAIL");
  command->add_option("--quotes", arguments->quotes, "full, short or none")
      ->check(CLI::IsMember({"full", "short", "none"}))
      ->type_name("LENGTH");
  command->add_option("--fail-on", arguments->fail_on, "Least severity of a gap that gives exit code 1: none, minor, major")
      ->check(CLI::IsMember({"none", "minor", "major"}))
      ->capture_default_str()
      ->type_name("SEVERITY");
  command->add_flag("--expectations", arguments->expectations, "Show what other rules expect, and let it fail the review too");
  command->add_flag("--allow-undecided", arguments->allow_undecided, "No exit code 4 for what needs a person's eye");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace crosswalk::cli
