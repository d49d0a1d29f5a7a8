// SPDX-License-Identifier: Apache-2.0
#include "matching/layout.h"

#include <algorithm>
#include <string_view>

namespace crosswalk::matching {

using document::BlockKind;

namespace {

/// Whether the list below a block is announced by it: it ends with a colon, or its last sentence speaks of what follows.
bool introduces(const Normalized& normalized, std::size_t block) {
  const Range range = normalized.blocks[block];
  if (range.empty()) return false;
  if (normalized.text[range.end - 1] == ':') return true;
  const std::int32_t sentence = normalized.sentence_at(range.end - 1);
  if (sentence < 0) return false;
  const Range last = normalized.sentences[static_cast<std::size_t>(sentence)];
  const std::string_view words = std::string_view(normalized.text).substr(last.begin, last.end - last.begin);
  return words.find("the following") != std::string_view::npos || words.find("as follows") != std::string_view::npos;
}

/// A column of the table at hand: its header and the last cell so far.
struct Column {
  std::int32_t header = -1;
  std::int32_t last = -1;
};

/// Makes `block` the next of the list that ends with `last`, and its end.
void append(Chain& chain, std::int32_t& last, std::int32_t block) {
  chain[static_cast<std::size_t>(last)] = block;
  last = block;
}

}  // namespace

Layout::Layout(const document::Document& document, const Normalized& normalized)
    : column_header(document.blocks.size(), -1),
      row_label(document.blocks.size(), -1),
      list_intro(document.blocks.size(), -1),
      next_in_column(document.blocks.size(), -1),
      next_in_row(document.blocks.size(), -1),
      first_in_list(document.blocks.size(), -1),
      next_in_list(document.blocks.size(), -1),
      section_end(document.blocks.size(), static_cast<std::int32_t>(document.blocks.size())),
      first_heading(static_cast<std::int32_t>(document.blocks.size())) {
  std::vector<std::int32_t> open;
  // Cells come row by row: the headers of the table at hand, by column.
  std::vector<Column> columns;
  std::int32_t table_at_hand = -1;
  std::int32_t row_at_hand = -1;
  std::int32_t label = -1;
  std::int32_t last_in_row = -1;
  // What introduces the items of each depth: the text before the list, then items that announce the list below them.
  std::vector<std::int32_t> intros(1, -1);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const document::Block& block = document.blocks[i];
    const auto index = static_cast<std::int32_t>(i);
    if (block.kind == BlockKind::heading) {
      first_heading = std::min(first_heading, index);
      while (!open.empty() && document.blocks[static_cast<std::size_t>(open.back())].level >= block.level) {
        section_end[static_cast<std::size_t>(open.back())] = index;
        open.pop_back();
      }
      open.push_back(index);
      intros.assign(1, -1);
    } else if (block.kind == BlockKind::table_cell) {
      const document::Table& table = document.tables[static_cast<std::size_t>(block.table)];
      if (block.table != table_at_hand) {
        table_at_hand = block.table;
        row_at_hand = -1;
        columns.clear();
      }
      const auto column = static_cast<std::size_t>(std::max(block.column, 0));
      if (block.row == table.header_row) {
        if (columns.size() <= column) columns.resize(column + 1);
        if (columns[column].header < 0) columns[column] = {index, index};
      }
      if (column < columns.size() && columns[column].header >= 0 && columns[column].header != index) {
        column_header[i] = columns[column].header;
        append(next_in_column, columns[column].last, index);
      }
      if (block.row != row_at_hand) {
        row_at_hand = block.row;
        label = index;
        last_in_row = index;
      }
      if (label != index) {
        row_label[i] = label;
        append(next_in_row, last_in_row, index);
      }
    } else if (block.kind == BlockKind::list_item) {
      const std::size_t depth = std::max<std::size_t>(block.level, 1);
      intros.resize(depth, intros.back());
      list_intro[i] = intros[depth - 1];
      if (const std::int32_t intro = list_intro[i]; intro >= 0) {
        next_in_list[i] = first_in_list[static_cast<std::size_t>(intro)];
        first_in_list[static_cast<std::size_t>(intro)] = index;
      }
      intros.push_back(introduces(normalized, i) ? index : intros.back());
    } else if (block.kind != BlockKind::page_header && block.kind != BlockKind::page_footer) {
      // A list goes on over the end of a page.
      intros.assign(1, introduces(normalized, i) ? index : -1);
    }
  }
  sentence_block.reserve(normalized.sentences.size());
  first_sentence.reserve(document.blocks.size() + 1);
  if (!document.blocks.empty()) first_sentence.push_back(0);
  for (const Range& sentence : normalized.sentences) {
    while (normalized.blocks[first_sentence.size() - 1].end < sentence.end) {
      first_sentence.push_back(static_cast<std::uint32_t>(sentence_block.size()));
    }
    sentence_block.push_back(static_cast<std::uint32_t>(first_sentence.size() - 1));
  }
  first_sentence.resize(document.blocks.size() + 1, static_cast<std::uint32_t>(sentence_block.size()));
}

}  // namespace crosswalk::matching
