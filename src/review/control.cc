// SPDX-License-Identifier: Apache-2.0
#include "review/control.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.h"
#include "review/archive.h"
#include "review/versions.h"

namespace crosswalk::review {
namespace {

using document::Role;
using document::State;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The folders of a path, and its file name without the ending.
struct PathParts {
  std::vector<std::string> folders;
  std::string stem;
};

PathParts parts_of(std::string_view path) {
  PathParts out;
  for (const std::string_view part : base::split(path, '/')) {
    for (const std::string_view name : base::split(part, '!')) out.folders.emplace_back(name);
  }
  out.stem = out.folders.back();
  out.folders.pop_back();
  const std::size_t dot = out.stem.rfind('.');
  if (dot != std::string::npos && dot > 0) out.stem.resize(dot);
  return out;
}

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// "archive", "_old", "2019 superseded versions", "sops_alt": a folder that holds what is no longer used.
bool is_old_folder(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  if (words.empty()) return false;
  const auto is_old = [](const std::string& word) {
    return is_one_of(
        word, {"archive", "archives", "archived", "archiv", "obsolete", "old", "superseded", "withdrawn", "alt", "retired"});
  };
  if (is_old(words.back())) return true;
  bool any = false;
  for (const std::string& word : words) {
    any = any || is_old(word);
    const bool neutral = is_one_of(word, {"versions", "version", "revisions", "documents", "docs", "files", "sops", "copies"});
    if (!is_old(word) && !neutral && !is_number(word)) return false;
  }
  return any;
}

/// "SOP-12 old", "Copy of SOP-12", "policy_alt": the word that makes a file name that of an old document, or empty.
std::string old_word_of_name(std::string_view stem) {
  const std::vector<std::string> words = name_words(stem);
  if (words.size() >= 2 && is_one_of(words[0], {"copy", "kopie"}) && is_one_of(words[1], {"of", "von"})) return "copy of";
  if (words.size() < 2) return {};
  if (is_one_of(words.back(), {"old", "alt", "obsolete", "superseded", "withdrawn", "copy", "kopie"})) return words.back();
  if (is_one_of(words.front(), {"old", "alt", "obsolete", "superseded", "withdrawn"})) return words.front();
  return {};
}

/// A file name without its version, and the version: "sop-12_v1.2" is "sop-12" and "1.2".
struct NameVersion {
  std::string name;
  std::string version;
};

std::optional<NameVersion> version_in_name(std::string_view stem) {
  const std::vector<std::string> words = name_words(stem);
  NameVersion out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    for (const std::string_view label : {"version", "ver", "rev", "v", "r"}) {
      if (!word.starts_with(label)) continue;
      const std::string_view rest = word.substr(label.size());
      if (is_number(rest)) {
        out.version = rest;
      } else if (rest.empty() && i + 1 < words.size() && is_number(words[i + 1])) {
        out.version = words[++i];
      } else {
        continue;
      }
      // "v1_2" is one version in two words.
      while (i + 1 < words.size() && is_number(words[i + 1]) && words[i + 1].size() < 4) out.version += "." + words[++i];
      word = {};
      break;
    }
    if (!word.empty()) out.name += std::string(word) + " ";
  }
  if (out.version.empty() || out.name.empty()) return std::nullopt;
  return out;
}

bool can_be_in_force(const DocumentEntry& entry) {
  const State state = entry.facts.control.state;
  return entry.status != document::Status::skipped && (state == State::effective || state == State::unknown);
}

std::string named(const DocumentEntry& entry) { return entry.path; }

/// Whether `a` is newer than `b` by version, or by date where the versions do not tell.
bool is_newer(const DocumentEntry& a, const DocumentEntry& b, bool by_date) {
  const auto order = compare_versions(a.facts.control.version, b.facts.control.version);
  if (order) return *order == std::strong_ordering::greater;
  if (!by_date || !a.facts.control.date || !b.facts.control.date) return false;
  return *a.facts.control.date > *b.facts.control.date;
}

std::string key_of(std::string_view text) { return base::to_lower(base::collapse_space(text)); }

bool differ(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && key_of(a) != key_of(b); }

bool same_products(const DocumentEntry& a, const DocumentEntry& b) {
  const auto& left = a.facts.control.products;
  const auto& right = b.facts.control.products;
  return left.empty() || right.empty() || left == right;
}

/// Roles of which many documents share a title, each standing for its own event or release.
bool is_one_of_many(Role role) {
  return is_one_of(base::word(role),
                   {"advisory", "notice", "release_notes", "sbom", "report", "register", "checklist", "form_template"});
}

/// A title or id that more documents share does not tell documents apart (and comparing all of them would take too long).
constexpr std::size_t largest_group = 200;

/// The member of a group that makes `entry` old, or nullptr.
const DocumentEntry* newest_above(const std::vector<DocumentEntry>& documents, const std::vector<std::size_t>& group,
                                  const DocumentEntry& entry, bool by_id) {
  const DocumentEntry* best = nullptr;
  if (group.size() > largest_group) return best;
  const bool effective = entry.facts.control.state == State::effective;
  for (const std::size_t index : group) {
    const DocumentEntry& other = documents[index];
    if (&other == &entry || !can_be_in_force(other)) continue;
    // One whose state is not known does not take an effective one out of force.
    if (effective && other.facts.control.state != State::effective) continue;
    if (!by_id && (differ(other.facts.control.id, entry.facts.control.id) || !same_products(other, entry))) continue;
    if (!is_newer(other, entry, by_id || !is_one_of_many(entry.facts.role))) continue;
    if (best == nullptr || is_newer(other, *best, true)) best = &other;
  }
  return best;
}

/// Whether a verdict says yes or no; nothing in between takes sides.
enum class Side { none, yes, no };
Side side_of(Verdict verdict) {
  if (verdict == Verdict::met) return Side::yes;
  if (verdict == Verdict::denied) return Side::no;
  return Side::none;
}

/// The limits that a verdict's evidence sets.
std::vector<Limit> limits_of(const DocumentVerdict& verdict, const DocumentEntry& entry, const EvidenceShelf* shelf) {
  std::vector<Limit> out;
  if (!sets_limit(verdict)) return out;
  for (const Evidence& evidence : evidence_of(verdict, entry.path, shelf, Context::left_out)) {
    if (evidence.limit) out.push_back(*evidence.limit);
  }
  return out;
}

}  // namespace

void apply_overrides(const Workspace& workspace, DocumentEntry& entry) {
  for (const DocumentOverride& change : workspace.documents) {
    if (!matches_pattern(change.pattern, entry.path)) continue;
    document::Control& control = entry.facts.control;
    if (change.role) entry.facts.role = *change.role;
    if (change.state) {
      control.state = *change.state;
      control.state_reason = "the workspace says so";
    }
    if (change.owner) {
      const document::Owner before = entry.facts.owner;
      entry.facts.owner = *change.owner;
      entry.facts.owner_reason = stated_by_workspace;
      for (DocumentVerdict& verdict : entry.constraints) {
        for (Evidence& evidence : verdict.evidence) {
          if (evidence.owner == before || evidence.owner == document::Owner::unknown) evidence.owner = *change.owner;
        }
      }
    }
    if (!change.products.empty()) control.products = change.products;
    if (!change.id.empty()) control.id = change.id;
    if (!change.version.empty()) control.version = change.version;
    if (change.ignore) {
      entry.status = document::Status::skipped;
      entry.reason = document::Reason::ignored;
      entry.constraints.clear();
    }
  }
  if (is_ignored(workspace, entry.path)) {
    entry.status = document::Status::skipped;
    entry.reason = document::Reason::ignored;
    entry.constraints.clear();
  }
}

void mark_in_force(std::vector<DocumentEntry>& documents) {
  std::map<std::string, std::vector<std::size_t>> by_id;
  std::map<std::pair<std::string, Role>, std::vector<std::size_t>> by_title;
  std::map<std::string, std::vector<std::pair<std::size_t, std::string>>> by_name;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const DocumentEntry& entry = documents[i];
    const document::Control& control = entry.facts.control;
    if (!control.id.empty()) by_id[key_of(control.id)].push_back(i);
    if (!control.title.empty()) by_title[{key_of(control.title), entry.facts.role}].push_back(i);
    const PathParts parts = parts_of(entry.path);
    if (const auto name = version_in_name(parts.stem)) {
      std::string key = base::join(parts.folders, "/") + "/" + name->name;
      by_name[std::move(key)].emplace_back(i, name->version);
    }
  }

  for (std::size_t i = 0; i < documents.size(); ++i) {
    DocumentEntry& entry = documents[i];
    const document::Control& control = entry.facts.control;
    std::string because;
    const State state = control.state;
    if (entry.status == document::Status::skipped) {
      because = "it was skipped";
    } else if (state == State::draft || state == State::obsolete || state == State::template_) {
      because = control.state_reason.empty() ? "it is " + std::string(base::word(state)) : control.state_reason;
    }
    if (because.empty() && state == State::unknown) {
      const PathParts parts = parts_of(entry.path);
      for (const std::string& folder : parts.folders) {
        if (because.empty() && is_old_folder(folder)) because = "it stands in the folder \"" + folder + "\"";
      }
      const std::string word = old_word_of_name(parts.stem);
      if (because.empty() && !word.empty()) because = "its name says \"" + word + "\"";
      if (because.empty() && !control.superseded_by.empty()) because = "superseded by " + control.superseded_by;
      const auto name = version_in_name(parts.stem);
      // The version in the name of release notes and of a bill of materials is the product's.
      const bool of_product = entry.facts.role == Role::release_notes || entry.facts.role == Role::sbom;
      if (because.empty() && name && !of_product) {
        const auto& beside = by_name[base::join(parts.folders, "/") + "/" + name->name];
        for (const auto& [index, version] : beside) {
          if (beside.size() > largest_group) break;
          const auto order = compare_versions(version, name->version);
          if (!order || *order != std::strong_ordering::greater || !can_be_in_force(documents[index])) continue;
          if (differ(documents[index].facts.control.id, control.id)) continue;
          because = "a newer version stands beside it: " + named(documents[index]);
          break;
        }
      }
    }
    if (because.empty() && !control.id.empty()) {
      if (const DocumentEntry* newer = newest_above(documents, by_id[key_of(control.id)], entry, true)) {
        because = "a newer version of " + control.id + " is in the folder: " + named(*newer);
      }
    }
    if (because.empty() && state == State::unknown && !control.title.empty() && entry.facts.role != Role::release_notes) {
      if (const DocumentEntry* newer =
              newest_above(documents, by_title[{key_of(control.title), entry.facts.role}], entry, false)) {
        because = "a newer document of the same title is in the folder: " + named(*newer);
      }
    }
    if (because.empty() && !control.superseded_by.empty()) {
      const auto found = by_id.find(key_of(control.superseded_by));
      const bool there = found != by_id.end() && std::any_of(found->second.begin(), found->second.end(), [&](std::size_t index) {
                           return index != i && documents[index].facts.control.state == State::effective;
                         });
      if (there) because = "superseded by " + control.superseded_by;
    }
    entry.in_force = because.empty();
    entry.not_in_force_because = std::move(because);
  }
}

std::vector<ControlWarning> control_warnings(const std::vector<DocumentEntry>& documents, const EvidenceShelf* shelf) {
  std::vector<ControlWarning> out;

  std::map<std::string, std::vector<const DocumentEntry*>> in_force_by_id;
  for (const DocumentEntry& entry : documents) {
    const document::Control& control = entry.facts.control;
    if (entry.in_force && !control.id.empty()) in_force_by_id[key_of(control.id)].push_back(&entry);
  }
  for (const DocumentEntry& entry : documents) {
    const document::Control& control = entry.facts.control;
    const auto found = control.id.empty() ? in_force_by_id.end() : in_force_by_id.find(key_of(control.id));
    if (found == in_force_by_id.end()) continue;
    const DocumentEntry& first = *found->second.front();
    if (!entry.in_force && control.state == State::effective) {
      out.push_back({entry.path, first.path, "",
                     entry.path + " calls itself effective, but " + first.path + " is a newer version of " + control.id +
                         "; only the newer one counts."});
    } else if (entry.in_force && &entry != &first && differ(entry.facts.control.version, first.facts.control.version)) {
      out.push_back({entry.path, first.path, "",
                     entry.path + " and " + first.path + " carry the same id " + control.id +
                         " in different versions, and neither says that it is old; both were counted."});
    }
  }

  struct Spoken {
    const DocumentEntry* yes = nullptr;
    const DocumentEntry* no = nullptr;
    std::map<std::string, std::map<std::uint32_t, const DocumentEntry*>> limits;
  };
  // Only what a document not in force speaks of can differ from it.
  std::map<base::Interned, Spoken> in_force;
  for (const DocumentEntry& entry : documents) {
    if (entry.in_force) continue;
    for (const DocumentVerdict& verdict : entry.constraints) in_force[verdict.constraint];
  }
  for (const DocumentEntry& entry : documents) {
    if (!entry.in_force) continue;
    for (const DocumentVerdict& verdict : entry.constraints) {
      const auto found = in_force.find(verdict.constraint);
      if (found == in_force.end() || !is_own_voice(verdict)) continue;
      Spoken& spoken = found->second;
      const Side side = side_of(verdict.verdict);
      if (side == Side::yes && spoken.yes == nullptr) spoken.yes = &entry;
      if (side == Side::no && spoken.no == nullptr) spoken.no = &entry;
      for (const Limit& limit : limits_of(verdict, entry, shelf)) spoken.limits[limit.act].emplace(limit.hours, &entry);
    }
  }
  for (const DocumentEntry& entry : documents) {
    if (entry.in_force) continue;
    const std::string not_in_force = entry.path + " is not in force (" + entry.not_in_force_because + ")";
    for (const DocumentVerdict& verdict : entry.constraints) {
      if (!is_own_voice(verdict)) continue;
      const Spoken& spoken = in_force[verdict.constraint];
      const Side side = side_of(verdict.verdict);
      if (side == Side::yes && spoken.yes == nullptr && spoken.no != nullptr) {
        out.push_back({entry.path, spoken.no->path, verdict.constraint,
                       not_in_force + " and affirms " + verdict.constraint.text() + ", which " + spoken.no->path + " denies."});
      } else if (side == Side::no && spoken.no == nullptr && spoken.yes != nullptr) {
        out.push_back({entry.path, spoken.yes->path, verdict.constraint,
                       not_in_force + " and denies " + verdict.constraint.text() + ", which " + spoken.yes->path + " affirms."});
      }
      std::set<std::string> said;
      for (const Limit& limit : limits_of(verdict, entry, shelf)) {
        const auto limits = spoken.limits.find(limit.act);
        if (limits == spoken.limits.end() || limits->second.contains(limit.hours)) continue;
        if (!said.insert(limit.act).second) continue;
        const DocumentEntry& other = *limits->second.begin()->second;
        out.push_back({entry.path, other.path, verdict.constraint,
                       not_in_force + " and sets another limit for \"" + limit.act + "\" than " + other.path + "."});
      }
    }
  }
  return out;
}

}  // namespace crosswalk::review
