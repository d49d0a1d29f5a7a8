// SPDX-License-Identifier: Apache-2.0
#include "reports/terminal/screen.h"

#include <algorithm>

#include "reports/escape.h"

namespace crosswalk::reports {
namespace {

int width_of(const std::vector<Screen::Piece>& pieces) {
  int columns = 0;
  for (const Screen::Piece& piece : pieces) columns += display_width(piece.text);
  return columns;
}

}  // namespace

Screen::Screen(Writer& out, int width, bool colour) : out_(out), width_(std::max(width, 40)), colour_(colour) {}

std::string Screen::styled(const Piece& piece) const {
  if (!colour_ || piece.style == Style::plain || piece.text.empty()) return piece.text;
  std::string_view code = "0";
  switch (piece.style) {
    case Style::plain:
      break;
    case Style::bold:
      code = "1";
      break;
    case Style::dim:
      code = "2";
      break;
    case Style::green:
      code = "32";
      break;
    case Style::yellow:
      code = "33";
      break;
    case Style::red:
      code = "31";
      break;
    case Style::magenta:
      code = "35";
      break;
    case Style::blue:
      code = "34";
      break;
  }
  return "\x1b[" + std::string(code) + "m" + piece.text + "\x1b[0m";
}

void Screen::blank() { out_.put("\n"); }

void Screen::rule() {
  std::string text;
  for (int i = 0; i < width_; ++i) text += "─";
  line({{text, Style::dim}});
}

void Screen::line(const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) out_.put(styled(piece));
  out_.put("\n");
}

void Screen::ends(const std::vector<Piece>& left, const Piece& right) {
  const int gap = width_ - width_of(left) - display_width(right.text);
  std::vector<Piece> pieces = left;
  if (gap < 2) {
    line(left);
    pieces = {{std::string(static_cast<std::size_t>(std::max(0, width_ - display_width(right.text))), ' ')}};
  } else {
    pieces.push_back({std::string(static_cast<std::size_t>(gap), ' ')});
  }
  pieces.push_back(right);
  line(pieces);
}

void Screen::paragraph(int indent, std::string_view text, Style style, const std::vector<Piece>& head) {
  std::string blanks(static_cast<std::size_t>(indent), ' ');
  bool first = true;
  for (std::string& part : wrap(text, width_ - indent)) {
    std::vector<Piece> pieces;
    if (first && !head.empty()) {
      pieces = head;
      pieces.push_back({std::string(static_cast<std::size_t>(std::max(0, indent - width_of(head))), ' ')});
    } else {
      pieces.push_back({blanks});
    }
    first = false;
    for (std::size_t at = part.find("\xC2\xA0"); at != std::string::npos; at = part.find("\xC2\xA0", at))
      part.replace(at, 2, " ");
    pieces.push_back({std::move(part), style});
    line(pieces);
  }
}

Screen::Style style_of(review::Verdict verdict) {
  switch (verdict) {
    case review::Verdict::met:
      return Screen::Style::green;
    case review::Verdict::partial:
    case review::Verdict::planned:
      return Screen::Style::yellow;
    case review::Verdict::denied:
    case review::Verdict::not_found:
      return Screen::Style::red;
    case review::Verdict::not_evaluable:
      return Screen::Style::magenta;
    case review::Verdict::needs_review:
      return Screen::Style::blue;
    case review::Verdict::not_applicable:
    case review::Verdict::informative:
      return Screen::Style::dim;
  }
  return Screen::Style::plain;
}

Screen::Style style_of(packs::Severity severity) {
  switch (severity) {
    case packs::Severity::major:
      return Screen::Style::red;
    case packs::Severity::minor:
      return Screen::Style::yellow;
    case packs::Severity::observation:
      return Screen::Style::plain;
  }
  return Screen::Style::plain;
}

}  // namespace crosswalk::reports
