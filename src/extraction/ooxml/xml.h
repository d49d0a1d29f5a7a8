// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::extraction::ooxml {

/// The name of an element without its prefix: transitional and strict files, and any prefixes, look the same.
std::string_view local(pugi::xml_node node);
/// The first child element of this local name, or an empty node.
pugi::xml_node child(pugi::xml_node node, std::string_view name);
/// The element reached by taking child() name by name, or an empty node.
pugi::xml_node path(pugi::xml_node node, std::initializer_list<std::string_view> names);
/// The value of the first attribute of this local name; empty where there is none.
std::string_view attribute(pugi::xml_node node, std::string_view name);
/// Whether there is an attribute of this local name.
bool has_attribute(pugi::xml_node node, std::string_view name);
/// The character data directly inside `node`, as clean() gives it.
std::string text_of(pugi::xml_node node);
/// The character data of `node` and everything below it in document order. The tree's depth must have been checked.
std::string deep_text(pugi::xml_node node);
/// `text` as well-formed UTF-8 without control characters (tab and line feed stay; a carriage return becomes a line feed).
std::string clean(std::string_view text);
/// A whole decimal number, nothing for anything else.
std::optional<std::int64_t> integer(std::string_view text);
/// A number written in hexadecimal digits, nothing for anything else.
std::optional<std::uint32_t> hexadecimal(std::string_view text);
/// An on/off value: nothing, "1", "true", "on" are on. Source: ISO/IEC 29500-1, 22.9.2.7 ST_OnOff.
bool is_on(std::string_view value);
/// The on/off property `name` of `properties`; nothing where it is not set. Source: ISO/IEC 29500-1, 17.17.4.
std::optional<bool> toggle(pugi::xml_node properties, std::string_view name);
/// Levels of elements below `root`; stops counting behind `limit`. Needs no stack.
std::uint32_t depth_below(pugi::xml_node root, std::uint32_t limit);
/// The children of mc:AlternateContent to read: those of the first mc:Choice, and those of mc:Fallback for when they
/// give no text. Source: ISO/IEC 29500-3, 7.5.
struct Alternatives {
  pugi::xml_node choice;
  pugi::xml_node fallback;
};
/// The alternatives of one mc:AlternateContent element.
Alternatives alternatives(pugi::xml_node alternate_content);
/// The paragraphs of DrawingML text (a:p) and the cached words of charts (c:strCache) below `node`, in order, blank ones
/// and repetitions left out. Source: ISO/IEC 29500-1, 21.1.2 and 21.2.2.
std::vector<std::string> drawing_texts(pugi::xml_node node);

}  // namespace crosswalk::extraction::ooxml
