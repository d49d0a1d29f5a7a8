// SPDX-License-Identifier: Apache-2.0
// A paper in Markdown.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "writing/escape.h"
#include "writing/inline.h"
#include "writing/paper.h"

namespace crosswalk::writing {
namespace {

using Kind = Block::Kind;

/// A span of code: its fence is longer than any run of backticks in it.
std::string code_of(std::string_view text) {
  std::string words = visible(text);
  // In a cell of a table a bar would end it, in code, too.
  for (std::size_t at = words.find('|'); at != std::string::npos; at = words.find('|', at + 2)) words.insert(at, 1, '\\');
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : words) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string pad = words.starts_with('`') || words.ends_with('`') ? " " : "";
  return fence + pad + words + pad + fence;
}

/// What stands around words that stand out.
std::string mark_around(const Run& run) { return std::string(run.strong || run.blank ? "**" : "") + (run.emphasis ? "*" : ""); }

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Words on their way into Markdown, with as few escapes as CommonMark and GitHub's dialect allow: people read the source, too.
/// Source: CommonMark 0.31; GitHub Flavored Markdown 0.29, 4.10, 6.5, 6.9.
class Escaper {
 public:
  /// Where words stand decides what could become markup.
  struct Place {
    /// They may begin a line.
    bool begins = false;
    /// They are the text of a link.
    bool in_link = false;
    /// A blank stands directly before them.
    bool after_blank = false;
  };
  Escaper(const std::string& words, Place place) : words_(words), place_(place) {}

  std::string run() const {
    std::string out;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (is_markup(i)) out += '\\';
      out += words_[i];
    }
    return out;
  }

 private:
  /// NUL beyond the ends.
  [[nodiscard]] char at(std::size_t i) const { return i < words_.size() ? words_[i] : '\0'; }
  [[nodiscard]] char before(std::size_t i) const { return i == 0 ? '\0' : words_[i - 1]; }
  [[nodiscard]] bool ends_word(std::size_t i) const { return at(i) == '\0' || at(i) == ' '; }

  [[nodiscard]] bool is_markup(std::size_t i) const {
    switch (words_[i]) {
      case '\\':
      case '`':
      case '*':
      case '[':
      case '|':
      case '~':
        return true;
      case ']':
        return place_.in_link || at(i + 1) == '(' || at(i + 1) == '[' || at(i + 1) == ':';
      case '_':
        return !is_alphanumeric(before(i)) || !is_alphanumeric(at(i + 1));
      case '<':
        return is_alphanumeric(at(i + 1)) ? at(i + 1) > '9' : at(i + 1) == '/' || at(i + 1) == '!' || at(i + 1) == '?';
      case '&':
        return is_entity(i);
      case '!':
        // A link may follow, which would become an image.
        return i + 1 == words_.size();
      case '#':
        // At the beginning of a line, or at the end of a heading.
        return i == 0 ? place_.begins : before(i) == ' ' && words_.find_first_not_of("# ", i) == std::string::npos;
      case '(':
        return i == 0 && place_.after_blank;
      case ':':
        return !place_.in_link && is_bare_address(i);
      case '.':
        return is_list_number(i) || (!place_.in_link && ends_in_www(i));
      case ')':
        return is_list_number(i);
      case '>':
        return place_.begins && i == 0;
      case '-':
      case '+':
        return place_.begins && i == 0 && (ends_word(1) || is_line());
      case '=':
        return place_.begins && i == 0 && is_line();
      default:
        return false;
    }
  }
  /// "---", "===": a line across the page, or under a heading.
  [[nodiscard]] bool is_line() const { return words_.find_first_not_of("-= ") == std::string::npos; }
  /// "&amp;", "&#38;".
  [[nodiscard]] bool is_entity(std::size_t i) const {
    std::size_t end = i + 1;
    while (is_alphanumeric(at(end)) || at(end) == '#') ++end;
    return end > i + 1 && at(end) == ';';
  }
  /// "1." or "1)" at the beginning of a line.
  [[nodiscard]] bool is_list_number(std::size_t i) const {
    return place_.begins && i > 0 && words_.find_first_not_of("0123456789") == i && ends_word(i + 1);
  }
  // GitHub's dialect makes links of addresses; what a case says is words, and leads nowhere.
  [[nodiscard]] bool is_bare_address(std::size_t i) const { return at(i + 1) == '/' && at(i + 2) == '/'; }
  [[nodiscard]] bool ends_in_www(std::size_t i) const {
    return i >= 3 && base::equal_ignoring_case(std::string_view(words_).substr(i - 3, 3), "www");
  }

  const std::string& words_;
  Place place_;
};

/// The words of a run without what stands around them, with the spaces at their ends.
std::string inner_of(const Run& run, const Escaper::Place& place) {
  if (run.blank) {
    // Its brackets stay as people search for them: no link can be made of them.
    const std::string wanted = visible(run.text);
    return blank_text(*run.blank, Escaper(wanted, {false, true, false}).run());
  }
  const std::string_view words = base::trim(run.text);
  if (words.empty()) return run.text.empty() ? "" : " ";
  return spaced(run.text, [&](std::string_view) { return run.code ? code_of(words) : Escaper(visible(words), place).run(); });
}

/// Runs that look the same get their marks once: "**a****b**" would say something else.
std::string markdown_of(const Line& line) {
  std::string out;
  for (std::size_t i = 0; i < line.runs.size();) {
    const std::string mark = mark_around(line.runs[i]);
    const std::string& link = line.runs[i].link;
    std::string inner;
    for (; i < line.runs.size() && mark_around(line.runs[i]) == mark && line.runs[i].link == link; ++i) {
      const bool after_blank = i > 0 && line.runs[i - 1].blank.has_value();
      inner += inner_of(line.runs[i], {i == 0, !link.empty(), after_blank});
    }
    const std::string_view words = base::trim(inner);
    if (words.empty()) {
      out += inner;
      continue;
    }
    std::string whole = mark + std::string(words) + std::string(mark.rbegin(), mark.rend());
    if (!link.empty()) {
      std::string address;
      for (const char c : link) address += c == '(' ? "%28" : c == ')' ? "%29" : std::string(1, c);
      whole = "[" + whole + "](" + address + ")";
    }
    out += spaced(inner, [&](std::string_view) { return whole; });
  }
  return std::string(base::trim(out));
}

void put_row(const std::vector<Line>& cells, std::string& out) {
  out += "|";
  for (const Line& cell : cells) out += " " + markdown_of(cell) + " |";
  out += "\n";
}

std::string blocks_as_markdown(const std::vector<Block>& blocks);

/// Lines with something before each: `first` before the first, `others` before the others.
std::string indented(std::string_view text, std::string_view first, std::string_view others) {
  std::string out;
  bool begun = false;
  for (const std::string_view line : base::split(base::trim(text), '\n')) {
    std::string before(begun ? others : first);
    if (line.empty()) before.resize(before.find_last_not_of(' ') + 1);
    out += before + std::string(line) + "\n";
    begun = true;
  }
  return out;
}

std::string list_as_markdown(const Block& block) {
  std::string out;
  std::size_t number = 0;
  for (const auto& item : block.items) {
    const std::string mark = block.numbered ? std::to_string(++number) + ". " : "- ";
    out += indented(blocks_as_markdown(item), mark, std::string(mark.size(), ' '));
  }
  return out;
}

std::string lines_as_markdown(const Line& line) {
  std::string text;
  const std::string words = line.text();
  for (const std::string_view one : base::split(words, '\n')) text += visible(one) + "\n";
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fence + "\n" + text + fence + "\n";
}

std::string block_as_markdown(const Block& block) {
  std::string out;
  switch (block.kind) {
    case Kind::heading:
      return std::string(static_cast<std::size_t>(block.level), '#') + " " + markdown_of(block.words) +
             (is_severity(block.severity) ? " (" + block.severity + ")" : "") + "\n";
    case Kind::paragraph:
      return markdown_of(block.words) + "\n";
    case Kind::facts:
      for (const auto& row : block.rows) out += "- **" + markdown_of(row[0]) + "**: " + markdown_of(row[1]) + "\n";
      return out;
    case Kind::table:
      put_row(block.header, out);
      out += "|";
      for (std::size_t i = 0; i < block.header.size(); ++i) out += " --- |";
      out += "\n";
      for (const auto& row : block.rows) put_row(row, out);
      return out;
    case Kind::list:
      return list_as_markdown(block);
    case Kind::quote:
    case Kind::note:
      return indented(blocks_as_markdown(block.blocks), "> ", "> ");
    case Kind::lines:
      return lines_as_markdown(block.words);
  }
  return out;
}

std::string blocks_as_markdown(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) out += (out.empty() ? "" : "\n") + block_as_markdown(block);
  return out;
}

}  // namespace

std::string as_markdown(const Paper& paper) {
  const auto words = [](std::string text) { return markdown_of(Line(std::move(text))); };
  std::string out = "# " + markdown_of(words_with_blanks(paper.title)) + "\n";
  const std::string reference = reference_of(paper);
  const std::string state(shown(paper.state));
  if (!reference.empty()) out += "\n" + words(reference) + "\n";
  if (!state.empty()) out += "\n" + words(state) + "\n";
  if (!paper.blocks.empty()) out += "\n" + blocks_as_markdown(paper.blocks);
  return out;
}

}  // namespace crosswalk::writing
