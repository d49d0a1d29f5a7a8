// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vex/apply.h"

#include <algorithm>

#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::artifacts::vex {
namespace {

/// Whether `named` is the package of `purl`, or leaves open which version or variant.
bool covers(std::string_view named, std::string_view purl) {
  const auto wide = purl::parse(named);
  const auto narrow = purl::parse(purl);
  if (!wide || !narrow) return false;
  if (wide->type != narrow->type || wide->name_space != narrow->name_space || wide->name != narrow->name) return false;
  if (!wide->version.empty() && wide->version != narrow->version) return false;
  return std::all_of(wide->qualifiers.begin(), wide->qualifiers.end(), [&](const auto& qualifier) {
    return std::find(narrow->qualifiers.begin(), narrow->qualifiers.end(), qualifier) != narrow->qualifiers.end();
  });
}

}  // namespace

bool is_same(const Component& named, const Subject& subject) {
  bool identified = false;
  const auto is_id = [&](std::string_view id) {
    if (id.empty()) return false;
    identified = identified || id.starts_with("pkg:") || id.starts_with("cpe:");
    return id == subject.ref || covers(id, subject.purl) ||
           std::find(subject.cpes.begin(), subject.cpes.end(), id) != subject.cpes.end();
  };
  if (is_id(named.id)) return true;
  for (const auto& [kind, value] : named.identifiers) {
    if (is_id(value)) return true;
  }
  if (identified || named.name.empty() || subject.name.empty()) return false;
  return base::equal_ignoring_case(named.name, subject.name) ||
         (!subject.version.empty() && base::equal_ignoring_case(named.name, subject.name + " " + subject.version));
}

const Statement* statement_on(const std::vector<Statement>& current, const std::vector<std::string>& ids,
                              const Subject& component, const Subject& product) {
  const Statement* out = nullptr;
  for (const Statement& statement : current) {
    const bool about = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return statement.vulnerability.is(id); });
    if (!about) continue;
    const bool holds = std::any_of(statement.products.begin(), statement.products.end(), [&](const Product& one) {
      if (is_same(one.component, component)) return true;
      if (!is_same(one.component, product)) return false;
      return one.subcomponents.empty() || std::any_of(one.subcomponents.begin(), one.subcomponents.end(),
                                                      [&](const Component& part) { return is_same(part, component); });
    });
    if (holds) out = &statement;
  }
  return out;
}

}  // namespace crosswalk::artifacts::vex
