// SPDX-License-Identifier: Apache-2.0
#include "eval/edit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "document/builder.h"

namespace crosswalk::eval {
namespace {

using document::ByteOffset;
using document::Document;
using document::Span;

/// To which side a place goes at which something is inserted, or that lies in what is replaced.
enum class Side : std::uint8_t { before, after };

ByteOffset place(ByteOffset old, const std::vector<Edit>& edits, Side side) {
  std::int64_t shift = 0;
  for (const Edit& edit : edits) {
    if (edit.where.begin > old || (edit.where.begin == old && side == Side::before)) break;
    const auto grown = static_cast<std::int64_t>(edit.text.size()) - edit.where.size();
    if (edit.where.end <= old) {
      shift += grown;
      continue;
    }
    // Inside of what is replaced.
    const std::int64_t begin = edit.where.begin + shift;
    return static_cast<ByteOffset>(side == Side::before ? begin : begin + static_cast<std::int64_t>(edit.text.size()));
  }
  return static_cast<ByteOffset>(old + shift);
}

void sort(std::vector<Edit>& edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.where.begin < b.where.begin; });
}

}  // namespace

Span moved(Span span, const std::vector<Edit>& sorted_edits) {
  return {place(span.begin, sorted_edits, Side::before), place(span.end, sorted_edits, Side::after)};
}

Document with_edits(const Document& document, std::vector<Edit> edits) {
  sort(edits);
  Document out = document;
  out.text.clear();
  ByteOffset at = 0;
  for (const Edit& edit : edits) {
    out.text += document.view({at, edit.where.begin});
    out.text += edit.text;
    at = edit.where.end;
  }
  out.text += document.view({at, static_cast<ByteOffset>(document.text.size())});
  for (document::Block& block : out.blocks) block.span = moved(block.span, edits);
  for (document::Link& link : out.links) link.span = moved(link.span, edits);
  for (document::Anchor& anchor : out.anchors) anchor.offset = place(anchor.offset, edits, Side::before);
  for (document::Pointer& pointer : out.pointers) pointer.offset = place(pointer.offset, edits, Side::before);
  // Notation does not grow, and what is replaced takes its own along.
  std::vector<Span> markup;
  for (const Span& old : document.markup) {
    const Span now{place(old.begin, edits, Side::after), place(old.end, edits, Side::before)};
    if (now.begin < now.end) markup.push_back(now);
  }
  out.markup = std::move(markup);
  return out;
}

Document without_blocks(const Document& document, const std::vector<std::int32_t>& blocks) {
  const std::set<std::int32_t> gone(blocks.begin(), blocks.end());
  std::vector<Edit> edits;
  edits.reserve(gone.size());
  for (const std::int32_t index : gone) edits.push_back({document.blocks[static_cast<std::size_t>(index)].span, {}});
  Document out = with_edits(document, std::move(edits));
  std::vector<document::Block> left;
  for (std::size_t i = 0; i < out.blocks.size(); ++i) {
    if (!gone.contains(static_cast<std::int32_t>(i))) left.push_back(out.blocks[i]);
  }
  out.blocks = std::move(left);
  document::number_blocks(out.blocks);
  return out;
}

Document with_item(const Document& document, std::int32_t block, Span part) {
  const document::Block old = document.blocks[static_cast<std::size_t>(block)];
  const auto is_blank = [&](ByteOffset at) { return document.text[at] == ' ' || document.text[at] == '\n'; };
  // The white space around the part becomes the ends of lines.
  Span around = part;
  while (around.begin > old.span.begin && is_blank(around.begin - 1)) --around.begin;
  while (around.end < old.span.end && is_blank(around.end)) ++around.end;
  std::vector<Edit> edits;
  const bool has_before = around.begin > old.span.begin;
  const bool has_after = around.end < old.span.end;
  if (has_before) edits.push_back({{around.begin, part.begin}, "\n\n"});
  if (has_after) edits.push_back({{part.end, around.end}, "\n\n"});
  Document out = with_edits(document, edits);
  const ByteOffset begin = place(part.begin, edits, Side::after);
  const ByteOffset end = begin + part.size();
  const document::Block whole = out.blocks[static_cast<std::size_t>(block)];
  std::vector<document::Block> pieces;
  if (has_before) {
    document::Block before = whole;
    before.span.end = begin - 2;
    pieces.push_back(before);
  }
  document::Block item = whole;
  item.kind = document::BlockKind::list_item;
  item.level = static_cast<std::uint8_t>(old.kind == document::BlockKind::list_item ? old.level + 1 : 1);
  item.numbered = false;
  item.span = {begin, end};
  pieces.push_back(item);
  if (has_after) {
    document::Block after = whole;
    after.kind = document::BlockKind::paragraph;
    after.level = 0;
    after.span.begin = end + 2;
    pieces.push_back(after);
  }
  const auto where = out.blocks.begin() + block;
  out.blocks.insert(out.blocks.erase(where), pieces.begin(), pieces.end());
  document::number_blocks(out.blocks);
  return out;
}

Document with_joined(const Document& document, std::int32_t first, std::int32_t last, const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& part : texts) text += part;
  const Span all{document.blocks[static_cast<std::size_t>(first)].span.begin,
                 document.blocks[static_cast<std::size_t>(last)].span.end};
  Document out = with_edits(document, {{all, text}});
  document::Block& joined = out.blocks[static_cast<std::size_t>(first)];
  joined.kind = document::BlockKind::paragraph;
  joined.level = 0;
  joined.checkbox = document::Checkbox::none;
  joined.numbered = false;
  joined.span.end = joined.span.begin + static_cast<ByteOffset>(text.size());
  out.blocks.erase(out.blocks.begin() + first + 1, out.blocks.begin() + last + 1);
  document::number_blocks(out.blocks);
  return out;
}

}  // namespace crosswalk::eval
