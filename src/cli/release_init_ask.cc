// SPDX-License-Identifier: Apache-2.0
#include "cli/release_init_ask.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "gathering/cells.h"
#include "gathering/identity.h"

namespace crosswalk::cli {
namespace {

using release::Addition;
using release::Entry;
using release::Fact;
using release::FieldKind;
using release::FieldSpec;
using release::GroupSpec;

/// What an answer wants.
enum class Next { field, group, end };

std::string question_for(const FieldSpec& field) {
  std::string out = "  " + std::string(field.name) + " (" + std::string(field.wanted);
  if (field.kind == FieldKind::word) {
    const auto words = base::split(field.words, '|');
    out += ": " + base::join({words.begin(), words.end()}, ", ");
  } else if (field.kind == FieldKind::yes_no) {
    out += ": yes or no";
  } else if (field.kind == FieldKind::date) {
    out += ": 2026-01-31";
  } else if (release::takes_several(field.kind)) {
    out += "; several with ';'";
  }
  return out + "): ";
}

class Asker {
 public:
  Asker(const release::ReleaseFacts& facts, const Person& person) : facts_(facts), person_(person) {}

  std::vector<Addition> ask() {
    person_.say("An empty answer leaves a field out, '.' the rest of the group, 'q' ends and keeps what was said.\n");
    for (const GroupSpec& group : release::groups()) {
      if (group.name == "not_applicable" || facts_.not_applicable(group.name) != nullptr) continue;
      if ((group.list ? ask_list(group) : ask_map(group)) == Next::end) break;
    }
    return std::move(out_);
  }

 private:
  void head(const GroupSpec& group, const std::string& entry) {
    person_.say("\n" + std::string(group.title) + (entry.empty() ? "" : ", " + entry) + ": " + std::string(group.help) + "\n");
  }

  Next ask_map(const GroupSpec& group) {
    const auto entries = facts_.entries(group.name);
    Addition said;
    said.group = group.name;
    if (!entries.empty()) said.into = 0;
    const Next next = ask_fields(group, entries.empty() ? nullptr : &entries[0], false, "", said);
    keep(std::move(said));
    return next;
  }

  Next ask_list(const GroupSpec& group) {
    const auto entries = facts_.entries(group.name);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      Addition said;
      said.group = group.name;
      said.into = i;
      const Next next = ask_fields(group, &entries[i], true, gathering::name_of_entry(group.name, entries[i]), said);
      keep(std::move(said));
      if (next != Next::field) return next;
    }
    for (bool first = entries.empty();; first = false) {
      Addition said;
      said.group = group.name;
      head(group, first ? "the first" : "one more");
      const Next next = ask_new(group, said);
      const bool nothing = said.entry.facts.empty();
      keep(std::move(said));
      if (next == Next::end) return next;
      if (nothing) return Next::field;
    }
  }

  /// A new entry: no answer to its first field means that there is none.
  Next ask_new(const GroupSpec& group, Addition& said) {
    for (const FieldSpec& field : group.fields) {
      const Next next = ask_field(group, field, said);
      if (next == Next::end) return next;
      if (next == Next::group || said.entry.facts.empty()) return Next::field;
    }
    return Next::field;
  }

  /// What is missing in an entry; with `needed` only what documents have a blank for.
  Next ask_fields(const GroupSpec& group, const Entry* entry, bool needed, const std::string& name, Addition& said) {
    bool asked = false;
    for (const FieldSpec& field : group.fields) {
      if ((entry != nullptr && entry->find(field.name) != nullptr) || (needed && !field.needed)) continue;
      if (!asked) head(group, name);
      asked = true;
      const Next next = ask_field(group, field, said);
      if (next == Next::end) return next;
      // Of a list "." leaves this entry alone, and goes on with the next one.
      if (next == Next::group) return Next::field;
    }
    return Next::field;
  }

  Next ask_field(const GroupSpec& group, const FieldSpec& field, Addition& said) {
    while (true) {
      person_.say(question_for(field));
      const auto line = person_.answer();
      if (!line) return Next::end;
      const std::string text(base::trim(base::repair_utf8(*line)));
      if (text.empty()) return Next::field;
      if (text == "q") return Next::end;
      if (text == ".") return Next::group;
      auto values = gathering::values_of(group.name, field, text, intake::DateOrder::unsaid);
      if (values && !values->empty()) {
        said.entry.facts[std::string(field.name)] = Fact{std::move(*values), 0, 0, {}};
        return Next::field;
      }
      person_.say("    " + (values ? "nothing is said" : values.error().detail) + "\n");
    }
  }

  void keep(Addition said) {
    if (!said.entry.facts.empty()) out_.push_back(std::move(said));
  }

  const release::ReleaseFacts& facts_;
  const Person& person_;
  std::vector<Addition> out_;
};

}  // namespace

std::vector<Addition> ask_for_missing(const release::ReleaseFacts& facts, const Person& person) {
  return Asker(facts, person).ask();
}

void add_answers(std::vector<Addition> answers, const release::ReleaseFacts& in_file, std::vector<Addition>& additions) {
  for (Addition& answer : answers) {
    const std::size_t there = in_file.entries(answer.group).size();
    // The addition that makes the entry, or adds to it, if there is one.
    std::size_t fresh = there;
    const auto found = std::find_if(additions.begin(), additions.end(), [&](const Addition& each) {
      if (each.group != answer.group || each.entry.facts.empty() || !answer.into) return false;
      return each.into ? *each.into == *answer.into : fresh++ == *answer.into;
    });
    if (found != additions.end()) {
      found->entry.facts.insert(answer.entry.facts.begin(), answer.entry.facts.end());
    } else {
      additions.push_back(std::move(answer));
    }
  }
}

}  // namespace crosswalk::cli
