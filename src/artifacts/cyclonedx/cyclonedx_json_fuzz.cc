// SPDX-License-Identifier: Apache-2.0
// Reads anything as CycloneDX in JSON; what was read is checked and compared with itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/cyclonedx/cyclonedx.h"
#include "artifacts/sbom/check.h"
#include "artifacts/sbom/diff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace sbom = crosswalk::artifacts::sbom;
  const auto reading = crosswalk::artifacts::cyclonedx::read(std::string(reinterpret_cast<const char*>(data), size),
                                                             sbom::Format::cyclonedx_json, {"fuzz", true});
  if (!reading) return 0;
  for (const sbom::Component& component : reading->bom.components) {
    if (component.parent && *component.parent >= reading->bom.components.size()) std::abort();
  }
  static_cast<void>(sbom::check(reading->bom));
  if (!sbom::diff(reading->bom, reading->bom).none()) std::abort();
  return 0;
}
