// SPDX-License-Identifier: Apache-2.0
#include "base/interned.h"

#include <mutex>
#include <set>
#include <string_view>
#include <unordered_map>

namespace crosswalk::base {

const std::string& Interned::no_text() {
  static const std::string none;
  return none;
}

const std::string& Interned::kept(std::string_view text) {
  if (text.empty()) return no_text();
  // What a thread asked for before it finds again without waiting for others. There are few such texts; if not, memory matters
  // more.
  constexpr std::size_t most_near = 4096;
  thread_local std::unordered_map<std::string_view, const std::string*> near;
  if (const auto found = near.find(text); found != near.end()) return *found->second;
  static std::mutex mutex;
  // Never destroyed: objects that live to the end of the program point into it.
  static auto& all = *new std::set<std::string, std::less<>>;
  const std::lock_guard lock(mutex);
  auto found = all.find(text);
  if (found == all.end()) found = all.emplace(text).first;
  if (near.size() == most_near) near.clear();
  near.emplace(*found, &*found);
  return *found;
}

}  // namespace crosswalk::base
