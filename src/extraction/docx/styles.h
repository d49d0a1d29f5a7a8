// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace crosswalk::extraction::docx {

/// What a style says that matters for reading, with everything taken from the styles that it is based on.
struct Style {
  /// In lower case; "heading 1".
  std::string name;
  std::string based_on;
  /// 1 to 9 for headings, else 0.
  std::uint8_t heading = 0;
  std::optional<bool> vanish;
  std::optional<bool> bold;
  /// Half-points.
  std::optional<std::int64_t> size;
  /// Six hexadecimal digits or "auto"; empty where not set.
  std::string color;
  bool shaded = false;
  /// Numbering, and the style of the chain that gives it.
  std::optional<std::int64_t> number;
  std::optional<std::int64_t> number_level;
  std::string numbered_by;
  /// Tables: whether the style or one of its conditional formats fills cells.
  bool fills_cells = false;
};

/// The styles of a document. Source: ISO/IEC 29500-1, 17.7.
class Styles {
 public:
  Styles() = default;
  /// Reads w:styles; damaged or circular chains end where they break.
  explicit Styles(pugi::xml_node root);

  /// The style of this id; an empty style where there is none.
  [[nodiscard]] const Style& style(std::string_view id) const;
  /// Id of the style of paragraphs that name none.
  [[nodiscard]] std::string_view default_paragraph() const { return default_paragraph_; }
  /// Size of text that nothing else gives a size, in half-points.
  [[nodiscard]] std::int64_t default_size() const { return default_size_; }

 private:
  std::map<std::string, Style, std::less<>> styles_;
  std::string default_paragraph_;
  std::int64_t default_size_ = 20;
};

/// The level (1 to 9) of a heading style by its name ("heading 2", "Überschrift 2", "Title"), 0 for other names.
std::uint8_t heading_level_of_name(std::string_view name);
/// Whether shading (w:shd) shows a colour other than white.
bool is_shaded(pugi::xml_node shading);
/// Whether a colour of six hexadecimal digits cannot be told from white.
bool is_white(std::string_view color);

}  // namespace crosswalk::extraction::docx
