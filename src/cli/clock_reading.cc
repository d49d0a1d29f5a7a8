// SPDX-License-Identifier: Apache-2.0
#include "cli/clock_reading.h"

#include "cli/vuln_common.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

using artifacts::time::text_of;

constexpr int text_columns = 74;

void add_lines(std::string& out, const std::string& text) {
  for (const std::string& line : reports::wrap(reports::visible(text), text_columns)) out += "      " + line + "\n";
}

}  // namespace

nlohmann::ordered_json json_of(const disclosure::Reading& reading, const disclosure::Zone& zone) {
  nlohmann::ordered_json out = {{"case", reading.case_id},
                                {"clock", reading.clock->id},
                                {"title", reading.clock->title},
                                {"state", base::word(reading.state)},
                                {"started", text_of(reading.started)}};
  if (const auto last = reading.last_day(zone)) {
    out["late_from"] = text_of(*reading.late_from);
    out["last_day"] = last->iso();
  }
  out["zone"] = zone.name();
  if (reading.done_at) out["done_at"] = text_of(*reading.done_at);
  if (!reading.not_required_because.empty()) out["not_required_because"] = reading.not_required_because;
  if (!reading.decided.by.empty()) {
    out["decided"] = {{"by", reading.decided.by}, {"role", reading.decided.role}};
    if (reading.decided.at) out["decided"]["at"] = text_of(*reading.decided.at);
  }
  out["to"] = reading.clock->to;
  out["force"] = base::word(reading.clock->force);
  out["regime"] = reading.regime->id;
  out["source"] = reading.regime->source;
  out["section"] = reading.clock->section;
  if (!reading.regime->url.empty()) out["url"] = reading.regime->url;
  out["confidence"] = base::word(reading.clock->confidence);
  out["checked"] = reading.regime->checked.iso();
  if (!reading.clock->note.empty()) out["note"] = reading.clock->note;
  out["device_unsaid"] = reading.device_unsaid;
  return out;
}

std::string text_of(const disclosure::Reading& reading, const disclosure::Zone& zone) {
  using State = disclosure::ClockState;
  std::string head = reports::visible(reading.case_id) + "  " + standing_of(reading, zone);
  // Hours end within a day: which moment it is matters.
  const auto& within = reading.clock->within;
  const bool open = reading.state == State::late || reading.state == State::due || reading.state == State::running;
  if (open && within && within->unit == disclosure::PeriodUnit::hour) head += " (" + zone.text_of(*reading.late_from) + ")";
  std::string out = "  " + head + "\n";
  add_lines(out, reading.clock->title);
  std::string rule = (within ? "within " + within->text() : std::string("at once")) + " from " + zone.text_of(reading.started) +
                     "; to: " + reading.clock->to;
  add_lines(out, rule);
  std::string source = reading.regime->source + ", " + reading.clock->section + " (" +
                       std::string(base::word(reading.clock->force)) + "; confidence " +
                       std::string(base::word(reading.clock->confidence)) + ") [" + reading.clock->id + "]";
  add_lines(out, source);
  if (reading.state == State::done_unmeasured)
    add_lines(out, "the rule has no number of days: whether that was at once is for people to say");
  if (!reading.not_required_because.empty()) add_lines(out, "need not be done: " + reading.not_required_because);
  if (const auto& decided = reading.decided; !decided.by.empty())
    add_lines(out, "decided by " + decided.by + (decided.role.empty() ? "" : ", " + decided.role) +
                       (decided.at ? ", " + zone.text_of(*decided.at) : ""));
  if (reading.device_unsaid)
    add_lines(out,
              "nobody said whether the products are medical devices (device: in crosswalk.yaml); this applies only if they " +
                  std::string(*reading.regime->device ? "are" : "are not"));
  return out;
}

}  // namespace crosswalk::cli
