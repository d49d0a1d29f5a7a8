// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/clock_calendar.h"
#include "cli/clock_reading.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/vuln_common.h"
#include "disclosure/timeline.h"
#include "packs/diagnostics.h"
#include "reports/escape.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using disclosure::ClockState;
using disclosure::Reading;
using Json = nlohmann::ordered_json;

constexpr Instant day_seconds = 86'400;
constexpr int text_columns = 76;

struct Arguments {
  ReaderArguments reader;
  std::vector<std::string> ids;
  std::vector<std::string> regimes;
  std::string within;
  bool all = false;
  bool list_regimes = false;
  std::string format = "terminal";
  std::string out;
};

/// What was found, what is most urgent first.
struct Found {
  std::vector<Reading> readings;
  std::array<std::size_t, base::Words<ClockState>::names.size()> counts{};
  std::size_t cases = 0;

  [[nodiscard]] std::size_t count(ClockState state) const { return counts[static_cast<std::size_t>(state)]; }
};

bool is_open(const Reading& reading) {
  return reading.state == ClockState::late || reading.state == ClockState::due || reading.state == ClockState::running;
}

/// "7d" or "7": days. Errors: usage.
base::Result<std::optional<int>> days_of(const std::string& text) {
  if (text.empty()) return std::optional<int>();
  int days = 0;
  const char* end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, days);
  if (fault == std::errc() && days >= 0 && days <= 36'500 && (rest == end || std::string_view(rest, end) == "d"))
    return std::optional(days);
  return base::Error{base::ErrorCode::usage, "--within " + text, "write days as 7d"};
}

/// Takes away what is not wanted; errors: usage, with the nearest name.
base::Result<void> keep_regimes(const std::vector<std::string>& wanted, std::vector<disclosure::Regime>& regimes) {
  if (wanted.empty()) return {};
  std::vector<std::string> known;
  known.reserve(regimes.size());
  for (const auto& regime : regimes) known.push_back(regime.id);
  for (const std::string& id : wanted) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    const std::string meant = packs::nearest(id, known);
    return base::Error{base::ErrorCode::usage, "--regime " + id,
                       "there is no such regime" + (meant.empty() ? "" : "; '" + meant + "' may be meant")};
  }
  std::erase_if(regimes, [&](const auto& regime) { return std::find(wanted.begin(), wanted.end(), regime.id) == wanted.end(); });
  return {};
}

base::Result<Found> read_all(const Arguments& arguments, const OpenedReader& reader) {
  CW_ASSIGN_OR_RETURN(const std::optional<int> within, days_of(arguments.within));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(reader.workspace, store::Register::Access::read));
  for (const std::string& id : arguments.ids) CW_RETURN_IF_ERROR(book.find(id));
  Found out;
  CW_RETURN_IF_ERROR(book.for_each([&](const Case& one) {
    const bool named = std::find(arguments.ids.begin(), arguments.ids.end(), one.id) != arguments.ids.end();
    if (!arguments.ids.empty() && !named) return true;
    if (one.stage == disclosure::Stage::closed && !arguments.all && !named) return true;
    ++out.cases;
    for (Reading& reading : disclosure::read_clocks(disclosure::timeline_of(one), reader.workspace.regimes,
                                                    reader.workspace.manufacturer, reader.as_of)) {
      if (!arguments.all && !is_open(reading)) continue;
      if (within && is_open(reading) && reading.late_from && *reading.late_from > reader.as_of + *within * day_seconds) continue;
      ++out.counts[static_cast<std::size_t>(reading.state)];
      out.readings.push_back(std::move(reading));
    }
    return true;
  }));
  for (Reading& reading : out.readings) {
    if (reading.decided.by.empty()) continue;
    CW_ASSIGN_OR_RETURN(reading.decided.by, book.person(reading.decided.by));
  }
  std::sort(out.readings.begin(), out.readings.end(), disclosure::is_more_urgent);
  return out;
}

/// The first deadline that is not over yet.
const Reading* next_of(const Found& found) {
  for (const Reading& reading : found.readings) {
    if (reading.late_from && (reading.state == ClockState::due || reading.state == ClockState::running)) return &reading;
  }
  return nullptr;
}

std::string heading_of(ClockState state) {
  switch (state) {
    case ClockState::late:
      return "Late";
    case ClockState::due:
      return "Due within a day, or at once";
    case ClockState::running:
      return "Running";
    case ClockState::done_late:
    case ClockState::done:
    case ClockState::done_unmeasured:
    case ClockState::not_required:
      return "Done, or decided not to be required";
  }
  return {};
}

std::string terminal_text(const Found& found, const OpenedReader& reader) {
  const disclosure::Zone& zone = reader.workspace.manufacturer.zone;
  std::string out;
  add_wrapped(out, 0, 2, "Clocks as of " + zone.text_of(reader.as_of) + "; days are those of " + zone.name());
  std::string heading;
  // What is late, due and running, each together and in the order of urgency.
  std::vector<const Reading*> order;
  for (const Reading& reading : found.readings) order.push_back(&reading);
  const auto group_of = [](const Reading* reading) {
    return static_cast<int>(is_open(*reading) ? reading->state : ClockState::done);
  };
  std::stable_sort(order.begin(), order.end(), [&](const Reading* a, const Reading* b) { return group_of(a) < group_of(b); });
  for (const Reading* reading : order) {
    if (std::string now = heading_of(reading->state); now != heading) {
      heading = std::move(now);
      out += "\n" + heading + "\n";
    }
    out += text_of(*reading, zone);
  }
  out += "\n" + std::to_string(found.count(ClockState::late)) + " late, " + std::to_string(found.count(ClockState::due)) +
         " due, " + std::to_string(found.count(ClockState::running)) + " running; " + std::to_string(found.cases) +
         (found.cases == 1 ? " case\n" : " cases\n");
  if (const Reading* next = next_of(found)) {
    const std::string text = "next: " + next->last_day(zone)->iso() + ", " + next->case_id + ", " + next->clock->title;
    for (const std::string& line : reports::wrap(reports::visible(text), text_columns)) out += line + "\n";
  }
  return out;
}

std::string json_text(const Found& found, const OpenedReader& reader) {
  const disclosure::Zone& zone = reader.workspace.manufacturer.zone;
  Json counts = Json::object();
  for (std::size_t i = 0; i < found.counts.size(); ++i) counts[std::string(base::Words<ClockState>::names[i])] = found.counts[i];
  const Reading* next = next_of(found);
  std::string out = "{\n\"as_of\": " + Json(artifacts::time::text_of(reader.as_of)).dump() +
                    ",\n\"zone\": " + Json(zone.name()).dump() + ",\n\"cases\": " + std::to_string(found.cases) +
                    ",\n\"counts\": " + counts.dump() +
                    ",\n\"next\": " + (next == nullptr ? "null" : json_of(*next, zone).dump()) + ",\n\"clocks\": [";
  std::string before = "\n";
  for (const Reading& reading : found.readings) {
    out += before + json_of(reading, zone).dump(-1, ' ', false, Json::error_handler_t::replace);
    before = ",\n";
  }
  return writing::harmless_json(out + (found.readings.empty() ? "]\n}\n" : "\n]\n}\n"));
}

std::string regimes_text(const OpenedReader& reader) {
  std::string out;
  for (const disclosure::Regime& regime : reader.workspace.regimes) {
    const auto concerned = disclosure::applies(regime, reader.workspace.manufacturer);
    out += reports::visible(regime.id) + ": " + (!concerned ? "may apply" : *concerned ? "applies" : "does not apply") + "\n";
    const auto add = [&](const std::string& text) {
      for (const std::string& line : reports::wrap(reports::visible(text), text_columns)) out += "    " + line + "\n";
    };
    add(why_applies(regime, reader.workspace.manufacturer));
    add(regime.source + (regime.url.empty() ? "" : ", " + regime.url));
    add("compared with its source on " + regime.checked.iso());
    for (const disclosure::Clock& clock : regime.clocks)
      add("- " + clock.id + ": " + clock.title + ", " + (clock.within ? "within " + clock.within->text() : "at once") + " (" +
          clock.section + "; " + std::string(base::word(clock.force)) + ", confidence " +
          std::string(base::word(clock.confidence)) + ")");
  }
  return out;
}

std::string regimes_json(const OpenedReader& reader) {
  Json list = Json::array();
  for (const disclosure::Regime& regime : reader.workspace.regimes) {
    const auto concerned = disclosure::applies(regime, reader.workspace.manufacturer);
    Json clocks = Json::array();
    for (const disclosure::Clock& clock : regime.clocks) {
      clocks.push_back({{"id", clock.id},
                        {"title", clock.title},
                        {"within", clock.within ? clock.within->text() : "at once"},
                        {"to", clock.to},
                        {"section", clock.section},
                        {"force", base::word(clock.force)},
                        {"confidence", base::word(clock.confidence)}});
    }
    list.push_back({{"id", regime.id},
                    {"title", regime.title},
                    {"applies", concerned ? Json(*concerned) : Json()},
                    {"why", why_applies(regime, reader.workspace.manufacturer)},
                    {"source", regime.source},
                    {"url", regime.url},
                    {"checked", regime.checked.iso()},
                    {"clocks", clocks}});
  }
  return writing::harmless_json(Json({{"regimes", list}}).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(OpenedReader reader, open_reader(arguments.reader));
  CW_RETURN_IF_ERROR(keep_regimes(arguments.regimes, reader.workspace.regimes));
  if (arguments.list_regimes) {
    if (arguments.format == "ics")
      return base::Error{base::ErrorCode::usage, "--list-regimes", "regimes are shown as terminal or json"};
    CW_RETURN_IF_ERROR(write_out(arguments.out, arguments.format == "json" ? regimes_json(reader) : regimes_text(reader)));
    return clean;
  }
  CW_ASSIGN_OR_RETURN(const Found found, read_all(arguments, reader));
  std::string text;
  if (arguments.format == "json") {
    text = json_text(found, reader);
  } else if (arguments.format == "ics") {
    text = calendar_of(found.readings, reader.workspace.manufacturer.zone);
  } else {
    text = terminal_text(found, reader);
  }
  CW_RETURN_IF_ERROR(write_out(arguments.out, text));
  if (found.count(ClockState::late) > 0) return gaps;
  return found.count(ClockState::due) > 0 ? undecided : clean;
}

}  // namespace

void add_clock(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("clock", "Deadlines of vulnerability cases: what is late, due and next");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CASE", arguments->ids, "Which cases (default: all that are not closed)")->type_name("CASE");
  add_reader_options(*command, arguments->reader, as_of_events);
  command->add_option("--regime", arguments->regimes, "The clocks of this regime alone (may be given again)")
      ->allow_extra_args(false)
      ->type_name("ID");
  command->add_option("--within", arguments->within, "What is late, or will be within so many days: 7d")->type_name("DAYS");
  command->add_flag("--all", arguments->all, "Also what is done or not required, and closed cases");
  command->add_flag("--list-regimes", arguments->list_regimes, "Which regimes apply, and why");
  command->add_option("--format", arguments->format, "terminal, json or ics (a calendar)")
      ->check(CLI::IsMember({"terminal", "json", "ics"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  nothing is late, and nothing is due\n"
      "  1  something is late\n"
      "  4  nothing is late; something is due within a day, or at once\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register could not be read, or the result not be written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
