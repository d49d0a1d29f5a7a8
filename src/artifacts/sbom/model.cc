// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sbom/model.h"

#include <array>

namespace crosswalk::artifacts::sbom {

std::string_view text_of(Format format) {
  constexpr std::array<std::string_view, 7> texts{"CycloneDX JSON", "CycloneDX XML", "SPDX JSON",     "SPDX tag-value",
                                                  "SPDX YAML",      "SPDX RDF/XML",  "SPDX 3 JSON-LD"};
  return texts[static_cast<std::size_t>(format)];
}

}  // namespace crosswalk::artifacts::sbom
