// SPDX-License-Identifier: Apache-2.0
#include "extraction/docx/numbering.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::docx {
namespace {

using ooxml::attribute;
using ooxml::child;
using ooxml::integer;
using ooxml::local;

constexpr std::size_t kMaxLabel = 64;

std::int64_t bounded(std::optional<std::int64_t> value, std::int64_t otherwise) {
  return value && *value >= 0 && *value < 1'000'000 ? *value : otherwise;
}

std::string roman(std::int64_t count) {
  static constexpr std::array<std::pair<int, std::string_view>, 13> kParts{{{1000, "m"},
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
  if (count < 1 || count > 3999) return std::to_string(count);
  std::string out;
  for (const auto& [value, letters] : kParts) {
    for (; count >= value; count -= value) out += letters;
  }
  return out;
}

/// a to z, aa to zz, aaa ...
std::string letters(std::int64_t count) {
  if (count < 1 || count > 26 * 20) return std::to_string(count);
  return std::string(static_cast<std::size_t>((count - 1) / 26 + 1), static_cast<char>('a' + (count - 1) % 26));
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string ordinal(std::int64_t count) {
  const std::int64_t tens = count % 100;
  const std::int64_t ones = count % 10;
  const bool teen = tens >= 11 && tens <= 13;
  return std::to_string(count) + (teen ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th");
}

}  // namespace

std::string format_count(std::int64_t count, std::string_view format) {
  if (format == "none" || format == "bullet") return {};
  if (format == "lowerRoman") return roman(count);
  if (format == "upperRoman") return upper(roman(count));
  if (format == "lowerLetter") return letters(count);
  if (format == "upperLetter") return upper(letters(count));
  if (format == "ordinal") return ordinal(count);
  if (format == "decimalZero" && count < 10) return "0" + std::to_string(count);
  return std::to_string(count);
}

Numbering::Level Numbering::read_level(pugi::xml_node node) {
  Level level;
  level.start = bounded(integer(attribute(child(node, "start"), "val")), 1);
  if (pugi::xml_node format = child(node, "numFmt")) level.format = attribute(format, "val");
  // A format given only inside mc:AlternateContent is one of the padded decimal ones; decimal is near enough.
  level.text = ooxml::clean(attribute(child(node, "lvlText"), "val"));
  if (level.text.size() > kMaxLabel) level.text.clear();
  level.style = attribute(child(node, "pStyle"), "val");
  if (pugi::xml_node restart = child(node, "lvlRestart")) level.restart = integer(attribute(restart, "val"));
  level.legal = ooxml::toggle(node, "isLgl").value_or(false);
  return level;
}

Numbering::Numbering(pugi::xml_node root, const Styles& styles) {
  for (pugi::xml_node node : root.children()) {
    if (local(node) == "abstractNum") {
      const auto id = integer(attribute(node, "abstractNumId"));
      if (!id) continue;
      Definition definition;
      definition.style_link = attribute(child(node, "numStyleLink"), "val");
      for (pugi::xml_node c : node.children()) {
        const auto index = integer(attribute(c, "ilvl"));
        if (local(c) == "lvl" && index && *index >= 0 && *index < kLevels)
          definition.levels[static_cast<std::size_t>(*index)] = read_level(c);
      }
      definitions_.emplace(*id, std::move(definition));
    } else if (local(node) == "num") {
      const auto id = integer(attribute(node, "numId"));
      const auto definition = integer(attribute(child(node, "abstractNumId"), "val"));
      if (!id || !definition) continue;
      List list;
      list.definition = *definition;
      for (pugi::xml_node c : node.children()) {
        const auto index = integer(attribute(c, "ilvl"));
        if (local(c) != "lvlOverride" || !index || *index < 0 || *index >= kLevels) continue;
        if (pugi::xml_node start = child(c, "startOverride"))
          list.start_overrides[static_cast<int>(*index)] = bounded(integer(attribute(start, "val")), 1);
        if (pugi::xml_node own = child(c, "lvl")) list.levels[static_cast<int>(*index)] = read_level(own);
      }
      lists_.emplace(*id, std::move(list));
    }
  }
  // A definition that only names a list style is that style's definition.
  for (auto& [id, list] : lists_) {
    const auto at = definitions_.find(list.definition);
    if (at == definitions_.end() || at->second.style_link.empty()) continue;
    const auto number = styles.style(at->second.style_link).number;
    const auto other = number ? lists_.find(*number) : lists_.end();
    if (other != lists_.end()) list.definition = other->second.definition;
  }
}

const Numbering::Level& Numbering::level(const List& list, const Definition& definition, int index) const {
  const auto own = list.levels.find(index);
  return own != list.levels.end() ? own->second : definition.levels[static_cast<std::size_t>(index)];
}

std::optional<int> Numbering::level_of_style(std::int64_t number, std::string_view style) const {
  const auto list = lists_.find(number);
  if (list == lists_.end() || style.empty()) return std::nullopt;
  const auto definition = definitions_.find(list->second.definition);
  if (definition == definitions_.end()) return std::nullopt;
  for (int i = 0; i < kLevels; ++i) {
    if (level(list->second, definition->second, i).style == style) return i;
  }
  return std::nullopt;
}

Label Numbering::next(std::int64_t number, int index) {
  Label label;
  const auto list = lists_.find(number);
  if (list == lists_.end() || index < 0 || index >= kLevels) return label;
  const auto found = definitions_.find(list->second.definition);
  if (found == definitions_.end()) return label;
  Definition& definition = found->second;
  auto& counts = definition.counts;
  const Level& own = level(list->second, definition, index);

  auto& count = counts[static_cast<std::size_t>(index)];
  // An override of the start counts once, when the list is first met; lists of one definition share their counts.
  const auto override_start = list->second.start_overrides.find(index);
  if (override_start != list->second.start_overrides.end()) {
    count = override_start->second;
    list->second.start_overrides.erase(override_start);
  } else {
    count = count ? *count + 1 : own.start;
  }
  for (int i = index + 1; i < kLevels; ++i) {
    const auto restart = level(list->second, definition, i).restart;
    if (!restart || (*restart != 0 && index < *restart)) counts[static_cast<std::size_t>(i)].reset();
  }

  label.numbered = own.format != "bullet" && own.format != "none";
  if (own.format == "bullet") return label;
  for (std::size_t i = 0; i < own.text.size() && label.text.size() < kMaxLabel; ++i) {
    if (own.text[i] != '%' || i + 1 >= own.text.size() || own.text[i + 1] < '1' || own.text[i + 1] > '9') {
      label.text += own.text[i];
      continue;
    }
    const int shown = own.text[++i] - '1';
    if (shown > index) continue;
    const Level& other = level(list->second, definition, shown);
    const std::int64_t value = counts[static_cast<std::size_t>(shown)].value_or(other.start);
    label.text += format_count(value, own.legal ? "decimal" : std::string_view(other.format));
  }
  label.text = base::trim(label.text);
  return label;
}

}  // namespace crosswalk::extraction::docx
