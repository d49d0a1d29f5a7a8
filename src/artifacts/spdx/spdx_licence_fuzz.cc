// SPDX-License-Identifier: Apache-2.0
// Reads anything as a licence expression; the canonical form of a valid one is valid and its own canonical form.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "artifacts/spdx/licence.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using crosswalk::artifacts::spdx::parse_licence;
  const auto read = parse_licence(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!read.valid()) return 0;
  const auto again = parse_licence(read.canonical);
  if (!again.valid() || again.canonical != read.canonical || again.listed != read.listed) std::abort();
  return 0;
}
