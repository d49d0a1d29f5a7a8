// SPDX-License-Identifier: Apache-2.0
#include "extraction/odf/reader.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "base/text.h"
#include "extraction/docx/symbols.h"
#include "extraction/ooxml/header_row.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::odf {
namespace {

using document::BlockKind;
using document::HiddenText;
using document::Reason;
using ooxml::Package;
using ooxml::Space;

constexpr std::int32_t kMaxColumns = 1'000;
constexpr std::size_t kMaxObjects = 1'000;
constexpr std::string_view kFlatName = "content.xml";

std::string_view value(pugi::xml_node node, const char* attribute) { return node.attribute(attribute).value(); }

/// How often a row or cell stands there. Source: OpenDocument 1.3 part 3, 19.677 and 19.681.
std::int32_t repeats(pugi::xml_node node, const char* attribute, std::int32_t most) {
  const auto count = ooxml::integer(value(node, attribute));
  return count ? static_cast<std::int32_t>(std::clamp<std::int64_t>(*count, 1, most)) : 1;
}

/// Increases a counter while it lives.
class Raise {
 public:
  explicit Raise(int& counter, bool really = true) : counter_(counter), by_(really ? 1 : 0) { counter_ += by_; }
  ~Raise() { counter_ -= by_; }
  Raise(const Raise&) = delete;
  Raise& operator=(const Raise&) = delete;

 private:
  int& counter_;
  int by_;
};

bool has_name(const Style& style, std::string_view name) {
  return style.names.find("\n" + std::string(name) + "\n") != std::string::npos;
}

bool is_code(const Style& style) {
  for (const std::string_view name : {"preformatted text", "source code", "code", "code block", "html preformatted", "listing"}) {
    if (has_name(style, name)) return true;
  }
  return false;
}

bool is_quote(const Style& style) {
  for (const std::string_view name : {"quotations", "quote", "intense quote", "block text", "block quotation", "blockquote"}) {
    if (has_name(style, name)) return true;
  }
  return false;
}

/// Elements that hold nothing that a reader of the document reads.
bool is_apart(std::string_view name) {
  constexpr std::array<std::string_view, 25> names{"office:forms",
                                                   "text:sequence-decls",
                                                   "text:variable-decls",
                                                   "text:user-field-decls",
                                                   "text:dde-connection-decls",
                                                   "svg:title",
                                                   "svg:desc",
                                                   "text:script",
                                                   "office:event-listeners",
                                                   "text:ruby-text",
                                                   "text:note-citation",
                                                   "dc:creator",
                                                   "dc:date",
                                                   "office:change-info",
                                                   "presentation:settings",
                                                   "draw:glue-point",
                                                   "draw:enhanced-geometry",
                                                   "draw:image-map",
                                                   "office:binary-data",
                                                   "table:table-source",
                                                   "draw:page-thumbnail",
                                                   "text:alphabetical-index-auto-mark-file",
                                                   "meta:creator-initials",
                                                   "loext:sender-initials",
                                                   "office:annotation-end"};
  return std::find(names.begin(), names.end(), name) != names.end() || (name.ends_with("-source") && name.starts_with("text:"));
}

/// The rows of a table, with whether they are shown again on each page; those in groups too.
void collect_rows(pugi::xml_node node, bool repeated, std::vector<std::pair<pugi::xml_node, bool>>& out) {
  for (pugi::xml_node c : node.children()) {
    const std::string_view name = c.name();
    if (name == "table:table-row") {
      out.emplace_back(c, repeated);
    } else if (name == "table:table-header-rows") {
      collect_rows(c, true, out);
    } else if (name == "table:table-rows" || name == "table:table-row-group") {
      collect_rows(c, repeated, out);
    }
  }
}

/// Words of a formula in MathML, without its source in another notation.
void collect_formula(pugi::xml_node node, std::string& out) {
  for (pugi::xml_node c : node.children()) {
    const std::string_view name = ooxml::local(c);
    if (name == "annotation" || name == "annotation-xml") continue;
    if (name == "mi" || name == "mn" || name == "mo" || name == "mtext") {
      const std::string text = ooxml::deep_text(c);
      const std::string_view word = base::trim(text);
      if (word.empty()) continue;
      if (!out.empty()) out += ' ';
      out += word;
    } else {
      collect_formula(c, out);
    }
  }
}

void collect_paragraphs(pugi::xml_node node, std::vector<std::string>& out) {
  for (pugi::xml_node c : node.children()) {
    if (std::string_view(c.name()) == "text:p") {
      if (std::string text = base::collapse_space(ooxml::deep_text(c));
          !text.empty() && std::find(out.begin(), out.end(), text) == out.end() && out.size() < 2'000)
        out.push_back(std::move(text));
    } else {
      collect_paragraphs(c, out);
    }
  }
}

bool is_encrypted(Package& package) {
  const auto manifest = package.optional_xml("META-INF/manifest.xml");
  if (manifest == nullptr) return false;
  for (pugi::xml_node entry : manifest->root().children()) {
    if (ooxml::child(entry, "encryption-data")) return true;
  }
  return package.has("encrypted-package");
}

}  // namespace

document::Extracted read_open_document(std::string_view bytes, const Limits& limits,
                                       document::Extracted (*read)(Package& package, const Limits& limits)) {
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!base::trim(text.substr(0, 100)).starts_with("<")) return ooxml::read_package(bytes, limits, read);
  if (bytes.size() > limits.file_bytes) return unreadable(Reason::too_large, "the file is larger than the limit");
  // As in read_package: only memory can run out.
  try {
    const auto package = Package::of_part(std::string(kFlatName), bytes, limits);
    return read(*package, limits);
  } catch (const std::exception&) {
    return unreadable(Reason::too_large, "reading it needs too much memory");
  }
}

OdfReader::OdfReader(Package& package, const Limits& limits, document::Document start)
    : Reader(package, limits, std::move(start)) {}

bool OdfReader::open(std::string_view body, ooxml::Refusal& refusal) {
  if (is_encrypted(package_)) {
    refusal = {Reason::encrypted, "the file needs a password"};
    return false;
  }
  content_part_ = package_.xml("content.xml", refusal, Space::all);
  if (content_part_ == nullptr) {
    if (!refusal) refusal = {Reason::corrupt, "the archive has no content.xml"};
    return false;
  }
  const pugi::xml_node root = content_part_->root();
  styles_part_ = package_.optional_xml("styles.xml", Space::all);
  // A flat file has everything in one part.
  const pugi::xml_node styles = styles_part_ != nullptr ? styles_part_->root() : root;
  styles_.add(styles.child("office:styles"));
  styles_.add(styles.child("office:automatic-styles"));
  master_styles_ = styles.child("office:master-styles");
  if (styles_part_ != nullptr) styles_.add(root.child("office:automatic-styles"));
  meta_part_ = package_.optional_xml("meta.xml");
  read_meta((meta_part_ != nullptr ? meta_part_->root() : root).child("office:meta"));
  body_ = root.child("office:body").child(std::string(body).c_str());
  if (!body_) {
    refusal = {Reason::corrupt, "content.xml has no " + std::string(body)};
    return false;
  }
  return true;
}

pugi::xml_node OdfReader::master_page(std::string_view name) const {
  for (pugi::xml_node node : master_styles_.children("style:master-page")) {
    if (value(node, "style:name") == name) return node;
  }
  return {};
}

/// Source: OpenDocument 1.3 part 3, 4.3.
void OdfReader::read_meta(pugi::xml_node meta) {
  constexpr std::array<std::pair<const char*, const char*>, 9> names{{{"dc:title", "title"},
                                                                      {"meta:initial-creator", "author"},
                                                                      {"meta:creation-date", "created"},
                                                                      {"dc:date", "modified"},
                                                                      {"meta:editing-cycles", "revision"},
                                                                      {"dc:subject", "subject"},
                                                                      {"meta:keyword", "keywords"},
                                                                      {"dc:description", "description"},
                                                                      {"dc:creator", "last_modified_by"}}};
  document::Document& document = builder_.document();
  const auto add = [&](std::string_view name, std::string_view text) {
    text = base::trim(text);
    if (!name.empty() && !text.empty() && document.properties.size() < 1'000)
      document.properties.push_back({std::string(name), std::string(text)});
  };
  for (const auto& [element, name] : names) {
    for (pugi::xml_node node : meta.children(element)) add(name, ooxml::deep_text(node));
  }
  if (document.property("author").empty()) add("author", ooxml::deep_text(meta.child("dc:creator")));
  for (pugi::xml_node node : meta.children("meta:user-defined"))
    add(ooxml::clean(value(node, "meta:name")), ooxml::deep_text(node));
}

// --- blocks -------------------------------------------------------------------------------------------------------------

std::int32_t OdfReader::add_block(BlockKind kind, std::string_view text, std::uint8_t level) {
  return kind == BlockKind::code ? builder_.add_code(text) : builder_.add(kind, text, level);
}

std::int32_t OdfReader::add_cell(std::int32_t row, std::int32_t column, std::string_view text) {
  return builder_.add_cell(row, column, text);
}

std::string OdfReader::place_here() {
  const auto& document = builder_.document();
  if (document.blocks.empty()) return {};
  const auto last = static_cast<std::int32_t>(document.blocks.size()) - 1;
  const document::Block& block = builder_.block(last);
  const std::int32_t heading = block.kind == BlockKind::heading ? last : block.heading;
  if (heading < 0) return {};
  std::string text = base::collapse_space(document.view(builder_.block(heading).span).substr(0, 400));
  if (text.size() > 80) {
    // Not in the middle of a character.
    std::size_t cut = 80;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    text = text.substr(0, cut) + "...";
  }
  return "heading \"" + text + "\"";
}

void OdfReader::read_flow(pugi::xml_node parent, const Flow& flow) {
  for (pugi::xml_node node : parent.children()) {
    if (too_large_) return;
    read_flow_element(node, flow);
  }
}

void OdfReader::read_flow_element(pugi::xml_node node, const Flow& flow) {
  const std::string_view name = node.name();
  if (name == "svg:title" || name == "svg:desc") {
    const std::string place = place_here();
    add_hidden(HiddenText::Kind::hidden, ooxml::deep_text(node),
               "description of a picture" + (place.empty() ? "" : ", " + place));
    return;
  }
  if (name.empty() || is_apart(name)) return;
  if (name == "text:p" || name == "text:h") {
    read_paragraph(node, flow);
  } else if (name == "text:list") {
    read_list(node, flow);
  } else if (name == "text:numbered-paragraph") {
    Flow item = flow;
    item.list_level = repeats(node, "text:level", 9);
    item.list_style = value(node, "text:style-name");
    item.numbered = styles_.is_numbered(item.list_style, item.list_level);
    read_flow(node, item);
  } else if (name == "table:table") {
    read_table(node, flow);
  } else if (name == "text:section") {
    read_section(node, flow);
  } else if (name == "text:tracked-changes") {
    read_deletions(node);
  } else if (name == "office:annotation") {
    read_annotation(node);
  } else if (name == "draw:image") {
    ++pictures_;
  } else if (name == "draw:object" || name == "draw:object-ole") {
    read_object(node, flow);
  } else if (name.starts_with("draw:") || name.starts_with("dr3d:")) {
    // What stands in a box has the box's own background.
    const Raise raise(shaded_);
    read_flow(node, flow);
  } else if (!name.starts_with("presentation:")) {
    read_flow(node, flow);
  }
}

void OdfReader::read_section(pugi::xml_node node, const Flow& flow) {
  const std::string_view display = value(node, "text:display");
  const bool hidden = display == "none" || (display == "condition" && value(node, "text:is-hidden") == "true");
  const Raise raise(hidden_, hidden);
  const Raise dark(shaded_, styles_.find("section", value(node, "text:style-name")).shaded.value_or(false));
  read_flow(node, flow);
}

/// Source: OpenDocument 1.3 part 3, 5.5.
void OdfReader::read_deletions(pugi::xml_node node) {
  for (pugi::xml_node region : node.children("text:changed-region")) {
    for (pugi::xml_node deletion : region.children("text:deletion")) {
      Content content;
      const std::vector<pugi::xml_node> shapes = std::move(shapes_);
      const std::vector<pugi::xml_node> notes = std::move(notes_);
      read_cell(deletion, content);
      shapes_ = shapes;
      notes_ = notes;
      const std::string author = ooxml::deep_text(deletion.child("office:change-info").child("dc:creator"));
      for (const Unseen& unseen : content.unseen) content.text += (content.text.empty() ? "" : "\n") + unseen.text;
      add_hidden(HiddenText::Kind::deleted, content.text, author.empty() ? "deleted" : "deleted by " + author);
    }
  }
}

void OdfReader::read_annotation(pugi::xml_node node) {
  Content content;
  const std::vector<pugi::xml_node> shapes = std::move(shapes_);
  const std::vector<pugi::xml_node> notes = std::move(notes_);
  const int hidden = std::exchange(hidden_, 0);
  read_cell(node, content);
  hidden_ = hidden;
  shapes_ = shapes;
  notes_ = notes;
  const std::string author = ooxml::deep_text(node.child("dc:creator"));
  const std::string place = place_here();
  add_hidden(HiddenText::Kind::comment, content.text,
             (author.empty() ? "comment" : "comment by " + author) + (place.empty() ? "" : ", " + place));
}

void OdfReader::read_cell(pugi::xml_node cell, Content& content) { read_flow(cell, {.cell = &content}); }

void OdfReader::read_list(pugi::xml_node node, const Flow& flow) {
  Flow inner = flow;
  inner.list_level = std::min(flow.list_level + 1, 200);
  if (const std::string_view own = value(node, "text:style-name"); !own.empty()) inner.list_style = own;
  inner.numbered = styles_.is_numbered(inner.list_style, std::min(inner.list_level, 10));
  for (pugi::xml_node item : node.children()) {
    if (too_large_) return;
    const std::string_view name = item.name();
    if (name == "text:list-item" || name == "text:list-header") read_list_item(item, inner);
  }
}

/// The first paragraph is the item; further ones belong to it without a mark of their own.
void OdfReader::read_list_item(pugi::xml_node item, const Flow& flow) {
  Flow rest = flow;
  rest.list_level = 0;
  bool first = true;
  for (pugi::xml_node node : item.children()) {
    if (too_large_) return;
    const std::string_view name = node.name();
    if (name == "text:list") {
      read_flow_element(node, flow);
    } else {
      read_flow_element(node, first ? flow : rest);
      if (name == "text:p" || name == "text:h") first = false;
    }
  }
}

void OdfReader::read_paragraph(pugi::xml_node node, const Flow& flow) {
  const Style& style = styles_.find("paragraph", value(node, "text:style-name"));
  Content content;
  bool hidden = false;
  for (pugi::xml_node field : node.children("text:hidden-paragraph")) hidden |= value(field, "text:is-hidden") == "true";
  {
    const Raise dark(shaded_, style.shaded.value_or(false));
    const Raise unseen(hidden_, hidden);
    read_inline(node, content, {style.hidden.value_or(false), style.bold.value_or(false), style.white.value_or(false)});
  }
  const bool blank = base::trim(content.text).empty();
  const bool is_heading_element = std::string_view(node.name()) == "text:h";
  BlockKind kind = flow.plain;
  std::uint8_t level = 0;
  if (flow.heading > 0) {
    kind = BlockKind::heading;
    level = flow.heading;
    std::replace(content.text.begin(), content.text.end(), '\n', ' ');
  } else if (flow.plain == BlockKind::paragraph) {
    const auto outline = ooxml::integer(value(node, "text:outline-level"));
    const int own = outline ? static_cast<int>(std::clamp<std::int64_t>(*outline, 1, 9)) : 0;
    if (is_heading_element || style.outline_level.value_or(0) > 0 || (has_name(style, "title") && flow.list_level == 0)) {
      kind = BlockKind::heading;
      level = static_cast<std::uint8_t>(own > 0 ? own : std::max(1, style.outline_level.value_or(1)));
      std::replace(content.text.begin(), content.text.end(), '\n', ' ');
      if (is_heading_element && !blank && value(node, "text:is-list-header") != "true") {
        if (const std::string number = styles_.next_number(level); !number.empty()) {
          const std::size_t space = content.text.find_first_not_of(" \t");
          content.text.replace(0, space, number + " ");
          for (TextLink& link : content.links) {
            link.begin = link.begin - std::min(space, link.begin) + number.size() + 1;
            link.end = link.end - std::min(space, link.end) + number.size() + 1;
          }
        }
      }
    } else if (flow.list_level > 0) {
      kind = BlockKind::list_item;
      level = static_cast<std::uint8_t>(flow.list_level);
    } else if (is_code(style)) {
      kind = BlockKind::code;
    } else if (is_quote(style)) {
      kind = BlockKind::quote;
    }
  }
  close_paragraph(content, flow, kind, level, kind == BlockKind::list_item && flow.numbered);
}

void OdfReader::close_paragraph(Content& content, const Flow& flow, BlockKind kind, std::uint8_t level, bool numbered) {
  if (flow.cell != nullptr) {
    append(*flow.cell, content, "\n");
  } else {
    const std::int32_t index = add_block(kind, content.text, level);
    settle(index, content);
    if (index >= 0) builder_.block(index).numbered = numbered;
  }
  const std::vector<pugi::xml_node> shapes = std::move(shapes_);
  shapes_.clear();
  Flow inner = flow;
  inner.list_level = 0;
  inner.heading = 0;
  for (pugi::xml_node shape : shapes) read_flow_element(shape, inner);
  if (flow.cell == nullptr && flow.plain != BlockKind::footnote) flush_notes();
}

void OdfReader::append(Content& outer, Content& content, std::string_view separator) {
  if (!base::trim(content.text).empty()) {
    if (!outer.text.empty() && !outer.text.ends_with('\t')) outer.text += separator;
    const std::size_t at = outer.text.size();
    outer.text += content.text;
    for (TextLink& link : content.links) outer.links.push_back({link.begin + at, link.end + at, std::move(link.target)});
  }
  outer.bold += content.bold;
  for (Unseen& unseen : content.unseen) outer.unseen.push_back(std::move(unseen));
}

void OdfReader::settle(std::int32_t index, const Content& content) {
  if (!content.unseen.empty()) {
    const std::string place = place_here();
    for (const Unseen& unseen : content.unseen) add_hidden(unseen.kind, unseen.text, place);
  }
  check_limits();
  if (index < 0) return;
  document::Document& document = builder_.document();
  document::Block& block = builder_.block(index);
  block.checkbox = docx::leading_checkbox(document.view(block.span));
  const std::string_view trimmed = base::trim(content.text);
  const auto lead = static_cast<std::size_t>(trimmed.data() - content.text.data());
  // A line of code is the end of its block, other text the whole.
  const std::size_t start = block.span.end - std::min<std::size_t>(trimmed.size(), block.span.size());
  for (const TextLink& link : content.links) {
    const std::size_t begin = std::clamp(link.begin, lead, lead + trimmed.size()) - lead;
    const std::size_t end = std::clamp(link.end, lead, lead + trimmed.size()) - lead;
    if (begin >= end || document.links.size() >= ooxml::max_links) continue;
    document.links.push_back(
        {{static_cast<document::ByteOffset>(start + begin), static_cast<document::ByteOffset>(start + end)}, link.target});
  }
}

void OdfReader::flush_notes() {
  // A note may hold notes; the file's depth bounds that.
  while (!notes_.empty() && !too_large_) {
    const std::vector<pugi::xml_node> notes = std::move(notes_);
    notes_.clear();
    for (pugi::xml_node note : notes) read_flow(note.child("text:note-body"), {.plain = BlockKind::footnote});
  }
}

// --- tables -------------------------------------------------------------------------------------------------------------

void OdfReader::read_table(pugi::xml_node node, const Flow& flow) {
  std::vector<std::pair<pugi::xml_node, bool>> rows;
  collect_rows(node, false, rows);
  if (rows.size() == 1) {
    std::size_t cells = 0;
    for (pugi::xml_node cell : rows.front().first.children()) cells += std::string_view(cell.name()).ends_with("-cell") ? 1 : 0;
    if (cells == 1) {
      // A frame around paragraphs, not a table.
      const pugi::xml_node cell = rows.front().first.child("table:table-cell");
      const Raise dark(shaded_, styles_.find("table-cell", value(cell, "table:style-name")).shaded.value_or(false));
      Flow inner = flow;
      inner.list_level = 0;
      read_flow(cell, inner);
      return;
    }
  }
  if (flow.cell != nullptr) {
    read_nested_table(node, *flow.cell);
    return;
  }
  const bool table_shaded = styles_.find("table", value(node, "table:style-name")).shaded.value_or(false);
  builder_.begin_table();
  const std::size_t first_block = builder_.document().blocks.size();
  std::vector<ooxml::RowLook> looks;
  std::int32_t row_number = 0;
  std::int32_t widest = 0;
  for (const auto& [row, repeated] : rows) {
    const std::int32_t times = repeats(row, "table:number-rows-repeated", max_repeats);
    for (std::int32_t time = 0; time < times; ++time) {
      if (too_large_) return;
      const std::size_t before = builder_.document().blocks.size();
      ooxml::RowLook look;
      look.repeated = repeated;
      std::int32_t column = 0;
      for (pugi::xml_node cell : row.children()) {
        const std::string_view name = cell.name();
        const bool covered = name == "table:covered-table-cell";
        if (name != "table:table-cell" && !covered) continue;
        const std::int32_t wide = repeats(cell, "table:number-columns-repeated", kMaxColumns);
        const std::int32_t after = std::min(column + wide, kMaxColumns);
        for (std::int32_t i = 0; column < after; ++i, ++column) {
          if (too_large_) return;
          // What lies under a merged cell is not shown.
          if (covered || i >= max_repeats) continue;
          const bool shaded = table_shaded || styles_.find("table-cell", value(cell, "table:style-name")).shaded.value_or(false);
          Content content;
          {
            const Raise dark(shaded_, shaded);
            read_cell(cell, content);
          }
          const std::int32_t index = add_cell(row_number, column, content.text);
          settle(index, content);
          const std::string_view text = base::trim(content.text);
          ooxml::note_cell(look, text, index >= 0, shaded || 10 * content.bold >= 9 * text.size());
          // Of cells without text only the first has to be looked into.
          if (index < 0) break;
        }
        column = after;
      }
      widest = std::max(widest, column);
      looks.push_back(look);
      ++row_number;
      // Empty rows are counted once only.
      if (builder_.document().blocks.size() == before) break;
    }
  }
  if (builder_.document().blocks.size() == first_block) {
    builder_.document().tables.pop_back();
  } else {
    builder_.table().rows = std::max(builder_.table().rows, row_number);
    builder_.table().columns = std::max(builder_.table().columns, widest);
    builder_.end_table(ooxml::header_row_of(looks));
  }
  if (flow.plain != BlockKind::footnote) flush_notes();
}

/// A table inside a cell becomes lines of that cell's text, its own cells with tabs between them.
void OdfReader::read_nested_table(pugi::xml_node node, Content& outer) {
  std::vector<std::pair<pugi::xml_node, bool>> rows;
  collect_rows(node, false, rows);
  for (const auto& [row, repeated] : rows) {
    Content line;
    for (pugi::xml_node cell : row.children("table:table-cell")) {
      if (too_large_) return;
      Content content;
      read_cell(cell, content);
      append(line, content, "\t");
    }
    append(outer, line, "\n");
  }
}

/// The words of a chart, a formula or another document inside this one.
void OdfReader::read_object(pugi::xml_node node, const Flow& flow) {
  std::vector<std::string> texts;
  const auto read = [&](pugi::xml_node root) {
    if (ooxml::local(root) == "math") {
      std::string formula;
      collect_formula(root, formula);
      if (!formula.empty()) texts.push_back(std::move(formula));
    } else {
      collect_paragraphs(root.child("office:body"), texts);
    }
  };
  if (const pugi::xml_node inside = ooxml::child(node, "math")) {
    read(inside);
  } else if (const pugi::xml_node flat = node.child("office:document")) {
    read(flat);
  } else {
    std::string_view target = value(node, "xlink:href");
    while (target.starts_with("./")) target.remove_prefix(2);
    if (target.empty() || objects_.size() >= kMaxObjects || !objects_.emplace(target).second) return;
    const std::string part = std::string(target) + "/content.xml";
    if (!package_.has(part)) return;
    const auto tree = package_.optional_xml(part);
    if (tree != nullptr) read(tree->root());
  }
  for (const std::string& text : texts) {
    Content content;
    if (hidden_ > 0) {
      content.unseen.push_back({HiddenText::Kind::hidden, text});
    } else {
      content.text = text;
    }
    if (flow.cell != nullptr) {
      append(*flow.cell, content, "\n");
    } else {
      settle(add_block(flow.plain, content.text, 0), content);
    }
  }
}

// --- inside paragraphs --------------------------------------------------------------------------------------------------

void OdfReader::read_inline(pugi::xml_node parent, Content& content, const Format& format) {
  for (pugi::xml_node node : parent.children()) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      emit_characters(content, ooxml::clean(node.value()), format);
    } else if (node.type() == pugi::node_element) {
      read_inline_element(node, content, format);
    }
  }
}

void OdfReader::read_inline_element(pugi::xml_node node, Content& content, const Format& format) {
  const std::string_view name = node.name();
  if (is_apart(name) || name == "text:hidden-paragraph" || name == "office:annotation-end" || name.starts_with("field:param"))
    return;
  if (name == "text:s") {
    emit(content, std::string(static_cast<std::size_t>(repeats(node, "text:c", 1'000)), ' '), format);
  } else if (name == "text:tab") {
    emit(content, "\t", format);
  } else if (name == "text:line-break") {
    emit(content, "\n", format);
  } else if (name == "text:span") {
    const Style& style = styles_.find("text", value(node, "text:style-name"));
    const Raise dark(shaded_, style.shaded.value_or(false));
    read_inline(node, content,
                {style.hidden.value_or(format.hidden), style.bold.value_or(format.bold), style.white.value_or(format.white)});
  } else if (name == "text:a") {
    const std::size_t begin = content.text.size();
    read_inline(node, content, format);
    const std::string target = ooxml::clean(value(node, "xlink:href"));
    if (begin < content.text.size() && !target.empty() && target.size() <= ooxml::max_target)
      content.links.push_back({begin, content.text.size(), target});
  } else if (name == "text:note") {
    if (hidden_ == 0) notes_.push_back(node);
  } else if (name == "office:annotation") {
    read_annotation(node);
  } else if (name == "text:hidden-text") {
    const Raise unseen(hidden_, value(node, "text:is-hidden") == "true");
    read_inline(node, content, format);
  } else if (name.starts_with("draw:") || name.starts_with("dr3d:") || name == "table:table") {
    shapes_.push_back(node);
  } else {
    read_inline(node, content, format);
  }
}

/// White space in character data counts as one space, and as none behind another. Source: OpenDocument 1.3 part 3, 6.1.2.
void OdfReader::emit_characters(Content& content, const std::string& text, const Format& format) {
  std::string out;
  out.reserve(text.size());
  const bool shown = hidden_ == 0 && !format.hidden;
  bool space = shown && (content.text.empty() || content.text.back() == ' ' || content.text.back() == '\n');
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!space) out += ' ';
      space = true;
    } else {
      out += c;
      space = false;
    }
  }
  emit(content, out, format);
}

void OdfReader::emit(Content& content, std::string_view text, const Format& format) {
  if (text.empty()) return;
  const bool words = !base::trim(text).empty();
  const bool white = format.white && shaded_ == 0;
  if (hidden_ > 0 || (words && (format.hidden || white))) {
    const HiddenText::Kind kind = hidden_ > 0 || format.hidden ? HiddenText::Kind::hidden : HiddenText::Kind::white;
    if (content.unseen.empty() || content.unseen.back().kind != kind) content.unseen.push_back({kind, {}});
    content.unseen.back().text += text;
    return;
  }
  content.text += text;
  if (format.bold) content.bold += text.size();
}

}  // namespace crosswalk::extraction::odf
