// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "oscal/document.h"
#include "oscal/resolve.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk::oscal;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // A profile may import the part behind a zero byte, whatever it calls it, and that part itself, too.
  const std::size_t zero = bytes.find('\0');
  const std::string_view other = zero == std::string_view::npos ? bytes : bytes.substr(zero + 1);
  const auto document = read_document(bytes.substr(0, zero), "fuzz");
  if (!document) return 0;
  static_cast<void>(facts_of(*document));
  if (document->model != "profile") return 0;
  const auto resolution =
      resolve(*document, "fuzz", [&](const std::string&) -> crosswalk::base::Result<std::string> { return std::string(other); });
  if (resolution && resolution->catalog.model != "catalog") {
    std::fprintf(stderr, "broken promise: a profile resolves to a catalog\n");
    std::abort();
  }
  return 0;
}
