// SPDX-License-Identifier: Apache-2.0
#include "extraction/odf/styles.h"

#include <algorithm>

#include "base/text.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::odf {
namespace {

/// A longer chain of styles is a circle.
constexpr int kMaxChain = 30;
constexpr int kLevels = 9;

std::string key_of(std::string_view family, std::string_view name) { return std::string(family) + '\n' + std::string(name); }

bool is_white(std::string_view color) { return base::equal_ignoring_case(color, "#ffffff"); }

int small(std::string_view text, int low, int high, int otherwise) {
  const auto value = ooxml::integer(text);
  return value ? static_cast<int>(std::clamp<std::int64_t>(*value, low, high)) : otherwise;
}

/// "heading_20_1" as "heading 1". Source: OpenDocument 1.3 part 3, 19.502 style:name.
std::string readable(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i).starts_with("_20_")) {
      out += ' ';
      i += 3;
    } else {
      out += name[i];
    }
  }
  return base::to_lower(out);
}

void read_text_properties(pugi::xml_node node, Style& style) {
  if (const pugi::xml_attribute display = node.attribute("text:display")) {
    style.hidden = std::string_view(display.value()) == "none";
  }
  if (const pugi::xml_attribute weight = node.attribute("fo:font-weight")) {
    const std::string_view value = weight.value();
    style.bold = value == "bold" || value == "bolder" || (value.size() == 3 && value >= "600" && value <= "900");
  }
  if (const pugi::xml_attribute color = node.attribute("fo:color")) style.white = is_white(color.value());
  if (std::string_view(node.attribute("style:use-window-font-color").value()) == "true") style.white = false;
  // One point and less is not for reading.
  if (const std::string_view size = node.attribute("fo:font-size").value(); size == "1pt" || size == "0.5pt" || size == "0pt")
    style.hidden = true;
}

void read_background(pugi::xml_node node, Style& style) {
  if (const pugi::xml_attribute color = node.attribute("fo:background-color")) {
    const std::string_view value = color.value();
    style.shaded = value != "transparent" && !is_white(value);
  }
}

/// `number` in the format of a numbering. Source: OpenDocument 1.3 part 3, 19.500 style:num-format.
std::string formatted(int number, char format) {
  if (format == 'a' || format == 'A') {
    std::string out;
    for (int n = number; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>(format + (n - 1) % 26));
    return out;
  }
  if (format == 'i' || format == 'I') {
    constexpr std::array<std::pair<int, std::string_view>, 13> parts{{{1000, "m"},
                                                                      {900, "cm"},
                                                                      {500, "d"},
                                                                      {400, "cd"},
                                                                      {100, "c"},
                                                                      {90, "xc"},
                                                                      {50, "l"},
                                                                      {40, "xl"},
                                                                      {10, "x"},
                                                                      {9, "ix"},
                                                                      {5, "v"},
                                                                      {4, "iv"},
                                                                      {1, "i"}}};
    std::string out;
    for (const auto& [value, letters] : parts) {
      for (; number >= value && out.size() < 40; number -= value) out += letters;
    }
    if (format == 'I') {
      for (char& c : out) c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
  }
  return std::to_string(number);
}

}  // namespace

void Styles::add(pugi::xml_node container) {
  for (pugi::xml_node node : container.children()) {
    const std::string_view element = node.name();
    if (element == "style:style" || element == "style:default-style") {
      Style style;
      style.parent = node.attribute("style:parent-style-name").value();
      const std::string_view name = node.attribute("style:name").value();
      const std::string_view shown = node.attribute("style:display-name").value();
      if (element == "style:style") style.names = "\n" + readable(shown.empty() ? name : shown) + "\n";
      if (const pugi::xml_attribute level = node.attribute("style:default-outline-level"))
        style.outline_level = small(level.value(), 0, kLevels, 0);
      style.list_style = node.attribute("style:list-style-name").value();
      style.master_page = node.attribute("style:master-page-name").value();
      for (pugi::xml_node properties : node.children()) {
        const std::string_view kind = properties.name();
        if (kind == "style:text-properties") {
          read_text_properties(properties, style);
          read_background(properties, style);
        } else if (kind == "style:paragraph-properties" || kind == "style:table-cell-properties" ||
                   kind == "style:section-properties") {
          read_background(properties, style);
        } else if (kind == "style:table-properties") {
          read_background(properties, style);
          if (const pugi::xml_attribute display = properties.attribute("table:display"))
            style.shown = std::string_view(display.value()) != "false";
        } else if (kind == "style:drawing-page-properties") {
          if (const pugi::xml_attribute visible = properties.attribute("presentation:visibility"))
            style.shown = std::string_view(visible.value()) != "hidden";
        }
      }
      raw_.insert_or_assign(key_of(node.attribute("style:family").value(), name), std::move(style));
    } else if (element == "text:list-style") {
      const std::string name = node.attribute("style:name").value();
      for (pugi::xml_node level : node.children()) {
        const int number = small(level.attribute("text:level").value(), 1, 10, 1);
        numbered_[{name, number}] = std::string_view(level.name()) == "text:list-level-style-number";
      }
    } else if (element == "text:outline-style") {
      for (pugi::xml_node node_of_level : node.children()) {
        const int number = small(node_of_level.attribute("text:level").value(), 1, kLevels, 1);
        Level& level = outline_[static_cast<std::size_t>(number)];
        const std::string_view format = node_of_level.attribute("style:num-format").value();
        level.format = format.empty() ? '\0' : format.front();
        level.start = small(node_of_level.attribute("text:start-value").value(), 0, 10'000, 1);
        level.shown = small(node_of_level.attribute("text:display-levels").value(), 1, number, 1);
        level.prefix = ooxml::clean(node_of_level.attribute("style:num-prefix").value()).substr(0, 40);
        level.suffix = ooxml::clean(node_of_level.attribute("style:num-suffix").value()).substr(0, 40);
      }
    }
  }
}

const Style& Styles::find(std::string_view family, std::string_view name) {
  const std::string key = key_of(family, name);
  const auto known = resolved_.find(key);
  if (known != resolved_.end()) return known->second;
  Style out;
  std::string at = key;
  for (int i = 0; i < kMaxChain; ++i) {
    const auto raw = raw_.find(at);
    if (raw == raw_.end()) break;
    const Style& style = raw->second;
    const auto inherit = [](auto& value, const auto& from) {
      if (!value) value = from;
    };
    inherit(out.hidden, style.hidden);
    inherit(out.bold, style.bold);
    inherit(out.white, style.white);
    inherit(out.shaded, style.shaded);
    inherit(out.shown, style.shown);
    inherit(out.outline_level, style.outline_level);
    out.names += style.names;
    if (out.list_style.empty()) out.list_style = style.list_style;
    if (out.master_page.empty()) out.master_page = style.master_page;
    if (style.parent.empty()) break;
    at = key_of(family, style.parent);
  }
  return resolved_.emplace(key, std::move(out)).first->second;
}

bool Styles::is_numbered(std::string_view list_style, int level) const {
  const auto found = numbered_.find({std::string(list_style), level});
  return found != numbered_.end() && found->second;
}

std::string Styles::next_number(int level) {
  if (level < 1 || level > kLevels) return {};
  const auto at = static_cast<std::size_t>(level);
  counts_[at] = counts_[at] == 0 ? outline_[at].start : std::min(counts_[at] + 1, 100'000);
  for (std::size_t deeper = at + 1; deeper < counts_.size(); ++deeper) counts_[deeper] = 0;
  const Level& own = outline_[at];
  if (own.format == '\0') return {};
  std::string number;
  for (std::size_t i = at + 1 - static_cast<std::size_t>(own.shown); i <= at; ++i) {
    if (outline_[i].format == '\0') continue;
    if (!number.empty()) number += '.';
    number += formatted(counts_[i] == 0 ? outline_[i].start : counts_[i], outline_[i].format);
  }
  return std::string(base::trim(own.prefix + number + own.suffix));
}

}  // namespace crosswalk::extraction::odf
