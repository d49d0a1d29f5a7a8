// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "document/document.h"

namespace crosswalk::document {

/// Puts a Document together block by block, for formats whose text is not the file's own (DOCX, XLSX, HTML, PDF).
/// Keeps the promises of Document: blocks in order, a line feed between them, headings and paragraphs numbered.
class Builder {
 public:
  explicit Builder(Document document) : document_(std::move(document)) {}

  /// Adds a block with this text (UTF-8) and returns its index; blank text is not added and gives -1.
  std::int32_t add(BlockKind kind, std::string_view text, std::uint8_t level = 0);
  /// Adds a line of code, for formats in which every line is a paragraph: it goes on the block before where that is code, blank
  /// lines between them too. Text that has line ends of its own is a block by itself. Returns the block's index, -1 for blank
  /// text. The block's text ends with that of the line, without white space at its end.
  std::int32_t add_code(std::string_view text);
  /// Begins a table; cells are added until end_table(). `sheet` is empty for tables of text documents.
  void begin_table(std::string sheet = {});
  /// Adds a cell; blank text is not added and gives -1. Cells come row by row, from 0.
  std::int32_t add_cell(std::int32_t row, std::int32_t column, std::string_view text);
  /// Ends the table; `header_row` counts from 0, -1 where there is none.
  void end_table(std::int32_t header_row);

  /// The block of an index that add() or add_cell() gave.
  Block& block(std::int32_t index) { return document_.blocks[static_cast<std::size_t>(index)]; }
  /// The table begun last.
  Table& table() { return document_.tables.back(); }
  /// For anchors, links, hidden text, properties, warnings.
  Document& document() { return document_; }
  /// Where the next block will begin.
  [[nodiscard]] ByteOffset next_offset() const;
  /// The whole document; the builder is of no use afterwards.
  [[nodiscard]] Document finish() { return std::move(document_); }

 private:
  std::int32_t append(BlockKind kind, std::string_view text, std::uint8_t level);

  Document document_;
  std::vector<std::int32_t> headings_;
  std::uint32_t paragraphs_ = 0;
  /// Whether the last block is code to which lines can be added, and how many blank ones came since.
  bool open_code_ = false;
  std::size_t blank_lines_ = 0;
};

/// Fills Block::heading and Block::paragraph of all blocks from their kinds and levels.
void number_blocks(std::vector<Block>& blocks);

}  // namespace crosswalk::document
