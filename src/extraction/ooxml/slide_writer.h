// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "document/builder.h"

namespace crosswalk::extraction::ooxml {

/// Puts the pages of a presentation into a document of the style page_line: the page is the number of the slide, the line that of
/// the line of text on it, both from 1, as they would stand in a printed or exported copy.
class SlideWriter {
 public:
  /// `builder` must outlive the writer.
  explicit SlideWriter(document::Builder& builder) : builder_(builder) {}

  /// Begins the slide of this number. Without a title of its own it gets its name (where it has none: its number) as its heading
  /// with its first text, so that nothing on it seems to stand under the title of the slide before.
  void begin(std::uint32_t page, std::string_view name = {});
  /// As Builder::add(). A heading of level 1 is the slide's title.
  std::int32_t add(document::BlockKind kind, std::string_view text, std::uint8_t level = 0);
  /// As Builder::begin_table(), add_cell() and end_table(). A table without text is taken back.
  void begin_table();
  std::int32_t add_cell(std::int32_t row, std::int32_t column, std::string_view text);
  void end_table(std::int32_t rows, std::int32_t columns, std::int32_t header_row);
  /// Whether the slide has text so far.
  [[nodiscard]] bool has_text() const { return line_ > 0; }

 private:
  void need_heading(std::string_view text);
  std::int32_t place(std::int32_t index);

  document::Builder& builder_;
  std::uint32_t page_ = 0;
  std::string name_;
  std::uint32_t line_ = 0;
  bool titled_ = false;
  std::size_t first_block_ = 0;
};

}  // namespace crosswalk::extraction::ooxml
