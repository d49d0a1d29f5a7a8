// SPDX-License-Identifier: Apache-2.0
#include "cli/outline.h"

#include <utility>

#include "reports/escape.h"
#include "reports/writer.h"

namespace crosswalk::cli {
namespace {

using reports::Screen;
using Style = Screen::Style;

}  // namespace

std::string terminal_of(const Outline& outline, int width, bool colour) {
  reports::StringSink sink;
  reports::Writer writer(sink);
  Screen screen(writer, width, colour);
  screen.ends({{"Crosswalk " + outline.command, Style::bold}}, {reports::visible(outline.right), Style::dim});
  screen.rule();
  screen.paragraph(0, reports::visible(outline.verdict), outline.style);
  if (!outline.subject.empty()) screen.paragraph(0, reports::visible(outline.subject), Style::dim);
  for (const OutlineSection& section : outline.sections) {
    screen.blank();
    screen.paragraph(0, reports::visible(section.title), Style::bold);
    for (const OutlineRow& row : section.rows) {
      const int indent = !row.label.empty() ? 18 : row.mark.empty() ? 2 : 4;
      std::vector<Screen::Piece> head;
      if (!row.mark.empty()) head = {{"  "}, {row.mark + " ", row.style}};
      if (!row.label.empty()) head = {{"  " + row.label + std::string(16 - row.label.size(), ' '), Style::dim}};
      const std::string text = reports::visible(row.text);
      const std::string right = reports::visible(row.right);
      const bool fits = reports::display_width(text) + reports::display_width(right) + indent + 2 <= screen.width();
      if (!right.empty() && fits) {
        std::vector<Screen::Piece> left = head.empty() ? std::vector<Screen::Piece>{{"  "}} : head;
        left.push_back({text});
        screen.ends(left, {right, row.style});
      } else {
        screen.paragraph(indent, right.empty() ? text : text + "  " + right, Style::plain, head);
      }
      for (const std::string& detail : row.details) screen.paragraph(indent + 2, reports::visible(detail), Style::dim);
    }
    if (!section.closing.empty()) screen.paragraph(2, reports::visible(section.closing), Style::dim);
  }
  static_cast<void>(writer.finish());
  return sink.text();
}

std::string markdown_of(const Outline& outline) {
  const auto text = [](std::string_view one) { return reports::markdown_escape(one); };
  std::string out = "# Crosswalk " + text(outline.command) + "\n\n**" + text(outline.verdict) + "**\n";
  if (!outline.right.empty()) out += "\n" + text(outline.right) + "\n";
  if (!outline.subject.empty()) out += "\n" + text(outline.subject) + "\n";
  for (const OutlineSection& section : outline.sections) {
    out += "\n## " + text(section.title) + "\n\n";
    for (const OutlineRow& row : section.rows) {
      out += "- " + (row.mark.empty() ? "" : row.mark + " ") + (row.label.empty() ? "" : row.label + ": ") + text(row.text);
      if (!row.right.empty()) out += ": " + text(row.right);
      out += '\n';
      for (const std::string& detail : row.details) out += "  - " + text(detail) + "\n";
    }
    if (!section.closing.empty()) out += "\n" + text(section.closing) + "\n";
  }
  return out;
}

std::string with_commas(std::size_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3;) {
    at -= 3;
    out.insert(at, ",");
  }
  return out;
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return with_commas(number) + " " + std::string(number == 1 ? one : many);
}

}  // namespace crosswalk::cli
