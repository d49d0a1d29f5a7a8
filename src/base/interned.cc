// SPDX-License-Identifier: Apache-2.0
#include "base/interned.h"

#include <mutex>
#include <set>

namespace crosswalk::base {

const std::string& Interned::no_text() {
  static const std::string none;
  return none;
}

const std::string& Interned::kept(std::string_view text) {
  if (text.empty()) return no_text();
  static std::mutex mutex;
  // Never destroyed: objects that live to the end of the program point into it.
  static auto& all = *new std::set<std::string, std::less<>>;
  const std::lock_guard lock(mutex);
  const auto found = all.find(text);
  return found != all.end() ? *found : *all.emplace(text).first;
}

}  // namespace crosswalk::base
