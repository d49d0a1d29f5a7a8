// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: a document that is read is merged with itself, and what is written of it in each format is read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/vex/filter.h"
#include "artifacts/vex/vex.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace vex = crosswalk::artifacts::vex;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto document = vex::read(bytes, "input");
  if (!document) return 0;
  for (const vex::Format format : {vex::Format::openvex, vex::Format::cyclonedx, vex::Format::csaf}) {
    const auto again = vex::read(vex::write(*document, format, "2026-01-01T00:00:00Z").json, "again");
    if (!again || again->format != format) std::abort();
    if (format == vex::Format::openvex && again->statements.size() != document->statements.size()) std::abort();
  }
  const auto merged = vex::merge({*document, *document});
  if (merged) {
    if (merged->statements.size() != 2 * document->statements.size()) std::abort();
    static_cast<void>(vex::current(*merged));
    static_cast<void>(vex::filter_sarif(bytes, "log", *merged));
  }
  return 0;
}
