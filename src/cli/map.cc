// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "atlas/coverage.h"
#include "atlas/render.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "oscal/mapping.h"
#include "pipeline/knowledge.h"
#include "platform/file.h"
#include "platform/terminal.h"
#include "reports/view.h"

namespace crosswalk::cli {
namespace {

struct Arguments {
  std::vector<std::string> have;
  std::string want;
  std::string review;
  std::vector<std::string> packs;
  std::string format;
  std::string out;
  std::string as_of;
  bool list = false;
};

/// Which works there are, and which are mapped to which.
std::string list_of(const atlas::Atlas& atlas) {
  std::string out;
  for (const atlas::Atlas::Standard& standard : atlas.standards) {
    std::map<std::string, std::size_t> works;
    for (const packs::Mapping& mapping : standard.mappings) ++works[mapping.work];
    out += standard.pack->id + "  " + standard.pack->title + "\n";
    for (const auto& [work, count] : works) {
      out += "    " + work + ": " + reports::counted(count, "mapping", "mappings") + "\n";
    }
  }
  for (const packs::Catalogue& catalogue : atlas.catalogues) {
    out += catalogue.id + "  " + catalogue.title + " (" + reports::counted(catalogue.entries.size(), "part", "parts") + ")\n";
  }
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  const bool as_oscal = arguments.format == "oscal";
  CW_ASSIGN_OR_RETURN(const std::string format, text_format(as_oscal ? "json" : arguments.format, arguments.out));
  CW_ASSIGN_OR_RETURN(const base::Date day, as_of(arguments.as_of));
  if (is_file(arguments.out)) CW_RETURN_IF_ERROR(platform::check_writable(arguments.out));
  CW_ASSIGN_OR_RETURN(const atlas::Atlas atlas, load_atlas(arguments.packs));
  if (arguments.list) {
    CW_RETURN_IF_ERROR(write_out(arguments.out, list_of(atlas)));
    return static_cast<int>(clean);
  }
  if (arguments.have.empty()) {
    return base::Error{base::ErrorCode::usage, "--have", "name the standards that you follow, like --have iso-13485,iec-62304"};
  }
  std::optional<atlas::Verdicts> verdicts;
  if (!arguments.review.empty()) {
    CW_ASSIGN_OR_RETURN(const comparison::ReviewFile review, read_known_review(arguments.review));
    verdicts.emplace();
    for (const auto& [id, state] : review.constraints) (*verdicts)[id] = state.verdict;
  }
  CW_ASSIGN_OR_RETURN(const atlas::Coverage coverage,
                      atlas::cover(atlas, arguments.have, arguments.want, verdicts ? &*verdicts : nullptr));
  const bool shown = format == "terminal" && !is_file(arguments.out);
  atlas::RenderOptions options;
  options.width = shown ? platform::terminal_width(platform::Stream::out) : 80;
  options.colour = shown && platform::colour_wanted(platform::Stream::out);
  reports::StringSink sink;
  const auto render = format == "json"       ? atlas::render_json
                      : format == "markdown" ? atlas::render_markdown
                                             : atlas::render_terminal;
  if (as_oscal) {
    CW_RETURN_IF_ERROR(oscal::render_mapping(atlas, coverage, day.iso(), sink));
  } else {
    CW_RETURN_IF_ERROR(render(coverage, options, sink));
  }
  CW_RETURN_IF_ERROR(write_out(arguments.out, sink.text()));
  return static_cast<int>(clean);
}

}  // namespace

void add_map(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("map", "What carries over from standards that you follow to one that you want");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--have", arguments->have, "Ids of the standards that you follow, with commas between them")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("ID,...");
  command->add_option("--want", arguments->want, "Id of the standard that you want to follow")
      ->default_val("iec-81001-5-1")
      ->type_name("ID");
  command->add_option("--review", arguments->review, "A review in JSON: what the documents already prove")->type_name("FILE");
  add_packs_option(*command, arguments->packs);
  command->add_option("--format", arguments->format, "terminal, json, md or oscal (default: by the ending of --out)")
      ->check(CLI::IsMember({"terminal", "json", "markdown", "md", "oscal"}))
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->add_option("--as-of", arguments->as_of, "The day that an OSCAL mapping says it was made on (default: today)")
      ->type_name("DATE");
  command->add_flag("--list", arguments->list, "List the standards and how many mappings there are");
  command->footer(
      "A requirement is covered where a standard that you follow asks for all of it,\n"
      "eased where it asks for a part, and new else. Both ways can be asked:\n"
      "  crosswalk map --have iec-81001-5-1 --want iso-13485");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
