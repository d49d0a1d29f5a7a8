// SPDX-License-Identifier: Apache-2.0
// Takes anything as a log, and as a file of external properties of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/sarif/sarif.h"

namespace json = crosswalk::artifacts::json;
namespace sarif = crosswalk::artifacts::sarif;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = json::parse(std::string(reinterpret_cast<const char*>(data), size), {"log", 64, true});
  if (!document) return 0;
  static_cast<void>(sarif::validate(*document));
  static_cast<void>(sarif::check(*document));
  for (const sarif::Run& run : sarif::read(*document, {&*document, 1}).runs) {
    for (const sarif::Result& result : run.results) {
      if (result.rule && *result.rule >= run.rules.size()) std::abort();
    }
  }
  return 0;
}
