// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "gathering/deployment.h"

namespace crosswalk::gathering {

/// What tests compare: a line for each entry, "group: field=text, ...", in the order of entries and with fields by name.
inline std::string written(const Gathering& gathering) {
  std::string out;
  for (const Gathered& each : gathering.entries) {
    out += each.group + ":";
    const char* separator = " ";
    for (const auto& [name, fact] : each.entry.facts) {
      out += separator + name + "=" + each.entry.text(name);
      separator = ", ";
    }
    out += "\n";
  }
  return out;
}

/// Those lines that begin so: "interfaces".
inline std::string written(const Gathering& gathering, std::string_view group) {
  Gathering some;
  for (const Gathered& each : gathering.entries) {
    if (each.group == group) some.entries.push_back(each);
  }
  return written(some);
}

/// The entry of this id, or of this place of data; nullptr where there is none.
inline const release::Entry* entry_of(const Gathering& gathering, std::string_view id) {
  for (const Gathered& each : gathering.entries) {
    if (each.entry.text("id") == id || each.entry.text("place") == id) return &each.entry;
  }
  return nullptr;
}

/// What an entry says in a field, as written() has it; empty where there is no such entry.
inline std::string said(const Gathering& gathering, std::string_view id, std::string_view field) {
  const release::Entry* entry = entry_of(gathering, id);
  return entry == nullptr ? std::string() : entry->text(field);
}

}  // namespace crosswalk::gathering
