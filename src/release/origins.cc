// SPDX-License-Identifier: Apache-2.0
#include "release/origins.h"

#include <map>
#include <utility>

namespace crosswalk::release {

std::vector<OriginCount> origins_of(const ReleaseFacts& facts) {
  std::map<std::string, OriginCount> found;
  for (const GroupSpec& group : groups()) {
    for (const Entry& entry : facts.entries(group.name)) {
      for (const auto& [field, fact] : entry.facts) {
        // Origins are "FILE, place in it".
        const std::string source = fact.origin.substr(0, fact.origin.find(", "));
        OriginCount& count = found[source];
        count.source = source;
        ++count.facts;
        if (count.groups.empty() || count.groups.back() != group.name) count.groups.emplace_back(group.name);
      }
    }
  }
  std::vector<OriginCount> out;
  out.reserve(found.size());
  for (auto& [source, count] : found) out.push_back(std::move(count));
  return out;
}

}  // namespace crosswalk::release
