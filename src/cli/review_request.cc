// SPDX-License-Identifier: Apache-2.0
#include "cli/review_request.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "base/display_name.h"
#include "base/text.h"
#include "casebook/evidence.h"
#include "cli/case_audit.h"
#include "cli/case_workspace.h"
#include "cli/common.h"
#include "cli/status_line.h"
#include "cli/vuln_common.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"
#include "platform/terminal.h"
#include "reports/escape.h"
#include "sources/listing.h"
#include "store/cache.h"

namespace crosswalk::cli {
namespace {

/// Files done, files per second, time left, the file just read.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet) : line_(quiet), start_(platform::steady_milliseconds()) {}

  void show(const pipeline::Progress& progress) {
    if (!line_.shown()) return;
    const std::int64_t now = platform::steady_milliseconds();
    constexpr std::int64_t pause = 100;
    constexpr std::int64_t long_work = 5'000;
    if (now - last_ < pause && progress.done < progress.total) return;
    last_ = now;
    if (now - start_ > long_work) show_found(progress.met);
    const double seconds = std::max(0.001, static_cast<double>(now - start_) / 1000);
    const double rate = static_cast<double>(progress.done) / seconds;
    const double left = static_cast<double>(progress.total - progress.done) / std::max(rate, 0.001);
    char numbers[96];
    std::snprintf(numbers, sizeof numbers, "%zu/%zu files  %.0f files/s  %.0f s left  ", progress.done, progress.total, rate,
                  left);
    std::string line = numbers;
    const auto width = static_cast<std::size_t>(std::max(platform::terminal_width(platform::Stream::error) - 1, 20));
    const std::string name = base::display_name(progress.path);
    // The end of a path says more than its beginning.
    const int room = static_cast<int>(width) - static_cast<int>(line.size());
    std::size_t from = 0;
    for (int columns = reports::display_width(name); columns > room && from < name.size();) {
      const std::size_t length = base::decode_utf8(name, from).length;
      columns -= reports::display_width(std::string_view(name).substr(from, length));
      from += length;
    }
    line += name.substr(from);
    line_.show(line);
  }

  void clear() { line_.clear(); }

 private:
  /// Who waits long sees the first results before the last: each requirement, where it was first found.
  void show_found(const std::vector<pipeline::FirstMet>& met) {
    for (; found_shown_ < met.size(); ++found_shown_) {
      const pipeline::FirstMet& one = met[found_shown_];
      line_.keep("found  " + one.constraint + "  in " + base::display_name(one.path));
    }
  }

  StatusLine line_;
  std::int64_t start_;
  std::int64_t last_ = 0;
  std::size_t found_shown_ = 0;
};

/// The user's cache; nothing, with a word on standard error, where it cannot be had.
std::optional<store::Cache> open_cache() {
  const std::string folder = platform::cache_folder();
  if (folder.empty()) return std::nullopt;
  auto cache = store::Cache::open(folder, {});
  if (cache) return std::move(*cache);
  // A review without cache is slower and nothing else.
  static_cast<void>(platform::write_to_descriptor(2, "crosswalk: no cache: " + cache.error().message() + "\n", "standard error"));
  return std::nullopt;
}

/// What can be reviewed, and how it is written: "PATH, a folder; git:PATH@REV, a revision".
std::string source_forms() {
  std::string out = "What to review:";
  for (const sources::SourceKind& kind : sources::source_kinds()) {
    out += (out.ends_with(':') ? " " : "; ") + std::string(kind.form) + ", " + std::string(kind.what);
  }
  return out;
}

/// What an audit found, as a gap of the requirement that it names.
review::Gap gap_of(const disclosure::AuditFinding& finding) {
  review::Gap out;
  out.kind = review::GapKind::case_audit;
  out.id = "GAP-" + std::string(finding.constraint) + "~" + std::string(base::word(finding.kind)) + " " + finding.subject;
  out.severity = finding.severity == disclosure::AuditSeverity::major ? packs::Severity::major : packs::Severity::minor;
  out.text = finding.subject + ": " + finding.sentence + ".";
  out.constraint = finding.constraint;
  out.remedy = finding.advice + ".";
  char& first = out.remedy.front();
  if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  return out;
}

/// Adds what the register says, and what an audit of it finds at the end of the day. Errors: those of opening and reading it.
base::Result<void> add_cases(const CaseWorkspace& workspace, pipeline::Request& request) {
  CW_ASSIGN_OR_RETURN(const casebook::Casebook opened, open_casebook(workspace, store::Register::Access::read));
  disclosure::AuditInput input;
  CW_ASSIGN_OR_RETURN(input.as_of, end_named("--as-of", request.as_of.iso(), workspace.manufacturer.zone));
  CW_ASSIGN_OR_RETURN(std::string text, casebook::evidence_text(opened, workspace.regimes, workspace.manufacturer, input.as_of));
  CW_ASSIGN_OR_RETURN(std::string head, casebook::head_statement(opened));
  CW_ASSIGN_OR_RETURN(const CaseAudit audit, audit_cases(workspace, std::move(input)));
  request.supplied.push_back({"cases.json", std::move(text)});
  request.notes.push_back(std::move(head));
  for (const disclosure::AuditFinding& finding : audit.findings) request.case_audit.push_back(gap_of(finding));
  return {};
}

/// Adds the register of vulnerability cases of the workspace, if it has one. One that cannot be read ends no review: it is a
/// document that could not be read, and a gap. Errors: those of the workspace.
base::Result<void> add_register(const WorkspaceFiles& files, pipeline::Request& request) {
  const std::string path = files.folder + "/" + CaseWorkspace::register_file;
  if (!files.workspace || !platform::kind_of(path)) return {};
  CW_ASSIGN_OR_RETURN(const CaseWorkspace workspace, case_workspace_of(files.folder, *files.workspace, request.as_of));
  const auto added = add_cases(workspace, request);
  if (added) return {};
  const base::Error& error = added.error();
  if (error.code == base::ErrorCode::interrupted) return error;
  // Without its folder, which differs from machine to machine.
  const std::string why = std::string(base::text_of(error.code)) + (error.detail.empty() ? "" : ": " + error.detail);
  request.notes.push_back("The register of vulnerability cases (" + std::string(CaseWorkspace::register_file) +
                          ") could not be read, and nothing that it holds is shown: " + why + ".");
  request.supplied.push_back(
      {CaseWorkspace::register_file, {}, base::Error{error.code, CaseWorkspace::register_file, error.detail}});
  request.case_audit.push_back(gap_of(disclosure::unreadable_register(why)));
  return {};
}

}  // namespace

void add_review_options(CLI::App& command, ReviewArguments& arguments) {
  command.add_option("PATH", arguments.paths, source_forms())->required()->type_name("PATH");
  command.add_option("--workspace", arguments.workspace, "Folder with crosswalk.yaml and decisions.yaml")->type_name("DIR");
  add_packs_option(command, arguments.packs);
  command.add_option("--clause", arguments.clauses, "Review this clause only (may be given again)")
      ->allow_extra_args(false)
      ->type_name("NUMBER");
  command.add_option("--product", arguments.product, "Review this product of the workspace only")->type_name("NAME");
  command.add_option("--ignore", arguments.ignore, "Leave out files that match (as in .gitignore; may be given again)")
      ->allow_extra_args(false)
      ->type_name("PATTERN");
  command.add_option("--as-of", arguments.as_of, "The day of the review (default: today)")->type_name("DATE");
  add_jobs_option(command, arguments.jobs);
  add_ocr_option(command, arguments.ocr_pages);
  command.add_flag("--unsandboxed", arguments.unsandboxed, "Go on where the system offers no sandbox");
  command.add_flag("--no-cache", arguments.no_cache, "Use nothing that earlier runs found, and keep nothing");
  command.add_flag("--strict", arguments.strict, "Read every file again, also where its time and size are the same");
  command.add_flag("--quiet", arguments.quiet, "No progress and no terminal report beside a file");
}

base::Result<Reviewed> run_review(const ReviewArguments& arguments) {
  pipeline::Request request;
  CW_ASSIGN_OR_RETURN(request.as_of, as_of(arguments.as_of));
  const std::optional<store::Cache> cache = arguments.no_cache ? std::nullopt : open_cache();
  if (cache) request.cache = &*cache;
  const auto meet_again = arguments.strict ? pipeline::MeetAgain::by_bytes : pipeline::MeetAgain::by_stamp;
  CW_ASSIGN_OR_RETURN(request.knowledge, load_knowledge(arguments.packs, request.cache, meet_again));
  Reviewed reviewed;
  CW_ASSIGN_OR_RETURN(reviewed.files, open_workspace(arguments.workspace, arguments.paths, request.knowledge->packs()));
  request.paths = arguments.paths;
  request.workspace = reviewed.files.workspace ? &*reviewed.files.workspace : nullptr;
  request.decisions = reviewed.files.decisions;
  request.workspace_text = reviewed.files.workspace_text;
  request.decisions_text = reviewed.files.decisions_text;
  request.workspace_folder = reviewed.files.folder;
  request.workspace_named = reviewed.files.named;
  CW_RETURN_IF_ERROR(add_register(reviewed.files, request));
  request.clauses = arguments.clauses;
  request.product = arguments.product;
  request.ignore = arguments.ignore;
  request.jobs = jobs_or_default(arguments.jobs);
  request.limits.ocr_pages = arguments.ocr_pages;
  request.unsandboxed = arguments.unsandboxed;
  request.strict = arguments.strict;
  ProgressLine line(arguments.quiet);
  const pipeline::OnProgress on_progress = [&](const pipeline::Progress& progress) { line.show(progress); };
  CW_ASSIGN_OR_RETURN(reviewed.outcome, pipeline::run(request, on_progress));
  return reviewed;
}

}  // namespace crosswalk::cli
