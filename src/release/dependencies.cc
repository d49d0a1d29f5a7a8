// SPDX-License-Identifier: Apache-2.0
#include "release/dependencies.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace crosswalk::release {
namespace {

using Groups = std::vector<std::string_view>;

bool has(std::span<const std::string_view> groups, std::string_view group) {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

const std::array<Groups, 9>& needed() {
  static const std::array<Groups, 9> all{{
      {"environment", "assumptions", "requirements", "interfaces", "hardening", "installation", "integrity", "protection",
       "logging", "backup", "updates", "maintenance", "incidents", "support"},
      {"roles", "accounts", "authentication"},
      {"conformance", "scope", "tailoring", "coverage", "items", "integrity"},
      {"risks", "known_vulnerabilities", "items", "assumptions"},
      {"changes", "updates", "risks", "known_vulnerabilities"},
      {"items", "support"},
      {"decommissioning", "data_places", "authentication"},
      {"environment", "data_places", "authentication", "logging", "roles", "updates", "backup", "protection", "integrity",
       "interfaces", "requirements", "support", "hardening", "answers"},
      {"findings"},
  }};
  return all;
}

std::string in_words(const Groups& groups) {
  std::vector<std::string> out;
  for (const std::string_view group : groups) out.push_back("`" + std::string(group) + "`");
  return base::join(out, ", ");
}

std::string carried_by(const Dependency& one) {
  if (one.all_of.empty() && one.any_of.empty()) return "what changed, or that nothing did";
  if (one.any_of.empty()) return in_words(one.all_of);
  const std::string any = (one.any_of.size() > 1 ? "one of " : "") + in_words(one.any_of);
  return one.all_of.empty() ? any : in_words(one.all_of) + " and " + any;
}

}  // namespace

std::span<const Dependency> dependencies() {
  using Kind = DocumentKind;
  static const std::vector<Dependency> all{
      {"5.8.2/secure-operation", Kind::secure_operation, {}, {"interfaces", "installation", "integrity"}},
      {"5.8.2/process-rigour", Kind::conformance, {"conformance"}, {}},
      {"5.8.2/conformance-scope", Kind::conformance, {"conformance", "scope"}, {}},
      {"5.8.2/conformance-tailoring", Kind::conformance, {"tailoring"}, {}},
      {"5.8.2/conformance-coverage", Kind::conformance, {"coverage"}, {}},
      {"5.8.2/account-management", Kind::account_management, {}, {"roles", "accounts", "authentication"}},
      {"5.8.2/residual-risk", Kind::residual_risk, {}, {"risks", "assumptions"}},
      {"5.8.2/sbom", Kind::sbom_companion, {"items"}, {}},
      {"5.8.2/security-release-notes", Kind::release_notes, {}, {}},
  };
  return all;
}

std::span<const std::string_view> needed_groups(DocumentKind kind) { return needed().at(static_cast<std::size_t>(kind)); }

std::vector<std::string_view> lost_without(std::string_view group) {
  std::vector<std::string_view> out;
  for (const Dependency& one : dependencies()) {
    if (group == "release" || group == "documents" || has(needed_groups(one.document), group)) out.push_back(one.constraint);
  }
  return out;
}

std::vector<std::string_view> lost_where_not_applicable(std::string_view group) {
  std::vector<std::string_view> out;
  for (const Dependency& one : dependencies()) {
    const bool only_one = one.any_of.size() == 1 && one.any_of[0] == group;
    if (only_one || has(one.all_of, group)) out.push_back(one.constraint);
  }
  return out;
}

std::string dependency_table() {
  std::string out = "| Constraint | Document | Draft without any of | Evidence stands in |\n|---|---|---|---|\n";
  for (const Dependency& one : dependencies()) {
    out += "| " + std::string(one.constraint) + " | " + std::string(base::word(one.document)) + " | " +
           in_words(needed().at(static_cast<std::size_t>(one.document))) + " | " + carried_by(one) + " |\n";
  }
  return out;
}

}  // namespace crosswalk::release
