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
  std::vector<std::string_view> fields;
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

std::string quoted(const std::string& text) { return text.empty() ? "not said" : "\"" + text + "\""; }

std::string title_of(const Comparison& how, std::string_view field) {
  const FieldSpec* spec = find_group(how.group)->find(field);
  return spec == nullptr ? std::string(field) : std::string(spec->wanted);
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
    for (const std::string_view field : how.fields) {
      const std::string was = found->second->text(field);
      const std::string is = entry->text(field);
      if (was == is) continue;
      out.push_back({how.kind,
                     "Changed " + noun + " " + name_of(how, *entry) + ", " + title_of(how, field) + ": " + quoted(is) +
                         " instead of " + quoted(was) + ".",
                     {},
                     {}});
    }
  }
  for (const auto& [key, entry] : old) {
    if (!now.contains(key)) out.push_back({how.kind, "No longer there: " + noun + " " + name_of(how, *entry) + ".", {}, {}});
  }
}

const std::array<Comparison, 4>& comparisons() {
  static const std::array<Comparison, 4> all{{
      {"hardening", Kind::setting, "setting", "id", "setting", {"default", "recommended"}},
      {"interfaces",
       Kind::port,
       "interface",
       "id",
       "name",
       {"port", "transport", "protocol", "direction", "encryption", "authentication", "default"}},
      {"accounts", Kind::account, "account", "id", "name", {"kind", "default_state", "credential", "can_be_disabled"}},
      {"items", Kind::component, "software item", "name", "name", {"version", "class", "level"}},
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
