// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/one_file.h"
#include "platform/terminal.h"
#include "reports/explanation/explanation.h"
#include "review/explain.h"
#include "review/ownership.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::string constraint;
  std::string file;
  std::vector<std::string> packs;
  std::string format = "terminal";
  std::size_t nearest = 3;
  std::size_t places = 3;
  std::uint32_t ocr_pages = extraction::Limits().ocr_pages;
  bool unsandboxed = false;
};

/// The part of a path that may tell whose a file is. Of one from the root those are the two folders that it lies in: what is
/// above is rather the machine's than a part of what a review would look at.
std::string_view telling_part(std::string_view path) {
  if (!path.starts_with('/')) return path;
  std::size_t begin = path.size();
  for (int slashes = 0; slashes < 3; ++slashes) {
    if (begin == 0) return path;
    begin = path.find_last_of('/', begin - 1);
  }
  return path.substr(begin + 1);
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const auto rules, load_rules(arguments.packs));
  CW_ASSIGN_OR_RETURN(OneFile one, read_one_file(arguments.file, arguments.ocr_pages, arguments.unsandboxed));
  if (!has_text(one.extracted)) {
    say_unread(arguments.file, one.extracted);
    return failed;
  }
  const document::ArtifactKind kind = one.extracted.artifact.kind;
  review::doubt_owner(telling_part(arguments.file), {std::string(base::word(kind))}, one.extracted.facts);
  CW_ASSIGN_OR_RETURN(const review::Explanation explanation, review::explain(*rules, arguments.constraint, one.extracted,
                                                                             one.extracted.facts, one.path, arguments.places));
  CW_ASSIGN_OR_RETURN(OutSink sink, OutSink::begin(""));
  if (arguments.format == "json") {
    CW_RETURN_IF_ERROR(reports::render_explanation_json(explanation, sink));
  } else {
    reports::ReportOptions options;
    options.width = platform::terminal_width(platform::Stream::out);
    options.colour = platform::colour_wanted(platform::Stream::out);
    CW_RETURN_IF_ERROR(reports::render_explanation_terminal(explanation, arguments.nearest, options, sink));
  }
  CW_RETURN_IF_ERROR(sink.commit());
  return clean;
}

}  // namespace

void add_explain(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("explain", "Why a document's verdict on a constraint is what it is");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CONSTRAINT", arguments->constraint, "Its id, e.g. 4.1.7/severity-score")
      ->required()
      ->type_name("CONSTRAINT");
  command->add_option("DOCUMENT", arguments->file, "The file; ARCHIVE!MEMBER for a file in an archive or mail")
      ->required()
      ->type_name("FILE");
  add_packs_option(*command, arguments->packs);
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--nearest", arguments->nearest, "How many of the rules that do not hold are shown")
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--places", arguments->places, "At how many places each rule is shown")
      ->check(CLI::Range(1, 50))
      ->capture_default_str()
      ->type_name("N");
  add_ocr_option(*command, arguments->ocr_pages);
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where the system offers no sandbox");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
