// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "document/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk;
  const auto extracted = document::from_wire(bytes);
  if (!extracted) return 0;
  const std::string wire = document::to_wire(*extracted);
  const auto again = document::from_wire(wire);
  if (!again || document::to_wire(*again) != wire) {
    std::fputs("broken promise: the wire format does not give back what was written\n", stderr);
    std::abort();
  }
  // What later stages do with any document that the wire format lets pass.
  const document::Document& d = again->document;
  for (const document::Block& block : d.blocks) {
    static_cast<void>(d.view(block.span));
    static_cast<void>(d.locate(block.span.begin).text());
  }
  return 0;
}
