// SPDX-License-Identifier: Apache-2.0
#include "cli/clock_calendar.h"

#include <algorithm>

#include "base/text.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

using disclosure::ClockState;
using disclosure::Reading;

/// Lines may have 75 bytes.
constexpr std::size_t line_bytes = 75;

/// A text value. Source: RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char each : reports::visible(text)) {
    if (each == '\\' || each == ';' || each == ',') out += '\\';
    out += each;
  }
  return out;
}

/// Adds a line, folded where it is long, never within a character.
void add_line(std::string& out, std::string_view line) {
  std::size_t room = line_bytes;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = line_bytes - 1;
  }
  out.append(line).append("\r\n");
}

/// "20261123T143000Z", "20261123".
std::string compact(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char each) { return each == '-' || each == ':'; });
  return out;
}

void add_event(std::string& out, const Reading& reading, const disclosure::Zone& zone) {
  const auto& clock = *reading.clock;
  add_line(out, "BEGIN:VEVENT");
  add_line(out, "UID:" + escaped(reading.case_id + "." + clock.id) + "@crosswalk.invalid");
  add_line(out, "DTSTAMP:" + compact(artifacts::time::text_of(reading.started)));
  if (reading.late_from && clock.within->unit == disclosure::PeriodUnit::hour) {
    add_line(out, "DTSTART:" + compact(artifacts::time::text_of(*reading.late_from)));
  } else {
    const base::Date day = reading.late_from ? *reading.last_day(zone) : zone.day_of(reading.started);
    add_line(out, "DTSTART;VALUE=DATE:" + compact(day.iso()));
  }
  add_line(out, "SUMMARY:" + escaped(reading.case_id + ": " + clock.title));
  add_line(out, "DESCRIPTION:" + escaped("To: " + clock.to + ". " + reading.regime->source + ", " + clock.section + " (" +
                                         std::string(base::word(clock.force)) + ")" +
                                         (clock.within ? "" : ". At once: the rule has no number.")));
  add_line(out, "CLASS:CONFIDENTIAL");
  add_line(out, "TRANSP:TRANSPARENT");
  add_line(out, "BEGIN:VALARM");
  add_line(out, "ACTION:DISPLAY");
  add_line(out, "DESCRIPTION:" + escaped(reading.case_id + ": " + clock.title));
  add_line(out, "TRIGGER:-P1D");
  add_line(out, "END:VALARM");
  add_line(out, "END:VEVENT");
}

bool is_open(const Reading& reading) {
  return reading.state == ClockState::late || reading.state == ClockState::due || reading.state == ClockState::running;
}

/// The zone that moments are written in. A calendar has to hold something. Source: RFC 5545, 3.6 and 3.6.5.
void add_utc(std::string& out) {
  for (const char* line : {"BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000",
                           "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"})
    add_line(out, line);
}

}  // namespace

std::string calendar_of(std::span<const Reading> readings, const disclosure::Zone& zone) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Crosswalk//clock//EN");
  if (std::none_of(readings.begin(), readings.end(), is_open)) add_utc(out);
  for (const Reading& reading : readings) {
    if (is_open(reading)) add_event(out, reading, zone);
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace crosswalk::cli
