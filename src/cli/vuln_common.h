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

/// Adds --workspace and --as-of.
void add_reader_options(CLI::App& command, ReaderArguments& arguments);
/// Adds --workspace, --by, --why and --at.
void add_writer_options(CLI::App& command, WriterArguments& arguments);

/// A workspace, and the moment at which it is looked at.
struct OpenedReader {
  CaseWorkspace workspace;
  Instant as_of = 0;
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
/// The same for a preview, which nobody has to answer for. Errors: those of open_case_workspace(); usage, for --at.
base::Result<OpenedWriter> open_preview(const WriterArguments& arguments, std::string_view why_else);

/// The moment up to which something is looked at: nothing means now, a day its last second in `zone`, else as RFC 3339 has it.
/// `option` stands in errors. Errors: usage.
base::Result<Instant> end_named(std::string_view option, std::string_view text, const disclosure::Zone& zone);

/// The moment that a text names: nothing means now; "2026-11-23T14:30:00Z", or a day, whose beginning in `zone` is meant.
/// `option` stands in errors. Errors: usage.
base::Result<Instant> moment_named(std::string_view option, std::string_view text, const disclosure::Zone& zone);

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

/// Everything that keeps a case from being kept: what is wrong, and what it lacks for its stage; a line each.
std::vector<std::string> obstacles_of(const disclosure::Case& one);

/// Writes what is good to know, and keeps nothing back: warnings of check_case(), version_remarks(). To standard error.
void say_remarks(const disclosure::Case& one, const disclosure::Organisation& organisation);

/// Findings about a file, as "FILE: line 3, /pointer: what is wrong".
std::vector<std::string> lines_of(std::string_view file, const std::vector<artifacts::Finding>& findings);

/// Changes of fields as lines for people, wrapped to the terminal: what was, and what is.
std::string text_of(const std::vector<casebook::FieldChange>& changes);

/// Reads a case from a file, or ("-") from standard input: the case itself, or an export that holds one alone. Mistakes go to
/// `findings`. Errors: malformed_data, where it is no JSON or holds several cases; those of reading.
base::Result<disclosure::Case> read_case_file(const std::string& path, std::vector<artifacts::Finding>& findings);
/// The same of a text; `name` stands in errors.
base::Result<disclosure::Case> read_case_text(std::string text, const std::string& name,
                                              std::vector<artifacts::Finding>& findings);

/// `text` in lines of at most 80 columns, made harmless: the first behind `first` blanks, the others behind `rest`, which is no
/// less.
void add_wrapped(std::string& out, int first, int rest, std::string_view text);

/// A cell of CSV in quotes where it needs them. What a spreadsheet would work out as a formula gets an apostrophe before it.
/// Source: RFC 4180; OWASP, CSV Injection.
std::string csv_cell(std::string_view text);
/// Cells as a line with its end.
std::string csv_line(const std::vector<std::string>& cells);

/// The clocks of a case that are not done, what is most urgent first.
std::vector<disclosure::Reading> open_clocks(const disclosure::Case& one, const OpenedReader& reader);

/// "late since 2026-11-20", "due by 2026-11-23", "due at once", "until 2026-12-01": a clock in a few words, days in `zone`.
std::string standing_of(const disclosure::Reading& reading, const disclosure::Zone& zone);

}  // namespace crosswalk::cli
