// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/review_request.h"
#include "cli/second_reading.h"
#include "oscal/assessment_results.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/signals.h"
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
  bool second_reader = false;
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

bool is_file(const std::string& out) { return !out.empty() && out != "-" && out != "/dev/stdout"; }

/// The format that is asked for, by name or by the ending of --out. Errors: usage.
base::Result<const reports::ReportFormat*> format_of(const Arguments& arguments) {
  if (arguments.format == oscal::kReportFormat.name) return &oscal::kReportFormat;
  if (!arguments.format.empty()) return reports::find_report(arguments.format);
  if (!is_file(arguments.out) || arguments.out.starts_with("/dev/")) return reports::find_report("terminal");
  const std::string name = arguments.out.substr(arguments.out.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  const reports::ReportFormat* format = dot == std::string::npos ? nullptr : reports::find_report(name.substr(dot + 1));
  if (format != nullptr) return format;
  return base::Error{base::ErrorCode::usage, "--out " + arguments.out,
                     "no report has this ending; use .html, .json, .md or .txt, or name a --format"};
}

/// Whether the report can be written to --out, found out before the documents are read. Nothing is written among the reviewed
/// documents: the next review would take the report for one of them. Errors: usage, not_writable.
base::Result<void> check_out(const Arguments& arguments) {
  if (!is_file(arguments.out)) return {};
  CW_RETURN_IF_ERROR(platform::check_writable(arguments.out));
  const std::size_t slash = arguments.out.rfind('/');
  const auto own = platform::canonical(arguments.out);
  const auto folder = platform::canonical(slash == std::string::npos ? "." : arguments.out.substr(0, slash + 1));
  for (const std::string& path : arguments.review.paths) {
    const auto reviewed = path == "-" ? base::Result<std::string>(base::Error{}) : platform::canonical(path);
    if (!reviewed) continue;
    if ((own && is_within(*own, *reviewed)) || (folder && is_within(*folder, *reviewed))) {
      return base::Error{base::ErrorCode::usage, "--out " + arguments.out,
                         "lies in what is reviewed, where nothing is written; choose a place outside of " + path};
    }
  }
  return {};
}

base::Result<void> render(const Arguments& arguments, const reports::ReportFormat& format, const review::Review& review) {
  reports::ReportOptions options;
  options.expectations = arguments.expectations;
  if (!arguments.quotes.empty()) {
    options.quotes = arguments.quotes == "full"    ? reports::Quotes::full
                     : arguments.quotes == "short" ? reports::Quotes::short_
                                                   : reports::Quotes::none;
  }
  const auto render_as = [&](const reports::ReportFormat& kind, const std::string& out) -> base::Result<void> {
    const bool terminal = kind.name == "terminal";
    const bool shown = terminal && !is_file(out);
    options.detail = arguments.detail.empty()        ? (terminal ? reports::Detail::summary : reports::Detail::detailed)
                     : arguments.detail == "summary" ? reports::Detail::summary
                                                     : reports::Detail::detailed;
    options.width = shown ? platform::terminal_width(platform::Stream::out) : 80;
    options.colour = shown && platform::colour_wanted(platform::Stream::out);
    CW_ASSIGN_OR_RETURN(OutSink sink, OutSink::begin(out));
    CW_RETURN_IF_ERROR(kind.render(review, options, sink));
    return sink.commit();
  };
  const auto written = render_as(format, arguments.out);
  // Whoever writes a file still wants to see in the terminal how it went; and what was found is not lost with a full disk.
  if (is_file(arguments.out) && (!written || !arguments.review.quiet)) {
    const auto shown = render_as(*reports::find_report("terminal"), "");
    if (written) return shown;
  }
  return written;
}

int run(const Arguments& arguments) {
  const auto format = format_of(arguments);
  if (!format) return report(format.error());
  if (const auto place = check_out(arguments); !place) return report(place.error());
  std::optional<SecondReader> second_reader;
  if (arguments.second_reader) {
    auto prepared = prepare_second_reader(arguments.review);
    if (!prepared) return report(prepared.error());
    second_reader = std::move(*prepared);
  }
  auto reviewed = run_review(arguments.review);
  if (!reviewed) return report(reviewed.error());
  if (reviewed->outcome.interrupted) {
    say("crosswalk: interrupted: " + std::to_string(reviewed->outcome.done) + " of " + std::to_string(reviewed->outcome.total) +
        " files were read; the report is of these only");
  } else if (second_reader) {
    ask_second_reader(*second_reader, arguments.review, reviewed->outcome.review);
    reviewed->outcome.interrupted = platform::interrupted();
  }
  if (const auto written = render(arguments, **format, reviewed->outcome.review); !written) return report(written.error());
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
  formats.emplace_back(oscal::kReportFormat.name);
  command->add_option("--format", arguments->format, "terminal, html, json, md or oscal (default: by the ending of --out)")
      ->check(CLI::IsMember(formats))
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write the report to this file")->type_name("FILE");
  command->add_option("--report", arguments->detail, "summary or detailed (default: summary in the terminal)")
      ->check(CLI::IsMember({"summary", "detailed"}))
      ->type_name("DETAIL");
  command->add_option("--quotes", arguments->quotes, "full, short or none")
      ->check(CLI::IsMember({"full", "short", "none"}))
      ->type_name("LENGTH");
  command
      ->add_option("--fail-on", arguments->fail_on,
                   "Least severity of a gap that gives exit code 1: minor or major; none: gaps never do")
      ->check(CLI::IsMember({"none", "minor", "major"}))
      ->capture_default_str()
      ->type_name("SEVERITY");
  command->add_flag("--expectations", arguments->expectations, "Show what other rules expect, and let it fail the review too");
  command->add_flag("--allow-undecided", arguments->allow_undecided, "No exit code 4 for what needs a person's eye");
  command->add_flag(
      "--second-reader", arguments->second_reader,
      "Have the language model that you configured (docs/second-reader.md) say what it thinks of each verdict: sends it "
      "passages of the documents; changes no verdict, gap or exit code");
  command->footer(
      "Exit codes:\n"
      "  0  clean\n"
      "  1  gaps at or above --fail-on\n"
      "  2  wrong usage, or a pack or workspace with errors\n"
      "  3  the review could not be done or its report not be written\n"
      "  4  no such gap, but requirements that a person has to decide\n"
      "  130  interrupted; the report says how far it came");
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace crosswalk::cli
