// SPDX-License-Identifier: Apache-2.0
// Reads anything as SPDX in RDF/XML or XML; what was read has to be consistent.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/spdx/spdx.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace spdx = crosswalk::artifacts::spdx;
  using crosswalk::artifacts::sbom::Format;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(spdx::detect(bytes));
  const auto reading = spdx::read(bytes, Format::spdx_rdf_xml, "fuzz");
  if (!reading) return 0;
  if (reading->bom.subject && *reading->bom.subject >= reading->bom.components.size()) std::abort();
  for (const auto& finding : reading->findings) {
    if (finding.message.empty() || finding.rule.empty()) std::abort();
  }
  return 0;
}
