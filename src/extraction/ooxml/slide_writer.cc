// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/slide_writer.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace crosswalk::extraction::ooxml {

using document::BlockKind;

void SlideWriter::begin(std::uint32_t page, std::string_view name) {
  page_ = page;
  name_ = base::trim(name).empty() ? "Slide " + std::to_string(page) : base::collapse_space(name);
  line_ = 0;
  titled_ = false;
}

void SlideWriter::need_heading(std::string_view text) {
  if (titled_ || base::trim(text).empty()) return;
  titled_ = true;
  // The name is no line of the slide.
  const document::ByteOffset at = builder_.block(builder_.add(BlockKind::heading, name_, 1)).span.begin;
  builder_.document().anchors.push_back({at, page_, 1});
}

std::int32_t SlideWriter::place(std::int32_t index) {
  if (index < 0) return index;
  const document::Span span = builder_.block(index).span;
  document::Document& document = builder_.document();
  document.anchors.push_back({span.begin, page_, ++line_});
  for (document::ByteOffset i = span.begin; i < span.end; ++i) {
    if (document.text[i] == '\n') document.anchors.push_back({i + 1, page_, ++line_});
  }
  return index;
}

std::int32_t SlideWriter::add(BlockKind kind, std::string_view text, std::uint8_t level) {
  if (kind == BlockKind::heading && level == 1) {
    if (!base::trim(text).empty()) titled_ = true;
  } else {
    need_heading(text);
  }
  return place(builder_.add(kind, text, level));
}

void SlideWriter::begin_table() {
  builder_.begin_table();
  first_block_ = builder_.document().blocks.size();
}

std::int32_t SlideWriter::add_cell(std::int32_t row, std::int32_t column, std::string_view text) {
  need_heading(text);
  return place(builder_.add_cell(row, column, text));
}

void SlideWriter::end_table(std::int32_t rows, std::int32_t columns, std::int32_t header_row) {
  if (builder_.document().blocks.size() == first_block_) {
    builder_.document().tables.pop_back();
    return;
  }
  builder_.table().rows = std::max(builder_.table().rows, rows);
  builder_.table().columns = std::max(builder_.table().columns, columns);
  builder_.end_table(header_row);
}

}  // namespace crosswalk::extraction::ooxml
