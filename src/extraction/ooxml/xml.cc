// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/xml.h"

#include <charconv>
#include <set>

#include "base/text.h"

namespace crosswalk::extraction::ooxml {
namespace {

std::string_view without_prefix(const char* name) {
  std::string_view view(name);
  const std::size_t colon = view.find(':');
  return colon == std::string_view::npos ? view : view.substr(colon + 1);
}

bool is_character_data(pugi::xml_node node) { return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata; }

void collect_text(pugi::xml_node node, std::string& out) {
  out += node.value();
  for (pugi::xml_node c : node.children()) collect_text(c, out);
}

/// The text of one a:p: its runs, fields and breaks.
void collect_drawing_paragraph(pugi::xml_node node, std::string& out) {
  for (pugi::xml_node c : node.children()) {
    const std::string_view name = local(c);
    if (name == "t") {
      out += text_of(c);
    } else if (name == "br") {
      out += '\n';
    } else if (name != "pPr" && name != "rPr" && name != "endParaRPr") {
      collect_drawing_paragraph(c, out);
    }
  }
}

void collect_drawing(pugi::xml_node node, std::set<std::string>& seen, std::vector<std::string>& out) {
  const auto keep = [&](std::string text) {
    if (!base::trim(text).empty() && seen.insert(text).second) out.push_back(std::move(text));
  };
  for (pugi::xml_node c : node.children()) {
    const std::string_view name = local(c);
    if (name == "p") {
      std::string text;
      collect_drawing_paragraph(c, text);
      keep(std::move(text));
    } else if (name == "strCache") {
      for (pugi::xml_node point : c.children()) {
        if (local(point) == "pt") keep(text_of(child(point, "v")));
      }
    } else if (name == "AlternateContent") {
      const Alternatives either = alternatives(c);
      const std::size_t before = out.size();
      collect_drawing(either.choice, seen, out);
      if (out.size() == before) collect_drawing(either.fallback, seen, out);
    } else {
      collect_drawing(c, seen, out);
    }
  }
}

}  // namespace

std::string_view local(pugi::xml_node node) { return without_prefix(node.name()); }

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node c : node.children()) {
    if (local(c) == name) return c;
  }
  return {};
}

pugi::xml_node path(pugi::xml_node node, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) node = child(node, name);
  return node;
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute a : node.attributes()) {
    if (without_prefix(a.name()) == name) return a.value();
  }
  return {};
}

bool has_attribute(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute a : node.attributes()) {
    if (without_prefix(a.name()) == name) return true;
  }
  return false;
}

std::string clean(std::string_view text) {
  bool plain = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\n') || byte >= 0x7F) {
      plain = false;
      break;
    }
  }
  if (plain) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    i += point.length;
    if (point.value == '\r') {
      // A carriage return before a line feed is the same line break.
      if (i >= text.size() || text[i] != '\n') out += '\n';
    } else if ((point.value >= 0x20 && point.value != 0x7F && !(point.value >= 0x80 && point.value < 0xA0)) ||
               point.value == '\t' || point.value == '\n') {
      base::append_utf8(out, point.value);
    }
  }
  return out;
}

std::string text_of(pugi::xml_node node) {
  std::string out = node.value();
  for (pugi::xml_node c : node.children()) {
    if (is_character_data(c)) out += c.value();
  }
  return clean(out);
}

std::string deep_text(pugi::xml_node node) {
  std::string out;
  collect_text(node, out);
  return clean(out);
}

std::optional<std::int64_t> integer(std::string_view text) {
  text = base::trim(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> hexadecimal(std::string_view text) {
  text = base::trim(text);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_on(std::string_view value) { return value.empty() || value == "1" || value == "true" || value == "on"; }

std::optional<bool> toggle(pugi::xml_node properties, std::string_view name) {
  const pugi::xml_node node = child(properties, name);
  if (!node) return std::nullopt;
  return is_on(attribute(node, "val"));
}

std::uint32_t depth_below(pugi::xml_node root, std::uint32_t limit) {
  std::uint32_t depth = 0;
  std::uint32_t deepest = 0;
  pugi::xml_node node = root;
  while (node) {
    if (pugi::xml_node first = node.first_child()) {
      node = first;
      if (++depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (!node || node == root) break;
    node = node.next_sibling();
  }
  return deepest;
}

Alternatives alternatives(pugi::xml_node alternate_content) {
  return {child(alternate_content, "Choice"), child(alternate_content, "Fallback")};
}

std::vector<std::string> drawing_texts(pugi::xml_node node) {
  std::set<std::string> seen;
  std::vector<std::string> out;
  collect_drawing(node, seen, out);
  return out;
}

}  // namespace crosswalk::extraction::ooxml
