// SPDX-License-Identifier: Apache-2.0
#include "extraction/front/record.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::ByteOffset;

/// The largest block of code that is looked at.
constexpr std::size_t record_bytes = 16'384;

/// The value of an entry without its quotes.
std::string_view unquoted(std::string_view value) {
  value = base::trim(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  return value;
}

bool is_record(std::string_view lines, char separator) {
  std::size_t entries = 0;
  std::size_t others = 0;
  for (const std::string_view line : base::split(lines, '\n')) {
    if (separator_of(line, separator) != std::string_view::npos) {
      ++entries;
    } else if (!goes_with_entries(line)) {
      // Where pages are narrow, entries and comments go on in the next line, but not before the first of them.
      if (entries == 0 && line.data() == lines.data()) return false;
      ++others;
    }
  }
  return entries >= 3 && others * 2 <= entries;
}

}  // namespace

std::size_t separator_of(std::string_view line, char separator) {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           c == ' ';
  };
  std::size_t i = 0;
  if (line.starts_with('"')) i = std::min(line.find('"', 1), line.size() - 1) + 1;
  while (i < line.size() && in_name(line[i])) ++i;
  if (i == 0 || i >= line.size() || line[i] != separator || line[0] == ' ' || line[0] == '-') return std::string_view::npos;
  if (separator == ':' && i + 1 < line.size() && line[i + 1] != ' ') return std::string_view::npos;
  return i;
}

bool goes_with_entries(std::string_view line) {
  const std::string_view bare = base::trim(line);
  return bare.empty() || std::string_view("#-[]}\"").find(bare[0]) != std::string_view::npos || line[0] == ' ' || line[0] == '\t';
}

void read_entries(std::size_t begin, std::size_t end, char separator, const Limits& limits, document::Document& out) {
  const std::string_view text = out.text;
  const std::size_t first = out.blocks.size();
  bool in_comment = false;
  for (std::size_t at = begin; at < end && out.blocks.size() < limits.blocks;) {
    const std::size_t stop = std::min(text.find('\n', at), end);
    const std::string_view line = text.substr(at, stop - at);
    const std::size_t split = separator_of(line, separator);
    const std::string_view bare = base::trim(line);
    at = stop + 1;
    if (bare.empty() || bare == "[" || bare == "]") continue;
    if (split != std::string_view::npos) {
      const std::string_view name = unquoted(line.substr(0, split));
      out.properties.push_back({std::string(name), std::string(unquoted(line.substr(split + 1)))});
    } else if (bare[0] == '-' && !out.properties.empty()) {
      std::string& value = out.properties.back().value;
      value += (value.empty() ? "" : ", ") + std::string(unquoted(bare.substr(1)));
    }
    if (split == std::string_view::npos && !goes_with_entries(line)) {
      if (in_comment) {
        out.hidden.back().text += ' ' + std::string(bare);
        continue;
      }
      if (out.blocks.size() > first) {
        out.blocks.back().span.end = static_cast<ByteOffset>(bare.data() - text.data() + bare.size());
        continue;
      }
    }
    in_comment = bare[0] == '#';
    if (in_comment) {
      out.hidden.push_back({document::HiddenText::Kind::comment, std::string(base::trim(bare.substr(1))), "front matter"});
      continue;
    }
    document::Block block;
    block.span.begin = static_cast<ByteOffset>(bare.data() - text.data());
    block.span.end = static_cast<ByteOffset>(block.span.begin + bare.size());
    out.blocks.push_back(block);
  }
}

void open_record(const Limits& limits, document::Document& out) {
  std::size_t first = 0;
  while (first < out.blocks.size() &&
         (out.blocks[first].kind == BlockKind::page_header || out.blocks[first].kind == BlockKind::page_footer)) {
    ++first;
  }
  if (first >= out.blocks.size()) return;
  const document::Block code = out.blocks[first];
  if (code.kind != BlockKind::code || code.table >= 0 || code.span.size() > record_bytes) return;
  const std::string_view lines = out.view(code.span);
  const char separator = is_record(lines, '=') ? '=' : is_record(lines, ':') ? ':' : '\0';
  if (separator == '\0') return;
  const auto rest = out.blocks.begin() + static_cast<std::ptrdiff_t>(first) + 1;
  const std::vector<document::Block> after(rest, out.blocks.end());
  out.blocks.resize(first);
  read_entries(code.span.begin, code.span.end, separator, limits, out);
  out.blocks.insert(out.blocks.end(), after.begin(), after.end());
  document::number_blocks(out.blocks);
}

}  // namespace crosswalk::extraction
