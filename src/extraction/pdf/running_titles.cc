// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/running_titles.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace crosswalk::extraction::pdf {
namespace {

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

/// Whether it is the number 1 at the foot of the only page, apart from the text.
bool numbers_only_page(const std::vector<Page>& pages, const std::vector<std::vector<Row>>& rows, const Candidate& candidate) {
  const std::vector<Row>& all = rows[candidate.page];
  const Row& row = all[candidate.row];
  return pages.size() == 1 && !candidate.top && candidate.row > 0 && text_of(words_of(row)).find('1') != std::string::npos &&
         row.y1 > 0.88F * pages[candidate.page].height && row.y0 - all[candidate.row - 1].y1 > 1.5F * row.size;
}

/// Takes back the marks of rows at the top of a page that are the head of a table, which is repeated where the table goes on:
/// they stand as close to the rows below as these to each other, and several of their cells begin where cells below begin.
void spare_table_head(const std::vector<Row>& rows, std::vector<bool>& marks) {
  const auto close = [&](std::size_t i) { return rows[i + 1].y0 - rows[i].y1 < 0.5F * rows[i].size; };
  std::size_t end = 0;
  while (end < rows.size() && marks[end]) ++end;
  if (end == 0 || end == rows.size() || !close(end - 1)) return;
  std::size_t begin = end - 1;
  while (begin > 0 && close(begin - 1)) --begin;
  std::vector<float> heads;
  std::vector<float> cells;
  for (std::size_t i = begin; i < end; ++i) {
    for (const Atom& atom : rows[i].atoms) heads.push_back(atom.x0);
  }
  for (std::size_t i = end; i < std::min(end + 4, rows.size()) && (i == end || close(i - 1)); ++i) {
    for (const Atom& atom : rows[i].atoms) cells.push_back(atom.x0);
  }
  std::sort(heads.begin(), heads.end());
  std::sort(cells.begin(), cells.end());
  std::size_t same = 0;
  float last = -1e9F;
  for (const float x : heads) {
    if (x - last <= 2) continue;
    const auto cell = std::lower_bound(cells.begin(), cells.end(), x - 2);
    if (cell == cells.end() || *cell > x + 2) continue;
    ++same;
    last = x;
  }
  if (same < 2) return;
  for (std::size_t i = begin; i < end; ++i) marks[i] = false;
}

}  // namespace

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

std::vector<std::vector<bool>> find_running_titles(const std::vector<Page>& pages, const std::vector<std::vector<Row>>& rows) {
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
    const bool alone =
        is_page_number(candidate.key) && candidate.rank == 0 && (filled > 1 || numbers_only_page(pages, rows, candidate));
    if (!alone && !repeated(candidate)) continue;
    marks[candidate.page][candidate.row] = true;
    ++depth;
  }
  for (std::size_t p = 0; p < pages.size(); ++p) spare_table_head(rows[p], marks[p]);
  return marks;
}

}  // namespace crosswalk::extraction::pdf
