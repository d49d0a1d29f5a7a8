// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/cvss/severity.h"
#include "artifacts/finding.h"
#include "casebook/casebook.h"
#include "cli/case_text.h"
#include "cli/case_workspace.h"
#include "disclosure/case.h"
#include "disclosure/clock.h"

namespace CLI {
class App;
}

namespace crosswalk::cli {

using disclosure::Instant;

/// What commands that read the register are told.
struct ReaderArguments {
  std::string workspace;
  std::string as_of;
};

/// What commands that change it are told besides.
struct WriterArguments {
  std::string workspace;
  std::string at;
  std::string by;
  std::string why;
};

/// Adds --workspace.
void add_workspace_option(CLI::App& command, std::string& workspace);
/// Adds --workspace and --as-of; `as_of` says what that means.
void add_reader_options(CLI::App& command, ReaderArguments& arguments, const char* as_of);
/// What --as-of means to who shows the register as it was.
inline constexpr const char* as_of_register = "The register as it was then, a day to its end (default: as it is now)";
/// ... and to who counts time by what the register says now.
inline constexpr const char* as_of_events = "Up to when time is counted, by what is in the register now (default: now)";
/// Adds --workspace, --by, --why and --at.
void add_writer_options(CLI::App& command, WriterArguments& arguments);

/// A workspace, and the moment at which it is looked at.
struct OpenedReader {
  CaseWorkspace workspace;
  Instant as_of = 0;
  /// The same where somebody named it: up to then the register is looked at. Nothing: as it is.
  std::optional<Instant> until;
};

/// Opens the workspace. A day as --as-of means its end, in the workspace's zone; nothing means now. Errors: usage; those of
/// open_case_workspace().
base::Result<OpenedReader> open_reader(const ReaderArguments& arguments);

/// A workspace, and who changes something in it.
struct OpenedWriter {
  CaseWorkspace workspace;
  casebook::Signature signature;
};

/// Opens the workspace to change its register: --by, or the environment variable CROSSWALK_BY, says who; `why_else` is the reason
/// where none is given. Errors: usage, where nobody is named or there is no reason; those of open_case_workspace().
base::Result<OpenedWriter> open_writer(const WriterArguments& arguments, std::string_view why_else);
/// open_writer(), or, for a preview, open_preview().
base::Result<OpenedWriter> open_writer_or_preview(bool is_preview, const WriterArguments& arguments, std::string_view why_else);
/// The same for a preview, which nobody has to answer for. Errors: those of open_case_workspace(); usage, for --at.
base::Result<OpenedWriter> open_preview(const WriterArguments& arguments, std::string_view why_else);

/// An error of the register for people of this workspace: where it is about the moment of a change, moments as they are in its
/// zone.
base::Error in_zone(base::Error error, const CaseWorkspace& workspace);

/// Opens the register to change it, or makes it, which is said. Where somebody else makes it at the same moment, theirs is
/// opened. Errors: those of Casebook::open() and create().
base::Result<casebook::Casebook> open_or_make(const OpenedWriter& writer);

/// The moment up to which something is looked at: nothing means now, a day its last second in `zone`, else as
/// disclosure::read_moment() has it. `option` stands in errors. Errors: usage.
base::Result<Instant> end_named(std::string_view option, std::string_view text, const disclosure::Zone& zone);

/// The moment that an option names: nothing means now, a day its first second in `zone`, else as disclosure::read_moment() has
/// it. "now" is `now`, where that is given. `option` stands in errors. Errors: usage.
base::Result<Instant> moment_named(std::string_view option, std::string_view text, const disclosure::Zone& zone,
                                   const std::optional<Instant>& now = {});

/// The highest severity that the CVSS vectors of a case give.
struct CaseSeverity {
  /// Tenths of a point.
  int score = 0;
  artifacts::cvss::Level level = artifacts::cvss::Level::none;
  std::string vector;

  /// "9.8 critical".
  [[nodiscard]] std::string text() const;
};

/// Nothing where it has no vector. Of several with the same score the first.
std::optional<CaseSeverity> severity_of(const disclosure::Case& one);

/// What of a case does not fit the released versions that the workspace names: products and versions that it does not know, and
/// ranges that hold none of them. Each a sentence.
std::vector<std::string> version_remarks(const disclosure::Case& one, const disclosure::Organisation& organisation);

/// Of decisions and notices that `after` has and `before` has not: those for clocks of a regime that does not apply, and why not,
/// each a sentence.
std::vector<std::string> regime_remarks(const disclosure::Case& before, const disclosure::Case& after,
                                        const CaseWorkspace& workspace);

/// Why a regime applies to a manufacturer or does not: "for markets EU (ours); for medical devices, which ...".
std::string why_applies(const disclosure::Regime& regime, const disclosure::Manufacturer& manufacturer);

/// What a stage wants, as disclosure::missing_for() says it ("ratings: a CVSS vector"), for people: what is wanted, and the
/// option or the command that gives it ("a CVSS vector (--vector VECTOR)").
std::string with_option(std::string_view missing);

/// Everything that keeps a case from being kept: what is wrong, and what it lacks for its stage; a line each, moments as
/// they are in `zone`.
std::vector<std::string> obstacles_of(const disclosure::Case& one, const disclosure::Zone& zone);

/// Writes what is good to know of a change, and keeps nothing back: a stage that goes back, warnings of check_case(),
/// future_remarks(), version_remarks(), regime_remarks(). `at` is the moment of the change. To standard error.
void say_remarks(const disclosure::Case& before, const disclosure::Case& after, const CaseWorkspace& workspace, Instant at);

/// The events of a case that `before` has not and that are later than `at`: the year is often a slip, and a clock that begins in
/// the future is watched by nobody.
std::vector<std::string> future_remarks(const disclosure::Case& before, const disclosure::Case& after, Instant at,
                                        const disclosure::Zone& zone);

/// Findings about a file, as "FILE: line 3, /pointer: what is wrong".
std::vector<std::string> lines_of(std::string_view file, const std::vector<artifacts::Finding>& findings);

/// Reads a case from a file, or ("-") from standard input: the case itself, or an export that holds one alone. Mistakes go to
/// `findings`. Errors: malformed_data, where it is no JSON or holds several cases; those of reading.
base::Result<disclosure::Case> read_case_file(const std::string& path, std::vector<artifacts::Finding>& findings);
/// The same of a text; `name` stands in errors.
base::Result<disclosure::Case> read_case_text(std::string text, const std::string& name,
                                              std::vector<artifacts::Finding>& findings);

/// A cell of CSV in quotes where it needs them. What a spreadsheet would work out as a formula gets an apostrophe before it.
/// Source: RFC 4180; OWASP, CSV Injection.
std::string csv_cell(std::string_view text);
/// Cells as a line with its end.
std::string csv_line(const std::vector<std::string>& cells);

/// The clocks of a case that are not done, what is most urgent first.
std::vector<disclosure::Reading> open_clocks(const disclosure::Case& one, const OpenedReader& reader);

/// "late since 2026-11-20", "due by 2026-11-23", "due at once", "until 2026-12-01", "done 2026-11-20, after 6 days": a clock in a
/// few words, days in `zone`.
std::string standing_of(const disclosure::Reading& reading, const disclosure::Zone& zone);

}  // namespace crosswalk::cli
