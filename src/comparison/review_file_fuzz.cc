// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "comparison/comparison.h"
#include "comparison/render.h"

/// Any bytes as a review: read, compared with nothing and with itself, and shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk;
  const auto review = comparison::read_review({reinterpret_cast<const char*>(data), size}, "fuzz");
  static_cast<void>(comparison::read_review({reinterpret_cast<const char*>(data), size}, "fuzz", comparison::Keep::whole));
  if (!review) return 0;
  for (const comparison::ReviewFile& other : {comparison::ReviewFile(), *review}) {
    const comparison::Comparison comparison = comparison::compare(other, *review);
    for (const auto render : {comparison::render_terminal, comparison::render_markdown, comparison::render_json}) {
      reports::StringSink sink;
      static_cast<void>(render(comparison, {}, sink));
    }
  }
  return 0;
}
