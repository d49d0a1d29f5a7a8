// SPDX-License-Identifier: Apache-2.0
// What changed for security between two releases.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "release/documents.h"
#include "release/shown.h"
#include "writing/inline.h"

namespace crosswalk::release {
namespace {

using Kind = Change::Kind;

Kind kind_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, Kind>, 5> kinds{{{"fixed_vulnerability", Kind::fixed},
                                                                    {"setting", Kind::setting},
                                                                    {"port", Kind::port},
                                                                    {"account", Kind::account},
                                                                    {"component", Kind::component}}};
  for (const auto& [name, kind] : kinds) {
    if (name == word) return kind;
  }
  return Kind::other;
}

/// How entries of a group are compared: what they are called in sentences, and which fields count.
struct Comparison {
  std::string_view group;
  Kind kind;
  std::string_view noun;
  /// The field that tells entries apart, and the one that names them.
  std::string_view key;
  std::string_view name;
  /// Each with its name in sentences.
  std::vector<std::pair<std::string_view, const char*>> fields;
};

std::string name_of(const Comparison& how, const Entry& entry) {
  const std::string name = entry.text(how.name);
  const std::string key = entry.text(how.key);
  return name.empty() || name == key ? key : name;
}

std::map<std::string, const Entry*> by_key(const ReleaseFacts& facts, const Comparison& how) {
  std::map<std::string, const Entry*> out;
  for (const Entry& entry : facts.entries(how.group)) {
    const std::string key = entry.text(how.key);
    if (!key.empty()) out.emplace(key, &entry);
  }
  return out;
}

std::string quoted(const std::string& text) { return text.empty() ? "nothing stated" : "\"" + text + "\""; }

/// What a field of an entry says, as people read it.
std::string value_of(const Comparison& how, std::string_view field, const Entry& entry) {
  return shown(*find_group(how.group)->find(field), entry);
}

void compare(const ReleaseFacts& before, const ReleaseFacts& after, const Comparison& how, std::vector<Change>& out) {
  const auto old = by_key(before, how);
  const auto now = by_key(after, how);
  const std::string noun(how.noun);
  for (const auto& [key, entry] : now) {
    const auto found = old.find(key);
    if (found == old.end()) {
      out.push_back({how.kind, "New " + noun + ": " + name_of(how, *entry) + ".", {}, {}});
      continue;
    }
    for (const auto& [field, title] : how.fields) {
      const std::string was = value_of(how, field, *found->second);
      const std::string is = value_of(how, field, *entry);
      if (was == is) continue;
      out.push_back({how.kind,
                     writing::capital(noun) + " " + name_of(how, *entry) + ": " + title + " " + quoted(is) + " instead of " +
                         quoted(was) + ".",
                     {},
                     {}});
    }
  }
  for (const auto& [key, entry] : old) {
    if (!now.contains(key)) out.push_back({how.kind, "Removed " + noun + ": " + name_of(how, *entry) + ".", {}, {}});
  }
}

const std::array<Comparison, 4>& comparisons() {
  static const std::array<Comparison, 4> all{{
      {"hardening", Kind::setting, "setting", "id", "setting", {{"default", "as delivered"}, {"recommended", "recommended"}}},
      {"interfaces",
       Kind::port,
       "interface",
       "id",
       "name",
       {{"port", "port"},
        {"transport", "transport"},
        {"protocol", "protocol"},
        {"direction", "direction"},
        {"encryption", "encryption"},
        {"authentication", "authentication"},
        {"default", "as delivered"}}},
      {"accounts",
       Kind::account,
       "account",
       "id",
       "name",
       {{"kind", "kind"},
        {"default_state", "as delivered"},
        {"credential", "credential as delivered"},
        {"can_be_disabled", "can be disabled"}}},
      {"items",
       Kind::component,
       "software item",
       "name",
       "name",
       {{"version", "version"}, {"class", "class"}, {"level", "support by its maker"}}},
  }};
  return all;
}

}  // namespace

std::vector<Change> changes_between(const ReleaseFacts* before, const ReleaseFacts& facts) {
  std::vector<Change> out;
  for (const Entry& entry : facts.entries("changes")) {
    out.push_back({kind_of(entry.text("kind")), entry.text("text"), entry.text("vulnerabilities"), entry.text("action")});
  }
  if (before != nullptr) {
    for (const Comparison& how : comparisons()) compare(*before, facts, how, out);
  }
  std::stable_sort(out.begin(), out.end(), [](const Change& a, const Change& b) { return a.kind < b.kind; });
  return out;
}

}  // namespace crosswalk::release
