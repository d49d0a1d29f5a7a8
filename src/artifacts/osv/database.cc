// SPDX-License-Identifier: Apache-2.0
#include "artifacts/osv/database.h"

#include <algorithm>

#include "artifacts/purl/purl.h"

namespace crosswalk::artifacts::osv {
namespace {

std::string key_of(std::string_view ecosystem, std::string_view name) {
  std::string out(ecosystem.substr(0, ecosystem.find(':')));
  out += '\n';
  out += comparable_name(ecosystem, name);
  return out;
}

}  // namespace

void Database::index(std::uint32_t number) {
  const Vulnerability& one = vulnerabilities_[number];
  for (std::uint32_t i = 0; i < one.affected.size(); ++i) {
    std::vector<Place>& places = by_package_[key_of(one.affected[i].ecosystem, one.affected[i].name)];
    const Place place{number, i};
    if (places.empty() || places.back() != place) places.push_back(place);
  }
}

void Database::add(Vulnerability vulnerability) {
  vulnerability.details.clear();
  vulnerability.details.shrink_to_fit();
  // A CVE record may name its package by a package URL alone.
  for (Affected& one : vulnerability.affected) {
    if (!one.ecosystem.empty() || one.purl.empty()) continue;
    if (const auto packages = packages_of(one.purl); packages && !packages->empty()) {
      one.ecosystem = packages->front().ecosystem;
      one.name = packages->front().name;
    }
  }
  const auto kept = by_id_.find(vulnerability.id);
  if (kept != by_id_.end()) {
    Vulnerability& earlier = vulnerabilities_[kept->second];
    // Times of one form are in order as texts.
    if (vulnerability.modified <= earlier.modified) return;
    earlier = std::move(vulnerability);
    index(kept->second);
    return;
  }
  if (const auto out = left_out_.find(vulnerability.id); out != left_out_.end()) {
    if (vulnerability.modified <= out->second) return;
    left_out_.erase(out);
  }
  if (!is_wanted(vulnerability)) {
    left_out_.emplace(std::move(vulnerability.id), std::move(vulnerability.modified));
    return;
  }
  const auto number = static_cast<std::uint32_t>(vulnerabilities_.size());
  by_id_.emplace(vulnerability.id, number);
  vulnerabilities_.push_back(std::move(vulnerability));
  index(number);
}

void Database::keep_only(const std::vector<Package>& packages) {
  wanted_.emplace();
  for (const Package& package : packages) wanted_->insert(key_of(package.ecosystem, package.name));
}

bool Database::is_wanted(const Vulnerability& vulnerability) const {
  return !wanted_ || std::any_of(vulnerability.affected.begin(), vulnerability.affected.end(),
                                 [&](const Affected& one) { return wanted_->count(key_of(one.ecosystem, one.name)) > 0; });
}

base::Result<std::size_t> Database::add_file(std::string bytes, std::string_view name) {
  CW_ASSIGN_OR_RETURN(std::vector<Record> records, read_records(std::move(bytes), name));
  for (Record& record : records) add(std::move(record.vulnerability));
  return records.size();
}

const Vulnerability* Database::by_id(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  return found == by_id_.end() ? nullptr : &vulnerabilities_[found->second];
}

std::vector<Match> Database::find(const Package& package) const {
  std::vector<Match> out;
  const std::string name = comparable_name(package.ecosystem, package.name);
  const auto places = by_package_.find(key_of(package.ecosystem, package.name));
  if (places == by_package_.end()) return out;
  for (const auto& [number, which] : places->second) {
    const Vulnerability& one = vulnerabilities_[number];
    if (!one.withdrawn.empty() || which >= one.affected.size()) continue;
    const Affected& affected = one.affected[which];
    // What stood here may have been replaced.
    if (!same_ecosystem(affected.ecosystem, package.ecosystem) || comparable_name(affected.ecosystem, affected.name) != name)
      continue;
    if (auto reason = affects(affected, package.version)) out.push_back({&one, &affected, std::move(*reason)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Match& a, const Match& b) { return a.vulnerability->id < b.vulnerability->id; });
  out.erase(
      std::unique(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.vulnerability == b.vulnerability; }),
      out.end());
  return out;
}

base::Result<std::vector<Match>> Database::find(std::string_view purl) const {
  CW_ASSIGN_OR_RETURN(const std::vector<Package> packages, packages_of(purl));
  std::vector<Match> out;
  for (const Package& package : packages) {
    for (Match& match : find(package)) {
      const bool known =
          std::any_of(out.begin(), out.end(), [&](const Match& one) { return one.vulnerability == match.vulnerability; });
      if (!known) out.push_back(std::move(match));
    }
  }
  return out;
}

}  // namespace crosswalk::artifacts::osv
