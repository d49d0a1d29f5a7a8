// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/advisory_files.h"
#include "cli/case_text.h"
#include "cli/case_workspace.h"
#include "cli/common.h"
#include "cli/disclosure_commands.h"
#include "cli/paper_files.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "policy/policy.h"
#include "writing/escape.h"

namespace crosswalk::cli {
namespace {

constexpr int columns = 80;

struct Arguments {
  std::string workspace;
  std::string out;
  std::string as_of;
  std::vector<std::string> formats{"md"};
  bool force = false;
};

base::Result<std::set<policy::Format>> formats_of(const std::vector<std::string>& words) {
  std::set<policy::Format> out;
  for (const std::string& word : words) {
    const auto format = base::from_word<policy::Format>(word);
    if (!format)
      return base::Error{base::ErrorCode::usage, "--format " + word,
                         "there are " + base::join(base::words<policy::Format>(), ", ")};
    out.insert(*format);
  }
  return out;
}

base::Result<policy::Request> request_of(const Arguments& arguments, packs::Diagnostics& diagnostics) {
  policy::Request request;
  CW_ASSIGN_OR_RETURN(request.formats, formats_of(arguments.formats));
  CW_ASSIGN_OR_RETURN(request.as_of, as_of(arguments.as_of));
  CW_ASSIGN_OR_RETURN(const CaseWorkspace workspace, open_case_workspace(arguments.workspace, request.as_of));
  CW_ASSIGN_OR_RETURN(request.brand, read_workspace_brand(workspace.folder, diagnostics));
  if (request.brand.name.empty()) request.brand.name = workspace.organisation.name;
  request.organisation = workspace.organisation;
  request.manufacturer = workspace.manufacturer;
  request.regimes = workspace.regimes;
  const std::string own = workspace.folder + "/" + CaseWorkspace::regimes_folder + "/";
  request.own_times = std::any_of(workspace.regimes.begin(), workspace.regimes.end(), [&](const disclosure::Regime& regime) {
    return regime.id == policy::own_policy && regime.file.starts_with(own);
  });
  request.docx = docx_of;
  request.find_template = [folder = workspace.folder](const std::string& name) { return read_template(folder, name); };
  return request;
}

/// Writes all files, or none where one is there that may not be replaced. Errors: usage, those of writing.
base::Result<void> write_files(const Arguments& arguments, const std::vector<policy::File>& files) {
  for (const policy::File& file : files) {
    const std::string path = arguments.out + "/" + file.name;
    if (!arguments.force && platform::kind_of(path))
      return base::Error{base::ErrorCode::usage, path, "is there already; name another folder, or replace it with --force"};
  }
  CW_RETURN_IF_ERROR(platform::make_private_folder(arguments.out));
  for (const policy::File& file : files)
    CW_RETURN_IF_ERROR(platform::write_file_atomically(arguments.out + "/" + file.name, file.bytes));
  return {};
}

void put_lines(std::string_view text, std::string_view mark, std::string& out) {
  bool first = true;
  for (const std::string& line : writing::wrap(writing::visible(text), columns - static_cast<int>(mark.size()))) {
    out += (first ? std::string(mark) : std::string(mark.size(), ' ')) + line + "\n";
    first = false;
  }
}

std::string counted(std::size_t blanks) { return std::to_string(blanks) + (blanks == 1 ? " blank" : " blanks"); }

/// What to do where the workspace sets no times of its own.
std::string own_times_wanted(const policy::Request& request) {
  std::string out = "Set your own times in " + std::string(CaseWorkspace::regimes_folder) + "/" +
                    std::string(policy::own_policy) + ".yaml of the workspace, too: 'crosswalk clock' counts by them.";
  const auto first_answer = policy::own_period(request.regimes, policy::acknowledge_clock);
  const auto assessment = policy::own_period(request.regimes, policy::triage_clock);
  if (first_answer && assessment)
    out +=
        " Usual to begin with: " + first_answer->text() + " for the first answer, " + assessment->text() + " for the assessment.";
  return out;
}

/// Which files were written, and what a person has to fill in: once for files that are the same in another format.
std::string told(const policy::Request& request, const std::vector<policy::File>& files, const std::string& folder) {
  std::string out;
  put_lines("Drafts in " + folder + ":", "", out);
  for (const policy::File& file : files) put_lines(file.name + " (" + counted(file.blanks.size()) + ")", "  ", out);
  std::string_view before;
  for (const policy::File& file : files) {
    if (file.title == before || file.blanks.empty()) continue;
    before = file.title;
    put_lines("To be filled in, " + file.title + ":", "\n", out);
    for (const writing::Blank& blank : file.blanks)
      put_lines(std::string(base::word(blank.type)) + ": " + blank.wanted, "  - ", out);
  }
  out += "\n";
  put_lines("Nothing of this is in force: fill in the blanks, give version, state, approver and date, and have it approved.", "",
            out);
  if (!request.own_times) put_lines(own_times_wanted(request), "", out);
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(const policy::Request request, request_of(arguments, diagnostics));
  if (!policy::takes_reports(request.organisation)) {
    say("crosswalk: nobody can report a vulnerability: crosswalk.yaml names no address for reports");
    say("  Write 'email: ...' or 'contact_url: ...' under 'disclosure:', then run this again. Nothing was written.");
    return gaps;
  }
  const auto files = policy::build(request, diagnostics);
  report(diagnostics);
  if (!files) return files.error();
  if (diagnostics.has_errors()) return usage;
  CW_RETURN_IF_ERROR(write_files(arguments, *files));
  CW_RETURN_IF_ERROR(tell(told(request, *files, arguments.out)));
  return clean;
}

}  // namespace

void add_disclosure_init(CLI::App& disclosure, int& exit_code) {
  CLI::App* command = disclosure.add_subcommand("init", "Write disclosure policy, security.txt and PSIRT procedure as drafts");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--workspace", arguments->workspace, "The folder of crosswalk.yaml (default: the current one)")
      ->type_name("DIR");
  command->add_option("--out", arguments->out, "Where the drafts go")->required()->type_name("DIR");
  command->add_option("--format", arguments->formats, "md, html, pdf, docx (several: md,docx)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--as-of", arguments->as_of, "The day to count from (default: today)")->type_name("DATE");
  command->add_flag("--force", arguments->force, "Replace files that are there already");
  command->footer(
      "Exit codes:\n"
      "  0  the drafts are written\n"
      "  1  the workspace names no address for reports; nothing is written\n"
      "  2  wrong usage, a file that is there, a mistake in workspace or templates\n"
      "  3  something could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
