// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packs/pack.h"
#include "reports/writer.h"
#include "review/review.h"

namespace crosswalk::reports {

/// Lines of a terminal of a certain width. Text handed in must already be harmless (visible()).
class Screen {
 public:
  /// How a piece of a line looks; without colour all look plain.
  enum class Style { plain, bold, dim, green, yellow, red, magenta, blue };
  struct Piece {
    std::string text;
    Style style = Style::plain;
  };

  /// `out` must outlive the screen. Widths below 40 count as 40.
  Screen(Writer& out, int width, bool colour);

  /// Columns of a line.
  [[nodiscard]] int width() const { return width_; }
  /// An empty line.
  void blank();
  /// A line across the whole width.
  void rule();
  /// One line; the pieces are taken to fit.
  void line(const std::vector<Piece>& pieces);
  /// `left` and, flush with the right edge, `right`; on two lines where they do not fit on one.
  void ends(const std::vector<Piece>& left, const Piece& right);
  /// Text wrapped behind `indent` blanks; the first line begins with `head`, which takes the place of as many blanks.
  /// No-break spaces hold words together and are shown as blanks.
  void paragraph(int indent, std::string_view text, Style style = Style::plain, const std::vector<Piece>& head = {});

 private:
  std::string styled(const Piece& piece) const;

  Writer& out_;
  int width_;
  bool colour_;
};

/// The colour that repeats what a verdict's word says.
Screen::Style style_of(review::Verdict verdict);
/// As above for a gap.
Screen::Style style_of(packs::Severity severity);

}  // namespace crosswalk::reports
