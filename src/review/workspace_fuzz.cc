// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "review/workspace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk;
  packs::Diagnostics diagnostics;
  const auto workspace = review::load_workspace(bytes, "crosswalk.yaml", diagnostics);
  if (workspace.has_value() == diagnostics.has_errors()) {
    std::fputs("broken promise: a workspace loads where nothing is wrong, and only there\n", stderr);
    std::abort();
  }
  if (workspace) {
    review::check_workspace(*workspace, {}, "crosswalk.yaml", diagnostics);
    static_cast<void>(review::is_ignored(*workspace, "Archive/SOP-014 Vulnerability handling v2.1.docx"));
  }
  static_cast<void>(diagnostics.text());
  return 0;
}
