// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "document/builder.h"

namespace crosswalk::facts {

/// A document of the lines of `text`: "# " begins a heading, "- " a list item, "$ " code, "> " the page header, "| a | b |" is a
/// row of a table, all else a paragraph.
inline document::Document document_of(std::string_view text) {
  using document::BlockKind;
  document::Builder builder({});
  std::int32_t row = -1;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("| ")) {
      if (row < 0) builder.begin_table();
      ++row;
      std::int32_t column = 0;
      for (std::size_t at = 2; at < line.size();) {
        const std::size_t bar = std::min(line.find(" |", at), line.size());
        builder.add_cell(row, column++, line.substr(at, bar - at));
        at = bar + 3;
      }
      continue;
    }
    if (row >= 0) builder.end_table(0);
    row = -1;
    if (line.starts_with("# ")) {
      builder.add(BlockKind::heading, line.substr(2), 1);
    } else if (line.starts_with("- ")) {
      builder.add(BlockKind::list_item, line.substr(2), 1);
    } else if (line.starts_with("$ ")) {
      builder.add(BlockKind::code, line.substr(2));
    } else if (line.starts_with("> ")) {
      builder.add(BlockKind::page_header, line.substr(2));
    } else {
      builder.add(BlockKind::paragraph, line);
    }
  }
  if (row >= 0) builder.end_table(0);
  return builder.finish();
}

}  // namespace crosswalk::facts
