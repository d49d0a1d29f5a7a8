// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extraction/extractor.h"
#include "extraction/fuzz_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk::extraction;
  check_extracted(extract_ppt({reinterpret_cast<const char*>(data), size}, fuzz_limits()));
  return 0;
}
