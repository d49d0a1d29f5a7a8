// SPDX-License-Identifier: Apache-2.0
#include "gathering/merge.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "gathering/identity.h"

namespace crosswalk::gathering {
namespace {

using release::Addition;
using release::Entry;
using release::Fact;
using release::FieldKind;
using release::FieldSpec;
using release::GroupSpec;

/// An entry as it becomes, and where its facts come from.
struct Slot {
  /// What it says in all: what names it, and what is compared.
  Entry whole;
  std::set<std::string, std::less<>> in_file;
  Addition addition;
  /// Of the first source that told of it, from 1; 0 is the file.
  std::size_t source = 0;
};

/// Where a fact stands, for people.
std::string place_of(const Fact& fact, const std::string& otherwise) {
  if (!fact.origin.empty()) return fact.origin;
  return fact.line > 0 ? otherwise + ", line " + std::to_string(fact.line) : otherwise;
}

class Merger {
 public:
  explicit Merger(const release::ReleaseFacts& file) : file_(file) {
    for (const auto& [group, entries] : file.groups) {
      for (std::size_t i = 0; i < entries.size(); ++i) {
        Slot slot;
        slot.whole = entries[i];
        slot.addition.group = group;
        slot.addition.into = i;
        for (const auto& [field, fact] : entries[i].facts) slot.in_file.insert(field);
        slots_[group].push_back(std::move(slot));
        note_ids(group, entries[i]);
      }
    }
  }

  void add(const Gathering& source) {
    out_.remarks.add(source.remarks);
    renamed_.clear();
    ++source_;
    item_names_.clear();
    for (const Gathered& each : source.entries) {
      if (each.group == "items") ++item_names_[plain_name(each.entry)];
    }
    // Roles before what names them, as they may get another id.
    for (const bool roles : {true, false}) {
      for (const Gathered& each : source.entries) {
        if ((each.group == "roles") == roles) add(each);
      }
    }
  }

  Merged take() {
    for (const GroupSpec& group : release::groups()) {
      for (Slot& slot : slots_[std::string(group.name)]) {
        if (!slot.addition.entry.facts.empty()) out_.additions.push_back(std::move(slot.addition));
      }
    }
    return std::move(out_);
  }

 private:
  void note_ids(std::string_view group, const Entry& entry) {
    const GroupSpec* spec = release::find_group(group);
    if (spec == nullptr || !spec->list) return;
    for (const FieldSpec& field : spec->fields) {
      if (const Fact* fact = entry.find(field.name); fact != nullptr && field.kind == FieldKind::id) ids_.insert(fact->texts[0]);
    }
  }

  void error(const Fact& at, const std::string& message, std::string advice) {
    out_.remarks.error(at.origin, at.line, at.column, message, std::move(advice));
  }

  /// What of an entry its fields can hold.
  Entry usable(const GroupSpec& group, const Entry& entry) {
    Entry out;
    for (const auto& [name, fact] : entry.facts) {
      const FieldSpec* field = group.find(name);
      const std::string what = std::string(group.name) + "." + name;
      if (field == nullptr) {
        error(fact, "there is no field '" + what + "'", {});
        continue;
      }
      Fact kept = fact;
      kept.texts.clear();
      for (const std::string& text : fact.texts) {
        std::string one(base::trim(base::repair_utf8(text)));
        const std::string mistake = one.empty() ? "" : release::mistake_in(*field, one);
        if (!mistake.empty()) error(fact, "'" + what + "': '" + one + "' " + mistake, release::advice_for(*field));
        if (!one.empty() && mistake.empty()) kept.texts.push_back(std::move(one));
      }
      if (kept.texts.size() > 1 && !release::takes_several(field->kind)) {
        error(fact, "'" + what + "' is one value, not several", {});
        continue;
      }
      if (!kept.texts.empty()) out.facts[name] = std::move(kept);
    }
    return out;
  }

  void add(const Gathered& each) {
    const GroupSpec* group = release::find_group(each.group);
    if (group == nullptr) return;
    Entry entry = usable(*group, each.entry);
    if (entry.facts.empty()) return;
    if (const Entry* none = file_.not_applicable(each.group)) {
      error(entry.facts.begin()->second,
            "the release says in line " + std::to_string(none->line) + " that '" + each.group + "' does not apply",
            "take one of them out");
      return;
    }
    if (each.group == "not_applicable" && has_facts(entry.text("group"))) {
      out_.remarks.warning(entry.facts.begin()->second.origin, 0, 0,
                           "'" + entry.text("group") + "' did not apply, and has facts now: that it does not is left out");
      return;
    }
    rename_roles(*group, entry);
    std::vector<Slot>& slots = slots_[each.group];
    if (Slot* same = same_thing(each.group, entry, slots)) {
      put_into(*group, entry, *same);
    } else {
      slots.push_back(fresh(*group, std::move(entry)));
    }
  }

  static std::string plain_name(const Entry& entry) { return base::to_lower(base::collapse_space(entry.text("name"))); }

  /// The entry that is about the same thing, or null. A component that two sources name once each, in different versions, is one
  /// whose version they do not agree upon; one that a source names twice is there in several versions.
  Slot* same_thing(std::string_view group, const Entry& entry, std::vector<Slot>& slots) {
    const auto found =
        std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) { return is_same_thing(group, slot.whole, entry); });
    if (found != slots.end()) return &*found;
    if (group != "items" || item_names_[plain_name(entry)] != 1) return nullptr;
    Slot* out = nullptr;
    for (Slot& slot : slots) {
      if (plain_name(slot.whole) != plain_name(entry)) continue;
      if (out != nullptr || slot.source == source_) return nullptr;
      out = &slot;
    }
    return out;
  }

  [[nodiscard]] bool has_facts(const std::string& group) const {
    const auto found = slots_.find(group);
    return found != slots_.end() && !found->second.empty();
  }

  /// Roles that another source gave an id of their own stay the ones that this source means.
  void rename_roles(const GroupSpec& group, Entry& entry) const {
    for (auto& [name, fact] : entry.facts) {
      if (group.find(name)->kind != FieldKind::roles) continue;
      for (std::string& role : fact.texts) {
        if (const auto found = renamed_.find(role); found != renamed_.end()) role = found->second;
      }
    }
  }

  void put_into(const GroupSpec& group, const Entry& entry, Slot& slot) {
    for (const auto& [name, fact] : entry.facts) {
      const FieldSpec& field = *group.find(name);
      const Fact* kept = slot.whole.find(name);
      if (kept == nullptr) {
        if (field.kind == FieldKind::id && group.list && !ids_.insert(fact.texts[0]).second) continue;
        slot.whole.facts[name] = fact;
        slot.addition.entry.facts[name] = fact;
      } else if (field.kind == FieldKind::id && group.list) {
        // Ids are names that each source makes up; the first one stays.
        if (group.name == "roles") renamed_[fact.texts[0]] = kept->texts[0];
      } else if (!says_the_same(field, *kept, fact)) {
        contradict(group, name, *kept, fact, slot);
      }
    }
  }

  void contradict(const GroupSpec& group, const std::string& field, const Fact& kept, const Fact& other, Slot& slot) {
    Contradiction one;
    one.group = group.name;
    one.entry = name_of_entry(group.name, slot.whole);
    one.field = field;
    one.kept = base::join(kept.texts, "; ");
    one.in_file = slot.in_file.contains(field);
    one.kept_place = one.in_file ? file_.file + ", line " + std::to_string(kept.line) : place_of(kept, "?");
    one.other = base::join(other.texts, "; ");
    one.other_place = place_of(other, "?");
    if (!one.in_file) slot.addition.asides.push_back({field, one.other, one.other_place});
    out_.contradictions.push_back(std::move(one));
  }

  Slot fresh(const GroupSpec& group, Entry entry) {
    for (const FieldSpec& field : group.fields) {
      const auto found = entry.facts.find(field.name);
      if (found == entry.facts.end() || field.kind != FieldKind::id || !group.list) continue;
      std::string& id = found->second.texts[0];
      const std::string wanted = id;
      for (int number = 2; !ids_.insert(id).second; ++number) id = wanted + "-" + std::to_string(number);
      if (group.name == "roles" && id != wanted) renamed_[wanted] = id;
    }
    Slot out;
    out.source = source_;
    out.whole = entry;
    out.addition.group = group.name;
    out.addition.entry = std::move(entry);
    return out;
  }

  const release::ReleaseFacts& file_;
  std::map<std::string, std::vector<Slot>, std::less<>> slots_;
  /// Of all groups: no two entries have the same.
  std::set<std::string> ids_;
  /// Ids of roles of the source at hand, and what they are called in the file.
  std::map<std::string, std::string> renamed_;
  std::size_t source_ = 0;
  /// How often the source at hand has each name of an item.
  std::map<std::string, std::size_t> item_names_;
  Merged out_;
};

}  // namespace

Merged merge(const release::ReleaseFacts& file, std::span<const Gathering> sources) {
  Merger merger(file);
  for (const Gathering& source : sources) merger.add(source);
  return merger.take();
}

}  // namespace crosswalk::gathering
