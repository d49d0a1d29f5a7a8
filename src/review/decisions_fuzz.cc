// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "review/decisions.h"

namespace {

[[noreturn]] void broken_promise(const char* what) {
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk;
  packs::Diagnostics diagnostics;
  const auto decisions = review::load_decisions(bytes, "decisions.yaml", diagnostics);
  if (decisions.has_value() == diagnostics.has_errors()) broken_promise("decisions load where nothing is wrong, and only there");
  static_cast<void>(diagnostics.text());
  if (!decisions || decisions->empty()) return 0;
  // A decision that was read can be written behind the others and read again.
  const auto text = review::append_decision(bytes, decisions->front());
  if (!text) return 0;
  packs::Diagnostics again;
  const auto more = review::load_decisions(*text, "decisions.yaml", again);
  if (!more || more->size() != decisions->size() + 1) broken_promise("an appended decision is not read again");
  return 0;
}
