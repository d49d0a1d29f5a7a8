// SPDX-License-Identifier: Apache-2.0
#include "gathering/register.h"

#include <optional>
#include <utility>
#include <vector>

#include "artifacts/ids/ids.h"
#include "release/vulnerabilities.h"

namespace crosswalk::gathering {
namespace {

using release::CaseStatus;

std::vector<std::string> cves_of(const CaseStatus& one) {
  std::vector<std::string> out;
  for (const std::string& id : one.ids) {
    const auto parsed = artifacts::ids::parse(id);
    if (parsed && parsed->kind == artifacts::Kind::cve) out.push_back(parsed->canonical);
  }
  return out;
}

/// Why a case may not come into documents for everybody; empty where it may.
std::string why_not(const CaseStatus& one, const std::vector<std::string>& cves) {
  if (!one.withheld.empty()) return one.withheld;
  if (!one.status) return "it does not say which versions are affected";
  return cves.empty() ? "it has no CVE id" : "";
}

}  // namespace

void gather_case(const disclosure::Case& one, const AskedRelease& asked, Gathering& out) {
  const std::optional<CaseStatus> said = release::status_in(one, asked.product, asked.version, asked.now);
  // What an earlier version fixed is no news of this one.
  if (!said || (said->status == disclosure::AffectedStatus::fixed && !said->fixed_here)) return;
  const std::string origin = asked.register_name + ", case " + one.id;
  const std::vector<std::string> cves = cves_of(*said);
  if (const std::string reason = why_not(*said, cves); !reason.empty()) {
    out.remarks.warning(origin, 0, 0, "not taken: " + reason);
    return;
  }
  if (said->stage < disclosure::Stage::disclosed)
    out.remarks.warning(origin, 0, 0, "it is not disclosed yet: look whether the documents may tell of it");
  const auto put = [&](Gathered& into, const char* field, std::vector<std::string> texts) {
    if (!texts.empty() && !texts[0].empty()) into.entry.facts[field] = {std::move(texts), 0, 0, origin};
  };
  Gathered known;
  known.group = "known_vulnerabilities";
  put(known, "vulnerability", cves);
  put(known, "component", {said->component});
  put(known, "status", {std::string(base::word(*said->status))});
  put(known, "statement", {said->statement});
  out.entries.push_back(std::move(known));
  if (!said->fixed_here) return;
  Gathered change;
  change.group = "changes";
  put(change, "kind", {"fixed_vulnerability"});
  put(change, "text", {said->title});
  put(change, "vulnerabilities", cves);
  out.entries.push_back(std::move(change));
}

}  // namespace crosswalk::gathering
