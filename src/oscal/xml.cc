// SPDX-License-Identifier: Apache-2.0
#include "oscal/xml.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <utility>

#include "base/text.h"

namespace crosswalk::oscal {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Tables of names.def.
#define CW_LIST(element, list)
#define CW_SINGLE(parent, element)
#define CW_LINE(element)
#define CW_LINES(parent, element)
#define CW_VALUE(element, member)
#define CW_OBJECT(element)

#undef CW_LIST
#define CW_LIST(element, list) Pair{element, list},
constexpr std::array kLists{
#include "oscal/names.def"
};
#undef CW_LIST
#define CW_LIST(element, list)

#undef CW_SINGLE
#define CW_SINGLE(parent, element) Pair{parent, element},
constexpr std::array kSingles{
#include "oscal/names.def"
};
#undef CW_SINGLE
#define CW_SINGLE(parent, element)

#undef CW_LINE
#define CW_LINE(element) std::string_view(element),
constexpr std::array kLines{
#include "oscal/names.def"
};
#undef CW_LINE
#define CW_LINE(element)

#undef CW_LINES
#define CW_LINES(parent, element) Pair{parent, element},
constexpr std::array kParagraphs{
#include "oscal/names.def"
};
#undef CW_LINES
#define CW_LINES(parent, element)

#undef CW_VALUE
#define CW_VALUE(element, member) Pair{element, member},
constexpr std::array kValues{
#include "oscal/names.def"
};
#undef CW_VALUE
#define CW_VALUE(element, member)

#undef CW_OBJECT
#define CW_OBJECT(element) std::string_view(element),
constexpr std::array kObjects{
#include "oscal/names.def"
};
#undef CW_OBJECT
#undef CW_LIST
#undef CW_SINGLE
#undef CW_LINE
#undef CW_LINES
#undef CW_VALUE

constexpr std::array<std::string_view, 14> kBlocks{"p",  "ul", "ol", "table",      "pre", "h1", "h2",
                                                   "h3", "h4", "h5", "blockquote", "h6",  "hr", "img"};

template <class List, class Value>
bool holds(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// What a table says of a name; empty where it says nothing.
template <class Table>
std::string_view look_up(const Table& table, std::string_view name) {
  for (const Pair& row : table) {
    if (row.first == name) return row.second;
  }
  return {};
}

std::string_view local(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_text(pugi::xml_node node) { return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata; }

std::string plain_text(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (is_text(child)) out += child.value();
  }
  return std::string(base::trim(out));
}

void append_inline(pugi::xml_node node, std::string& out);

void append_marked(pugi::xml_node node, std::string_view mark, std::string& out) {
  out += mark;
  append_inline(node, out);
  out += mark;
}

void append_inline_element(pugi::xml_node node, std::string& out) {
  const std::string_view name = local(node);
  if (name == "em" || name == "i") {
    append_marked(node, "*", out);
  } else if (name == "strong" || name == "b") {
    append_marked(node, "**", out);
  } else if (name == "code") {
    append_marked(node, "`", out);
  } else if (name == "q") {
    append_marked(node, "\"", out);
  } else if (name == "sub") {
    append_marked(node, "~", out);
  } else if (name == "sup") {
    append_marked(node, "^", out);
  } else if (name == "a") {
    out += "[";
    append_inline(node, out);
    out += "](" + std::string(node.attribute("href").value()) + ")";
  } else if (name == "img") {
    out += "![" + std::string(node.attribute("alt").value()) + "](" + node.attribute("src").value() + ")";
  } else if (name == "insert") {
    out += "{{ insert: " + std::string(node.attribute("type").value()) + ", " + node.attribute("id-ref").value() + " }}";
  } else if (name == "br") {
    out += " ";
  } else {
    append_inline(node, out);
  }
}

void append_inline(pugi::xml_node node, std::string& out) {
  for (const pugi::xml_node child : node.children()) {
    if (is_text(child)) {
      out += child.value();
    } else if (child.type() == pugi::node_element) {
      append_inline_element(child, out);
    }
  }
}

std::string line_of(pugi::xml_node node) {
  std::string out;
  append_inline(node, out);
  return base::collapse_space(out);
}

void append_list(pugi::xml_node list, std::size_t level, std::string& out) {
  const bool ordered = local(list) == "ol";
  for (const pugi::xml_node item : list.children()) {
    if (item.type() != pugi::node_element) continue;
    std::string words;
    for (const pugi::xml_node child : item.children()) {
      if (is_text(child)) {
        words += child.value();
      } else if (local(child) == "p") {
        words += line_of(child) + " ";
      } else if (local(child) != "ul" && local(child) != "ol" && child.type() == pugi::node_element) {
        append_inline_element(child, words);
      }
    }
    if (!out.empty()) out += '\n';
    out += std::string(level * 2, ' ') + (ordered ? "1. " : "* ") + base::collapse_space(words);
    for (const pugi::xml_node child : item.children()) {
      if (local(child) == "ul" || local(child) == "ol") append_list(child, level + 1, out);
    }
  }
}

std::string table_of(pugi::xml_node table) {
  std::string out;
  const auto row_of = [&](pugi::xml_node row) {
    out += out.empty() ? "|" : "\n|";
    for (const pugi::xml_node cell : row.children()) {
      if (cell.type() == pugi::node_element) out += " " + line_of(cell) + " |";
    }
  };
  for (const pugi::xml_node child : table.children()) {
    if (local(child) == "tr") {
      row_of(child);
    } else {
      for (const pugi::xml_node row : child.children("tr")) row_of(row);
    }
  }
  return out;
}

/// One block of marked-up text as Markdown.
std::string block_of(pugi::xml_node node) {
  const std::string_view name = local(node);
  if (name == "ul" || name == "ol") {
    std::string out;
    append_list(node, 0, out);
    return out;
  }
  if (name == "table") return table_of(node);
  if (name == "hr") return "---";
  if (name == "pre") return "```\n" + plain_text(node) + "\n```";
  if (name == "blockquote") return "> " + line_of(node);
  if (name == "img") {
    std::string out;
    append_inline_element(node, out);
    return out;
  }
  if (name.size() == 2 && name[0] == 'h') return std::string(static_cast<std::size_t>(name[1] - '0'), '#') + " " + line_of(node);
  return line_of(node);
}

void append_block(std::string& text, const std::string& block) {
  if (block.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += block;
}

std::string paragraphs_of(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) append_block(out, block_of(child));
  }
  // Text without paragraphs is not valid, and its words are kept all the same.
  return out.empty() ? line_of(node) : out;
}

bool is_own_attribute(std::string_view name) {
  return name != "xmlns" && !name.starts_with("xmlns:") && !name.starts_with("xsi:") && !name.starts_with("xml:");
}

Json value_of(pugi::xml_node node, std::string_view parent);

/// Adds a child to the object of its parent.
void add_child(Json& object, pugi::xml_node child, std::string_view parent) {
  const std::string_view name = local(child);
  if (name == "revisions") {
    for (const pugi::xml_node revision : child.children()) {
      if (revision.type() == pugi::node_element) object["revisions"].push_back(value_of(revision, name));
    }
    return;
  }
  if (name == "prose" || (holds(kBlocks, name) && !holds(kLines, name))) {
    std::string prose = text_of(object, "prose");
    append_block(prose, name == "prose" ? paragraphs_of(child) : block_of(child));
    object["prose"] = prose;
    return;
  }
  const std::string_view list = holds(kSingles, Pair{parent, name}) ? std::string_view() : look_up(kLists, name);
  Json value = value_of(child, parent);
  if (!list.empty()) {
    Json& members = object[std::string(list)];
    if (members.is_null() || members.is_array()) members.push_back(std::move(value));
  } else {
    object[std::string(name)] = std::move(value);
  }
}

Json value_of(pugi::xml_node node, std::string_view parent) {
  const std::string_view name = local(node);
  if (holds(kLines, name)) return line_of(node);
  if (holds(kParagraphs, Pair{"*", name}) || holds(kParagraphs, Pair{parent, name})) return paragraphs_of(node);
  if (name == "as-is") return plain_text(node) == "true" || plain_text(node) == "1";
  Json out = Json::object();
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (is_own_attribute(attribute.name())) out[attribute.name()] = attribute.value();
  }
  if (const std::string_view member = look_up(kValues, name); !member.empty()) {
    out[std::string(member)] = plain_text(node);
    return out;
  }
  bool children = false;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    children = true;
    add_child(out, child, name);
  }
  if (children || holds(kObjects, name)) return out;
  std::string text = plain_text(node);
  if (out.empty()) return text;
  if (!text.empty()) out["value"] = std::move(text);
  return out;
}

/// How deep elements are nested, without a parser that would have to follow them; never less than it is.
std::size_t depth_of_xml(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  const auto behind = [&](std::size_t from, std::string_view end) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = behind(at + 4, "-->");
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(at, "]]>");
    } else if (rest.starts_with("<?")) {
      at = behind(at, "?>");
    } else if (rest.starts_with("</")) {
      if (depth > 0) --depth;
      at += 2;
    } else {
      char quote = 0;
      std::size_t end = at + 1;
      for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
        if (quote != 0) {
          if (text[end] == quote) quote = 0;
        } else if (text[end] == '"' || text[end] == '\'') {
          quote = text[end];
        }
      }
      const bool empty = end > 0 && end < text.size() && text[end - 1] == '/';
      if (!empty) deepest = std::max(deepest, ++depth);
      at = end;
    }
  }
  return deepest;
}

}  // namespace

base::Result<Json> from_xml(std::string_view text, const std::string& subject) {
  // A document type counts as one level.
  if (depth_of_xml(text) > kMostDeep) return base::Error{base::ErrorCode::limit_exceeded, subject, "nested too deeply"};
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed) return base::Error{base::ErrorCode::malformed_data, subject, std::string("is no XML: ") + parsed.description()};
  const pugi::xml_node root = document.document_element();
  Json out = Json::object();
  out[std::string(local(root))] = value_of(root, {});
  return out;
}

}  // namespace crosswalk::oscal
