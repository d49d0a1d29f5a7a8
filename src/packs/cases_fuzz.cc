// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "packs/cases.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::packs;
  Diagnostics diagnostics;
  for (const Case& item : read_cases(bytes, "fuzz.cases", "1", "a", diagnostics)) {
    if (item.line < 1 || item.name.empty()) {
      std::fputs("broken promise: a case has a name and a line\n", stderr);
      std::abort();
    }
  }
  static_cast<void>(diagnostics.text());
  return 0;
}
