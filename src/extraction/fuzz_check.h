// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "document/wire.h"
#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "facts/facts.h"

namespace crosswalk::extraction {

/// Ends the process with a word on standard error; for fuzz targets, whose runner keeps the input.
[[noreturn]] inline void broken_promise(const std::string& what) {
  std::fprintf(stderr, "broken promise: %s\n", what.c_str());
  std::abort();
}

/// Holds what a reader gave against the promises of Document and of the wire format, and lets the facts be filled. Ends the
/// process where one is broken. For fuzz targets.
inline void check_extracted(document::Extracted extracted) {
  using document::Status;
  const bool has_text = extracted.status == Status::read || extracted.status == Status::damaged;
  if (!has_text && extracted.reason == document::Reason::none) broken_promise("no text and no reason");
  for (const std::string& fault : faults_of(extracted.document)) broken_promise(fault);
  if (!base::is_utf8(extracted.document.text)) broken_promise("text is not UTF-8");
  if (has_text) facts::fill(extracted, "Release 4.2/Draft SOP-014 Disclosure v2.1");
  for (const document::Block& block : extracted.document.blocks) {
    static_cast<void>(extracted.document.locate(block.span.begin));
  }
  const std::string wire = document::to_wire(extracted);
  const auto back = document::from_wire(wire);
  if (!back) broken_promise("the wire format does not take what was written");
  if (document::to_wire(*back) != wire) broken_promise("the wire format does not give back what was written");
}

/// Holds a member of a container against the promises of Member.
inline void check_member(const document::Member& member, std::string_view bytes) {
  if (member.path.empty() || member.path.find('\0') != std::string::npos) broken_promise("a member without a name");
  if (member.reason != document::Reason::none && !bytes.empty()) broken_promise("a member with bytes and a reason why not");
}

/// Limits that a fuzzed input can reach.
inline Limits fuzz_limits() {
  Limits limits;
  limits.part_bytes = 4U << 20;
  limits.text_bytes = 1U << 20;
  limits.blocks = 20'000;
  limits.file_bytes = 4U << 20;
  limits.members = 200;
  return limits;
}

}  // namespace crosswalk::extraction
