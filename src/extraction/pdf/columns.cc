// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/columns.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "extraction/pdf/text_line.h"

namespace crosswalk::extraction::pdf {
namespace {

/// The white between two lines, from above to below.
struct Space {
  float from;
  float to;
};

/// One side of a possible pair of columns.
struct Side {
  std::vector<Row> rows;
  float x0 = 0;
  float x1 = 0;
  float pitch = 0;
  /// The space above lines that are apart from the line above.
  std::vector<Space> breaks;
  /// The same, with lines whose first word would have had room in the line above.
  std::vector<Space> starts;

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
    // The names of a table's rows may stand far apart; running text does not.
    pitch = std::min(median(pitches, rows.front().size * 1.2F), 1.8F * rows.front().size);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const bool apart = rows[i].base - rows[i - 1].base > 1.25F * pitch;
      const Word& word = *rows[i].atoms.front().words.front();
      const bool had_room = rows[i - 1].x1 + 0.25F * rows[i].size + (word.x1 - word.x0) <= x1;
      const Space space{std::min(rows[i - 1].y1, rows[i].y0), std::max(rows[i - 1].y1, rows[i].y0)};
      if (apart) breaks.push_back(space);
      if (apart || had_room) starts.push_back(space);
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

/// The share of lines that have one at the same height on the other side, of the side with fewer lines.
float share_in_step(const Side& left, const Side& right) {
  const Side& few = left.rows.size() <= right.rows.size() ? left : right;
  const Side& many = &few == &left ? right : left;
  if (few.rows.empty()) return 1;
  std::size_t same = 0;
  std::size_t at = 0;
  const float near = 0.15F * few.rows.front().size;
  for (const Row& row : few.rows) {
    while (at < many.rows.size() && many.rows[at].base < row.base - near) ++at;
    if (at < many.rows.size() && many.rows[at].base <= row.base + near) ++same;
  }
  return static_cast<float>(same) / static_cast<float>(few.rows.size());
}

/// Whether the lines of both sides stand side by side and many are short, as in a table with cells of one line.
bool in_step(const Side& left, const Side& right) {
  return share_in_step(left, right) >= 0.8F && (!left.flows() || !right.flows());
}

/// Whether one side pauses where the other begins anew, at no less than this share of the pauses in tenths, as in the rows of a
/// table and not in columns.
bool pause_together(const Side& left, const Side& right, std::size_t tenths = 7) {
  const float near = 0.15F * left.rows.front().size;
  const auto matched = [&](const Side& one, const Side& other) {
    std::size_t count = 0;
    for (const Space& space : one.breaks) {
      const auto found = std::lower_bound(other.starts.begin(), other.starts.end(), space.from - near,
                                          [](const Space& s, float y) { return s.to < y; });
      if (found != other.starts.end() && found->from <= space.to + near) ++count;
    }
    return count;
  };
  const std::size_t all = left.breaks.size() + right.breaks.size();
  const std::size_t same = matched(left, right) + matched(right, left);
  if (same >= 3) return same * 10 >= all * tenths;
  const bool begin_together = std::abs(left.rows.front().base - right.rows.front().base) <= 2 * near;
  return same >= 1 && same == all && begin_together && std::min(left.rows.size(), right.rows.size()) <= 12;
}

/// What a set of atoms covers from left to right, and the size of most of them.
struct Extent {
  float x0;
  float x1;
  float em;

  explicit Extent(const std::vector<Atom>& atoms) : x0(atoms.front().x0), x1(atoms.front().x1) {
    std::vector<float> sizes;
    for (const Atom& atom : atoms) {
      x0 = std::min(x0, atom.x0);
      x1 = std::max(x1, atom.x1);
      sizes.push_back(atom.size);
    }
    em = median(std::move(sizes), 10);
  }

  [[nodiscard]] float width() const { return x1 - x0; }
};

bool crosses(const Atom& atom, float x) { return atom.x0 < x - 1 && atom.x1 > x + 1; }

/// Places where white space runs down the page, best first, at most three, no nearer to the edges of the atoms than this share of
/// their width in hundredths.
std::vector<float> gutters(const std::vector<Atom>& atoms, const Extent& extent, std::size_t edge) {
  const float x0 = extent.x0;
  const float x1 = extent.x1;
  const float em = extent.em;
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
    for (std::size_t i = bins * edge / 100; i < bins * (100 - edge) / 100; ++i) {
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

/// Cuts atoms into regions, these again, and so on down to three levels. `known` is the gutter of the document, if it has one.
void cut(std::vector<Atom> atoms, int depth, std::optional<float> known, std::vector<std::vector<Atom>>& out) {
  if (atoms.empty()) return;
  const Extent extent(atoms);
  if (depth >= 3 || atoms.size() < 8 || extent.width() < 40) {
    out.push_back(std::move(atoms));
    return;
  }
  std::stable_sort(atoms.begin(), atoms.end(), [](const Atom& a, const Atom& b) { return a.middle() < b.middle(); });
  std::vector<float> tried = gutters(atoms, extent, 15);
  if (known && *known > extent.x0 && *known < extent.x1) tried.insert(tried.begin(), *known);
  for (const float gutter : tried) {
    struct Piece {
      std::size_t begin;
      std::size_t end;
      bool columns;
    };
    std::vector<Piece> pieces;
    bool any = false;
    for (std::size_t i = 0; i < atoms.size();) {
      std::size_t end = i + 1;
      const bool crossing = crosses(atoms[i], gutter);
      while (end < atoms.size() && crosses(atoms[end], gutter) == crossing) ++end;
      const std::size_t next = end;
      if (!crossing) {
        // A heading of its own at the left, just above full-width text, does not belong to the left column.
        if (end < atoms.size()) {
          std::size_t tail = end;
          while (tail > i && end - tail < 3 && atoms[tail - 1].x1 < gutter) --tail;
          for (; tail < end; ++tail) {
            if (tail > i && atoms[tail].y0 - atoms[tail - 1].y1 > 0.7F * extent.em) break;
          }
          if (tail > i) end = tail;
        }
        std::vector<Atom> left;
        std::vector<Atom> right;
        for (std::size_t k = i; k < end; ++k) (atoms[k].x1 <= gutter + 1 ? left : right).push_back(atoms[k]);
        const Side one(left);
        const Side two(right);
        bool columns = one.prose(extent.width()) && two.prose(extent.width()) && !in_step(one, two) && !pause_together(one, two);
        // In a document of two columns it takes a table across both to make them rows: these are apart from what stands in
        // columns.
        if (known && gutter == *known && !one.rows.empty() && !two.rows.empty()) {
          columns = columns || (end - i) * 10 >= atoms.size() * 9 || (one.rows.size() >= 3 && !in_step(one, two));
        }
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
      if (!plain.empty()) cut(std::move(plain), depth + 1, std::nullopt, out);
      plain.clear();
      std::vector<Atom> left;
      std::vector<Atom> right;
      for (std::size_t k = piece.begin; k < piece.end; ++k) (atoms[k].x1 <= gutter + 1 ? left : right).push_back(atoms[k]);
      cut(std::move(left), depth + 1, std::nullopt, out);
      cut(std::move(right), depth + 1, std::nullopt, out);
    }
    if (!plain.empty()) cut(std::move(plain), depth + 1, std::nullopt, out);
    return;
  }
  out.push_back(std::move(atoms));
}

/// Whether both sides begin with the same line of several words at one height: a table that goes on from column to column repeats
/// the names of its columns.
bool begin_alike(const Side& left, const Side& right) {
  const Row& one = left.rows.front();
  const Row& two = right.rows.front();
  if (one.atoms.size() < 2 || one.atoms.size() != two.atoms.size() || std::abs(one.base - two.base) > 0.15F * one.size)
    return false;
  for (std::size_t i = 0; i < one.atoms.size(); ++i) {
    if (std::abs((one.atoms[i].x0 - one.x0) - (two.atoms[i].x0 - two.x0)) > 2) return false;
  }
  const std::string text = text_of(words_of(one));
  return has_letters(text) && text == text_of(words_of(two));
}

/// Whether the text ends on this page in the right one of two columns, so that there are too few lines to see how wide it is: the
/// left one is full of running text, and the white is in the middle of the page with equal margins.
bool ends_in_column(const Side& left, const Side& right, float page_width) {
  if (left.rows.size() < 16 || right.rows.size() < 3 || right.rows.size() * 5 > left.rows.size() * 2) return false;
  const float width = page_width - 2 * left.x0;
  if (!left.prose(width) || !left.flows() || left.x1 - left.x0 < 0.4F * width) return false;
  const float gap = right.x0 - left.x1;
  if (gap > 0.12F * width || std::abs((left.x1 + right.x0) / 2 - page_width / 2) > 0.03F * width) return false;
  const auto at_edge =
      std::count_if(right.rows.begin(), right.rows.end(), [&](const Row& row) { return row.x0 <= right.x0 + 1; });
  return static_cast<std::size_t>(at_edge) * 2 >= right.rows.size() && share_in_step(left, right) <= 0.75F;
}

/// The white in the middle of the page where nothing stands across it, though there may be few lines beside each other.
std::optional<float> between_halves(const std::vector<Atom>& atoms, float page_width) {
  float x1 = 0;
  float x0 = page_width;
  for (const Atom& atom : atoms) {
    if (atom.x0 < page_width / 2) {
      x1 = std::max(x1, atom.x1);
    } else {
      x0 = std::min(x0, atom.x0);
    }
  }
  return x1 < x0 ? std::optional((x1 + x0) / 2) : std::nullopt;
}

}  // namespace

bool leaves_free(const std::vector<Atom>& atoms, float x) {
  const auto crossing = std::count_if(atoms.begin(), atoms.end(), [&](const Atom& atom) { return crosses(atom, x); });
  return static_cast<std::size_t>(crossing) * 20 <= atoms.size();
}

std::optional<float> halves(const std::vector<Atom>& atoms, float page_width) {
  if (atoms.size() < 16) return std::nullopt;
  const Extent extent(atoms);
  // Narrow tables in the columns have white space that is as long.
  std::vector<float> tried = gutters(atoms, extent, 44);
  for (const float gutter : gutters(atoms, extent, 15)) tried.push_back(gutter);
  if (const std::optional<float> place = between_halves(atoms, page_width)) tried.push_back(*place);
  for (const float gutter : tried) {
    if (!leaves_free(atoms, gutter)) continue;
    std::vector<Atom> left;
    std::vector<Atom> right;
    for (const Atom& atom : atoms) {
      if (!crosses(atom, gutter)) (atom.x1 <= gutter + 1 ? left : right).push_back(atom);
    }
    const Side one(left);
    const Side two(right);
    if (one.rows.size() < 8) continue;
    const float middle = (one.x1 + two.x0) / 2;
    if (ends_in_column(one, two, page_width)) return middle;
    if (two.rows.size() < 8) continue;
    if (begin_alike(one, two) && std::abs(middle - page_width / 2) <= 0.03F * page_width) return middle;
    const float widths[] = {one.x1 - one.x0, two.x1 - two.x0};
    if (std::min(widths[0], widths[1]) < 0.85F * std::max(widths[0], widths[1])) continue;
    if (std::abs(middle - (extent.x0 + extent.x1) / 2) > 0.04F * extent.width()) continue;
    // Running text that has no room at the end of its lines may stand side by side.
    const bool text = one.flows() && two.flows() && one.prose(extent.width()) && two.prose(extent.width());
    if (share_in_step(one, two) >= 0.6F && (!text || pause_together(one, two, 9))) continue;
    return middle;
  }
  return std::nullopt;
}

std::vector<std::vector<Atom>> cut_columns(std::vector<Atom> atoms, std::optional<float> known) {
  std::vector<std::vector<Atom>> regions;
  cut(std::move(atoms), 0, known, regions);
  return regions;
}

}  // namespace crosswalk::extraction::pdf
