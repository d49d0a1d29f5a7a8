// SPDX-License-Identifier: Apache-2.0
#include "facts/view.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.h"

namespace crosswalk::facts {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::Span;

constexpr std::size_t head_bytes = 2'500;
constexpr std::size_t field_bytes = 8'000;
constexpr std::size_t tail_bytes = 1'500;
constexpr std::size_t top_bytes = 3'000;
constexpr std::size_t body_first = 200'000;
constexpr std::size_t body_last = 30'000;

bool is_word_byte(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80; }

/// Length of a character at `i` that separates words although it is not ASCII: dashes, quotation marks, special spaces, symbols.
std::size_t separator_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
  if (byte(0) == 0xC2 && byte(1) >= 0xA0 && byte(1) <= 0xBF && byte(1) != 0xAA && byte(1) != 0xBA) return 2;
  if (byte(0) == 0xE2 && byte(1) >= 0x80 && byte(1) <= 0xAF && byte(2) != 0) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80) return 3;
  if (byte(0) == 0xEF && (byte(1) == 0xB8 || byte(1) == 0xBB)) return 3;
  if (byte(0) == 0xF0 && byte(1) == 0x9F && byte(3) != 0) return 4;
  return 0;
}

struct LabelWords {
  std::string_view words;
  Label label;
};

constexpr LabelWords label_words[] = {
    {"title", Label::title},
    {"document title", Label::title},
    {"doc title", Label::title},
    {"document name", Label::title},
    {"id", Label::id},
    {"identifier", Label::id},
    {"document id", Label::id},
    {"doc id", Label::id},
    {"document identifier", Label::id},
    {"document no", Label::id},
    {"doc no", Label::id},
    {"document number", Label::id},
    {"doc number", Label::id},
    {"document nr", Label::id},
    {"doc nr", Label::id},
    {"document ref", Label::id},
    {"doc ref", Label::id},
    {"document reference", Label::id},
    {"reference number", Label::id},
    {"document code", Label::id},
    {"document control number", Label::id},
    {"control number", Label::id},
    {"sop no", Label::id},
    {"sop number", Label::id},
    {"sop id", Label::id},
    {"policy no", Label::id},
    {"policy id", Label::id},
    {"policy number", Label::id},
    {"procedure no", Label::id},
    {"procedure number", Label::id},
    {"procedure id", Label::id},
    {"form no", Label::id},
    {"form number", Label::id},
    {"form id", Label::id},
    {"template id", Label::id},
    {"plan id", Label::id},
    {"record id", Label::id},
    {"advisory id", Label::id},
    {"advisory number", Label::id},
    {"bulletin id", Label::id},
    {"notice id", Label::id},
    {"fsn ref", Label::id},
    {"fsca ref", Label::id},
    {"version", Label::version},
    {"ver", Label::version},
    {"revision", Label::version},
    {"rev", Label::version},
    {"issue", Label::version},
    {"edition", Label::version},
    {"document version", Label::version},
    {"doc version", Label::version},
    {"document revision", Label::version},
    {"version no", Label::version},
    {"version number", Label::version},
    {"revision no", Label::version},
    {"revision number", Label::version},
    {"rev no", Label::version},
    {"issue no", Label::version},
    {"policy version", Label::version},
    {"effective date", Label::date_effective},
    {"date effective", Label::date_effective},
    {"effective", Label::date_effective},
    {"effective from", Label::date_effective},
    {"effective since", Label::date_effective},
    {"effective as of", Label::date_effective},
    {"valid from", Label::date_effective},
    {"in force since", Label::date_effective},
    {"in force from", Label::date_effective},
    {"approval date", Label::date_approved},
    {"date of approval", Label::date_approved},
    {"date approved", Label::date_approved},
    {"approved on", Label::date_approved},
    {"issue date", Label::date_issued},
    {"date of issue", Label::date_issued},
    {"date issued", Label::date_issued},
    {"issued", Label::date_issued},
    {"issued on", Label::date_issued},
    {"published", Label::date_issued},
    {"published on", Label::date_issued},
    {"publication date", Label::date_issued},
    {"date published", Label::date_issued},
    {"date of publication", Label::date_issued},
    {"release date", Label::date_issued},
    {"released", Label::date_issued},
    {"released on", Label::date_issued},
    {"date of release", Label::date_issued},
    {"initial release date", Label::date_issued},
    {"date", Label::date},
    {"dated", Label::date},
    {"document date", Label::date},
    {"doc date", Label::date},
    {"last updated", Label::date_other},
    {"last update", Label::date_other},
    {"last modified", Label::date_other},
    {"last reviewed", Label::date_other},
    {"last revised", Label::date_other},
    {"updated", Label::date_other},
    {"modified", Label::date_other},
    {"revised", Label::date_other},
    {"revision date", Label::date_other},
    {"date of revision", Label::date_other},
    {"generated", Label::date_other},
    {"created", Label::date_other},
    {"timestamp", Label::date_other},
    {"current release date", Label::date_other},
    {"created on", Label::date_other},
    {"approved by", Label::approver},
    {"approver", Label::approver},
    {"approvers", Label::approver},
    {"approval", Label::approver},
    {"approved", Label::approver},
    {"authorized by", Label::approver},
    {"authorised by", Label::approver},
    {"released by", Label::approver},
    {"signed off by", Label::approver},
    {"approved for release by", Label::approver},
    {"approved and released by", Label::approver},
    {"reviewed and approved by", Label::approver},
    {"status", Label::status},
    {"document status", Label::status},
    {"doc status", Label::status},
    {"document state", Label::status},
    {"state", Label::status},
    {"approval status", Label::status},
    {"lifecycle status", Label::status},
    {"lifecycle state", Label::status},
    {"superseded by", Label::superseded_by},
    {"replaced by", Label::superseded_by},
    {"obsoleted by", Label::superseded_by},
    {"product", Label::product},
    {"products", Label::product},
    {"product name", Label::product},
    {"product s", Label::product},
    {"product and version", Label::product},
    {"device", Label::product},
    {"device name", Label::product},
    {"medical device", Label::product},
    {"application", Label::product},
    {"applies to", Label::product},
    {"applicable products", Label::product},
    {"applicable product", Label::product},
    {"affected product", Label::product},
    {"affected products", Label::product},
    {"fecha", Label::date},
    {"versión", Label::version},
    {"estado", Label::status},
    {"datum", Label::date},
    {"stand", Label::date_other},
    {"freigegeben von", Label::approver},
    {"freigegeben am", Label::date_approved},
    {"dokumentennummer", Label::id},
    {"dokument id", Label::id},
    {"titel", Label::title},
    {"titre", Label::title},
    {"título", Label::title},
    {"vendor", Label::vendor},
    {"vendor url", Label::vendor},
    {"vendor homepage", Label::vendor},
    {"vendor website", Label::vendor},
    {"affected vendor", Label::vendor},
};

std::string_view strip_spaces(std::string_view words) {
  while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
  while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
  return words;
}

/// Without quotation marks, emphasis, list and quotation marks around the text.
std::string_view strip_marks(std::string_view text) {
  constexpr std::string_view front = " \t\r*_`>#|\"'";
  constexpr std::string_view back = " \t\r*_`|\"',;\\";
  while (!text.empty() && front.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  if (text.size() > 2 && (text[0] == '-' || text[0] == '+') && text[1] == ' ') text = strip_marks(text.substr(2));
  while (!text.empty() && back.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

/// The character that an entity such as "amp" or "#39" stands for; 0 for what is none. The named ones are those of titles.
/// Source: WHATWG HTML, 13.2.5.72.
char32_t entity(std::string_view name) {
  struct Named {
    std::string_view name;
    char32_t value;
  };
  constexpr Named named[] = {{"amp", U'&'},     {"lt", U'<'},      {"gt", U'>'},       {"quot", U'"'},    {"apos", U'\''},
                             {"nbsp", U' '},    {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019},
                             {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"hellip", 0x2026}, {"reg", 0xAE},     {"copy", 0xA9},
                             {"trade", 0x2122}, {"auml", 0xE4},    {"ouml", 0xF6},     {"uuml", 0xFC},    {"Auml", 0xC4},
                             {"Ouml", 0xD6},    {"Uuml", 0xDC},    {"szlig", 0xDF},    {"eacute", 0xE9},  {"egrave", 0xE8},
                             {"aring", 0xE5},   {"oslash", 0xF8},  {"aelig", 0xE6},    {"ccedil", 0xE7},  {"times", 0xD7},
                             {"middot", 0xB7},  {"sect", 0xA7},    {"deg", 0xB0},      {"plusmn", 0xB1},  {"ntilde", 0xF1}};
  for (const Named& one : named) {
    if (one.name == name) return one.value;
  }
  if (name.size() < 2 || name.size() > 8 || name[0] != '#') return 0;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0x20 || value > 0x10FFFF) return 0;
  return value;
}

/// `text` with the entities that some formats leave in it as characters: "R&amp;D" is "R&D".
std::string without_entities(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      const std::size_t end = text.substr(i, 12).find(';');
      const char32_t value = end == std::string_view::npos ? 0 : entity(text.substr(i + 1, end - 1));
      if (value != 0) {
        base::append_utf8(out, value);
        i += end;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

/// Whether a member of a JSON file speaks of the file itself: one of its top or of the objects that known formats have for it.
/// Sources: CSAF 2.0, 3.2.1 (document, tracking); CycloneDX 1.5 (metadata); SPDX 2.3, 6 (creationInfo); OpenAPI 3.1 (info).
bool speaks_of_file(std::string_view pointer) {
  const auto depth = std::count(pointer.begin(), pointer.end(), '/');
  if (depth <= 1) return true;
  if (depth == 3) return pointer.starts_with("/document/tracking/");
  if (depth != 2) return false;
  constexpr std::string_view objects[] = {"/document/", "/metadata/", "/creationInfo/", "/info/"};
  return std::any_of(std::begin(objects), std::end(objects),
                     [&](std::string_view object) { return pointer.starts_with(object); });
}

class FieldReader {
 public:
  explicit FieldReader(View& view) : view_(view) {}

  /// What follows stands here.
  void at(std::size_t offset) { offset_ = offset; }
  /// Whether what follows speaks of something in the document and not of the document, as members of JSON arrays do.
  void of_part(bool part) { part_ = part; }
  /// Whether what follows is front matter.
  void in_front(bool front) { front_ = front; }

  void add(std::string_view key, std::string_view value, bool running, bool history = false) {
    if (view_.fields.size() >= 400) return;
    key = strip_marks(key);
    if (!key.empty() && key.back() == ':') key = strip_marks(key.substr(0, key.size() - 1));
    value = strip_marks(value);
    if (key.empty() || key.size() > 48 || value.empty()) return;
    Field field;
    field.key = std::string(strip_spaces(words_of(key)));
    if (field.key.empty() || std::count(field.key.begin(), field.key.end(), ' ') > 5) return;
    field.label = label_of(key);
    if (field.label == Label::none) field.label = Label::other;
    field.value = base::collapse_space(without_entities(value.substr(0, 300)));
    field.history = history;
    field.running = running;
    field.front = front_;
    const std::size_t size = view_.document->text.size();
    field.offset = static_cast<document::ByteOffset>(offset_);
    field.top = !running && !part_ && offset_ < top_bytes;
    field.end = !running && !part_ && !field.top && offset_ + tail_bytes >= size;
    view_.fields.push_back(std::move(field));
  }

  /// One line: segments between bars, tabs or wide gaps, each perhaps "key: value" or "label value".
  void line(std::string_view line, bool running) {
    line = line.substr(0, 600);
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
      const bool gap = i + 3 < line.size() && line[i] == ' ' && line[i + 1] == ' ' && line[i + 2] == ' ';
      if (i == line.size() || line[i] == '|' || line[i] == '\t' || gap) {
        const std::string_view part = strip_marks(line.substr(begin, i - begin));
        if (!part.empty()) parts.push_back(part);
        begin = i + 1;
      }
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string_view part = parts[i];
      if (pending_ != Label::none) {
        const bool fits = colon(part) == std::string_view::npos && label_of(part) == Label::none;
        if (fits) add(pending_key_, part, running);
        pending_ = Label::none;
        if (fits) continue;
      }
      const std::size_t at = colon(part);
      if (at != std::string_view::npos && at + 1 < part.size() && !strip_marks(part.substr(at + 1)).empty()) {
        add(part.substr(0, at), part.substr(at + 1), running);
        continue;
      }
      const std::string_view bare = at == std::string_view::npos ? part : part.substr(0, at);
      const Label label = label_of(bare);
      if (label != Label::none) {
        pending_ = label;
        pending_key_ = std::string(bare);
        continue;
      }
      if (parts.size() == 2 && i == 0 && line.find('|') != std::string_view::npos && colon(parts[1]) == std::string_view::npos) {
        add(part, parts[1], running);
        break;
      }
      without_colon(part, running);
    }
  }

  void forget() { pending_ = Label::none; }

 private:
  /// "Version 2.1", "Rev. C", "Doc. No. SOP-014", "Approved by A. Person", "Effective 2024-01-31" in a short text.
  void without_colon(std::string_view part, bool running) {
    if (part.size() > 90) return;
    std::size_t end = 0;
    for (int words = 1; words <= 3; ++words) {
      end = part.find(' ', end == 0 ? 0 : end + 1);
      if (end == std::string_view::npos) return;
      const Label label = label_of(part.substr(0, end));
      const std::string_view value = strip_marks(part.substr(end + 1));
      if (value.empty()) return;
      const bool digit =
          std::any_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(value.size(), 6)),
                      [](char c) { return c >= '0' && c <= '9'; });
      const bool letter = value[0] >= 'A' && value[0] <= 'Z' && (value.size() == 1 || value[1] == ' ');
      const std::string_view key = part.substr(0, end);
      // In running text a version is somebody's; in a header it stands alone or with its date.
      const bool alone = running || value.size() <= 16 || value.find("dated") != std::string_view::npos;
      if (label == Label::version && alone && (digit || letter)) return add(key, value, running);
      if ((label == Label::date_effective || label == Label::date_issued || label == Label::date_other ||
           label == Label::date_approved || label == Label::date) &&
          value.find_first_of("0123456789") != std::string_view::npos) {
        return add(key, value, running);
      }
      if (label == Label::id && words > 1 && value.find_first_of("0123456789") != std::string_view::npos) {
        return add(key, value, running);
      }
      if (label == Label::approver && words > 1 && value.size() < 60) return add(key, value, running);
      if (label == Label::superseded_by && value.size() < 60) return add(key, value, running);
    }
  }

  /// The colon or equals sign after a key, not one of a URL or a time.
  static std::size_t colon(std::string_view part) {
    for (std::size_t i = 1; i < part.size() && i < 60; ++i) {
      if (part[i] == ':' && (i + 1 == part.size() || part[i + 1] == ' ' || part[i + 1] == '*' || part[i + 1] == '\t')) return i;
      if (part[i] == '=' && part[i - 1] == ' ' && i + 1 < part.size() && part[i + 1] == ' ') return i;
    }
    return std::string_view::npos;
  }

  View& view_;
  Label pending_ = Label::none;
  std::string pending_key_;
  std::size_t offset_ = 0;
  bool part_ = false;
  bool front_ = false;
};

/// The fields of front matter: "key: value" lines; the first entry of a list under a key is its value.
void read_front(std::string_view lines, FieldReader& reader) {
  reader.in_front(true);
  std::string_view key;
  for (const std::string_view line : base::split(lines, '\n')) {
    const std::string_view bare = base::trim(line);
    if (bare.empty()) continue;
    if (!key.empty() && bare.starts_with("- ")) {
      reader.add(key, bare.substr(2), false);
      key = {};
      continue;
    }
    key = bare.ends_with(':') && line[0] != ' ' && bare[0] != '-' ? bare : std::string_view{};
    if (key.empty()) reader.line(line, false);
  }
  reader.forget();
  reader.in_front(false);
}

/// Whether a block of code at the beginning of a text is its front matter: the entries of an advisory's record.
bool is_record(std::string_view lines) {
  constexpr std::string_view keys[] = {"id",   "severity", "affected", "cve",  "cvss",    "aliases",   "cwe",
                                       "cwes", "fixed",    "ghsa",     "cves", "credits", "published", "affected versions"};
  std::size_t found = 0;
  for (const std::string_view line : base::split(lines, '\n')) {
    const std::size_t colon = line.find_first_of(":=");
    if (colon == std::string_view::npos || colon > 24) continue;
    const std::string words = words_of(line.substr(0, colon));
    if (std::find(std::begin(keys), std::end(keys), strip_spaces(words)) != std::end(keys)) ++found;
  }
  return found >= 3;
}

/// For formats without headings of their own: a line that the next one underlines with marks, as reStructuredText does.
void underlined_headings(const Document& document, std::vector<std::string_view>& out) {
  const std::string_view text = std::string_view(document.text).substr(0, body_first);
  std::string_view previous;
  std::size_t begin = 0;
  while (begin < text.size() && out.size() < 400) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view line = base::trim(text.substr(begin, end - begin));
    const bool mark = line.size() >= 3 && std::string_view("=-~^#*+\"").find(line[0]) != std::string_view::npos &&
                      line.find_first_not_of(line[0]) == std::string_view::npos;
    if (mark && !previous.empty() && previous.size() <= line.size() + 2 && previous.size() < 160) out.push_back(previous);
    previous = mark ? std::string_view{} : line;
    begin = end + 1;
  }
}

struct Cell {
  std::int32_t row;
  std::int32_t column;
  std::string_view text;
};

/// Whether a cell says what stands in a column, "Supported versions", and nothing else: no name is made of these words alone.
bool is_column_head(std::string_view text) {
  constexpr std::string_view column_words[] = {"version", "versions", "release", "releases",    "status",   "state",
                                               "remarks", "notes",    "support", "description", "end",      "of",
                                               "until",   "supplier", "owner",   "impact",      "affected", "fixed",
                                               "in",      "first",    "last",    "supported"};
  const std::string words = words_of(text);
  const std::vector<std::string_view> parts = base::split(words, ' ');
  return std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return !part.empty(); }) &&
         std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
           return part.empty() || std::find(std::begin(column_words), std::end(column_words), part) != std::end(column_words);
         });
}

/// Whether the first row heads a list of things, "Product | Supported versions", and is no label with its value: a word for a
/// column stands where the value would, and no row below begins with a label.
bool lists_things(const std::vector<Cell>& cells, std::int32_t header) {
  bool column_head = false;
  bool rows_below = false;
  for (const Cell& cell : cells) {
    if (cell.row == header && cell.column > 0) column_head = column_head || is_column_head(cell.text);
    if (cell.row > header && cell.column == 0) {
      if (label_of(cell.text) != Label::none) return false;
      rows_below = true;
    }
  }
  return column_head && rows_below;
}

void read_tables(const Document& document, View& view, FieldReader& reader) {
  std::size_t i = 0;
  std::size_t tables = 0;
  std::vector<Cell> cells;
  while (i < document.blocks.size() && tables < 60) {
    if (document.blocks[i].table < 0) {
      ++i;
      continue;
    }
    const std::int32_t table = document.blocks[i].table;
    cells.clear();
    std::int32_t first_row = document.blocks[i].row;
    const document::ByteOffset offset = document.blocks[i].span.begin;
    for (; i < document.blocks.size() && document.blocks[i].table == table; ++i) {
      const Block& block = document.blocks[i];
      if (cells.size() < 400) cells.push_back({block.row, block.column, base::trim(document.view(block.span).substr(0, 300))});
    }
    ++tables;
    const std::int32_t header = static_cast<std::size_t>(table) < document.tables.size() &&
                                        document.tables[static_cast<std::size_t>(table)].header_row >= 0
                                    ? document.tables[static_cast<std::size_t>(table)].header_row
                                    : first_row;
    std::string columns;
    std::vector<std::pair<std::int32_t, Label>> labels;
    std::size_t header_cells = 0;
    for (const Cell& cell : cells) {
      if (cell.row != header) continue;
      ++header_cells;
      columns += words_of(cell.text);
      const Label label = label_of(cell.text);
      if (label != Label::none) labels.emplace_back(cell.column, label);
    }
    view.columns.push_back(columns);
    const bool near = offset < field_bytes || i + 60 >= document.blocks.size() || tables <= 3;
    if (!near) continue;
    reader.at(offset);
    const bool listed = lists_things(cells, header);
    // Rows of labels with their values at the right: "ID | SOP-014", "ID | SOP-014 | Version | 2", "Approved by | name | date".
    for (std::size_t begin = 0; begin < cells.size();) {
      std::size_t end = begin + 1;
      while (end < cells.size() && cells[end].row == cells[begin].row) ++end;
      const std::size_t size = end - begin;
      const auto label_at = [&](std::size_t k) {
        return label_of(cells[begin + k].text) != Label::none || cells[begin + k].text.ends_with(':');
      };
      const bool below_labels = labels.size() >= 2 && cells[begin].row >= header;
      bool pairs = size >= 2 && size % 2 == 0 && !below_labels;
      for (std::size_t k = 0; k < size && size > 2; k += 2) pairs = pairs && label_at(k);
      if (size == 2 && cells[begin].column != 0 && !label_at(0)) pairs = false;
      if (listed && cells[begin].row == header) pairs = false;
      for (std::size_t k = 0; pairs && k + 1 < size; k += 2) {
        if (label_of(cells[begin + k + 1].text) == Label::none)
          reader.add(cells[begin + k].text, cells[begin + k + 1].text, false);
      }
      if (!pairs && size >= 3 && label_of(cells[begin].text) == Label::approver) {
        reader.add(cells[begin].text, cells[begin + 1].text, false);
      }
      begin = end;
    }
    if (labels.size() < 2 || document.format == "xlsx") continue;
    // Versions of components or of products stand in such tables too: a history has dates or approvers beside them.
    const auto labelled = [&](Label wanted) {
      return std::any_of(labels.begin(), labels.end(), [&](const auto& entry) { return entry.second == wanted; });
    };
    if (!labelled(Label::version) && !labelled(Label::id)) continue;
    if (!labelled(Label::approver) && !labelled(Label::date) && !labelled(Label::date_effective) &&
        !labelled(Label::date_approved) && !labelled(Label::date_issued) && !labelled(Label::date_other)) {
      continue;
    }
    if (has_any(columns, std::array<std::string_view, 5>{"component", "package", "license", "library", "supplier"})) continue;
    // A row of labels: its values stand below. More than one row below is a history; the first and the last row are its ends.
    std::int32_t last = header;
    for (const Cell& cell : cells) last = std::max(last, cell.row);
    for (const Cell& cell : cells) {
      if (cell.row <= header) continue;
      const auto found =
          std::find_if(labels.begin(), labels.end(), [&](const auto& entry) { return entry.first == cell.column; });
      if (found == labels.end()) continue;
      for (const Cell& name : cells) {
        if (name.row == header && name.column == cell.column) {
          reader.add(name.text, cell.text, false, last > header + 1);
          break;
        }
      }
    }
  }
}

bool is_blank_title(std::string_view title) {
  return title.size() < 3 || title.front() == '[' || title.front() == '<' || title.front() == '{';
}

bool bad_title(std::string_view title) {
  const std::string words = words_of(title);
  constexpr std::string_view junk[] = {"microsoft word", "untitled", "slide 1", "document1", "powerpoint presentation", "sheet1"};
  return title.size() < 3 || has_any(words, junk) || title.find_first_of("/\\") != std::string_view::npos;
}

/// The text of a span without notation.
std::string visible(const Document& document, std::string_view text) {
  const auto begin = static_cast<std::size_t>(text.data() - document.text.data());
  const auto first = std::lower_bound(document.markup.begin(), document.markup.end(), begin,
                                      [](const Span& span, std::size_t at) { return span.end <= at; });
  std::string out;
  std::size_t at = begin;
  for (auto mark = first; mark != document.markup.end() && mark->begin < begin + text.size(); ++mark) {
    if (mark->begin > at) out += document.text.substr(at, mark->begin - at);
    at = std::max<std::size_t>(at, mark->end);
  }
  if (at < begin + text.size()) out += document.text.substr(at, begin + text.size() - at);
  return base::collapse_space(strip_marks(out));
}

bool sheet_name_tells(std::string_view name) {
  const std::string words = words_of(name);
  return name.size() >= 4 && !has_phrase(words, "sheet") && !words.starts_with(" sheet") && !words.starts_with(" tabelle");
}

/// Headings that begin a text and do not name it, and the names that programs give to sheets.
bool names_a_section(std::string_view heading) {
  const std::string words = words_of(heading);
  std::string_view bare = strip_spaces(words);
  while (!bare.empty() && ((bare.front() >= '0' && bare.front() <= '9') || bare.front() == ' ')) bare.remove_prefix(1);
  constexpr std::string_view sections[] = {"contents",
                                           "table of contents",
                                           "content",
                                           "purpose",
                                           "scope",
                                           "introduction",
                                           "overview",
                                           "summary",
                                           "preface",
                                           "background",
                                           "motivation",
                                           "executive summary",
                                           "revision history",
                                           "document control",
                                           "change history",
                                           "approvals",
                                           "document history",
                                           "references",
                                           "index",
                                           "abstract",
                                           "about this document",
                                           "purpose and scope",
                                           "inhalt",
                                           "inhaltsverzeichnis",
                                           "document information"};
  if (std::find(std::begin(sections), std::end(sections), bare) != std::end(sections)) return true;
  return heading.size() < 4 || words.starts_with(" sheet") || words.starts_with(" tabelle");
}

/// The line of a title page that names the document: the first with a noun of documents, else the first that is short.
std::string title_page_line(const Document& document, std::size_t from, std::size_t until) {
  constexpr std::string_view nouns[] = {"policy",   "procedure",   "plan",      "report",        "guide",           "manual",
                                        "handbook", "assessment",  "statement", "notes",         "notice",          "advisory",
                                        "register", "checklist",   "sop",       "instructions",  "charter",         "form",
                                        "template", "declaration", "analysis",  "specification", "benutzerhandbuch"};
  std::string first;
  for (const Block& block : document.blocks) {
    if (block.span.begin >= until || block.span.begin > from + head_bytes) break;
    if (block.span.begin < from || block.table >= 0 || block.span.size() > 160 || block.span.size() < 4) continue;
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::heading) continue;
    const std::string line = visible(document, document.view(block.span));
    const auto letters =
        std::count_if(line.begin(), line.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (letters < 4 || line.ends_with('.') || line.ends_with(':') || line.find("://") != std::string::npos) continue;
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos && label_of(std::string_view(line).substr(0, colon)) != Label::none) continue;
    if (block.kind == BlockKind::heading && names_a_section(line)) continue;
    if (has_any(words_of(line), nouns)) return line;
    if (first.empty() && colon == std::string::npos) first = line;
  }
  return first;
}

/// The title of a JSON file by the formats' own members; for a bill of materials the product that it is of.
std::string json_title(const Document& document) {
  constexpr std::string_view members[] = {"/document/title", "/info/title", "/title", "/summary"};
  std::string name;
  std::string version;
  std::string component;
  for (const Block& block : document.blocks) {
    if (block.span.begin > field_bytes) break;
    const std::string pointer = document.locate(block.span.begin).pointer;
    const std::string_view content = document.view(block.span).substr(0, 400);
    const std::size_t colon = content.find("\":");
    if (colon == std::string_view::npos) continue;
    std::string value = base::collapse_space(strip_marks(content.substr(colon + 2)));
    if (std::find(std::begin(members), std::end(members), pointer) != std::end(members)) return value;
    if (pointer == "/name") {
      name = std::move(value);
    } else if (pointer == "/metadata/component/name") {
      component = std::move(value);
    } else if (pointer == "/metadata/component/version") {
      version = std::move(value);
    }
  }
  if (component.empty() || version.empty()) return component.empty() ? name : component;
  return component + " " + version;
}

/// Whether a line is an entry such as "Contact: https://example.org" or "Expires: 2027-01-31" and not a title.
bool is_entry(std::string_view line) {
  if (line.find("://") != std::string_view::npos || line.find("mailto:") != std::string_view::npos) return true;
  const std::size_t at = line.find(": ");
  return at != std::string_view::npos && at + 2 < line.size() && line.find(' ') > at && line[at + 2] >= '0' &&
         line[at + 2] <= '9';
}

std::string find_title(const View& view, const Document& document, const std::vector<std::string_view>& headings) {
  if (document.format == "json") return json_title(document);
  const std::string_view property = document.property("title");
  const Block* heading = nullptr;
  for (const Block& block : document.blocks) {
    if (block.span.begin > field_bytes) break;
    if (block.kind != BlockKind::heading || block.span.begin < view.front_end) continue;
    if (heading == nullptr || block.level < heading->level) heading = &block;
    if (block.level <= 1) break;
  }
  for (const Field& other : view.fields) {
    if (other.label != Label::title || other.history || is_blank_title(other.value)) continue;
    if (other.key != "title" && (other.top || other.running)) return other.value;
    // A workbook often has its control block on the last sheet.
    if (document.format == "xlsx" && other.control()) return other.value;
    if (other.top && (heading == nullptr || other.offset < heading->span.begin)) return other.value;
  }
  // A title property is trusted where the text shows it too: programs fill it with all sorts of things.
  const bool good_property = !property.empty() && !bad_title(property);
  if (good_property && has_phrase(view.head, strip_spaces(words_of(property))))
    return base::collapse_space(property.substr(0, 300));
  if (heading != nullptr) {
    std::string title = visible(document, document.view(heading->span).substr(0, 300));
    if (!names_a_section(title)) return title;
    const std::string line = title_page_line(document, view.front_end, heading->span.begin);
    if (!line.empty()) return line;
    if (good_property) return base::collapse_space(property.substr(0, 300));
    return sheet_name_tells(title) ? title : std::string{};
  }
  if (!headings.empty() && static_cast<std::size_t>(headings[0].data() - document.text.data()) < head_bytes) {
    return base::collapse_space(strip_marks(headings[0].substr(0, 300)));
  }
  if (good_property) return base::collapse_space(property.substr(0, 300));
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    if (block.span.begin > view.front_end + head_bytes) break;
    if (block.span.begin < view.front_end) continue;
    if (block.kind == BlockKind::page_header || block.kind == BlockKind::page_footer || block.kind == BlockKind::code) continue;
    if (block.table >= 0) {
      // A first row of one cell is a caption; else a sheet's name says more than its first column's.
      const bool alone = i + 1 >= document.blocks.size() || document.blocks[i + 1].table != block.table ||
                         document.blocks[i + 1].row != block.row;
      if (alone && block.span.size() <= 200) return visible(document, document.view(block.span));
      const auto table = static_cast<std::size_t>(block.table);
      if (table < document.tables.size() && sheet_name_tells(document.tables[table].sheet)) return document.tables[table].sheet;
      return {};
    }
    const std::string line = title_page_line(document, block.span.begin, block.span.begin + 400);
    if (!line.empty() && block.span.size() <= 160) return line;
    // A title of several lines ends where the fields begin; a long paragraph is none.
    std::string title;
    for (const std::string_view part : base::split(document.view(block.span).substr(0, 1'000), '\n')) {
      const std::size_t at = part.find(": ");
      if (!title.empty() && (at != std::string_view::npos || title.size() + part.size() > 160)) break;
      if (part.size() > 160) break;
      if (is_entry(part)) continue;
      if (!title.empty()) title += ' ';
      title += visible(document, part);
    }
    if (title.size() >= 4) return base::collapse_space(title);
  }
  return {};
}

}  // namespace

std::string words_of(std::string_view text, std::span<const Span> markup, std::size_t base) {
  std::string out;
  out.reserve(text.size() + 2);
  out.push_back(' ');
  const auto first =
      std::lower_bound(markup.begin(), markup.end(), base, [](const Span& span, std::size_t at) { return span.end <= at; });
  auto mark = static_cast<std::size_t>(first - markup.begin());
  for (std::size_t i = 0; i < text.size();) {
    if (mark < markup.size() && base + i >= markup[mark].begin) {
      // Marks inside a word ("**re**lease") are rare; outside they separate.
      if (out.back() != ' ') out.push_back(' ');
      i = std::max<std::size_t>(i, markup[mark].end - base);
      ++mark;
      continue;
    }
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_word_byte(static_cast<unsigned char>(c))) {
      const std::size_t skip = static_cast<unsigned char>(c) >= 0x80 ? separator_length(text, i) : 0;
      if (skip == 0) {
        out.push_back(c);
        ++i;
      } else {
        if (out.back() != ' ') out.push_back(' ');
        i += skip;
      }
    } else {
      if (out.back() != ' ') out.push_back(' ');
      ++i;
    }
  }
  if (out.back() != ' ') out.push_back(' ');
  return out;
}

std::size_t count_phrase(std::string_view words, std::string_view phrase) {
  if (phrase.empty()) return 0;
  std::size_t count = 0;
  for (std::size_t at = words.find(phrase); at != std::string_view::npos; at = words.find(phrase, at + 1)) {
    const bool begins = at == 0 || words[at - 1] == ' ';
    const bool ends = at + phrase.size() >= words.size() || words[at + phrase.size()] == ' ';
    if (begins && ends) ++count;
  }
  return count;
}

bool has_phrase(std::string_view words, std::string_view phrase) { return count_phrase(words, phrase) > 0; }

bool has_any(std::string_view words, std::span<const std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return has_phrase(words, phrase); });
}

std::size_t count_distinct(std::string_view words, std::span<const std::string_view> phrases) {
  return static_cast<std::size_t>(
      std::count_if(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return has_phrase(words, phrase); }));
}

PhraseTable::PhraseTable(std::span<const std::string_view> phrases) : phrases_(phrases) {
  for (std::uint32_t i = 0; i < phrases.size(); ++i) {
    by_first_word_[phrases[i].substr(0, phrases[i].find(' '))].push_back(i);
  }
}

std::vector<std::uint32_t> PhraseTable::count(std::string_view words) const {
  std::vector<std::uint32_t> counts(phrases_.size(), 0);
  std::size_t begin = 0;
  while (begin < words.size()) {
    if (words[begin] == ' ') {
      ++begin;
      continue;
    }
    std::size_t end = words.find(' ', begin);
    if (end == std::string_view::npos) end = words.size();
    const auto found = by_first_word_.find(words.substr(begin, end - begin));
    if (found != by_first_word_.end()) {
      for (const std::uint32_t i : found->second) {
        const std::string_view phrase = phrases_[i];
        const std::size_t after = begin + phrase.size();
        if (words.substr(begin, phrase.size()) == phrase && (after >= words.size() || words[after] == ' ')) ++counts[i];
      }
    }
    begin = end;
  }
  return counts;
}

bool names_a_record(std::string_view words) {
  constexpr std::string_view nouns[] = {"record",      "records",   "log",     "list",   "minutes",    "form",
                                        "register",    "report",    "reports", "review", "attendance", "training",
                                        "certificate", "checklist", "results", "audit",  "matrix",     "distribution"};
  return has_any(words, nouns);
}

bool is_kind_prefix(std::string_view word) {
  constexpr std::string_view kinds[] = {"sop", "pol", "wi", "pln", "ifu", "proc", "pro", "qp"};
  return std::find(std::begin(kinds), std::end(kinds), word) != std::end(kinds);
}

Label label_of(std::string_view written) {
  if (written.size() > 60) return Label::none;
  const std::string words = words_of(written);
  const std::string_view bare = strip_spaces(words);
  if (bare.empty() || bare.size() > 32) return Label::none;
  for (const LabelWords& entry : label_words) {
    if (entry.words == bare) return entry.label;
  }
  return Label::none;
}

const Field* View::field(Label label) const {
  const Field* history = nullptr;
  for (const Field& candidate : fields) {
    if (candidate.label != label || !candidate.control()) continue;
    if (!candidate.history) return &candidate;
    if (history == nullptr) history = &candidate;
  }
  return history;
}

View look_at(const Document& document, std::string_view path) {
  View view;
  view.document = &document;
  view.path = std::string(path);
  // The archive member's own path tells more than the archive's.
  std::string_view relative = path;
  const std::size_t slash = relative.find_last_of("/!");
  const std::string_view name = slash == std::string_view::npos ? relative : relative.substr(slash + 1);
  view.folders = words_of(slash == std::string_view::npos ? std::string_view{} : relative.substr(0, slash));
  const std::size_t dot = name.rfind('.');
  view.file_name = words_of(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
  view.stem = std::string(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
  view.ending = dot == std::string_view::npos || dot == 0 ? std::string{} : base::to_lower(name.substr(dot));

  const std::string_view text = document.text;
  const std::span<const Span> markup(document.markup);
  view.head = words_of(text.substr(0, head_bytes), markup);
  const std::size_t tail = text.size() > tail_bytes ? text.size() - tail_bytes : 0;
  view.tail = words_of(text.substr(tail), markup, tail);

  FieldReader reader(view);
  // Front matter is notation for some readers and text for others: read it from the text itself.
  const std::size_t text_begin = std::min(text.find_first_not_of(" \n"), std::min<std::size_t>(text.size(), 20));
  const std::string_view fence = text.substr(text_begin, 8);
  std::size_t front_end = 0;
  if (fence.starts_with("---\n") || fence.starts_with("+++\n") || fence.starts_with("```")) {
    const std::string_view close = fence.starts_with("---") ? "\n---" : fence.starts_with("+++") ? "\n+++" : "\n```";
    front_end = text.find(close, text_begin + 3);
    if (front_end == std::string_view::npos || front_end > field_bytes) front_end = 0;
    if (fence.starts_with("```") && !fence.starts_with("```toml") && !is_record(text.substr(0, front_end))) front_end = 0;
    read_front(text.substr(0, front_end), reader);
    view.front_end = front_end;
  }
  const bool json = document.format == "json";
  std::vector<std::string_view> headings;
  std::size_t running_lines = 0;
  const auto count = document.blocks.size();
  std::string body;
  const std::size_t last_from = text.size() > body_first + body_last ? text.size() - body_last : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = document.blocks[i];
    const std::string_view content = document.view(block.span);
    reader.at(block.span.begin);
    if (json && block.span.begin < top_bytes) reader.of_part(!speaks_of_file(document.locate(block.span.begin).pointer));
    if (json && block.span.begin >= top_bytes) reader.of_part(true);
    if (block.checkbox != document::Checkbox::none) ++view.checkboxes;
    if (block.kind == BlockKind::heading && block.span.begin >= front_end && headings.size() < 400)
      headings.push_back(content.substr(0, 300));
    const bool is_running = block.kind == BlockKind::page_header || block.kind == BlockKind::page_footer;
    if (is_running && running_lines < 60) {
      ++running_lines;
      view.running += words_of(content.substr(0, 400));
      for (const std::string_view line : base::split(content.substr(0, 600), '\n')) reader.line(line, true);
      reader.forget();
      continue;
    }
    // What stands in the front matter has been read.
    const bool near = block.span.begin >= front_end && (block.span.begin < field_bytes || i + 40 >= count);
    if (near && !is_running && block.table < 0 && block.kind != BlockKind::code) {
      for (const std::string_view line : base::split(content.substr(0, 3'000), '\n')) reader.line(line, false);
      if (block.kind == BlockKind::heading) reader.forget();
    } else {
      reader.forget();
    }
    if (block.kind != BlockKind::code && (block.span.begin < body_first || (last_from > 0 && block.span.begin >= last_from))) {
      body += words_of(content.substr(0, body_first), markup, block.span.begin);
    }
  }
  if (count == 0) body = words_of(text.substr(0, body_first), markup);
  reader.forget();
  read_tables(document, view, reader);
  if (headings.empty()) underlined_headings(document, headings);
  for (const std::string_view heading : headings) {
    view.headings.push_back(words_of(heading));
    view.heading_words += view.headings.back();
  }
  view.body = std::move(body);
  view.body_count = static_cast<std::size_t>(std::count(view.body.begin(), view.body.end(), ' '));
  view.title = base::collapse_space(without_entities(find_title(view, document, headings)));
  view.title_words = words_of(view.title);
  return view;
}

}  // namespace crosswalk::facts
