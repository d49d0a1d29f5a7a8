// SPDX-License-Identifier: Apache-2.0
// What a register holds of a case, of any bytes: the fast reader takes what the careful one takes, and both make the same of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"
#include "disclosure/case.h"
#include "disclosure/stored.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace disclosure = crosswalk::disclosure;
  namespace artifacts = crosswalk::artifacts;
  if (size > 65'536) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto fast = disclosure::read_stored_case(text);
  const auto document = artifacts::json::parse(text, {"case"});
  if (!document) {
    if (fast) std::abort();
    return 0;
  }
  std::vector<artifacts::Finding> findings;
  const disclosure::Case careful = disclosure::read_case(document->root(), findings);
  const std::string written = disclosure::write_case(careful);
  if (fast && (!findings.empty() || disclosure::write_case(*fast) != written)) std::abort();
  // What was written by us is read fast, and is the same again.
  if (findings.empty()) {
    const auto again = disclosure::read_stored_case(written);
    if (!again || disclosure::write_case(*again) != written) std::abort();
  }
  // Whatever a case says, it is checked.
  static_cast<void>(disclosure::check_case(careful));
  for (const auto stage : {disclosure::Stage::received, disclosure::Stage::closed})
    static_cast<void>(disclosure::missing_for(careful, stage));
  return 0;
}
