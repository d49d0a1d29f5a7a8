// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "advisories/build.h"
#include "base/hash.h"
#include "base/text.h"
#include "cli/advisory_commands.h"
#include "cli/advisory_files.h"
#include "cli/case_workspace.h"
#include "cli/common.h"
#include "cli/vuln_common.h"
#include "disclosure/zone.h"
#include "pipeline/run.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "provider/plan.h"
#include "writing/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using advisories::Instant;
using advisories::Kind;
using Json = nlohmann::ordered_json;

constexpr int columns = 80;

struct Arguments {
  std::vector<std::string> cases;
  std::string workspace;
  std::string out;
  std::string as_of;
  std::string summary;
  std::string title;
  std::vector<std::string> kinds;
  std::string format = "terminal";
  bool final = false;
  bool withdraw = false;
};

base::Result<std::set<Kind>> kinds_of(const std::vector<std::string>& words) {
  std::set<Kind> out;
  for (const std::string& word : words) {
    if (word == "all") continue;
    const auto kind = base::from_word<Kind>(word);
    if (!kind)
      return base::Error{base::ErrorCode::usage, "--kind " + word, "there are all, " + base::join(base::words<Kind>(), ", ")};
    out.insert(*kind);
  }
  if (!out.empty() && std::find(words.begin(), words.end(), "all") == words.end()) return out;
  for (const std::string& word : base::words<Kind>()) out.insert(*base::from_word<Kind>(word));
  return out;
}

/// The day of --as-of for warnings about regimes that nobody looked at for long.
base::Date day_for_regimes(const std::string& text) {
  return base::parse_iso_date(text.substr(0, 10)).value_or(platform::today());
}

/// Takes an approval away that is older than what it would approve: who agreed has not read what is said now. 'advisory publish'
/// judges it alike.
base::Result<void> drop_old_approval(const casebook::Casebook& book, disclosure::Case& one) {
  CW_ASSIGN_OR_RETURN(const auto history, book.history(one.id));
  std::int64_t approved = 0;
  std::int64_t changed = 0;
  for (const casebook::HistoryEntry& entry : history) {
    for (const casebook::FieldChange& change : entry.fields) {
      if (change.field.starts_with("/approval")) approved = entry.number;
      if (provider::is_told(change.field) || change.field.starts_with("/publications")) changed = entry.number;
    }
  }
  if (changed > approved) one.approval = {};
  return {};
}

base::Result<advisories::Request> request_of(const Arguments& arguments, packs::Diagnostics& diagnostics) {
  advisories::Request request;
  CW_ASSIGN_OR_RETURN(request.kinds, kinds_of(arguments.kinds));
  CW_ASSIGN_OR_RETURN(const CaseWorkspace workspace, open_case_workspace(arguments.workspace, day_for_regimes(arguments.as_of)));
  CW_ASSIGN_OR_RETURN(request.options.as_of, end_named("--as-of", arguments.as_of, workspace.manufacturer.zone));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  for (const std::string& id : arguments.cases) {
    CW_ASSIGN_OR_RETURN(disclosure::Case one, book.find(id));
    CW_RETURN_IF_ERROR(drop_old_approval(book, one));
    request.cases.push_back(std::move(one));
  }
  CW_ASSIGN_OR_RETURN(request.brand, read_workspace_brand(workspace.folder, diagnostics));
  if (request.brand.name.empty()) request.brand.name = workspace.organisation.name;
  request.organisation = workspace.organisation;
  request.manufacturer = workspace.manufacturer;
  request.regimes = workspace.regimes;
  request.version = std::string(pipeline::tool_version());
  request.options.status = arguments.final ? advisories::Status::final : advisories::Status::draft;
  request.options.summary = arguments.summary;
  request.options.title = arguments.title;
  request.options.withdraw = arguments.withdraw;
  request.find_template = [folder = workspace.folder](const std::string& name) { return read_template(folder, name); };
  return request;
}

/// Writes all files below the folder. Errors: those of writing.
base::Result<void> write_files(const std::string& out, const std::vector<advisories::File>& files) {
  CW_RETURN_IF_ERROR(platform::make_private_folder(out));
  for (const advisories::File& file : files) {
    const std::size_t slash = file.name.rfind('/');
    if (slash != std::string::npos) CW_RETURN_IF_ERROR(platform::make_private_folder(out + "/" + file.name.substr(0, slash)));
    CW_RETURN_IF_ERROR(platform::write_file_atomically(out + "/" + file.name, file.bytes));
  }
  return {};
}

void put_lines(std::string_view text, std::string_view mark, std::string& out) {
  bool first = true;
  for (const std::string& line : writing::wrap(writing::visible(text), columns - static_cast<int>(mark.size()))) {
    out += (first ? std::string(mark) : std::string(mark.size(), ' ')) + line + "\n";
    first = false;
  }
}

/// What was made: nothing is final that was refused.
std::string_view status_of(const advisories::Built& built, const Arguments& arguments) {
  if (!arguments.final) return "draft";
  return built.missing.empty() && built.faults.empty() ? "final" : "refused";
}

std::string told(const advisories::Built& built, const Arguments& arguments) {
  std::string out;
  const auto& advisory = built.advisory;
  const std::string_view status = status_of(built, arguments);
  std::string head = advisory.id + ", revision " + std::to_string(advisory.revisions.back().number) + ", " +
                     (status == "refused" ? "not final yet: refused" : std::string(status)) +
                     (advisory.withdrawn ? ", withdrawn" : "");
  put_lines(head, "", out);
  if (!built.missing.empty()) {
    out += "\nMissing or in the way:\n";
    for (const auto& one : built.missing) {
      put_lines(one.text(), "  - ", out);
      put_lines(one.how, "    ", out);
    }
  }
  if (!built.faults.empty()) {
    out += "\nThe result would not pass the tests of its format:\n";
    for (const std::string& fault : built.faults) put_lines(fault, "  - ", out);
  }
  if (!built.files.empty()) {
    out += "\nIn " + writing::visible(arguments.out) + ":\n";
    for (const auto& file : built.files) {
      const std::size_t blanks = file.blanks.size();
      put_lines(file.name + (blanks == 0 ? "" : "  (" + std::to_string(blanks) + (blanks == 1 ? " blank)" : " blanks)")), "  ",
                out);
    }
  }
  const auto list = [&](const char* title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    out += std::string("\n") + title + "\n";
    for (const std::string& line : lines) put_lines(line, "  - ", out);
  };
  list("What other formats cannot say:", built.losses);
  list("Papers for regulators:", built.left_out);
  if (built.files.empty()) out += "\nNothing was written.\n";
  return out;
}

std::string as_json(const advisories::Built& built, const Arguments& arguments) {
  Json out;
  out["advisory"] = built.advisory.id;
  out["revision"] = built.advisory.revisions.back().number;
  out["status"] = status_of(built, arguments);
  out["withdrawn"] = built.advisory.withdrawn;
  out["missing"] = Json::array();
  for (const auto& one : built.missing)
    out["missing"].push_back({{"case", one.case_id}, {"field", one.field}, {"wanted", one.wanted}, {"how", one.how}});
  out["faults"] = built.faults;
  out["files"] = Json::array();
  for (const auto& file : built.files) {
    Json blanks = Json::array();
    for (const auto& blank : file.blanks)
      blanks.push_back({{"type", std::string(base::word(blank.type))}, {"wanted", blank.wanted}});
    out["files"].push_back({{"name", file.name},
                            {"kind", std::string(base::word(file.kind))},
                            {"sha256", base::sha256_hex(file.bytes)},
                            {"blanks", std::move(blanks)}});
  }
  out["losses"] = built.losses;
  out["left_out"] = built.left_out;
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

base::Result<int> run(const Arguments& arguments) {
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(const advisories::Request request, request_of(arguments, diagnostics));
  if (diagnostics.has_errors()) {
    report(diagnostics);
    return usage;
  }
  auto built = advisories::build(request, diagnostics);
  report(diagnostics);
  if (!built) return built.error();
  if (!built->files.empty()) CW_RETURN_IF_ERROR(write_files(arguments.out, built->files));
  if (arguments.format == "json") {
    CW_RETURN_IF_ERROR(write_out("-", as_json(*built, arguments)));
  } else {
    CW_RETURN_IF_ERROR(tell(told(*built, arguments)));
  }
  if (!built->faults.empty()) return failed;
  return built->missing.empty() ? clean : gaps;
}

}  // namespace

void add_advisory_build(CLI::App& advisory, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = advisory.add_subcommand("build", "Make an advisory and the papers around it of one or several cases");
  command->add_option("CASE", arguments->cases, "Ids of cases; the advisory's id follows from the first")
      ->required()
      ->type_name("CASE");
  command->add_option("--out", arguments->out, "Folder to write into; it is made where it is missing")
      ->required()
      ->type_name("DIR");
  command->add_flag("--final", arguments->final,
                    "For publication: refused while a fact is missing; all tests of CSAF have to pass");
  command->add_option("--kind", arguments->kinds, "What to make: all (default), " + base::join(base::words<Kind>(), ", "))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("KIND");
  command->add_option("--summary", arguments->summary, "What is new in this revision, for readers")->type_name("TEXT");
  command->add_flag("--withdraw", arguments->withdraw, "Take a published advisory back: a revision that says so");
  command->add_option("--title", arguments->title, "Another title than that of the case")->type_name("TEXT");
  command->add_option("--workspace", arguments->workspace, "Folder with crosswalk.yaml and the register (default: this one)")
      ->type_name("DIR");
  command->add_option("--as-of", arguments->as_of, "The moment, or the end of the day, at which it is made (default: now)")
      ->type_name("TIME");
  command->add_option("--format", arguments->format, "How to tell what was made: terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->type_name("FORMAT");
  command->footer(
      "Writes files and sends nothing. Exit codes:\n"
      "  0  everything was made, and nothing is missing\n"
      "  1  something is missing: a draft names it, a final advisory is refused\n"
      "  2  wrong usage, a broken workspace or template\n"
      "  3  there is no such case, or a file could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
