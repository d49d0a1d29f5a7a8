// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/tables.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "extraction/pdf/text_line.h"

namespace crosswalk::extraction::pdf {
namespace {

constexpr std::size_t max_columns = 64;

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

/// A vertical strip of white in a column of the grid that is wider than the spaces between words, if there is one.
std::optional<Column> white_strip(const std::vector<std::vector<Atom>>& cells, std::size_t column, float least) {
  std::size_t tried = 0;
  for (const std::vector<Atom>& row : cells) {
    const std::vector<const Word*>& words = row[column].words;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i]->x0 - words[i - 1]->x1 < least) continue;
      if (++tried > 8) return std::nullopt;
      Column strip{words[i - 1]->x1, words[i]->x0};
      std::size_t on_both = 0;
      for (const std::vector<Atom>& other : cells) {
        float left_end = -1e9F;
        float right_begin = 1e9F;
        const float middle = (strip.x0 + strip.x1) / 2;
        for (const Word* word : other[column].words) {
          if ((word->x0 + word->x1) / 2 < middle) {
            left_end = std::max(left_end, word->x1);
          } else {
            right_begin = std::min(right_begin, word->x0);
          }
        }
        if (left_end > -1e8F && right_begin < 1e8F) {
          if (right_begin - left_end < least) {
            on_both = 0;
            strip = {0, 0};
            break;
          }
          ++on_both;
        }
        strip = {std::max(strip.x0, left_end), std::min(strip.x1, right_begin)};
        if (strip.x1 - strip.x0 < least / 2) break;
      }
      if (on_both >= 2 && strip.x1 - strip.x0 >= least / 2) return strip;
    }
  }
  return std::nullopt;
}

/// Cuts columns of the grid that stand so close together that their words were taken for one cell.
void part_close_columns(Grid& grid, float em) {
  std::vector<float> spaces;
  for (const std::vector<Atom>& row : grid.cells) {
    for (const Atom& cell : row) {
      for (std::size_t i = 1; i < cell.words.size(); ++i) spaces.push_back(cell.words[i]->x0 - cell.words[i - 1]->x1);
    }
  }
  // In narrow columns most of these are not spaces between words, but what is looked for.
  const float least = std::max(0.42F * em, 1.5F * std::min(median(spaces, 0), 0.33F * em));
  for (std::size_t c = 0; c < grid.columns.size() && grid.columns.size() < max_columns;) {
    const std::optional<Column> strip = white_strip(grid.cells, c, least);
    if (!strip) {
      ++c;
      continue;
    }
    const float middle = (strip->x0 + strip->x1) / 2;
    const auto at = static_cast<std::ptrdiff_t>(c);
    grid.columns.insert(grid.columns.begin() + at + 1, {strip->x1, grid.columns[c].x1});
    grid.columns[c].x1 = strip->x0;
    for (std::vector<Atom>& row : grid.cells) {
      Atom left;
      Atom right;
      for (const Word* word : row[c].words) extend((word->x0 + word->x1) / 2 < middle ? left : right, *word);
      row[c] = std::move(left);
      row.insert(row.begin() + at + 1, std::move(right));
    }
  }
}

/// Whether a row of one cell and the row below stand partly beside each other, as a cell that is centred beside a longer one.
bool beside_next(const std::vector<Row>& rows, std::size_t at) {
  if (at + 1 >= rows.size() || rows[at].atoms.size() != 1) return false;
  const Row& next = rows[at + 1];
  return next.atoms.size() == 1 && next.y0 - rows[at].y1 < -0.2F * rows[at].size &&
         overlap(rows[at].x0, rows[at].x1, next.x0, next.x1) < -wide_gap * rows[at].size;
}

/// The longest table that begins with this row, if there is one. `work` counts the rows looked at.
std::optional<Grid> grow_table(const std::vector<Row>& rows, std::size_t first, std::size_t& work, std::size_t& looked_to) {
  const float em = std::max(rows[first].size, 1.0F);
  std::vector<Column> columns;
  for (const Atom& atom : rows[first].atoms) columns.push_back({atom.x0, atom.x1});
  if (beside_next(rows, first)) {
    for (const Atom& atom : rows[first + 1].atoms) columns.push_back({atom.x0, atom.x1});
  }
  std::sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) { return a.x0 < b.x0; });
  for (std::size_t c = 1; c < columns.size(); ++c) {
    if (columns[c].x0 <= columns[c - 1].x1) return std::nullopt;
  }
  if (columns.size() < 2 || columns.size() > max_columns) return std::nullopt;
  std::size_t last = first;
  std::size_t several = 1;
  std::vector<std::size_t> column_of;
  std::vector<Column> pending_columns = columns;
  std::size_t pending = 0;
  // Column of the row before, where it has one cell.
  std::size_t last_column = rows[first].atoms.size() > 1 ? max_columns : rows[first].x0 > columns.front().x0 ? 1 : 0;
  std::size_t j = first + 1;
  for (; j < rows.size(); ++j) {
    ++work;
    const float space = rows[j].y0 - rows[j - 1].y1;
    if (space > 3 * em || has_leader(rows[j])) break;
    const std::vector<Atom> atoms = cut_at_columns(rows[j], pending_columns);
    if (!fit(atoms, pending_columns, em, column_of)) break;
    const std::set<std::size_t> hit(column_of.begin(), column_of.end());
    // Cells may be centred beside each other, so that their lines are not at one height.
    const bool beside = space < -0.2F * em && hit.size() == 1 && last_column < max_columns && column_of.front() != last_column;
    last_column = hit.size() == 1 ? column_of.front() : max_columns;
    if (hit.size() >= 2 || beside) {
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
  part_close_columns(grid, em);
  return grid;
}

/// Takes lines above that belong to one cell of the first row: a cell with more lines than its neighbours, which stand in the
/// middle of its height or at its foot. Such a line is in a column other than the first, or beside what is below it.
void take_beginning(const std::vector<Row>& rows, std::size_t from, Grid& grid) {
  for (int taken = 0; taken < 8 && grid.first > from; ++taken) {
    const Row& row = rows[grid.first - 1];
    const Row& next = rows[grid.first];
    if (row.atoms.size() != 1 || has_leader(row)) return;
    const float em = std::max(next.size, 1.0F);
    const float space = next.y0 - row.y1;
    if (std::abs(row.size - next.size) > 0.1F * em || space > 0.3F * em || space < -1.2F * em) return;
    const Atom& atom = row.atoms.front();
    std::size_t c = 0;
    while (c + 1 < grid.columns.size() && grid.columns[c + 1].x0 <= atom.x0 + 2) ++c;
    const Column& column = grid.columns[c];
    if (c == 0 && space > -0.2F * em) return;
    if (atom.x0 < column.x0 - 2 || (c + 1 < grid.columns.size() && atom.x1 > grid.columns[c + 1].x0 - 0.25F * em)) return;
    const bool left = std::abs(atom.x0 - column.x0) <= 2;
    const bool right = std::abs(atom.x1 - column.x1) <= 2;
    const bool middle = std::abs(atom.x0 + atom.x1 - column.x0 - column.x1) <= 6;
    if (!left && !right && !middle) return;
    grid.columns[c].x1 = std::max(column.x1, atom.x1);
    std::vector<Atom> cells(grid.columns.size());
    cells[c] = atom;
    grid.cells.insert(grid.cells.begin(), std::move(cells));
    --grid.first;
  }
}

/// Takes the row above into the table if it is bold, the table is not, and it has words for every column, farther apart than
/// words of one text. Where it stands as close as the lines of a cell, it may have words for several columns only that begin
/// where these do, and the row below may be bold as well: names of several lines.
bool take_header(const std::vector<Row>& rows, std::size_t from, Grid& grid) {
  if (grid.first <= from) return false;
  const Row& row = rows[grid.first - 1];
  const Row& next = rows[grid.first];
  const bool close = next.y0 - row.y1 < 0.3F * row.size && row.size >= 0.95F * next.size;
  // A heading is larger than the names of columns.
  if (!row.bold || (next.bold && !close) || row.size > 1.12F * next.size || next.y0 - row.y1 > 1.5F * row.size) return false;
  std::vector<Atom> cells(grid.columns.size());
  std::size_t column = 0;
  std::size_t filled = 0;
  bool aligned_all = true;
  const Word* before = nullptr;
  for (const Word* word : words_of(row)) {
    const float middle = (word->x0 + word->x1) / 2;
    std::size_t at = column;
    while (at + 1 < grid.columns.size() && middle > (grid.columns[at].x1 + grid.columns[at + 1].x0) / 2) ++at;
    if (before != nullptr && at != column && word->x0 - before->x1 < 0.35F * size_of(*word)) return false;
    if (before == nullptr || at != column) {
      ++filled;
      aligned_all = aligned_all && std::abs(word->x0 - grid.columns[at].x0) <= 2;
    }
    column = at;
    before = word;
    extend(cells[at], *word);
  }
  const bool whole = filled == grid.columns.size() && !next.bold;
  if (!whole && !(close && aligned_all && filled >= 2 && filled * 2 >= grid.columns.size())) return false;
  grid.cells.insert(grid.cells.begin(), std::move(cells));
  --grid.first;
  return true;
}

float first_word_width(const Atom& atom) { return atom.words.front()->x1 - atom.words.front()->x0; }

/// Whether the text of a cell had to go on in the next line, because its next word had no room.
bool wraps(const Atom& above, const Atom& below, const Column& column) {
  return !above.words.empty() && !below.words.empty() &&
         above.x1 + 0.25F * below.size + first_word_width(below) > column.x1 + 0.5F;
}

/// How a cell of one line of a table stands to the cell of the line above.
struct Joining {
  /// Whether there is text in the line above and in this one.
  bool above = false;
  bool below = false;
  /// Whether the first word would have had room in the line above, so that it does not go on with that.
  bool room = false;
  bool begins_lower = false;
  /// Whether the line above ends as sentences do.
  bool ended = false;
  /// Whether it surely goes on, in the middle of a sentence or of a word.
  bool flows = false;
};

/// How a line of a table stands to the line above it.
struct Step {
  std::vector<Joining> cells;
  /// A cell stands below nothing.
  bool starts = false;
  bool room = false;
  bool flows = false;
  /// Both lines are bold.
  bool bold = true;
  /// All lines above are bold, and this one is not: those name the columns.
  bool names_end = false;
  /// Number of cells.
  std::size_t filled = 0;
};

/// The columns as wide as their cells may be: up to the next one but for the white that all of them keep, which is seen where one
/// of them is full, but no more than `white`.
std::vector<Column> whole_columns(std::vector<Column> columns, float white) {
  for (std::size_t c = 1; c < columns.size(); ++c) white = std::min(white, columns[c].x0 - columns[c - 1].x1);
  for (std::size_t c = 1; c < columns.size(); ++c) columns[c - 1].x1 = columns[c].x0 - white;
  return columns;
}

/// Steps to each line of the grid from the line above; the first one says nothing.
std::vector<Step> steps_of(const Grid& grid, const std::vector<Column>& columns) {
  const auto bold = [](const Atom& cell) {
    return std::all_of(cell.words.begin(), cell.words.end(), [](const Word* word) { return word->bold; });
  };
  std::vector<Step> steps(grid.cells.size());
  bool all_bold = true;
  for (std::size_t k = 1; k < grid.cells.size(); ++k) {
    Step& step = steps[k];
    step.cells.resize(columns.size());
    bool bold_above = true;
    bool bold_here = false;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Atom& above = grid.cells[k - 1][c];
      const Atom& below = grid.cells[k][c];
      Joining& joining = step.cells[c];
      joining.above = !above.words.empty();
      joining.below = !below.words.empty();
      step.bold = step.bold && bold(above) && bold(below);
      bold_above = bold_above && bold(above);
      bold_here = bold_here || (joining.below && bold(below));
      if (joining.above) joining.ended = ends_sentence(above.words.back()->text);
      if (!joining.below) continue;
      ++step.filled;
      joining.begins_lower = begins_lower(below.words.front()->text);
      step.starts = step.starts || !joining.above;
      if (!joining.above) continue;
      joining.room = !wraps(above, below, columns[c]);
      const bool full = above.x1 + 0.7F * above.size > columns[c].x1;
      joining.flows = joining.begins_lower && !joining.room && !joining.ended && (full || above.words.size() > 1);
      step.room = step.room || joining.room;
      step.flows = step.flows || joining.flows;
    }
    all_bold = all_bold && bold_above;
    step.names_end = all_bold && !bold_here;
  }
  return steps;
}

/// Whether the cells of each row may begin at one height, so that one that stands below nothing begins a row: hardly ever do
/// cells go on beside it. The names of the columns may stand otherwise.
bool begins_at_top(const std::vector<Step>& steps, const std::vector<float>& pitches, float em) {
  std::size_t for_it = 0;
  std::size_t against = 0;
  for (std::size_t k = 1; k < steps.size(); ++k) {
    if (!steps[k].starts || steps[k].bold) continue;
    if ((steps[k].flows && !steps[k].room) || pitches[k] < 0.9F * em) {
      ++against;
    } else if (steps[k].room) {
      ++for_it;
    }
  }
  return against * 2 < for_it || against == 0;
}

/// Which lines of a table begin a row, where rows are no farther apart than the lines of their cells: what is seen of each cell
/// is weighed by how likely it is at the beginning of a row and within one. How often cells of a column are empty, begin with a
/// small letter, or end with a full line, is learned from the rows that are sure.
std::vector<bool> weigh_rows(const std::vector<Step>& steps) {
  struct Habits {
    float rows = 0;
    float empty = 0;
    float lower = 0;
    float pairs = 0;
    float full = 0;
  };
  if (steps.size() < 2) return std::vector<bool>(steps.size(), true);
  std::vector<Habits> habits(steps[1].cells.size());
  float partial = 0;
  for (std::size_t k = 1; k < steps.size(); ++k) {
    const Step& step = steps[k];
    if (!step.starts && step.filled < step.cells.size()) ++partial;
    if (!step.starts && !step.room) continue;
    for (std::size_t c = 0; c < step.cells.size(); ++c) {
      const Joining& joining = step.cells[c];
      ++habits[c].rows;
      if (!joining.below) ++habits[c].empty;
      if (joining.below && joining.begins_lower) ++habits[c].lower;
      if (!joining.above || !joining.below) continue;
      ++habits[c].pairs;
      if (!joining.room) ++habits[c].full;
    }
  }
  // Without lines of a part of the cells, hardly any cell has several lines.
  const float goes_on = (partial + 0.02F) / (static_cast<float>(steps.size()) + 1);
  std::size_t names = 0;
  for (std::size_t k = 1; k < steps.size() && names == 0; ++k) names = steps[k].names_end ? k : 0;
  std::vector<bool> begins(steps.size(), true);
  for (std::size_t k = 1; k < steps.size(); ++k) {
    float weight = std::log((1 - goes_on) / goes_on);
    for (std::size_t c = 0; c < steps[k].cells.size(); ++c) {
      const Joining& joining = steps[k].cells[c];
      const Habits& habit = habits[c];
      const float empty = (habit.empty + 0.1F) / (habit.rows + 2);
      const float lower = (habit.lower + 0.2F) / (habit.rows + 2);
      const float full = (habit.full + 1) / (habit.pairs + 2.5F);
      if (!joining.below) {
        weight += std::log(joining.above ? empty / 0.4F : empty);
        continue;
      }
      if (!joining.above) {
        weight += std::log((1 - empty) / 0.02F);
        continue;
      }
      weight += joining.room ? std::log((1 - full) / 0.06F) : std::log(full / 0.94F);
      weight += joining.begins_lower ? std::log(lower / 0.6F) : std::log((1 - lower) / 0.4F);
      if (joining.ended) weight += std::log(0.3F / 0.12F);
    }
    begins[k] = k == names || (weight > 0 && (k > names || steps[k].room));
  }
  return begins;
}

TableOnPage make_table(const std::vector<Row>& rows, const Grid& grid, std::uint32_t page) {
  TableOnPage table{grid.first, grid.last, -1, {}, {}};
  const std::size_t count = grid.last - grid.first + 1;
  // Distance of the lines: within cells (smallest), and of each line from all that is above.
  const float em = rows[grid.first].size;
  std::vector<float> pitches(count, 0);
  float smallest = 1e9F;
  {
    std::vector<float> heights;
    std::vector<float> sizes;
    for (std::size_t k = 0; k < count; ++k) {
      heights.push_back(rows[grid.first + k].y1 - rows[grid.first + k].y0);
      sizes.push_back(rows[grid.first + k].size);
    }
    const float height = median(heights, em);
    const float size = median(sizes, em);
    // Lines of another size, as code has it, stand a little higher or lower.
    float smallest_of_others = 1e9F;
    std::vector<const Row*> above(grid.columns.size(), nullptr);
    float lowest = rows[grid.first].y1;
    for (std::size_t k = 0; k < count; ++k) {
      const Row& at = rows[grid.first + k];
      const auto usual = [&](const Row& row) { return std::abs(row.size - size) <= 0.06F * size; };
      for (std::size_t c = 0; c < grid.columns.size(); ++c) {
        if (grid.cells[k][c].words.empty()) continue;
        if (above[c] != nullptr) {
          float& least = usual(at) && usual(*above[c]) ? smallest : smallest_of_others;
          least = std::min(least, at.base - above[c]->base);
        }
        above[c] = &at;
      }
      if (k > 0) pitches[k] = at.y0 - lowest + height;
      lowest = std::max(lowest, at.y1);
    }
    if (smallest > 1.4F * em) smallest = std::min(smallest, smallest_of_others);
  }
  bool two_pitches = false;
  for (std::size_t k = 1; k < count; ++k) two_pitches = two_pitches || pitches[k] > 1.2F * smallest;
  two_pitches = two_pitches && smallest < 1.4F * em;
  const std::vector<Column> columns = whole_columns(grid.columns, 1.5F * em);
  for (const Column& column : whole_columns(grid.columns, 1e9F)) table.rights.push_back(column.x1);
  const std::vector<Step> steps = steps_of(grid, columns);
  const bool weighed = !two_pitches && smallest < 1.4F * em && begins_at_top(steps, pitches, em);
  const std::vector<bool> begins = weighed ? weigh_rows(steps) : std::vector<bool>();
  std::int32_t row = 0;
  std::vector<Cell> open(grid.columns.size());
  const auto flush = [&] {
    for (std::size_t c = 0; c < open.size(); ++c) {
      if (open[c].lines.empty()) continue;
      open[c].row = row;
      open[c].column = static_cast<std::int32_t>(c);
      table.cells.push_back(std::move(open[c]));
    }
    open.assign(grid.columns.size(), Cell{0, 0, {}, true});
  };
  open.assign(grid.columns.size(), Cell{0, 0, {}, true});
  for (std::size_t k = 0; k < count; ++k) {
    const std::vector<Atom>& cells = grid.cells[k];
    if (k > 0) {
      const float pitch = pitches[k];
      const Step& step = steps[k];
      bool goes_on = cells[0].words.empty() || pitch < 0.9F * em;
      if (weighed && pitch >= 0.9F * em && pitch < 1.4F * em) {
        goes_on = !begins[k];
      } else if (two_pitches) {
        if (pitch > 1.2F * smallest) {
          goes_on = false;
        } else if (!goes_on) {
          for (std::size_t c = 0; c < cells.size(); ++c)
            goes_on = goes_on || wraps(grid.cells[k - 1][c], cells[c], grid.columns[c]);
          goes_on = goes_on || step.filled == 1;
        }
      } else if (!goes_on && pitch < 1.4F * em) {
        goes_on = step.filled == 1 || (step.filled < cells.size() && wraps(grid.cells[k - 1][0], cells[0], grid.columns[0]));
      }
      if (!goes_on) {
        flush();
        ++row;
      }
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (cells[c].words.empty()) continue;
      open[c].lines.push_back({page, rows[grid.first + k].line, cells[c].words});
      put_in_reading_order(open[c].lines.back().words);
      for (const Word* word : cells[c].words) open[c].bold = open[c].bold && word->bold;
    }
  }
  flush();
  // A first row that is bold and the next ones not, or one of short words over at least two rows with figures, names the columns.
  std::size_t in_first = 0;
  bool bold = true;
  bool plain_below = false;
  bool short_names = true;
  for (const Cell& cell : table.cells) {
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

}  // namespace

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

std::vector<TableOnPage> find_tables(const std::vector<Row>& rows, std::uint32_t page) {
  std::vector<TableOnPage> tables;
  std::size_t work = 0;
  for (std::size_t i = 0; i < rows.size();) {
    if ((rows[i].atoms.size() < 2 && !beside_next(rows, i)) || has_leader(rows[i])) {
      ++i;
      continue;
    }
    std::size_t looked_to = i + 1;
    std::optional<Grid> grid = grow_table(rows, i, work, looked_to);
    if (grid) {
      const std::size_t from = tables.empty() ? 0 : tables.back().last + 1;
      take_beginning(rows, from, *grid);
      for (int taken = 0; taken < 4 && take_header(rows, from, *grid);) ++taken;
      tables.push_back(make_table(rows, *grid, page));
      i = grid->last + 1;
    } else {
      // Rows that were looked at in vain may begin a table themselves, but not for ever.
      i = work > 64 * (rows.size() + 16) ? std::max(looked_to, i + 1) : i + 1;
    }
  }
  return tables;
}

}  // namespace crosswalk::extraction::pdf
