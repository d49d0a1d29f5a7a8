// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "extraction/docx/styles.h"

namespace crosswalk::extraction::docx {

/// What stands before a numbered paragraph.
struct Label {
  /// "4.2", "a)"; empty for bullets.
  std::string text;
  /// Whether the paragraph is numbered and not bulleted.
  bool numbered = false;
};

/// Counts the paragraphs of a document's lists as Word does. Source: ISO/IEC 29500-1, 17.9.
class Numbering {
 public:
  Numbering() = default;
  /// Reads w:numbering; the styles are needed for lists that are defined by a list style.
  Numbering(pugi::xml_node root, const Styles& styles);

  /// The level (from 0) of list `number` that belongs to a paragraph style, if one does.
  [[nodiscard]] std::optional<int> level_of_style(std::int64_t number, std::string_view style) const;
  /// Whether there is a list of this number.
  [[nodiscard]] bool has(std::int64_t number) const { return lists_.find(number) != lists_.end(); }
  /// Counts one paragraph of list `number` at `level` (0 to 8) and gives its label.
  Label next(std::int64_t number, int level);

  static constexpr int kLevels = 9;

 private:
  struct Level {
    std::int64_t start = 1;
    std::string format = "decimal";
    std::string text;
    std::string style;
    /// Counting starts again after a paragraph of this level (from 1) or above; 0 never, nothing: every level above.
    std::optional<std::int64_t> restart;
    bool legal = false;
  };
  struct Definition {
    std::array<Level, kLevels> levels;
    std::string style_link;
    std::array<std::optional<std::int64_t>, kLevels> counts;
  };
  struct List {
    std::int64_t definition = -1;
    std::map<int, std::int64_t> start_overrides;
    std::map<int, Level> levels;
  };

  static Level read_level(pugi::xml_node node);
  [[nodiscard]] const Level& level(const List& list, const Definition& definition, int index) const;

  std::map<std::int64_t, Definition> definitions_;
  std::map<std::int64_t, List> lists_;
};

/// A count in a number format: "decimal", "lowerRoman", "upperLetter" ...; decimal digits for formats that are not known, nothing
/// for "none" and "bullet". Source: ISO/IEC 29500-1, 17.18.59 ST_NumberFormat.
std::string format_count(std::int64_t count, std::string_view format);

}  // namespace crosswalk::extraction::docx
