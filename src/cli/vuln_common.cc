// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_common.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/json/value.h"
#include "artifacts/vers/vers.h"
#include "base/display_name.h"
#include "base/text.h"
#include "cli/common.h"
#include "disclosure/timeline.h"
#include "platform/clock.h"
#include "platform/file.h"
#include "platform/terminal.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace cvss = artifacts::cvss;
namespace vers = artifacts::vers;
using disclosure::Case;

constexpr std::uint64_t largest_case = 16ULL << 20;

/// Whether a spreadsheet may take a cell for a formula: some leave white space out, some take the wide signs of CJK for the
/// narrow.
bool begins_formula(std::string_view text) {
  text = base::trim(text);
  constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return text.starts_with(sign); });
}

base::Result<Instant> now() {
  const auto out = artifacts::time::parse_rfc3339(platform::utc_now());
  if (!out) return base::Error{base::ErrorCode::internal, "the clock of the system", {}};
  return *out;
}

/// The day in which regimes are looked at, before the zone is known.
base::Result<base::Date> rough_day(std::string_view option, const std::string& text) {
  if (text.empty()) return platform::today();
  if (const auto day = base::parse_iso_date(text)) return *day;
  if (const auto at = artifacts::time::parse_rfc3339(text)) return disclosure::Zone().day_of(*at);
  return base::Error{base::ErrorCode::usage, std::string(option) + " " + text,
                     "write a day as 2026-01-31, or a moment as 2026-01-31T14:30:00Z"};
}

void add_remarks_on(const disclosure::AffectedProduct& product, const disclosure::Organisation& organisation,
                    std::vector<std::string>& out) {
  const disclosure::Product* known = organisation.find(product.product);
  if (known == nullptr) {
    out.push_back("crosswalk.yaml names no product '" + product.product + "'");
    return;
  }
  const auto range = vers::read(product.versions);
  if (!range || known->versions.empty()) return;
  for (const vers::Constraint& constraint : range->constraints) {
    if (!constraint.version.empty() && known->find(constraint.version) == nullptr)
      out.push_back("the range " + product.versions + " of '" + product.product + "' names version " + constraint.version +
                    ", which crosswalk.yaml does not list as released");
  }
  if (std::none_of(known->versions.begin(), known->versions.end(),
                   [&](const auto& one) { return vers::contains(*range, one.version); }))
    out.push_back("no released version of '" + product.product + "' lies in " + product.versions);
}

}  // namespace

void add_reader_options(CLI::App& command, ReaderArguments& arguments) {
  command.add_option("--workspace", arguments.workspace, "Folder with crosswalk.yaml and the register (default: this one)")
      ->type_name("DIR");
  command.add_option("--as-of", arguments.as_of, "The moment, or the end of the day, to look at (default: now)")
      ->type_name("DATE");
}

void add_writer_options(CLI::App& command, WriterArguments& arguments) {
  command.add_option("--workspace", arguments.workspace, "Folder with crosswalk.yaml and the register (default: this one)")
      ->type_name("DIR");
  command.add_option("--by", arguments.by, "Who makes the change (default: the environment's CROSSWALK_BY)")
      ->type_name("\"NAME <MAIL>\"");
  command.add_option("--why", arguments.why, "Why")->type_name("TEXT");
  command.add_option("--at", arguments.at, "When (default: now)")->type_name("TIME");
}

base::Result<Instant> moment_named(std::string_view option, std::string_view text, const disclosure::Zone& zone) {
  if (text.empty()) return now();
  if (const auto at = artifacts::time::parse_rfc3339(text)) return *at;
  if (const auto day = base::parse_iso_date(text)) return zone.beginning_of(*day);
  return base::Error{base::ErrorCode::usage, std::string(option) + " " + std::string(text),
                     "write a day as 2026-01-31, or a moment as 2026-01-31T14:30:00Z"};
}

base::Result<Instant> end_named(std::string_view option, std::string_view text, const disclosure::Zone& zone) {
  if (const auto day = base::parse_iso_date(text)) return zone.beginning_of(disclosure::add_days(*day, 1)) - 1;
  return moment_named(option, text, zone);
}

base::Result<OpenedReader> open_reader(const ReaderArguments& arguments) {
  CW_ASSIGN_OR_RETURN(const base::Date day, rough_day("--as-of", arguments.as_of));
  OpenedReader out;
  CW_ASSIGN_OR_RETURN(out.workspace, open_case_workspace(arguments.workspace, day));
  CW_ASSIGN_OR_RETURN(out.as_of, end_named("--as-of", arguments.as_of, out.workspace.manufacturer.zone));
  return out;
}

base::Result<OpenedWriter> open_preview(const WriterArguments& arguments, std::string_view why_else) {
  CW_ASSIGN_OR_RETURN(const base::Date day, rough_day("--at", arguments.at));
  OpenedWriter out;
  out.signature.who = arguments.by;
  if (const char* by = std::getenv("CROSSWALK_BY"); by != nullptr && out.signature.who.empty()) out.signature.who = by;
  out.signature.why = arguments.why.empty() ? std::string(why_else) : arguments.why;
  CW_ASSIGN_OR_RETURN(out.workspace, open_case_workspace(arguments.workspace, day));
  CW_ASSIGN_OR_RETURN(out.signature.at, moment_named("--at", arguments.at, out.workspace.manufacturer.zone));
  return out;
}

base::Result<OpenedWriter> open_writer(const WriterArguments& arguments, std::string_view why_else) {
  CW_ASSIGN_OR_RETURN(OpenedWriter out, open_preview(arguments, why_else));
  if (base::trim(out.signature.who).empty())
    return base::Error{base::ErrorCode::usage, "--by", "say who makes the change: --by \"NAME <MAIL>\", or set CROSSWALK_BY"};
  if (base::trim(out.signature.why).empty())
    return base::Error{base::ErrorCode::usage, "--why", "say why: the history keeps the reason of every change"};
  return out;
}

std::string CaseSeverity::text() const { return cvss::tenths_as_text(score) + " " + std::string(cvss::text_of(level)); }

std::optional<CaseSeverity> severity_of(const Case& one) {
  std::optional<CaseSeverity> out;
  for (const disclosure::Rating& rating : one.ratings) {
    const auto vector = cvss::parse(rating.vector);
    if (!vector) continue;
    const int score = cvss::score(*vector).overall;
    if (!out || score > out->score) out = {score, cvss::severity_of(vector->version(), score), rating.vector};
  }
  return out;
}

std::vector<std::string> version_remarks(const Case& one, const disclosure::Organisation& organisation) {
  std::vector<std::string> out;
  for (const disclosure::AffectedProduct& product : one.affected) add_remarks_on(product, organisation, out);
  for (const disclosure::FixedVersion& fixed : one.resolution.fixed) {
    const disclosure::Product* known = organisation.find(fixed.product);
    if (known == nullptr) {
      out.push_back("crosswalk.yaml names no product '" + fixed.product + "'");
    } else if (known->find(fixed.version) == nullptr) {
      out.push_back("version " + fixed.version + " of '" + fixed.product +
                    "' is said to be fixed, and crosswalk.yaml does not list it as released");
    }
  }
  std::vector<std::string> unique;
  for (std::string& each : out) {
    if (std::find(unique.begin(), unique.end(), each) == unique.end()) unique.push_back(std::move(each));
  }
  return unique;
}

std::vector<std::string> obstacles_of(const Case& one) {
  std::vector<std::string> out;
  if (!base::is_utf8(disclosure::write_case(one))) out.emplace_back("one of its texts is not in UTF-8");
  for (const artifacts::Finding& finding : disclosure::check_case(one)) {
    if (finding.level == artifacts::FindingLevel::error) out.push_back(finding.pointer + ": " + finding.message);
  }
  for (const std::string& missing : disclosure::missing_for(one, one.stage))
    out.push_back("missing for '" + std::string(base::word(one.stage)) + "': " + missing);
  return out;
}

void say_remarks(const Case& one, const disclosure::Organisation& organisation) {
  for (const artifacts::Finding& finding : disclosure::check_case(one)) {
    if (finding.level != artifacts::FindingLevel::error) say("warning: " + finding.pointer + ": " + finding.message);
  }
  for (const std::string& remark : version_remarks(one, organisation)) say("warning: " + remark);
}

std::vector<std::string> lines_of(std::string_view file, const std::vector<artifacts::Finding>& findings) {
  std::vector<std::string> out;
  for (const artifacts::Finding& finding : findings) {
    std::string line(file);
    if (finding.line > 0) line += ": line " + std::to_string(finding.line);
    if (!finding.pointer.empty()) line += ", " + finding.pointer;
    out.push_back(line + ": " + finding.message);
  }
  return out;
}

std::string text_of(const std::vector<casebook::FieldChange>& changes) {
  const int width = std::min(platform::terminal_width(platform::Stream::out), 100);
  std::string out;
  for (const casebook::FieldChange& change : changes) {
    // Behind the last one of a list. Source: RFC 6901, 4.
    std::string line = change.field.ends_with("/-")
                           ? reports::visible(change.field.substr(0, change.field.size() - 2)) + " (one more): "
                           : reports::visible(change.field) + ": ";
    line += change.before.empty() ? "(nothing)" : reports::visible(change.before);
    line += " -> ";
    line += change.after.empty() ? "(nothing)" : reports::visible(change.after);
    std::string indent = "  ";
    for (const std::string& part : reports::wrap(line, width - 6)) {
      out.append(indent).append(part).append("\n");
      indent = "      ";
    }
  }
  return out;
}

base::Result<Case> read_case_text(std::string text, const std::string& name, std::vector<artifacts::Finding>& findings) {
  CW_ASSIGN_OR_RETURN(const artifacts::json::Document document, artifacts::json::parse(std::move(text), {name}));
  artifacts::json::Value root = document.root();
  if (const auto cases = root["cases"]; cases.is_array()) {
    if (cases.size() != 1)
      return base::Error{base::ErrorCode::malformed_data, name,
                         "it holds " + std::to_string(cases.size()) + " cases; one is wanted"};
    root = cases.at(0);
  }
  return disclosure::read_case(root, findings);
}

base::Result<Case> read_case_file(const std::string& path, std::vector<artifacts::Finding>& findings) {
  std::string text;
  if (path == "-") {
    CW_ASSIGN_OR_RETURN(const platform::File file, platform::File::spool(0, largest_case, "standard input"));
    CW_ASSIGN_OR_RETURN(text, file.read_all(largest_case));
  } else {
    CW_ASSIGN_OR_RETURN(text, platform::read_file(path, largest_case));
  }
  return read_case_text(std::move(text), path == "-" ? "standard input" : path, findings);
}

void add_wrapped(std::string& out, int first, int rest, std::string_view text) {
  constexpr int columns = 80;
  int indent = first;
  for (const std::string& line : reports::wrap(reports::visible(text), columns - rest)) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + line + "\n";
    indent = rest;
  }
}

std::string csv_cell(std::string_view text) {
  std::string out;
  for (const std::string_view line : base::split(text, '\n')) {
    std::string plain(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    std::replace_if(
        plain.begin(), plain.end(), [](char each) { return each == '\t' || each == '\r'; }, ' ');
    out += (line.data() == text.data() ? "" : "\n") + base::display_name(plain);
  }
  if (begins_formula(out)) out.insert(out.begin(), '\'');
  if (out.find_first_of(",\"\n") == std::string::npos && !out.starts_with(' ') && !out.ends_with(' ')) return out;
  std::string quoted = "\"";
  for (const char each : out) quoted += each == '"' ? "\"\"" : std::string(1, each);
  return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return out + "\r\n";
}

std::vector<disclosure::Reading> open_clocks(const Case& one, const OpenedReader& reader) {
  using State = disclosure::ClockState;
  auto out = disclosure::read_clocks(disclosure::timeline_of(one), reader.workspace.regimes, reader.workspace.manufacturer,
                                     reader.as_of);
  std::erase_if(out, [](const disclosure::Reading& reading) {
    return reading.state != State::late && reading.state != State::due && reading.state != State::running;
  });
  std::sort(out.begin(), out.end(), disclosure::is_more_urgent);
  return out;
}

std::string standing_of(const disclosure::Reading& reading, const disclosure::Zone& zone) {
  using State = disclosure::ClockState;
  const auto last = reading.last_day(zone);
  switch (reading.state) {
    case State::late:
      return "late since " + zone.day_of(*reading.late_from).iso();
    case State::due:
      return last ? "due by " + last->iso() : "due at once";
    case State::running:
      return "until " + last->iso();
    case State::done:
    case State::done_late:
      return (reading.state == State::done ? "done " : "done late ") + zone.day_of(*reading.done_at).iso();
    case State::not_required:
      return "not required";
  }
  return {};
}

}  // namespace crosswalk::cli
