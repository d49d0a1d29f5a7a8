// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_common.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <utility>

#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/json/value.h"
#include "artifacts/vers/vers.h"
#include "base/display_name.h"
#include "base/text.h"
#include "cli/common.h"
#include "disclosure/moment.h"
#include "disclosure/notice.h"
#include "disclosure/timeline.h"
#include "platform/clock.h"
#include "platform/file.h"

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

base::Result<Instant> clock_now() {
  const auto out = artifacts::time::parse_rfc3339(platform::utc_now());
  if (!out) return base::Error{base::ErrorCode::internal, "the clock of the system", {}};
  return *out;
}

base::Result<Instant> read(std::string_view option, std::string_view text, const disclosure::Zone& zone,
                           const std::optional<Instant>& now, disclosure::DayMeans day) {
  Instant known = now.value_or(0);
  if (!now) {
    CW_ASSIGN_OR_RETURN(known, clock_now());
  }
  if (text.empty()) return known;
  const auto out = disclosure::read_moment(text, zone, known, day);
  if (out) return *out;
  return base::Error{base::ErrorCode::usage, std::string(option) + " " + std::string(text), out.error().detail};
}

/// The day in which regimes are looked at, before the zone is known.
base::Result<base::Date> rough_day(std::string_view option, std::string_view text) {
  const disclosure::Zone anywhere;
  CW_ASSIGN_OR_RETURN(const Instant at, read(option, text, anywhere, {}, disclosure::DayMeans::beginning));
  return anywhere.day_of(at);
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

void add_workspace_option(CLI::App& command, std::string& workspace) {
  command.add_option("--workspace", workspace, "Folder with crosswalk.yaml and the register (default: this one)")
      ->type_name("DIR");
}

void add_reader_options(CLI::App& command, ReaderArguments& arguments, const char* as_of) {
  add_workspace_option(command, arguments.workspace);
  command.add_option("--as-of", arguments.as_of, as_of)->type_name("TIME");
}

void add_writer_options(CLI::App& command, WriterArguments& arguments) {
  add_workspace_option(command, arguments.workspace);
  command.add_option("--by", arguments.by, "Who makes the change (default: the environment's CROSSWALK_BY)")
      ->type_name("\"NAME <MAIL>\"");
  command.add_option("--why", arguments.why, "Why")->type_name("TEXT");
  command.add_option("--at", arguments.at, "When (default: now); not before the last change of the case")->type_name("TIME");
}

base::Result<Instant> moment_named(std::string_view option, std::string_view text, const disclosure::Zone& zone,
                                   const std::optional<Instant>& now) {
  return read(option, text, zone, now, disclosure::DayMeans::beginning);
}

base::Result<Instant> end_named(std::string_view option, std::string_view text, const disclosure::Zone& zone) {
  return read(option, text, zone, {}, disclosure::DayMeans::end);
}

base::Result<OpenedReader> open_reader(const ReaderArguments& arguments) {
  CW_ASSIGN_OR_RETURN(const base::Date day, rough_day("--as-of", arguments.as_of));
  OpenedReader out;
  CW_ASSIGN_OR_RETURN(out.workspace, open_case_workspace(arguments.workspace, day));
  CW_ASSIGN_OR_RETURN(out.as_of, end_named("--as-of", arguments.as_of, out.workspace.manufacturer.zone));
  if (!arguments.as_of.empty()) out.until = out.as_of;
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
  out.signature.at_is_named = !arguments.at.empty();
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

base::Result<OpenedWriter> open_writer_or_preview(bool is_preview, const WriterArguments& arguments, std::string_view why_else) {
  return is_preview ? open_preview(arguments, why_else) : open_writer(arguments, why_else);
}

base::Error in_zone(base::Error error, const CaseWorkspace& workspace) {
  // Others may tell how a moment is written.
  if (!error.subject.starts_with("--at ")) return error;
  error.subject = disclosure::with_local_moments(error.subject, workspace.manufacturer.zone);
  error.detail = disclosure::with_local_moments(error.detail, workspace.manufacturer.zone);
  return error;
}

base::Result<casebook::Casebook> open_or_make(const OpenedWriter& writer) {
  const std::string path = writer.workspace.register_path();
  auto opened = open_casebook(writer.workspace, store::Register::Access::write);
  if (opened || opened.error().code != base::ErrorCode::not_found) return opened;
  auto made = casebook::Casebook::create(path, writer.signature.at);
  if (!made) {
    auto again = open_casebook(writer.workspace, store::Register::Access::write);
    return again ? std::move(again) : std::move(made);
  }
  say("made the register " + path);
  return made;
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

std::string why_applies(const disclosure::Regime& regime, const disclosure::Manufacturer& manufacturer) {
  std::string out;
  if (regime.markets.empty()) {
    out = "whatever the market";
  } else {
    out = "for markets";
    for (const std::string& market : regime.markets) {
      const auto& ours = manufacturer.markets;
      out += " " + market + (std::find(ours.begin(), ours.end(), market) == ours.end() ? " (not ours)" : " (ours)");
    }
  }
  if (!regime.device) return out;
  out += *regime.device ? "; for medical devices" : "; for what is no medical device";
  if (!manufacturer.device) return out + ", and crosswalk.yaml does not say whether the products are (device:)";
  return out + (*manufacturer.device ? ", and the products are said to be medical devices"
                                     : ", and the products are said to be no medical devices");
}

std::vector<std::string> regime_remarks(const Case& before, const Case& after, const CaseWorkspace& workspace) {
  std::set<std::string> named;
  for (const disclosure::ReportDecision& decision : after.decisions) {
    const auto same = [&](const auto& each) { return each.clock == decision.clock && each.required == decision.required; };
    if (std::none_of(before.decisions.begin(), before.decisions.end(), same)) named.insert(decision.clock);
  }
  for (const disclosure::Notice& notice : after.notices) {
    const auto same = [&](const auto& each) { return each.id == notice.id; };
    if (std::any_of(before.notices.begin(), before.notices.end(), same)) continue;
    for (const std::string& clock : disclosure::clocks_of(notice)) named.insert(clock);
  }
  std::vector<std::string> out;
  for (const disclosure::Regime& regime : workspace.regimes) {
    if (disclosure::applies(regime, workspace.manufacturer).value_or(true)) continue;
    for (const disclosure::Clock& clock : regime.clocks) {
      if (named.contains(clock.id))
        out.push_back("'" + clock.id + "' is no duty of yours, as " + regime.id + " does not apply: it is " +
                      why_applies(regime, workspace.manufacturer));
    }
  }
  return out;
}

std::string with_option(std::string_view missing) {
  struct Option {
    std::string_view field;
    std::string_view option;
  };
  constexpr std::array<Option, 14> options{
      {{"title", "--title TEXT"},
       {"source.kind", "--source WORD"},
       {"events", "--aware TIME"},
       {"outcome", "--outcome WORD"},
       {"description", "--description TEXT"},
       {"ratings", "--vector VECTOR"},
       {"affected", "--affected PRODUCT=RANGE"},
       {"clinical.risk", "--risk WORD"},
       {"resolution.kind", "--resolution WORD"},
       {"resolution.details", "--details TEXT"},
       {"resolution.fixed", "--fixed PRODUCT=VERSION"},
       {"decisions", "--decide CLOCK=yes|no with --role; 'crosswalk clock --list-regimes' has the ids"},
       {"approval", "--approve --role TEXT"},
       {"publications or notices", "'crosswalk disclosure notify', or 'advisory publish'"}}};
  const std::size_t colon = missing.find(": ");
  const auto* const found =
      std::find_if(options.begin(), options.end(), [&](const Option& each) { return each.field == missing.substr(0, colon); });
  if (colon == std::string_view::npos || found == options.end()) return std::string(missing);
  return std::string(missing.substr(colon + 2)) + " (" + std::string(found->option) + ")";
}

std::vector<std::string> obstacles_of(const Case& one, const disclosure::Zone& zone) {
  std::vector<std::string> out;
  if (!base::is_utf8(disclosure::write_case(one))) out.emplace_back("one of its texts is not in UTF-8");
  for (const artifacts::Finding& finding : disclosure::check_case(one)) {
    if (finding.level == artifacts::FindingLevel::error)
      out.push_back(finding.pointer + ": " + disclosure::with_local_moments(finding.message, zone));
  }
  for (const std::string& missing : disclosure::missing_for(one, one.stage))
    out.push_back("missing for '" + std::string(base::word(one.stage)) + "': " + with_option(missing));
  return out;
}

std::vector<std::string> future_remarks(const Case& before, const Case& after, Instant at, const disclosure::Zone& zone) {
  std::vector<std::string> out;
  for (const disclosure::Event& event : after.events) {
    if (!event.at || *event.at <= at) continue;
    const auto same = [&](const disclosure::Event& each) { return each.kind == event.kind && each.at == event.at; };
    if (std::any_of(before.events.begin(), before.events.end(), same)) continue;
    out.push_back("'" + std::string(base::word(event.kind)) + "' of " + zone.text_of(*event.at) +
                  " is yet to come: what it starts does not run until then");
  }
  return out;
}

void say_remarks(const Case& before, const Case& after, const CaseWorkspace& workspace, Instant at) {
  if (after.stage < before.stage)
    say_wrapped("warning: the stage goes back from '" + std::string(base::word(before.stage)) + "' to '" +
                std::string(base::word(after.stage)) + "'");
  for (const artifacts::Finding& finding : disclosure::check_case(after)) {
    if (finding.level != artifacts::FindingLevel::error) say_wrapped("warning: " + finding.pointer + ": " + finding.message);
  }
  for (const std::string& remark : future_remarks(before, after, at, workspace.manufacturer.zone))
    say_wrapped("warning: " + remark);
  for (const std::string& remark : version_remarks(after, workspace.organisation)) say_wrapped("warning: " + remark);
  for (const std::string& remark : regime_remarks(before, after, workspace)) say_wrapped("warning: " + remark);
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
    case State::done_unmeasured:
    case State::done_late:
      return (reading.state == State::done_late ? "done late " : "done ") + zone.day_of(*reading.done_at).iso() + ", " +
             disclosure::took_text(reading);
    case State::not_required:
      return "not required";
  }
  return {};
}

}  // namespace crosswalk::cli
