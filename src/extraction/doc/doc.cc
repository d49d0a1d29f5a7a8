// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/extractor.h"
#include "extraction/legacy/converters.h"
#include "extraction/ooxml/header_row.h"
#include "extraction/pdf/text_line.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::Reason;

/// Text with how much of it is bold, without white space.
struct Run {
  std::string text;
  std::size_t bold = 0;
  std::size_t all = 0;

  void add(std::string_view more, bool is_bold) {
    const auto dark = static_cast<std::size_t>(
        std::count_if(more.begin(), more.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
    text += more;
    all += dark;
    if (is_bold) bold += dark;
  }
  [[nodiscard]] bool is_bold() const { return all > 0 && bold * 10 >= all * 9; }
};

/// The text of a run; antiword's sign for a picture is none.
std::string text_of(const Run& run) {
  std::string text = base::repair_utf8(base::collapse_space(run.text));
  return text == "[pic]" ? std::string() : text;
}

/// Reads the DocBook that antiword writes. Source: DocBook 4.1.2; antiword 0.37, xml.c.
class DocBook {
 public:
  DocBook(document::Builder& builder, const Limits& limits) : builder_(builder), limits_(limits) {}

  /// Reads everything below `node`; false where it is too deep or too long.
  bool read(const pugi::xml_node& node, std::uint32_t depth);
  /// Makes headings of bold lines where the document has no others, as many people write them.
  void find_headings();

 private:
  bool read_info(const pugi::xml_node& info);
  bool read_paragraph(const pugi::xml_node& node, std::uint32_t depth);
  bool read_list(const pugi::xml_node& list, std::uint32_t depth);
  bool read_table(const pugi::xml_node& table, std::uint32_t depth);
  bool collect(const pugi::xml_node& node, Run& run, bool bold, std::uint32_t depth);
  void flush(Run& run);

  document::Builder& builder_;
  const Limits& limits_;
  std::uint8_t sections_ = 0;
  std::uint8_t lists_ = 0;
  bool numbered_ = false;
  bool headings_ = false;
  std::vector<std::int32_t> bold_lines_;
  std::vector<std::string> footnotes_;
};

bool is(const pugi::xml_node& node, std::string_view name) { return name == node.name(); }
bool is_list(const pugi::xml_node& node) { return is(node, "itemizedlist") || is(node, "orderedlist"); }
bool is_table(const pugi::xml_node& node) { return is(node, "informaltable") || is(node, "table"); }

bool is_section(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name == "chapter" || (name.size() == 5 && name.starts_with("sect"));
}

bool DocBook::collect(const pugi::xml_node& node, Run& run, bool bold, std::uint32_t depth) {
  if (depth > limits_.depth) return false;
  for (const pugi::xml_node& child : node) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      run.add(child.value(), bold);
    } else if (is(child, "footnote")) {
      Run note;
      if (!collect(child, note, false, depth + 1)) return false;
      footnotes_.push_back(base::collapse_space(note.text));
    } else if (!is_list(child) && !is_table(child)) {
      const bool inner = bold || (is(child, "emphasis") && std::string_view(child.attribute("role").value()) == "bold");
      if (!collect(child, run, inner, depth + 1)) return false;
    }
  }
  return true;
}

void DocBook::flush(Run& run) {
  const std::string text = text_of(run);
  if (!text.empty()) {
    const bool item = lists_ > 0;
    const std::int32_t index = builder_.add(item ? BlockKind::list_item : BlockKind::paragraph, text, lists_);
    if (item && index >= 0) builder_.block(index).numbered = numbered_;
    if (!item && index >= 0 && run.is_bold() && text.size() <= 120 && !pdf::ends_sentence(text)) bold_lines_.push_back(index);
  }
  run = {};
  for (const std::string& note : std::exchange(footnotes_, {})) builder_.add(BlockKind::footnote, base::repair_utf8(note));
}

bool DocBook::read_paragraph(const pugi::xml_node& node, std::uint32_t depth) {
  if (depth > limits_.depth || builder_.document().blocks.size() >= limits_.blocks) return false;
  Run run;
  for (const pugi::xml_node& child : node) {
    if (is_list(child) || is_table(child)) {
      flush(run);
      if (!(is_list(child) ? read_list(child, depth + 1) : read_table(child, depth + 1))) return false;
    } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      run.add(child.value(), false);
    } else if (is(child, "footnote")) {
      Run note;
      if (!collect(child, note, false, depth + 1)) return false;
      footnotes_.push_back(base::collapse_space(note.text));
    } else if (child.type() == pugi::node_element) {
      const bool bold = is(child, "emphasis") && std::string_view(child.attribute("role").value()) == "bold";
      if (!collect(child, run, bold, depth + 1)) return false;
    }
  }
  flush(run);
  return true;
}

bool DocBook::read_list(const pugi::xml_node& list, std::uint32_t depth) {
  if (depth > limits_.depth) return false;
  const bool outer = std::exchange(numbered_, is(list, "orderedlist"));
  lists_ = static_cast<std::uint8_t>(std::min(lists_ + 1, 9));
  for (const pugi::xml_node& item : list) {
    if (!is(item, "listitem")) continue;
    for (const pugi::xml_node& child : item) {
      if (is_list(child) ? !read_list(child, depth + 1)
                         : (is_table(child) ? !read_table(child, depth + 1) : !read_paragraph(child, depth + 1))) {
        return false;
      }
    }
  }
  --lists_;
  numbered_ = outer;
  return true;
}

bool DocBook::read_table(const pugi::xml_node& table, std::uint32_t depth) {
  if (depth > limits_.depth) return false;
  builder_.begin_table();
  std::vector<ooxml::RowLook> looks;
  std::int32_t row = 0;
  for (const pugi::xml_node& group : table) {
    for (const pugi::xml_node& body : group) {
      for (const pugi::xml_node& line : body) {
        if (!is(line, "row")) continue;
        looks.emplace_back();
        looks.back().repeated = is(body, "thead");
        std::int32_t column = 0;
        for (const pugi::xml_node& entry : line) {
          if (!is(entry, "entry")) continue;
          if (builder_.document().blocks.size() >= limits_.blocks) return false;
          Run run;
          if (!collect(entry, run, false, depth + 1)) return false;
          const std::string text = text_of(run);
          const std::int32_t index = builder_.add_cell(row, column, text);
          ooxml::note_cell(looks.back(), text, index >= 0, run.is_bold());
          ++column;
        }
        ++row;
      }
    }
  }
  builder_.end_table(ooxml::header_row_of(looks));
  for (const std::string& note : std::exchange(footnotes_, {})) builder_.add(BlockKind::footnote, base::repair_utf8(note));
  return true;
}

bool DocBook::read_info(const pugi::xml_node& info) {
  const auto add = [&](std::string name, const pugi::xml_node& node) {
    const std::string value = base::repair_utf8(base::collapse_space(node.child_value()));
    if (!value.empty()) builder_.document().properties.push_back({std::move(name), value});
  };
  add("title", info.child("title"));
  add("subject", info.child("subtitle"));
  add("author", info.child("author").child("surname"));
  add("company", info.child("corpauthor"));
  add("modified", info.child("date"));
  return true;
}

bool DocBook::read(const pugi::xml_node& node, std::uint32_t depth) {
  if (depth > limits_.depth) return false;
  for (const pugi::xml_node& child : node) {
    bool done = true;
    if (is(child, "bookinfo")) {
      done = read_info(child);
    } else if (is_section(child)) {
      // antiword puts an untitled chapter around what has no heading of the first level.
      const bool titled =
          !base::trim(base::collapse_space(child.child("title").text().get())).empty() || child.child("title").first_child();
      sections_ = static_cast<std::uint8_t>(sections_ + (titled ? 1 : 0));
      done = read(child, depth + 1);
      sections_ = static_cast<std::uint8_t>(sections_ - (titled ? 1 : 0));
    } else if (is(child, "title")) {
      Run run;
      done = collect(child, run, false, depth + 1);
      const std::string text = text_of(run);
      if (builder_.add(BlockKind::heading, text, std::clamp<std::uint8_t>(sections_, 1, 9)) >= 0) headings_ = true;
    } else if (is_list(child)) {
      done = read_list(child, depth + 1);
    } else if (is_table(child)) {
      done = read_table(child, depth + 1);
    } else if (is(child, "book") || is(child, "blockquote")) {
      done = read(child, depth + 1);
    } else if (child.type() == pugi::node_element) {
      done = read_paragraph(child, depth + 1);
    }
    if (!done) return false;
  }
  return true;
}

void DocBook::find_headings() {
  if (headings_) return;
  // Numbered ones stand below a title without a number.
  bool title = false;
  for (const std::int32_t index : bold_lines_) {
    document::Block& block = builder_.block(index);
    const std::uint8_t depth = pdf::section_depth(builder_.document().view(block.span));
    title = title || (depth == 0 && index == bold_lines_.front());
    block.kind = BlockKind::heading;
    block.level = static_cast<std::uint8_t>(std::clamp(depth + (title && depth > 0 ? 1 : 0), 1, 9));
  }
  document::number_blocks(builder_.document().blocks);
}

}  // namespace

/// What antiword writes: DocBook with headings, lists, tables and footnotes.
document::Extracted extract_doc(std::string_view bytes, const Limits& limits) {
  const std::string_view text = legacy::converted_text(bytes);
  if (text.size() > limits.part_bytes) return unreadable(Reason::too_large, "more text than the limit");
  document::Document document;
  document.format = "doc";
  document.media_type = "application/msword";
  document.style = document::LocatorStyle::heading_paragraph;
  document::Builder builder(std::move(document));
  pugi::xml_document xml;
  const pugi::xml_parse_result parsed =
      xml.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  DocBook reader(builder, limits);
  if (!reader.read(xml, 1)) return unreadable(Reason::too_large, "nested too deeply, or too many paragraphs");
  reader.find_headings();
  document::Extracted out;
  out.document = builder.finish();
  if (out.document.text.size() > limits.text_bytes) return unreadable(Reason::too_large, "more text than the limit");
  if (out.document.blocks.empty()) return unreadable(Reason::empty, "the converter found no text in it");
  if (!parsed) {
    out.status = document::Status::damaged;
    out.document.warnings.emplace_back("What the converter gave ends before its end.");
  }
  out.document.warnings.emplace_back(
      "Read through a converter of legacy Word files: comments, headers and footers are not in what it gives.");
  return out;
}

}  // namespace crosswalk::extraction
