// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extraction/fuzz_check.h"
#include "reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk;
  static const bool prepared = [] {
    pdf::prepare_reader();
    return true;
  }();
  static_cast<void>(prepared);
  extraction::Limits limits = extraction::fuzz_limits();
  limits.pages = 50;
  extraction::check_extracted(pdf::read_pdf(bytes, limits));
  return 0;
}
