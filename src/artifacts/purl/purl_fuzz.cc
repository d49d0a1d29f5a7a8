// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: a package URL that is read has a canonical form that is read as the same, and nothing is said against
// it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "artifacts/purl/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace purl = crosswalk::artifacts::purl;
  const purl::Check found = purl::check({reinterpret_cast<const char*>(data), size});
  if (found.purl.has_value() != found.errors.empty()) std::abort();
  if (!found.purl) return 0;
  const auto again = purl::parse(found.purl->canonical());
  // Encoding makes it longer, perhaps too long.
  if (!again) {
    if (found.purl->canonical().size() <= 4096) std::abort();
    return 0;
  }
  if (*again != *found.purl || again->canonical() != found.purl->canonical()) std::abort();
  return 0;
}
