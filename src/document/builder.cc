// SPDX-License-Identifier: Apache-2.0
#include "document/builder.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace crosswalk::document {

ByteOffset Builder::next_offset() const {
  return static_cast<ByteOffset>(document_.text.empty() ? 0 : document_.text.size() + 1);
}

std::int32_t Builder::append(BlockKind kind, std::string_view text, std::uint8_t level) {
  text = base::trim(text);
  if (text.empty()) return -1;
  open_code_ = false;
  blank_lines_ = 0;
  if (!document_.text.empty()) document_.text += '\n';
  Block block;
  block.kind = kind;
  block.level = level;
  block.span.begin = static_cast<ByteOffset>(document_.text.size());
  document_.text += text;
  block.span.end = static_cast<ByteOffset>(document_.text.size());
  const auto index = static_cast<std::int32_t>(document_.blocks.size());
  if (kind == BlockKind::heading) {
    while (!headings_.empty() && document_.blocks[static_cast<std::size_t>(headings_.back())].level >= level)
      headings_.pop_back();
    block.heading = headings_.empty() ? -1 : headings_.back();
    headings_.push_back(index);
    paragraphs_ = 0;
  } else {
    block.heading = headings_.empty() ? -1 : headings_.back();
    block.paragraph = ++paragraphs_;
  }
  document_.blocks.push_back(block);
  return index;
}

std::int32_t Builder::add(BlockKind kind, std::string_view text, std::uint8_t level) { return append(kind, text, level); }

std::int32_t Builder::add_code(std::string_view text) {
  const std::string_view bare = base::trim(text);
  if (bare.empty()) {
    if (blank_lines_ < 2) ++blank_lines_;
    return -1;
  }
  const bool one_line = bare.find('\n') == std::string_view::npos;
  if (!open_code_ || !one_line) {
    const std::int32_t index = append(BlockKind::code, text, 0);
    open_code_ = one_line;
    return index;
  }
  // The indentation of code stays.
  const auto end = static_cast<std::size_t>(bare.data() - text.data()) + bare.size();
  document_.text.append(blank_lines_ + 1, '\n');
  document_.text += text.substr(0, end);
  blank_lines_ = 0;
  document_.blocks.back().span.end = static_cast<ByteOffset>(document_.text.size());
  return static_cast<std::int32_t>(document_.blocks.size()) - 1;
}

void Builder::begin_table(std::string sheet) {
  Table table;
  table.sheet = std::move(sheet);
  document_.tables.push_back(std::move(table));
}

std::int32_t Builder::add_cell(std::int32_t row, std::int32_t column, std::string_view text) {
  Table& table = document_.tables.back();
  table.rows = std::max(table.rows, row + 1);
  table.columns = std::max(table.columns, column + 1);
  const std::int32_t index = append(BlockKind::table_cell, text, 0);
  if (index < 0) return index;
  Block& cell = block(index);
  cell.table = static_cast<std::int32_t>(document_.tables.size()) - 1;
  cell.row = row;
  cell.column = column;
  return index;
}

void Builder::end_table(std::int32_t header_row) { document_.tables.back().header_row = header_row; }

void number_blocks(std::vector<Block>& blocks) {
  std::vector<std::int32_t> headings;
  std::uint32_t paragraphs = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    if (block.kind == BlockKind::heading) {
      while (!headings.empty() && blocks[static_cast<std::size_t>(headings.back())].level >= block.level) headings.pop_back();
      block.heading = headings.empty() ? -1 : headings.back();
      block.paragraph = 0;
      headings.push_back(static_cast<std::int32_t>(i));
      paragraphs = 0;
    } else {
      block.heading = headings.empty() ? -1 : headings.back();
      block.paragraph = ++paragraphs;
    }
  }
}

}  // namespace crosswalk::document
