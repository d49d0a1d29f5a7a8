// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "document/document.h"

namespace crosswalk::extraction::docx {

/// The Unicode character of a code (0x20 to 0xFF, or the same at 0xF020) of a symbol font: Symbol, Wingdings, Wingdings 2;
/// 0 where there is none that carries meaning. Source: the Unicode Consortium's SYMBOL.TXT, and the fonts' charts.
char32_t symbol(std::string_view font, char32_t code);
/// `text` with the private codes of symbol fonts as symbol() gives them.
std::string map_symbols(std::string_view font, std::string_view text);
/// The box that a text begins with: a ballot box, a tick, "[ ]" or "[x]".
document::Checkbox leading_checkbox(std::string_view text);

}  // namespace crosswalk::extraction::docx
