// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "packs/loader.h"
#include "packs/rules.h"

namespace {

[[noreturn]] void broken_promise(const char* what) {
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

void check(const crosswalk::packs::Expression& expression, const crosswalk::packs::Lexicon& lexicon) {
  if (expression.op == crosswalk::packs::Operator::concept_ && expression.concept_index >= lexicon.concepts.size()) {
    broken_promise("an expression names a concept that is not there");
  }
  for (const crosswalk::packs::Expression& child : expression.children) check(child, lexicon);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::packs;
  // Up to a line "=== rules" a file of the lexicon; from there a file of rules.
  constexpr std::string_view mark = "=== rules\n";
  const std::size_t at = bytes.find(mark);
  const Files lexicon_files{{"fuzz.yaml", std::string(bytes.substr(0, at))}};
  Diagnostics diagnostics;
  const Lexicon lexicon = load_lexicon("en", lexicon_files, diagnostics);
  for (const Concept& item : lexicon.concepts) {
    const auto found = lexicon.index.find(item.name);
    if (found == lexicon.index.end()) broken_promise("a concept is not in the index");
  }
  if (at != std::string_view::npos) {
    const Files files{{"rules/fuzz.yaml", std::string(bytes.substr(at + mark.size()))}};
    Pack pack;
    pack.id = "fuzz";
    pack.clauses.emplace_back();
    pack.clauses.back().id = "1";
    Constraint constraint;
    constraint.id = "fuzz:1/a";
    constraint.slug = "a";
    pack.clauses.back().constraints.push_back(constraint);
    for (const Rule& rule : load_rules(pack, lexicon, files, diagnostics)) check(rule.match, lexicon);
  }
  static_cast<void>(diagnostics.text());
  return 0;
}
