// SPDX-License-Identifier: Apache-2.0
#include "casebook/evidence.h"

#include <nlohmann/json.hpp>

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

}  // namespace

base::Result<std::string> evidence_text(const Casebook& casebook, std::span<const disclosure::Regime> regimes) {
  CW_ASSIGN_OR_RETURN(const store::Change head, casebook.head());
  std::string out = "{\n\"crosswalk_case_register\": \"1\",\n\"changes\": " + std::to_string(head.number) + ",\n\"head\": \"" +
                    head.hash + "\",\n\"clocks\": " + audiences_of(regimes) + ",\n\"cases\": [";
  bool first = true;
  CW_RETURN_IF_ERROR(casebook.for_each([&](const Case& one) {
    out += first ? "\n" : ",\n\n";
    first = false;
    out += nlohmann::ordered_json::parse(disclosure::write_case(one)).dump(2);
    return true;
  }));
  return out + "\n]\n}\n";
}

base::Result<std::string> head_statement(const Casebook& casebook) {
  CW_ASSIGN_OR_RETURN(const store::Change head, casebook.head());
  return "The register of vulnerability cases has " + std::to_string(head.number) + (head.number == 1 ? " change" : " changes") +
         "; the hash of the last one is " + head.hash + ".";
}

}  // namespace crosswalk::casebook
