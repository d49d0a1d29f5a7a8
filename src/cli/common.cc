// SPDX-License-Identifier: Apache-2.0
#include "cli/common.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

#include "base/display_name.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "pipeline/knowledge.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::cli {

void say(std::string_view line) {
  // What cannot be said on standard error cannot be said at all.
  static_cast<void>(platform::write_to_descriptor(2, base::display_name(line) + "\n", "standard error"));
}

int exit_code_of(const base::Error& error) {
  using base::ErrorCode;
  switch (error.code) {
    case ErrorCode::interrupted:
      return interrupted;
    case ErrorCode::usage:
    case ErrorCode::malformed_pack:
    case ErrorCode::malformed_workspace:
    case ErrorCode::malformed_settings:
    case ErrorCode::malformed_review:
    case ErrorCode::unknown_clause:
    case ErrorCode::unknown_constraint:
      return usage;
    default:
      return failed;
  }
}

int report(const base::Error& error) {
  say("crosswalk: " + error.message());
  say("  " + std::string(base::advice_of(error.code)));
  return exit_code_of(error);
}

void report(const packs::Diagnostics& diagnostics) {
  const std::string text = diagnostics.text();
  for (const std::string_view line : base::split(base::trim(text), '\n')) {
    if (!line.empty()) say(line);
  }
}

bool is_within(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || outer.ends_with('/') || inner[outer.size()] == '/');
}

base::Result<void> check_folders(const std::vector<std::string>& folders, std::string_view holding) {
  for (const std::string& folder : folders) {
    const auto kind = platform::kind_of(folder);
    if (kind && *kind == platform::EntryKind::folder) continue;
    const std::string_view what = kind ? "a file and not a folder" : base::text_of(kind.error().code);
    return base::Error{base::ErrorCode::usage, folder, std::string(what) + "; name a folder with " + std::string(holding)};
  }
  return {};
}

base::Result<std::shared_ptr<const matching::RuleSet>> load_rules(const std::vector<std::string>& more) {
  packs::Diagnostics diagnostics;
  auto rules = pipeline::load_shipped_rule_set(more, diagnostics);
  report(diagnostics);
  return rules;
}

base::Result<std::shared_ptr<const pipeline::Knowledge>> load_knowledge(const std::vector<std::string>& more,
                                                                        const store::Cache* cache,
                                                                        pipeline::MeetAgain meet_again) {
  packs::Diagnostics diagnostics;
  auto knowledge = pipeline::Knowledge::load_shipped(more, cache, meet_again, diagnostics);
  report(diagnostics);
  return knowledge;
}

base::Result<base::Date> as_of(const std::string& text) {
  if (text.empty()) return platform::today();
  const auto date = base::parse_iso_date(text);
  if (!date) return base::Error{base::ErrorCode::usage, "--as-of " + text, "write a day as 2026-01-31"};
  return *date;
}

unsigned jobs_or_default(unsigned asked) { return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency()); }

base::Result<std::vector<std::shared_ptr<const packs::Pack>>> load_packs(const std::vector<std::string>& more) {
  packs::Diagnostics diagnostics;
  auto packs = pipeline::load_shipped_packs(more, diagnostics);
  report(diagnostics);
  return packs;
}

base::Result<atlas::Atlas> load_atlas(const std::vector<std::string>& more) {
  packs::Diagnostics diagnostics;
  auto atlas = pipeline::load_shipped_atlas(more, diagnostics);
  report(diagnostics);
  return atlas;
}

void add_packs_option(CLI::App& command, std::vector<std::string>& packs) {
  command.add_option("--pack", packs, "A further pack: its folder, or its id where it is shipped (may be given again)")
      ->allow_extra_args(false)
      ->type_name("DIR");
}

void add_jobs_option(CLI::App& command, unsigned& jobs) {
  constexpr unsigned most = 256;
  command.add_option("--jobs", jobs, "Worker processes, 1 to 256 (default: one per processor)")
      ->check(CLI::Range(1U, most))
      ->type_name("N");
}

void add_ocr_option(CLI::App& command, std::uint32_t& pages) {
  constexpr std::uint32_t most = 20'000;
  command.add_option("--ocr-pages", pages, "Pages without text that are recognised, of one file (default: 100; 0: none)")
      ->check(CLI::Range(0U, most))
      ->type_name("N");
}

base::Result<OutSink> OutSink::begin(const std::string& out) {
  if (out.empty() || out == "-" || out == "/dev/stdout") return OutSink(std::nullopt);
  CW_ASSIGN_OR_RETURN(platform::AtomicFile file, platform::AtomicFile::begin(out));
  return OutSink(std::move(file));
}

OutSink::OutSink(std::optional<platform::AtomicFile> file) : file_(std::move(file)) {}
OutSink::OutSink(OutSink&& other) noexcept : file_(std::move(other.file_)) {}

base::Result<void> OutSink::write(std::string_view bytes) {
  return file_ ? file_->write(bytes) : platform::write_to_stdout(bytes);
}

base::Result<void> OutSink::commit() { return file_ ? file_->commit() : base::Result<void>(); }

base::Result<void> tell(std::string_view lines) {
  if (lines.ends_with('\n')) lines.remove_suffix(1);
  std::string out;
  for (const std::string_view line : base::split(lines, '\n')) out += base::display_name(line) + "\n";
  return platform::write_to_stdout(out);
}

base::Result<void> write_out(const std::string& out, std::string_view bytes) {
  CW_ASSIGN_OR_RETURN(OutSink sink, OutSink::begin(out));
  CW_RETURN_IF_ERROR(sink.write(bytes));
  return sink.commit();
}

bool is_file(const std::string& out) { return !out.empty() && out != "-" && out != "/dev/stdout"; }

base::Result<std::string> text_format(const std::string& format, const std::string& out) {
  if (!format.empty()) return format == "md" ? "markdown" : format;
  if (!is_file(out) || out.starts_with("/dev/")) return std::string("terminal");
  for (const auto& [ending, name] : {std::pair{".json", "json"}, {".md", "markdown"}, {".txt", "terminal"}}) {
    if (out.ends_with(ending)) return std::string(name);
  }
  return base::Error{base::ErrorCode::usage, "--out " + out,
                     "nothing of this command has this ending; use .json, .md or .txt, or name a --format"};
}

base::Result<comparison::ReviewFile> read_review_file(const std::string& path, comparison::Keep keep) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, comparison::largest_review));
  return comparison::read_review(bytes, path, keep);
}

base::Result<comparison::ReviewFile> read_known_review(const std::string& path, comparison::Keep keep) {
  CW_ASSIGN_OR_RETURN(comparison::ReviewFile review, read_review_file(path, keep));
  if (comparison::is_known_schema(review.schema_version)) return review;
  return base::Error{base::ErrorCode::malformed_review, path,
                     "it was written by another version of the program (schema " + review.schema_version + "); make it again"};
}

}  // namespace crosswalk::cli
