// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "packs/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::packs;
  const auto packs = packs_from_bytes(bytes);
  if (!packs) return 0;
  const std::string written = packs_to_bytes(*packs);
  const auto again = packs_from_bytes(written);
  if (!again || packs_to_bytes(*again) != written) {
    std::fputs("broken promise: packs are not read as they were written\n", stderr);
    std::abort();
  }
  for (const auto& pack : *again) {
    static_cast<void>(pack->clause("4.1.7"));
    static_cast<void>(pack->constraint("4.1.7/x"));
  }
  return 0;
}
