// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/csv/records.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"
#include "extraction/rst/inline.h"
#include "extraction/rst/lines.h"
#include "extraction/rst/tables.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::ByteOffset;
using document::Span;
using rst::Line;
using rst::Marker;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_warnings = 100;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Directives whose content is shown as it is, or is no prose.
bool is_literal(std::string_view name) {
  return is_one_of(name, {"code",          "code-block", "sourcecode", "parsed-literal", "highlight", "math",    "literalinclude",
                          "raw",           "prompt",     "graphviz",   "digraph",        "graph",     "uml",     "plantuml",
                          "mermaid",       "doctest",    "testcode",   "testoutput",     "testsetup", "toctree", "productionlist",
                          "tabularcolumns"});
}

/// Directives whose arguments are names, paths and settings.
bool is_silent(std::string_view name) {
  return is_literal(name) || is_one_of(name, {"image",
                                              "figure",
                                              "include",
                                              "contents",
                                              "meta",
                                              "index",
                                              "role",
                                              "default-role",
                                              "currentmodule",
                                              "module",
                                              "sectnum",
                                              "only",
                                              "tabs",
                                              "tab-set",
                                              "rst-class",
                                              "class",
                                              "container",
                                              "target-notes",
                                              "section-numbering",
                                              "panels",
                                              "grid",
                                              "py:module",
                                              "py:currentmodule",
                                              "highlights",
                                              "compound",
                                              "unicode",
                                              "date",
                                              "ifconfig",
                                              "hlist",
                                              "restructuredtext-test-directive"});
}

/// Reads the text of a document into blocks that are ranges of it. Bodies within bodies are read by recursion, up to the limit of
/// depth. A line is looked at once per body that holds it, and stands behind one blank at least for each, so that the time is
/// in proportion to the text.
class Reader {
 public:
  Reader(document::Document& out, const Limits& limits)
      : out_(out), limits_(limits), text_(out.text), lines_(rst::lines_of(out.text)) {}

  /// False where there are more blocks than the limit.
  bool read() {
    body(0, lines_.size(), 0, 0);
    resolve_links();
    set_anchors();
    return !too_large_;
  }
  /// Whether something was read otherwise than it was meant.
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  /// What the next paragraph is: the beginning of an item, behind the name of a field.
  struct Pending {
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;
    bool numbered = false;
    std::size_t prefix = npos;
    std::size_t prefix_end = npos;
    bool set = false;
  };
  struct Option {
    std::string_view name;
    Span value;
  };
  struct Moved {
    Span span;
    std::vector<document::Anchor> anchors;
  };

  [[nodiscard]] std::string_view line(std::size_t i) const {
    return i < lines_.size() ? text_.substr(lines_[i].begin, lines_[i].end - lines_[i].begin) : std::string_view();
  }
  [[nodiscard]] bool blank(std::size_t i, std::size_t last) const { return i >= last || lines_[i].blank(); }
  [[nodiscard]] static std::string place(std::size_t i) { return "line " + std::to_string(i + 1); }
  void warn(std::string text) {
    if (out_.warnings.size() < most_warnings) out_.warnings.push_back(std::move(text));
  }
  void mark(std::size_t begin, std::size_t end) { add_markup(text_, begin, end, out_.markup); }
  void mark_inline(Span span) { rst::mark_inline(out_, span, named_); }

  /// Behind the last line from `i` on that is indented more than `indent`.
  [[nodiscard]] std::size_t indented(std::size_t i, std::size_t last, std::size_t indent) const {
    std::size_t end = i;
    for (; i < last && (lines_[i].blank() || lines_[i].indent > indent); ++i) {
      if (!lines_[i].blank()) end = i + 1;
    }
    return end;
  }
  [[nodiscard]] std::size_t least_indent(std::size_t i, std::size_t last) const {
    std::size_t least = npos;
    for (; i < last; ++i) {
      if (!lines_[i].blank()) least = std::min(least, lines_[i].indent);
    }
    return least;
  }

  document::Block* add(BlockKind kind, std::size_t begin, std::size_t end, std::uint8_t level = 0);
  void flush_pending();
  bool add_paragraph(std::size_t begin, std::size_t end);
  void body(std::size_t first, std::size_t last, std::size_t indent, std::uint32_t depth);
  void flat(std::size_t first, std::size_t last);
  std::size_t section(std::size_t i, std::size_t last);
  void add_heading(std::size_t i, std::string style);
  std::size_t quote(std::size_t i, std::size_t last, std::size_t indent, std::uint32_t depth);
  std::size_t item(std::size_t i, std::size_t last, std::size_t size, std::uint32_t depth);
  std::size_t list_item(std::size_t i, std::size_t last, const Marker& marker, std::uint32_t depth);
  std::size_t field(std::size_t i, std::size_t last, std::size_t size, std::uint32_t depth);
  std::size_t literal(std::size_t i, std::size_t last, std::size_t indent);
  std::size_t paragraph(std::size_t i, std::size_t last, std::uint32_t depth);
  std::size_t explicit_markup(std::size_t i, std::size_t last, std::uint32_t depth);
  void directive(std::size_t i, std::size_t end, std::string_view name, std::size_t arguments, std::uint32_t depth);
  void target(std::size_t i, std::size_t end, std::size_t begin);
  std::size_t drawn_table(std::size_t i, std::size_t last);
  void csv_table(std::size_t first, std::size_t last, const std::vector<Option>& options);
  void list_table(std::size_t first, std::size_t last, const std::vector<Option>& options);
  void add_cell(std::int32_t row, std::int32_t column, Span span);
  [[nodiscard]] bool enumerates(std::size_t i, std::size_t last, const Marker& marker) const;
  void resolve_links();
  void set_anchors();

  document::Document& out_;
  const Limits& limits_;
  std::string_view text_;
  std::vector<Line> lines_;
  bool too_large_ = false;
  bool damaged_ = false;
  /// Styles of titles in the order in which they first stand; a place in it is a level.
  std::vector<std::string> styles_;
  Pending pending_;
  BlockKind kind_ = BlockKind::paragraph;
  std::uint32_t list_depth_ = 0;
  /// Whether only a title and fields were read so far.
  bool at_top_ = true;
  std::map<std::string, std::string> targets_;
  std::vector<std::string> anonymous_;
  std::vector<rst::NamedLink> named_;
  std::vector<Moved> moved_;
};

document::Block* Reader::add(BlockKind kind, std::size_t begin, std::size_t end, std::uint8_t level) {
  while (begin < end && (text_[begin] == ' ' || text_[begin] == '\t' || text_[begin] == '\n')) ++begin;
  if (begin >= end) return nullptr;
  if (out_.blocks.size() >= limits_.blocks) {
    too_large_ = true;
    return nullptr;
  }
  document::Block block;
  block.kind = kind;
  block.level = level;
  if (kind != BlockKind::code) {
    const std::string_view text = text_.substr(begin, end - begin);
    const std::size_t box = leading_checkbox_size(text);
    block.checkbox = leading_checkbox(text);
    if (box < text.size()) begin += box;
  }
  block.span = {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)};
  out_.blocks.push_back(block);
  return &out_.blocks.back();
}

/// What was to begin with a paragraph begins with something else: the name of a field stands alone.
void Reader::flush_pending() {
  const Pending pending = std::exchange(pending_, {});
  if (pending.prefix == npos) return;
  if (const document::Block* block = add(pending.kind, pending.prefix, pending.prefix_end); block != nullptr) {
    mark_inline(block->span);
  }
}

/// Adds a paragraph with its inline notation; whether it announces a literal block.
bool Reader::add_paragraph(std::size_t begin, std::size_t end) {
  const bool announces = text_.substr(begin, end - begin).ends_with("::");
  if (announces && end - begin == 2 && pending_.prefix == npos) {
    pending_ = {};
    return true;
  }
  const Pending pending = std::exchange(pending_, {});
  if (pending.prefix != npos) begin = pending.prefix;
  document::Block* const block = add(pending.set ? pending.kind : kind_, begin, end, pending.level);
  if (block == nullptr) return announces;
  block->numbered = pending.numbered;
  Span span = block->span;
  // "text::" is shown with one colon, "text ::" with none.
  if (announces) span.end -= span.size() > 2 ? 2 : 0;
  mark_inline(span);
  if (announces && span.end < block->span.end) {
    const bool apart = text_[span.end - 1] == ' ' || text_[span.end - 1] == '\n';
    mark(span.end + (apart ? 0 : 1), block->span.end);
  }
  return announces;
}

void Reader::add_heading(std::size_t i, std::string style) {
  const auto known = std::find(styles_.begin(), styles_.end(), style);
  const auto level = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(known - styles_.begin() + 1, 9));
  if (known == styles_.end()) styles_.push_back(std::move(style));
  if (const document::Block* block = add(BlockKind::heading, lines_[i].begin, lines_[i].end, level); block != nullptr) {
    mark_inline(block->span);
  }
}

/// A title with its adornment; gives the line behind, or `i`. Source: reStructuredText Markup Specification, Sections.
std::size_t Reader::section(std::size_t i, std::size_t last) {
  const std::string_view l = line(i);
  const auto underlines = [&](std::string_view title, std::string_view under) {
    return rst::is_adornment(under, 1) && (under.size() >= 4 || under.size() >= rst::width_of(title));
  };
  if (rst::is_adornment(l, 1)) {
    if (i + 2 >= last || lines_[i].indent > 0 || lines_[i + 1].blank() || lines_[i + 2].indent > 0) return i;
    if (line(i + 2) != l || rst::is_adornment(line(i + 1), 2) || !underlines(line(i + 1), l)) return i;
    add_heading(i + 1, {l[0], l[0]});
    return i + 3;
  }
  if (i + 1 >= last || lines_[i].indent > 0 || lines_[i + 1].indent > 0 || !underlines(l, line(i + 1))) return i;
  if (l.starts_with(".. ") || l == "..") return i;
  add_heading(i, {line(i + 1)[0]});
  return i + 2;
}

std::size_t Reader::quote(std::size_t i, std::size_t last, std::size_t indent, std::uint32_t depth) {
  const std::size_t end = indented(i, last, indent);
  // Much that is indented is no quotation: it begins with a quote mark, or ends with who said it.
  std::size_t final = end - 1;
  while (final > i && !lines_[final - 1].blank()) --final;
  const std::string_view first = line(i);
  const bool quotation = first.starts_with('"') || first.starts_with("\xE2\x80\x9C") || line(final).starts_with("-- ") ||
                         line(final).starts_with("\xE2\x80\x94");
  const BlockKind outer = std::exchange(kind_, quotation ? BlockKind::quote : kind_);
  body(i, end, least_indent(i, end), depth + 1);
  kind_ = outer;
  return end;
}

/// Reads what follows a marker of `size` bytes as a body of its own; gives the line behind.
std::size_t Reader::item(std::size_t i, std::size_t last, std::size_t size, std::uint32_t depth) {
  const std::size_t end = std::max(indented(i + 1, last, lines_[i].indent), i + 1);
  Line& own = lines_[i];
  const std::size_t column = own.indent + size;
  own.begin = std::min(own.begin + size, own.end);
  const std::size_t least = least_indent(i + 1, end);
  const std::size_t indent = own.blank() ? least : std::min(column, least);
  own.indent = indent;
  body(i, end, indent, depth + 1);
  flush_pending();
  return end;
}

std::size_t Reader::list_item(std::size_t i, std::size_t last, const Marker& marker, std::uint32_t depth) {
  ++list_depth_;
  pending_ = {BlockKind::list_item, static_cast<std::uint8_t>(std::min(list_depth_, 255U)), marker.numbered, npos, npos, true};
  const std::size_t next = item(i, last, marker.size, depth);
  --list_depth_;
  return next;
}

/// ":name: text", where name and text are one block: "name: text".
std::size_t Reader::field(std::size_t i, std::size_t last, std::size_t size, std::uint32_t depth) {
  const std::size_t begin = lines_[i].begin + 1;
  const std::size_t colon = begin + size - 2;
  const bool top = at_top_ && depth == 0;
  pending_ = {kind_, 0, false, begin, colon + 1, true};
  const std::size_t blocks = out_.blocks.size();
  std::size_t gap = lines_[i].begin + size;
  while (gap < lines_[i].end && (text_[gap] == ' ' || text_[gap] == '\t')) ++gap;
  const std::size_t next = item(i, last, gap - lines_[i].begin, depth);
  if (top) {
    const std::size_t end = out_.blocks.size() > blocks ? out_.blocks[blocks].span.end : colon + 1;
    const std::string value = end > colon + 1 ? base::collapse_space(text_.substr(colon + 1, end - colon - 1)) : std::string();
    out_.properties.push_back({std::string(base::trim(text_.substr(begin, colon - begin))), value});
    at_top_ = true;
  }
  return next;
}

/// The literal block that a paragraph announced: indented more than it, or quoted. Gives the line behind.
std::size_t Reader::literal(std::size_t i, std::size_t last, std::size_t indent) {
  std::size_t begin = i;
  while (begin < last && lines_[begin].blank()) ++begin;
  if (begin >= last) return i;
  std::size_t end = indented(begin, last, indent);
  if (end <= begin) {
    // Quoted: all lines begin with the same punctuation mark.
    const char mark = text_[lines_[begin].begin];
    if (!rst::is_adornment(std::string_view(&mark, 1), 1)) return i;
    end = begin;
    while (end < last && !lines_[end].blank() && text_[lines_[end].begin] == mark) ++end;
  }
  flush_pending();
  add(BlockKind::code, lines_[begin].begin, lines_[end - 1].end);
  return end;
}

/// Whether a line with an enumerator begins an item: the next line is no continuation at the margin.
bool Reader::enumerates(std::size_t i, std::size_t last, const Marker& marker) const {
  if (!marker.numbered) return marker.size > 0;
  if (blank(i + 1, last) || lines_[i + 1].indent > lines_[i].indent) return true;
  return rst::marker_of(line(i + 1)).size > 0;
}

std::size_t Reader::paragraph(std::size_t i, std::size_t last, std::uint32_t depth) {
  const std::size_t indent = lines_[i].indent;
  std::size_t next = i + 1;
  const bool announces_now = line(i).ends_with("::");
  if (!blank(next, last) && lines_[next].indent > indent && !announces_now) {
    // A term with its definition.
    add_paragraph(lines_[i].begin, lines_[i].end);
    const std::size_t end = indented(next, last, indent);
    body(next, end, least_indent(next, end), depth + 1);
    return end;
  }
  std::string_view name;
  for (; !blank(next, last); ++next) {
    const std::string_view l = line(next);
    const Marker marker = rst::marker_of(l);
    if (lines_[next].indent > indent && (marker.size > 0 || line(next - 1).ends_with("::"))) break;
    if (lines_[next].indent == indent && marker.bullet && line(next - 1).ends_with(':')) break;
    if (l.starts_with(".. ") && rst::directive_size(l.substr(3), name) > 0) break;
    if (rst::is_grid_border(l)) break;
  }
  const bool announces = add_paragraph(lines_[i].begin, lines_[next - 1].end);
  return announces ? literal(next, last, indent) : next;
}

/// Beyond the limit of depth: nothing but runs of lines.
void Reader::flat(std::size_t first, std::size_t last) {
  damaged_ = true;
  warn("What is nested deeper than " + std::to_string(limits_.depth) + " levels at " + place(first) + " was read as plain text.");
  for (std::size_t i = first; i < last; ++i) {
    if (lines_[i].blank()) continue;
    std::size_t end = i + 1;
    while (!blank(end, last)) ++end;
    add_paragraph(lines_[i].begin, lines_[end - 1].end);
    i = end - 1;
  }
}

void Reader::body(std::size_t first, std::size_t last, std::size_t indent, std::uint32_t depth) {
  if (depth > limits_.depth) return flat(first, last);
  for (std::size_t i = first; i < last && !too_large_;) {
    if (lines_[i].blank()) {
      ++i;
      continue;
    }
    if (lines_[i].indent > indent) {
      at_top_ = false;
      i = quote(i, last, indent, depth);
      continue;
    }
    const std::string_view l = line(i);
    if (depth == 0) {
      const std::size_t next = section(i, last);
      if (next != i) {
        at_top_ = at_top_ && styles_.size() == 1;
        i = next;
        continue;
      }
    }
    if (l.starts_with(".. ") || l == "..") {
      i = explicit_markup(i, last, depth);
      continue;
    }
    if (const std::size_t size = rst::field_size(l); size > 0) {
      i = field(i, last, size, depth);
      continue;
    }
    at_top_ = false;
    const Marker marker = rst::marker_of(l);
    if (rst::is_adornment(l, 4) && blank(i + 1, last)) {
      ++i;  // a line between parts
    } else if (rst::is_grid_border(l) || rst::is_simple_border(l)) {
      i = drawn_table(i, last);
    } else if (l.starts_with("__ ")) {
      anonymous_.emplace_back(base::trim(l.substr(3)));
      ++i;
    } else if (l.starts_with("| ") || l == "|") {
      // A line of a verse or an address, and how it goes on.
      std::size_t next = i + 1;
      while (!blank(next, last) && lines_[next].indent > indent) ++next;
      const std::size_t begin = std::min(lines_[i].begin + 2, lines_[i].end);
      if (text_.substr(begin, lines_[next - 1].end - begin).find_first_not_of(" \t\n") != npos)
        add_paragraph(begin + std::min(text_.substr(begin).find_first_not_of(" \t\n"), lines_[next - 1].end - begin),
                      lines_[next - 1].end);
      i = next;
    } else if (l.starts_with(">>> ")) {
      std::size_t next = i + 1;
      while (!blank(next, last)) ++next;
      flush_pending();
      add(BlockKind::code, lines_[i].begin, lines_[next - 1].end);
      i = next;
    } else if (marker.size > 0 && enumerates(i, last, marker)) {
      i = list_item(i, last, marker, depth);
    } else if (const std::size_t size = rst::option_size(l);
               size > 0 && (size < l.size() || (!blank(i + 1, last) && lines_[i + 1].indent > indent))) {
      flush_pending();
      std::size_t end = lines_[i].begin + size;
      while (text_[end - 1] == ' ' || text_[end - 1] == '\t') --end;
      pending_ = {kind_, 0, false, lines_[i].begin, end, true};
      i = item(i, last, size, depth);
    } else {
      i = paragraph(i, last, depth);
    }
  }
}

/// ".. ": directives, targets, footnotes, substitutions, comments. Gives the line behind.
std::size_t Reader::explicit_markup(std::size_t i, std::size_t last, std::uint32_t depth) {
  const std::string_view l = line(i);
  if (l == ".." && blank(i + 1, last)) return i + 1;
  const std::size_t end = std::max(indented(i + 1, last, lines_[i].indent), i + 1);
  const std::size_t begin = lines_[i].begin + std::min(l.find_first_not_of(" \t", 2), l.size());
  std::string_view rest = l.substr(begin - lines_[i].begin);
  std::string_view name;
  if (const std::size_t size = rst::directive_size(rest, name); size > 0) {
    directive(i, end, name, begin + size, depth);
    return end;
  }
  if (rest.starts_with('_') && rest.find(':') != npos) {
    target(i, end, begin + 1);
    return end;
  }
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close != npos && close > 1) {
      std::size_t from = begin + close + 1;
      while (from < lines_[i].end && (text_[from] == ' ' || text_[from] == '\t')) ++from;
      const BlockKind outer = std::exchange(kind_, BlockKind::footnote);
      item(i, end, from - lines_[i].begin, depth);
      kind_ = outer;
      at_top_ = false;
      return end;
    }
  }
  if (rest.starts_with('|')) {
    const std::size_t close = rest.find('|', 1);
    if (close != npos && close + 1 < rest.size()) {
      const std::size_t from = begin + close + 1;
      const std::size_t at =
          from + std::min(text_.substr(from, lines_[i].end - from).find_first_not_of(" \t"), lines_[i].end - from);
      if (const std::size_t size = rst::directive_size(text_.substr(at, lines_[i].end - at), name); size > 0) {
        directive(i, end, name, at + size, depth);
        return end;
      }
    }
  }
  const std::string_view comment = base::trim(text_.substr(begin, lines_[end - 1].end - std::min(begin, lines_[end - 1].end)));
  if (!comment.empty()) out_.hidden.push_back({document::HiddenText::Kind::comment, std::string(comment), place(i)});
  return end;
}

/// "_name: where", from behind the first mark on.
void Reader::target(std::size_t i, std::size_t end, std::size_t begin) {
  std::string all;
  for (std::size_t k = i; k < end; ++k) {
    const std::size_t from = k == i ? begin : lines_[k].begin;
    all += text_.substr(from, lines_[k].end - std::min(from, lines_[k].end));
  }
  std::size_t colon = npos;
  if (all.starts_with('`')) {
    const std::size_t close = all.find('`', 1);
    if (close != npos && close + 1 < all.size() && all[close + 1] == ':') colon = close + 1;
  } else {
    for (std::size_t k = 0; k < all.size() && colon == npos; ++k) {
      if (all[k] == '\\') {
        ++k;
      } else if (all[k] == ':' && (k + 1 == all.size() || all[k + 1] == ' ')) {
        colon = k;
      }
    }
  }
  if (colon == npos) return;
  const std::string_view where = base::trim(std::string_view(all).substr(colon + 1));
  const std::string name = rst::reference_name(std::string_view(all).substr(0, colon));
  if (name == "_") {
    anonymous_.emplace_back(where);
  } else if (!where.empty()) {
    targets_.emplace(name, where);
  }
}

void Reader::directive(std::size_t i, std::size_t end, std::string_view name, std::size_t arguments, std::uint32_t depth) {
  // Arguments go on in the next lines until a blank line or an option; then options; what is left is the content.
  const bool any = arguments < lines_[i].end;
  std::size_t next = i + 1;
  if (any) {
    while (!blank(next, end) && rst::field_size(line(next)) == 0) ++next;
  }
  std::size_t begin = arguments;
  while (begin < lines_[i].end && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
  const Span argument = any ? Span{static_cast<ByteOffset>(begin), static_cast<ByteOffset>(lines_[next - 1].end)} : Span{};
  std::vector<Option> options;
  const std::size_t option_indent = blank(next, end) ? 0 : lines_[next].indent;
  while (!blank(next, end)) {
    const std::size_t size = rst::field_size(line(next));
    if (size == 0) break;
    std::size_t stop = next + 1;
    while (!blank(stop, end) && lines_[stop].indent > option_indent) ++stop;
    const std::size_t value = std::min(lines_[next].begin + size, lines_[next].end);
    options.push_back(
        {line(next).substr(1, size - 2), {static_cast<ByteOffset>(value), static_cast<ByteOffset>(lines_[stop - 1].end)}});
    next = stop;
  }
  const auto option = [&](std::string_view wanted) -> Span {
    for (const Option& each : options) {
      if (each.name == wanted) return each.value;
    }
    return {};
  };
  const std::string_view value = text_.substr(argument.begin, argument.size());

  if (name == "meta") {
    // Its fields are about the file.
    std::size_t content = next;
    for (const Option& each : options)
      out_.properties.push_back({std::string(each.name), base::collapse_space(out_.view(each.value))});
    for (; content < end; ++content) {
      const std::size_t size = rst::field_size(line(content));
      if (size > 0)
        out_.properties.push_back(
            {std::string(line(content).substr(1, size - 2)), base::collapse_space(line(content).substr(size))});
    }
    return;
  }
  if (name == "title" && any) {
    out_.properties.push_back({"title", base::collapse_space(value)});
    return;
  }
  if (name == "include" || name == "literalinclude")
    warn("The file that " + place(i) + " includes (" + base::collapse_space(value.substr(0, 200)) + ") is not part of the text.");
  if (!option("file").empty() || !option("url").empty())
    warn("The table at " + place(i) + " stands in another file, which is not part of the text.");
  flush_pending();
  if (any && (!is_silent(name) || name == "math")) {
    if (name == "math") {
      add(BlockKind::code, argument.begin, argument.end);
    } else if (add_paragraph(argument.begin, argument.end)) {
      next = literal(next, end, lines_[i].indent);
    }
  }
  for (const Option& each : options) {
    if (is_one_of(each.name, {"alt", "caption", "title", "subtitle"})) {
      std::size_t from = each.value.begin;
      while (from < each.value.end && (text_[from] == ' ' || text_[from] == '\n' || text_[from] == '\t')) ++from;
      if (from < each.value.end) add_paragraph(from, each.value.end);
    }
  }
  if (next >= end) return;
  at_top_ = false;
  if (is_literal(name)) {
    while (next < end && lines_[next].blank()) ++next;
    if (next < end) add(BlockKind::code, lines_[next].begin, lines_[end - 1].end);
  } else if (name == "csv-table") {
    csv_table(next, end, options);
  } else if (name == "list-table") {
    list_table(next, end, options);
  } else {
    const bool head = name == "header";
    BlockKind kind = head ? BlockKind::page_header : name == "footer" ? BlockKind::page_footer : kind_;
    if (is_one_of(name, {"epigraph", "pull-quote", "highlights"})) kind = BlockKind::quote;
    const BlockKind outer = std::exchange(kind_, kind);
    body(next, end, least_indent(next, end), depth + 1);
    kind_ = outer;
  }
}

void Reader::add_cell(std::int32_t row, std::int32_t column, Span span) {
  document::Table& table = out_.tables.back();
  document::Block* const block = add(BlockKind::table_cell, span.begin, span.end);
  if (block == nullptr) return;
  table.rows = std::max(table.rows, row + 1);
  table.columns = std::max(table.columns, column + 1);
  block->table = static_cast<std::int32_t>(out_.tables.size()) - 1;
  block->row = row;
  block->column = column;
  mark_inline(block->span);
}

/// A table drawn with characters. Cells with more than one line stand beside each other in the source; in the text one
/// comes after the other, in the room of the drawing.
std::size_t Reader::drawn_table(std::size_t i, std::size_t last) {
  const bool grid = rst::is_grid_border(line(i));
  rst::DrawnTable drawn = grid ? rst::read_grid_table(text_, lines_, i, last) : rst::read_simple_table(text_, lines_, i, last);
  flush_pending();
  if (drawn.next == 0) {
    // Not well drawn: its lines are text.
    std::size_t end = i;
    for (; !blank(end, last) && (end == i || (text_[lines_[end].begin] == '|' || text_[lines_[end].begin] == '+')); ++end) {
      const std::size_t from = lines_[end].begin + std::min(line(end).find_first_not_of("|+-= \t"), line(end).size());
      std::size_t to = lines_[end].end;
      while (to > from && (text_[to - 1] == '|' || text_[to - 1] == ' ')) --to;
      if (from < to) add_paragraph(from, to);
    }
    return end;
  }
  bool in_place = true;
  std::size_t before = 0;
  for (const rst::DrawnCell& cell : drawn.cells) {
    in_place = in_place && cell.pieces.size() == 1 && cell.pieces[0].begin >= before;
    before = cell.pieces[0].end;
  }
  out_.tables.emplace_back();
  if (in_place) {
    for (const rst::DrawnCell& cell : drawn.cells) add_cell(cell.row, cell.column, cell.pieces[0]);
  } else {
    const std::size_t begin = lines_[i].begin;
    const std::size_t end = lines_[drawn.next - 1].end;
    std::string text;
    Moved moved{{static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)}, {}};
    std::vector<Span> spans;
    std::size_t size = 0;
    for (const rst::DrawnCell& cell : drawn.cells) {
      for (const Span piece : cell.pieces) size += piece.size() + 1;
    }
    if (size > end - begin + 1) return drawn.next;  // cannot be: the drawing takes more room than its texts
    for (const rst::DrawnCell& cell : drawn.cells) {
      const std::size_t from = begin + text.size();
      for (const Span piece : cell.pieces) {
        const document::Locator place = out_.locate(piece.begin);
        moved.anchors.push_back({static_cast<ByteOffset>(begin + text.size()), 0, place.line});
        text += text_.substr(piece.begin, piece.size());
        text += '\n';
      }
      spans.push_back({static_cast<ByteOffset>(from), static_cast<ByteOffset>(begin + text.size() - 1)});
    }
    if (!text.empty()) text.pop_back();
    text.resize(end - begin, ' ');
    out_.text.replace(begin, end - begin, text);
    for (std::size_t k = 0; k < spans.size(); ++k) add_cell(drawn.cells[k].row, drawn.cells[k].column, spans[k]);
    moved_.push_back(std::move(moved));
  }
  out_.tables.back().header_row = drawn.header_row < out_.tables.back().rows ? drawn.header_row : -1;
  if (out_.tables.back().rows == 0) out_.tables.pop_back();
  return drawn.next;
}

void Reader::csv_table(std::size_t first, std::size_t last, const std::vector<Option>& options) {
  char separator = ',';
  std::int32_t header_row = -1;
  std::int32_t row = 0;
  out_.tables.emplace_back();
  const auto add_record = [&](const std::vector<Value>& values) {
    bool filled = false;
    for (std::size_t column = 0; column < values.size(); ++column) {
      const Span span = values[column].span;
      if (span.empty()) continue;
      const std::size_t marks = out_.markup.size();
      add_cell(row, static_cast<std::int32_t>(column), span);
      // Doubled quotes, among the inline notation.
      std::vector<Span> all(out_.markup.begin() + static_cast<std::ptrdiff_t>(marks), out_.markup.end());
      for (const Span mark : values[column].markup) {
        if (mark.begin >= span.begin && mark.end <= span.end) all.push_back(mark);
      }
      std::sort(all.begin(), all.end(), [](Span a, Span b) { return a.begin < b.begin; });
      out_.markup.resize(marks);
      for (const Span mark : all) {
        if (!out_.markup.empty() && mark.begin <= out_.markup.back().end) {
          out_.markup.back().end = std::max(out_.markup.back().end, mark.end);
        } else {
          out_.markup.push_back(mark);
        }
      }
      filled = true;
    }
    if (filled) ++row;
  };
  for (const Option& option : options) {
    const std::string_view value = base::trim(out_.view(option.value));
    if (option.name == "delim") separator = value == "tab" ? '\t' : value == "space" ? ' ' : value.empty() ? ',' : value[0];
    if (option.name == "header-rows" && value.size() == 1 && value[0] >= '1' && value[0] <= '9') header_row = value[0] - '1';
  }
  for (const Option& option : options) {
    if (option.name != "header") continue;
    RecordReader reader(text_.substr(0, option.value.end), option.value.begin, separator);
    while (reader.more()) add_record(reader.next());
    if (row > 0) header_row = row - 1;
  }
  while (first < last && lines_[first].blank()) ++first;
  if (first < last) {
    RecordReader reader(text_.substr(0, lines_[last - 1].end), lines_[first].begin, separator);
    while (reader.more() && !too_large_) add_record(reader.next());
    if (reader.unclosed()) {
      damaged_ = true;
      warn("A quoted cell of the table at " + place(first) + " is never closed.");
    }
  }
  out_.tables.back().header_row = header_row < out_.tables.back().rows ? header_row : -1;
  if (out_.tables.back().rows == 0) out_.tables.pop_back();
}

/// Two levels of bullets: rows, and the cells in each. Source: reStructuredText Directives, List Table.
void Reader::list_table(std::size_t first, std::size_t last, const std::vector<Option>& options) {
  while (first < last && lines_[first].blank()) ++first;
  if (first >= last) return;
  out_.tables.emplace_back();
  const std::size_t indent = lines_[first].indent;
  std::int32_t row = -1;
  std::int32_t column = -1;
  std::size_t inner = npos;  // column of the bullets of cells
  std::size_t begin = npos;  // of the cell that is being read
  std::size_t end = npos;
  const auto end_cell = [&] {
    if (begin != npos && begin < end) add_cell(row, column, {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)});
    begin = npos;
  };
  for (std::size_t i = first; i < last && !too_large_; ++i) {
    if (lines_[i].blank()) continue;
    std::size_t at = lines_[i].begin;
    std::size_t place = lines_[i].indent;
    Marker marker = rst::marker_of(line(i));
    if (marker.bullet && place <= indent) {
      end_cell();
      ++row;
      column = -1;
      at += marker.size;
      place += marker.size;
      inner = npos;
      marker = rst::marker_of(text_.substr(at, lines_[i].end - at));
      if (at >= lines_[i].end) continue;
    }
    if (row < 0) row = 0;
    if (inner == npos) inner = place;
    if (marker.bullet && place <= inner) {
      end_cell();
      ++column;
      begin = at + marker.size;
    } else if (begin == npos) {
      if (column < 0) column = 0;
      begin = at;
    }
    end = lines_[i].end;
  }
  end_cell();
  for (const Option& option : options) {
    const std::string_view value = base::trim(out_.view(option.value));
    if (option.name == "header-rows" && value.size() == 1 && value[0] >= '1' && value[0] <= '9') {
      const std::int32_t header = value[0] - '1';
      out_.tables.back().header_row = header < out_.tables.back().rows ? header : -1;
    }
  }
  if (out_.tables.back().rows == 0) out_.tables.pop_back();
}

/// Targets of hyperlinks by name may stand behind them.
void Reader::resolve_links() {
  std::size_t next_anonymous = 0;
  for (const rst::NamedLink& link : named_) {
    std::string target;
    if (link.name == "__") {
      if (next_anonymous < anonymous_.size()) target = anonymous_[next_anonymous++];
    } else {
      std::string name = link.name;
      constexpr int most_steps = 10;
      for (int step = 0; step < most_steps; ++step) {
        const auto found = targets_.find(name);
        if (found == targets_.end()) break;
        target = found->second;
        if (!target.ends_with('_')) break;
        name = rst::reference_name(std::string_view(target).substr(0, target.size() - 1));
      }
    }
    if (!target.empty()) add_link(out_, link.span, target);
  }
  std::stable_sort(out_.links.begin(), out_.links.end(),
                   [](const document::Link& a, const document::Link& b) { return a.span.begin < b.span.begin; });
}

/// Lines of what was moved within a table.
void Reader::set_anchors() {
  if (moved_.empty()) return;
  std::vector<document::Anchor> all;
  auto moved = moved_.begin();
  for (const document::Anchor& anchor : out_.anchors) {
    while (moved != moved_.end() && moved->anchors.back().offset < anchor.offset && moved->span.end <= anchor.offset) ++moved;
    const bool inside = moved != moved_.end() && anchor.offset > moved->span.begin && anchor.offset < moved->span.end;
    if (inside) continue;
    all.push_back(anchor);
    if (moved == moved_.end()) continue;
    const bool next_is_behind = anchor.offset <= moved->span.begin;
    if (!next_is_behind) continue;
    // Put in where the next line begins behind the drawing's first one.
    const auto follows = static_cast<std::size_t>(&anchor - out_.anchors.data()) + 1;
    if (follows < out_.anchors.size() && out_.anchors[follows].offset <= moved->span.begin) continue;
    for (const document::Anchor& own : moved->anchors) {
      if (all.back().offset == own.offset) all.pop_back();
      all.push_back(own);
    }
  }
  out_.anchors = std::move(all);
}

}  // namespace

document::Extracted extract_rst(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted = open_text(bytes, limits, "rst", "text/x-rst", document::LocatorStyle::line);
  if (extracted.status == document::Status::unreadable) return extracted;
  document::Document& out = extracted.document;
  Reader reader(out, limits);
  if (!reader.read()) return unreadable(document::Reason::too_large, "more than " + std::to_string(limits.blocks) + " blocks");
  if (reader.damaged()) extracted.status = document::Status::damaged;
  document::number_blocks(out.blocks);
  return extracted;
}

}  // namespace crosswalk::extraction
