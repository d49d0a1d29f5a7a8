// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/front/record.h"
#include "extraction/pdf/columns.h"
#include "extraction/pdf/rows.h"
#include "extraction/pdf/running_titles.h"
#include "extraction/pdf/tables.h"
#include "extraction/pdf/text_line.h"

namespace crosswalk::extraction::pdf {
namespace {

using document::BlockKind;
using document::Builder;
using document::ByteOffset;
using document::Document;

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
  /// Lines of code: they keep their ends.
  bool code = false;
  /// Where the column begins and ends.
  float left = 0;
  float right = 0;
  /// Table cells: number of the table among all, and the place in it.
  std::int32_t table = -1;
  std::int32_t row = -1;
  std::int32_t column = -1;
};

/// The rows of one column of one page, and which of them are tables.
struct Region {
  std::vector<Row> rows;
  std::vector<TableOnPage> tables;
  float x0 = 0;
  float x1 = 0;
};

struct PageFlow {
  std::vector<Region> regions;
  std::vector<Line> headers;
  std::vector<Line> footers;
  std::vector<Line> turned;
};

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

/// Whether one of two lines is a name in code, which is set a little smaller, and the other one is text.
bool set_in_code(const Row& above, const Row& row) {
  const Row& code = above.mono ? above : row;
  const Row& text = above.mono ? row : above;
  return code.mono && !text.mono && code.size < text.size && code.size > 0.8F * text.size;
}

struct LineFacts {
  std::string text;
  Mark mark;
  bool code = false;
};

/// Whether a paragraph ends between two lines of a region.
bool breaks_between(const Row& above, const Row& row, const LineFacts& above_facts, const LineFacts& facts, const Region& region,
                    const Pitches& pitches, float block_x0, bool block_is_item) {
  if (facts.code || above_facts.code) {
    // Code ends with its letters; a blank line is part of it.
    if (facts.code != above_facts.code) return true;
    return !same_size(above.size, row.size) || row.base - above.base > 3.5F * row.size || row.base < above.base;
  }
  if (facts.mark.kind != MarkKind::none) return true;
  if (has_leader(above) || has_leader(row)) return true;
  if (is_rule(above_facts.text) || is_rule(facts.text)) return true;
  if (!same_size(above.size, row.size) && !set_in_code(above, row)) return true;
  const float pitch = row.base - above.base;
  const auto known = pitches.find(quarter(row.size));
  const float usual = known == pitches.end() ? 1.25F * row.size : known->second;
  if (pitch > 1.22F * usual + 0.3F || pitch < 0.3F * usual) return true;
  const float em = std::max(row.size, 1.0F);
  const bool ended = ends_sentence(above_facts.text);
  const bool fresh = begins_fresh(facts.text);
  // How much more than its first word would have had room in the line above.
  const Word& word = *row.atoms.front().words.front();
  const float room = region.x1 - above.x1 - 0.3F * em - (word.x1 - word.x0);
  // A bold name with a colon stands in one paragraph with what it names, which may have had no room behind it, and bold words may
  // have had none behind others.
  const bool goes_on = room < 0 && (above.bold ? above_facts.text.ends_with(':') : !ended);
  if (above.bold != row.bold && (fresh || ended) && !goes_on) return true;
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

/// How often a word stands where no narrow cell can have broken it, and where it may be the end of a broken one.
struct SeenWord {
  std::size_t whole = 0;
  std::size_t behind_break = 0;
};

/// The document as items, put together page by page.
class Assembler {
 public:
  Assembler(const Source& source, const Limits& limits) : source_(source), limits_(limits) {}

  Document run() {
    arrange();
    measure();
    for (std::size_t p = 0; p < flows_.size(); ++p) add_page(flows_[p], static_cast<std::uint32_t>(p + 1));
    name_headings();
    note_whole_words();
    return write();
  }

 private:
  void arrange() {
    const std::size_t count = source_.pages.size();
    flows_.resize(count);
    std::vector<std::vector<Row>> rows(count);
    for (std::size_t p = 0; p < count; ++p) rows[p] = make_rows(make_atoms(source_.pages[p]));
    const std::vector<std::vector<bool>> titles = find_running_titles(source_.pages, rows);
    const std::optional<float> gutter = gutter_of(source_.pages, rows, titles);
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
      for (std::vector<Atom>& part : cut_columns(std::move(body), gutter)) {
        Region region;
        region.rows = make_rows(std::move(part));
        region.x0 = region.rows.front().x0;
        region.x1 = region.rows.front().x1;
        for (Row& row : region.rows) {
          row.line = ++line;
          region.x0 = std::min(region.x0, row.x0);
          region.x1 = std::max(region.x1, row.x1);
        }
        region.tables = find_tables(region.rows, page);
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

  /// The place between the columns of the document: where at least a third of its pages with text prove to have it, apart from
  /// those that leave it free, and a sixth of all.
  static std::optional<float> gutter_of(const std::vector<Page>& source, const std::vector<std::vector<Row>>& rows,
                                        const std::vector<std::vector<bool>>& titles) {
    const auto body_of = [&](std::size_t p) {
      std::vector<Atom> body;
      for (std::size_t i = 0; i < rows[p].size(); ++i) {
        if (!titles[p][i]) body.insert(body.end(), rows[p][i].atoms.begin(), rows[p][i].atoms.end());
      }
      return body;
    };
    std::vector<float> places;
    std::vector<std::size_t> others;
    for (std::size_t p = 0; p < rows.size(); ++p) {
      const std::vector<Atom> body = body_of(p);
      if (body.size() < 16) continue;
      if (const std::optional<float> place = halves(body, source[p].width)) {
        places.push_back(*place);
      } else {
        others.push_back(p);
      }
    }
    const std::size_t pages = places.size() + others.size();
    if (places.empty()) return std::nullopt;
    const float middle = median(places, 0);
    const auto near = static_cast<std::size_t>(
        std::count_if(places.begin(), places.end(), [&](float place) { return std::abs(place - middle) <= 6; }));
    if (near * 6 < pages) return std::nullopt;
    const auto free = static_cast<std::size_t>(
        std::count_if(others.begin(), others.end(), [&](std::size_t p) { return leaves_free(body_of(p), middle); }));
    if (near * 3 < pages - free) return std::nullopt;
    return middle;
  }

  void measure() {
    pitches_ = measure_pitches(flows_);
    std::map<int, std::size_t> sizes;
    std::map<int, std::size_t> mono_sizes;
    std::size_t bold = 0;
    std::size_t mono = 0;
    std::size_t all = 0;
    bool after_broken = false;
    for (const Page& page : source_.pages) {
      for (const Word& word : page.words) {
        if (!in_lines(word, page)) continue;
        (word.mono ? mono_sizes : sizes)[quarter(size_of(word)) / 2] += word.text.size();
        all += word.text.size();
        if (word.bold) bold += word.text.size();
        if (word.mono) mono += word.text.size();
        // Parts of words that are broken at the end of a line are no words.
        const bool broken = ends_with_hyphen(word.text);
        if (!broken && !after_broken) {
          vocabulary_.insert(bare_word(word.text));
        }
        after_broken = broken;
      }
    }
    mono_tells_ = mono * 10 < all * 9;
    // Code is set smaller than text, and there may be more of it.
    if (!mono_tells_) {
      for (const auto& [size, count] : mono_sizes) sizes[size] += count;
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
    item.code = facts.code;
    if (item.code) item.kind = BlockKind::code;
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
      facts.code = is_code(region, i);
      if (!facts.code) facts.mark = mark_of(facts.text);
      if (const auto torn = above == nullptr && may_join ? torn_paragraph(row, facts, region) : std::nullopt) {
        // The paragraph began in another column or on the page before.
        open = std::move(items_[*torn]);
        items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(*torn));
      } else if (above == nullptr || breaks_between(*above, row, above_facts, facts, region, pitches_,
                                                    open.x0 - open.left + region.x0, open.kind == BlockKind::list_item)) {
        flush();
        start_item(open, row, facts);
        open.left = region.x0;
        open.right = region.x1;
      }
      may_join = false;
      open.bold = open.bold && row.bold;
      open.lines.push_back({page, row.line, std::move(words)});
      above = &row;
      above_facts = std::move(facts);
    }
    flush();
  }

  /// Whether a row is code: of letters of one width, and not just a name in a paragraph that fills its line.
  [[nodiscard]] bool is_code(const Region& region, std::size_t at) const {
    const Row& row = region.rows[at];
    if (!row.mono || !mono_tells_) return false;
    if (at == 0 || region.rows[at - 1].mono || (at + 1 < region.rows.size() && region.rows[at + 1].mono)) return true;
    const Row& above = region.rows[at - 1];
    const auto known = pitches_.find(quarter(above.size));
    return row.base - above.base > 1.22F * (known == pitches_.end() ? 1.25F * above.size : known->second) + 0.3F;
  }

  /// The paragraph that this row, the first of its column, goes on with: the last one but for footnotes below it.
  [[nodiscard]] std::optional<std::size_t> torn_paragraph(const Row& row, const LineFacts& facts, const Region& region) const {
    if (facts.code || facts.mark.kind != MarkKind::none) return std::nullopt;
    const bool lower = begins_lower(facts.text);
    for (std::size_t back = 1; back <= std::min<std::size_t>(items_.size(), 8); ++back) {
      const Item& before = items_[items_.size() - back];
      if ((before.kind != BlockKind::paragraph && before.kind != BlockKind::list_item) || before.lines.empty()) break;
      if (same_size(before.size, row.size)) {
        if (before.lines.size() > 2000 || ends_sentence(text_of(before.lines.back().words))) break;
        if (!lower && !fills_column(before, row, region)) break;
        return items_.size() - back;
      }
      if (before.size > row.size) break;
    }
    return std::nullopt;
  }

  /// Whether a row may go on with an item of another column though it begins with a capital: the last of several lines of the
  /// item had no room for its first word, and it stands as far in.
  static bool fills_column(const Item& before, const Row& row, const Region& region) {
    if (before.lines.size() < 2 || before.bold || row.bold) return false;
    const std::vector<const Word*>& last = before.lines.back().words;
    const Word& word = *row.atoms.front().words.front();
    const float em = std::max(row.size, 1.0F);
    return last.back()->x1 + 0.3F * em + (word.x1 - word.x0) > before.right &&
           std::abs((last.front()->x0 - before.left) - (row.x0 - region.x0)) <= 0.3F * em;
  }

  void add_table(const TableOnPage& table) {
    place_furniture();
    const auto number = static_cast<std::int32_t>(tables_.size());
    tables_.push_back(table.header_row);
    for (const Cell& cell : table.cells) {
      Item item;
      item.kind = BlockKind::table_cell;
      item.lines = cell.lines;
      item.bold = cell.bold;
      item.table = number;
      item.row = cell.row;
      item.column = cell.column;
      item.right = table.rights[static_cast<std::size_t>(cell.column)];
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

  /// Counts words that a narrow cell cannot have broken, and those that may be parts of one.
  void note_whole_words() {
    for (const Item& item : items_) {
      for (std::size_t i = 0; i < item.lines.size(); ++i) {
        const std::vector<const Word*>& words = item.lines[i].words;
        const bool begins_broken = i > 0 && may_break(item, i);
        const bool ends_broken = i + 1 < item.lines.size() && may_break(item, i + 1);
        for (std::size_t k = 0; k < words.size(); ++k) {
          if (k + 1 == words.size() && ends_broken) continue;
          SeenWord& seen = seen_words_[bare_word(words[k]->text)];
          ++(k == 0 && begins_broken ? seen.behind_break : seen.whole);
        }
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
    Document out = builder.finish();
    open_record(limits_, out);
    return out;
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
        Joint joint;
        if (item.table >= 0 && breaks_word(item, i, text, written)) joint.line_feed = false;
        if (item.code && begins_lower(written) && had_no_room(item.lines[i - 1], line, item.right)) {
          joint.line_feed = false;
          text += ' ';
        } else if (joint.line_feed && !item.code)
          joint = join_lines(text, written, vocabulary_);
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

  /// Whether a line of code ended because the first word of the next one had no room.
  static bool had_no_room(const Line& above, const Line& below, float right) {
    const Word& last = *above.words.back();
    const Word& next = *below.words.front();
    return last.x1 + 0.5F * size_of(last) + (next.x1 - next.x0) > right;
  }

  /// Whether line `i` of a cell may go on with a word that had no room in a line of its own, so that it was broken without a
  /// hyphen: it is alone in the line above, and not one letter more had room there.
  static bool may_break(const Item& item, std::size_t i) {
    if (item.table < 0 || item.lines[i - 1].words.size() != 1) return false;
    const Word& above = *item.lines[i - 1].words.front();
    const Word& below = *item.lines[i].words.front();
    const auto letters =
        static_cast<float>(std::count_if(below.text.begin(), below.text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    const bool wide = std::string_view("mwMW").find(below.text.front()) != std::string_view::npos;
    const float letter = std::max((below.x1 - below.x0) / std::max(letters, 1.0F), 0.5F * size_of(below)) * (wide ? 1.5F : 1.1F);
    return above.x1 + letter + 0.5F > item.right && above.x1 - above.x0 + below.x1 - below.x0 > item.right - above.x0;
  }

  /// Whether a word stands in the document by itself, and, where it may be the end of a word, not less often than as such.
  [[nodiscard]] bool is_whole(const std::string& word, bool may_be_end = false) const {
    const auto seen = seen_words_.find(bare_word(word));
    return seen != seen_words_.end() && seen->second.whole > 0 &&
           (!may_be_end || seen->second.whole >= seen->second.behind_break);
  }

  /// Whether a narrow cell broke a word without a hyphen before its line `i`. The words of the document decide it: the whole of
  /// it stands elsewhere, or its parts do not. Addresses and paths are broken at their signs, too.
  [[nodiscard]] bool breaks_word(const Item& item, std::size_t i, const std::string& text, const std::string& written) const {
    const std::string first = text.substr(text.find_last_of(" \n") + 1);
    const std::string second = written.substr(0, written.find(' '));
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto in_path = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '/' || c == '.'; };
    const auto has_path_sign = [&](std::string_view part) {
      const std::size_t at = part.find_first_of("/_.");
      return at != std::string_view::npos && (at + 1 < part.size() || part[at] != '.');
    };
    if (first.size() < 2 || !in_path(first.back()) || !in_path(second.front())) return false;
    const bool first_is_path = has_path_sign(first) && first.back() != '.';
    if (first.back() == '/' && (has_path_sign(second) || !is_whole(second, true))) return true;
    if (!may_break(item, i)) return false;
    if (first_is_path && (has_path_sign(second) || !is_whole(second, true))) return true;
    if (!is_letter(first.back()) || !is_letter(second.front())) return false;
    // Several lines may hold the parts of one word.
    std::string whole = first + second;
    for (std::size_t k = i + 1;; ++k) {
      if (is_whole(whole)) return true;
      if (k >= item.lines.size() || k > i + 4 || !may_break(item, k)) break;
      whole += item.lines[k].words.front()->text;
    }
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!begins_lower(second) && !(upper(first.back()) && upper(first[first.size() - 2]) && upper(second.back()))) return false;
    if (is_whole(second, true)) return false;
    return !is_whole(first) || second.size() <= 4;
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
  /// Whether letters of one width set code apart.
  bool mono_tells_ = false;
  std::unordered_set<std::string> vocabulary_;
  std::unordered_map<std::string, SeenWord> seen_words_;
  std::map<std::string, std::uint8_t> outline_;
  std::vector<Item> items_;
  std::vector<Item> furniture_;
  /// The header row of each table.
  std::vector<std::int32_t> tables_;
};

}  // namespace

document::Document lay_out(const Source& source, const Limits& limits) { return Assembler(source, limits).run(); }

}  // namespace crosswalk::extraction::pdf
