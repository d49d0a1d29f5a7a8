// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "comparison/review_file.h"
#include "matching/rule_set.h"
#include "packs/diagnostics.h"
#include "pipeline/knowledge.h"
#include "platform/file.h"
#include "reports/report.h"

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// Exit codes of all commands; a higher-ranked cause wins: usage, failed, gaps, undecided, clean.
enum ExitCode : int { clean = 0, gaps = 1, usage = 2, failed = 3, undecided = 4, interrupted = 130 };

/// Writes the error to standard error: what, why, and what to do. Returns the exit code it stands for.
int report(const base::Error& error);
/// Writes diagnostics to standard error.
void report(const packs::Diagnostics& diagnostics);
/// Writes one line to standard error, control characters made visible.
void say(std::string_view line);

/// Whether the canonical path `inner` is `outer` or lies in it.
bool is_within(std::string_view inner, std::string_view outer);
/// Whether all of these are folders; `holding` says of what kind. Errors: usage.
base::Result<void> check_folders(const std::vector<std::string>& folders, std::string_view holding);

/// The shipped packs and those in `more`; what is wrong in them was written to standard error when this fails.
base::Result<std::shared_ptr<const matching::RuleSet>> load_rules(const std::vector<std::string>& more);

/// The packs that a review needs, and their rules once it needs them; `cache` may be null and has to outlive both. What is wrong
/// was written to standard error when this fails.
base::Result<std::shared_ptr<const pipeline::Knowledge>> load_knowledge(const std::vector<std::string>& more,
                                                                        const store::Cache* cache,
                                                                        pipeline::MeetAgain meet_again);

/// The same packs for commands that only show what they hold.
base::Result<std::vector<std::shared_ptr<const packs::Pack>>> load_packs(const std::vector<std::string>& more);

/// The same packs with the catalogues beside them and what is mapped to what.
base::Result<atlas::Atlas> load_atlas(const std::vector<std::string>& more);

/// The day that --as-of names, or today. Errors: usage.
base::Result<base::Date> as_of(const std::string& text);
/// How many workers: what was asked for, or one per processor.
unsigned jobs_or_default(unsigned asked);
/// Adds --pack.
void add_packs_option(CLI::App& command, std::vector<std::string>& packs);
/// Adds --jobs.
void add_jobs_option(CLI::App& command, unsigned& jobs);
/// Adds --ocr-pages.
void add_ocr_option(CLI::App& command, std::uint32_t& pages);
/// Where a report goes: a file that is there wholly or not at all, or standard output.
class OutSink final : public reports::Sink {
 public:
  /// For `out` empty or "-": standard output. Errors: not_writable, disk_full.
  static base::Result<OutSink> begin(const std::string& out);
  OutSink(OutSink&&) noexcept;

  base::Result<void> write(std::string_view bytes) override;
  /// Ends the report. Errors: not_writable, disk_full.
  base::Result<void> commit();

 private:
  explicit OutSink(std::optional<platform::AtomicFile> file);
  /// Nothing: standard output.
  std::optional<platform::AtomicFile> file_;
};

/// Writes `bytes` to the file `out`, or to standard output if it is empty or "-".
base::Result<void> write_out(const std::string& out, std::string_view bytes);
/// Writes lines to standard output, harmless for a terminal whatever names and passages stand in them (base::display_name).
base::Result<void> tell(std::string_view lines);

/// Whether --out names a file and not the standard output.
bool is_file(const std::string& out);

/// "terminal", "json" or "markdown" for what is read as text: by the value of --format ("md" is "markdown"), or by the ending of
/// --out. Errors: usage.
base::Result<std::string> text_format(const std::string& format, const std::string& out);

/// What `crosswalk review --format json` wrote into a file. Errors: those of reading, malformed_review.
base::Result<comparison::ReviewFile> read_review_file(const std::string& path,
                                                      comparison::Keep keep = comparison::Keep::compared);
/// The same; malformed_review also where another version of the program wrote it.
base::Result<comparison::ReviewFile> read_known_review(const std::string& path,
                                                       comparison::Keep keep = comparison::Keep::compared);

}  // namespace crosswalk::cli
