// SPDX-License-Identifier: Apache-2.0
#include "gathering/register.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "artifacts/ids/ids.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"

namespace crosswalk::gathering {
namespace {

namespace vers = artifacts::vers;
using disclosure::AffectedStatus;
using disclosure::Case;

std::vector<std::string> cves_of(const Case& one) {
  std::vector<std::string> out;
  for (const std::string& id : one.ids) {
    const auto parsed = artifacts::ids::parse(id);
    if (parsed && parsed->kind == artifacts::Kind::cve) out.push_back(parsed->canonical);
  }
  return out;
}

std::string components_of(const Case& one) {
  std::string out;
  for (const disclosure::AffectedComponent& each : one.components) {
    if (each.name.empty()) continue;
    out += (out.empty() ? "" : ", ") + each.name + (each.version.empty() ? "" : " " + each.version);
  }
  return out;
}

bool is_fixed_in(const Case& one, const AskedRelease& asked) {
  return std::any_of(one.resolution.fixed.begin(), one.resolution.fixed.end(), [&](const disclosure::FixedVersion& fixed) {
    return fixed.version == asked.version && (fixed.product.empty() || base::equal_ignoring_case(fixed.product, asked.product));
  });
}

/// What the case says of the version.
struct Said {
  AffectedStatus status = AffectedStatus::affected;
  std::string statement;
};

std::optional<Said> said_of(const Case& one, const AskedRelease& asked) {
  if (is_fixed_in(one, asked)) return Said{AffectedStatus::fixed, one.resolution.details};
  for (const disclosure::AffectedProduct& each : one.affected) {
    if (!base::equal_ignoring_case(each.product, asked.product)) continue;
    const auto range = vers::read(each.versions);
    if (!range || !vers::contains(*range, asked.version)) continue;
    Said out{each.status, {}};
    if (each.status == AffectedStatus::not_affected) {
      out.statement = each.impact_statement.empty() ? each.justification : each.impact_statement;
    } else if (each.status == AffectedStatus::affected) {
      out.statement = one.resolution.details.empty() ? one.resolution.reason : one.resolution.details;
    }
    // Nobody has decided yet whether it is one.
    if (one.outcome == disclosure::Outcome::undecided && each.status == AffectedStatus::affected)
      out.status = AffectedStatus::under_investigation;
    return out;
  }
  return std::nullopt;
}

/// Why a case may not come into documents for everybody; empty where it may.
std::string why_not(const Case& one, const AskedRelease& asked, const std::vector<std::string>& cves) {
  const auto& until = one.distribution.embargo_until;
  if (until && *until > asked.now) return "it is under embargo";
  if (one.distribution.tlp == disclosure::Tlp::red) return "it is for named people alone (TLP RED)";
  return cves.empty() ? "it has no CVE id" : "";
}

}  // namespace

void gather_case(const Case& one, const AskedRelease& asked, Gathering& out) {
  using disclosure::Outcome;
  const bool is_one = one.outcome == Outcome::valid || one.outcome == Outcome::undecided;
  const auto said = is_one ? said_of(one, asked) : std::nullopt;
  if (!said) return;
  const std::string origin = asked.register_name + ", case " + one.id;
  const std::vector<std::string> cves = cves_of(one);
  if (const std::string reason = why_not(one, asked, cves); !reason.empty()) {
    out.remarks.warning(origin, 0, 0, "not taken: " + reason);
    return;
  }
  if (one.stage < disclosure::Stage::disclosed)
    out.remarks.warning(origin, 0, 0, "it is not disclosed yet: look whether the documents may tell of it");
  const auto put = [&](Gathered& into, const char* field, std::vector<std::string> texts) {
    if (!texts.empty() && !texts[0].empty()) into.entry.facts[field] = {std::move(texts), 0, 0, origin};
  };
  Gathered known;
  known.group = "known_vulnerabilities";
  put(known, "vulnerability", cves);
  put(known, "component", {components_of(one)});
  put(known, "status", {std::string(base::word(said->status))});
  put(known, "statement", {said->statement});
  out.entries.push_back(std::move(known));
  if (!is_fixed_in(one, asked)) return;
  Gathered change;
  change.group = "changes";
  put(change, "kind", {"fixed_vulnerability"});
  put(change, "text", {one.title});
  put(change, "vulnerabilities", cves);
  out.entries.push_back(std::move(change));
}

}  // namespace crosswalk::gathering
