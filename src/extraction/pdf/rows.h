// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extraction/pdf/layout.h"

namespace crosswalk::extraction::pdf {

/// White space within a line that is wider than this many times the font size may separate cells or columns.
inline constexpr float wide_gap = 0.75F;

/// Words that stand side by side without a wide gap.
struct Atom {
  std::vector<const Word*> words;
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;
  float size = 0;

  /// Half way between upper and lower edge.
  [[nodiscard]] float middle() const { return (y0 + y1) / 2; }
  /// From upper to lower edge.
  [[nodiscard]] float height() const { return y1 - y0; }
};

/// Atoms that stand on one line, from left to right.
struct Row {
  std::vector<Atom> atoms;
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;
  /// Lower edge of its main words, from which the distance of lines is measured.
  float base = 0;
  /// Size of most of its letters.
  float size = 0;
  /// Whether nearly all letters are bold.
  bool bold = false;
  /// Whether all letters are of one width.
  bool mono = false;
  /// Number of the line on its page, from 1.
  std::uint32_t line = 0;
};

/// One line of text and its place.
struct Line {
  std::uint32_t page = 0;
  std::uint32_t line = 0;
  std::vector<const Word*> words;
};

/// Whether a word has text and a place.
bool sane(const Word& word);
/// Whether a word takes part in the lines of its page. Turned words, and those of faulty fonts as large as the page, do not.
bool in_lines(const Word& word, const Page& page);
/// The size of a word's font, or its height; at least 0.5.
float size_of(const Word& word);
/// How much of two ranges is common; negative where they are apart.
float overlap(float a0, float a1, float b0, float b1);
/// Adds a word to an atom.
void extend(Atom& atom, const Word& word);
/// The words of a page as atoms; they point into the page.
std::vector<Atom> make_atoms(const Page& page);
/// Puts atoms that stand side by side on rows, from the top down.
std::vector<Row> make_rows(std::vector<Atom> atoms);
/// Whether the letters of a word run from right to left (Hebrew, Arabic and their kin).
bool runs_left(const Word& word);
/// Puts words that stand from left to right into the order in which they are read, where some of them run from right to left.
/// Source: the outcome of Unicode Standard Annex 9 for whole words on one line.
void put_in_reading_order(std::vector<const Word*>& words);
/// All words of a row in the order in which they are read.
std::vector<const Word*> words_of(const Row& row);
/// The words with a space between.
std::string text_of(const std::vector<const Word*>& words);
/// The middle one of the values, or `otherwise` where there are none.
float median(std::vector<float> values, float otherwise);

}  // namespace crosswalk::extraction::pdf
