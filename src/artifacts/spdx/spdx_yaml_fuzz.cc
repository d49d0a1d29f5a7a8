// SPDX-License-Identifier: Apache-2.0
// Reads anything as SPDX in YAML; what was read has to be consistent.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/encoding.h"
#include "artifacts/spdx/spdx.h"
#include "artifacts/spdx/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace spdx = crosswalk::artifacts::spdx;
  using crosswalk::artifacts::sbom::Format;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(spdx::detect(bytes));
  if (const auto text = crosswalk::artifacts::to_utf8(bytes, "fuzz")) {
    // What is read quickly says what the library says.
    spdx::Converted plain;
    if (spdx::read_plain_yaml(*text, plain)) {
      const auto wanted = spdx::read_yaml_by_library(*text, "fuzz");
      if (!wanted || wanted->json != plain.json || wanted->begins != plain.begins || wanted->numbers != plain.numbers)
        std::abort();
    }
  }
  const auto reading = spdx::read(bytes, Format::spdx_yaml, "fuzz");
  if (!reading) return 0;
  if (reading->bom.subject && *reading->bom.subject >= reading->bom.components.size()) std::abort();
  for (const auto& finding : reading->findings) {
    if (finding.message.empty() || finding.rule.empty()) std::abort();
  }
  return 0;
}
