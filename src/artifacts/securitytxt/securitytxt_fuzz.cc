// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: remarks have a rule and a message, lines lie in the file, and dates are written as they are read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "artifacts/securitytxt/securitytxt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace securitytxt = crosswalk::artifacts::securitytxt;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  const securitytxt::File file = securitytxt::read(text, {crosswalk::artifacts::time::beginning_of({2026, 11, 22}), {}});
  for (const securitytxt::Remark& remark : file.remarks) {
    if (remark.finding.rule.empty() || remark.finding.message.empty() || remark.finding.line > lines) std::abort();
  }
  for (const securitytxt::Field& field : file.fields) {
    if (field.line == 0 || field.line > lines || field.value.empty()) std::abort();
  }
  if (file.expires &&
      crosswalk::artifacts::time::parse_rfc3339(crosswalk::artifacts::time::text_of(*file.expires)) != file.expires) {
    // Offsets may lead out of the years that have four digits.
    const auto least = crosswalk::artifacts::time::beginning_of({1, 1, 2});
    if (*file.expires > least && *file.expires < crosswalk::artifacts::time::beginning_of({9999, 12, 30})) std::abort();
  }
  return 0;
}
