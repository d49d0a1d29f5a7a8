// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/pdf/text_line.h"

namespace crosswalk::extraction::pdf {
namespace {

using document::BlockKind;
using document::Builder;
using document::ByteOffset;
using document::Document;

/// White space within a line that is wider than this many times the font size may separate cells or columns.
constexpr float wide_gap = 0.75F;
constexpr std::size_t max_columns = 64;

/// Words that stand side by side without a wide gap.
struct Atom {
  std::vector<const Word*> words;
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;
  float size = 0;

  [[nodiscard]] float middle() const { return (y0 + y1) / 2; }
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
  float size = 0;
  bool bold = false;
  std::uint32_t line = 0;
};

/// One line of text and its place.
struct Line {
  std::uint32_t page = 0;
  std::uint32_t line = 0;
  std::vector<const Word*> words;
};

/// A block before it is written.
struct Item {
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;
  document::Checkbox checkbox = document::Checkbox::none;
  bool numbered = false;
  std::vector<Line> lines;
  float x0 = 0;
  float size = 0;
  bool bold = false;
  /// Table cells: number of the table among all, and the place in it.
  std::int32_t table = -1;
  std::int32_t row = -1;
  std::int32_t column = -1;
};

/// The rows of one column of one page, and which of them are tables.
struct Region {
  struct Cell {
    std::int32_t row;
    std::int32_t column;
    std::vector<Line> lines;
    bool bold;
  };
  struct Table {
    std::size_t first;
    std::size_t last;
    std::int32_t header_row;
    std::vector<Cell> cells;
  };
  std::vector<Row> rows;
  std::vector<Table> tables;
  float x0 = 0;
  float x1 = 0;
};

struct PageFlow {
  std::vector<Region> regions;
  std::vector<Line> headers;
  std::vector<Line> footers;
  std::vector<Line> turned;
};

bool sane(const Word& word) {
  constexpr float far = 100000;
  return !word.text.empty() && std::abs(word.x0) < far && std::abs(word.x1) < far && std::abs(word.y0) < far &&
         std::abs(word.y1) < far && std::isfinite(word.size) && std::abs(word.size) < far;
}

/// Whether a word takes part in the lines of its page. Turned words, and those of faulty fonts as large as the page, do not.
bool in_lines(const Word& word, const Page& page) {
  const float most = std::max(page.height, 200.0F) / 2;
  return sane(word) && !word.rotated && word.y1 - word.y0 < most && word.size < most;
}

float size_of(const Word& word) { return word.size > 0.5F ? word.size : std::max(word.y1 - word.y0, 1.0F); }

float overlap(float a0, float a1, float b0, float b1) { return std::min(a1, b1) - std::max(a0, b0); }

bool on_one_line(float a0, float a1, float b0, float b1) {
  return overlap(a0, a1, b0, b1) >= 0.5F * std::max(0.5F, std::min(a1 - a0, b1 - b0));
}

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

void cut_line(const std::vector<const Word*>& line, std::vector<Atom>& atoms) {
  const bool whole = stretched(line);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i == 0 || (!whole && line[i]->x0 - line[i - 1]->x1 > wide_gap * std::max(size_of(*line[i]), size_of(*line[i - 1])))) {
      atoms.emplace_back();
    }
    extend(atoms.back(), *line[i]);
  }
}

std::vector<Atom> make_atoms(const Page& page) {
  std::vector<Atom> atoms;
  std::vector<const Word*> line;
  for (const Word& word : page.words) {
    const bool takes_part = in_lines(word, page);
    if (!line.empty()) {
      const Word& before = *line.back();
      const float em = std::max(size_of(before), size_of(word));
      const bool joins = takes_part && on_one_line(before.y0, before.y1, word.y0, word.y1) && word.x0 >= before.x0 &&
                         word.x0 - before.x1 <= 2.5F * em && word.x0 - before.x1 >= -em;
      if (!joins) {
        cut_line(line, atoms);
        line.clear();
      }
    }
    if (takes_part) line.push_back(&word);
  }
  cut_line(line, atoms);
  // A box without height would be on no line at all.
  for (Atom& atom : atoms) {
    if (atom.y1 - atom.y0 < 0.5F) atom.y1 = atom.y0 + std::max(atom.size, 1.0F);
  }
  return atoms;
}

void finish_row(Row& row) {
  std::stable_sort(row.atoms.begin(), row.atoms.end(), [](const Atom& a, const Atom& b) { return a.x0 < b.x0; });
  std::map<int, std::pair<std::size_t, float>> sizes;
  std::size_t letters = 0;
  std::size_t bold = 0;
  row.x0 = row.atoms.front().x0;
  row.x1 = row.atoms.front().x1;
  row.y0 = row.atoms.front().y0;
  row.y1 = row.atoms.front().y1;
  for (const Atom& atom : row.atoms) {
    row.x1 = std::max(row.x1, atom.x1);
    row.y0 = std::min(row.y0, atom.y0);
    row.y1 = std::max(row.y1, atom.y1);
    for (const Word* word : atom.words) {
      auto& entry = sizes[static_cast<int>(std::lround(size_of(*word) * 4))];
      entry.first += word->text.size();
      entry.second = word->y1;
      if (is_bullet(word->text)) continue;
      letters += word->text.size();
      if (word->bold) bold += word->text.size();
    }
  }
  std::size_t most = 0;
  for (const auto& [quarter, entry] : sizes) {
    if (entry.first < most) continue;
    most = entry.first;
    row.size = static_cast<float>(quarter) / 4;
    row.base = entry.second;
  }
  row.bold = letters > 0 && bold * 10 >= letters * 9;
}

/// Puts atoms that stand side by side on rows, from the top down.
std::vector<Row> make_rows(std::vector<Atom> atoms) {
  std::stable_sort(atoms.begin(), atoms.end(), [](const Atom& a, const Atom& b) { return a.middle() < b.middle(); });
  std::vector<Row> rows;
  float y0 = 0;
  float y1 = 0;
  for (Atom& atom : atoms) {
    if (rows.empty() || !on_one_line(y0, y1, atom.y0, atom.y1)) {
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

// ---- columns

/// One side of a possible pair of columns.
struct Side {
  std::vector<Row> rows;
  float x0 = 0;
  float x1 = 0;
  float pitch = 0;
  /// Where lines stand that are apart from the line above.
  std::vector<float> breaks;
  /// The same, with lines whose first word would have had room in the line above.
  std::vector<float> starts;

  explicit Side(const std::vector<Atom>& atoms) : rows(make_rows(atoms)) {
    if (rows.empty()) return;
    x0 = rows.front().x0;
    x1 = rows.front().x1;
    std::vector<float> pitches;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      x0 = std::min(x0, rows[i].x0);
      x1 = std::max(x1, rows[i].x1);
      if (i > 0) pitches.push_back(rows[i].base - rows[i - 1].base);
    }
    pitch = median(pitches, rows.front().size * 1.2F);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const bool apart = rows[i].base - rows[i - 1].base > 1.25F * pitch;
      const Word& word = *rows[i].atoms.front().words.front();
      const bool had_room = rows[i - 1].x1 + 0.25F * rows[i].size + (word.x1 - word.x0) <= x1;
      if (apart) breaks.push_back(rows[i].base);
      if (apart || had_room) starts.push_back(rows[i].base);
    }
  }

  /// Whether most of its lines ended because the next word had no room.
  [[nodiscard]] bool flows() const { return starts.size() * 2 <= rows.size(); }

  /// Whether its lines are running text: enough of them, wide, of several words, close together.
  [[nodiscard]] bool prose(float width) const {
    if (rows.size() < 4 || x1 - x0 < 0.2F * width) return false;
    std::size_t full = 0;
    std::size_t words = 0;
    std::size_t atoms = 0;
    for (const Row& row : rows) {
      atoms += row.atoms.size();
      if (row.x1 - row.x0 >= 0.7F * (x1 - x0)) ++full;
      for (const Atom& atom : row.atoms) words += atom.words.size();
    }
    const float extent = rows.back().base - rows.front().base + pitch;
    return full * 5 >= rows.size() * 2 && words >= atoms * 2 && static_cast<float>(rows.size()) * pitch >= 0.55F * extent;
  }
};

/// Whether the lines of both sides stand side by side and many are short, as in a table with cells of one line.
bool in_step(const Side& left, const Side& right) {
  const Side& few = left.rows.size() <= right.rows.size() ? left : right;
  const Side& many = &few == &left ? right : left;
  std::size_t same = 0;
  std::size_t at = 0;
  const float near = 0.15F * few.rows.front().size;
  for (const Row& row : few.rows) {
    while (at < many.rows.size() && many.rows[at].base < row.base - near) ++at;
    if (at < many.rows.size() && many.rows[at].base <= row.base + near) ++same;
  }
  if (same * 10 < few.rows.size() * 8) return false;
  return !left.flows() || !right.flows();
}

/// Whether one side pauses where the other begins anew, as in the rows of a table and not in columns.
bool pause_together(const Side& left, const Side& right) {
  const float near = 0.3F * left.rows.front().size;
  const auto matched = [&](const Side& one, const Side& other) {
    std::size_t count = 0;
    for (const float at : one.breaks) {
      const auto found = std::lower_bound(other.starts.begin(), other.starts.end(), at - near);
      if (found != other.starts.end() && *found <= at + near) ++count;
    }
    return count;
  };
  const std::size_t all = left.breaks.size() + right.breaks.size();
  const std::size_t same = matched(left, right) + matched(right, left);
  if (same >= 3) return same * 10 >= all * 7;
  const bool begin_together = std::abs(left.rows.front().base - right.rows.front().base) <= near;
  return same >= 1 && same == all && begin_together && std::min(left.rows.size(), right.rows.size()) <= 12;
}

/// Places between x0 and x1 where white space runs down the page, best first, at most three.
std::vector<float> gutters(const std::vector<Atom>& atoms, float x0, float x1, float em) {
  const float strip = std::max(2.0F, em / 2);
  float top = atoms.front().y0;
  for (const Atom& atom : atoms) top = std::min(top, atom.y0);
  std::vector<std::pair<int, const Atom*>> strips;
  for (const Atom& atom : atoms) {
    const float core = atom.height() / 4;
    const int from = static_cast<int>((atom.middle() - core - top) / strip);
    const int to = std::min(static_cast<int>((atom.middle() + core - top) / strip), from + 32);
    for (int i = from; i <= to; ++i) strips.emplace_back(i, &atom);
  }
  std::stable_sort(strips.begin(), strips.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->x0 < b.second->x0;
  });
  constexpr std::size_t bins = 1024;
  const float bin = std::max((x1 - x0) / bins, 0.01F);
  std::vector<int> votes(bins + 2, 0);
  const auto place = [&](float x) {
    return static_cast<std::size_t>(std::clamp((x - x0) / bin, 0.0F, static_cast<float>(bins)));
  };
  float reach = 0;
  for (std::size_t i = 0; i < strips.size(); ++i) {
    const Atom& atom = *strips[i].second;
    if (i > 0 && strips[i].first == strips[i - 1].first) {
      if (atom.x0 - reach >= wide_gap * em) {
        ++votes[place(reach)];
        --votes[place(atom.x0)];
      }
      reach = std::max(reach, atom.x1);
    } else {
      reach = atom.x1;
    }
  }
  for (std::size_t i = 1; i < votes.size(); ++i) votes[i] += votes[i - 1];
  std::vector<float> found;
  for (int round = 0; round < 3; ++round) {
    std::size_t best = 0;
    for (std::size_t i = bins * 15 / 100; i < bins * 85 / 100; ++i) {
      if (votes[i] > votes[best] || best == 0) best = i;
    }
    if (votes[best] < 5) break;
    std::size_t end = best;
    while (end + 1 < bins && votes[end + 1] == votes[best]) ++end;
    found.push_back(x0 + bin * (static_cast<float>(best + end) / 2 + 0.5F));
    const auto margin = static_cast<std::size_t>(2 * em / bin) + 1;
    for (std::size_t i = best > margin ? best - margin : 0; i <= std::min(end + margin, bins); ++i) votes[i] = 0;
  }
  return found;
}

/// Cuts a page into regions that are read one after the other.
void cut_columns(std::vector<Atom> atoms, int depth, std::vector<std::vector<Atom>>& out) {
  if (atoms.empty()) return;
  float x0 = atoms.front().x0;
  float x1 = atoms.front().x1;
  std::vector<float> sizes;
  for (const Atom& atom : atoms) {
    x0 = std::min(x0, atom.x0);
    x1 = std::max(x1, atom.x1);
    sizes.push_back(atom.size);
  }
  if (depth >= 3 || atoms.size() < 8 || x1 - x0 < 40) {
    out.push_back(std::move(atoms));
    return;
  }
  const float em = median(sizes, 10);
  std::stable_sort(atoms.begin(), atoms.end(), [](const Atom& a, const Atom& b) { return a.middle() < b.middle(); });
  for (const float gutter : gutters(atoms, x0, x1, em)) {
    const auto crosses = [&](const Atom& atom) { return atom.x0 < gutter - 1 && atom.x1 > gutter + 1; };
    struct Piece {
      std::size_t begin;
      std::size_t end;
      bool columns;
    };
    std::vector<Piece> pieces;
    bool any = false;
    for (std::size_t i = 0; i < atoms.size();) {
      std::size_t end = i + 1;
      const bool crossing = crosses(atoms[i]);
      while (end < atoms.size() && crosses(atoms[end]) == crossing) ++end;
      const std::size_t next = end;
      if (!crossing) {
        // A heading of its own at the left, just above full-width text, does not belong to the left column.
        if (end < atoms.size()) {
          std::size_t tail = end;
          while (tail > i && end - tail < 3 && atoms[tail - 1].x1 < gutter) --tail;
          for (; tail < end; ++tail) {
            if (tail > i && atoms[tail].y0 - atoms[tail - 1].y1 > 0.7F * em) break;
          }
          if (tail > i) end = tail;
        }
        std::vector<Atom> left;
        std::vector<Atom> right;
        for (std::size_t k = i; k < end; ++k) (atoms[k].x1 <= gutter + 1 ? left : right).push_back(atoms[k]);
        const Side one(left);
        const Side two(right);
        const bool columns = one.prose(x1 - x0) && two.prose(x1 - x0) && !in_step(one, two) && !pause_together(one, two);
        any = any || columns;
        pieces.push_back({i, end, columns});
        if (end < next) pieces.push_back({end, next, false});
      } else {
        pieces.push_back({i, end, false});
      }
      i = next;
    }
    if (!any) continue;
    std::vector<Atom> plain;
    for (const Piece& piece : pieces) {
      if (!piece.columns) {
        for (std::size_t k = piece.begin; k < piece.end; ++k) plain.push_back(atoms[k]);
        continue;
      }
      if (!plain.empty()) cut_columns(std::move(plain), depth + 1, out);
      plain.clear();
      std::vector<Atom> left;
      std::vector<Atom> right;
      for (std::size_t k = piece.begin; k < piece.end; ++k) (atoms[k].x1 <= gutter + 1 ? left : right).push_back(atoms[k]);
      cut_columns(std::move(left), depth + 1, out);
      cut_columns(std::move(right), depth + 1, out);
    }
    if (!plain.empty()) cut_columns(std::move(plain), depth + 1, out);
    return;
  }
  out.push_back(std::move(atoms));
}

// ---- tables

struct Column {
  float x0;
  float x1;
};

/// Cuts atoms that run over the left edge of a column where one of their words begins there.
std::vector<Atom> cut_at_columns(const Row& row, const std::vector<Column>& columns) {
  std::vector<Atom> out;
  for (const Atom& atom : row.atoms) {
    std::size_t column = 0;
    while (column < columns.size() && columns[column].x0 <= atom.x0 + 2) ++column;
    Atom piece;
    for (const Word* word : atom.words) {
      while (column < columns.size() && columns[column].x0 < word->x0 - 2) ++column;
      if (!piece.words.empty() && column < columns.size() && std::abs(columns[column].x0 - word->x0) <= 2 &&
          word->x0 - piece.x1 >= 0.35F * size_of(*word)) {
        out.push_back(std::move(piece));
        piece = Atom{};
        ++column;
      }
      extend(piece, *word);
    }
    if (!piece.words.empty()) out.push_back(std::move(piece));
  }
  return out;
}

/// Assigns atoms to columns, widening these; false (and `columns` unchanged) where that would mix columns.
bool fit(const std::vector<Atom>& atoms, std::vector<Column>& columns, float em, std::vector<std::size_t>& column_of) {
  std::vector<Column> trial = columns;
  for (const Atom& atom : atoms) {
    std::size_t hits = 0;
    std::size_t hit = 0;
    for (std::size_t c = 0; c < trial.size(); ++c) {
      if (overlap(trial[c].x0, trial[c].x1, atom.x0, atom.x1) > 0) {
        ++hits;
        hit = c;
      }
    }
    if (hits > 1) return false;
    if (hits == 1) {
      trial[hit].x0 = std::min(trial[hit].x0, atom.x0);
      trial[hit].x1 = std::max(trial[hit].x1, atom.x1);
    } else {
      if (trial.size() >= max_columns) return false;
      const auto at = std::find_if(trial.begin(), trial.end(), [&](const Column& c) { return c.x0 > atom.x0; });
      trial.insert(at, {atom.x0, atom.x1});
    }
  }
  for (std::size_t c = 1; c < trial.size(); ++c) {
    if (trial[c].x0 - trial[c - 1].x1 < 0.25F * em) return false;
  }
  column_of.clear();
  for (const Atom& atom : atoms) {
    std::size_t c = 0;
    while (c + 1 < trial.size() && overlap(trial[c].x0, trial[c].x1, atom.x0, atom.x1) <= 0) ++c;
    column_of.push_back(c);
  }
  columns = std::move(trial);
  return true;
}

bool has_leader(const Row& row) {
  for (const Atom& atom : row.atoms) {
    for (const Word* word : atom.words) {
      if (word->text.find("....") != std::string::npos || word->text.find("\xE2\x80\xA6\xE2\x80\xA6") != std::string::npos) {
        return true;
      }
    }
  }
  // Leaders of single dots: ". . . . ."
  std::size_t dots = 0;
  for (const Atom& atom : row.atoms) {
    for (const Word* word : atom.words) dots = word->text == "." ? dots + 1 : (dots >= 4 ? dots : 0);
  }
  return dots >= 4;
}

/// Whether enough of these values are nearly equal.
bool aligned(std::vector<float> values) {
  if (values.size() < 2) return false;
  std::sort(values.begin(), values.end());
  std::size_t best = 0;
  for (std::size_t i = 0, j = 0; j < values.size(); ++j) {
    while (values[j] - values[i] > 2) ++i;
    best = std::max(best, j - i + 1);
  }
  return best >= 2 && best * 10 >= values.size() * 6;
}

struct Grid {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Column> columns;
  /// Of rows first to last: cells by column, nullptr where empty.
  std::vector<std::vector<Atom>> cells;
};

/// The longest table that begins with this row, if there is one. `work` counts the rows looked at.
std::optional<Grid> grow_table(const std::vector<Row>& rows, std::size_t first, std::size_t& work, std::size_t& looked_to) {
  const float em = std::max(rows[first].size, 1.0F);
  std::vector<Column> columns;
  for (const Atom& atom : rows[first].atoms) {
    if (!columns.empty() && atom.x0 <= columns.back().x1) return std::nullopt;
    columns.push_back({atom.x0, atom.x1});
  }
  if (columns.size() < 2 || columns.size() > max_columns) return std::nullopt;
  std::size_t last = first;
  std::size_t several = 1;
  std::vector<std::size_t> column_of;
  std::vector<Column> pending_columns = columns;
  std::size_t pending = 0;
  std::size_t j = first + 1;
  for (; j < rows.size(); ++j) {
    ++work;
    const float space = rows[j].y0 - rows[j - 1].y1;
    if (space > 3 * em || has_leader(rows[j])) break;
    const std::vector<Atom> atoms = cut_at_columns(rows[j], pending_columns);
    if (!fit(atoms, pending_columns, em, column_of)) break;
    const std::set<std::size_t> hit(column_of.begin(), column_of.end());
    if (hit.size() >= 2) {
      ++several;
    } else if (column_of.front() == 0) {
      // A lone line at the left: the first cell goes on, or the table is over.
      if (++pending > 3 || space > 0.8F * em) break;
      continue;
    } else if (space > 1.2F * em) {
      break;
    }
    pending = 0;
    last = j;
    columns = pending_columns;
  }
  looked_to = j;
  if (several < 2) return std::nullopt;
  Grid grid{first, last, columns, {}};
  std::vector<std::vector<float>> lefts(columns.size());
  std::vector<std::vector<float>> rights(columns.size());
  std::vector<std::vector<float>> middles(columns.size());
  std::size_t leaders = 0;
  for (std::size_t i = first; i <= last; ++i) {
    std::vector<Atom> cells(columns.size());
    for (const Atom& atom : cut_at_columns(rows[i], columns)) {
      std::size_t c = 0;
      while (c + 1 < columns.size() && overlap(columns[c].x0, columns[c].x1, atom.x0, atom.x1) <= 0) ++c;
      for (const Word* word : atom.words) extend(cells[c], *word);
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (cells[c].words.empty()) continue;
      lefts[c].push_back(cells[c].x0);
      rights[c].push_back(cells[c].x1);
      middles[c].push_back((cells[c].x0 + cells[c].x1) / 2);
    }
    if (has_leader(rows[i])) ++leaders;
    grid.cells.push_back(std::move(cells));
  }
  if (leaders * 2 > grid.cells.size()) return std::nullopt;
  std::size_t good = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (aligned(lefts[c]) || aligned(rights[c]) || aligned(middles[c])) ++good;
  }
  if (good < 2 || good * 3 < columns.size() * 2) return std::nullopt;
  return grid;
}

float first_word_width(const Atom& atom) { return atom.words.front()->x1 - atom.words.front()->x0; }

/// Whether the text of a cell had to go on in the next line, because its next word had no room.
bool wraps(const Atom& above, const Atom& below, const Column& column) {
  return !above.words.empty() && !below.words.empty() &&
         above.x1 + 0.25F * below.size + first_word_width(below) > column.x1 + 0.5F;
}

Region::Table make_table(const std::vector<Row>& rows, const Grid& grid, std::uint32_t page) {
  Region::Table table{grid.first, grid.last, -1, {}};
  const std::size_t count = grid.last - grid.first + 1;
  float smallest = 1e9F;
  for (std::size_t i = grid.first + 1; i <= grid.last; ++i) smallest = std::min(smallest, rows[i].base - rows[i - 1].base);
  const float em = rows[grid.first].size;
  bool two_pitches = false;
  for (std::size_t i = grid.first + 1; i <= grid.last; ++i) {
    if (rows[i].base - rows[i - 1].base > 1.2F * smallest) two_pitches = true;
  }
  two_pitches = two_pitches && smallest < 1.4F * em;
  std::int32_t row = 0;
  std::vector<Region::Cell> open(grid.columns.size());
  const auto flush = [&] {
    for (std::size_t c = 0; c < open.size(); ++c) {
      if (open[c].lines.empty()) continue;
      open[c].row = row;
      open[c].column = static_cast<std::int32_t>(c);
      table.cells.push_back(std::move(open[c]));
    }
    open.assign(grid.columns.size(), Region::Cell{0, 0, {}, true});
  };
  open.assign(grid.columns.size(), Region::Cell{0, 0, {}, true});
  for (std::size_t k = 0; k < count; ++k) {
    const std::vector<Atom>& cells = grid.cells[k];
    if (k > 0) {
      const float pitch = rows[grid.first + k].base - rows[grid.first + k - 1].base;
      const std::vector<Atom>& above = grid.cells[k - 1];
      bool goes_on = cells[0].words.empty();
      if (two_pitches) {
        if (pitch > 1.2F * smallest) {
          goes_on = false;
        } else if (!goes_on) {
          for (std::size_t c = 0; c < cells.size(); ++c) goes_on = goes_on || wraps(above[c], cells[c], grid.columns[c]);
          std::size_t filled = 0;
          for (const Atom& cell : cells) filled += cell.words.empty() ? 0 : 1;
          goes_on = goes_on || filled == 1;
        }
      } else if (!goes_on && pitch < 1.4F * em) {
        std::size_t filled = 0;
        for (const Atom& cell : cells) filled += cell.words.empty() ? 0 : 1;
        goes_on = filled == 1 || (filled < cells.size() && wraps(above[0], cells[0], grid.columns[0]));
      }
      if (!goes_on) {
        flush();
        ++row;
      }
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (cells[c].words.empty()) continue;
      open[c].lines.push_back({page, rows[grid.first + k].line, cells[c].words});
      for (const Word* word : cells[c].words) open[c].bold = open[c].bold && word->bold;
    }
  }
  flush();
  // A first row that is bold and the next ones not, or one of short words over at least two rows with figures, names the columns.
  std::size_t in_first = 0;
  bool bold = true;
  bool plain_below = false;
  bool short_names = true;
  for (const Region::Cell& cell : table.cells) {
    if (cell.row == 0) {
      ++in_first;
      bold = bold && cell.bold;
      std::size_t words = 0;
      for (const Line& line : cell.lines) words += line.words.size();
      const std::string text = text_of(cell.lines.front().words);
      if (words > 5 || text.find_first_of("0123456789") != std::string::npos) short_names = false;
    } else if (cell.column == 0) {
      plain_below = plain_below || !cell.bold;
    }
  }
  if (in_first == grid.columns.size() && row >= 1) {
    if ((bold && plain_below) || (short_names && in_first >= 3 && row >= 2)) table.header_row = 0;
  }
  return table;
}

void find_tables(Region& region, std::uint32_t page) {
  std::size_t work = 0;
  for (std::size_t i = 0; i < region.rows.size();) {
    if (region.rows[i].atoms.size() < 2 || has_leader(region.rows[i])) {
      ++i;
      continue;
    }
    std::size_t looked_to = i + 1;
    const std::optional<Grid> grid = grow_table(region.rows, i, work, looked_to);
    if (grid) {
      region.tables.push_back(make_table(region.rows, *grid, page));
      i = grid->last + 1;
    } else {
      // Rows that were looked at in vain may begin a table themselves, but not for ever.
      i = work > 64 * (region.rows.size() + 16) ? std::max(looked_to, i + 1) : i + 1;
    }
  }
}

// ---- running titles

/// What stays the same of a running title from page to page: near the edge its text without figures, farther in all of it.
std::string title_key(const Row& row, bool near_edge) {
  std::string key;
  if (!near_edge) return text_of(words_of(row)).substr(0, 300);
  for (const char c : base::to_lower(text_of(words_of(row)))) {
    if (c >= '0' && c <= '9') {
      if (key.empty() || key.back() != '#') key += '#';
    } else {
      key += c;
    }
  }
  return key.substr(0, 300);
}

bool is_page_number(const std::string& key) {
  static const std::set<std::string, std::less<>> forms{"#",
                                                        "- # -",
                                                        "\xE2\x80\x93 # \xE2\x80\x93",
                                                        "page #",
                                                        "page # of #",
                                                        "seite #",
                                                        "seite # von #",
                                                        "page #/#",
                                                        "page # / #",
                                                        "# / #",
                                                        "#/#",
                                                        "# of #",
                                                        "# | #",
                                                        "[#]",
                                                        "seite #/#",
                                                        "seite # / #",
                                                        "| #",
                                                        "page | #",
                                                        "# | page",
                                                        "p. #",
                                                        "# von #"};
  return forms.contains(key);
}

struct Candidate {
  std::size_t page;
  std::size_t row;
  std::string key;
  float y;
  bool top;
  std::size_t rank;
};

/// Marks the rows of running titles: the same words (figures apart) at the same height on several pages, at an edge of the page.
std::vector<std::vector<bool>> find_titles(const std::vector<Page>& pages, const std::vector<std::vector<Row>>& rows) {
  std::vector<std::vector<bool>> marks(pages.size());
  std::vector<Candidate> candidates;
  std::map<std::pair<std::string, bool>, std::vector<std::pair<float, std::size_t>>> places;
  std::size_t filled = 0;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    marks[p].resize(rows[p].size(), false);
    if (rows[p].empty()) continue;
    ++filled;
    const float height = std::max(pages[p].height, 100.0F);
    const std::size_t count = rows[p].size();
    for (std::size_t i = 0; i < std::min<std::size_t>(5, count); ++i) {
      if (rows[p][i].y0 > 0.18F * height) break;
      candidates.push_back({p, i, title_key(rows[p][i], rows[p][i].y0 < 0.12F * height), rows[p][i].base, true, i});
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(5, count); ++i) {
      const std::size_t at = count - 1 - i;
      if (rows[p][at].y1 < 0.82F * height) break;
      candidates.push_back({p, at, title_key(rows[p][at], rows[p][at].y1 > 0.88F * height), height - rows[p][at].base, false, i});
    }
  }
  for (const Candidate& candidate : candidates) {
    places[{candidate.key, candidate.top}].emplace_back(candidate.y, candidate.page);
  }
  for (auto& [key, list] : places) std::sort(list.begin(), list.end());
  const std::size_t enough = filled <= 3 ? 2 : 3;
  const auto repeated = [&](const Candidate& candidate) {
    const auto& list = places[{candidate.key, candidate.top}];
    const auto from = std::lower_bound(list.begin(), list.end(), std::pair<float, std::size_t>{candidate.y - 6, 0});
    std::size_t count = 0;
    for (auto it = from; it != list.end() && it->first <= candidate.y + 6 && count < enough; ++it) ++count;
    return count >= enough;
  };
  // From the edge inwards, until a row that is no running title.
  std::map<std::pair<std::size_t, bool>, std::size_t> reached;
  for (const Candidate& candidate : candidates) {
    std::size_t& depth = reached[{candidate.page, candidate.top}];
    if (depth != candidate.rank) continue;
    const bool alone = is_page_number(candidate.key) && candidate.rank == 0 && filled > 1;
    if (!alone && !repeated(candidate)) continue;
    marks[candidate.page][candidate.row] = true;
    ++depth;
  }
  return marks;
}

// ---- paragraphs

/// The distance of lines of one paragraph, per font size in quarter points.
using Pitches = std::map<int, float>;

int quarter(float size) { return static_cast<int>(std::lround(size * 4)); }

Pitches measure_pitches(const std::vector<PageFlow>& flows) {
  std::map<int, std::map<int, std::size_t>> counts;
  for (const PageFlow& flow : flows) {
    for (const Region& region : flow.regions) {
      for (std::size_t i = 1; i < region.rows.size(); ++i) {
        const Row& row = region.rows[i];
        const Row& above = region.rows[i - 1];
        const float pitch = row.base - above.base;
        if (quarter(row.size) != quarter(above.size) || pitch <= 0 || pitch > 2.6F * row.size) continue;
        ++counts[quarter(row.size)][quarter(pitch)];
      }
    }
  }
  Pitches pitches;
  for (const auto& [size, list] : counts) {
    std::size_t total = 0;
    for (const auto& [pitch, count] : list) total += count;
    for (const auto& [pitch, count] : list) {
      if (count * 6 < total) continue;
      pitches[size] = static_cast<float>(pitch) / 4;
      break;
    }
  }
  return pitches;
}

bool same_size(float a, float b) { return std::abs(a - b) <= 0.06F * std::max(a, b) + 0.1F; }

struct LineFacts {
  std::string text;
  Mark mark;
};

/// Whether a paragraph ends between two lines of a region.
bool breaks_between(const Row& above, const Row& row, const LineFacts& above_facts, const LineFacts& facts, const Region& region,
                    const Pitches& pitches, float block_x0, bool block_is_item) {
  if (facts.mark.kind != MarkKind::none) return true;
  if (has_leader(above) || has_leader(row)) return true;
  if (is_rule(above_facts.text) || is_rule(facts.text)) return true;
  if (!same_size(above.size, row.size)) return true;
  const float pitch = row.base - above.base;
  const auto known = pitches.find(quarter(row.size));
  const float usual = known == pitches.end() ? 1.25F * row.size : known->second;
  if (pitch > 1.22F * usual + 0.3F || pitch < 0.3F * usual) return true;
  const float em = std::max(row.size, 1.0F);
  const bool ended = ends_sentence(above_facts.text);
  const bool fresh = begins_fresh(facts.text);
  if (above.bold != row.bold && (fresh || ended)) return true;
  // Its first word would have had room in the line above.
  const Word& word = *row.atoms.front().words.front();
  const float room = region.x1 - above.x1 - 0.3F * em - (word.x1 - word.x0);
  const float width = region.x1 - region.x0;
  if (room > std::max(1.5F * em, 0.15F * width) && (fresh || ended)) return true;
  if (block_is_item) return row.x0 < block_x0 - 0.3F * em && fresh;
  if (row.x0 > above.x0 + 0.8F * em && row.x0 < above.x0 + 5 * em && fresh && ended) return true;
  if (row.x0 < above.x0 - 5 * em && fresh) return true;
  return false;
}

std::string squeeze(std::string_view text) {
  std::string out;
  for (const char c : base::to_lower(text)) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0 || u >= 0x80) out += c;
  }
  return out;
}

/// The document as items, put together page by page.
class Assembler {
 public:
  Assembler(const Source& source, const Limits& limits) : source_(source), limits_(limits) {}

  Document run() {
    arrange();
    measure();
    for (std::size_t p = 0; p < flows_.size(); ++p) add_page(flows_[p], static_cast<std::uint32_t>(p + 1));
    name_headings();
    return write();
  }

 private:
  void arrange() {
    const std::size_t count = source_.pages.size();
    flows_.resize(count);
    std::vector<std::vector<Row>> rows(count);
    for (std::size_t p = 0; p < count; ++p) rows[p] = make_rows(make_atoms(source_.pages[p]));
    const std::vector<std::vector<bool>> titles = find_titles(source_.pages, rows);
    std::set<std::string> seen;
    std::set<std::string> seen_turned;
    for (std::size_t p = 0; p < count; ++p) {
      const auto page = static_cast<std::uint32_t>(p + 1);
      PageFlow& flow = flows_[p];
      std::vector<Atom> body;
      std::uint32_t line = 0;
      const float half = source_.pages[p].height / 2;
      for (std::size_t i = 0; i < rows[p].size(); ++i) {
        Row& row = rows[p][i];
        if (!titles[p][i]) {
          for (Atom& atom : row.atoms) body.push_back(std::move(atom));
          continue;
        }
        const bool top = row.base < half;
        if (top) ++line;
        if (seen.insert(title_key(row, true)).second) {
          (top ? flow.headers : flow.footers).push_back({page, top ? line : 0, words_of(row)});
        }
      }
      rows[p].clear();
      std::vector<std::vector<Atom>> parts;
      cut_columns(std::move(body), 0, parts);
      for (std::vector<Atom>& part : parts) {
        Region region;
        region.rows = make_rows(std::move(part));
        region.x0 = region.rows.front().x0;
        region.x1 = region.rows.front().x1;
        for (Row& row : region.rows) {
          row.line = ++line;
          region.x0 = std::min(region.x0, row.x0);
          region.x1 = std::max(region.x1, row.x1);
        }
        find_tables(region, page);
        flow.regions.push_back(std::move(region));
      }
      for (Line& footer : flow.footers) footer.line = ++line;
      std::vector<const Word*> turned;
      const std::vector<Word>& words = source_.pages[p].words;
      for (std::size_t i = 0; i <= words.size(); ++i) {
        if (i < words.size() && !in_lines(words[i], source_.pages[p])) {
          turned.push_back(&words[i]);
        } else if (!turned.empty()) {
          if (seen_turned.insert(text_of(turned)).second) flow.turned.push_back({page, ++line, turned});
          turned.clear();
        }
      }
    }
  }

  void measure() {
    pitches_ = measure_pitches(flows_);
    std::map<int, std::size_t> sizes;
    std::size_t bold = 0;
    std::size_t all = 0;
    bool after_broken = false;
    for (const Page& page : source_.pages) {
      for (const Word& word : page.words) {
        if (!in_lines(word, page)) continue;
        sizes[quarter(size_of(word)) / 2] += word.text.size();
        all += word.text.size();
        if (word.bold) bold += word.text.size();
        // Parts of words that are broken at the end of a line are no words.
        const bool broken = ends_with_hyphen(word.text);
        if (!broken && !after_broken) vocabulary_.insert(bare_word(word.text));
        after_broken = broken;
      }
    }
    std::size_t most = 0;
    for (const auto& [size, count] : sizes) {
      if (count < most) continue;
      most = count;
      body_size_ = static_cast<float>(size) / 2;
    }
    bold_tells_ = bold * 10 < all * 4;
    for (const OutlineEntry& entry : source_.outline) outline_.emplace(squeeze(entry.title), entry.level);
  }

  static void start_item(Item& item, const Row& row, const LineFacts& facts) {
    item.x0 = row.x0;
    item.size = row.size;
    item.bold = row.bold;
    if (facts.mark.kind == MarkKind::none) return;
    item.kind = BlockKind::list_item;
    item.numbered = facts.mark.kind == MarkKind::number;
    item.checkbox = facts.mark.checkbox;
  }

  void add_page(const PageFlow& flow, std::uint32_t page) {
    for (const Line& line : flow.headers) furniture_.push_back(furniture(BlockKind::page_header, line));
    for (const Region& region : flow.regions) add_region(region, page);
    for (const Line& line : flow.footers) furniture_.push_back(furniture(BlockKind::page_footer, line));
    for (const Line& line : flow.turned) furniture_.push_back(furniture(BlockKind::paragraph, line));
  }

  static Item furniture(BlockKind kind, const Line& line) {
    Item item;
    item.kind = kind;
    item.lines.push_back(line);
    return item;
  }

  /// Running titles wait until no paragraph is torn apart by them.
  void place_furniture() {
    for (Item& item : furniture_) items_.push_back(std::move(item));
    furniture_.clear();
  }

  void push(Item item) {
    place_furniture();
    items_.push_back(std::move(item));
  }

  void add_region(const Region& region, std::uint32_t page) {
    std::size_t next_table = 0;
    const Row* above = nullptr;
    LineFacts above_facts;
    Item open;
    bool may_join = true;
    const auto flush = [&] {
      if (!open.lines.empty()) push(std::move(open));
      open = Item{};
      above = nullptr;
    };
    for (std::size_t i = 0; i < region.rows.size(); ++i) {
      if (next_table < region.tables.size() && region.tables[next_table].first == i) {
        flush();
        add_table(region.tables[next_table]);
        i = region.tables[next_table].last;
        ++next_table;
        may_join = false;
        continue;
      }
      const Row& row = region.rows[i];
      LineFacts facts;
      std::vector<const Word*> words = words_of(row);
      facts.text = text_of(words);
      facts.mark = mark_of(facts.text);
      if (const auto torn = above == nullptr && may_join ? torn_paragraph(row, facts) : std::nullopt) {
        // The paragraph began in another column or on the page before.
        open = std::move(items_[*torn]);
        items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(*torn));
      } else if (above == nullptr ||
                 breaks_between(*above, row, above_facts, facts, region, pitches_, open.x0, open.kind == BlockKind::list_item)) {
        flush();
        start_item(open, row, facts);
      }
      may_join = false;
      open.bold = open.bold && row.bold;
      open.lines.push_back({page, row.line, std::move(words)});
      above = &row;
      above_facts = std::move(facts);
    }
    flush();
  }

  /// The paragraph that this row, the first of its column, goes on with: the last one but for footnotes below it.
  [[nodiscard]] std::optional<std::size_t> torn_paragraph(const Row& row, const LineFacts& facts) const {
    if (facts.mark.kind != MarkKind::none || !begins_lower(facts.text)) return std::nullopt;
    for (std::size_t back = 1; back <= std::min<std::size_t>(items_.size(), 8); ++back) {
      const Item& before = items_[items_.size() - back];
      if ((before.kind != BlockKind::paragraph && before.kind != BlockKind::list_item) || before.lines.empty()) break;
      if (same_size(before.size, row.size)) {
        if (before.lines.size() > 2000 || ends_sentence(text_of(before.lines.back().words))) break;
        return items_.size() - back;
      }
      if (before.size > row.size) break;
    }
    return std::nullopt;
  }

  void add_table(const Region::Table& table) {
    place_furniture();
    const auto number = static_cast<std::int32_t>(tables_.size());
    tables_.push_back(table.header_row);
    for (const Region::Cell& cell : table.cells) {
      Item item;
      item.kind = BlockKind::table_cell;
      item.lines = cell.lines;
      item.bold = cell.bold;
      item.table = number;
      item.row = cell.row;
      item.column = cell.column;
      items_.push_back(std::move(item));
    }
  }

  /// Turns paragraphs that look like headings into headings, and gives headings and list items their levels.
  void name_headings() {
    place_furniture();
    std::set<int, std::greater<>> sizes;
    std::vector<float> indents;
    std::vector<std::uint8_t> told(items_.size(), 0);
    bool before_was_numbered = false;
    const auto numbered_line = [&](std::size_t i) {
      return i < items_.size() && items_[i].kind == BlockKind::paragraph && items_[i].lines.size() == 1 &&
             section_depth(text_of(items_[i].lines.front().words)) > 0 && items_[i].size < 1.12F * body_size_;
    };
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if ((item.kind != BlockKind::paragraph && item.kind != BlockKind::list_item) || item.lines.size() > 3 || item.size <= 0) {
        before_was_numbered = false;
        continue;
      }
      std::string text;
      for (const Line& line : item.lines) text += (text.empty() ? "" : " ") + text_of(line.words);
      if (text.size() > 200) continue;
      const bool larger = item.size >= 1.12F * body_size_;
      const bool bold = item.bold && bold_tells_ && item.size >= 0.9F * body_size_;
      const std::uint8_t depth = section_depth(text);
      const bool stops = !text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ';' || text.back() == ':');
      // Several numbered lines one below the other are a table of contents.
      const bool listed_before = before_was_numbered;
      before_was_numbered = numbered_line(i);
      const auto bookmark = outline_.find(squeeze(text));
      if (bookmark != outline_.end() && !squeeze(text).empty() && (larger || item.bold || depth > 0 || !stops)) {
        told[i] = bookmark->second;
      } else if (item.kind == BlockKind::list_item && !(depth > 0 && (larger || bold))) {
        continue;
      } else if (!has_letters(text) || has_leader_text(text)) {
        continue;
      } else if (!(larger && !(stops && text.size() > 80)) && !(bold && !stops && text.size() <= 120) &&
                 !(depth >= 2 && !stops && item.lines.size() == 1 && text.size() <= 90 && begins_fresh_after_number(text) &&
                   !numbered_line(i + 1) && !listed_before)) {
        continue;
      }
      item.kind = BlockKind::heading;
      item.numbered = false;
      item.level = depth;
      if (depth == 0 && told[i] == 0) sizes.insert(size_step(item));
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (item.kind == BlockKind::heading) {
        indents.clear();
        if (told[i] > 0) {
          item.level = told[i];
        } else if (item.level == 0) {
          item.level = static_cast<std::uint8_t>(std::distance(sizes.begin(), sizes.find(size_step(item))) + 1);
        }
        item.level = std::clamp<std::uint8_t>(item.level, 1, 9);
      } else if (item.kind == BlockKind::list_item) {
        while (!indents.empty() && indents.back() > item.x0 + 3) indents.pop_back();
        if (indents.empty() || item.x0 > indents.back() + 3) indents.push_back(item.x0);
        item.level = static_cast<std::uint8_t>(std::min<std::size_t>(indents.size(), 9));
      } else if (item.kind == BlockKind::paragraph) {
        indents.clear();
      }
    }
  }

  /// Headings of one step have one level: larger first, bold before plain.
  static int size_step(const Item& item) { return static_cast<int>(std::lround(item.size)) * 2 + (item.bold ? 1 : 0); }

  Document write() {
    Document empty;
    empty.format = "pdf";
    empty.media_type = "application/pdf";
    empty.style = document::LocatorStyle::page_line;
    empty.pages = static_cast<std::uint32_t>(source_.pages.size());
    Builder builder(std::move(empty));
    std::int32_t open_table = -1;
    for (const Item& item : items_) {
      if (builder.next_offset() > limits_.text_bytes || builder.document().blocks.size() >= limits_.blocks) {
        builder.document().warnings.push_back("the text from page " + std::to_string(item.lines.front().page) +
                                              " on was left out: the document is too large");
        break;
      }
      if (item.table != open_table) {
        if (open_table >= 0) builder.end_table(tables_[static_cast<std::size_t>(open_table)]);
        if (item.table >= 0) builder.begin_table();
        open_table = item.table;
      }
      write_item(builder, item);
    }
    if (open_table >= 0) builder.end_table(tables_[static_cast<std::size_t>(open_table)]);
    return builder.finish();
  }

  void write_item(Builder& builder, const Item& item) {
    const ByteOffset start = builder.next_offset();
    std::string text;
    std::vector<document::Anchor> anchors;
    std::vector<document::Link> links;
    for (std::size_t i = 0; i < item.lines.size(); ++i) {
      const Line& line = item.lines[i];
      std::string written;
      std::vector<std::pair<std::size_t, const Word*>> places;
      for (const Word* word : line.words) {
        const std::string clean = clean_word(word->text);
        if (clean.empty()) continue;
        if (!written.empty()) written += ' ';
        places.emplace_back(written.size(), word);
        written += clean;
      }
      std::size_t dropped = 0;
      if (i == 0 && item.kind == BlockKind::list_item) {
        dropped = mark_of(written).drop;
        written.erase(0, dropped);
      }
      if (base::trim(written).empty()) continue;
      if (!text.empty()) {
        const Joint joint = join_lines(text, written, vocabulary_);
        if (joint.drop_hyphen) drop_last_code_point(text);
        if (joint.line_feed) text += '\n';
      }
      const auto at = static_cast<ByteOffset>(start + text.size());
      anchors.push_back({at, line.page, line.line});
      for (const auto& [offset, word] : places) {
        if (offset < dropped) continue;
        const auto begin = static_cast<ByteOffset>(at + offset - dropped);
        add_link(links, line.page, *word, {begin, static_cast<ByteOffset>(begin + clean_word(word->text).size())});
      }
      text += written;
    }
    text = strip_soft_hyphen_end(std::move(text));
    if (text.empty()) return;
    std::int32_t index = -1;
    if (item.table >= 0) {
      index = builder.add_cell(item.row, item.column, text);
    } else {
      index = builder.add(item.kind, text, item.level);
    }
    if (index < 0) return;
    document::Block& block = builder.block(index);
    block.numbered = item.kind == BlockKind::list_item && item.numbered;
    block.checkbox = item.checkbox;
    Document& out = builder.document();
    for (const document::Anchor& anchor : anchors) {
      if (anchor.offset < block.span.end) out.anchors.push_back(anchor);
    }
    for (document::Link& link : links) {
      link.span.end = std::min(link.span.end, block.span.end);
      if (link.span.begin < link.span.end) out.links.push_back(std::move(link));
    }
  }

  void add_link(std::vector<document::Link>& links, std::uint32_t page, const Word& word, document::Span span) const {
    const std::vector<Area>& areas = source_.pages[page - 1].links;
    if (areas.empty() || areas.size() > 500) return;
    const float x = (word.x0 + word.x1) / 2;
    const float y = (word.y0 + word.y1) / 2;
    for (const Area& area : areas) {
      if (x < area.x0 || x > area.x1 || y < area.y0 || y > area.y1) continue;
      if (!links.empty() && links.back().target == area.target && links.back().span.end + 1 >= span.begin) {
        links.back().span.end = span.end;
      } else {
        links.push_back({span, area.target});
      }
      return;
    }
  }

  const Source& source_;
  const Limits& limits_;
  std::vector<PageFlow> flows_;
  Pitches pitches_;
  float body_size_ = 10;
  bool bold_tells_ = true;
  std::unordered_set<std::string> vocabulary_;
  std::map<std::string, std::uint8_t> outline_;
  std::vector<Item> items_;
  std::vector<Item> furniture_;
  /// The header row of each table.
  std::vector<std::int32_t> tables_;
};

}  // namespace

document::Document lay_out(const Source& source, const Limits& limits) { return Assembler(source, limits).run(); }

}  // namespace crosswalk::extraction::pdf
