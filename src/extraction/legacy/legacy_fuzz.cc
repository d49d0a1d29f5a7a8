// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "extraction/fuzz_check.h"
#include "extraction/legacy/converters.h"

/// What the converters of legacy files give: the first byte says which of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk::extraction;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Limits limits = fuzz_limits();
  switch (data[0] % 2) {
    case 0:
      check_extracted(extract_doc(legacy::converted_mark("doc") + std::string(text), limits));
      break;
    default:
      check_extracted(extract_xls(legacy::converted_mark("xls") + std::string(text), limits));
  }
  return 0;
}
