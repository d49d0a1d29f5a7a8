// SPDX-License-Identifier: Apache-2.0
#include "retrieval/passages.h"

#include <algorithm>
#include <string_view>

namespace crosswalk::retrieval {
namespace {

using document::Block;
using document::BlockKind;

// A row longer than this is read cell by cell, and a document nested deeper gives the nearest headings only.
constexpr std::uint32_t longest_row = 600;
constexpr std::size_t most_headings = 3;
constexpr std::size_t most_headers = 8;

std::uint32_t count_words(std::string_view text) {
  std::uint32_t out = 0;
  bool inside = false;
  for (const char c : text) {
    const bool part = c != ' ' && c != '\n';
    if (part && !inside) ++out;
    inside = part;
  }
  return out;
}

void add_context(std::vector<std::uint32_t>& context, std::int32_t block) {
  if (block < 0) return;
  const auto index = static_cast<std::uint32_t>(block);
  if (std::find(context.begin(), context.end(), index) == context.end()) context.push_back(index);
}

void add_headings(const document::Document& document, std::int32_t heading, std::vector<std::uint32_t>& context) {
  for (std::size_t i = 0; i < most_headings && heading >= 0; ++i) {
    add_context(context, heading);
    heading = document.blocks[static_cast<std::size_t>(heading)].heading;
  }
}

}  // namespace

std::vector<Unit> cut(const document::Document& document, const matching::Normalized& normalized,
                      const matching::Layout& layout) {
  std::vector<Unit> out;
  const auto words_of = [&](matching::Range range) {
    return count_words(std::string_view(normalized.text).substr(range.begin, range.end - range.begin));
  };
  const auto is_header_row = [&](const Block& block) {
    const document::Table& table = document.tables[static_cast<std::size_t>(block.table)];
    return block.row == table.header_row && table.rows > 1;
  };
  for (std::size_t i = 0; i < normalized.sentences.size();) {
    const std::uint32_t index = layout.sentence_block[i];
    const Block& block = document.blocks[index];
    matching::Range range = normalized.sentences[i];
    std::size_t next = i + 1;
    std::uint32_t last = index;
    const bool cell = block.kind == BlockKind::table_cell && block.table >= 0;
    if (cell) {
      // The whole row, where it is not too long.
      std::size_t stop = next;
      while (stop < normalized.sentences.size()) {
        const Block& other = document.blocks[layout.sentence_block[stop]];
        if (other.kind != BlockKind::table_cell || other.table != block.table || other.row != block.row) break;
        ++stop;
      }
      if (normalized.sentences[stop - 1].end - range.begin <= longest_row) {
        next = stop;
        last = layout.sentence_block[stop - 1];
        range.end = normalized.sentences[stop - 1].end;
      }
    }
    i = next;
    if (range.empty() || block.kind == BlockKind::heading || block.kind == BlockKind::page_header ||
        block.kind == BlockKind::page_footer || (cell && is_header_row(block))) {
      continue;
    }
    Unit unit;
    unit.range = range;
    unit.first_block = index;
    unit.last_block = last;
    unit.words = words_of(range);
    add_headings(document, block.heading, unit.context);
    add_context(unit.context, layout.list_intro[index]);
    if (cell) {
      for (std::uint32_t each = index; each <= last && each - index < most_headers; ++each) {
        add_context(unit.context, layout.column_header[each]);
        if (layout.row_label[each] >= 0 && static_cast<std::uint32_t>(layout.row_label[each]) < index) {
          add_context(unit.context, layout.row_label[each]);
        }
      }
    }
    unit.joins = !out.empty() && document.blocks[out.back().last_block].heading == block.heading &&
                 document.blocks[out.back().last_block].table == block.table;
    out.push_back(std::move(unit));
  }
  return out;
}

}  // namespace crosswalk::retrieval
