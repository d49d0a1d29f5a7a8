// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/words.h"

namespace crosswalk::document {

/// A place in Document::text: bytes of UTF-8, from 0. Texts are limited far below 4 GiB.
using ByteOffset = std::uint32_t;

/// A half-open range of bytes of Document::text.
struct Span {
  ByteOffset begin = 0;
  ByteOffset end = 0;

  /// Length in bytes, whether that is 0, and whether the byte at `offset` lies inside.
  [[nodiscard]] ByteOffset size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
  [[nodiscard]] bool contains(ByteOffset offset) const { return begin <= offset && offset < end; }
  bool operator==(const Span&) const = default;
};

/// What a block of text is in its document.
enum class BlockKind : std::uint8_t {
  heading,
  paragraph,
  list_item,
  table_cell,
  code,
  quote,
  page_header,
  page_footer,
  footnote
};

/// Whether a block begins with a box to tick.
enum class Checkbox : std::uint8_t { none, unticked, ticked };

/// A paragraph, a heading, a list item, a table cell: the unit between a sentence and a section.
/// Blocks stand in reading order and do not overlap; between two blocks the text has at least one line feed.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  /// Heading: 1 (highest) to 9. List item: depth from 1. Otherwise 0.
  std::uint8_t level = 0;
  Checkbox checkbox = Checkbox::none;
  /// List item: whether its list is numbered.
  bool numbered = false;
  Span span;
  /// Index in Document::blocks of the heading that this block stands under (for a heading: its parent), or -1.
  std::int32_t heading = -1;
  /// Number of this block among the non-heading blocks under its heading, from 1; 0 for a heading.
  std::uint32_t paragraph = 0;
  /// Table cells: index in Document::tables, and the place in that table from 0 (the header row counts). Otherwise -1.
  std::int32_t table = -1;
  std::int32_t row = -1;
  std::int32_t column = -1;
};

/// A table of a text document, or a sheet of a workbook. Its cells are blocks; empty cells have no block.
struct Table {
  /// Sheets: the sheet's name. Otherwise empty.
  std::string sheet;
  std::int32_t rows = 0;
  std::int32_t columns = 0;
  /// Row (from 0) that holds the column names, or -1.
  std::int32_t header_row = -1;
  /// Sheets: the row and column of the sheet (from 0) at which the table's row 0, column 0 stands.
  std::int32_t first_row = 0;
  std::int32_t first_column = 0;
};

/// From `offset` on (until the next anchor) the text stands on this page and line.
struct Anchor {
  ByteOffset offset = 0;
  /// From 1; 0 where the format has no pages.
  std::uint32_t page = 0;
  /// From 1, within the page where there are pages, else within the file; 0 where the format has no lines.
  std::uint32_t line = 0;
};

/// A pointer into a JSON or XML file that holds from `offset` on.
struct Pointer {
  ByteOffset offset = 0;
  /// RFC 6901 for JSON; /element[n]/... for XML.
  std::string value;
};

/// Where a link of the document leads (not part of the text, unless the text shows it).
struct Link {
  Span span;
  std::string target;
};

/// Text that a reader of the document does not see: never evidence.
struct HiddenText {
  enum class Kind : std::uint8_t { deleted, comment, hidden, white };
  Kind kind = Kind::hidden;
  std::string text;
  /// Where it stands, for people.
  std::string where;
};

/// A named fact that the file carries about itself: "title", "author", "created", "modified", "status", "revision",
/// "subject", "keywords", "company", or a name of its own (front matter, custom properties) as written.
struct Property {
  std::string name;
  std::string value;
};

/// A page whose text was recognised in a picture.
struct OcrPage {
  /// From 1.
  std::uint32_t page = 0;
  /// Mean confidence of its words, 1 to 100 %.
  std::uint8_t confidence = 0;
};

/// Which parts of a Locator a format has.
enum class LocatorStyle : std::uint8_t { line, page_line, heading_paragraph, sheet_cell, pointer };

/// Where a passage stands, in the terms of its format.
struct Locator {
  LocatorStyle style = LocatorStyle::line;
  std::uint32_t page = 0;
  std::uint32_t line = 0;
  /// Headings from the highest to the nearest, as they stand in the text.
  std::vector<std::string> headings;
  std::uint32_t paragraph = 0;
  std::string sheet;
  /// "C7"
  std::string cell;
  std::string pointer;
  /// 1 to 100 where the page was recognised in a picture, with the mean confidence of its words; 0 for all other text.
  std::uint8_t ocr_confidence = 0;

  /// For people: "line 12", "page 3, line 7", "page 3, line 7 (OCR, confidence 93 %)", "heading "4.2 Disclosure", paragraph 3",
  /// "sheet "Risks", cell C7", "pointer /document/title".
  [[nodiscard]] std::string text() const;
};

/// The text of one file with the places of everything in it. Never changed after extraction; shared by all later stages.
struct Document {
  /// Name of the format in formats.def, e.g. "docx".
  std::string format;
  std::string media_type;
  LocatorStyle style = LocatorStyle::line;
  /// All visible text, UTF-8, line feeds only. For Markdown, plain text, CSV, JSON and XML it is the file's own text; for
  /// reStructuredText too, but for drawn tables whose cells have more than one line: there one cell comes after the other.
  std::string text;
  /// Bytes of `text` that are notation and not content (Markdown marks, link targets, tags): sorted, not overlapping.
  std::vector<Span> markup;
  std::vector<Block> blocks;
  std::vector<Table> tables;
  /// Sorted by offset; empty for formats without pages and lines.
  std::vector<Anchor> anchors;
  std::vector<Pointer> pointers;
  std::vector<Link> links;
  std::vector<HiddenText> hidden;
  std::vector<Property> properties;
  /// What was damaged or left out, each a sentence that names the place.
  std::vector<std::string> warnings;
  /// Number of pages, 0 where the format has none.
  std::uint32_t pages = 0;
  /// Pages (from 1) that show something but hold no text, as scans do.
  std::vector<std::uint32_t> pages_without_text;
  /// Pages whose text was recognised in a picture of them, ascending.
  std::vector<OcrPage> ocr_pages;

  /// The verbatim text of a span, as long as the document lives.
  [[nodiscard]] std::string_view view(Span span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
  /// Index of the last block that begins at or before `offset`, or -1.
  [[nodiscard]] std::int32_t block_at(ByteOffset offset) const;
  /// Where the passage that begins at `offset` stands.
  [[nodiscard]] Locator locate(ByteOffset offset) const;
  /// The first value of a property, ASCII case ignored; empty where there is none.
  [[nodiscard]] std::string_view property(std::string_view name) const;
};

/// What could be read of a file.
enum class Status : std::uint8_t { read, damaged, unreadable, skipped };
/// Why a file is unreadable or skipped.
enum class Reason : std::uint8_t {
  none,
  encrypted,
  scanned_no_ocr,
  corrupt,
  too_large,
  too_deep,
  timeout,
  crashed,
  unsupported,
  unsupported_language,
  empty,
  interrupted,
  ignored,
  not_a_document,
  duplicate_of
};
enum class Role : std::uint8_t {
  policy,
  procedure,
  plan,
  advisory,
  notice,
  release_notes,
  guide,
  risk_file,
  register_,
  checklist,
  form_template,
  sbom,
  statement,
  report,
  other
};
enum class State : std::uint8_t { effective, draft, obsolete, template_, unknown };
enum class Owner : std::uint8_t { own, third_party, operator_, authority, tutorial, unknown };

/// What a document says of its own control, and of whom it speaks. Source: ISO 13485:2016, 4.2.4 and 4.2.5.
struct Control {
  std::string title;
  std::string id;
  std::string version;
  std::optional<base::Date> date;
  std::string approver;
  State state = State::unknown;
  std::string superseded_by;
  std::vector<std::string> products;
  /// Why `state` is what it is, for people: "status field says Draft", "folder name obsolete".
  std::string state_reason;
};

/// What is known about a document beyond its text.
struct Facts {
  Control control;
  Role role = Role::other;
  Owner owner = Owner::unknown;
  std::string owner_reason;
  /// ISO 639-1, or "und" where it cannot be told.
  std::string language = "und";
};

}  // namespace crosswalk::document

namespace crosswalk::base {

template <>
struct Words<document::BlockKind> {
  static constexpr std::array<std::string_view, 9> names{"heading", "paragraph",   "list_item",   "table_cell", "code",
                                                         "quote",   "page_header", "page_footer", "footnote"};
};
template <>
struct Words<document::Checkbox> {
  static constexpr std::array<std::string_view, 3> names{"none", "unticked", "ticked"};
};
template <>
struct Words<document::HiddenText::Kind> {
  static constexpr std::array<std::string_view, 4> names{"deleted", "comment", "hidden", "white"};
};
template <>
struct Words<document::LocatorStyle> {
  static constexpr std::array<std::string_view, 5> names{"line", "page_line", "heading_paragraph", "sheet_cell", "pointer"};
};
template <>
struct Words<document::Status> {
  static constexpr std::array<std::string_view, 4> names{"read", "damaged", "unreadable", "skipped"};
};
template <>
struct Words<document::Reason> {
  static constexpr std::array<std::string_view, 15> names{
      "",         "encrypted",   "scanned_no_ocr", "corrupt",        "too_large",
      "too_deep", "timeout",     "crashed",        "unsupported",    "unsupported_language",
      "empty",    "interrupted", "ignored",        "not_a_document", "duplicate_of"};
};
template <>
struct Words<document::Role> {
  static constexpr std::array<std::string_view, 15> names{"policy",        "procedure", "plan",      "advisory", "notice",
                                                          "release_notes", "guide",     "risk_file", "register", "checklist",
                                                          "form_template", "sbom",      "statement", "report",   "other"};
};
template <>
struct Words<document::State> {
  static constexpr std::array<std::string_view, 5> names{"effective", "draft", "obsolete", "template", "unknown"};
};
template <>
struct Words<document::Owner> {
  static constexpr std::array<std::string_view, 6> names{"own", "third_party", "operator", "authority", "tutorial", "unknown"};
};

}  // namespace crosswalk::base
