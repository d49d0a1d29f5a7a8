// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts::xml {

/// Writes what libxml2 is slow at in another way that accepts the same values: a list of many values, which it compares one after
/// the other, becomes a pattern without choices; a pattern of several lengths, which it tries one after the other, too. What it
/// says of a value that is not accepted is then different. `schema` is the outermost element of a schema.
void make_quick(pugi::xml_node schema);

/// A pattern that accepts these values and no others, with at most one way to go on at each character: "a(b|cd)?".
/// Nothing where a value is empty, long, or has characters other than visible ones of ASCII. Source: XML Schema 1.0 part 2, F.
std::optional<std::string> pattern_of(const std::vector<std::string>& values);

/// The same of a pattern like "([a-f]{2})|([a-f]{4})": "[a-f][a-f]([a-f][a-f])?". Nothing for all others.
std::optional<std::string> pattern_of_lengths(std::string_view pattern);

}  // namespace crosswalk::artifacts::xml
