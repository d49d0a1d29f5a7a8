// SPDX-License-Identifier: Apache-2.0
#include "extraction/docx/styles.h"

#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::docx {
namespace {

using ooxml::attribute;
using ooxml::child;
using ooxml::local;

constexpr int kMaxChain = 64;

// Word writes "heading 1" whatever its language; other programs write the name that their users see.
constexpr std::array<std::string_view, 31> kHeadingWords{
    "heading",     "überschrift", "ueberschrift", "titre",      "título",   "titulo",     "titolo",    "rubrik",
    "overskrift",  "kop",         "nagłówek",     "nadpis",     "otsikko",  "encabezado", "cabeçalho", "naslov",
    "címsor",      "titlu",       "başlık",       "virsraksts", "antraštė", "pealkiri",   "заголовок", "заглавие",
    "επικεφαλίδα", "見出し",      "标题",         "標題",       "제목",     "כותרת",      "عنوان"};

/// Lower case for the letters that the words above begin with in upper case.
std::string lower(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPairs{
      {{"Ü", "ü"}, {"Í", "í"}, {"Ş", "ş"}, {"З", "з"}, {"Ε", "ε"}, {"Ł", "ł"}}};
  std::string out = base::to_lower(text);
  for (const auto& [upper, small] : kPairs) {
    for (std::size_t at = out.find(upper); at != std::string::npos; at = out.find(upper, at)) {
      out.replace(at, upper.size(), small);
    }
  }
  return out;
}

}  // namespace

std::uint8_t heading_level_of_name(std::string_view name) {
  std::string text = lower(base::trim(name));
  if (text == "title") return 1;
  if (text.empty() || text.back() < '1' || text.back() > '9') return 0;
  const auto level = static_cast<std::uint8_t>(text.back() - '0');
  text.pop_back();
  const std::string_view word = base::trim(text);
  for (std::string_view known : kHeadingWords) {
    if (word == known) return level;
  }
  return 0;
}

bool is_white(std::string_view color) {
  if (color.size() != 6) return false;
  const auto value = ooxml::hexadecimal(color);
  return value && (*value >> 16) >= 0xFA && ((*value >> 8) & 0xFF) >= 0xFA && (*value & 0xFF) >= 0xFA;
}

bool is_shaded(pugi::xml_node shading) {
  if (!shading) return false;
  const std::string_view pattern = attribute(shading, "val");
  if (pattern == "nil") return false;
  const std::string_view fill = pattern == "solid" ? attribute(shading, "color") : attribute(shading, "fill");
  if (fill.empty() || fill == "auto") return pattern == "solid" || pattern.starts_with("pct");
  return !is_white(fill);
}

Styles::Styles(pugi::xml_node root) {
  const pugi::xml_node size = ooxml::path(root, {"docDefaults", "rPrDefault", "rPr", "sz"});
  default_size_ = ooxml::integer(attribute(size, "val")).value_or(default_size_);
  for (pugi::xml_node node : root.children()) {
    if (local(node) != "style") continue;
    const std::string id(attribute(node, "styleId"));
    Style style;
    style.name = lower(base::trim(ooxml::clean(attribute(child(node, "name"), "val"))));
    style.based_on = attribute(child(node, "basedOn"), "val");
    const pugi::xml_node paragraph = child(node, "pPr");
    if (const auto outline = ooxml::integer(attribute(child(paragraph, "outlineLvl"), "val")); outline && *outline >= 0) {
      style.heading = *outline < 9 ? static_cast<std::uint8_t>(*outline + 1) : 0xFF;
    } else {
      style.heading = heading_level_of_name(style.name);
    }
    if (const pugi::xml_node numbering = child(paragraph, "numPr")) {
      style.number = ooxml::integer(attribute(child(numbering, "numId"), "val"));
      style.number_level = ooxml::integer(attribute(child(numbering, "ilvl"), "val"));
      if (style.number) style.numbered_by = id;
    }
    const pugi::xml_node run = child(node, "rPr");
    style.vanish = ooxml::toggle(run, "vanish");
    style.bold = ooxml::toggle(run, "b");
    style.size = ooxml::integer(attribute(child(run, "sz"), "val"));
    style.color = attribute(child(run, "color"), "val");
    style.shaded = is_shaded(child(paragraph, "shd")) || is_shaded(child(run, "shd"));
    style.fills_cells = is_shaded(ooxml::path(node, {"tcPr", "shd"}));
    for (pugi::xml_node part : node.children()) {
      if (local(part) == "tblStylePr" && is_shaded(ooxml::path(part, {"tcPr", "shd"}))) style.fills_cells = true;
    }
    const std::string_view is_default = attribute(node, "default");
    if (attribute(node, "type") == "paragraph" && !is_default.empty() && ooxml::is_on(is_default)) default_paragraph_ = id;
    styles_.emplace(id, std::move(style));
  }
  // Each style takes what it does not say from the untouched styles above it.
  const std::map<std::string, Style, std::less<>> own = styles_;
  for (auto& [id, style] : styles_) {
    std::string_view above = style.based_on;
    for (int step = 0; step < kMaxChain && !above.empty(); ++step) {
      const auto at = own.find(above);
      if (at == own.end()) break;
      const Style& base = at->second;
      if (style.heading == 0) style.heading = base.heading;
      if (!style.vanish) style.vanish = base.vanish;
      if (!style.bold) style.bold = base.bold;
      if (!style.size) style.size = base.size;
      if (style.color.empty()) style.color = base.color;
      style.shaded |= base.shaded;
      style.fills_cells |= base.fills_cells;
      if (!style.number && base.number) {
        style.number = base.number;
        style.numbered_by = base.numbered_by;
        if (!style.number_level) style.number_level = base.number_level;
      }
      above = base.based_on;
    }
    if (style.heading == 0xFF) style.heading = 0;
  }
}

const Style& Styles::style(std::string_view id) const {
  static const Style none;
  const auto at = styles_.find(id);
  return at == styles_.end() ? none : at->second;
}

}  // namespace crosswalk::extraction::docx
