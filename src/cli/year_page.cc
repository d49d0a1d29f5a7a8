// SPDX-License-Identifier: Apache-2.0
#include "cli/year_page.h"

#include <algorithm>
#include <optional>

namespace crosswalk::cli {
namespace {

using disclosure::CaseTimes;
using disclosure::ClockState;
using disclosure::Days;
using disclosure::Reading;
using disclosure::YearReport;
using Json = nlohmann::ordered_json;
using writing::BlankType;
using writing::Block;
using writing::Line;
using writing::Paper;
using Kind = Block::Kind;

void add_heading(Paper& page, const std::string& text) { page.blocks.push_back(writing::heading(2, text)); }
void add_paragraph(Paper& page, const std::string& text) { page.blocks.push_back(writing::paragraph(text)); }

std::vector<Line> row(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

Block block_of(Kind kind) {
  Block out;
  out.kind = kind;
  return out;
}

std::string share(std::size_t part, std::size_t whole) {
  if (whole == 0) return "none";
  // Rounded to whole percents.
  return std::to_string(part) + " of " + std::to_string(whole) + " (" + std::to_string((part * 200 + whole) / (2 * whole)) +
         " %)";
}

std::string text_of(const Days& days) {
  if (days.cases == 0) return "no case";
  return "median " + disclosure::days_text(days.median) + " days, longest " + disclosure::days_text(days.most) + " days, " +
         std::to_string(days.cases) + (days.cases == 1 ? " case" : " cases");
}

std::string day(const std::optional<artifacts::time::Instant>& at, const disclosure::Zone& zone) {
  return at ? zone.day_of(*at).iso() : "-";
}

void add_numbers(Paper& page, const YearReport& report) {
  const disclosure::YearFigures& figures = report.figures;
  Block block = block_of(Kind::facts);
  block.rows = {row({"Reports received", std::to_string(figures.received)}),
                row({"of them turned down", std::to_string(figures.turned_down)}),
                row({"Vulnerabilities with a fix", share(figures.patched, figures.vulnerabilities)}),
                row({"Disclosed in the year", std::to_string(figures.disclosed)}),
                row({"Open at the end", std::to_string(figures.open)}),
                row({"From awareness to review", text_of(figures.to_review)}),
                row({"From awareness to fix", text_of(figures.to_fix)}),
                row({"From awareness to disclosure", text_of(figures.to_disclosure)}),
                row({"From awareness to the last notice", text_of(figures.to_notices)}),
                row({"Clocks answered in time", std::to_string(figures.in_time)}),
                row({"answered, at once wanted", std::to_string(figures.done_unmeasured)}),
                row({"answered late", std::to_string(figures.done_late)}),
                row({"late and not answered", std::to_string(figures.late)}),
                row({"running", std::to_string(figures.running)}),
                row({"decided not to be required", std::to_string(figures.not_required)})};
  page.blocks.push_back(std::move(block));
}

/// "not_required" as people write it.
std::string plain(std::string_view word) {
  std::string out(word);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// Where a clock stands, in few words; where no number tells whether it was in time, how long it took.
std::string state_of(const Reading& reading) {
  return reading.state == ClockState::done_unmeasured ? "done " + disclosure::took_text(reading)
                                                      : plain(base::word(reading.state));
}

void add_cases(Paper& page, const YearReport& report, const disclosure::Zone& zone) {
  if (report.cases.empty()) {
    add_paragraph(page, "No case became known, was published or was open in this year.");
    return;
  }
  Block table = block_of(Kind::table);
  table.header = {"Case", "Aware", "Reviewed", "Fix", "Disclosed", "Last told"};
  for (const CaseTimes& each : report.cases) {
    table.rows.push_back(row({each.id, day(each.aware, zone), day(each.reviewed, zone), day(each.fixed, zone),
                              day(each.disclosed, zone), day(each.told, zone)}));
  }
  page.blocks.push_back(std::move(table));
  Block titles = block_of(Kind::facts);
  // The stage stands here: a terminal has no place for seven columns.
  for (const CaseTimes& each : report.cases) {
    const std::string stage = each.turned_down ? "turned down" : std::string(base::word(each.stage));
    titles.rows.push_back(row({each.id + ", " + stage, each.title}));
  }
  page.blocks.push_back(std::move(titles));
}

void add_clocks(Paper& page, const YearReport& report, const disclosure::Zone& zone) {
  Block table = block_of(Kind::table);
  table.header = {"Case", "Clock", "Due", "Done", "State"};
  for (const CaseTimes& each : report.cases) {
    for (const Reading& reading : each.clocks) {
      const auto last = reading.last_day(zone);
      table.rows.push_back(row({each.id, reading.regime->title + ": " + reading.clock->title, last ? last->iso() : "at once",
                                day(reading.done_at, zone), state_of(reading)}));
    }
  }
  if (table.rows.empty()) return add_paragraph(page, "No clock was started.");
  page.blocks.push_back(std::move(table));
}

Json days_json(const Days& days) {
  return {
      {"cases", days.cases}, {"median", static_cast<double>(days.median) / 10}, {"longest", static_cast<double>(days.most) / 10}};
}

Json moment_json(const std::optional<artifacts::time::Instant>& at) { return at ? Json(artifacts::time::text_of(*at)) : Json(); }

}  // namespace

const std::vector<writing::Blank>& year_blanks() {
  static const std::vector<writing::Blank> blanks{
      {BlankType::name, "who held the review, and in which role"},
      {BlankType::date, "when it was held"},
      {BlankType::text, "issues since the last review that concern how vulnerabilities are handled"},
      {BlankType::text, "conclusions: what was late and why, what worked, what did not"},
      {BlankType::text, "what will be changed, by whom and until when"},
      {BlankType::name, "who approved it"},
  };
  return blanks;
}

Paper year_page(const std::string& manufacturer, const YearReport& report, const disclosure::Zone& zone,
                const std::string& head) {
  Paper page;
  page.title = "Vulnerability handling in " + std::to_string(report.year) + ": draft of the yearly review";
  page.language = "en";
  page.state = writing::State::draft;
  page.made = report.until;
  add_paragraph(page, (manufacturer.empty() ? "" : manufacturer + ". ") + "As of " + zone.text_of(report.until) +
                          ". Days are those of " + zone.name() + (head.empty() ? "." : ". Register: " + head + "."));
  add_paragraph(page, "Made from the register. " + std::to_string(year_blanks().size()) +
                          " blanks are for people to fill; until then this is a draft.");
  add_heading(page, "The year in numbers");
  add_numbers(page, report);
  add_heading(page, "Cases");
  add_cases(page, report, zone);
  add_heading(page, "Clocks");
  add_clocks(page, report, zone);
  add_heading(page, "Review");
  Block list = block_of(Kind::list);
  for (const writing::Blank& blank : year_blanks())
    list.items.push_back({writing::paragraph(writing::words_with_blanks(writing::blank_text(blank.type, blank.wanted)))});
  page.blocks.push_back(std::move(list));
  return page;
}

Json year_json(const std::string& manufacturer, const YearReport& report, const disclosure::Zone& zone, const std::string& head) {
  const disclosure::YearFigures& figures = report.figures;
  Json out = {{"year", report.year},
              {"as_of", artifacts::time::text_of(report.until)},
              {"manufacturer", manufacturer},
              {"time_zone", zone.name()},
              {"register_head", head}};
  out["figures"] = {{"received", figures.received},
                    {"turned_down", figures.turned_down},
                    {"vulnerabilities", figures.vulnerabilities},
                    {"patched", figures.patched},
                    {"disclosed", figures.disclosed},
                    {"open", figures.open},
                    {"days_to_review", days_json(figures.to_review)},
                    {"days_to_fix", days_json(figures.to_fix)},
                    {"days_to_disclosure", days_json(figures.to_disclosure)},
                    {"days_to_notices", days_json(figures.to_notices)},
                    {"clocks",
                     {{"in_time", figures.in_time},
                      {"done_unmeasured", figures.done_unmeasured},
                      {"done_late", figures.done_late},
                      {"late", figures.late},
                      {"running", figures.running},
                      {"not_required", figures.not_required}}}};
  out["cases"] = Json::array();
  for (const CaseTimes& each : report.cases) {
    Json one = {{"id", each.id},
                {"title", each.title},
                {"stage", base::word(each.stage)},
                {"turned_down", each.turned_down},
                {"aware", moment_json(each.aware)},
                {"reviewed", moment_json(each.reviewed)},
                {"fixed", moment_json(each.fixed)},
                {"disclosed", moment_json(each.disclosed)},
                {"last_notice", moment_json(each.told)},
                {"clocks", Json::array()}};
    for (const Reading& reading : each.clocks) {
      const auto last = reading.last_day(zone);
      one["clocks"].push_back({{"clock", reading.clock->id},
                               {"state", base::word(reading.state)},
                               {"last_day", last ? Json(last->iso()) : Json()},
                               {"done", moment_json(reading.done_at)}});
    }
    out["cases"].push_back(std::move(one));
  }
  out["blanks"] = Json::array();
  for (const writing::Blank& blank : year_blanks())
    out["blanks"].push_back({{"type", base::word(blank.type)}, {"what", blank.wanted}});
  return out;
}

}  // namespace crosswalk::cli
