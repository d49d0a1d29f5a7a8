// SPDX-License-Identifier: Apache-2.0
#include "extraction/rst/tables.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace crosswalk::extraction::rst {
namespace {

using document::ByteOffset;
using document::Span;

constexpr auto npos = std::string_view::npos;
/// Rows times columns beyond which a drawing is not read as a table.
constexpr std::size_t most_places = 1'000'000;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// A line of a drawing with the place of every character of it, from a column on.
class Row {
 public:
  Row(std::string_view text, const Line& line, std::size_t indent) : text_(text) {
    // The characters before the drawing are blanks; a tab among them counts as many.
    std::size_t column = line.indent;
    for (std::size_t i = indent; i < column; ++i) places_.push_back(line.begin);
    lead_ = places_.size();
    for (std::size_t i = line.begin; i < line.end; ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) places_.push_back(i);
    }
    end_ = line.end;
  }

  [[nodiscard]] std::size_t size() const { return places_.size(); }
  /// The character at a column; a blank behind the end, 'x' for what is not ASCII.
  [[nodiscard]] char at(std::size_t column) const {
    if (column < lead_ || column >= places_.size()) return ' ';
    const char c = text_[places_[column]];
    return (static_cast<unsigned char>(c) & 0x80) != 0 ? 'x' : c;
  }
  /// The text from column `from` to before column `to`, without blanks at its edges.
  [[nodiscard]] Span piece(std::size_t from, std::size_t to) const {
    if (from >= places_.size()) return {};
    std::size_t begin = places_[std::max(from, std::min(lead_, places_.size() - 1))];
    std::size_t end = to < places_.size() ? places_[to] : end_;
    while (begin < end && is_blank(text_[begin])) ++begin;
    while (end > begin && is_blank(text_[end - 1])) --end;
    return begin < end ? Span{static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)} : Span{};
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> places_;
  std::size_t lead_ = 0;
  std::size_t end_ = 0;
};

bool is_border_mark(char c) { return c == '-' || c == '=' || c == '+'; }

}  // namespace

bool is_grid_border(std::string_view line) {
  return line.size() >= 4 && line.front() == '+' && line.back() == '+' && line.find_first_not_of("+-=") == npos &&
         (line[1] == '-' || line[1] == '=');
}

bool is_simple_border(std::string_view line) {
  return line.size() >= 3 && line.front() == '=' && line.find(" =") != npos && line.find_first_not_of("= ") == npos;
}

DrawnTable read_grid_table(std::string_view text, const std::vector<Line>& lines, std::size_t first, std::size_t last) {
  DrawnTable out;
  std::size_t end = first;
  while (end < last && !lines[end].blank() && (text[lines[end].begin] == '|' || text[lines[end].begin] == '+')) ++end;
  // It ends with its last border.
  const auto line = [&](std::size_t i) { return text.substr(lines[i].begin, lines[i].end - lines[i].begin); };
  while (end > first + 1 && !is_grid_border(line(end - 1))) --end;
  if (end < first + 3) return out;

  std::vector<Row> rows;
  std::set<std::size_t> edges;
  std::vector<std::size_t> borders;
  for (std::size_t i = first; i < end; ++i) {
    rows.emplace_back(text, lines[i], lines[first].indent);
    const Row& row = rows.back();
    // A line with a stretch of border from one cross to another, whole or in part.
    bool border = false;
    std::size_t cross = npos;
    bool drawn = false;
    for (std::size_t x = 0; x < row.size(); ++x) {
      const char c = row.at(x);
      if (c == '+') {
        if (cross != npos && drawn && x > cross + 1) {
          border = true;
          edges.insert(cross);
          edges.insert(x);
        }
        cross = x;
        drawn = true;
      } else if (c != '-' && c != '=') {
        drawn = false;
      }
    }
    if (border) borders.push_back(i - first);
  }
  const std::vector<std::size_t> xs(edges.begin(), edges.end());
  if (xs.size() < 2 || borders.size() < 2) return out;
  const std::size_t columns = xs.size() - 1;
  const std::size_t bands = borders.size() - 1;
  if (columns * bands > most_places) return out;

  // Which stretches of the lines between the places are drawn.
  const auto wall = [&](std::size_t band, std::size_t column) {  // at the left of the place
    for (std::size_t y = borders[band] + 1; y < borders[band + 1]; ++y) {
      const char c = rows[y].at(xs[column]);
      if (c != '|' && c != '+') return false;
    }
    return true;
  };
  const auto floor = [&](std::size_t band, std::size_t column) {  // above the place
    const Row& row = rows[borders[band]];
    for (std::size_t x = xs[column] + 1; x < xs[column + 1]; ++x) {
      if (!is_border_mark(row.at(x))) return false;
    }
    return true;
  };
  // The place at which each place's cell begins: first along the row, then, where nothing is drawn above, down.
  std::vector<std::size_t> owner(columns * bands);
  std::vector<std::size_t> right(columns * bands);  // of owners: behind their last column
  std::vector<std::size_t> below(columns * bands);  // of owners: behind their last band
  for (std::size_t band = 0; band < bands; ++band) {
    for (std::size_t column = 0; column < columns;) {
      std::size_t stop = column + 1;
      while (stop < columns && !wall(band, stop)) ++stop;
      std::size_t home = band * columns + column;
      if (band > 0 && !floor(band, column)) {
        const std::size_t above = owner[(band - 1) * columns + column];
        if (above % columns == column && right[above] == stop) home = above;
      }
      for (std::size_t c = column; c < stop; ++c) owner[band * columns + c] = home;
      right[home] = stop;
      below[home] = band + 1;
      column = stop;
    }
  }
  for (std::size_t band = 0; band < bands; ++band) {
    for (std::size_t column = 0; column < columns; ++column) {
      const std::size_t place = band * columns + column;
      if (owner[place] != place) continue;
      DrawnCell cell{static_cast<std::int32_t>(band), static_cast<std::int32_t>(column), {}};
      // What stands beside a border that goes only through other columns.
      const std::size_t beside = band > 0 && !floor(band, column) ? 0 : 1;
      for (std::size_t y = borders[band] + beside; y < borders[below[place]]; ++y) {
        const Span piece = rows[y].piece(xs[column] + 1, xs[right[place]]);
        if (!piece.empty()) cell.pieces.push_back(piece);
      }
      if (!cell.pieces.empty()) out.cells.push_back(std::move(cell));
    }
  }
  for (std::size_t band = 1; band < bands && out.header_row < 0; ++band) {
    const std::string_view border = line(first + borders[band]);
    if (border.find("==") != npos && border.find('-') == npos) out.header_row = static_cast<std::int32_t>(band) - 1;
  }
  out.next = end;
  return out;
}

DrawnTable read_simple_table(std::string_view text, const std::vector<Line>& lines, std::size_t first, std::size_t last) {
  DrawnTable out;
  const auto line = [&](std::size_t i) { return text.substr(lines[i].begin, lines[i].end - lines[i].begin); };
  // The second border of the rest ends it, or the first that a blank line or the end follows.
  std::size_t end = first + 1;
  std::size_t header = 0;
  for (; end < last; ++end) {
    if (lines[end].blank() || !is_simple_border(line(end))) continue;
    if (header > 0 || end + 1 >= last || lines[end + 1].blank()) break;
    header = end;
  }
  if (end >= last) return out;

  const std::string_view top = line(first);
  std::vector<std::size_t> starts;
  for (std::size_t x = 0; x < top.size(); ++x) {
    if (top[x] == '=' && (x == 0 || top[x - 1] == ' ')) starts.push_back(x);
  }
  const std::size_t columns = starts.size();
  if (columns * (end - first) > most_places) return out;
  std::int32_t row = -1;
  std::map<std::int32_t, std::vector<Span>> cells;  // of the row, by columns
  const auto end_row = [&] {
    for (auto& [column, pieces] : cells) out.cells.push_back({row, column, std::move(pieces)});
    cells.clear();
  };
  bool new_row = true;
  for (std::size_t i = first + 1; i < end; ++i) {
    if (lines[i].blank()) continue;
    const std::string_view l = line(i);
    if (i == header) {
      out.header_row = row;
      new_row = true;
      continue;
    }
    // Underlines of cells that span columns.
    if (l.size() >= 3 && l.find_first_not_of("- ") == npos && l.find("--") != npos && !lines[i - 1].blank()) {
      new_row = true;
      continue;
    }
    const Row drawn(text, lines[i], lines[first].indent);
    std::vector<std::pair<std::size_t, Span>> values;
    for (std::size_t c = 0; c < columns;) {
      // Text that goes across the gap before a column belongs to the column before.
      std::size_t stop = c + 1;
      while (stop < columns && (drawn.at(starts[stop] - 1) != ' ')) ++stop;
      const Span piece = drawn.piece(starts[c], stop < columns ? starts[stop] : npos);
      if (!piece.empty()) values.emplace_back(c, piece);
      c = stop;
    }
    // Without a text in the first column a line goes on with the row before.
    const bool first_filled = !values.empty() && values.front().first == 0;
    if (new_row || first_filled || row < 0) {
      end_row();
      ++row;
      new_row = false;
    }
    for (const auto& [column, piece] : values) cells[static_cast<std::int32_t>(column)].push_back(piece);
  }
  end_row();
  out.next = end + 1;
  return out;
}

}  // namespace crosswalk::extraction::rst
