// SPDX-License-Identifier: Apache-2.0
#include "extraction/eml/append.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"

namespace crosswalk::extraction {

using document::Block;
using document::ByteOffset;
using document::Document;
using document::Span;

bool append(document::Builder& builder, const Document& inner, std::uint8_t levels, const std::string& where,
            std::size_t most_blocks, std::size_t most_bytes) {
  Document& out = builder.document();
  std::map<std::int32_t, std::int32_t> tables;
  std::size_t mark = 0;
  // Where each block of `inner` came to stand, for the links.
  struct Moved {
    Span from;
    ByteOffset to;
  };
  std::vector<Moved> moved;
  for (const Block& block : inner.blocks) {
    const std::string_view whole = inner.view(block.span);
    const std::string_view text = base::trim(whole);
    if (text.empty()) continue;
    if (out.blocks.size() >= most_blocks || out.text.size() + text.size() > most_bytes) return false;
    const std::uint8_t level = block.kind == document::BlockKind::heading
                                   ? static_cast<std::uint8_t>(std::min<int>(block.level + levels, 9))
                                   : block.level;
    const std::int32_t index = builder.add(block.kind, text, level);
    if (index < 0) continue;
    Block& added = builder.block(index);
    added.checkbox = block.checkbox;
    added.numbered = block.numbered;
    if (block.table >= 0) {
      const auto known = tables.find(block.table);
      if (known != tables.end()) {
        added.table = known->second;
      } else {
        added.table = static_cast<std::int32_t>(out.tables.size());
        tables.emplace(block.table, added.table);
        out.tables.push_back(inner.tables[static_cast<std::size_t>(block.table)]);
      }
      added.row = block.row;
      added.column = block.column;
    }
    const auto begin = static_cast<ByteOffset>(block.span.begin + static_cast<std::size_t>(text.data() - whole.data()));
    const Span from{begin, static_cast<ByteOffset>(begin + text.size())};
    moved.push_back({from, added.span.begin});
    while (mark < inner.markup.size() && inner.markup[mark].end <= from.begin) ++mark;
    for (std::size_t i = mark; i < inner.markup.size() && inner.markup[i].begin < from.end; ++i) {
      const ByteOffset first = std::max(inner.markup[i].begin, from.begin) - from.begin + added.span.begin;
      const ByteOffset last = std::min(inner.markup[i].end, from.end) - from.begin + added.span.begin;
      if (first < last) out.markup.push_back({first, last});
    }
  }
  for (const document::Link& link : inner.links) {
    const auto after = std::upper_bound(moved.begin(), moved.end(), link.span.begin,
                                        [](ByteOffset offset, const Moved& each) { return offset < each.from.begin; });
    if (after == moved.begin()) continue;
    const Moved& place = *(after - 1);
    const ByteOffset end = std::min(link.span.end, place.from.end);
    if (link.span.begin >= end) continue;
    out.links.push_back({{link.span.begin - place.from.begin + place.to, end - place.from.begin + place.to}, link.target});
  }
  const std::string before = where.empty() ? std::string() : where + ", ";
  for (const document::HiddenText& hidden : inner.hidden) out.hidden.push_back({hidden.kind, hidden.text, before + hidden.where});
  for (const std::string& warning : inner.warnings) out.warnings.push_back(where.empty() ? warning : where + ": " + warning);
  return true;
}

}  // namespace crosswalk::extraction
