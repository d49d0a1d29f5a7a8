// SPDX-License-Identifier: Apache-2.0
#include "matching/layout.h"

#include <algorithm>
#include <string_view>
#include <utility>

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

}  // namespace

Followers::Followers(std::size_t blocks, std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs)
    : first_(blocks + 1), followers_(pairs.size()) {
  for (const auto& [block, follower] : pairs) ++first_[block + 1];
  for (std::size_t i = 0; i < blocks; ++i) first_[i + 1] += first_[i];
  std::vector<std::uint32_t> next(first_.begin(), first_.end());
  for (const auto& [block, follower] : pairs) followers_[next[block]++] = follower;
}

Layout::Layout(const document::Document& document, const Normalized& normalized)
    : column_header(document.blocks.size(), -1),
      row_label(document.blocks.size(), -1),
      list_intro(document.blocks.size(), -1),
      section_end(document.blocks.size(), static_cast<std::int32_t>(document.blocks.size())),
      first_heading(static_cast<std::int32_t>(document.blocks.size())) {
  std::vector<std::int32_t> open;
  // Cells come row by row: the headers of the table at hand, by column.
  std::vector<std::int32_t> headers;
  std::int32_t table_at_hand = -1;
  std::int32_t row_at_hand = -1;
  std::int32_t label = -1;
  // What introduces the items of each depth: the text before the list, then items that announce the list below them.
  std::vector<std::int32_t> intros(1, -1);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> introductions;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const document::Block& block = document.blocks[i];
    const auto index = static_cast<std::int32_t>(i);
    const auto add = [&](auto& pairs, std::int32_t other) {
      if (other >= 0) pairs.emplace_back(static_cast<std::uint32_t>(other), static_cast<std::uint32_t>(i));
    };
    add(keys, block.heading);
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
        headers.clear();
      }
      const auto column = static_cast<std::size_t>(std::max(block.column, 0));
      if (block.row == table.header_row) {
        if (headers.size() <= column) headers.resize(column + 1, -1);
        if (headers[column] < 0) headers[column] = index;
      }
      if (column < headers.size() && headers[column] != index) column_header[i] = headers[column];
      if (block.row != row_at_hand) {
        row_at_hand = block.row;
        label = index;
      }
      if (label != index) row_label[i] = label;
      for (auto* const pairs : {&introductions, &keys}) {
        add(*pairs, column_header[i]);
        add(*pairs, row_label[i]);
      }
    } else if (block.kind == BlockKind::list_item) {
      const std::size_t depth = std::max<std::size_t>(block.level, 1);
      intros.resize(depth, intros.back());
      list_intro[i] = intros[depth - 1];
      // An item is introduced by all that stand above it.
      for (std::int32_t above = list_intro[i]; above >= 0; above = list_intro[static_cast<std::size_t>(above)])
        add(introductions, above);
      intros.push_back(introduces(normalized, i) ? index : intros.back());
    } else {
      intros.assign(1, introduces(normalized, i) ? index : -1);
    }
  }
  introduced = Followers(document.blocks.size(), introductions);
  keyed = Followers(document.blocks.size(), keys);

  sentence_block.reserve(normalized.sentences.size());
  std::uint32_t at = 0;
  for (const Range& sentence : normalized.sentences) {
    while (normalized.blocks[at].end < sentence.end) ++at;
    sentence_block.push_back(at);
  }
}

}  // namespace crosswalk::matching
