// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "document/wire.h"
#include "pipeline/knowledge.h"
#include "review/document.h"

namespace {

using namespace crosswalk;

[[noreturn]] void broken_promise(const char* what) {
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// The packs of the source folder.
std::shared_ptr<const matching::RuleSet> load() {
  packs::Diagnostics diagnostics;
  auto rules = pipeline::load_shipped_rule_set({}, diagnostics);
  if (!rules) broken_promise("the shipped packs do not load");
  return std::move(rules).value();
}

/// A document of lines: the first byte of each says what it is.
document::Document from_lines(std::string_view bytes) {
  using document::BlockKind;
  document::Builder builder({});
  bool in_table = false;
  std::int32_t row = 0;
  const std::string text = base::repair_utf8(bytes);
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    const char mark = line.front();
    line.remove_prefix(1);
    if (in_table && mark != '|') {
      builder.end_table(0);
      in_table = false;
    }
    if (mark == '|') {
      if (!in_table) builder.begin_table();
      if (!in_table) row = 0;
      in_table = true;
      std::int32_t column = 0;
      while (!line.empty()) {
        const std::size_t bar = std::min(line.find('|'), line.size());
        builder.add_cell(row, column++, line.substr(0, bar));
        line.remove_prefix(std::min(bar + 1, line.size()));
      }
      ++row;
    } else if (mark >= '1' && mark <= '9') {
      builder.add(BlockKind::heading, line, static_cast<std::uint8_t>(mark - '0'));
    } else {
      builder.add(mark == '-' ? BlockKind::list_item : BlockKind::paragraph, line, mark == '-' ? 1 : 0);
    }
  }
  if (in_table) builder.end_table(0);
  return builder.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  document::Extracted extracted;
  if (auto wire = document::from_wire(bytes)) {
    // The pool lets no other text pass.
    if (!base::is_utf8(wire->document.text)) return 0;
    extracted = std::move(wire).value();
  } else {
    extracted.document = from_lines(bytes);
  }
  static const std::shared_ptr<const matching::RuleSet> rules = load();
  static matching::Scanner::Scratch scratch(*rules->scanner);
  const document::Document& d = extracted.document;
  const matching::DocumentScan scan(*rules, d, extracted.facts, "SOP-014.md", scratch);
  if (scan.matches().size() != scan.matches(50, matching::DocumentScan::Search::every_unit).size()) {
    broken_promise("a place at which a rule holds was not looked at");
  }
  for (const review::DocumentVerdict& verdict : review::judge_document(*rules, d, extracted.facts, "SOP-014.md", scratch)) {
    if (verdict.evidence.empty()) broken_promise("a verdict without evidence");
    for (const review::Evidence& evidence : verdict.evidence) {
      if (evidence.quote.empty() || d.text.find(evidence.quote) == std::string::npos) {
        broken_promise("a quote is not in the text");
      }
    }
  }
  return 0;
}
