// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace crosswalk::extraction::odf {

/// What a style says that matters for text, with all that it inherits. Source: OpenDocument 1.3 part 3, 16.
struct Style {
  std::string parent;
  /// Names of the style and of those that it inherits from, in lower case, each between two line feeds.
  std::string names;
  std::optional<bool> hidden;
  std::optional<bool> bold;
  std::optional<bool> white;
  std::optional<bool> shaded;
  /// Whether tables are shown, and pages of a presentation.
  std::optional<bool> shown;
  /// 1 to 9 for headings, else 0.
  std::optional<int> outline_level;
  std::string list_style;
  std::string master_page;
};

/// The styles of one document by family ("paragraph", "text", "table", "table-cell", "drawing-page" ...) and name.
class Styles {
 public:
  /// Adds what a container of styles (office:styles, office:automatic-styles) holds; later ones win.
  void add(pugi::xml_node container);
  /// The style with what it inherits; an empty one for an unknown name.
  const Style& find(std::string_view family, std::string_view name);
  /// Whether a list is numbered on this level (from 1).
  [[nodiscard]] bool is_numbered(std::string_view list_style, int level) const;
  /// The number before the next heading of this level (1 to 9), e.g. "2.1", or an empty text where headings have none. Counts.
  std::string next_number(int level);

 private:
  struct Level {
    char format = 0;
    int start = 1;
    int shown = 1;
    std::string prefix;
    std::string suffix;
  };
  std::map<std::string, Style, std::less<>> raw_;
  std::map<std::string, Style, std::less<>> resolved_;
  /// By name of a list style and level.
  std::map<std::pair<std::string, int>, bool> numbered_;
  std::array<Level, 10> outline_;
  std::array<int, 10> counts_{};
};

}  // namespace crosswalk::extraction::odf
