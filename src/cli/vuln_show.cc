// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "artifacts/cvss/score.h"
#include "cli/clock_reading.h"
#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "disclosure/moment.h"
#include "disclosure/timeline.h"
#include "disclosure/versions.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using Json = nlohmann::ordered_json;

constexpr std::string_view reference_mark = "person:";
constexpr std::size_t reference_size = reference_mark.size() + 64;

struct Arguments {
  ReaderArguments reader;
  std::string id;
  std::string format = "terminal";
  std::string out;
};

/// All that is shown of a case.
struct Shown {
  Case one;
  std::vector<casebook::HistoryEntry> history;
  std::vector<disclosure::Reading> clocks;
  /// What the next stage wants; of a closed case nothing.
  std::optional<disclosure::Stage> next;
  std::vector<std::string> missing;
};

/// Puts persons in the place of the references in a text.
base::Result<std::string> with_persons(const casebook::Casebook& book, std::string text) {
  std::size_t at = 0;
  while ((at = text.find(reference_mark, at)) != std::string::npos) {
    const std::string reference = text.substr(at, reference_size);
    CW_ASSIGN_OR_RETURN(const std::string person, book.person(reference));
    if (person == reference) {
      at += reference_mark.size();
      continue;
    }
    std::string quoted = Json(person).dump(-1, ' ', false, Json::error_handler_t::replace);
    quoted = quoted.substr(1, quoted.size() - 2);
    text.replace(at, reference.size(), quoted);
    at += quoted.size();
  }
  return text;
}

base::Result<Shown> look_up(const casebook::Casebook& book, const std::string& id, const OpenedReader& reader) {
  Shown out;
  CW_ASSIGN_OR_RETURN(out.one, book.find(id, reader.until));
  for (disclosure::Person* person : disclosure::persons_of(out.one)) {
    CW_ASSIGN_OR_RETURN(person->text, book.person(person->text));
  }
  CW_ASSIGN_OR_RETURN(out.history, book.history(id, reader.until));
  for (casebook::HistoryEntry& entry : out.history) {
    for (casebook::FieldChange& field : entry.fields) {
      CW_ASSIGN_OR_RETURN(field.before, with_persons(book, std::move(field.before)));
      CW_ASSIGN_OR_RETURN(field.after, with_persons(book, std::move(field.after)));
    }
  }
  out.clocks = disclosure::read_clocks(disclosure::timeline_of(out.one), reader.workspace.regimes, reader.workspace.manufacturer,
                                       reader.as_of);
  std::sort(out.clocks.begin(), out.clocks.end(), disclosure::is_more_urgent);
  if (out.one.stage != disclosure::Stage::closed) {
    out.next = static_cast<disclosure::Stage>(static_cast<int>(out.one.stage) + 1);
    out.missing = disclosure::missing_for(out.one, *out.next);
  }
  return out;
}

std::string terminal_text(const Shown& shown, const OpenedReader& reader) {
  const disclosure::Zone& zone = reader.workspace.manufacturer.zone;
  std::string out;
  add_value(out, {}, {}, Json::parse(disclosure::write_case(disclosure::in_order_of_versions(shown.one))), zone);
  if (const auto severity = severity_of(shown.one)) out += "\nSeverity: " + severity->text() + "\n";
  out += "\nClocks, as of " + zone.text_of(reader.as_of) + " (" + reports::visible(zone.name()) + ")\n";
  if (shown.clocks.empty()) out += "  none was started\n";
  for (const auto& reading : shown.clocks) out += text_of(reading, zone);
  if (shown.next) {
    out += "\nMissing for '" + std::string(base::word(*shown.next)) + "'" +
           (shown.missing.empty() ? "" : ", to be given with 'crosswalk vuln edit'") + "\n";
    if (shown.missing.empty()) out += "  nothing\n";
    for (const std::string& missing : shown.missing) add_wrapped(out, 2, 4, with_option(missing));
  }
  out += "\nHistory\n";
  for (const casebook::HistoryEntry& entry : shown.history) {
    add_wrapped(
        out, 2, 4,
        "change " + std::to_string(entry.number) + ", " + disclosure::with_local_moments(entry.at, zone) + ", " + entry.who);
    add_wrapped(out, 4, 4, entry.why);
    out += text_of(entry.fields, zone);
  }
  return out;
}

std::string json_text(const Shown& shown, const OpenedReader& reader) {
  const auto value_of = [](const std::string& text) { return text.empty() ? Json() : Json::parse(text, nullptr, false); };
  Json out = {{"as_of", artifacts::time::text_of(reader.as_of)}, {"case", Json::parse(disclosure::write_case(shown.one))}};
  if (const auto severity = severity_of(shown.one)) {
    out["severity"] = {
        {"score", severity->score / 10.0}, {"level", artifacts::cvss::text_of(severity->level)}, {"vector", severity->vector}};
  }
  out["clocks"] = Json::array();
  for (const auto& reading : shown.clocks) out["clocks"].push_back(json_of(reading, reader.workspace.manufacturer.zone));
  if (shown.next) out["missing"] = {{"stage", base::word(*shown.next)}, {"fields", shown.missing}};
  out["history"] = Json::array();
  for (const casebook::HistoryEntry& entry : shown.history) {
    Json fields = Json::array();
    for (const casebook::FieldChange& field : entry.fields)
      fields.push_back({{"field", field.field}, {"before", value_of(field.before)}, {"after", value_of(field.after)}});
    out["history"].push_back({{"number", entry.number},
                              {"at", entry.at},
                              {"who", entry.who},
                              {"why", entry.why},
                              {"fields", fields},
                              {"hash", entry.hash}});
  }
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

base::Result<void> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedReader reader, open_reader(arguments.reader));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(reader.workspace, store::Register::Access::read));
  CW_ASSIGN_OR_RETURN(const Shown shown, look_up(book, arguments.id, reader));
  return write_out(arguments.out, arguments.format == "json" ? json_text(shown, reader) : terminal_text(shown, reader));
}

}  // namespace

void add_vuln_show(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("show", "Show a case with its clocks, what is missing, and its history");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CASE", arguments->id, "Its id")->required()->type_name("CASE");
  add_reader_options(*command, arguments->reader, as_of_register);
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  the case is shown\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  there is no such case, or it could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
