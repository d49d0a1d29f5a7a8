// SPDX-License-Identifier: Apache-2.0
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"
#include "extraction/front/record.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::HiddenText;

constexpr auto npos = std::string_view::npos;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; }

template <std::size_t N>
bool is_one_of(GumboTag tag, const std::array<GumboTag, N>& tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// Elements that stand on lines of their own. Source: HTML Living Standard, 15.3 Flow content.
bool is_block(GumboTag tag) {
  static constexpr std::array<GumboTag, 46> tags{
      GUMBO_TAG_ADDRESS,  GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,   GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,    GUMBO_TAG_CENTER,
      GUMBO_TAG_DD,       GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,     GUMBO_TAG_DIV,        GUMBO_TAG_DL,      GUMBO_TAG_DT,
      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,     GUMBO_TAG_FORM,    GUMBO_TAG_H1,
      GUMBO_TAG_H2,       GUMBO_TAG_H3,         GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6,      GUMBO_TAG_HEADER,
      GUMBO_TAG_HGROUP,   GUMBO_TAG_HR,         GUMBO_TAG_LEGEND,  GUMBO_TAG_LI,         GUMBO_TAG_MAIN,    GUMBO_TAG_NAV,
      GUMBO_TAG_OL,       GUMBO_TAG_P,          GUMBO_TAG_PRE,     GUMBO_TAG_SECTION,    GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,
      GUMBO_TAG_CAPTION,  GUMBO_TAG_TBODY,      GUMBO_TAG_TD,      GUMBO_TAG_TH,         GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,
      GUMBO_TAG_TR,       GUMBO_TAG_UL,         GUMBO_TAG_LISTING, GUMBO_TAG_HTML};
  return is_one_of(tag, tags);
}

/// Elements whose content nobody reads as text.
bool is_dropped(GumboTag tag) {
  static constexpr std::array<GumboTag, 14> tags{GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,    GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT,
                                                 GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME,   GUMBO_TAG_NOFRAMES,
                                                 GUMBO_TAG_OBJECT,   GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,
                                                 GUMBO_TAG_DATALIST, GUMBO_TAG_NOEMBED};
  return is_one_of(tag, tags);
}

std::uint8_t heading_level(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? static_cast<std::uint8_t>(tag - GUMBO_TAG_H1 + 1) : 0;
}

std::string_view attribute(const GumboNode& node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}
bool has_attribute(const GumboNode& node, const char* name) {
  return gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

/// The value of one property of a style attribute, in lower case and without blanks; the last one counts.
std::string style_of(std::string_view style, std::string_view property) {
  std::string value;
  for (const std::string_view part : base::split(style, ';')) {
    const std::size_t colon = part.find(':');
    if (colon == npos || !base::equal_ignoring_case(base::trim(part.substr(0, colon)), property)) continue;
    value = base::to_lower(part.substr(colon + 1));
    std::erase_if(value, is_space);
    if (const std::size_t important = value.find('!'); important != std::string::npos) value.resize(important);
  }
  return value;
}

bool is_white(std::string_view colour) {
  return colour == "white" || colour == "#fff" || colour == "#ffffff" || colour.starts_with("rgb(255,255,255") ||
         colour.starts_with("rgba(255,255,255");
}

std::int32_t number(std::string_view text, std::int32_t least, std::int32_t most) {
  text = base::trim(text);
  std::int32_t value = least;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc() ? std::clamp(value, least, most) : least;
}

/// The most elements that can be open at once, from the tags alone. gumbo frees its tree by recursion, so that this must be known
/// before it parses.
std::size_t possible_depth(std::string_view html) {
  std::map<std::string, std::size_t> open;
  std::size_t depth = 0;
  std::size_t most = 0;
  for (std::size_t at = html.find('<'); at != npos; at = html.find('<', at + 1)) {
    const bool closing = at + 1 < html.size() && html[at + 1] == '/';
    const std::size_t begin = at + (closing ? 2 : 1);
    std::size_t end = begin;
    constexpr std::size_t longest = 32;
    while (end < html.size() && end < begin + longest && !is_space(html[end]) && html[end] != '>' && html[end] != '/') ++end;
    if (end == begin || html[begin] == '!' || html[begin] == '?') continue;
    const std::string name = base::to_lower(html.substr(begin, end - begin));
    // Elements without content, and those that end where the next one of their kind begins.
    static constexpr std::array<std::string_view, 24> shallow{
        "area", "base", "br", "col", "embed", "hr", "img", "input",  "link",     "meta",  "param", "wbr",
        "p",    "li",   "td", "th",  "tr",    "dt", "dd",  "option", "optgroup", "tbody", "thead", "tfoot"};
    if (std::find(shallow.begin(), shallow.end(), name) != shallow.end()) continue;
    // An unknown number of names would make the count itself costly.
    std::size_t& count = open[open.size() < 4096 ? name : std::string()];
    if (!closing) {
      ++count;
      most = std::max(most, ++depth);
    } else if (count > 0) {
      --count;
      --depth;
    }
  }
  return most;
}

class Reader {
 public:
  Reader(document::Builder& builder, const Limits& limits) : builder_(builder), limits_(limits) {}

  document::Reason read(const GumboNode& root);

 private:
  struct Frame {
    const GumboNode* node;
    unsigned int next_child;
  };
  struct List {
    bool numbered;
  };
  struct Cell {
    std::int32_t row = -1;
    std::int32_t column = 0;
    std::vector<std::int32_t> rows_taken;  ///< per column: how many rows below are taken by a cell above
    bool all_header = true;
    std::int32_t header_row = -1;
    bool any_cell = false;
  };
  struct HiddenPart {
    HiddenText::Kind kind;
    const GumboNode* node;
    unsigned int line;
    std::string text;
  };

  bool enter(const GumboNode& node);
  void leave(const GumboNode& node);
  void enter_cell(const GumboNode& node);
  void find_layout_tables(const GumboNode& root);
  [[nodiscard]] bool hides(const GumboNode& node, HiddenText::Kind& kind) const;
  void read_meta(const GumboNode& node);
  void add_text(std::string_view text, unsigned int line);
  void add_line_break();
  void flush();
  void end_link();

  document::Builder& builder_;
  const Limits& limits_;
  document::Reason reason_ = document::Reason::none;
  std::set<const GumboNode*> layout_tables_;
  // The block that is being read.
  std::string text_;
  std::vector<std::pair<std::size_t, unsigned int>> line_marks_;  ///< offset in text_, line of the source
  std::vector<std::pair<document::Span, std::string>> links_;
  std::string link_target_;
  std::size_t link_begin_ = 0;
  bool in_link_ = false;
  document::Checkbox checkbox_ = document::Checkbox::none;
  // Where it stands.
  std::uint8_t heading_ = 0;
  std::uint32_t pre_ = 0;
  std::uint32_t quotes_ = 0;
  std::uint32_t backgrounds_ = 0;
  std::vector<List> lists_;
  std::vector<bool> items_begun_;
  bool in_table_ = false;
  bool in_cell_ = false;
  Cell cell_;
  std::int32_t cell_column_ = 0;
  std::vector<HiddenPart> hidden_;  ///< at most one
};

void Reader::find_layout_tables(const GumboNode& root) {
  std::vector<Frame> stack{{&root, 0}};
  std::vector<const GumboNode*> tables;
  while (!stack.empty()) {
    Frame& frame = stack.back();
    const GumboNode& node = *frame.node;
    if (frame.next_child == 0 && node.v.element.tag == GUMBO_TAG_TABLE) {
      // Whatever holds a table or a title is there for the layout.
      if (!tables.empty()) layout_tables_.insert(tables.back());
      const std::string_view role = attribute(node, "role");
      if (role == "presentation" || role == "none") layout_tables_.insert(&node);
      tables.push_back(&node);
    }
    if (frame.next_child < node.v.element.children.length) {
      const auto* child = static_cast<const GumboNode*>(node.v.element.children.data[frame.next_child++]);
      if (child->type == GUMBO_NODE_ELEMENT) stack.push_back({child, 0});
      continue;
    }
    if (!tables.empty() && tables.back() == &node) tables.pop_back();
    stack.pop_back();
  }
}

bool Reader::hides(const GumboNode& node, HiddenText::Kind& kind) const {
  const GumboTag tag = node.v.element.tag;
  if (tag == GUMBO_TAG_DEL || tag == GUMBO_TAG_S || tag == GUMBO_TAG_STRIKE) {
    kind = HiddenText::Kind::deleted;
    return true;
  }
  kind = HiddenText::Kind::hidden;
  if (has_attribute(node, "hidden") && !base::equal_ignoring_case(attribute(node, "hidden"), "until-found")) return true;
  if (const std::string_view style = attribute(node, "style"); !style.empty()) {
    if (style_of(style, "display") == "none" || style_of(style, "visibility") == "hidden") return true;
    const bool on_background =
        backgrounds_ > 0 || !style_of(style, "background").empty() || !style_of(style, "background-color").empty();
    kind = HiddenText::Kind::white;
    if (is_white(style_of(style, "color")) && !on_background) return true;
  }
  if (tag == GUMBO_TAG_FONT && backgrounds_ == 0) {
    kind = HiddenText::Kind::white;
    return is_white(base::to_lower(attribute(node, "color")));
  }
  return false;
}

void Reader::read_meta(const GumboNode& node) {
  std::string_view name = attribute(node, "name");
  if (name.empty()) name = attribute(node, "property");
  const std::string_view content = base::trim(attribute(node, "content"));
  if (name.empty() || content.empty()) return;
  const std::string lower = base::to_lower(name);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> known{{{"author", "author"},
                                                                                        {"dc.creator", "author"},
                                                                                        {"dcterms.creator", "author"},
                                                                                        {"date", "created"},
                                                                                        {"dc.date", "created"},
                                                                                        {"dcterms.created", "created"},
                                                                                        {"article:published_time", "created"},
                                                                                        {"last-modified", "modified"},
                                                                                        {"dcterms.modified", "modified"},
                                                                                        {"article:modified_time", "modified"},
                                                                                        {"description", "subject"},
                                                                                        {"keywords", "keywords"},
                                                                                        {"version", "revision"},
                                                                                        {"revision", "revision"}}};
  std::string_view property = name;
  for (const auto& [from, to] : known) {
    if (lower == from) property = to;
  }
  builder_.document().properties.push_back({std::string(property), std::string(content)});
}

void Reader::add_text(std::string_view text, unsigned int line) {
  if (!hidden_.empty()) {
    hidden_.back().text += text;
    return;
  }
  const std::size_t limit = limits_.text_bytes;
  if (builder_.document().text.size() + text_.size() + text.size() > limit) {
    reason_ = document::Reason::too_large;
    return;
  }
  bool marked = false;
  for (const char c : text) {
    const bool space = is_space(c);
    if (space && pre_ == 0) {
      if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') text_ += ' ';
    } else {
      if (!marked && !space) {
        // Also where a piece goes on in the same line: cheap, and what stands there twice is left out in flush().
        line_marks_.emplace_back(text_.size(), line);
        marked = true;
      }
      text_ += c;
    }
    if (c == '\n') {
      ++line;
      marked = false;
    }
  }
}

void Reader::add_line_break() {
  if (!hidden_.empty()) {
    hidden_.back().text += '\n';
    return;
  }
  while (!text_.empty() && text_.back() == ' ') text_.pop_back();
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
}

void Reader::end_link() {
  if (!in_link_) return;
  std::size_t end = text_.size();
  while (end > link_begin_ && is_space(text_[end - 1])) --end;
  std::size_t begin = std::min(link_begin_, end);
  while (begin < end && is_space(text_[begin])) ++begin;
  if (begin < end && !link_target_.empty()) {
    links_.push_back({{static_cast<document::ByteOffset>(begin), static_cast<document::ByteOffset>(end)}, link_target_});
  }
  link_begin_ = 0;
}

void Reader::flush() {
  if (in_cell_) {
    // A cell is one block; what stands on lines of its own in it becomes lines of it.
    add_line_break();
    return;
  }
  end_link();
  const std::string text = std::exchange(text_, {});
  const auto marks = std::exchange(line_marks_, {});
  const auto links = std::exchange(links_, {});
  const auto checkbox = std::exchange(checkbox_, document::Checkbox::none);
  const std::string_view trimmed = base::trim(text);
  if (trimmed.empty()) {
    checkbox_ = checkbox;  // a box before the paragraph that it belongs to
    return;
  }
  const auto skipped = static_cast<std::size_t>(trimmed.data() - text.data());
  std::int32_t index = -1;
  if (cell_.any_cell) {
    index = builder_.add_cell(cell_.row, cell_column_, trimmed);
  } else if (heading_ > 0) {
    index = builder_.add(BlockKind::heading, trimmed, heading_);
  } else if (pre_ > 0) {
    index = builder_.add(BlockKind::code, trimmed);
  } else if (!items_begun_.empty() && !items_begun_.back()) {
    const auto level = static_cast<std::uint8_t>(std::clamp<std::size_t>(lists_.size(), 1, 255));
    index = builder_.add(BlockKind::list_item, trimmed, level);
    builder_.block(index).numbered = !lists_.empty() && lists_.back().numbered;
  } else {
    index = builder_.add(quotes_ > 0 ? BlockKind::quote : BlockKind::paragraph, trimmed);
  }
  if (!items_begun_.empty()) items_begun_.back() = true;
  document::Block& block = builder_.block(index);
  block.checkbox = checkbox != document::Checkbox::none ? checkbox : leading_checkbox(trimmed);
  document::Document& out = builder_.document();
  const auto place = [&](std::size_t offset) {
    const std::size_t at = block.span.begin + (offset > skipped ? offset - skipped : 0);
    return static_cast<document::ByteOffset>(std::min<std::size_t>(at, block.span.end));
  };
  for (const auto& [offset, line] : marks) {
    const document::ByteOffset at = place(offset);
    if (at >= block.span.end || line == 0) continue;
    if (!out.anchors.empty() && (out.anchors.back().line == line || out.anchors.back().offset >= at)) continue;
    out.anchors.push_back({at, 0, line});
  }
  for (const auto& [span, target] : links) {
    const document::Span moved{place(span.begin), place(span.end)};
    if (!moved.empty()) out.links.push_back({moved, target});
  }
  if (out.blocks.size() > limits_.blocks) reason_ = document::Reason::too_large;
}

void Reader::enter_cell(const GumboNode& node) {
  const std::int32_t width = number(attribute(node, "colspan"), 1, 1000);
  const std::int32_t height = number(attribute(node, "rowspan"), 1, 65534);
  auto& taken = cell_.rows_taken;
  std::int32_t column = cell_.column;
  while (static_cast<std::size_t>(column) < taken.size() && taken[static_cast<std::size_t>(column)] > 0) ++column;
  constexpr std::int32_t most_columns = 16384;
  column = std::min(column, most_columns);
  cell_column_ = column;
  cell_.column = std::min(column + width, most_columns);
  if (taken.size() < static_cast<std::size_t>(cell_.column)) taken.resize(static_cast<std::size_t>(cell_.column), 0);
  for (std::int32_t i = column; i < cell_.column; ++i) taken[static_cast<std::size_t>(i)] = height;
  if (node.v.element.tag != GUMBO_TAG_TH) cell_.all_header = false;
  in_cell_ = true;
}

bool Reader::enter(const GumboNode& node) {
  const GumboTag tag = node.v.element.tag;
  if (is_dropped(tag)) return false;
  HiddenText::Kind kind{};
  if (hidden_.empty() && hides(node, kind)) hidden_.push_back({kind, &node, node.v.element.start_pos.line, {}});
  const std::string_view style = attribute(node, "style");
  if (has_attribute(node, "bgcolor") || !style_of(style, "background").empty() || !style_of(style, "background-color").empty()) {
    ++backgrounds_;
  }
  if (!hidden_.empty()) {
    if (is_block(tag) || tag == GUMBO_TAG_BR) add_line_break();
    return true;
  }
  if (is_block(tag)) flush();
  if (const std::uint8_t level = heading_level(tag); level > 0) heading_ = level;
  switch (tag) {
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
      ++pre_;
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      ++quotes_;
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DIR:
      lists_.push_back({tag == GUMBO_TAG_OL});
      break;
    case GUMBO_TAG_LI:
      items_begun_.push_back(false);
      break;
    case GUMBO_TAG_TABLE:
      if (!layout_tables_.contains(&node)) {
        in_table_ = true;
        cell_ = Cell();
        builder_.begin_table();
      }
      break;
    case GUMBO_TAG_TR:
      if (in_table_) {
        ++cell_.row;
        cell_.column = 0;
        cell_.all_header = true;
        for (std::int32_t& rows : cell_.rows_taken) rows = std::max(rows - 1, 0);
      }
      break;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      if (in_table_ && cell_.row >= 0) enter_cell(node);
      break;
    case GUMBO_TAG_BR:
      if (pre_ > 0) {
        add_text("\n", 0);
      } else {
        add_line_break();
      }
      break;
    case GUMBO_TAG_A:
      if (has_attribute(node, "href")) {
        end_link();
        in_link_ = true;
        link_target_ = base::trim(attribute(node, "href"));
        link_begin_ = text_.size();
      }
      break;
    case GUMBO_TAG_IMG:
      add_text(attribute(node, "alt"), node.v.element.start_pos.line);
      break;
    case GUMBO_TAG_INPUT:
      if (base::equal_ignoring_case(attribute(node, "type"), "checkbox") && checkbox_ == document::Checkbox::none) {
        checkbox_ = has_attribute(node, "checked") ? document::Checkbox::ticked : document::Checkbox::unticked;
      }
      break;
    default:
      break;
  }
  return true;
}

void Reader::leave(const GumboNode& node) {
  const GumboTag tag = node.v.element.tag;
  const std::string_view style = attribute(node, "style");
  if (has_attribute(node, "bgcolor") || !style_of(style, "background").empty() || !style_of(style, "background-color").empty()) {
    --backgrounds_;
  }
  if (!hidden_.empty()) {
    if (hidden_.back().node != &node) return;
    const std::string text = base::collapse_space(hidden_.back().text);
    if (!text.empty()) {
      builder_.document().hidden.push_back({hidden_.back().kind, text, "line " + std::to_string(hidden_.back().line)});
    }
    hidden_.pop_back();
    return;
  }
  if ((tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) && in_cell_) {
    in_cell_ = false;
    cell_.any_cell = true;
    flush();
    cell_.any_cell = false;
    return;
  }
  if (is_block(tag)) flush();
  if (heading_level(tag) > 0) heading_ = 0;
  switch (tag) {
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
      --pre_;
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      --quotes_;
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DIR:
      lists_.pop_back();
      break;
    case GUMBO_TAG_LI:
      items_begun_.pop_back();
      break;
    case GUMBO_TAG_TR:
      if (in_table_ && cell_.row == 0 && cell_.all_header && cell_.column > 0) cell_.header_row = 0;
      break;
    case GUMBO_TAG_THEAD:
      if (in_table_ && cell_.row >= 0) cell_.header_row = 0;
      break;
    case GUMBO_TAG_TABLE:
      if (in_table_) {
        builder_.end_table(cell_.header_row);
        in_table_ = false;
        cell_ = Cell();
      }
      break;
    case GUMBO_TAG_A:
      end_link();
      in_link_ = false;
      break;
    default:
      break;
  }
}

document::Reason Reader::read(const GumboNode& root) {
  find_layout_tables(root);
  std::vector<Frame> stack;
  if (enter(root)) stack.push_back({&root, 0});
  bool in_head = false;
  while (!stack.empty() && reason_ == document::Reason::none) {
    Frame& frame = stack.back();
    const GumboNode& node = *frame.node;
    if (frame.next_child >= node.v.element.children.length) {
      if (node.v.element.tag == GUMBO_TAG_HEAD) in_head = false;
      leave(node);
      stack.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(node.v.element.children.data[frame.next_child++]);
    switch (child->type) {
      case GUMBO_NODE_ELEMENT:
        if (child->v.element.tag == GUMBO_TAG_HEAD) in_head = true;
        if (child->v.element.tag == GUMBO_TAG_META) read_meta(*child);
        if (child->v.element.tag == GUMBO_TAG_TITLE && in_head) {
          std::string title;
          for (unsigned int i = 0; i < child->v.element.children.length; ++i) {
            const auto* part = static_cast<const GumboNode*>(child->v.element.children.data[i]);
            if (part->type == GUMBO_NODE_TEXT) title += part->v.text.text;
          }
          title = base::collapse_space(title);
          if (!title.empty()) builder_.document().properties.push_back({"title", title});
          break;
        }
        if (stack.size() >= limits_.depth) return document::Reason::too_deep;
        if (enter(*child)) stack.push_back({child, 0});
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        if (!in_head) add_text(child->v.text.text, child->v.text.start_pos.line);
        break;
      case GUMBO_NODE_COMMENT: {
        const std::string_view comment = base::trim(child->v.text.text);
        if (!comment.empty() && !comment.starts_with("?xml")) {
          builder_.document().hidden.push_back(
              {HiddenText::Kind::comment, std::string(comment), "line " + std::to_string(child->v.text.start_pos.line)});
        }
        break;
      }
      default:
        break;
    }
  }
  flush();
  return reason_;
}

/// The charset that the first bytes name, in a meta element or an XML declaration; empty where they name none.
std::string_view declared_charset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1024);
  const std::string lower = base::to_lower(head);
  for (const std::string_view key : {"charset=", "encoding="}) {
    std::size_t at = lower.find(key);
    if (at == std::string::npos) continue;
    at += key.size();
    if (at < head.size() && (head[at] == '"' || head[at] == '\'')) ++at;
    std::size_t end = at;
    while (end < head.size() &&
           (static_cast<unsigned char>(head[end] - '0') < 10 || static_cast<unsigned char>((head[end] | 0x20) - 'a') < 26 ||
            head[end] == '-' || head[end] == '_' || head[end] == ':')) {
      ++end;
    }
    const std::string_view name = head.substr(at, end - at);
    // What browsers read under these names. Source: WHATWG Encoding Standard, 4.2 Names and labels.
    if (base::equal_ignoring_case(name, "iso-8859-1") || base::equal_ignoring_case(name, "us-ascii")) return "WINDOWS-1252";
    return name;
  }
  return {};
}

/// `source` with U+FFFD for numeric references beyond Unicode, which gumbo counts modulo 2^32 and takes for other bytes.
/// Source: WHATWG HTML, 13.2.5.80 Numeric character reference end state.
std::string without_impossible_references(std::string source) {
  constexpr std::uint32_t last = 0x10FFFF;
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = source.find("&#"); at != std::string::npos; at = source.find("&#", at + 2)) {
    std::size_t i = at + 2;
    const bool hexadecimal = i < source.size() && (source[i] | 0x20) == 'x';
    if (hexadecimal) ++i;
    std::uint32_t value = 0;
    for (; i < source.size(); ++i) {
      const char c = source[i];
      const char letter = static_cast<char>(c | 0x20);
      const int digit = c >= '0' && c <= '9' ? c - '0' : hexadecimal && letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
      if (digit < 0) break;
      value = std::min(value * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit), last + 1);
    }
    if (value <= last) continue;
    if (i < source.size() && source[i] == ';') ++i;
    out.append(source, from, at - from).append("\xEF\xBF\xBD");
    from = i;
  }
  return from == 0 ? source : out.append(source, from);
}

}  // namespace

document::Extracted extract_html(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted =
      open_text(bytes, limits, "html", "text/html", document::LocatorStyle::line, declared_charset(bytes));
  if (extracted.status == document::Status::unreadable) return extracted;
  const std::string source = without_impossible_references(std::exchange(extracted.document.text, {}));
  extracted.document.anchors.clear();
  // Depth that only ends up in memory, not in the walk below, is bounded well under the stack of a worker.
  if (possible_depth(source) > std::size_t{20} * limits.depth) return unreadable(document::Reason::too_deep);

  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> parsed(gumbo_parse_with_options(&options, source.data(), source.size()),
                                                               destroy);
  if (!parsed || parsed->root == nullptr) return unreadable(document::Reason::corrupt);
  document::Builder builder(std::move(extracted.document));
  Reader reader(builder, limits);
  const document::Reason reason = reader.read(*parsed->root);
  if (reason != document::Reason::none) return unreadable(reason);
  extracted.document = builder.finish();
  open_record(limits, extracted.document);
  if (extracted.document.blocks.empty()) return unreadable(document::Reason::empty, "no visible text");
  return extracted;
}

}  // namespace crosswalk::extraction
