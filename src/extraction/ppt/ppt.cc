// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/extractor.h"
#include "extraction/ooxml/slide_writer.h"
#include "extraction/ppt/compound_file.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::HiddenText;
using document::Reason;
using document::Status;
using ppt::number_at;

/// Kinds of records. Source: [MS-PPT] 2.13.24 and [MS-ODRAW] 2.2.
enum : std::uint32_t {
  kDocument = 1000,
  kSlide = 1006,
  kNotes = 1008,
  kNotesAtom = 1009,
  kSlidePersist = 1011,
  kSlideShowInfo = 1017,
  kDrawing = 1036,
  kOutlineRef = 3998,
  kTextHeader = 3999,
  kTextChars = 4000,
  kTextStyle = 4001,
  kTextBytes = 4008,
  kSlideNumber = 4056,
  kDateTime = 4087,
  kFooter = 4090,
  kSlideList = 4080,
  kUserEdit = 4085,
  kPersistDirectory = 6002,
  kShapeGroup = 0xF003,
  kShape = 0xF004,
  kTextBox = 0xF00D,
  kChildAnchor = 0xF00F,
  kThirdOptions = 0xF122,
};

/// What a text is for. Source: [MS-PPT] 2.13.33.
enum : std::uint32_t {
  kTitle = 0,
  kBody = 1,
  kNotesText = 2,
  kCenterBody = 5,
  kCenterTitle = 6,
  kHalfBody = 7,
  kQuarterBody = 8
};

/// A record and, if it is a container, what is in it. Source: [MS-PPT] 2.3.1.
struct Record {
  std::uint32_t kind = 0;
  std::uint32_t instance = 0;
  bool container = false;
  std::string_view body;
};

/// Goes through records one after the other. What is cut off is given as far as it goes.
class Records {
 public:
  explicit Records(std::string_view bytes) : rest_(bytes) {}
  /// The next record; nothing at the end.
  std::optional<Record> next() {
    constexpr std::size_t header = 8;
    if (rest_.size() < header) return std::nullopt;
    const std::uint32_t first = number_at(rest_, 0, 2);
    Record record{number_at(rest_, 2, 2), first >> 4, (first & 15) == 15, {}};
    const std::size_t size = std::min<std::size_t>(number_at(rest_, 4, 4), rest_.size() - header);
    record.body = rest_.substr(header, size);
    rest_.remove_prefix(header + size);
    return record;
  }

 private:
  std::string_view rest_;
};

/// The record at a place of the stream, if it is of this kind.
std::optional<Record> record_at(std::string_view stream, std::uint32_t offset, std::uint32_t kind) {
  if (offset >= stream.size()) return std::nullopt;
  const auto record = Records(stream.substr(offset)).next();
  return record && record->kind == kind ? record : std::nullopt;
}

/// The first record of a kind in a container.
std::optional<Record> find(std::string_view container, std::uint32_t kind) {
  Records records(container);
  while (const auto record = records.next()) {
    if (record->kind == kind) return record;
  }
  return std::nullopt;
}

/// One paragraph of a text.
struct Paragraph {
  std::string text;
  std::uint8_t level = 0;
  /// Whether a bullet stands before it; nothing where its style does not say.
  std::optional<bool> bullet;
};

/// A text with what it is for.
struct Text {
  std::uint32_t kind = 4;
  std::string characters;
  bool wide = false;
  std::string_view style;
  /// Only fields that a program fills in: the number of the slide, the day.
  bool field = false;
};

/// A cell of a table, or a text of its own.
struct Shape {
  Text text;
  /// Number of the table on the slide; -1: none.
  std::int32_t table = -1;
  std::int32_t top = 0;
  std::int32_t left = 0;
};

/// The characters in UTF-8; ends of paragraphs stay, breaks within become spaces.
std::string decoded(const Text& text) {
  std::string out;
  const std::size_t width = text.wide ? 2 : 1;
  for (std::size_t i = 0; i + width <= text.characters.size(); i += width) {
    char32_t c = number_at(text.characters, i, width);
    if (c >= 0xD800 && c < 0xDC00 && i + 4 <= text.characters.size()) {
      const char32_t low = number_at(text.characters, i + 2, 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    if (c < 0x20 && c != '\r') c = ' ';
    base::append_utf8(out, c);
  }
  return out;
}

/// What a run of paragraphs is like. Source: [MS-PPT] 2.9.20 and 2.9.45.
struct ParagraphRun {
  std::uint32_t characters = 0;
  std::uint8_t level = 0;
  std::optional<bool> bullet;
};

/// The runs of paragraphs at the beginning of a style; they end behind `characters` and the end of the text.
std::vector<ParagraphRun> paragraph_runs(std::string_view style, std::size_t characters) {
  struct Field {
    std::uint32_t mask;
    std::size_t size;
  };
  constexpr std::uint32_t flags = 0xF;
  constexpr std::uint32_t tabs = 0x100000;
  // In the order in which they stand; each is there if one bit of its mask is set.
  constexpr std::array<Field, 12> before_tabs{{{flags, 2},
                                               {0x80, 2},
                                               {0x10, 2},
                                               {0x40, 2},
                                               {0x20, 4},
                                               {0x800, 2},
                                               {0x1000, 2},
                                               {0x2000, 2},
                                               {0x4000, 2},
                                               {0x100, 2},
                                               {0x400, 2},
                                               {0x8000, 2}}};
  constexpr std::array<Field, 3> behind_tabs{{{0x10000, 2}, {0xE0000, 2}, {0x200000, 2}}};
  std::vector<ParagraphRun> out;
  std::size_t at = 0;
  for (std::size_t covered = 0; covered <= characters && at + 10 <= style.size();) {
    ParagraphRun run;
    run.characters = number_at(style, at, 4);
    run.level = static_cast<std::uint8_t>(std::min<std::uint32_t>(number_at(style, at + 4, 2), 8));
    const std::uint32_t masks = number_at(style, at + 6, 4);
    at += 10;
    for (const Field& field : before_tabs) {
      if ((masks & field.mask) == 0) continue;
      // The lowest bit says whether the value does.
      if (field.mask == flags && (masks & 1) != 0) run.bullet = (number_at(style, at, 2) & 1) != 0;
      at += field.size;
    }
    if ((masks & tabs) != 0) at += 2 + 4 * std::size_t{number_at(style, at, 2)};
    for (const Field& field : behind_tabs) {
      if ((masks & field.mask) != 0) at += field.size;
    }
    if (run.characters == 0) break;
    covered += run.characters;
    out.push_back(run);
  }
  return out;
}

std::vector<Paragraph> paragraphs_of(const Text& text) {
  const std::size_t width = text.wide ? 2 : 1;
  const std::size_t count = text.characters.size() / width;
  const std::vector<ParagraphRun> runs = paragraph_runs(text.style, count);
  std::vector<Paragraph> out;
  std::size_t run = 0;
  std::size_t run_end = runs.empty() ? 0 : runs[0].characters;
  for (std::size_t begin = 0; begin < count;) {
    std::size_t end = begin;
    while (end < count && number_at(text.characters, end * width, width) != '\r') ++end;
    while (run < runs.size() && run_end <= begin) run_end += ++run < runs.size() ? runs[run].characters : 0;
    Paragraph paragraph;
    Text part;
    part.wide = text.wide;
    part.characters = text.characters.substr(begin * width, (end - begin) * width);
    paragraph.text = base::collapse_space(decoded(part));
    if (run < runs.size()) {
      paragraph.level = runs[run].level;
      paragraph.bullet = runs[run].bullet;
    }
    if (!paragraph.text.empty()) out.push_back(std::move(paragraph));
    begin = end + 1;
  }
  return out;
}

bool is_title(const Text& text) { return text.kind == kTitle || text.kind == kCenterTitle; }

/// Takes in a record of a text; false where it is another one.
bool add_to(Text& text, const Record& record) {
  if (record.kind == kTextHeader) {
    text.kind = number_at(record.body, 0, 4);
  } else if (record.kind == kTextChars || record.kind == kTextBytes) {
    text.characters = record.body;
    text.wide = record.kind == kTextChars;
  } else if (record.kind == kTextStyle) {
    text.style = record.body;
  } else if (record.kind == kSlideNumber || (record.kind >= kDateTime && record.kind <= kFooter)) {
    text.field = true;
  } else {
    return false;
  }
  return true;
}

/// A slide as the document lists it.
struct Entry {
  std::uint32_t persist = 0;
  std::uint32_t id = 0;
  /// Its texts that stand in the list and not in its drawing.
  std::vector<Text> texts;
};

/// Reads the stream "PowerPoint Document". Source: [MS-PPT] 2.1.2.
class Presentation {
 public:
  Presentation(std::string_view stream, document::Builder& builder, const Limits& limits)
      : stream_(stream), builder_(builder), writer_(builder), limits_(limits) {}

  /// Reads all slides, from what the last change left; `edit` is the place of its record.
  void read(std::uint32_t edit) {
    std::vector<Entry> slides;
    std::vector<Entry> notes;
    if (find_objects(edit)) {
      if (const auto document = record_at(stream_, place_of(document_), kDocument)) {
        Records records(document->body);
        while (const auto record = records.next()) {
          if (record->kind == kSlideList && record->instance == 0) slides = entries_of(record->body);
          if (record->kind == kSlideList && record->instance == 2) notes = entries_of(record->body);
        }
      }
    }
    std::map<std::uint32_t, std::uint32_t> notes_of;  // place of the notes by the slide's id
    for (const Entry& entry : notes) {
      const std::uint32_t place = place_of(entry.persist);
      if (const auto record = record_at(stream_, place, kNotes)) {
        if (const auto atom = find(record->body, kNotesAtom)) notes_of.emplace(number_at(atom->body, 0, 4), place);
      }
    }
    std::uint32_t number = 0;
    for (const Entry& entry : slides) {
      const std::uint32_t place = place_of(entry.persist);
      const auto slide = record_at(stream_, place, kSlide);
      if (!slide || !seen_.insert(place).second) {
        warn("slide " + std::to_string(number + 1) + " could not be found");
        ++number;
        continue;
      }
      read_slide(*slide, entry, ++number, notes_of);
      if (reason_ != Reason::none) return;
    }
    if (!slides.empty()) return count(number);
    // Without the list: the slides as they stand, old ones that were changed since among them.
    Records records(stream_);
    while (const auto record = records.next()) {
      if (record->kind != kSlide) continue;
      if (number == 0) warn("the list of slides is damaged: they come in the order of the file");
      read_slide(*record, {}, ++number, notes_of);
      if (reason_ != Reason::none) return;
    }
    count(number);
  }

  [[nodiscard]] Reason reason() const { return reason_; }
  [[nodiscard]] bool encrypted() const { return encrypted_; }
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  void warn(std::string warning) {
    damaged_ = true;
    constexpr std::size_t most = 100;
    if (builder_.document().warnings.size() < most) builder_.document().warnings.push_back(std::move(warning));
  }
  void count(std::uint32_t slides) { builder_.document().pages = slides; }

  [[nodiscard]] std::uint32_t place_of(std::uint32_t persist) const {
    const auto found = places_.find(persist);
    return found == places_.end() ? 0xFFFFFFFF : found->second;
  }

  /// Finds where the objects lie, as the changes left them: a later one counts. Source: [MS-PPT] 2.3.3 to 2.3.6.
  bool find_objects(std::uint32_t edit) {
    bool first = true;
    // Each change stands before the next one.
    for (std::uint32_t before = 0xFFFFFFFF; edit < before;) {
      const auto atom = record_at(stream_, edit, kUserEdit);
      if (!atom) break;
      if (first) document_ = number_at(atom->body, 16, 4);
      constexpr std::size_t with_key = 32;
      if (first && atom->body.size() >= with_key) encrypted_ = true;
      first = false;
      if (const auto directory = record_at(stream_, number_at(atom->body, 12, 4), kPersistDirectory)) add_places(directory->body);
      before = edit;
      edit = number_at(atom->body, 8, 4);
      if (edit == 0) break;
    }
    return !first;
  }

  void add_places(std::string_view directory) {
    for (std::size_t at = 0; at + 4 <= directory.size();) {
      const std::uint32_t head = number_at(directory, at, 4);
      at += 4;
      const std::uint32_t first = head & 0xFFFFF;
      for (std::uint32_t i = 0; i < head >> 20 && at + 4 <= directory.size(); ++i, at += 4) {
        places_.emplace(first + i, number_at(directory, at, 4));
      }
    }
  }

  static std::vector<Entry> entries_of(std::string_view list) {
    std::vector<Entry> out;
    Records records(list);
    while (const auto record = records.next()) {
      if (record->kind == kSlidePersist) {
        out.push_back({number_at(record->body, 0, 4), number_at(record->body, 12, 4), {}});
      } else if (!out.empty()) {
        std::vector<Text>& texts = out.back().texts;
        if (record->kind == kTextHeader) texts.emplace_back();
        if (!texts.empty()) add_to(texts.back(), *record);
      }
    }
    return out;
  }

  /// All shapes with text, in the order of the file. `texts` are those that a shape may refer to.
  std::vector<Shape> shapes_of(std::string_view slide, const std::vector<Text>& texts) {
    std::vector<Shape> out;
    const auto drawing = find(slide, kDrawing);
    if (!drawing) return out;
    struct Level {
      Records records;
      std::int32_t table = -1;
      bool group = false;
    };
    std::vector<Level> levels{{Records(drawing->body)}};
    std::set<std::uint32_t> used;
    std::int32_t tables = 0;
    while (!levels.empty()) {
      const auto record = levels.back().records.next();
      if (!record) {
        levels.pop_back();
        continue;
      }
      if (!record->container) continue;
      if (record->kind == kShape) {
        // The first shape of a group stands for the group, and says whether that is a table.
        if (levels.back().group) {
          levels.back().group = false;
          if (is_table(record->body)) levels.back().table = tables++;
        }
        add_shape(record->body, texts, used, levels.back().table, out);
        continue;
      }
      if (levels.size() >= limits_.depth) {
        reason_ = Reason::too_deep;
        return out;
      }
      levels.push_back({Records(record->body), levels.back().table, record->kind == kShapeGroup});
    }
    return out;
  }

  /// Whether the properties of a group say that it is a table. Source: [MS-ODRAW] 2.3.4.37 and 2.2.11.
  static bool is_table(std::string_view shape) {
    const auto options = find(shape, kThirdOptions);
    if (!options) return false;
    constexpr std::uint32_t properties = 0x39F;
    for (std::size_t i = 0; i < options->instance && 6 * i + 6 <= options->body.size(); ++i) {
      if ((number_at(options->body, 6 * i, 2) & 0x3FFF) == properties) return (number_at(options->body, 6 * i + 2, 4) & 1) != 0;
    }
    return false;
  }

  static void add_shape(std::string_view bytes, const std::vector<Text>& texts, std::set<std::uint32_t>& used, std::int32_t table,
                        std::vector<Shape>& out) {
    const auto box = find(bytes, kTextBox);
    if (!box) return;
    Shape shape;
    shape.table = table;
    if (const auto anchor = find(bytes, kChildAnchor)) {
      shape.left = static_cast<std::int32_t>(number_at(anchor->body, 0, 4));
      shape.top = static_cast<std::int32_t>(number_at(anchor->body, 4, 4));
    }
    Records records(box->body);
    while (const auto record = records.next()) {
      if (record->kind == kOutlineRef) {
        const std::uint32_t index = number_at(record->body, 0, 4);
        if (index < texts.size() && used.insert(index).second) shape.text = texts[index];
      } else {
        add_to(shape.text, *record);
      }
    }
    out.push_back(std::move(shape));
  }

  void read_slide(const Record& slide, const Entry& entry, std::uint32_t number,
                  const std::map<std::uint32_t, std::uint32_t>& notes_of) {
    if (number > limits_.pages) {
      reason_ = Reason::too_large;
      return;
    }
    const auto info = find(slide.body, kSlideShowInfo);
    constexpr std::uint32_t hidden_flag = 4;
    const bool hidden = info && (number_at(info->body, 10, 2) & hidden_flag) != 0;
    writer_.begin(number);
    unseen_ = hidden ? "hidden slide " + std::to_string(number) : std::string();
    const std::vector<Shape> shapes = shapes_of(slide.body, entry.texts);
    for (const Shape& shape : shapes) {
      if (!is_title(shape.text)) continue;
      std::string title;
      for (const Paragraph& paragraph : paragraphs_of(shape.text)) title += (title.empty() ? "" : " ") + paragraph.text;
      put(BlockKind::heading, title, 1);
    }
    for (std::size_t i = 0; i < shapes.size() && reason_ == Reason::none;) {
      if (shapes[i].table >= 0) {
        std::size_t end = i;
        while (end < shapes.size() && shapes[end].table == shapes[i].table) ++end;
        put_table({shapes.begin() + static_cast<std::ptrdiff_t>(i), shapes.begin() + static_cast<std::ptrdiff_t>(end)});
        i = end;
        continue;
      }
      if (!is_title(shapes[i].text)) put_paragraphs(shapes[i].text);
      ++i;
    }
    const auto notes = notes_of.find(entry.id);
    if (notes != notes_of.end() && entry.id != 0 && seen_.insert(notes->second).second) read_notes(notes->second, number, hidden);
  }

  void read_notes(std::uint32_t place, std::uint32_t number, bool hidden) {
    const auto record = record_at(stream_, place, kNotes);
    if (!record) return;
    if (hidden) unseen_ = "notes of hidden slide " + std::to_string(number);
    bool begun = false;
    for (const Shape& shape : shapes_of(record->body, {})) {
      if (shape.text.kind != kNotesText) continue;
      if (!begun && !hidden && !paragraphs_of(shape.text).empty()) put(BlockKind::heading, "Notes", 2);
      begun = true;
      put_paragraphs(shape.text);
    }
  }

  void put_paragraphs(const Text& text) {
    if (text.field && text.characters.size() <= 2) return;
    const bool listed = text.kind == kBody || text.kind == kHalfBody || text.kind == kQuarterBody;
    for (const Paragraph& paragraph : paragraphs_of(text)) {
      const bool item = paragraph.bullet.value_or(listed);
      put(item ? BlockKind::list_item : BlockKind::paragraph, paragraph.text,
          item ? static_cast<std::uint8_t>(paragraph.level + 1) : std::uint8_t{0});
      if (reason_ != Reason::none) return;
    }
  }

  /// A block, or hidden text where the slide is hidden.
  void put(BlockKind kind, const std::string& text, std::uint8_t level) {
    if (text.empty()) return;
    if (unseen_.empty()) {
      writer_.add(kind, text, level);
    } else {
      hidden_bytes_ += text.size();
      builder_.document().hidden.push_back({HiddenText::Kind::hidden, text, unseen_});
    }
    check_limits();
  }

  /// Cells by where they stand.
  void put_table(const std::vector<Shape>& cells) {
    std::set<std::int32_t> tops;
    std::set<std::int32_t> lefts;
    for (const Shape& cell : cells) {
      tops.insert(cell.top);
      lefts.insert(cell.left);
    }
    std::vector<const Shape*> sorted;
    sorted.reserve(cells.size());
    for (const Shape& cell : cells) sorted.push_back(&cell);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Shape* a, const Shape* b) { return std::pair(a->top, a->left) < std::pair(b->top, b->left); });
    if (unseen_.empty()) writer_.begin_table();
    std::int32_t row = -1;
    std::int32_t column = -1;
    const Shape* last = nullptr;
    auto left = lefts.begin();
    for (const Shape* cell : sorted) {
      if (last == nullptr || cell->top != last->top) {
        ++row;
        column = 0;
        left = lefts.begin();
      }
      for (; left != lefts.end() && *left < cell->left; ++left) ++column;
      const bool same_place = last != nullptr && last->top == cell->top && last->left == cell->left;
      last = cell;
      std::string text;
      for (const Paragraph& paragraph : paragraphs_of(cell->text)) text += (text.empty() ? "" : "\n") + paragraph.text;
      if (text.empty() || same_place) continue;
      if (unseen_.empty()) {
        writer_.add_cell(row, column, text);
        check_limits();
      } else {
        put(BlockKind::table_cell, text, 0);
      }
      if (reason_ != Reason::none) break;
    }
    const auto rows = static_cast<std::int32_t>(tops.size());
    if (unseen_.empty()) writer_.end_table(rows, static_cast<std::int32_t>(lefts.size()), rows > 1 ? 0 : -1);
  }

  void check_limits() {
    const document::Document& document = builder_.document();
    if (document.text.size() + hidden_bytes_ > limits_.text_bytes ||
        document.blocks.size() + document.hidden.size() > limits_.blocks) {
      reason_ = Reason::too_large;
    }
  }

  std::string_view stream_;
  document::Builder& builder_;
  ooxml::SlideWriter writer_;
  const Limits& limits_;
  Reason reason_ = Reason::none;
  bool encrypted_ = false;
  bool damaged_ = false;
  std::uint32_t document_ = 0;
  std::map<std::uint32_t, std::uint32_t> places_;
  /// Places of slides and notes that were read: each is read once, whatever refers to it.
  std::set<std::uint32_t> seen_;
  std::string unseen_;
  std::size_t hidden_bytes_ = 0;
};

}  // namespace

document::Extracted extract_ppt(std::string_view bytes, const Limits& limits) {
  const auto file = ppt::CompoundFile::open(bytes);
  if (!file) return unreadable(Reason::corrupt, "not the tables of a legacy Office file");
  const auto stream = file->stream("PowerPoint Document");
  if (!stream || stream->empty()) return unreadable(Reason::corrupt, "no presentation in it");
  const std::string user = file->stream("Current User").value_or(std::string());
  // Source: [MS-PPT] 2.3.2.
  constexpr std::uint32_t encrypted_mark = 0xF3D1C4DF;
  if (number_at(user, 12, 4) == encrypted_mark) return unreadable(Reason::encrypted, "presentation with a password");

  document::Document document;
  document.format = "ppt";
  document.media_type = "application/vnd.ms-powerpoint";
  document.style = document::LocatorStyle::page_line;
  document::Builder builder(std::move(document));
  Presentation presentation(*stream, builder, limits);
  presentation.read(number_at(user, 16, 4));
  if (presentation.encrypted()) return unreadable(Reason::encrypted, "presentation with a password");
  if (presentation.reason() == Reason::too_deep) return unreadable(Reason::too_deep, "shapes within shapes");
  if (presentation.reason() != Reason::none) return unreadable(presentation.reason(), "more text or slides than the limit");
  document::Extracted out;
  out.document = builder.finish();
  if (presentation.damaged()) out.status = Status::damaged;
  if (out.document.blocks.empty() && out.document.hidden.empty()) {
    return out.document.pages == 0 ? unreadable(Reason::corrupt, "no slide could be found in it")
                                   : unreadable(Reason::empty, "no slide holds text");
  }
  return out;
}

}  // namespace crosswalk::extraction
