// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "document/builder.h"
#include "extraction/odf/styles.h"
#include "extraction/ooxml/reader.h"

namespace crosswalk::extraction::odf {

/// Repetitions of a row or cell with text beyond this number say nothing new and are left out.
inline constexpr std::int32_t max_repeats = 100;

/// Opens an OpenDocument file, packed or flat, and reads it with `read`; unreadable where it cannot be opened (encrypted ones are
/// named so). Source: OpenDocument 1.3 part 2 (packages) and part 3, 3.1.2 (flat files).
document::Extracted read_open_document(std::string_view bytes, const Limits& limits,
                                       document::Extracted (*read)(ooxml::Package& package, const Limits& limits));

/// A link inside gathered text, in bytes of it.
struct TextLink {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string target;
};

/// Text that a reader does not see, found in a paragraph or cell.
struct Unseen {
  document::HiddenText::Kind kind = document::HiddenText::Kind::hidden;
  std::string text;
};

/// What is gathered of one paragraph, or of all paragraphs of one cell.
struct Content {
  std::string text;
  std::vector<TextLink> links;
  std::vector<Unseen> unseen;
  /// Bytes that are bold, to tell a header row.
  std::size_t bold = 0;
};

/// Where paragraphs go: blocks of a kind, or the text of a cell.
struct Flow {
  document::BlockKind plain = document::BlockKind::paragraph;
  Content* cell = nullptr;
  /// Depth of the list, 0 outside of lists.
  int list_level = 0;
  bool numbered = false;
  /// The list style in effect.
  std::string list_style = {};
  /// Level that every paragraph has as a heading, 0 for none.
  std::uint8_t heading = 0;
};

/// What the readers of text documents, sheets and presentations have in common. To be derived from.
class OdfReader : protected ooxml::Reader {
 public:
  OdfReader(const OdfReader&) = delete;
  OdfReader& operator=(const OdfReader&) = delete;

 protected:
  /// `start` is the document before anything was read.
  OdfReader(ooxml::Package& package, const Limits& limits, document::Document start);
  virtual ~OdfReader() = default;

  /// Opens the parts, reads styles and what the file says of itself. False with the reason in `refusal`. Afterwards body_ is the
  /// element of this name in office:body.
  bool open(std::string_view body, ooxml::Refusal& refusal);
  /// The master page of this name, or an empty node. Source: OpenDocument 1.3 part 3, 16.9.
  [[nodiscard]] pugi::xml_node master_page(std::string_view name) const;
  /// The first child of office:master-styles.
  [[nodiscard]] pugi::xml_node master_styles() const { return master_styles_; }

  /// Reads the children of an element that holds paragraphs, lists, tables, sections, shapes.
  void read_flow(pugi::xml_node parent, const Flow& flow);
  /// Reads one such element.
  void read_flow_element(pugi::xml_node node, const Flow& flow);
  /// Reads what stands in one cell into `content`.
  void read_cell(pugi::xml_node cell, Content& content);
  /// Adds what belongs to a block that was just added (or was blank: -1): links, the box, hidden text, the limits.
  void settle(std::int32_t index, const Content& content);

  /// Where blocks go; a presentation notes their places besides.
  virtual std::int32_t add_block(document::BlockKind kind, std::string_view text, std::uint8_t level);
  virtual std::int32_t add_cell(std::int32_t row, std::int32_t column, std::string_view text);
  /// Where the passage that is read stands, for people.
  virtual std::string place_here();

  Styles styles_;
  pugi::xml_node body_;
  /// While this is not 0 nothing that is read is shown.
  int hidden_ = 0;
  /// While this is not 0 there is a colour behind the text.
  int shaded_ = 0;
  std::size_t pictures_ = 0;

 private:
  struct Format {
    bool hidden = false;
    bool bold = false;
    bool white = false;
  };

  void read_meta(pugi::xml_node meta);
  void read_paragraph(pugi::xml_node node, const Flow& flow);
  void close_paragraph(Content& content, const Flow& flow, document::BlockKind kind, std::uint8_t level, bool numbered);
  void read_list(pugi::xml_node node, const Flow& flow);
  void read_list_item(pugi::xml_node item, const Flow& flow);
  void read_section(pugi::xml_node node, const Flow& flow);
  void read_deletions(pugi::xml_node node);
  void read_annotation(pugi::xml_node node);
  void read_table(pugi::xml_node node, const Flow& flow);
  void read_nested_table(pugi::xml_node node, Content& outer);
  void read_object(pugi::xml_node node, const Flow& flow);
  void read_inline(pugi::xml_node parent, Content& content, const Format& format);
  void read_inline_element(pugi::xml_node node, Content& content, const Format& format);
  void emit(Content& content, std::string_view text, const Format& format);
  void emit_characters(Content& content, const std::string& text, const Format& format);
  void flush_notes();
  static void append(Content& outer, Content& content, std::string_view separator);

  std::unique_ptr<ooxml::XmlPart> content_part_;
  std::unique_ptr<ooxml::XmlPart> styles_part_;
  std::unique_ptr<ooxml::XmlPart> meta_part_;
  pugi::xml_node master_styles_;
  /// Shapes found in a paragraph, read when it is complete.
  std::vector<pugi::xml_node> shapes_;
  std::vector<pugi::xml_node> notes_;
  std::set<std::string> objects_;
};

}  // namespace crosswalk::extraction::odf
