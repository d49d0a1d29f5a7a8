// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/time/instant.h"
#include "base/words.h"

namespace crosswalk::writing {

/// What a blank wants to be filled with.
enum class BlankType : std::uint8_t { text, date, time, number, name, address, choice, id, reference };

/// Words that stand out in one way, or a blank.
struct Run {
  /// Of a blank: what is wanted.
  std::string text;
  /// An address as safe_link() gives it; empty where it is no link.
  std::string link;
  bool strong = false;
  bool emphasis = false;
  bool code = false;
  /// Whether somebody has to fill something in here, and what kind of thing.
  std::optional<BlankType> blank;
};

/// Words in one line of thought: of a heading, a paragraph, a cell.
struct Line {
  std::vector<Run> runs;

  Line() = default;
  /// Plain words, or, with `link`, words that are one; an address that is not safe is left out.
  Line(std::string text, std::string_view link = {});  // NOLINT(google-explicit-constructor): words are texts, too
  Line(const char* text) : Line(std::string(text)) {}  // NOLINT(google-explicit-constructor)
  /// The words alone; of a blank as blank_text() writes it.
  [[nodiscard]] std::string text() const;
  /// Whether there is nothing to read.
  [[nodiscard]] bool empty() const { return runs.empty(); }
};

/// A part of a paper.
struct Block {
  /// What it is. Facts are names with what they say, two words a row; a note stands out, as a warning does; lines are shown as
  /// they are written (a program, a line to sign on).
  enum class Kind : std::uint8_t { heading, paragraph, facts, table, list, quote, note, lines };
  Kind kind = Kind::paragraph;
  /// Of headings: 2 to 6; the title of the paper is 1.
  int level = 2;
  /// Of headings, paragraphs and lines.
  Line words;
  /// Of tables and facts; of a table each row has as many cells as `header`.
  std::vector<std::vector<Line>> rows;
  std::vector<Line> header;
  /// Of lists: what each item consists of.
  std::vector<std::vector<Block>> items;
  /// Of lists: whether they are numbered.
  bool numbered = false;
  /// Of quotes and notes.
  std::vector<Block> blocks;
  /// Of headings: "critical", "high", "medium", "low", "none" where it tells of something that severe; else empty.
  std::string severity;
};

/// How far a paper has come.
enum class State : std::uint8_t { unsaid, draft, approved };

/// A document that people read and sign, before it is written in a format.
struct Paper {
  std::string title;
  /// A language tag; empty: "en".
  std::string language;
  /// "WHITE", "RED"; empty where there is none.
  std::string tlp;
  /// For its header and footer: its id, version, the day since which that version holds ("2026-10-09"; empty: none is told), and
  /// whether it may be used.
  std::string id;
  std::string version;
  std::string date;
  State state = State::unsaid;
  /// When it was made, as files say it: the only clock of a paper.
  std::optional<artifacts::time::Instant> made;
  std::vector<Block> blocks;
};

/// What a manufacturer's papers look like.
struct Brand {
  /// Whose paper it is, in the header.
  std::string name;
  /// A line at the end of every page.
  std::string footer;
  /// "#0b57a4"; empty: that of Crosswalk.
  std::string colour;
  /// A PNG; empty: none.
  std::string logo;
  /// The language tag of papers whose template says none; empty: "en".
  std::string language = {};
  /// The bytes of a DOCX or DOTX file in the look of which DOCX files are written; empty: that of Crosswalk. It is read and used
  /// in a locked process only (cli/paper_files.h).
  std::string docx_template = {};
};

/// A blank that nobody has filled in.
struct Blank {
  BlankType type = BlankType::text;
  std::string wanted;
};

/// Makes blocks.
Block heading(int level, Line words);
Block paragraph(Line words);

/// One paragraph per paragraph of a text, and a list of lines that begin with "- " or "* ". Nothing else of it is looked at:
/// whatever the text says, it becomes words.
std::vector<Block> paragraphs(std::string_view text);

/// The address itself where a link may lead there: https:// or mailto:, and no character that could end it; else empty.
std::string safe_link(std::string_view url);

/// A blank as people see it in every format: "[[BLANK date: when it was sent]]".
std::string blank_text(BlankType type, std::string_view wanted);
/// A text with blanks written so, as words; a type that is in no list, or no blank at all, stays text.
Line words_with_blanks(std::string_view text);

/// Whether the last column of a table is for a hand to write in: it has a head, and nothing below it.
bool is_for_writing(const Block& table);

/// All blanks of a paper, in the order in which they are read.
std::vector<Blank> blanks_of(const Paper& paper);

/// The paper as HTML of its own: no scripts, nothing loaded from elsewhere; all texts escaped; only safe_link() are links.
std::string as_html(const Paper& paper, const Brand& brand = {});
/// The paper in Markdown (CommonMark with tables).
std::string as_markdown(const Paper& paper);
/// The paper as text of at most `columns` columns, harmless for a terminal.
std::string as_text(const Paper& paper, int columns);

}  // namespace crosswalk::writing

template <>
struct crosswalk::base::Words<crosswalk::writing::BlankType> {
  static constexpr std::array<std::string_view, 9> names{"text",    "date",   "time", "number",   "name",
                                                         "address", "choice", "id",   "reference"};
};
template <>
struct crosswalk::base::Words<crosswalk::writing::State> {
  static constexpr std::array<std::string_view, 3> names{"unsaid", "draft", "approved"};
};
