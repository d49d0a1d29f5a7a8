// SPDX-License-Identifier: Apache-2.0
// What a hostile server answers: the parts of the input are the answers to whatever the survey asks for, in its order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "provider/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk::provider;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const Scope scope{"https://example.org/.well-known/csaf/provider-metadata.json", true, 1'790'000'000};
  Gathered gathered;
  constexpr std::string_view mark = "\n%%\n";
  for (int round = 0; round < 6; ++round) {
    for (const std::string& url : Survey(gathered, scope).missing()) {
      Answer& answer = gathered[url];
      if (rest.empty() || gathered.size() > 200) {
        answer.state = Answer::State::missing;
        continue;
      }
      const std::size_t end = rest.find(mark);
      const std::string_view part = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + mark.size());
      answer.state = part.starts_with("->") ? Answer::State::redirected : Answer::State::found;
      (part.starts_with("->") ? answer.location : answer.bytes) = part.starts_with("->") ? part.substr(2) : part;
    }
  }
  static_cast<void>(signatures_of(gathered, scope));
  static_cast<void>(fingerprints_of(keys_of(gathered, scope)));
  const auto all = check(gathered, scope, {});
  if (all && all->size() != 20) std::abort();
  return 0;
}
