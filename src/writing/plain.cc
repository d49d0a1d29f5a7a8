// SPDX-License-Identifier: Apache-2.0
// A paper as text for a terminal.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "writing/escape.h"
#include "writing/inline.h"
#include "writing/paper.h"

namespace crosswalk::writing {
namespace {

using Kind = Block::Kind;

std::string visible_of(const Line& line) {
  std::string out;
  for (const Run& run : line.runs) {
    out += run.blank ? visible(blank_text(*run.blank, run.text)) : spaced(run.text, visible);
    if (!run.link.empty() && run.link != run.text && run.link != "mailto:" + run.text) out += " <" + visible(run.link) + ">";
  }
  return std::string(base::trim(out));
}

std::string padded(const std::string& text, int columns) {
  const int width = display_width(text);
  return width < columns ? text + std::string(static_cast<std::size_t>(columns - width), ' ') : text;
}

/// The widths of the columns of a table that fit: each as wide as its widest text, the widest ones cut down in turn.
std::vector<int> widths_of(const std::vector<std::vector<std::string>>& rows, int columns) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 1);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  int sum = 2 * static_cast<int>(widths.size());
  for (const int width : widths) sum += width;
  while (sum > columns) {
    int& widest = *std::max_element(widths.begin(), widths.end());
    if (widest <= 8) break;
    --widest;
    --sum;
  }
  return widths;
}

void text_rows(const std::vector<std::vector<std::string>>& rows, int columns, std::string& out) {
  const std::vector<int> widths = widths_of(rows, columns);
  for (const auto& row : rows) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(row[i].empty() ? std::vector<std::string>{""} : wrap(row[i], std::max(widths[i], 8)));
      height = std::max(height, cells.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string text = " ";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        text += " ";
        text += i + 1 < cells.size() ? padded(line < cells[i].size() ? cells[i][line] : "", widths[i] + 1)
                                     : (line < cells[i].size() ? cells[i][line] : "");
      }
      text.resize(text.find_last_not_of(' ') + 1);
      out += text + "\n";
    }
  }
}

void text_lines(std::string_view text, std::string_view indent, int columns, std::string& out) {
  bool first = true;
  for (const std::string& line : wrap(text, columns - static_cast<int>(indent.size()))) {
    out += std::string(first ? indent : std::string(indent.size(), ' ')) + line + "\n";
    first = false;
  }
}

void put_blocks(const std::vector<Block>& blocks, std::string_view indent, int columns, std::string& out);

void put_heading(const Block& block, std::string_view indent, int columns, std::string& out) {
  const std::string text = visible_of(block.words) + (is_severity(block.severity) ? " [" + block.severity + "]" : "");
  out += "\n";
  if (block.level == 2) {
    const int width = std::min(columns, display_width(text));
    text_lines(text, "", columns, out);
    out += std::string(static_cast<std::size_t>(width), '-') + "\n";
  } else {
    text_lines(text + (block.level == 3 ? "" : ":"), block.level == 3 ? "" : indent, columns, out);
  }
}

void put_rows(const Block& block, int columns, std::string& out) {
  std::vector<std::vector<std::string>> rows;
  if (!block.header.empty()) {
    rows.emplace_back();
    for (const Line& cell : block.header) rows.back().push_back(visible_of(cell));
  }
  for (const auto& row : block.rows) {
    rows.emplace_back();
    for (const Line& cell : row) rows.back().push_back(visible_of(cell));
  }
  text_rows(rows, columns - 2, out);
}

void put_list(const Block& block, std::string_view indent, int columns, std::string& out) {
  std::size_t number = 0;
  for (const auto& item : block.items) {
    const std::string mark = std::string(indent) + (block.numbered ? std::to_string(++number) + ". " : "- ");
    std::vector<Block> rest = item;
    std::string first;
    if (!rest.empty() && rest.front().kind == Kind::paragraph) {
      first = visible_of(rest.front().words);
      rest.erase(rest.begin());
    }
    text_lines(first, mark, columns, out);
    put_blocks(rest, std::string(mark.size(), ' '), columns, out);
  }
}

void put_block(const Block& block, std::string_view indent, int columns, std::string& out) {
  switch (block.kind) {
    case Kind::heading:
      return put_heading(block, indent, columns, out);
    case Kind::paragraph:
      return text_lines(visible_of(block.words), indent, columns, out);
    case Kind::facts:
    case Kind::table:
      return put_rows(block, columns, out);
    case Kind::list:
      return put_list(block, indent, columns, out);
    case Kind::quote:
    case Kind::note:
      return put_blocks(block.blocks, std::string(indent) + "| ", columns, out);
    case Kind::lines: {
      const std::string words = block.words.text();
      for (const std::string_view line : base::split(words, '\n')) text_lines(visible(line), indent, columns, out);
      return;
    }
  }
}

void put_blocks(const std::vector<Block>& blocks, std::string_view indent, int columns, std::string& out) {
  for (const Block& block : blocks) put_block(block, indent, columns, out);
}

}  // namespace

std::string as_text(const Paper& paper, int columns) {
  std::string out;
  const std::string title = visible(paper.title);
  text_lines(title, "", columns, out);
  out += std::string(static_cast<std::size_t>(std::min(columns, std::max(8, display_width(title)))), '=') + "\n";
  const std::string reference = reference_of(paper);
  const std::string state(shown(paper.state));
  if (!reference.empty()) text_lines(visible(reference), "  ", columns, out);
  if (!state.empty()) text_lines(visible(state), "  ", columns, out);
  put_blocks(paper.blocks, "  ", columns, out);
  return out;
}

}  // namespace crosswalk::writing
