// SPDX-License-Identifier: Apache-2.0
// Manifests of any bytes: they are refused with a message, or mean the same when they are written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "release/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace release = crosswalk::release;
  std::vector<release::ManifestFault> faults;
  const auto read = release::read_manifest({reinterpret_cast<const char*>(data), size}, faults);
  if (read.has_value() != faults.empty()) std::abort();
  if (!read) return 0;
  const std::string text = release::text_of(*read);
  const auto again = release::read_manifest(text, faults);
  if (!again || release::text_of(*again) != text) std::abort();
  if (release::sha256_sums(*read, text) != release::sha256_sums(*again, text)) std::abort();
  // Nothing of it leads out of the set.
  for (const release::ManifestFile& file : read->files) {
    if (file.name.empty() || file.name[0] == '/' || file.name.find("../") != std::string::npos) std::abort();
  }
  static_cast<void>(release::stale_documents(*read, {}));
  return 0;
}
