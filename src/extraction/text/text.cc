// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::ByteOffset;
using document::Span;

constexpr auto npos = std::string_view::npos;
/// Longer runs of lines without a blank one (logs) are cut into blocks of this many lines.
constexpr std::size_t paragraph_lines = 400;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

struct Line {
  std::size_t begin = 0;  ///< of its first character that is not blank
  std::size_t end = 0;    ///< behind its last character that is not blank
  std::size_t indent = 0;
  [[nodiscard]] bool blank() const { return begin == end; }
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    Line line{at, stop, 0};
    while (line.begin < stop && (is_blank(text[line.begin]) || text[line.begin] == '\f')) {
      line.indent += text[line.begin] == '\t' ? 8 - line.indent % 8 : 1;
      ++line.begin;
    }
    while (line.end > line.begin && (is_blank(text[line.end - 1]) || text[line.end - 1] == '\f')) --line.end;
    lines.push_back(line);
    at = stop + 1;
  }
  return lines;
}

/// A line of one punctuation mark repeated, as it underlines titles.
bool is_rule(std::string_view line) {
  return line.size() >= 3 && std::string_view("=-~^\"'`#*+.:_<>").find(line[0]) != npos &&
         line.find_first_not_of(line[0]) == npos;
}

/// The border of a table: "+---+---+", "=====  ====".
bool is_border(std::string_view line) {
  if (line.size() < 3 || line.find_first_not_of("=-+| \t") != npos) return false;
  return line.find("--") != npos || line.find("==") != npos;
}
bool is_simple_border(std::string_view line) { return is_border(line) && line.find("= ") != npos && line.find('+') == npos; }

struct Marker {
  std::size_t size = 0;  ///< with the blanks behind it; 0: no list item
  bool numbered = false;
  bool bullet = false;
  bool first = false;  ///< 1. or a)
};

Marker marker_of(std::string_view line) {
  Marker out;
  std::size_t size = 0;
  for (const std::string_view bullet :
       {"-", "*", "+", "\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x97\xA6", "\xE2\x96\xAA", "\xE2\x80\x93"}) {
    if (line.starts_with(bullet)) size = bullet.size();
  }
  out.bullet = size > 0;
  if (size == 0) {
    const bool paren = line.starts_with('(');
    std::size_t i = paren ? 1 : 0;
    const std::size_t begin = i;
    if (line.substr(i).starts_with('#')) {
      ++i;
    } else if (i < line.size() && is_digit(line[i])) {
      while (i < line.size() && i < begin + 3 && is_digit(line[i])) ++i;
    } else if (i < line.size() && line[i] >= 'a' && line[i] <= 'z') {
      ++i;
    }
    if (i == begin || i >= line.size()) return {};
    const bool letter = line[begin] >= 'a';
    if (line[i] != ')' && (paren || letter || line[i] != '.')) return {};
    out.numbered = true;
    const std::string_view number = line.substr(begin, i - begin);
    out.first = number == "1" || number == "a" || number == "#";
    size = i + 1;
  }
  if (size >= line.size() || !is_blank(line[size])) return {};
  while (size < line.size() && is_blank(line[size])) ++size;
  out.size = size < line.size() ? size : 0;
  return out;
}

/// Whether the line reads "name: value", "name:", or "name = value".
bool is_key_line(std::string_view line) {
  constexpr std::size_t longest = 48;
  std::size_t blanks = 0;
  std::size_t i = 0;
  for (; i < line.size() && i < longest; ++i) {
    const char c = line[i];
    if (c == ' ') ++blanks;
    if (!is_word(c) && std::string_view(" _-./()\"'&$").find(c) == npos) break;
  }
  if (i == 0 || i >= line.size() || i == longest || blanks > 5) return false;
  if (line[i] == ':') return i + 1 == line.size() || is_blank(line[i + 1]);
  return line[i] == '=' && i + 1 < line.size() && line[i + 1] != '=' && blanks <= 1;
}

/// "4.2 Title" -> 2; 0 where the line is no numbered title.
std::uint8_t numbered_title(std::string_view line) {
  if (line.size() > 100 || line.empty() || !is_digit(line[0])) return 0;
  std::uint8_t levels = 0;
  std::size_t i = 0;
  while (i < line.size() && is_digit(line[i])) {
    const std::size_t begin = i;
    while (i < line.size() && is_digit(line[i])) ++i;
    if (i - begin > 2 || levels == 8) return 0;
    ++levels;
    if (i < line.size() && line[i] == '.') ++i;
  }
  if (i >= line.size() || !is_blank(line[i])) return 0;
  const std::string_view title = base::trim(line.substr(i));
  const bool capital =
      !title.empty() && ((title[0] >= 'A' && title[0] <= 'Z') || (static_cast<unsigned char>(title[0]) & 0x80) != 0);
  if (!capital || std::string_view(".,;:!?").find(title.back()) != npos) return 0;
  if (std::count(title.begin(), title.end(), ' ') > 11) return 0;
  return levels;
}

bool is_capitals(std::string_view line) {
  if (line.size() > 80) return false;
  std::size_t capitals = 0;
  for (const char c : line) {
    if (c >= 'a' && c <= 'z') return false;
    capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
  }
  return capitals >= 4 && std::string_view(".,;").find(line.back()) == npos;
}

class Reader {
 public:
  Reader(document::Document& out, const Limits& limits)
      : out_(out), limits_(limits), text_(out.text), lines_(lines_of(out.text)) {}

  /// False where there are more blocks than the limit.
  bool read();

 private:
  [[nodiscard]] std::string_view line(std::size_t i) const {
    return i < lines_.size() ? text_.substr(lines_[i].begin, lines_[i].end - lines_[i].begin) : std::string_view();
  }
  [[nodiscard]] bool blank(std::size_t i) const { return i >= lines_.size() || lines_[i].blank(); }
  [[nodiscard]] bool is_underlined(std::size_t i) const;
  [[nodiscard]] bool alone(std::size_t i) const { return (i == 0 || blank(i - 1)) && blank(i + 1); }
  [[nodiscard]] bool starts_something(std::size_t i) const;

  document::Block* add(BlockKind kind, std::size_t begin, std::size_t end, std::uint8_t level = 0);
  bool add_title(std::size_t i);
  void add_underlined(std::size_t title, std::string_view style);
  std::size_t read_list_item(std::size_t i, const Marker& marker);
  std::size_t read_rows(std::size_t i);
  std::size_t read_paragraph(std::size_t i);
  void add_row(std::size_t i);
  void mark(std::size_t begin, std::size_t end) { add_markup(text_, begin, end, out_.markup); }

  document::Document& out_;
  const Limits& limits_;
  std::string_view text_;
  std::vector<Line> lines_;
  /// Styles of underlined titles in the order in which they first stand; a place in it is a level.
  std::vector<std::string> styles_;
  std::vector<std::size_t> list_indents_;
  bool after_key_ = false;
};

bool Reader::is_underlined(std::size_t i) const {
  if (blank(i) || i + 1 >= lines_.size() || !is_rule(line(i + 1)) || is_rule(line(i)) || is_border(line(i))) return false;
  if (lines_[i].end - lines_[i].begin > 200 || (i > 0 && !blank(i - 1) && !is_rule(line(i - 1)))) return false;
  if (line(i).starts_with(".. ") || line(i)[0] == '|') return false;
  // Counted in characters, as an editor shows them.
  std::size_t characters = 0;
  for (const char c : line(i)) characters += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
  return line(i + 1).size() * 10 >= characters * 6;
}

document::Block* Reader::add(BlockKind kind, std::size_t begin, std::size_t end, std::uint8_t level) {
  if (begin >= end) return nullptr;
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

void Reader::add_underlined(std::size_t title, std::string_view style) {
  const auto known = std::find(styles_.begin(), styles_.end(), style);
  const auto level = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(known - styles_.begin() + 1, 9));
  if (known == styles_.end()) styles_.emplace_back(style);
  add(BlockKind::heading, lines_[title].begin, lines_[title].end, level);
  list_indents_.clear();
}

/// Titles that are not underlined: numbered or in capitals, alone between blank lines.
bool Reader::add_title(std::size_t i) {
  if (!alone(i) || lines_[i].indent > 8) return false;
  std::uint8_t level = numbered_title(line(i));
  if (level > 0 && marker_of(line(i)).size > 0) {
    // "1. Title" may be an item of a list with blank lines between the items.
    std::size_t next = i + 1;
    while (next < lines_.size() && blank(next)) ++next;
    const bool list_goes_on = next < lines_.size() && marker_of(line(next)).numbered && lines_[next].indent == lines_[i].indent;
    const bool in_list = !list_indents_.empty();
    if (list_goes_on || in_list) return false;
  }
  if (level == 0 && is_capitals(line(i)) && marker_of(line(i)).size == 0) level = styles_.empty() ? 1 : 2;
  if (level == 0) return false;
  add(BlockKind::heading, lines_[i].begin, lines_[i].end, level);
  list_indents_.clear();
  return true;
}

/// Whether a line within a run of lines begins a block of its own.
bool Reader::starts_something(std::size_t i) const {
  const std::string_view l = line(i);
  const Marker marker = marker_of(l);
  if (marker.size > 0 && (marker.bullet || marker.first || !list_indents_.empty())) return true;
  return l[0] == '|' || is_border(l) || is_rule(l) || is_underlined(i);
}

void Reader::add_row(std::size_t i) {
  const std::string_view l = line(i);
  if (l.find_first_not_of("| \t") == npos) return;
  std::size_t begin = lines_[i].begin;
  std::size_t end = lines_[i].end;
  while (begin < end && (text_[begin] == '|' || is_blank(text_[begin]))) ++begin;
  while (end > begin && (text_[end - 1] == '|' || is_blank(text_[end - 1]))) --end;
  if (add(BlockKind::paragraph, begin, end) == nullptr) return;
  for (std::size_t at = begin; at < end;) {
    const std::size_t bar = std::min(text_.substr(0, end).find('|', at), end);
    mark(bar, std::min(bar + 1, end));
    at = bar + 1;
  }
}

/// The rows of a table drawn with characters, one block per line.
std::size_t Reader::read_rows(std::size_t i) {
  const std::size_t begin = i;
  bool open = false;
  for (; i < lines_.size(); ++i) {
    if (blank(i)) {
      // A simple table may hold blank lines and ends with a border.
      if (!open) break;
      continue;
    }
    if (is_border(line(i))) {
      const bool simple = is_simple_border(line(i));
      if (simple) open = i + 1 < lines_.size() && !blank(i + 1) && i - begin < paragraph_lines;
      continue;
    }
    if (line(i)[0] != '|' && line(i)[0] != '+' && !open) break;
    if (i - begin > paragraph_lines) open = false;
    add_row(i);
  }
  return i;
}

std::size_t Reader::read_list_item(std::size_t i, const Marker& marker) {
  const std::size_t indent = lines_[i].indent;
  while (!list_indents_.empty() && list_indents_.back() > indent) list_indents_.pop_back();
  if ((list_indents_.empty() || list_indents_.back() < indent) && list_indents_.size() < limits_.depth)
    list_indents_.push_back(indent);
  const std::size_t begin = lines_[i].begin + marker.size;
  const bool key = is_key_line(text_.substr(begin, lines_[i].end - begin));
  std::size_t next = i + 1;
  while (next < lines_.size() && next - i < paragraph_lines && !blank(next) && !starts_something(next) &&
         !(key && is_key_line(line(next))) && lines_[next].indent >= indent) {
    ++next;
  }
  const auto level = static_cast<std::uint8_t>(std::min<std::size_t>(std::max<std::size_t>(list_indents_.size(), 1), 255));
  const std::size_t end = lines_[next - 1].end;
  if (document::Block* block = add(BlockKind::list_item, begin, end, level); block != nullptr) block->numbered = marker.numbered;
  after_key_ = key;
  return next;
}

std::size_t Reader::read_paragraph(std::size_t i) {
  const std::size_t indent = lines_[i].indent;
  const std::string_view l = line(i);
  const bool key =
      is_key_line(l) && (after_key_ || (!blank(i + 1) && (is_key_line(line(i + 1)) || marker_of(line(i + 1)).bullet)));
  const bool section = l.size() > 2 && l.front() == '[' && l.back() == ']' && !blank(i + 1);
  const bool comment = l[0] == '#';
  std::size_t next = i + 1;
  while (next < lines_.size() && next - i < paragraph_lines && !blank(next) && !section && !starts_something(next)) {
    const bool deeper = lines_[next].indent > indent;
    if (key && (!deeper || is_key_line(line(next)))) break;
    if (comment != (line(next)[0] == '#')) break;
    // "name: value" lines below a line of another kind.
    if (!key && is_key_line(line(next)) && !blank(next + 1) && is_key_line(line(next + 1))) break;
    ++next;
  }
  const std::size_t begin = lines_[i].begin;
  const std::size_t end = lines_[next - 1].end;
  add(BlockKind::paragraph, begin, end);
  if (comment) {
    for (std::size_t k = i; k < next; ++k) {
      const std::size_t marks = std::min(line(k).find_first_not_of('#'), line(k).size());
      mark(lines_[k].begin, lines_[k].begin + marks);
    }
  }
  after_key_ = key;
  return next;
}

bool Reader::read() {
  for (std::size_t i = 0; i < lines_.size();) {
    if (out_.blocks.size() >= limits_.blocks) return false;
    if (blank(i)) {
      after_key_ = false;
      ++i;
      continue;
    }
    const std::string_view l = line(i);
    if (is_rule(l) && !blank(i + 1) && i + 2 < lines_.size() && line(i + 2) == l && !is_rule(line(i + 1)) &&
        line(i + 1).size() <= 200) {
      add_underlined(i + 1, std::string(2, l[0]));
      i += 3;
    } else if (is_underlined(i)) {
      add_underlined(i, line(i + 1).substr(0, 1));
      i += 2;
    } else if (is_border(l) && !is_rule(l)) {
      i = read_rows(i);
    } else if (is_rule(l)) {
      ++i;
    } else if (l.front() == '|') {
      add_row(i);
      ++i;
    } else if (!after_key_ && add_title(i)) {
      ++i;
    } else if (const Marker marker = marker_of(l); marker.size > 0) {
      i = read_list_item(i, marker);
    } else {
      if (!list_indents_.empty() && lines_[i].indent <= list_indents_.front()) list_indents_.clear();
      i = read_paragraph(i);
    }
  }
  return true;
}

}  // namespace

document::Extracted extract_text(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted = open_text(bytes, limits, "text", "text/plain", document::LocatorStyle::line);
  if (extracted.status == document::Status::unreadable) return extracted;
  document::Document& out = extracted.document;
  if (!Reader(out, limits).read())
    return unreadable(document::Reason::too_large, "more than " + std::to_string(limits.blocks) + " blocks");
  document::number_blocks(out.blocks);
  return extracted;
}

}  // namespace crosswalk::extraction
