// SPDX-License-Identifier: Apache-2.0
#include "matching/links.h"

#include <algorithm>
#include <string>

namespace crosswalk::matching {

std::vector<Occurrence> find_links(const document::Document& document, const Normalized& normalized, const Scanner& scanner,
                                   Scanner::Scratch& scratch) {
  std::vector<Occurrence> out;
  if (!scanner.reads_links() || normalized.text.empty()) return out;
  for (const document::Link& link : document.links) {
    const document::ByteOffset begin = link.span.begin;
    const document::ByteOffset end = std::min(link.span.end, static_cast<document::ByteOffset>(document.text.size()));
    if (begin >= end) continue;
    const Range words = normalized.range_of({begin, end});
    if (!words.empty()) scanner.scan_link(normalize_text(link.target), words, scratch, out);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Occurrence& a, const Occurrence& b) { return a.range.begin < b.range.begin; });
  return out;
}

}  // namespace crosswalk::matching
