// SPDX-License-Identifier: Apache-2.0
#include "casebook/evidence.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "artifacts/time/instant.h"
#include "disclosure/notice.h"
#include "disclosure/timeline.h"

namespace crosswalk::casebook {
namespace {

/// Whom each clock asks to tell, by its id.
std::string audiences_of(std::span<const disclosure::Regime> regimes) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const disclosure::Regime& regime : regimes) {
    for (const disclosure::Clock& clock : regime.clocks) out[clock.id] = base::word(clock.audience);
  }
  return out.dump();
}

/// Whom a clock asks to tell; users, where a notice names none.
disclosure::Audience audience_of(std::string_view clock, std::span<const disclosure::Regime> regimes) {
  for (const disclosure::Regime& regime : regimes) {
    for (const disclosure::Clock& each : regime.clocks) {
      if (each.id == clock) return each.audience;
    }
  }
  return disclosure::Audience::users;
}

/// An answer to the reporter, or a word within the house, discloses nothing.
bool discloses(disclosure::Audience audience) {
  return audience != disclosure::Audience::reporter && audience != disclosure::Audience::house;
}

/// A member on a line of its own: `"V-2026-0001": ...`.
void add_line(std::string& out, const std::string& key, const nlohmann::ordered_json& value) {
  out += (out.empty() ? "\n" : ",\n") + nlohmann::json(key).dump() + ": " + value.dump();
}

}  // namespace

CaseSummary::CaseSummary(std::span<const disclosure::Regime> regimes, disclosure::Manufacturer manufacturer,
                         disclosure::Instant as_of)
    : regimes_(regimes), manufacturer_(std::move(manufacturer)), as_of_(as_of) {}

void CaseSummary::look(const Case& one) {
  using disclosure::ClockState;
  nlohmann::ordered_json open = nlohmann::ordered_json::array();
  for (const disclosure::Reading& reading : read_clocks(disclosure::timeline_of(one), regimes_, manufacturer_, as_of_)) {
    if (reading.state == ClockState::late || reading.state == ClockState::due || reading.state == ClockState::running)
      open.push_back(reading.clock->id);
  }
  if (!open.empty()) add_line(unanswered_, one.id, open);
  const auto told = first_told(one);
  if (!told) return;
  nlohmann::ordered_json times = nlohmann::ordered_json::object();
  if (const auto aware = disclosure::moment_of(one, disclosure::Trigger::aware); aware && *aware <= as_of_)
    times["aware"] = artifacts::time::text_of(*aware);
  times["told"] = artifacts::time::text_of(*told);
  add_line(disclosed_, one.id, times);
}

std::optional<disclosure::Instant> CaseSummary::first_told(const Case& one) const {
  std::optional<disclosure::Instant> out;
  const auto see = [&](const std::optional<disclosure::Instant>& at) {
    if (at && *at <= as_of_ && (!out || *at < *out)) out = at;
  };
  for (const disclosure::Publication& publication : one.publications) see(publication.at);
  for (const disclosure::Notice& notice : one.notices) {
    const std::vector<std::string> clocks = disclosure::clocks_of(notice);
    const bool counts = clocks.empty() || std::any_of(clocks.begin(), clocks.end(), [&](const std::string& clock) {
                          return discloses(audience_of(clock, regimes_));
                        });
    if (!counts) continue;
    for (const disclosure::Recipient& to : notice.recipients) see(to.at);
  }
  return out;
}

std::string CaseSummary::members() const {
  return "\"as_of\": \"" + artifacts::time::text_of(as_of_) + "\",\n\"clocks\": " + audiences_of(regimes_) +
         ",\n\"unanswered\": {" + unanswered_ + "\n},\n\"disclosed\": {" + disclosed_ + "\n}";
}

base::Result<std::string> evidence_text(const Casebook& casebook, std::span<const disclosure::Regime> regimes,
                                        const disclosure::Manufacturer& manufacturer, disclosure::Instant as_of) {
  CW_ASSIGN_OR_RETURN(const store::Change head, casebook.head());
  std::string out = "{\n\"crosswalk_case_register\": \"1\",\n\"changes\": " + std::to_string(head.number) + ",\n\"head\": \"" +
                    head.hash + "\",\n\"cases\": [";
  // Reading the changes takes time, and all of them count where the last one does.
  const auto last = artifacts::time::parse_rfc3339(head.at);
  const std::optional<disclosure::Instant> until = last && *last > as_of ? std::optional(as_of) : std::nullopt;
  CaseSummary summary(regimes, manufacturer, as_of);
  bool first = true;
  const auto add = [&](const Case& one) {
    out += first ? "\n" : ",\n\n";
    first = false;
    out += nlohmann::ordered_json::parse(disclosure::write_case(one)).dump(2);
    summary.look(one);
    return true;
  };
  CW_RETURN_IF_ERROR(casebook.for_each(add, until));
  return out + "\n],\n\n" + summary.members() + "\n}\n";
}

base::Result<std::string> head_statement(const Casebook& casebook) {
  CW_ASSIGN_OR_RETURN(const store::Change head, casebook.head());
  return "The register of vulnerability cases has " + std::to_string(head.number) + (head.number == 1 ? " change" : " changes") +
         "; the hash of the last one is " + head.hash + ".";
}

}  // namespace crosswalk::casebook
