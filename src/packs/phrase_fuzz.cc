// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "packs/phrase.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::packs;
  if (is_pattern(bytes)) return 0;
  const auto texts = expand_phrase(bytes);
  if (!texts) return 0;
  const bool sorted = std::is_sorted(texts->begin(), texts->end());
  if (texts->empty() || texts->size() > 4096 || !sorted) {
    std::fputs("broken promise: 1 to 4,096 texts, sorted\n", stderr);
    std::abort();
  }
  return 0;
}
