// SPDX-License-Identifier: Apache-2.0
#include "extraction/docx/symbols.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace crosswalk::extraction::docx {
namespace {

using document::Checkbox;
using Pair = std::pair<unsigned char, char32_t>;

constexpr std::array<Pair, 25> kWingdings{
    {{0x6C, U'●'}, {0x6E, U'■'}, {0x6F, U'☐'}, {0x70, U'☐'}, {0x71, U'☐'}, {0x72, U'☐'}, {0x76, U'❖'}, {0x77, U'◆'}, {0x78, U'☒'},
     {0x9F, U'•'}, {0xA7, U'▪'}, {0xA8, U'☐'}, {0xD8, U'➢'}, {0xDF, U'←'}, {0xE0, U'→'}, {0xE1, U'↑'}, {0xE2, U'↓'}, {0xE8, U'→'},
     {0xF0, U'⇨'}, {0xFB, U'✗'}, {0xFC, U'✓'}, {0xFD, U'☒'}, {0xFE, U'☑'}, {0x4A, U'☺'}, {0x46, U'☞'}}};
constexpr std::array<Pair, 7> kWingdings2{
    {{0x4F, U'✗'}, {0x50, U'✓'}, {0x51, U'☒'}, {0x52, U'☑'}, {0x53, U'☒'}, {0x54, U'☒'}, {0xA3, U'☐'}}};
constexpr std::array<Pair, 56> kSymbol{
    {{0x61, U'α'}, {0x62, U'β'}, {0x63, U'χ'}, {0x64, U'δ'}, {0x65, U'ε'}, {0x66, U'φ'}, {0x67, U'γ'}, {0x68, U'η'},
     {0x69, U'ι'}, {0x6B, U'κ'}, {0x6C, U'λ'}, {0x6D, U'μ'}, {0x6E, U'ν'}, {0x6F, U'ο'}, {0x70, U'π'}, {0x71, U'θ'},
     {0x72, U'ρ'}, {0x73, U'σ'}, {0x74, U'τ'}, {0x75, U'υ'}, {0x77, U'ω'}, {0x78, U'ξ'}, {0x79, U'ψ'}, {0x7A, U'ζ'},
     {0x44, U'Δ'}, {0x46, U'Φ'}, {0x47, U'Γ'}, {0x4C, U'Λ'}, {0x50, U'Π'}, {0x53, U'Σ'}, {0x57, U'Ω'}, {0x2D, U'−'},
     {0xA3, U'≤'}, {0xA5, U'∞'}, {0xAB, U'↔'}, {0xAC, U'←'}, {0xAD, U'↑'}, {0xAE, U'→'}, {0xAF, U'↓'}, {0xB0, U'°'},
     {0xB1, U'±'}, {0xB3, U'≥'}, {0xB4, U'×'}, {0xB7, U'•'}, {0xB8, U'÷'}, {0xB9, U'≠'}, {0xBA, U'≡'}, {0xBB, U'≈'},
     {0xBC, U'…'}, {0xC6, U'∅'}, {0xD2, U'®'}, {0xD3, U'©'}, {0xD4, U'™'}, {0xD6, U'√'}, {0xDE, U'⇒'}, {0xE5, U'∑'}}};

template <std::size_t N>
char32_t lookup(const std::array<Pair, N>& table, char32_t code) {
  for (const auto& [from, to] : table) {
    if (from == code) return to;
  }
  return 0;
}

bool is_private(char32_t code) { return code >= 0xF020 && code <= 0xF0FF; }

bool is_symbol_font(std::string_view font) {
  return base::equal_ignoring_case(font, "Symbol") || base::equal_ignoring_case(font, "Wingdings") ||
         base::equal_ignoring_case(font, "Wingdings 2");
}

}  // namespace

char32_t symbol(std::string_view font, char32_t code) {
  const char32_t low = is_private(code) ? code - 0xF000 : code;
  if (base::equal_ignoring_case(font, "Wingdings")) return lookup(kWingdings, low);
  if (base::equal_ignoring_case(font, "Wingdings 2")) return lookup(kWingdings2, low);
  if (base::equal_ignoring_case(font, "Symbol") || font.empty()) {
    if (const char32_t found = lookup(kSymbol, low); found != 0) return found;
    return low >= 0x20 && low < 0x7F ? low : 0;
  }
  if (is_private(code) || code < 0x20) return 0;
  return code;
}

std::string map_symbols(std::string_view font, std::string_view text) {
  // All private codes that symbol fonts use begin with EF 80 to EF 83 in UTF-8.
  if (text.find('\xEF') == std::string_view::npos || !(font.empty() || is_symbol_font(font))) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    i += point.length;
    if (!is_private(point.value)) {
      base::append_utf8(out, point.value);
    } else if (const char32_t mapped = symbol(font, point.value); mapped != 0) {
      base::append_utf8(out, mapped);
    }
  }
  return out;
}

Checkbox leading_checkbox(std::string_view text) {
  text = base::trim(text);
  if (text.empty()) return Checkbox::none;
  switch (base::decode_utf8(text, 0).value) {
    case U'☐':
    case U'□':
    case U'◻':
    case U'❏':
    case U'❑':
      return Checkbox::unticked;
    case U'☑':
    case U'☒':
    case U'✓':
    case U'✔':
    case U'✅':
    case U'\U0001F5F9':
      return Checkbox::ticked;
    default:
      break;
  }
  if (text.starts_with("[ ]") || text.starts_with("[_]")) return Checkbox::unticked;
  if (text.starts_with("[x]") || text.starts_with("[X]")) return Checkbox::ticked;
  return Checkbox::none;
}

}  // namespace crosswalk::extraction::docx
