// SPDX-License-Identifier: Apache-2.0
#include "casebook/evidence.h"

#include <nlohmann/json.hpp>

#include "artifacts/time/instant.h"
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

/// The clocks of a case that ask to tell an authority and that nothing answers.
nlohmann::ordered_json unanswered(const Case& one, std::span<const disclosure::Regime> regimes,
                                  const disclosure::Manufacturer& manufacturer, disclosure::Instant as_of) {
  using disclosure::ClockState;
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const disclosure::Reading& reading : read_clocks(disclosure::timeline_of(one), regimes, manufacturer, as_of)) {
    const bool open =
        reading.state == ClockState::late || reading.state == ClockState::due || reading.state == ClockState::running;
    if (open && reading.clock->audience == disclosure::Audience::authority) out.push_back(reading.clock->id);
  }
  return out;
}

}  // namespace

base::Result<std::string> evidence_text(const Casebook& casebook, std::span<const disclosure::Regime> regimes,
                                        const disclosure::Manufacturer& manufacturer, disclosure::Instant as_of) {
  CW_ASSIGN_OR_RETURN(const store::Change head, casebook.head());
  std::string out = "{\n\"crosswalk_case_register\": \"1\",\n\"changes\": " + std::to_string(head.number) + ",\n\"head\": \"" +
                    head.hash + "\",\n\"clocks\": " + audiences_of(regimes) + ",\n\"cases\": [";
  // Reading the changes takes time, and all of them count where the last one does.
  const auto last = artifacts::time::parse_rfc3339(head.at);
  const std::optional<disclosure::Instant> until = last && *last > as_of ? std::optional(as_of) : std::nullopt;
  bool first = true;
  const auto add = [&](const Case& one) {
    out += first ? "\n" : ",\n\n";
    first = false;
    auto paragraph = nlohmann::ordered_json::parse(disclosure::write_case(one));
    if (auto clocks = unanswered(one, regimes, manufacturer, as_of); !clocks.empty()) paragraph["unanswered"] = std::move(clocks);
    out += paragraph.dump(2);
    return true;
  };
  CW_RETURN_IF_ERROR(casebook.for_each(add, until));
  return out + "\n]\n}\n";
}

base::Result<std::string> head_statement(const Casebook& casebook) {
  CW_ASSIGN_OR_RETURN(const store::Change head, casebook.head());
  return "The register of vulnerability cases has " + std::to_string(head.number) + (head.number == 1 ? " change" : " changes") +
         "; the hash of the last one is " + head.hash + ".";
}

}  // namespace crosswalk::casebook
