// SPDX-License-Identifier: Apache-2.0
#include <md4c.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"
#include "extraction/front/record.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::ByteOffset;
using document::Span;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Name of the tag that `tag` ("<div ...>", "</p>") is of, in lower case.
std::string tag_name(std::string_view tag) {
  std::size_t i = tag.starts_with("</") ? 2 : 1;
  const std::size_t begin = i;
  while (i < tag.size() && (is_letter(tag[i]) || is_digit(tag[i]))) ++i;
  return base::to_lower(tag.substr(std::min(begin, tag.size()), i - std::min(begin, i)));
}

/// Value of an attribute inside `tag`; a view into it, empty where there is none.
std::string_view attribute(std::string_view tag, std::string_view name) {
  const std::string lower = base::to_lower(tag);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    if (at == 0 || (tag[at - 1] != ' ' && tag[at - 1] != '\n' && tag[at - 1] != '\t')) continue;
    std::size_t i = at + name.size();
    if (i + 1 >= tag.size() || tag[i] != '=') continue;
    ++i;
    if (tag[i] == '"' || tag[i] == '\'') {
      const std::size_t end = tag.find(tag[i], i + 1);
      return end == std::string_view::npos ? std::string_view() : tag.substr(i + 1, end - i - 1);
    }
    return tag.substr(i, tag.find_first_of(" \t\n>", i) - i);
  }
  return {};
}

bool is_block_tag(std::string_view name) {
  static constexpr std::array<std::string_view, 40> names{
      "address", "article", "aside",   "blockquote", "body",       "br",     "caption", "center", "dd",  "details",
      "div",     "dl",      "dt",      "fieldset",   "figcaption", "figure", "footer",  "form",   "h1",  "h2",
      "h3",      "h4",      "h5",      "h6",         "header",     "hr",     "li",      "main",   "nav", "ol",
      "p",       "pre",     "section", "summary",    "table",      "tbody",  "td",      "th",     "tr",  "ul"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Takes the callbacks of md4c and turns them into blocks that are ranges of the source.
class Reader {
 public:
  /// `parsed` is what the parser reads, which begins at `origin` of the document's text and has a line end more at each of
  /// `added` (offsets in `parsed`, ascending). Both must outlive the reader.
  Reader(document::Document& out, const Limits& limits, std::size_t origin, std::string_view parsed,
         const std::vector<std::size_t>& added)
      : out_(out), limits_(limits), cursor_(origin), origin_(origin), parsed_(parsed), added_(added) {}

  // A negative value ends the reading; after a positive one md4c 0.4.8 goes on with the next block.
  int enter_block(MD_BLOCKTYPE type, void* detail);
  int leave_block(MD_BLOCKTYPE type);
  int enter_span(MD_SPANTYPE type, void* detail);
  void leave_span(MD_SPANTYPE type);
  int text(MD_TEXTTYPE type, const char* begin, std::size_t size);
  [[nodiscard]] document::Reason reason() const { return reason_; }

 private:
  struct Item {
    bool numbered;
    document::Checkbox checkbox;
    bool begun;
  };
  struct OpenLink {
    std::string target;
    std::size_t first_piece;
    std::size_t begin;
  };

  void begin_leaf(BlockKind kind, std::uint8_t level);
  void add_piece(std::size_t begin, std::size_t end);
  void inline_html(std::size_t begin, std::size_t end);
  void html_block();
  void flush();
  void open_link(std::string_view target);
  void close_link();
  /// Where a span that begins at the first piece of a block may begin, so that it holds the marks before it.
  [[nodiscard]] std::size_t with_marks_before(std::size_t begin) const;
  [[nodiscard]] std::size_t with_marks_after(std::size_t end) const;
  void hide(document::HiddenText::Kind kind, std::string_view text, std::size_t offset);

  /// Where a place in what is parsed stands in the document's text.
  [[nodiscard]] std::size_t place_of(std::size_t offset) const {
    return origin_ + offset - static_cast<std::size_t>(std::lower_bound(added_.begin(), added_.end(), offset) - added_.begin());
  }

  document::Document& out_;
  const Limits& limits_;
  document::Reason reason_ = document::Reason::none;
  std::uint32_t depth_ = 0;
  std::uint32_t quotes_ = 0;
  std::vector<Item> items_;
  std::vector<bool> lists_;
  // The leaf block that is being read.
  BlockKind kind_ = BlockKind::paragraph;
  std::uint8_t level_ = 0;
  bool in_cell_ = false;
  bool in_html_block_ = false;
  bool in_code_ = false;
  /// Inside html_block(): text around a block is not its own notation.
  bool in_tags_ = false;
  std::vector<Span> pieces_;
  std::vector<OpenLink> links_;
  /// Of all links and pictures so far.
  std::uint64_t target_bytes_ = 0;
  std::size_t cursor_;
  const std::size_t origin_;
  const std::string_view parsed_;
  const std::vector<std::size_t>& added_;
  // Text inside ~~...~~ or <del>.
  std::uint32_t deleted_ = 0;
  bool html_deleted_ = false;
  std::string deleted_text_;
  std::size_t deleted_at_ = 0;
  std::size_t comment_end_ = 0;
  // Tables.
  std::int32_t row_ = -1;
  std::int32_t column_ = -1;
  /// Cells seen, with the empty ones that fill short rows up and are no blocks.
  std::uint64_t cells_ = 0;
};

void Reader::hide(document::HiddenText::Kind kind, std::string_view text, std::size_t offset) {
  text = base::trim(text);
  if (text.empty()) return;
  const document::Locator place = out_.locate(static_cast<ByteOffset>(offset));
  out_.hidden.push_back({kind, std::string(text), "line " + std::to_string(place.line)});
}

void Reader::begin_leaf(BlockKind kind, std::uint8_t level) {
  kind_ = kind;
  level_ = level;
  if (!items_.empty() && kind == BlockKind::paragraph && !items_.back().begun) {
    kind_ = BlockKind::list_item;
    level_ = static_cast<std::uint8_t>(std::min<std::size_t>(lists_.size(), 255));
  } else if (quotes_ > 0 && kind == BlockKind::paragraph) {
    kind_ = BlockKind::quote;
  }
}

int Reader::enter_block(MD_BLOCKTYPE type, void* detail) {
  flush();
  if (out_.blocks.size() >= limits_.blocks) {
    reason_ = document::Reason::too_large;
    return -1;
  }
  switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
      if (++depth_ > limits_.depth) {
        reason_ = document::Reason::too_deep;
        return -1;
      }
      break;
    default:
      break;
  }
  switch (type) {
    case MD_BLOCK_QUOTE:
      ++quotes_;
      break;
    case MD_BLOCK_UL:
      lists_.push_back(false);
      break;
    case MD_BLOCK_OL:
      lists_.push_back(true);
      break;
    case MD_BLOCK_LI: {
      const auto* item = static_cast<const MD_BLOCK_LI_DETAIL*>(detail);
      auto box = document::Checkbox::none;
      if (item->is_task != 0) box = item->task_mark == ' ' ? document::Checkbox::unticked : document::Checkbox::ticked;
      items_.push_back({!lists_.empty() && lists_.back(), box, false});
      begin_leaf(BlockKind::paragraph, 0);
      break;
    }
    case MD_BLOCK_H:
      begin_leaf(BlockKind::heading, static_cast<std::uint8_t>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level));
      break;
    case MD_BLOCK_P:
      begin_leaf(BlockKind::paragraph, 0);
      break;
    case MD_BLOCK_CODE:
      begin_leaf(BlockKind::code, 0);
      in_code_ = true;
      break;
    case MD_BLOCK_HTML:
      begin_leaf(BlockKind::paragraph, 0);
      in_html_block_ = true;
      break;
    case MD_BLOCK_TABLE: {
      document::Table table;
      table.columns = static_cast<std::int32_t>(static_cast<const MD_BLOCK_TABLE_DETAIL*>(detail)->col_count);
      out_.tables.push_back(std::move(table));
      row_ = -1;
      break;
    }
    case MD_BLOCK_TR:
      ++row_;
      column_ = -1;
      out_.tables.back().rows = row_ + 1;
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      // A hundred thousand short rows below ten thousand columns are a thousand million cells.
      if (++cells_ > std::uint64_t{4} * limits_.blocks) {
        reason_ = document::Reason::too_large;
        return -1;
      }
      ++column_;
      begin_leaf(BlockKind::table_cell, 0);
      in_cell_ = true;
      break;
    default:
      break;
  }
  return 0;
}

int Reader::leave_block(MD_BLOCKTYPE type) {
  flush();
  switch (type) {
    case MD_BLOCK_QUOTE:
      --quotes_;
      --depth_;
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      lists_.pop_back();
      --depth_;
      break;
    case MD_BLOCK_LI:
      items_.pop_back();
      --depth_;
      break;
    case MD_BLOCK_CODE:
      in_code_ = false;
      break;
    case MD_BLOCK_HTML:
      in_html_block_ = false;
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      in_cell_ = false;
      break;
    default:
      break;
  }
  return 0;
}

void Reader::open_link(std::string_view target) {
  links_.push_back({target.size() <= longest_target ? std::string(target) : std::string(), pieces_.size(), cursor_});
}

void Reader::close_link() {
  if (links_.empty()) return;
  OpenLink link = std::move(links_.back());
  links_.pop_back();
  if (pieces_.empty() || cursor_ <= link.begin || link.target.empty()) return;
  // The first piece may have grown by what follows it in the source.
  const std::size_t begin = link.first_piece < pieces_.size() ? pieces_[link.first_piece].begin : link.begin;
  add_link(out_, {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(cursor_)}, link.target);
}

int Reader::enter_span(MD_SPANTYPE type, void* detail) {
  // md4c goes through a target again at each reference to it.
  if (type == MD_SPAN_A) target_bytes_ += static_cast<const MD_SPAN_A_DETAIL*>(detail)->href.size;
  if (type == MD_SPAN_IMG) target_bytes_ += static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src.size;
  if (target_bytes_ > limits_.text_bytes) {
    reason_ = document::Reason::too_large;
    return -1;
  }
  if (type == MD_SPAN_A) {
    const MD_ATTRIBUTE& href = static_cast<const MD_SPAN_A_DETAIL*>(detail)->href;
    open_link(href.text == nullptr ? std::string_view() : std::string_view(href.text, href.size));
  } else if (type == MD_SPAN_DEL) {
    ++deleted_;
  }
  return 0;
}

void Reader::leave_span(MD_SPANTYPE type) {
  if (type == MD_SPAN_A) {
    close_link();
  } else if (type == MD_SPAN_DEL && --deleted_ == 0) {
    hide(document::HiddenText::Kind::deleted, deleted_text_, deleted_at_);
    deleted_text_.clear();
  }
}

void Reader::add_piece(std::size_t begin, std::size_t end) {
  begin = std::max(begin, cursor_);
  if (begin >= end) return;
  cursor_ = end;
  // A link begins a piece of its own, so that its span is known.
  const bool starts_link = !links_.empty() && links_.back().first_piece == pieces_.size();
  if (!pieces_.empty() && pieces_.back().end == begin && !starts_link) {
    pieces_.back().end = static_cast<ByteOffset>(end);
  } else {
    pieces_.push_back({static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)});
  }
}

int Reader::text(MD_TEXTTYPE type, const char* begin, std::size_t size) {
  // Line breaks, and blanks that stand for line breaks or indentation, are constants of md4c outside the source.
  const std::less<> before;
  const char* const source = parsed_.data();
  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || before(begin, source) || !before(begin, source + parsed_.size())) {
    if (deleted_ > 0 || html_deleted_) deleted_text_ += ' ';
    return 0;
  }
  const auto offset = static_cast<std::size_t>(begin - source);
  const std::size_t at = place_of(offset);
  const std::size_t end = place_of(std::min(offset + size, parsed_.size()));
  if (in_html_block_ || in_code_) {
    add_piece(at, end);
  } else if (type == MD_TEXT_HTML) {
    inline_html(at, end);
  } else if (deleted_ > 0 || html_deleted_) {
    if (deleted_text_.empty()) deleted_at_ = at;
    deleted_text_.append(begin, end - at);
  } else {
    add_piece(at, end);
  }
  return 0;
}

void Reader::inline_html(std::size_t begin, std::size_t end) {
  if (begin < comment_end_) return;
  const std::string_view tag = std::string_view(out_.text).substr(begin, end - begin);
  if (tag.starts_with("<!--")) {
    const std::size_t close = std::min(out_.text.find("-->", begin + 4), out_.text.size());
    hide(document::HiddenText::Kind::comment, std::string_view(out_.text).substr(begin + 4, close - std::min(close, begin + 4)),
         begin);
    comment_end_ = close + 3;
    return;
  }
  const std::string name = tag_name(tag);
  const bool closing = tag.starts_with("</");
  if (name == "del" || name == "s" || name == "strike") {
    if (closing && html_deleted_) {
      hide(document::HiddenText::Kind::deleted, deleted_text_, deleted_at_);
      deleted_text_.clear();
    }
    html_deleted_ = !closing;
  } else if (name == "a") {
    if (closing) {
      close_link();
    } else {
      open_link(attribute(tag, "href"));
    }
  } else if (name == "img" && !html_deleted_ && deleted_ == 0) {
    const std::string_view alt = attribute(tag, "alt");
    if (!alt.empty()) {
      const auto at = static_cast<std::size_t>(alt.data() - out_.text.data());
      add_piece(at, at + alt.size());
    }
  }
}

void Reader::html_block() {
  const std::vector<Span> lines = std::exchange(pieces_, {});
  const std::size_t end = lines.back().end;
  std::size_t at = lines.front().begin;
  std::size_t line = 0;
  in_html_block_ = false;  // what follows is read tag by tag
  in_tags_ = true;
  cursor_ = at;
  // What lies between the lines (indentation, the marks of a quote) is no content.
  const auto add_text = [&](std::size_t from, std::size_t to) {
    while (line < lines.size() && lines[line].end <= from) ++line;
    for (std::size_t i = line; i < lines.size() && lines[i].begin < to; ++i) {
      const std::size_t a = std::max<std::size_t>(from, lines[i].begin);
      const std::size_t b = std::min<std::size_t>(to, lines[i].end);
      if (html_deleted_) {
        if (deleted_text_.empty()) deleted_at_ = a;
        deleted_text_.append(out_.text, a, b - a);
      } else {
        add_piece(a, b);
      }
    }
  };
  const BlockKind outer_kind = kind_;
  const std::uint8_t outer_level = level_;
  const std::string_view source = std::string_view(out_.text).substr(0, end);
  while (at < end) {
    const std::size_t open = std::min(source.find('<', at), end);
    add_text(at, open);
    at = open;
    if (at >= end) break;
    const char next = at + 1 < end ? source[at + 1] : ' ';
    const bool comment = source.substr(at, 4) == "<!--";
    const std::size_t close = comment ? source.find("-->", at + 4) : source.find('>', at);
    if (!comment && !is_letter(next) && next != '/' && next != '!' && next != '?') {
      add_text(at, at + 1);
      ++at;
      continue;
    }
    if (close == std::string_view::npos) {
      // Nothing behind is closed either: the rest is one broken tag or comment.
      if (comment) hide(document::HiddenText::Kind::comment, source.substr(at + 4), at);
      if (!comment) add_text(at, end);
      break;
    }
    const std::size_t after = close + (comment ? 3 : 1);
    const std::string_view tag = source.substr(at, after - at);
    const std::string name = comment ? std::string() : tag_name(tag);
    if (is_block_tag(name)) {
      flush();
      kind_ = outer_kind;
      level_ = outer_level;
      if (!tag.starts_with("</") && name.size() == 2 && name[0] == 'h' && is_digit(name[1])) {
        kind_ = BlockKind::heading;
        level_ = static_cast<std::uint8_t>(name[1] - '0');
      } else if (!tag.starts_with("</") && name == "li") {
        kind_ = BlockKind::list_item;
        level_ = static_cast<std::uint8_t>(std::min<std::size_t>(lists_.size() + 1, 255));
      }
    } else {
      inline_html(at, after);
    }
    at = after;
    if (name == "script" || name == "style" || name == "template") {
      if (!tag.starts_with("</")) {
        const std::size_t stop = source.find("</", at);
        at = stop == std::string_view::npos ? end : stop;
      }
    }
  }
  flush();
  in_tags_ = false;
  in_html_block_ = true;
}

std::size_t Reader::with_marks_before(std::size_t begin) const {
  const std::size_t floor = out_.blocks.empty() ? 0 : out_.blocks.back().span.end;
  std::size_t at = begin;
  while (at > floor && std::string_view("*_`~[!<\\").find(out_.text[at - 1]) != std::string_view::npos) --at;
  return at;
}

std::size_t Reader::with_marks_after(std::size_t end) const {
  const std::string_view source = out_.text;
  std::size_t stop = std::min(source.find('\n', end), source.size());
  if (in_cell_) stop = std::min(stop, source.substr(0, stop).find('|', end));
  if (kind_ == BlockKind::heading) {
    // The closing marks of "## Title ##".
    std::size_t marks = stop;
    while (marks > end && (source[marks - 1] == ' ' || source[marks - 1] == '\t')) --marks;
    while (marks > end && source[marks - 1] == '#') --marks;
    if (marks == end || source[marks - 1] == ' ' || source[marks - 1] == '\t') stop = marks;
  }
  while (stop > end && (source[stop - 1] == ' ' || source[stop - 1] == '\t')) --stop;
  return stop;
}

void Reader::flush() {
  links_.clear();
  if (html_deleted_) hide(document::HiddenText::Kind::deleted, std::exchange(deleted_text_, {}), deleted_at_);
  html_deleted_ = false;
  if (pieces_.empty()) return;
  if (in_html_block_) return html_block();
  std::vector<Span> pieces = std::exchange(pieces_, {});
  const std::string_view source = out_.text;
  const auto blank = [&](std::size_t i) { return source[i] == ' ' || source[i] == '\t' || source[i] == '\n'; };
  // Blank edges are no part of a block; for code, the indentation of its first line is.
  while (!pieces.empty()) {
    Span& last = pieces.back();
    while (last.end > last.begin && blank(last.end - 1)) --last.end;
    if (!last.empty()) break;
    pieces.pop_back();
  }
  std::size_t first = 0;
  while (first < pieces.size()) {
    Span& piece = pieces[first];
    while (piece.begin < piece.end && (in_code_ ? source[piece.begin] == '\n' : blank(piece.begin))) ++piece.begin;
    if (!piece.empty()) break;
    ++first;
  }
  if (first >= pieces.size()) return;
  pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(first));

  document::Block block;
  block.kind = kind_;
  block.level = level_;
  block.span = {pieces.front().begin, pieces.back().end};
  if (!in_code_ && !in_tags_) {
    block.span.begin = static_cast<ByteOffset>(with_marks_before(block.span.begin));
    block.span.end = static_cast<ByteOffset>(with_marks_after(block.span.end));
  }
  if (kind_ == BlockKind::list_item && !items_.empty()) {
    block.numbered = items_.back().numbered;
    block.checkbox = items_.back().checkbox;
  }
  if (kind_ == BlockKind::table_cell) {
    block.table = static_cast<std::int32_t>(out_.tables.size()) - 1;
    block.row = row_;
    block.column = column_;
    if (row_ == 0) out_.tables.back().header_row = 0;
  }
  if (!items_.empty()) items_.back().begun = true;
  // A box that is not of a task list: in a table cell, or as a character.
  std::size_t from = block.span.begin;
  if (!in_code_ && block.checkbox == document::Checkbox::none) {
    block.checkbox = leading_checkbox(out_.view(block.span));
    const std::size_t box = leading_checkbox_size(out_.view(block.span));
    if (box > 0 && box < block.span.size() && pieces.front().contains(static_cast<ByteOffset>(block.span.begin + box))) {
      block.span.begin += static_cast<ByteOffset>(box);
      pieces.front().begin = block.span.begin;
      from = block.span.begin;
    }
  }
  for (const Span& piece : pieces) {
    add_markup(source, from, piece.begin, out_.markup);
    from = piece.end;
  }
  add_markup(source, from, block.span.end, out_.markup);
  cursor_ = std::max<std::size_t>(cursor_, block.span.end);
  out_.blocks.push_back(block);
}

struct FrontMatter {
  std::size_t begin = 0;  ///< of its first line
  std::size_t end = 0;    ///< of its last line
  std::size_t after = 0;  ///< where the document goes on; 0: there is none
  char separator = ':';
};

/// Finds YAML ("---") or TOML ("+++") front matter, also in a fence of that language at the very beginning.
FrontMatter find_front_matter(std::string_view text) {
  FrontMatter found;
  const std::size_t eol = text.find('\n');
  if (eol == std::string_view::npos) return found;
  const std::string_view first = base::trim(text.substr(0, eol));
  std::string_view close = first;
  if (first == "+++" || first == "```toml") {
    found.separator = '=';
  } else if (first != "---" && first != "```yaml" && first != "```yml") {
    return found;
  }
  if (first.starts_with("```")) close = "```";
  found.begin = eol + 1;
  bool named = false;
  for (std::size_t at = found.begin; at < text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, stop - at);
    if (base::trim(line) == close || (first == "---" && base::trim(line) == "...")) {
      found.end = at;
      if (named) found.after = std::min(stop + 1, text.size());
      return found;
    }
    const std::string_view bare = base::trim(line);
    const bool entry = separator_of(line, found.separator) != std::string_view::npos;
    const bool other = goes_with_entries(line);
    if (!entry && !(other && (named || found.separator == '=' || bare.empty() || bare[0] == '#'))) return {};
    named = named || entry;
    at = stop + 1;
  }
  return {};
}

/// How many cells a row of a table has; a bar after a backslash is none of the row's.
std::size_t cells_of(std::string_view row) {
  row = base::trim(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  std::size_t bars = 0;
  bool last = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    last = row[i] == '|' && (i == 0 || row[i - 1] != '\\');
    if (last) ++bars;
  }
  return last ? bars : bars + 1;
}

/// "| --- | :-: |": the row under the header of a table. Source: GitHub Flavored Markdown 0.29, 4.10.
bool is_delimiter_row(std::string_view line) {
  line = base::trim(line);
  if (line.find('|') == std::string_view::npos || line.find_first_not_of("|-: \t") != std::string_view::npos) return false;
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  for (std::string_view cell : base::split(line, '|')) {
    cell = base::trim(cell);
    if (cell.starts_with(':')) cell.remove_prefix(1);
    if (cell.ends_with(':')) cell.remove_suffix(1);
    if (cell.empty() || cell.find_first_not_of('-') != std::string_view::npos) return false;
  }
  return true;
}

/// Where the text of a list item begins ("- a", "12. a"); 0 for a line that begins none. `line` begins with its first sign.
std::size_t list_marker_size(std::string_view line) {
  std::size_t i = 0;
  while (i < line.size() && i < 9 && is_digit(line[i])) ++i;
  if (i >= line.size()) return 0;
  const std::string_view ends = i == 0 ? "-*+" : ".)";
  if (ends.find(line[i]) == std::string_view::npos) return 0;
  std::size_t text = ++i;
  while (text < line.size() && line[text] == ' ') ++text;
  return text == i || text == line.size() ? 0 : text;
}

/// A character that the parser has to be given before `place`, and that is not in the text.
struct Addition {
  std::size_t place = 0;
  char character = '\n';
};

/// Adds what the cells of a delimiter row, which begins at `begin`, lack of three hyphens.
void add_hyphens(std::string_view row, std::size_t begin, std::vector<Addition>& found) {
  for (std::size_t at = row.find('-'); at != std::string_view::npos; at = row.find('-', at)) {
    const std::size_t end = std::min(row.find_first_not_of('-', at), row.size());
    for (std::size_t size = end - at; size < 3; ++size) found.push_back({begin + end, '-'});
    at = end;
  }
}

bool is_atx_heading(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  return level >= 1 && level <= 6 && (level == line.size() || line[level] == ' ' || line[level] == '\t');
}

/// What makes the parser see tables as GitHub does, in ascending order. A line feed before tables that follow a line of a
/// paragraph without an empty line between: GitHub ends the paragraph before such a row, the parser does not; and before a
/// heading or fence right below a table, which the parser takes for a row. Hyphens in delimiter rows: GitHub wants one in each
/// cell, the parser three. Places in quotes, code and HTML are left alone. Source: GitHub Flavored Markdown 0.29, 4.10.
std::vector<Addition> additions_for_tables(std::string_view text) {
  std::vector<Addition> found;
  struct Line {
    std::size_t begin = 0;
    std::size_t indent = 0;
    std::string_view text;
  };
  Line previous;
  std::size_t lines = 0;         // of the paragraph, so far
  bool in_table = false;         // whether the paragraph is a table
  std::size_t item_indent = 0;   // where the text of the list item begins
  std::size_t paragraph_at = 0;  // the indentation that lines of the paragraph's container have
  std::string_view fence;
  std::string_view close;  // what ends the HTML; a space: the next empty line
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, stop - at);
    Line line{at, std::min(whole.find_first_not_of(" \t"), whole.size()), base::trim(whole)};
    at = stop + 1;
    if (!fence.empty()) {
      const bool closes = line.text.starts_with(fence) && line.text.find_first_not_of(fence[0]) == std::string_view::npos;
      if (closes) fence = {};
      lines = 0;
      continue;
    }
    if (!close.empty() && close != " ") {
      if (line.text.find(close) != std::string_view::npos) close = {};
      lines = 0;
      continue;
    }
    if (line.text.empty()) {
      close = {};
      lines = 0;
      continue;
    }
    if (!close.empty()) continue;
    const std::size_t marker = list_marker_size(line.text);
    if (lines == 0 || marker > 0) in_table = false;
    if (lines == 0 && marker == 0) {
      if (line.indent < item_indent) item_indent = 0;
      paragraph_at = item_indent;
    }
    const std::string_view inner = line.text.substr(marker);
    if (in_table && (inner.starts_with("```") || inner.starts_with("~~~") || is_atx_heading(inner))) {
      found.push_back({line.begin, '\n'});
      in_table = false;
    }
    if (inner.starts_with("```") || inner.starts_with("~~~")) {
      fence = inner.substr(0, std::min(inner.find_first_not_of(inner[0]), inner.size()));
      lines = 0;
    } else if (inner[0] == '<' && inner.size() > 1 && (is_letter(inner[1]) || inner[1] == '/' || inner[1] == '!')) {
      const bool comment = inner.starts_with("<!--");
      const bool open = comment && inner.find("-->", 4) == std::string_view::npos;
      close = open ? "-->" : comment && lines == 0 ? "" : " ";
      lines = 0;
    } else if (is_atx_heading(inner) || inner[0] == '>') {
      lines = 0;
    } else if (marker > 0) {
      item_indent = line.indent + marker;
      paragraph_at = item_indent;
      lines = 1;
    } else if (lines == 0 && line.indent >= paragraph_at + 4) {
      // Code by its indentation.
    } else {
      const auto inside = [&](const Line& one) { return one.indent >= paragraph_at && one.indent < paragraph_at + 4; };
      if (lines >= 1 && !in_table && is_delimiter_row(line.text) && previous.text.find('|') != std::string_view::npos &&
          inside(line) && inside(previous) && cells_of(previous.text) == cells_of(line.text)) {
        if (lines >= 2) {
          found.push_back({previous.begin, '\n'});
          close = " ";
        }
        // Another such row is one of this table, until something else begins: the places stay in order.
        in_table = true;
        add_hyphens(line.text, static_cast<std::size_t>(line.text.data() - text.data()), found);
      }
      ++lines;
    }
    previous = line;
  }
  return found;
}

/// Whether a paragraph holds more bare addresses than md4c can go through: its time grows with the square of their number.
bool has_too_many_addresses(std::string_view text) {
  constexpr std::size_t most = 2000;
  std::size_t count = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    if (base::trim(line).empty()) count = 0;
    for (const std::string_view sign : {"://", "www."}) {
      for (std::size_t at = line.find(sign); at != std::string_view::npos; at = line.find(sign, at + 1)) ++count;
    }
    if (count > most) return true;
  }
  return false;
}

}  // namespace

document::Extracted extract_markdown(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted = open_text(bytes, limits, "markdown", "text/markdown", document::LocatorStyle::line);
  if (extracted.status == document::Status::unreadable) return extracted;
  document::Document& out = extracted.document;
  const FrontMatter matter = find_front_matter(out.text);
  if (matter.after > 0) read_entries(matter.begin, matter.end, matter.separator, limits, out);

  std::string_view parsed = std::string_view(out.text).substr(matter.after);
  const std::vector<Addition> additions = additions_for_tables(parsed);
  std::vector<std::size_t> added;
  std::string with_additions;
  if (!additions.empty()) {
    with_additions.reserve(parsed.size() + additions.size());
    std::size_t from = 0;
    for (const Addition& addition : additions) {
      with_additions.append(parsed.substr(from, addition.place - from));
      from = addition.place;
      added.push_back(with_additions.size());
      with_additions += addition.character;
    }
    with_additions.append(parsed.substr(from));
    parsed = with_additions;
  }

  Reader reader(out, limits, matter.after, parsed, added);
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  if (has_too_many_addresses(parsed)) parser.flags &= ~static_cast<unsigned>(MD_FLAG_PERMISSIVEAUTOLINKS);
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
    return static_cast<Reader*>(self)->enter_block(type, detail);
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return static_cast<Reader*>(self)->leave_block(type); };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
    return static_cast<Reader*>(self)->enter_span(type, detail);
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
    static_cast<Reader*>(self)->leave_span(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* begin, MD_SIZE size, void* self) {
    return static_cast<Reader*>(self)->text(type, begin, size);
  };
  const int result = md_parse(parsed.data(), static_cast<MD_SIZE>(parsed.size()), &parser, &reader);
  if (reader.reason() != document::Reason::none) return unreadable(reader.reason());
  if (result != 0) return unreadable(document::Reason::corrupt);
  document::number_blocks(out.blocks);
  return extracted;
}

}  // namespace crosswalk::extraction
