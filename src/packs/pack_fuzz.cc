// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "packs/cases.h"
#include "packs/lint.h"
#include "packs/loader.h"
#include "packs/rules.h"

namespace {

[[noreturn]] void broken_promise(const char* what) {
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::packs;
  // Parts begun by lines "=== NAME" are the files of a pack; bytes without such lines are one clause page.
  Files files;
  files["pack.yaml"] = "id: fuzz\ntitle: Fuzz\nversion: 1.0.0\n";
  std::string name = "clauses/1.yaml";
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (line.starts_with("=== ")) {
      name = line.substr(4, line.size() - 4 - (line.ends_with('\n') ? 1 : 0));
      files[name].clear();
    } else {
      files[name] += line;
    }
  }
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  if (pack.has_value() == diagnostics.has_errors()) broken_promise("a pack loads where nothing is wrong, and only there");
  static_cast<void>(diagnostics.text());
  if (!pack) return 0;
  static_cast<void>(load_cases(files, *pack, diagnostics));
  lint_pack(*pack, files, diagnostics);
  const Lexicon lexicon;
  const std::vector<Rule> rules = load_rules(*pack, lexicon, files, diagnostics);
  lint_rules(*pack, lexicon, rules, diagnostics);
  Diagnostics of_index;
  static_cast<void>(load_index(files["pack.yaml"], "index.yaml", of_index));
  return 0;
}
