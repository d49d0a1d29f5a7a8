// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/terminal/screen.h"

namespace crosswalk::cli {

/// A line of an outline.
struct OutlineRow {
  /// One character before the text, which repeats what the text says: "✓", "✗".
  std::string mark;
  /// What the text is, of at most 14 letters: "product"; may be empty.
  std::string label;
  std::string text;
  /// What stands at the right edge: a number, a place.
  std::string right;
  reports::Screen::Style style = reports::Screen::Style::plain;
  /// Paragraphs below it.
  std::vector<std::string> details;
};

/// A part of an outline.
struct OutlineSection {
  std::string title;
  std::vector<OutlineRow> rows;
  /// A paragraph behind the rows; may be empty.
  std::string closing;
};

/// What a command says of a file, for people: the verdict first.
struct Outline {
  /// The command: "sbom check".
  std::string command;
  /// What stands beside it: the format.
  std::string right;
  std::string verdict;
  reports::Screen::Style style = reports::Screen::Style::plain;
  /// One paragraph below the verdict.
  std::string subject;
  std::vector<OutlineSection> sections;
};

/// How terminals show it; all texts are made harmless. `width` in columns.
std::string terminal_of(const Outline& outline, int width, bool colour);
/// The same in Markdown.
std::string markdown_of(const Outline& outline);

/// A number with a comma between thousands: "60,000".
std::string with_commas(std::size_t number);
/// "1 component", "60,000 components".
std::string counted(std::size_t number, std::string_view one, std::string_view many);

}  // namespace crosswalk::cli
