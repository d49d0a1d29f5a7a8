// SPDX-License-Identifier: Apache-2.0
#include "gathering/identity.h"

#include <algorithm>
#include <set>
#include <span>

#include "base/text.h"

namespace crosswalk::gathering {
namespace {

using release::Entry;
using release::Fact;

/// Fields that name an entry together: those of one row have to be the same.
struct Name {
  std::string_view group;
  std::string_view first;
  std::string_view second = {};
};

/// In the order in which they are asked: an entry is the same by any of them.
constexpr Name names[] = {
    {"documents", "kind"},
    {"assumptions", "id"},
    {"assumptions", "text"},
    {"requirements", "kind", "name"},
    {"interfaces", "id"},
    {"hardening", "id"},
    {"hardening", "setting", "where"},
    {"roles", "id"},
    {"roles", "name"},
    {"accounts", "id"},
    {"accounts", "name", "kind"},
    {"maintenance", "task"},
    {"installation", "step"},
    {"items", "purl"},
    {"items", "name", "version"},
    {"scope", "item"},
    {"tailoring", "requirement"},
    {"coverage", "part"},
    {"risks", "id"},
    {"risks", "description"},
    {"known_vulnerabilities", "vulnerability", "component"},
    {"findings", "id"},
    {"findings", "text"},
    {"changes", "text"},
    {"changes", "kind", "vulnerabilities"},
    {"data_places", "place"},
    {"answers", "section", "question"},
    {"not_applicable", "group"},
};

std::string plain(std::string_view text) { return base::to_lower(base::collapse_space(text)); }

std::set<std::string> plain_texts(const Fact& fact) {
  std::set<std::string> out;
  for (const std::string& text : fact.texts) {
    const std::string one = plain(text);
    out.insert(one == "true" ? "yes" : one == "false" ? "no" : one);
  }
  return out;
}

/// Whether both say this field, and the same in it.
bool agree(const Entry& a, const Entry& b, std::string_view field) {
  const Fact* x = a.find(field);
  const Fact* y = b.find(field);
  return x != nullptr && y != nullptr && plain_texts(*x) == plain_texts(*y);
}
/// Whether both say it, and something else.
bool differ(const Entry& a, const Entry& b, std::string_view field) {
  return a.find(field) != nullptr && b.find(field) != nullptr && !agree(a, b, field);
}

/// A port that others connect to is there once.
bool same_port(const Entry& a, const Entry& b) {
  if (a.text("direction") == "out" || b.text("direction") == "out")
    return a.text("direction") == b.text("direction") && agree(a, b, "port") && agree(a, b, "peer");
  return agree(a, b, "port") && !differ(a, b, "transport");
}

/// Components of one name can be there in several versions; an entry that says no version is about whichever there is.
bool same_item(const Entry& a, const Entry& b) {
  return agree(a, b, "name") && (a.find("version") == nullptr || b.find("version") == nullptr);
}

/// A component's name without the version behind it.
std::string without_version(std::string_view text) {
  const std::string out = plain(text);
  const std::size_t space = out.rfind(' ');
  const bool version = space != std::string::npos && out.find_first_of("0123456789", space) == space + 1;
  return version ? out.substr(0, space) : out;
}

/// A vulnerability of a component, however its version is written; where one does not say which component, of whichever it is.
bool same_vulnerability(const Entry& a, const Entry& b) {
  const bool named = a.find("component") != nullptr && b.find("component") != nullptr;
  return agree(a, b, "vulnerability") && (!named || without_version(a.text("component")) == without_version(b.text("component")));
}

}  // namespace

bool is_same_thing(std::string_view group, const Entry& a, const Entry& b) {
  const release::GroupSpec* spec = release::find_group(group);
  if (spec != nullptr && !spec->list) return true;
  if (group == "interfaces" && same_port(a, b)) return true;
  if (group == "known_vulnerabilities" && same_vulnerability(a, b)) return true;
  if (group == "items" && same_item(a, b)) return true;
  return std::any_of(std::begin(names), std::end(names), [&](const Name& name) {
    return name.group == group && agree(a, b, name.first) && (name.second.empty() || agree(a, b, name.second));
  });
}

std::string name_of_entry(std::string_view group, const Entry& entry) {
  const release::GroupSpec* spec = release::find_group(group);
  if (spec != nullptr && !spec->list) return {};
  if (const std::string id = entry.text("id"); !id.empty()) return id;
  for (const Name& name : names) {
    if (name.group != group || entry.find(name.first) == nullptr) continue;
    return entry.text(name.first) +
           (name.second.empty() || entry.find(name.second) == nullptr ? "" : " " + entry.text(name.second));
  }
  return entry.text("name");
}

bool says_the_same(const release::FieldSpec& field, const Fact& a, const Fact& b) {
  const auto x = plain_texts(a);
  const auto y = plain_texts(b);
  if (!release::takes_several(field.kind)) return x == y;
  // What says less says nothing else.
  return std::includes(x.begin(), x.end(), y.begin(), y.end());
}

}  // namespace crosswalk::gathering
