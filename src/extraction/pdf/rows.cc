// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/rows.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/text.h"
#include "extraction/pdf/text_line.h"

namespace crosswalk::extraction::pdf {
namespace {

bool on_one_line(float a0, float a1, float b0, float b1) {
  return overlap(a0, a1, b0, b1) >= 0.5F * std::max(0.5F, std::min(a1 - a0, b1 - b0));
}

/// Whether the spaces between words are of one width and wide, as where a line is stretched to the margins.
bool stretched(const std::vector<const Word*>& line) {
  if (line.size() < 3) return false;
  float least = 1e9F;
  float most = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const float gap = line[i]->x0 - line[i - 1]->x1;
    least = std::min(least, gap);
    most = std::max(most, gap);
  }
  return most - least <= 0.12F * most + 0.4F;
}

/// White space from here on parts cells or columns. Words of very different sizes hardly stand in one line of text.
float wide_gap_between(const Word& before, const Word& word) {
  const float small = std::min(size_of(before), size_of(word));
  const float large = std::max(size_of(before), size_of(word));
  return wide_gap * (large >= 1.5F * small ? small : large);
}

void cut_line(const std::vector<const Word*>& line, std::vector<Atom>& atoms) {
  const bool whole = stretched(line);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i == 0 || (!whole && line[i]->x0 - line[i - 1]->x1 > wide_gap_between(*line[i - 1], *line[i]))) {
      atoms.emplace_back();
    }
    extend(atoms.back(), *line[i]);
  }
}

/// Whether an atom stands below another one of a row: two lines of a cell, with a centred cell beside them.
bool below_one_of(const std::vector<Atom>& row, const Atom& atom) {
  constexpr std::size_t most = 64;
  for (std::size_t i = row.size() > most ? row.size() - most : 0; i < row.size(); ++i) {
    if (overlap(row[i].x0, row[i].x1, atom.x0, atom.x1) > 0.3F * std::min(row[i].size, atom.size) &&
        !on_one_line(row[i].y0, row[i].y1, atom.y0, atom.y1)) {
      return true;
    }
  }
  return false;
}

void finish_row(Row& row) {
  std::stable_sort(row.atoms.begin(), row.atoms.end(), [](const Atom& a, const Atom& b) { return a.x0 < b.x0; });
  std::map<int, std::pair<std::size_t, float>> sizes;
  std::map<int, std::pair<std::size_t, float>> plain_sizes;
  std::size_t letters = 0;
  std::size_t bold = 0;
  row.mono = true;
  row.x0 = row.atoms.front().x0;
  row.x1 = row.atoms.front().x1;
  row.y0 = row.atoms.front().y0;
  row.y1 = row.atoms.front().y1;
  for (const Atom& atom : row.atoms) {
    row.x1 = std::max(row.x1, atom.x1);
    row.y0 = std::min(row.y0, atom.y0);
    row.y1 = std::max(row.y1, atom.y1);
    for (const Word* word : atom.words) {
      for (auto* list : {&sizes, &plain_sizes}) {
        if (list == &plain_sizes && (word->mono || is_bullet(word->text) || !has_letters(word->text))) continue;
        auto& entry = (*list)[static_cast<int>(std::lround(size_of(*word) * 4))];
        entry.first += word->text.size();
        entry.second = word->y1;
      }
      row.mono = row.mono && word->mono;
      if (is_bullet(word->text)) continue;
      letters += word->text.size();
      if (word->bold) bold += word->text.size();
    }
  }
  // Code within a line is often of another size.
  if (!plain_sizes.empty()) sizes = std::move(plain_sizes);
  std::size_t most = 0;
  for (const auto& [quarter, entry] : sizes) {
    if (entry.first < most) continue;
    most = entry.first;
    row.size = static_cast<float>(quarter) / 4;
    row.base = entry.second;
  }
  row.bold = letters > 0 && bold * 10 >= letters * 9;
}

}  // namespace

bool sane(const Word& word) {
  constexpr float far = 100000;
  return !word.text.empty() && std::abs(word.x0) < far && std::abs(word.x1) < far && std::abs(word.y0) < far &&
         std::abs(word.y1) < far && std::isfinite(word.size) && std::abs(word.size) < far;
}

bool in_lines(const Word& word, const Page& page) {
  const float most = std::max(page.height, 200.0F) / 2;
  return sane(word) && !word.rotated && word.y1 - word.y0 < most && word.size < most;
}

float size_of(const Word& word) { return word.size > 0.5F ? word.size : std::max(word.y1 - word.y0, 1.0F); }

float overlap(float a0, float a1, float b0, float b1) { return std::min(a1, b1) - std::max(a0, b0); }

void extend(Atom& atom, const Word& word) {
  if (atom.words.empty()) {
    atom.x0 = word.x0;
    atom.y0 = word.y0;
    atom.x1 = word.x1;
    atom.y1 = word.y1;
  } else {
    atom.x0 = std::min(atom.x0, word.x0);
    atom.y0 = std::min(atom.y0, word.y0);
    atom.x1 = std::max(atom.x1, word.x1);
    atom.y1 = std::max(atom.y1, word.y1);
  }
  atom.size = std::max(atom.size, size_of(word));
  atom.words.push_back(&word);
}

bool runs_left(const Word& word) {
  for (std::size_t at = 0; at < word.text.size();) {
    // All of these letters have a first byte from D6 on.
    if (static_cast<unsigned char>(word.text[at]) < 0xD6) {
      ++at;
      continue;
    }
    const base::CodePoint c = base::decode_utf8(word.text, at);
    if ((c.value >= 0x591 && c.value <= 0x8FF) || (c.value >= 0xFB1D && c.value <= 0xFDFF) ||
        (c.value >= 0xFE70 && c.value <= 0xFEFC)) {
      return true;
    }
    at += c.length;
  }
  return false;
}

void put_in_reading_order(std::vector<const Word*>& words) {
  std::vector<bool> left(words.size());
  std::size_t count = 0;
  std::size_t worded = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    left[i] = runs_left(*words[i]);
    count += left[i] ? 1 : 0;
    worded += has_letters(words[i]->text) ? 1 : 0;
  }
  if (count == 0) return;
  const bool line_runs_left = 2 * count >= worded;
  if (line_runs_left) {
    std::reverse(words.begin(), words.end());
    std::reverse(left.begin(), left.end());
  }
  // Runs of the other direction are turned round as a whole: words of Latin letters, with the figures among them.
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    bool letters = false;
    while (end < words.size() && left[end] != line_runs_left) letters |= has_letters(words[end++]->text);
    if (letters)
      std::reverse(words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end));
    begin = std::max(end, begin + 1);
  }
}

std::vector<Atom> make_atoms(const Page& page) {
  std::vector<Atom> atoms;
  std::vector<const Word*> line;
  // Left edge of the line, and whether any of its words runs from right to left.
  float edge = 0;
  bool to_left = false;
  const auto cut = [&] {
    if (to_left) {
      std::stable_sort(line.begin(), line.end(), [](const Word* a, const Word* b) { return a->x0 < b->x0; });
    }
    cut_line(line, atoms);
    line.clear();
    to_left = false;
  };
  for (const Word& word : page.words) {
    const bool takes_part = in_lines(word, page);
    if (!line.empty()) {
      const Word& before = *line.back();
      const float em = std::max(size_of(before), size_of(word));
      const bool follows = word.x0 >= before.x0 && word.x0 - before.x1 <= 2.5F * em && word.x0 - before.x1 >= -em;
      const bool follows_to_left = (to_left || runs_left(word)) && edge - word.x1 <= 2.5F * em && edge - word.x1 >= -em;
      if (!takes_part || !on_one_line(before.y0, before.y1, word.y0, word.y1) || (!follows && !follows_to_left)) cut();
    }
    if (takes_part) {
      edge = line.empty() ? word.x0 : std::min(edge, word.x0);
      to_left = to_left || runs_left(word);
      line.push_back(&word);
    }
  }
  cut();
  // A box without height would be on no line at all.
  for (Atom& atom : atoms) {
    if (atom.y1 - atom.y0 < 0.5F) atom.y1 = atom.y0 + std::max(atom.size, 1.0F);
  }
  return atoms;
}

std::vector<Row> make_rows(std::vector<Atom> atoms) {
  std::stable_sort(atoms.begin(), atoms.end(), [](const Atom& a, const Atom& b) { return a.middle() < b.middle(); });
  std::vector<Row> rows;
  float y0 = 0;
  float y1 = 0;
  for (Atom& atom : atoms) {
    if (rows.empty() || !on_one_line(y0, y1, atom.y0, atom.y1) || below_one_of(rows.back().atoms, atom)) {
      rows.emplace_back();
      y0 = atom.y0;
      y1 = atom.y1;
    } else if (atom.height() < 1.5F * (y1 - y0)) {
      y0 = std::min(y0, atom.y0);
      y1 = std::max(y1, atom.y1);
    }
    rows.back().atoms.push_back(std::move(atom));
  }
  for (Row& row : rows) {
    finish_row(row);
    // A list mark belongs to the text behind it, however far that is.
    if (row.atoms.size() >= 2 && row.atoms[0].words.size() == 1 &&
        (is_bullet(row.atoms[0].words[0]->text) || is_list_number(row.atoms[0].words[0]->text)) &&
        row.atoms[1].x0 - row.atoms[0].x1 < 4 * row.size) {
      for (const Word* word : row.atoms[1].words) extend(row.atoms[0], *word);
      row.atoms.erase(row.atoms.begin() + 1);
    }
  }
  return rows;
}

std::vector<const Word*> words_of(const Row& row) {
  std::vector<const Word*> words;
  for (const Atom& atom : row.atoms) words.insert(words.end(), atom.words.begin(), atom.words.end());
  put_in_reading_order(words);
  return words;
}

std::string text_of(const std::vector<const Word*>& words) {
  std::string text;
  for (const Word* word : words) {
    if (!text.empty()) text += ' ';
    text += word->text;
  }
  return text;
}

float median(std::vector<float> values, float otherwise) {
  if (values.empty()) return otherwise;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace crosswalk::extraction::pdf
