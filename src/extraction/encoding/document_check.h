// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/words.h"
#include "document/document.h"

namespace crosswalk::extraction {

/// Which promises of Document `document` breaks, for tests: blocks in order, apart and inside the text; markup, anchors and
/// pointers sorted; references to headings and tables that exist. Empty where all hold.
inline std::vector<std::string> faults_of(const document::Document& document) {
  std::vector<std::string> faults;
  const auto fault = [&](const char* what, std::size_t at) { faults.push_back(what + (" " + std::to_string(at))); };
  std::size_t end = 0;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const document::Block& block = document.blocks[i];
    if (block.span.begin >= block.span.end) fault("empty block", i);
    if (block.span.begin < end) fault("block overlaps the one before", i);
    if (block.span.end > document.text.size()) fault("block outside the text", i);
    if (block.heading >= static_cast<std::int32_t>(i)) fault("heading behind its block", i);
    if (block.table >= static_cast<std::int32_t>(document.tables.size())) fault("no such table", i);
    if ((block.kind == document::BlockKind::table_cell) != (block.table >= 0)) fault("cell without table", i);
    if (block.table >= 0 && block.table < static_cast<std::int32_t>(document.tables.size())) {
      const document::Table& table = document.tables[static_cast<std::size_t>(block.table)];
      if (block.row < 0 || block.row >= table.rows || block.column < 0 || block.column >= table.columns)
        fault("cell off its table", i);
    }
    end = block.span.end;
  }
  end = 0;
  for (std::size_t i = 0; i < document.markup.size(); ++i) {
    const document::Span span = document.markup[i];
    if (span.begin >= span.end || span.begin < end || span.end > document.text.size()) fault("markup out of order", i);
    end = span.end;
  }
  for (std::size_t i = 1; i < document.anchors.size(); ++i) {
    if (document.anchors[i].offset <= document.anchors[i - 1].offset) fault("anchor out of order", i);
  }
  for (std::size_t i = 1; i < document.pointers.size(); ++i) {
    if (document.pointers[i].offset < document.pointers[i - 1].offset) fault("pointer out of order", i);
  }
  for (std::size_t i = 0; i < document.links.size(); ++i) {
    if (document.links[i].span.end > document.text.size() || document.links[i].span.begin > document.links[i].span.end) {
      fault("link outside the text", i);
    }
  }
  return faults;
}

/// A block as a reader sees it: without the notation inside. For tests.
inline std::string content(const document::Document& document, const document::Block& block) {
  std::string out;
  for (document::ByteOffset i = block.span.begin; i < block.span.end; ++i) {
    bool markup = false;
    for (const document::Span span : document.markup) markup = markup || span.contains(i);
    if (!markup) out += document.text[i];
  }
  return out;
}

/// Each block with its kind, level, cell and text; before them what faults_of() finds. For tests.
inline std::vector<std::string> outline(const document::Document& document) {
  std::vector<std::string> out = faults_of(document);
  for (const document::Block& block : document.blocks) {
    std::string line(base::word(block.kind));
    if (block.level > 0) line += " " + std::to_string(block.level);
    if (block.table >= 0) {
      line += " " + std::to_string(block.row) + "," + std::to_string(block.column);
      if (document.tables[static_cast<std::size_t>(block.table)].header_row == block.row) line += " header";
    }
    out.push_back(line + ": " + std::string(document.view(block.span)));
  }
  return out;
}

/// The content of every block, in order. For tests.
inline std::vector<std::string> contents(const document::Document& document) {
  std::vector<std::string> out;
  for (const document::Block& block : document.blocks) out.push_back(content(document, block));
  return out;
}

}  // namespace crosswalk::extraction
