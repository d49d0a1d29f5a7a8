// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "document/builder.h"
#include "matching/match.h"
#include "matching/rule_set.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk;
  const auto rules = matching::rule_set_from_bytes(bytes, {});
  if (!rules) return 0;
  const std::string written = matching::rule_set_to_bytes(**rules);
  const auto again = matching::rule_set_from_bytes(written, {});
  if (!again) {
    std::fputs("broken promise: what was read and written cannot be read\n", stderr);
    std::abort();
  }
  document::Builder builder({});
  builder.add(document::BlockKind::heading, "How we inform", 1);
  builder.add(document::BlockKind::paragraph, "We inform all customers of version 4.2. We never notify hospitals.");
  builder.add(document::BlockKind::list_item, "Write to security@example.org or to the mailbox.", 1);
  const document::Document document = builder.finish();
  const document::Facts facts;
  matching::Scanner::Scratch scratch(*(*again)->scanner);
  const matching::DocumentScan scan(**again, document, facts, "versions.md", scratch);
  static_cast<void>(scan.matches());
  return 0;
}
