// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/docx/numbering.h"
#include "extraction/docx/styles.h"
#include "extraction/docx/symbols.h"
#include "extraction/extractor.h"
#include "extraction/front/record.h"
#include "extraction/ooxml/header_row.h"
#include "extraction/ooxml/package.h"
#include "extraction/ooxml/reader.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::Checkbox;
using document::HiddenText;
using document::Reason;
using docx::Numbering;
using docx::Style;
using docx::Styles;
using ooxml::attribute;
using ooxml::child;
using ooxml::Package;
using ooxml::Relationship;

constexpr std::int32_t kMaxColumns = 1'000;

/// Text that a reader does not see, found inside one paragraph or cell.
struct Unseen {
  HiddenText::Kind kind;
  std::string text;
  std::string author;
};

struct ContentLink {
  std::size_t begin;
  std::size_t end;
  std::string target;
};

/// What is gathered of one paragraph, or of all paragraphs of one cell.
struct Content {
  std::string text;
  std::vector<ContentLink> links;
  std::vector<Unseen> unseen;
  Checkbox checkbox = Checkbox::none;
  /// Bytes that are bold, to tell a header row or a heading.
  std::size_t bold = 0;
  /// Size of the smallest words in half-points, 0 without words.
  std::int64_t size = 0;
};

/// Where paragraphs go: blocks of a kind, or the text of a cell.
struct Flow {
  BlockKind plain = BlockKind::paragraph;
  Content* cell = nullptr;
};

/// A complex field that has begun. Source: ISO/IEC 29500-1, 17.16.
struct Field {
  /// Before w:separate: the text is an instruction.
  bool instruction = true;
  std::string code;
  std::string target;
  std::size_t begin = 0;
};

struct RunFormat {
  bool hidden = false;
  bool white = false;
  bool bold = false;
  /// Half-points.
  std::int64_t size = 0;
  std::string font;
};

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

/// The elements of this name among the children of `node`, looking through content controls and tracked insertions.
void collect(pugi::xml_node node, std::string_view name, std::vector<pugi::xml_node>& out) {
  for (pugi::xml_node c : node.children()) {
    const std::string_view element = ooxml::local(c);
    if (element == name) {
      out.push_back(c);
    } else if (element == "sdt" || element == "sdtContent" || element == "customXml" || element == "ins" || element == "moveTo") {
      collect(c, name, out);
    }
  }
}

/// The address of a HYPERLINK field's instruction. Source: ISO/IEC 29500-1, 17.16.5.25.
std::string hyperlink_of(std::string_view code) {
  code = base::trim(code);
  constexpr std::string_view kWord = "HYPERLINK";
  if (!base::equal_ignoring_case(code.substr(0, kWord.size()), kWord)) return {};
  code = base::trim(code.substr(kWord.size()));
  bool local = false;
  if (code.starts_with("\\l")) {
    local = true;
    code = base::trim(code.substr(2));
  }
  std::string_view target;
  if (code.starts_with('"')) {
    target = code.substr(1, code.find('"', 1) == std::string_view::npos ? std::string_view::npos : code.find('"', 1) - 1);
  } else {
    target = code.substr(0, code.find(' '));
  }
  return (local ? "#" : "") + std::string(target);
}

bool is_code_style(std::string_view name) {
  for (std::string_view known : {"code", "code block", "source code", "html preformatted", "preformatted text", "macro text",
                                 "macro", "listing", "codeblock", "sourcecode"}) {
    if (name == known) return true;
  }
  return false;
}

bool is_quote_style(std::string_view name) {
  for (std::string_view known : {"quote", "intense quote", "block text", "quotations", "block quotation", "blockquote"}) {
    if (name == known) return true;
  }
  return false;
}

class DocxReader : private ooxml::Reader {
 public:
  DocxReader(Package& package, const Limits& limits) : Reader(package, limits, start()) {}

  document::Extracted read() {
    ooxml::Refusal refusal;
    const auto tree = open_main("word/document.xml", "word/document", refusal);
    if (tree == nullptr) return unreadable(refusal.reason, refusal.detail);
    pugi::xml_node body = child(tree->root(), "body");
    if (!body) {
      if (package_.warnings().empty()) return unreadable(Reason::corrupt, "its main part has no body");
      body = tree->root();
    }

    load_tables_of_styles();
    // Without a colour of its own the page is white.
    const std::string_view page = attribute(child(tree->root(), "background"), "color");
    dark_page_ = page.size() == 6 && !docx::is_white(page);

    read_headers(tree->root());
    relationships_ = &main_relationships_;
    read_flow(body, {});
    flush_notes();
    read_comments();
    return finish();
  }

 private:
  static document::Document start() {
    document::Document document;
    document.format = "docx";
    document.media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    document.style = document::LocatorStyle::heading_paragraph;
    return document;
  }

  document::Extracted finish() {
    document::Extracted out = finish_document();
    if (too_large_) return out;
    promote_looks(out.document);
    open_record(limits_, out.document);
    for (std::string& note : notes_on_reading_) out.document.warnings.push_back(std::move(note));
    if (out.document.blocks.empty()) call_empty(out, pictures_ > 0, "no text", "only text that is not shown");
    return out;
  }

  // --- parts ------------------------------------------------------------------------------------------------------------

  void load_tables_of_styles() {
    if (const auto tree = package_.optional_xml(part_of("styles", "word/styles.xml"))) styles_ = Styles(tree->root());
    if (const auto tree = package_.optional_xml(part_of("numbering", "word/numbering.xml")))
      numbering_ = Numbering(tree->root(), styles_);
    if (const auto tree = package_.optional_xml(part_of("settings", "word/settings.xml")))
      even_headers_ = ooxml::toggle(tree->root(), "evenAndOddHeaders").value_or(false);
    footnotes_part_ = part_of("footnotes", "word/footnotes.xml");
    endnotes_part_ = part_of("endnotes", "word/endnotes.xml");
    footnotes_ = package_.optional_xml(footnotes_part_);
    endnotes_ = package_.optional_xml(endnotes_part_);
    footnote_relationships_ = package_.relationships(footnotes_part_);
    endnote_relationships_ = package_.relationships(endnotes_part_);
    index_notes(footnotes_.get(), "footnote", footnote_nodes_);
    index_notes(endnotes_.get(), "endnote", endnote_nodes_);
  }

  static void index_notes(const ooxml::XmlPart* part, std::string_view name, std::map<std::string, pugi::xml_node>& out) {
    if (part == nullptr) return;
    for (pugi::xml_node node : part->root().children()) {
      if (ooxml::local(node) == name) out.emplace(attribute(node, "id"), node);
    }
  }

  /// Headers and footers stand first, so that document control in them is seen first; each text once.
  void read_headers(pugi::xml_node root) {
    struct Reference {
      std::string target;
      BlockKind kind;
      bool shown;
    };
    std::vector<Reference> references;
    std::vector<pugi::xml_node> sections;
    collect_sections(root, sections);
    bool first_page = false;
    for (pugi::xml_node section : sections) first_page |= ooxml::toggle(section, "titlePg").value_or(false);
    for (pugi::xml_node section : sections) {
      for (pugi::xml_node node : section.children()) {
        const std::string_view name = ooxml::local(node);
        if (name != "headerReference" && name != "footerReference") continue;
        const Relationship* relationship = ooxml::find(main_relationships_, attribute(node, "id"));
        if (relationship == nullptr || relationship->external) continue;
        const std::string_view type = attribute(node, "type");
        const bool shown = (type != "first" || first_page) && (type != "even" || even_headers_);
        references.push_back(
            {relationship->target, name == "headerReference" ? BlockKind::page_header : BlockKind::page_footer, shown});
      }
    }
    std::stable_sort(references.begin(), references.end(),
                     [](const Reference& a, const Reference& b) { return a.kind < b.kind; });
    std::set<std::string> parts;
    for (const Reference& reference : references) {
      if (!reference.shown || !parts.insert(reference.target).second) continue;
      const auto tree = package_.optional_xml(reference.target);
      if (tree == nullptr) continue;
      const std::vector<Relationship> own = package_.relationships(reference.target);
      relationships_ = &own;
      fields_.clear();
      // A header whose text all stood in an earlier one says nothing new.
      std::string whole = base::collapse_space(ooxml::deep_text(tree->root()));
      if (!distinct_headers_.insert(std::move(whole)).second) continue;
      read_flow(tree->root(), {.plain = reference.kind});
      relationships_ = &main_relationships_;
    }
    fields_.clear();
  }

  static void collect_sections(pugi::xml_node node, std::vector<pugi::xml_node>& out) {
    for (pugi::xml_node c : node.children()) {
      if (ooxml::local(c) == "sectPr") {
        out.push_back(c);
      } else if (ooxml::local(c) != "r") {
        collect_sections(c, out);
      }
    }
  }

  void read_comments() {
    const auto tree = package_.optional_xml(part_of("comments", "word/comments.xml"));
    if (tree == nullptr) return;
    for (pugi::xml_node node : tree->root().children()) {
      if (ooxml::local(node) != "comment") continue;
      Content content;
      fields_.clear();
      read_flow(node, {.cell = &content});
      const std::string author = ooxml::clean(attribute(node, "author"));
      add_hidden(HiddenText::Kind::comment, content.text, author.empty() ? "comment" : "comment by " + author);
    }
  }

  void flush_notes() {
    while (!notes_.empty() && !too_large_) {
      const std::vector<std::pair<bool, std::string>> notes = std::move(notes_);
      notes_.clear();
      const std::vector<Relationship>* outer = relationships_;
      std::vector<Field> fields = std::move(fields_);
      fields_.clear();
      for (const auto& [end, id] : notes) {
        // A note is read once, however often it is referred to.
        if (!read_notes_.insert({end, id}).second) continue;
        const auto& nodes = end ? endnote_nodes_ : footnote_nodes_;
        const auto node = nodes.find(id);
        if (node == nodes.end()) continue;
        relationships_ = end ? &endnote_relationships_ : &footnote_relationships_;
        read_flow(node->second, {.plain = BlockKind::footnote});
      }
      relationships_ = outer;
      fields_ = std::move(fields);
    }
  }

  // --- blocks -----------------------------------------------------------------------------------------------------------

  void read_flow(pugi::xml_node parent, const Flow& flow) {
    for (pugi::xml_node node : parent.children()) {
      if (too_large_) return;
      read_flow_element(node, flow);
    }
  }

  void read_flow_element(pugi::xml_node node, const Flow& flow) {
    const std::string_view name = ooxml::local(node);
    if (name == "p") {
      read_paragraph(node, flow);
    } else if (name == "tbl") {
      read_table(node, flow);
    } else if (name == "sdt") {
      read_control(node, flow);
    } else if (name == "del" || name == "moveFrom") {
      const Raise raise(deleted_);
      deleted_by_ = ooxml::clean(attribute(node, "author"));
      read_flow(node, flow);
    } else if (name == "AlternateContent") {
      const ooxml::Alternatives either = ooxml::alternatives(node);
      const std::size_t before = seen_;
      read_flow(either.choice, flow);
      if (seen_ == before) read_flow(either.fallback, flow);
    } else if (name == "altChunk" || name == "subDoc") {
      note_unread(node);
    } else if (name == "r" || name == "oMathPara" || name == "oMath" || name == "hyperlink") {
      Content content;
      read_inline_element(node, content, {});
      close_paragraph(content, flow, flow.plain, 0);
    } else if (name != "sectPr" && name != "tcPr" && name != "sdtPr" && name != "pPr" && !node.first_child().empty()) {
      read_flow(node, flow);
    }
  }

  void read_control(pugi::xml_node node, const Flow& flow) {
    const Checkbox box = box_of_control(node);
    const auto before = static_cast<std::int32_t>(builder_.document().blocks.size());
    const pugi::xml_node content = child(node, "sdtContent");
    read_flow(content, flow);
    if (box == Checkbox::none) return;
    if (flow.cell != nullptr) {
      if (flow.cell->checkbox == Checkbox::none) flow.cell->checkbox = box;
    } else if (static_cast<std::int32_t>(builder_.document().blocks.size()) > before) {
      builder_.block(before).checkbox = box;
    }
  }

  /// Source: [MS-DOCX] 2.6.1.1 w14:checkbox.
  static Checkbox box_of_control(pugi::xml_node control) {
    const pugi::xml_node box = ooxml::path(control, {"sdtPr", "checkbox"});
    if (!box) return Checkbox::none;
    const std::string_view value = attribute(child(box, "checked"), "val");
    return value == "1" || value == "true" || value == "on" ? Checkbox::ticked : Checkbox::unticked;
  }

  void read_paragraph(pugi::xml_node node, const Flow& flow) {
    const pugi::xml_node properties = child(node, "pPr");
    std::string style_id(attribute(child(properties, "pStyle"), "val"));
    if (style_id.empty()) style_id = styles_.default_paragraph();
    const Style& style = styles_.style(style_id);

    const bool shaded = style.shaded || docx::is_shaded(child(properties, "shd"));
    const bool began_in_contents = in_contents();
    Content content;
    {
      const Raise raise(shaded_, shaded);
      const Style* outer = paragraph_style_;
      paragraph_style_ = &style;
      read_inline(node, content, {});
      paragraph_style_ = outer;
    }
    // A link of a field that goes on in the next paragraph ends here and begins anew there. An instruction that has not ended
    // with its paragraph is damage, and what follows is text.
    for (Field& field : fields_) {
      if (!field.instruction && !field.target.empty()) add_link(content, field.begin, content.text.size(), field.target);
      field.begin = 0;
      field.instruction = false;
    }

    // Which list, and which level of it.
    const pugi::xml_node own = child(properties, "numPr");
    auto number = ooxml::integer(attribute(child(own, "numId"), "val"));
    auto level = ooxml::integer(attribute(child(own, "ilvl"), "val"));
    if (!number && style.number) {
      number = style.number;
      if (!level) {
        if (const auto of_style = numbering_.level_of_style(*number, style_id)) {
          level = *of_style;
        } else if (const auto of_base = numbering_.level_of_style(*number, style.numbered_by)) {
          level = *of_base;
        } else {
          level = style.number_level;
        }
      }
    }
    const int list_level = static_cast<int>(std::clamp<std::int64_t>(level.value_or(0), 0, Numbering::kLevels - 1));
    const bool listed = number && *number > 0 && numbering_.has(*number);
    const bool blank = base::trim(content.text).empty();
    docx::Label label;
    // A paragraph that was deleted or is hidden as a whole is not counted.
    if (listed && !(blank && !content.unseen.empty())) label = numbering_.next(*number, list_level);

    // What Word makes of the headings itself says nothing anew, and would be read as if it stood in the text.
    if (flow.cell == nullptr && is_contents_style(style.name) && (began_in_contents || in_contents()) && content.unseen.empty())
      return;

    std::uint8_t heading = style.heading;
    if (const auto outline = ooxml::integer(attribute(child(properties, "outlineLvl"), "val")); outline && *outline >= 0) {
      heading = *outline < 9 ? static_cast<std::uint8_t>(*outline + 1) : 0;
    }

    BlockKind kind = flow.plain;
    std::uint8_t block_level = 0;
    bool numbered = false;
    if (flow.plain == BlockKind::paragraph) {
      if (heading > 0) {
        kind = BlockKind::heading;
        block_level = heading;
        std::replace(content.text.begin(), content.text.end(), '\n', ' ');
        if (!label.text.empty() && !blank) prefix(content, label.text + " ");
      } else if (listed) {
        kind = BlockKind::list_item;
        block_level = static_cast<std::uint8_t>(list_level + 1);
        numbered = label.numbered;
      } else if (!(number && *number == 0) && is_list_style(style.name)) {
        kind = BlockKind::list_item;
        const char last = style.name.back();
        block_level = last >= '2' && last <= '9' ? static_cast<std::uint8_t>(last - '0') : 1;
        numbered = style.name.starts_with("list number");
      } else if (is_code_style(style.name)) {
        kind = BlockKind::code;
      } else if (is_quote_style(style.name)) {
        kind = BlockKind::quote;
      }
    }
    const std::int32_t index = close_paragraph(content, flow, kind, block_level);
    if (index < 0) return;
    builder_.block(index).numbered = numbered;
    if (kind == BlockKind::heading && style.name != "title") ++styled_headings_;
    if (kind == BlockKind::heading && style.name == "title") titled_ = true;
    if (kind == BlockKind::paragraph) note_look(index, content);
  }

  /// An entry of a table of contents: "toc 1" to "toc 9".
  static bool is_contents_style(std::string_view name) {
    return name.size() == 5 && name.starts_with("toc ") && name.back() >= '1' && name.back() <= '9';
  }

  /// Within the field of a table of contents.
  [[nodiscard]] bool in_contents() const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [](const Field& field) { return base::trim(field.code).starts_with("TOC "); });
  }

  static bool is_list_style(std::string_view name) { return name.starts_with("list bullet") || name.starts_with("list number"); }

  static void prefix(Content& content, const std::string& label) {
    // Leading space goes, so that the label stands beside the words.
    std::size_t space = 0;
    while (space < content.text.size() && (content.text[space] == ' ' || content.text[space] == '\t')) ++space;
    content.text.replace(0, space, label);
    for (ContentLink& link : content.links) {
      link.begin = link.begin + label.size() - std::min(space, link.begin);
      link.end = link.end + label.size() - std::min(space, link.end);
    }
  }

  /// Puts a paragraph where it goes, then what hangs on it: text boxes and notes. Gives its block, or -1.
  std::int32_t close_paragraph(Content& content, const Flow& flow, BlockKind kind, std::uint8_t level) {
    std::int32_t index = -1;
    if (flow.cell != nullptr) {
      append(*flow.cell, content, "\n");
    } else {
      index = add_block(kind, content, level);
    }
    const std::vector<pugi::xml_node> boxes = std::move(boxes_);
    boxes_.clear();
    const std::vector<std::string> drawings = std::move(drawings_);
    drawings_.clear();
    if (!boxes.empty()) {
      const Raise raise(shaded_);
      std::vector<Field> fields = std::move(fields_);
      fields_.clear();
      for (pugi::xml_node box : boxes) read_flow(box, flow);
      fields_ = std::move(fields);
    }
    for (const std::string& text : drawings) {
      Content drawing;
      drawing.text = text;
      if (flow.cell != nullptr) {
        append(*flow.cell, drawing, "\n");
      } else {
        add_block(flow.plain, drawing, 0);
      }
    }
    if (flow.cell == nullptr && flow.plain != BlockKind::footnote) flush_notes();
    return index;
  }

  static void append(Content& cell, Content& content, std::string_view separator) {
    if (!base::trim(content.text).empty()) {
      if (!cell.text.empty() && !cell.text.ends_with('\t')) cell.text += separator;
      if (cell.text.empty() && content.checkbox != Checkbox::none) cell.checkbox = content.checkbox;
      const std::size_t at = cell.text.size();
      cell.text += content.text;
      for (ContentLink& link : content.links) cell.links.push_back({link.begin + at, link.end + at, std::move(link.target)});
    }
    cell.bold += content.bold;
    for (Unseen& unseen : content.unseen) cell.unseen.push_back(std::move(unseen));
  }

  std::int32_t add_block(BlockKind kind, const Content& content, std::uint8_t level) {
    const std::int32_t index =
        kind == BlockKind::code ? builder_.add_code(content.text) : builder_.add(kind, content.text, level);
    settle(index, content);
    return index;
  }

  /// What belongs to a block that was just added (or was blank: -1): links, the box, hidden text, the limits.
  void settle(std::int32_t index, const Content& content) {
    for (const Unseen& unseen : content.unseen) {
      std::string where;
      if (unseen.kind == HiddenText::Kind::deleted) where = unseen.author.empty() ? "deleted" : "deleted by " + unseen.author;
      const std::string place = place_here();
      if (!place.empty()) where += (where.empty() ? "" : ", ") + place;
      add_hidden(unseen.kind, unseen.text, where);
    }
    document::Document& document = builder_.document();
    check_limits();
    if (index < 0) return;
    document::Block& block = builder_.block(index);
    block.checkbox = docx::leading_checkbox(document.view(block.span));
    if (content.checkbox != Checkbox::none) block.checkbox = content.checkbox;
    const std::string_view trimmed = base::trim(content.text);
    const auto lead = static_cast<std::size_t>(trimmed.data() - content.text.data());
    // A line of code is the end of its block, other text the whole.
    const std::size_t start = block.span.end - std::min<std::size_t>(trimmed.size(), block.span.size());
    for (const ContentLink& link : content.links) {
      const std::size_t begin = std::clamp(link.begin, lead, lead + trimmed.size()) - lead;
      const std::size_t end = std::clamp(link.end, lead, lead + trimmed.size()) - lead;
      if (begin >= end || document.links.size() >= ooxml::max_links) continue;
      document.links.push_back(
          {{static_cast<document::ByteOffset>(start + begin), static_cast<document::ByteOffset>(start + end)}, link.target});
    }
  }

  /// The heading that the last block stands under, for people.
  std::string place_here() {
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

  void note_unread(pugi::xml_node reference) {
    const Relationship* relationship = ooxml::find(*relationships_, attribute(reference, "id"));
    const std::string target = relationship != nullptr ? " (" + relationship->target + ")" : std::string();
    std::string note = "a document" + target + " that this one includes is not read";
    if (notes_on_reading_.size() < 100 && target.size() <= ooxml::max_target) notes_on_reading_.push_back(std::move(note));
  }

  // --- headings by their look -------------------------------------------------------------------------------------------

  /// A paragraph that may be a heading in a document that has none by style.
  struct Look {
    std::int32_t block = -1;
    std::int64_t size = 0;
  };

  void note_look(std::int32_t index, const Content& content) {
    const auto& document = builder_.document();
    const std::string_view text = document.view(builder_.block(index).span);
    bytes_of_size_[content.size] += text.size();
    if (text.size() > 120 || text.find_first_of("\n\t") != std::string_view::npos) return;
    if (text.find(": ") != std::string_view::npos || std::string_view(".,;:!?").find(text.back()) != std::string_view::npos)
      return;
    if (std::count(text.begin(), text.end(), ' ') > 12) return;
    const bool letter = std::any_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!letter || builder_.block(index).checkbox != Checkbox::none) return;
    const bool bold = 10 * content.bold >= 9 * text.size();
    // Until the size of the body is known, every short line may be larger than it.
    looks_.push_back({index, bold ? content.size : -content.size});
  }

  /// How deep a heading that begins with a number stands: "2", "2." are 1, "2.4" is 2; 0 without a number.
  static std::size_t depth_of_number(std::string_view text) {
    std::size_t depth = 0;
    std::size_t i = 0;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
      const std::size_t begin = i;
      while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
      if (i - begin > 3) return 0;
      ++depth;
      if (i < text.size() && text[i] == '.') ++i;
    }
    if (i < text.size() && text[i] == ')') ++i;
    return i < text.size() && text[i] == ' ' ? depth : 0;
  }

  /// Many people make headings with bold or large letters. Where no paragraph has the style of a heading, short lines that look
  /// like one are headings: by their number, else by their size.
  void promote_looks(document::Document& document) const {
    if (styled_headings_ > 0) return;
    std::int64_t body = 0;
    std::size_t most = 0;
    for (const auto& [size, bytes] : bytes_of_size_) {
      if (bytes > most) {
        most = bytes;
        body = size;
      }
    }
    std::set<std::int64_t> sizes;
    const auto is_heading = [&](const Look& look) { return look.size >= body || -look.size > body + 1; };
    for (const Look& look : looks_) {
      if (is_heading(look)) sizes.insert(std::abs(look.size));
    }
    // One such line is emphasis.
    if (std::count_if(looks_.begin(), looks_.end(), is_heading) < 2) return;
    for (const Look& look : looks_) {
      if (!is_heading(look)) continue;
      document::Block& block = document.blocks[static_cast<std::size_t>(look.block)];
      const std::size_t numbered = depth_of_number(document.view(block.span));
      const auto larger = static_cast<std::size_t>(std::distance(sizes.upper_bound(std::abs(look.size)), sizes.end()));
      const std::size_t level = (numbered > 0 ? numbered : larger + 1) + (titled_ ? 1 : 0);
      block.kind = BlockKind::heading;
      block.level = static_cast<std::uint8_t>(std::min<std::size_t>(level, 9));
    }
    document::number_blocks(document.blocks);
  }

  // --- tables -----------------------------------------------------------------------------------------------------------

  void read_table(pugi::xml_node node, const Flow& flow) {
    std::vector<pugi::xml_node> rows;
    collect(node, "tr", rows);
    const bool style_fills = styles_.style(attribute(ooxml::path(node, {"tblPr", "tblStyle"}), "val")).fills_cells ||
                             docx::is_shaded(ooxml::path(node, {"tblPr", "shd"}));
    const Raise raise(shaded_, style_fills);
    std::vector<pugi::xml_node> cells;
    if (rows.size() == 1) collect(rows.front(), "tc", cells);
    if (rows.size() == 1 && cells.size() == 1) {
      // A frame around paragraphs, not a table.
      const Raise frame(shaded_, docx::is_shaded(ooxml::path(cells.front(), {"tcPr", "shd"})));
      read_flow(cells.front(), flow);
      return;
    }
    if (flow.cell != nullptr) {
      read_nested_table(rows, *flow.cell);
      return;
    }

    builder_.begin_table();
    const std::size_t first_block = builder_.document().blocks.size();
    std::vector<ooxml::RowLook> facts;
    std::int32_t row_number = 0;
    std::int32_t widest = 0;
    for (pugi::xml_node row : rows) {
      if (too_large_) break;
      const pugi::xml_node properties = child(row, "trPr");
      const pugi::xml_node deletion = child(properties, "del");
      const Raise deleted(deleted_, static_cast<bool>(deletion));
      if (deletion) deleted_by_ = ooxml::clean(attribute(deletion, "author"));
      ooxml::RowLook fact;
      fact.repeated = ooxml::toggle(properties, "tblHeader").value_or(false);
      std::int32_t column = span_of(child(properties, "gridBefore"), 0);
      cells.clear();
      collect(row, "tc", cells);
      for (pugi::xml_node cell : cells) {
        if (too_large_ || column >= kMaxColumns) break;
        const pugi::xml_node format = child(cell, "tcPr");
        const bool shaded = docx::is_shaded(child(format, "shd"));
        const pugi::xml_node merge = child(format, "vMerge");
        const bool goes_on = merge && attribute(merge, "val") != "restart";
        const pugi::xml_node across = child(format, "hMerge");
        const bool goes_on_across = across && attribute(across, "val") != "restart";
        Content content;
        {
          const Raise dark(shaded_, shaded);
          read_flow(cell, {.plain = flow.plain, .cell = &content});
        }
        std::int32_t index = -1;
        // A merged cell shows its first part only.
        if (goes_on || goes_on_across) content.text.clear();
        index = builder_.add_cell(row_number, column, content.text);
        settle(index, content);
        if (index >= 0 && flow.plain != BlockKind::paragraph) builder_.block(index).kind = flow.plain;
        if (!goes_on_across)
          ooxml::note_cell(fact, content.text, index >= 0, shaded || 10 * content.bold >= 9 * base::trim(content.text).size());
        column += span_of(child(format, "gridSpan"), 1);
      }
      widest = std::max(widest, std::min(column, kMaxColumns));
      facts.push_back(fact);
      if (!deletion) {
        ++row_number;
      } else {
        facts.pop_back();
      }
    }
    if (builder_.document().blocks.size() == first_block) {
      builder_.document().tables.pop_back();
    } else {
      builder_.table().rows = std::max(builder_.table().rows, row_number);
      builder_.table().columns = std::max(builder_.table().columns, widest);
      builder_.end_table(ooxml::header_row_of(facts));
    }
    if (flow.plain != BlockKind::footnote) flush_notes();
  }

  static std::int32_t span_of(pugi::xml_node node, std::int32_t otherwise) {
    const auto value = ooxml::integer(attribute(node, "val"));
    return value && *value >= 0 && *value <= kMaxColumns ? std::max(static_cast<std::int32_t>(*value), otherwise) : otherwise;
  }

  /// A table inside a cell becomes lines of that cell's text, its own cells with tabs between them.
  void read_nested_table(const std::vector<pugi::xml_node>& rows, Content& outer) {
    for (pugi::xml_node row : rows) {
      std::vector<pugi::xml_node> cells;
      collect(row, "tc", cells);
      Content line;
      for (pugi::xml_node cell : cells) {
        if (too_large_) return;
        Content content;
        read_flow(cell, {.cell = &content});
        append(line, content, "\t");
      }
      append(outer, line, "\n");
    }
  }

  // --- runs -------------------------------------------------------------------------------------------------------------

  void read_inline(pugi::xml_node parent, Content& content, const RunFormat& format) {
    for (pugi::xml_node node : parent.children()) read_inline_element(node, content, format);
  }

  void read_inline_element(pugi::xml_node node, Content& content, const RunFormat& format) {
    const std::string_view name = ooxml::local(node);
    if (name.empty() || name == "pPr" || name == "rPr" || name == "sdtPr" || name == "sdtEndPr" || name == "sectPr" ||
        name == "ctrlPr" || name == "instrText" || name == "delInstrText" || name == "rt" || name == "fldData" ||
        name == "binData" || name == "smartTagPr" || name == "customXmlPr" || name == "oMathParaPr") {
      if (name == "instrText" && !fields_.empty() && fields_.back().instruction) fields_.back().code += ooxml::text_of(node);
      return;
    }
    if (name == "r") {
      read_inline(node, content, format_of(node));
    } else if (name == "t" || name == "delText") {
      if (name == "delText" && deleted_ == 0) {
        add_unseen(content, HiddenText::Kind::deleted, ooxml::text_of(node), deleted_by_);
      } else {
        emit(content, docx::map_symbols(format.font, ooxml::text_of(node)), format);
      }
    } else if (name == "tab" || name == "ptab") {
      emit(content, "\t", format);
    } else if (name == "br" || name == "cr") {
      emit(content, "\n", format);
    } else if (name == "noBreakHyphen") {
      emit(content, "-", format);
    } else if (name == "sym") {
      read_symbol(node, content, format);
    } else if (name == "fldChar") {
      read_field_mark(node, content, format);
    } else if (name == "footnoteReference" || name == "endnoteReference") {
      if (deleted_ == 0) notes_.emplace_back(name == "endnoteReference", attribute(node, "id"));
    } else if (name == "del" || name == "moveFrom") {
      const Raise raise(deleted_);
      deleted_by_ = ooxml::clean(attribute(node, "author"));
      read_inline(node, content, format);
    } else if (name == "hyperlink") {
      const std::size_t begin = content.text.size();
      read_inline(node, content, format);
      const Relationship* relationship = ooxml::find(*relationships_, attribute(node, "id"));
      const std::string_view anchor = attribute(node, "anchor");
      std::string target = relationship != nullptr ? relationship->target : std::string();
      if (!anchor.empty()) target += "#" + ooxml::clean(anchor);
      add_link(content, begin, content.text.size(), target);
    } else if (name == "sdt") {
      const Checkbox box = box_of_control(node);
      const bool leading = base::trim(content.text).empty();
      read_inline(child(node, "sdtContent"), content, format);
      if (box != Checkbox::none && leading && content.checkbox == Checkbox::none) content.checkbox = box;
    } else if (name == "AlternateContent") {
      const ooxml::Alternatives either = ooxml::alternatives(node);
      const std::size_t before = seen_;
      const std::size_t boxes = boxes_.size();
      read_inline(either.choice, content, format);
      // A box without words is as good as none.
      bool worded = false;
      for (std::size_t i = boxes; i < boxes_.size(); ++i) worded |= has_words(boxes_[i]);
      if (seen_ == before && !worded) {
        boxes_.resize(boxes);
        read_inline(either.fallback, content, format);
      }
    } else if (name == "txbxContent") {
      boxes_.push_back(node);
    } else if (name == "txBody" || name == "rich") {
      add_drawings(node);
    } else if (name == "chart" || name == "relIds") {
      read_drawing_part(attribute(node, name == "chart" ? "id" : "dm"));
    } else if (name == "blip" || name == "imagedata") {
      ++pictures_;
      describe_picture(attribute(node, "title"));
    } else if (name == "docPr") {
      describe_picture(attribute(node, "descr"));
    } else if (name == "textpath") {
      if (std::string text = ooxml::clean(attribute(node, "string")); !text.empty()) {
        drawings_.push_back(std::move(text));
        ++seen_;
      }
    } else if (name == "subDoc") {
      note_unread(node);
    } else {
      read_inline(node, content, format);
    }
  }

  /// What a picture is said to show, for those who do not see it.
  void describe_picture(std::string_view description) {
    const std::string place = place_here();
    add_hidden(HiddenText::Kind::hidden, ooxml::clean(description),
               "description of a picture" + (place.empty() ? "" : ", " + place));
  }

  static bool has_words(pugi::xml_node box) {
    for (pugi::xml_node c : box.children()) {
      if ((ooxml::local(c) == "t" && !base::trim(ooxml::text_of(c)).empty()) || has_words(c)) return true;
    }
    return false;
  }

  RunFormat format_of(pugi::xml_node run) const {
    RunFormat format;
    const pugi::xml_node own = child(run, "rPr");
    const Style& character = styles_.style(attribute(child(own, "rStyle"), "val"));
    static const Style kNone;
    const Style& paragraph = paragraph_style_ != nullptr ? *paragraph_style_ : kNone;

    const auto first = [](std::optional<bool> a, std::optional<bool> b, std::optional<bool> c) {
      return a ? *a : b ? *b : c.value_or(false);
    };
    format.hidden = first(ooxml::toggle(own, "vanish"), character.vanish, paragraph.vanish);
    format.bold = first(ooxml::toggle(own, "b"), character.bold, paragraph.bold);
    std::string_view color = attribute(child(own, "color"), "val");
    if (color.empty()) color = character.color;
    if (color.empty()) color = paragraph.color;
    if (docx::is_white(color) && shaded_ == 0 && !dark_page_ && !character.shaded && !docx::is_shaded(child(own, "shd"))) {
      const std::string_view highlight = attribute(child(own, "highlight"), "val");
      format.white = highlight.empty() || highlight == "none" || highlight == "white";
    }
    const auto size = ooxml::integer(attribute(child(own, "sz"), "val"));
    format.size = size ? *size : character.size ? *character.size : paragraph.size.value_or(styles_.default_size());
    // One point and less is not for reading.
    if (format.size <= 2) format.hidden = true;
    const pugi::xml_node fonts = child(own, "rFonts");
    format.font = attribute(fonts, "ascii");
    if (format.font.empty()) format.font = attribute(fonts, "hAnsi");
    return format;
  }

  void emit(Content& content, const std::string& text, const RunFormat& format) {
    if (text.empty()) return;
    for (const Field& field : fields_) {
      if (field.instruction) return;
    }
    if (deleted_ > 0) {
      add_unseen(content, HiddenText::Kind::deleted, text, deleted_by_);
      return;
    }
    const bool words = !base::trim(text).empty();
    if (words && (format.hidden || format.white)) {
      add_unseen(content, format.hidden ? HiddenText::Kind::hidden : HiddenText::Kind::white, text, {});
      return;
    }
    if (words) ++seen_;
    content.text += text;
    if (format.bold) content.bold += text.size();
    if (words && (content.size == 0 || format.size < content.size)) content.size = format.size;
  }

  static void add_unseen(Content& content, HiddenText::Kind kind, const std::string& text, const std::string& author) {
    if (!content.unseen.empty() && content.unseen.back().kind == kind && content.unseen.back().author == author) {
      content.unseen.back().text += text;
    } else {
      content.unseen.push_back({kind, text, author});
    }
  }

  static void add_link(Content& content, std::size_t begin, std::size_t end, std::string_view target) {
    if (begin < end && !target.empty() && target.size() <= ooxml::max_target)
      content.links.push_back({begin, end, std::string(target)});
  }

  void read_symbol(pugi::xml_node node, Content& content, const RunFormat& format) {
    const auto code = ooxml::hexadecimal(attribute(node, "char"));
    if (!code) return;
    const char32_t mapped = docx::symbol(attribute(node, "font"), *code);
    if (mapped == 0) return;
    std::string text;
    base::append_utf8(text, mapped);
    emit(content, text, format);
  }

  void read_field_mark(pugi::xml_node node, Content& content, const RunFormat& format) {
    const std::string_view type = attribute(node, "fldCharType");
    if (type == "begin") {
      Field field;
      if (pugi::xml_node form = child(node, "ffData")) read_form_field(form, content, format);
      if (fields_.size() < limits_.depth) fields_.push_back(std::move(field));
    } else if (fields_.empty()) {
      return;
    } else if (type == "separate") {
      Field& field = fields_.back();
      field.instruction = false;
      field.target = ooxml::clean(hyperlink_of(field.code));
      field.begin = content.text.size();
    } else if (type == "end") {
      const Field field = std::move(fields_.back());
      fields_.pop_back();
      if (!field.instruction) add_link(content, field.begin, content.text.size(), field.target);
    }
  }

  /// Boxes and lists of old forms have no result text of their own. Source: ISO/IEC 29500-1, 17.16.7 and 17.16.9.
  void read_form_field(pugi::xml_node form, Content& content, const RunFormat& format) {
    if (pugi::xml_node box = child(form, "checkBox")) {
      const auto checked = ooxml::toggle(box, "checked");
      const bool ticked = checked ? *checked : ooxml::toggle(box, "default").value_or(false);
      emit(content, ticked ? "☒ " : "☐ ", format);
    } else if (pugi::xml_node list = child(form, "ddList")) {
      auto chosen = ooxml::integer(attribute(child(list, "result"), "val"));
      if (!chosen) chosen = ooxml::integer(attribute(child(list, "default"), "val"));
      std::int64_t at = 0;
      for (pugi::xml_node entry : list.children()) {
        if (ooxml::local(entry) != "listEntry") continue;
        if (at++ == chosen.value_or(0)) emit(content, ooxml::clean(attribute(entry, "val")), format);
      }
    }
  }

  // --- drawings ---------------------------------------------------------------------------------------------------------

  void add_drawings(pugi::xml_node node) {
    for (std::string& text : ooxml::drawing_texts(node)) {
      drawings_.push_back(std::move(text));
      ++seen_;
    }
  }

  void read_drawing_part(std::string_view id) {
    const Relationship* relationship = ooxml::find(*relationships_, id);
    if (relationship == nullptr || relationship->external || !drawing_parts_.insert(relationship->target).second) return;
    if (const auto tree = package_.optional_xml(relationship->target)) add_drawings(tree->root());
  }

  Styles styles_;
  Numbering numbering_;
  std::vector<Relationship> footnote_relationships_;
  std::vector<Relationship> endnote_relationships_;
  /// Those of the part that is being read.
  const std::vector<Relationship>* relationships_ = &main_relationships_;
  std::string footnotes_part_;
  std::string endnotes_part_;
  std::unique_ptr<ooxml::XmlPart> footnotes_;
  std::unique_ptr<ooxml::XmlPart> endnotes_;
  std::map<std::string, pugi::xml_node> footnote_nodes_;
  std::map<std::string, pugi::xml_node> endnote_nodes_;
  std::set<std::pair<bool, std::string>> read_notes_;
  std::set<std::string> distinct_headers_;
  std::set<std::string> drawing_parts_;
  bool even_headers_ = false;
  std::vector<Look> looks_;
  /// Bytes of paragraphs by the size of their letters, to tell the size of the body.
  std::map<std::int64_t, std::size_t> bytes_of_size_;
  std::size_t styled_headings_ = 0;
  bool titled_ = false;

  const Style* paragraph_style_ = nullptr;
  std::vector<Field> fields_;
  /// Found in a paragraph and read when it is complete.
  std::vector<pugi::xml_node> boxes_;
  std::vector<std::string> drawings_;
  /// Notes referred to and not yet read: whether an endnote, and the id.
  std::vector<std::pair<bool, std::string>> notes_;
  std::vector<std::string> notes_on_reading_;
  std::string deleted_by_;
  int deleted_ = 0;
  int shaded_ = 0;
  bool dark_page_ = false;
  /// Counts pieces of visible text, to tell whether an alternative had any.
  std::size_t seen_ = 0;
  std::size_t pictures_ = 0;
};

}  // namespace

document::Extracted extract_docx(std::string_view bytes, const Limits& limits) {
  return ooxml::read_package(bytes, limits,
                             [](Package& package, const Limits& allowed) { return DocxReader(package, allowed).read(); });
}

}  // namespace crosswalk::extraction
