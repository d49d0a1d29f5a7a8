// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/extractor.h"
#include "extraction/ooxml/package.h"
#include "extraction/ooxml/reader.h"
#include "extraction/ooxml/slide_writer.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::HiddenText;
using document::Reason;
using ooxml::attribute;
using ooxml::child;
using ooxml::Package;
using ooxml::Relationship;

constexpr std::int32_t kMaxColumns = 1'000;

/// Which part another part is made from, and how deep down: a slide from its layout, that from its master.
struct Layout {
  std::unique_ptr<ooxml::XmlPart> tree;
  std::string master;
  /// Whether white letters cannot be seen on it: its page is white and nothing on it has a colour.
  bool white = true;
};

/// The mark before a paragraph. Source: ISO/IEC 29500-1, 21.1.2.4.
enum class Bullet : std::uint8_t { none, mark, number };

/// What a shape is a placeholder for. Source: ISO/IEC 29500-1, 19.3.1.36.
struct Placeholder {
  bool is = false;
  std::string type;
  std::string index;
};

struct TextLink {
  std::size_t begin;
  std::size_t end;
  std::string target;
};

struct Paragraph {
  std::string text;
  std::vector<TextLink> links;
  pugi::xml_node properties;
  int level = 0;
  /// White text on white.
  std::string white;
};

struct Slide {
  std::string part;
  std::vector<Relationship> relationships;
  const ooxml::XmlPart* layout = nullptr;
  const ooxml::XmlPart* master = nullptr;
  std::uint32_t number = 0;
  /// Not empty where nothing of the slide is shown: what it is, for people.
  std::string unseen;
  /// Whether white letters cannot be seen on it.
  bool white = false;
};

/// The relationship that an element names; other attributes may be called "id" too.
std::string_view relationship_id(pugi::xml_node node) {
  for (pugi::xml_attribute a : node.attributes()) {
    const std::string_view name = a.name();
    if (name.ends_with(":id")) return a.value();
  }
  return {};
}

bool is_on(pugi::xml_node node, std::string_view name) {
  return ooxml::has_attribute(node, name) && ooxml::is_on(attribute(node, name));
}

/// The properties that say what a shape is called, whether it is hidden, and what it stands for.
pugi::xml_node non_visual(pugi::xml_node shape) {
  for (pugi::xml_node c : shape.children()) {
    const std::string_view name = ooxml::local(c);
    if (name.starts_with("nv") && name.ends_with("Pr")) return c;
  }
  return {};
}

bool is_hidden(pugi::xml_node shape) { return is_on(child(non_visual(shape), "cNvPr"), "hidden"); }

Placeholder placeholder_of(pugi::xml_node shape) {
  const pugi::xml_node node = ooxml::path(non_visual(shape), {"nvPr", "ph"});
  if (!node) return {};
  return {true, std::string(attribute(node, "type")), std::string(attribute(node, "idx"))};
}

bool is_title(const Placeholder& placeholder) { return placeholder.type == "title" || placeholder.type == "ctrTitle"; }

/// Date, footer, number: what stands at the edge of every slide.
bool is_edge(const Placeholder& placeholder) {
  return placeholder.type == "dt" || placeholder.type == "ftr" || placeholder.type == "hdr" || placeholder.type == "sldNum";
}

std::optional<Bullet> bullet_of(pugi::xml_node properties) {
  for (pugi::xml_node c : properties.children()) {
    const std::string_view name = ooxml::local(c);
    if (name == "buNone") return Bullet::none;
    if (name == "buChar" || name == "buBlip") return Bullet::mark;
    if (name == "buAutoNum") return Bullet::number;
  }
  return std::nullopt;
}

pugi::xml_node level_of(pugi::xml_node list_style, int level) {
  return child(list_style, "lvl" + std::to_string(level + 1) + "pPr");
}

bool is_white(std::string_view rgb) { return base::equal_ignoring_case(rgb, "FFFFFF"); }

/// Whether a fill is white, also by the name of the usual background.
bool is_white_fill(pugi::xml_node fill) {
  return is_white(attribute(child(fill, "srgbClr"), "val")) || attribute(child(fill, "schemeClr"), "val") == "bg1";
}

/// Whether shapes below `parent` put a colour or a picture on the page.
bool has_fill(pugi::xml_node parent) {
  for (pugi::xml_node node : parent.children()) {
    const std::string_view name = ooxml::local(node);
    if (name == "pic" || name == "graphicFrame" || name == "AlternateContent") return true;
    if (name == "grpSp" && has_fill(node)) return true;
    const pugi::xml_node properties = child(node, name == "grpSp" ? "grpSpPr" : "spPr");
    for (pugi::xml_node fill : properties.children()) {
      const std::string_view kind = ooxml::local(fill);
      if (kind.ends_with("Fill") && kind != "noFill") return true;
    }
    const std::string_view style = attribute(ooxml::path(node, {"style", "fillRef"}), "idx");
    if (!style.empty() && style != "0" && !child(properties, "noFill")) return true;
  }
  return false;
}

/// Whether a slide, layout or master leaves a white page white. Source: ISO/IEC 29500-1, 19.3.1.1 to 19.3.1.3.
bool leaves_white(pugi::xml_node root) {
  const pugi::xml_node page = child(root, "cSld");
  if (const pugi::xml_node background = child(page, "bg")) {
    const pugi::xml_node own = ooxml::path(background, {"bgPr", "solidFill"});
    if (!is_white_fill(own ? own : child(background, "bgRef"))) return false;
  }
  return !has_fill(child(page, "spTree"));
}

/// The shape of a layout or master that a placeholder is filled from: by its index, else by its type.
pugi::xml_node base_shape(const ooxml::XmlPart* part, const Placeholder& placeholder, bool by_index) {
  if (part == nullptr) return {};
  // No layout that people made has more.
  std::size_t left = 1'000;
  const auto kind = [](std::string_view type) {
    return type == "ctrTitle" ? "title" : type.empty() || type == "obj" || type == "subTitle" ? "body" : type;
  };
  for (pugi::xml_node shape : ooxml::path(part->root(), {"cSld", "spTree"}).children()) {
    if (left-- == 0) break;
    if (ooxml::local(shape) != "sp") continue;
    const Placeholder other = placeholder_of(shape);
    if (!other.is) continue;
    if (by_index && !placeholder.index.empty() ? other.index == placeholder.index : kind(other.type) == kind(placeholder.type))
      return shape;
  }
  return {};
}

class PptxReader : private ooxml::Reader {
 public:
  PptxReader(Package& package, const Limits& limits) : Reader(package, limits, start()), writer_(builder_) {}

  document::Extracted read() {
    ooxml::Refusal refusal;
    const auto presentation = open_main("ppt/presentation.xml", "ppt/presentation", refusal);
    if (presentation == nullptr) return unreadable(refusal.reason, refusal.detail);
    default_style_ = child(presentation->root(), "defaultTextStyle");
    read_authors();
    std::uint32_t number = 0;
    for (const std::string& part : slides_of(presentation->root())) {
      if (++number > limits_.pages) {
        too_large_ = true;
        break;
      }
      const auto tree = package_.xml(part, refusal);
      if (refusal) {
        if (refusal.reason != Reason::corrupt) return unreadable(refusal.reason, refusal.detail);
        package_.warn("slide " + std::to_string(number) + " was not read: " + refusal.detail);
        refusal = {};
        continue;
      }
      if (tree == nullptr) {
        package_.warn("slide " + std::to_string(number) + " is missing in the file");
        continue;
      }
      read_slide(part, number, tree->root());
      if (too_large_) break;
    }
    builder_.document().pages = number;
    return finish();
  }

 private:
  static document::Document start() {
    document::Document document;
    document.format = "pptx";
    document.media_type = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    document.style = document::LocatorStyle::page_line;
    return document;
  }

  document::Extracted finish() {
    document::Extracted out = finish_document();
    if (too_large_) return out;
    if (out.document.blocks.empty()) call_empty(out, pictures_ > 0, "no text", "only text that is not shown");
    return out;
  }

  // --- presentation -----------------------------------------------------------------------------------------------------

  /// The parts of the slides in the order in which they are shown. Source: ISO/IEC 29500-1, 19.2.1.34.
  std::vector<std::string> slides_of(pugi::xml_node presentation) {
    std::vector<std::string> out;
    for (pugi::xml_node node : child(presentation, "sldIdLst").children()) {
      if (ooxml::local(node) != "sldId") continue;
      const Relationship* relationship = ooxml::find(main_relationships_, relationship_id(node));
      out.push_back(relationship != nullptr && !relationship->external ? relationship->target : "(no part)");
    }
    if (!out.empty()) return out;
    // A presentation that was cut off: the slides by the numbers in their names.
    std::vector<std::pair<std::int64_t, std::string>> found;
    constexpr std::string_view kFolder = "ppt/slides/slide";
    for (const std::string& name : package_.names()) {
      if (!name.starts_with(kFolder) || !name.ends_with(".xml")) continue;
      const auto number = ooxml::integer(std::string_view(name).substr(kFolder.size(), name.size() - kFolder.size() - 4));
      if (number) found.emplace_back(*number, name);
    }
    std::sort(found.begin(), found.end());
    for (auto& [number, name] : found) out.push_back(std::move(name));
    if (!out.empty()) package_.warn("the list of slides is missing; they stand in the order of their files");
    return out;
  }

  /// Those who comment, by number in older files and by id in newer ones.
  void read_authors() {
    for (const Relationship& relationship : main_relationships_) {
      if ((relationship.type != "commentAuthors" && relationship.type != "authors") || relationship.external) continue;
      const auto tree = package_.optional_xml(relationship.target);
      if (tree == nullptr) continue;
      for (pugi::xml_node node : tree->root().children())
        authors_.emplace(attribute(node, "id"), ooxml::clean(attribute(node, "name")));
    }
  }

  const ooxml::XmlPart* load(std::map<std::string, Layout>& cache, const std::string& part) {
    const auto known = cache.find(part);
    if (known != cache.end()) return known->second.tree.get();
    Layout& layout = cache[part];
    layout.tree = package_.optional_xml(part);
    const std::vector<Relationship> relationships = package_.relationships(part);
    if (const Relationship* master = ooxml::find_type(relationships, "slideMaster")) layout.master = master->target;
    if (layout.tree != nullptr) layout.white = leaves_white(layout.tree->root());
    // A master says which colour of its theme is that of the page.
    if (const pugi::xml_node map = layout.tree == nullptr ? pugi::xml_node() : child(layout.tree->root(), "clrMap")) {
      layout.white = layout.white && attribute(map, "bg1") == "lt1" && has_white_paper(ooxml::find_type(relationships, "theme"));
    }
    return layout.tree.get();
  }

  /// Source: ISO/IEC 29500-1, 20.1.6.2.
  bool has_white_paper(const Relationship* theme) {
    if (theme == nullptr) return true;
    const auto tree = package_.optional_xml(theme->target);
    if (tree == nullptr) return true;
    const pugi::xml_node light = ooxml::path(tree->root(), {"themeElements", "clrScheme", "lt1"});
    return !light || is_white(attribute(child(light, "srgbClr"), "val")) ||
           is_white(attribute(child(light, "sysClr"), "lastClr"));
  }

  // --- slides -----------------------------------------------------------------------------------------------------------

  void read_slide(const std::string& part, std::uint32_t number, pugi::xml_node root) {
    Slide slide;
    slide.part = part;
    slide.number = number;
    slide.relationships = package_.relationships(part);
    if (ooxml::has_attribute(root, "show") && !ooxml::is_on(attribute(root, "show")))
      slide.unseen = "hidden slide " + std::to_string(number);
    if (const Relationship* layout = ooxml::find_type(slide.relationships, "slideLayout")) {
      slide.layout = load(layouts_, layout->target);
      const std::string& master = layouts_[layout->target].master;
      if (!master.empty()) slide.master = load(masters_, master);
    }
    slide.white = leaves_white(root);
    if (slide.layout != nullptr) {
      const Layout& layout = layouts_[ooxml::find_type(slide.relationships, "slideLayout")->target];
      slide.white = slide.white && layout.white && (layout.master.empty() || masters_[layout.master].white);
    }
    writer_.begin(number);
    const std::size_t pictures = pictures_;
    const pugi::xml_node tree = ooxml::path(root, {"cSld", "spTree"});
    // What is read first out on a slide is its title, wherever it stands in the file.
    std::vector<pugi::xml_node> titles;
    find_titles(tree, titles);
    for (pugi::xml_node title : titles) read_title(title, slide);
    read_shapes(tree, slide);
    if (slide.unseen.empty()) {
      read_edges(slide, tree);
      if (!writer_.has_text() && pictures_ > pictures) builder_.document().pages_without_text.push_back(number);
    }
    read_notes(slide);
    read_comments(slide);
  }

  static void find_titles(pugi::xml_node parent, std::vector<pugi::xml_node>& out) {
    for (pugi::xml_node node : parent.children()) {
      const std::string_view name = ooxml::local(node);
      if (name == "sp" && is_title(placeholder_of(node)) && !is_hidden(node)) {
        out.push_back(node);
      } else if (name == "grpSp" && !is_hidden(node)) {
        find_titles(node, out);
      }
    }
  }

  void read_title(pugi::xml_node shape, const Slide& slide) {
    std::string text;
    std::string white;
    std::vector<TextLink> links;
    for (const Paragraph& paragraph : paragraphs_of(child(shape, "txBody"), slide)) {
      white += paragraph.white;
      if (base::trim(paragraph.text).empty()) continue;
      if (!text.empty()) text += ' ';
      for (const TextLink& link : paragraph.links)
        links.push_back({link.begin + text.size(), link.end + text.size(), link.target});
      text += paragraph.text;
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    put(slide, BlockKind::heading, {text, links, {}, 0, white}, 1);
  }

  void read_shapes(pugi::xml_node parent, const Slide& slide) {
    for (pugi::xml_node node : parent.children()) {
      if (too_large_) return;
      read_shape(node, slide);
    }
  }

  void read_shape(pugi::xml_node node, const Slide& slide) {
    const std::string_view name = ooxml::local(node);
    if (name == "AlternateContent") {
      const ooxml::Alternatives either = ooxml::alternatives(node);
      const std::size_t before = seen_;
      read_shapes(either.choice, slide);
      if (seen_ == before) read_shapes(either.fallback, slide);
      return;
    }
    if (name != "sp" && name != "grpSp" && name != "graphicFrame" && name != "pic" && name != "cxnSp") {
      // Other elements, also unknown ones, may hold shapes.
      if (name != "nvGrpSpPr" && name != "grpSpPr" && name != "extLst") read_shapes(node, slide);
      return;
    }
    if (is_hidden(node) && slide.unseen.empty()) {
      Slide unseen;
      unseen.number = slide.number;
      unseen.relationships = slide.relationships;
      unseen.unseen = "hidden shape on slide " + std::to_string(slide.number);
      read_shape_content(node, name, unseen);
      return;
    }
    read_shape_content(node, name, slide);
  }

  void read_shape_content(pugi::xml_node node, std::string_view name, const Slide& slide) {
    if (name == "grpSp") {
      read_shapes(node, slide);
    } else if (name == "graphicFrame") {
      read_frame(node, slide);
    } else if (name == "pic") {
      ++pictures_;
      add_hidden(HiddenText::Kind::hidden, ooxml::clean(attribute(child(non_visual(node), "cNvPr"), "descr")),
                 "description of a picture, slide " + std::to_string(slide.number));
    } else {
      const Placeholder placeholder = placeholder_of(node);
      if (placeholder.type == "sldNum" || (is_title(placeholder) && !is_hidden(node))) return;
      if (is_edge(placeholder)) {
        add_edge(child(node, "txBody"), slide);
      } else {
        read_text(child(node, "txBody"), slide, placeholder);
      }
    }
  }

  void read_text(pugi::xml_node body, const Slide& slide, const Placeholder& placeholder) {
    for (const Paragraph& paragraph : paragraphs_of(body, slide)) {
      if (too_large_) return;
      const Bullet bullet = bullet_before(paragraph, body, slide, placeholder);
      const bool listed = bullet != Bullet::none;
      const std::int32_t index = put(slide, listed ? BlockKind::list_item : BlockKind::paragraph, paragraph,
                                     listed ? static_cast<std::uint8_t>(paragraph.level + 1) : std::uint8_t{0});
      if (index >= 0) builder_.block(index).numbered = bullet == Bullet::number;
    }
  }

  /// From the paragraph up to the master, the first that says it decides. Source: ISO/IEC 29500-1, 21.1.2.4 and 19.3.1.52.
  [[nodiscard]] Bullet bullet_before(const Paragraph& paragraph, pugi::xml_node body, const Slide& slide,
                                     const Placeholder& placeholder) const {
    if (const auto own = bullet_of(paragraph.properties)) return *own;
    if (const auto own = bullet_of(level_of(child(body, "lstStyle"), paragraph.level))) return *own;
    if (!placeholder.is) {
      return bullet_of(level_of(default_style_, paragraph.level)).value_or(Bullet::none);
    }
    for (const auto& [part, by_index] : {std::pair(slide.layout, true), std::pair(slide.master, false)}) {
      const pugi::xml_node style = ooxml::path(base_shape(part, placeholder, by_index), {"txBody", "lstStyle"});
      if (const auto inherited = bullet_of(level_of(style, paragraph.level))) return *inherited;
    }
    if (slide.master == nullptr) return Bullet::none;
    const bool is_body = placeholder.type.empty() || placeholder.type == "body" || placeholder.type == "obj" ||
                         placeholder.type == "subTitle" || placeholder.type == "tbl";
    const pugi::xml_node style =
        ooxml::path(slide.master->root(), {"txStyles", is_body ? std::string_view("bodyStyle") : std::string_view("otherStyle")});
    return bullet_of(level_of(style, paragraph.level)).value_or(Bullet::none);
  }

  std::vector<Paragraph> paragraphs_of(pugi::xml_node body, const Slide& slide) const {
    std::vector<Paragraph> out;
    for (pugi::xml_node node : body.children()) {
      if (ooxml::local(node) != "p") continue;
      Paragraph paragraph;
      paragraph.properties = child(node, "pPr");
      const auto level = ooxml::integer(attribute(paragraph.properties, "lvl"));
      paragraph.level = level ? static_cast<int>(std::clamp<std::int64_t>(*level, 0, 8)) : 0;
      read_runs(node, slide, paragraph);
      out.push_back(std::move(paragraph));
    }
    return out;
  }

  void read_runs(pugi::xml_node parent, const Slide& slide, Paragraph& paragraph) const {
    for (pugi::xml_node node : parent.children()) {
      const std::string_view name = ooxml::local(node);
      if (name == "r" || name == "fld") {
        const std::size_t begin = paragraph.text.size();
        const bool white = slide.white && is_white_fill(ooxml::path(node, {"rPr", "solidFill"}));
        (white ? paragraph.white : paragraph.text) += ooxml::text_of(child(node, "t"));
        const Relationship* link = ooxml::find(slide.relationships, relationship_id(ooxml::path(node, {"rPr", "hlinkClick"})));
        if (link != nullptr && link->external && begin < paragraph.text.size() && link->target.size() <= ooxml::max_target)
          paragraph.links.push_back({begin, paragraph.text.size(), link->target});
      } else if (name == "br") {
        paragraph.text += '\n';
      } else if (name == "AlternateContent") {
        const ooxml::Alternatives either = ooxml::alternatives(node);
        const std::size_t before = paragraph.text.size();
        read_runs(either.choice, slide, paragraph);
        if (paragraph.text.size() == before) read_runs(either.fallback, slide, paragraph);
      } else if (name == "t") {
        paragraph.text += ooxml::text_of(node);
      } else if (name != "pPr" && name != "rPr" && name != "endParaRPr") {
        // Formulas.
        read_runs(node, slide, paragraph);
      }
    }
  }

  /// A block of the slide, or hidden text where the slide or shape is hidden.
  std::int32_t put(const Slide& slide, BlockKind kind, const Paragraph& paragraph, std::uint8_t level) {
    add_hidden(HiddenText::Kind::white, paragraph.white, "slide " + std::to_string(slide.number));
    if (base::trim(paragraph.text).empty()) return -1;
    ++seen_;
    if (!slide.unseen.empty()) {
      add_hidden(HiddenText::Kind::hidden, paragraph.text, slide.unseen);
      return -1;
    }
    const std::int32_t index = writer_.add(kind, paragraph.text, level);
    add_links(index, paragraph, 0);
    check_limits();
    return index;
  }

  /// The links of a paragraph that begins `before` bytes into the text of its block.
  void add_links(std::int32_t index, const Paragraph& paragraph, std::size_t before) {
    if (index < 0) return;
    document::Document& document = builder_.document();
    const document::Span span = builder_.block(index).span;
    for (const TextLink& link : paragraph.links) {
      const std::size_t begin = std::min<std::size_t>(before + link.begin, span.size());
      const std::size_t end = std::min<std::size_t>(before + link.end, span.size());
      if (begin >= end || document.links.size() >= ooxml::max_links) continue;
      document.links.push_back(
          {{span.begin + static_cast<document::ByteOffset>(begin), span.begin + static_cast<document::ByteOffset>(end)},
           link.target});
    }
  }

  // --- tables, charts, diagrams -----------------------------------------------------------------------------------------

  void read_frame(pugi::xml_node frame, const Slide& slide) {
    const pugi::xml_node data = ooxml::path(frame, {"graphic", "graphicData"});
    bool known = false;
    for (pugi::xml_node node : data.children()) {
      const std::string_view name = ooxml::local(node);
      if (name == "tbl") {
        read_table(node, slide);
        known = true;
      } else if (name == "relIds") {
        read_diagram(attribute(node, "dm"), slide);
        known = true;
      } else if (name == "chart") {
        read_part(relationship_id(node), slide);
        known = true;
      }
    }
    // An embedded object shows a picture of itself.
    if (!known && data) ++pictures_;
  }

  void read_table(pugi::xml_node table, const Slide& slide) {
    const bool shown = slide.unseen.empty();
    if (shown) writer_.begin_table();
    std::int32_t row_number = 0;
    std::int32_t widest = 0;
    for (pugi::xml_node row : table.children()) {
      if (ooxml::local(row) != "tr") continue;
      std::int32_t column = 0;
      std::string line;
      for (pugi::xml_node cell : row.children()) {
        if (too_large_) return;
        if (ooxml::local(cell) != "tc") continue;
        if (column >= kMaxColumns) {
          package_.warn("a table has more than " + std::to_string(kMaxColumns) + " columns; the rest was not read");
          break;
        }
        const std::int32_t at = column++;
        // The cells under a merged one hold nothing that is shown.
        if (is_on(cell, "hMerge") || is_on(cell, "vMerge")) continue;
        std::string text;
        for (const Paragraph& paragraph : paragraphs_of(child(cell, "txBody"), slide)) {
          if (base::trim(paragraph.text).empty()) continue;
          if (!text.empty()) text += '\n';
          text += paragraph.text;
        }
        if (base::trim(text).empty()) continue;
        ++seen_;
        if (shown) {
          writer_.add_cell(row_number, at, text);
          check_limits();
        } else {
          line += (line.empty() ? "" : "\t") + text;
        }
      }
      if (!shown) add_hidden(HiddenText::Kind::hidden, line, slide.unseen);
      widest = std::max(widest, column);
      ++row_number;
    }
    if (shown) writer_.end_table(row_number, widest, is_on(child(table, "tblPr"), "firstRow") && row_number > 1 ? 0 : -1);
  }

  /// The words of a diagram, in the order of its model; the drawn copy of it is for where the model is lost.
  void read_diagram(std::string_view id, const Slide& slide) {
    const std::size_t before = seen_;
    read_part(id, slide);
    if (seen_ > before) return;
    for (const Relationship& relationship : slide.relationships) {
      if (relationship.type == "diagramDrawing") read_part(relationship.id, slide);
    }
  }

  void read_part(std::string_view id, const Slide& slide) {
    const Relationship* relationship = ooxml::find(slide.relationships, id);
    if (relationship == nullptr || relationship->external || !read_parts_.insert(relationship->target).second) return;
    const auto tree = package_.optional_xml(relationship->target);
    if (tree == nullptr) return;
    for (const std::string& text : ooxml::drawing_texts(tree->root())) {
      if (too_large_) return;
      put(slide, BlockKind::paragraph, {text, {}, {}, 0, {}}, 0);
    }
  }

  // --- what stands around a slide -----------------------------------------------------------------------------------------

  void add_edge(pugi::xml_node body, const Slide& slide) {
    std::string text;
    for (const Paragraph& paragraph : paragraphs_of(body, slide)) {
      if (base::trim(paragraph.text).empty()) continue;
      text += (text.empty() ? "" : "\n") + paragraph.text;
    }
    if (!slide.unseen.empty()) {
      put(slide, BlockKind::page_footer, {text, {}, {}, 0, {}}, 0);
    } else if (!text.empty() && edges_.insert(text).second) {
      put(slide, BlockKind::page_footer, {text, {}, {}, 0, {}}, 0);
    }
  }

  /// The words of the layout and the master that show on the slide, once for all slides.
  void read_edges(const Slide& slide, pugi::xml_node tree) {
    const pugi::xml_node root = tree.parent().parent();
    const bool shows_master = !ooxml::has_attribute(root, "showMasterSp") || ooxml::is_on(attribute(root, "showMasterSp"));
    if (!shows_master) return;
    if (slide.layout != nullptr) {
      add_fixed_text(ooxml::path(slide.layout->root(), {"cSld", "spTree"}), slide);
      const pugi::xml_node layout = slide.layout->root();
      if (ooxml::has_attribute(layout, "showMasterSp") && !ooxml::is_on(attribute(layout, "showMasterSp"))) return;
    }
    if (slide.master != nullptr) add_fixed_text(ooxml::path(slide.master->root(), {"cSld", "spTree"}), slide);
  }

  void add_fixed_text(pugi::xml_node parent, const Slide& slide) {
    if (!fixed_.insert(parent.internal_object()).second) return;
    add_fixed_shapes(parent, slide);
  }

  void add_fixed_shapes(pugi::xml_node parent, const Slide& slide) {
    for (pugi::xml_node node : parent.children()) {
      const std::string_view name = ooxml::local(node);
      if (is_hidden(node)) continue;
      if (name == "grpSp") {
        add_fixed_shapes(node, slide);
      } else if (name == "sp" && !placeholder_of(node).is) {
        add_edge(child(node, "txBody"), slide);
      }
    }
  }

  void read_notes(const Slide& slide) {
    const Relationship* relationship = ooxml::find_type(slide.relationships, "notesSlide");
    if (relationship == nullptr) return;
    const auto tree = package_.optional_xml(relationship->target);
    if (tree == nullptr) return;
    Slide notes;
    notes.number = slide.number;
    notes.relationships = package_.relationships(relationship->target);
    if (!slide.unseen.empty()) notes.unseen = "notes of " + slide.unseen;
    bool begun = false;
    for (pugi::xml_node shape : ooxml::path(tree->root(), {"cSld", "spTree"}).children()) {
      const Placeholder placeholder = placeholder_of(shape);
      if (ooxml::local(shape) != "sp" || is_edge(placeholder) || placeholder.type == "sldImg" || is_hidden(shape)) continue;
      for (const Paragraph& paragraph : paragraphs_of(child(shape, "txBody"), notes)) {
        if (too_large_) return;
        if (base::trim(paragraph.text).empty()) continue;
        if (!begun && notes.unseen.empty()) {
          writer_.add(BlockKind::heading, "Notes", 2);
        }
        begun = true;
        const Bullet bullet = bullet_of(paragraph.properties).value_or(Bullet::none);
        const bool listed = bullet != Bullet::none;
        const std::int32_t index = put(notes, listed ? BlockKind::list_item : BlockKind::paragraph, paragraph,
                                       listed ? static_cast<std::uint8_t>(paragraph.level + 1) : std::uint8_t{0});
        if (index >= 0) builder_.block(index).numbered = bullet == Bullet::number;
      }
    }
  }

  /// Source: ISO/IEC 29500-1, 19.4; [MS-PPTX] 2.2.5 for threads of comments.
  void read_comments(const Slide& slide) {
    for (const Relationship& relationship : slide.relationships) {
      if (relationship.type != "comments" || relationship.external) continue;
      const auto tree = package_.optional_xml(relationship.target);
      if (tree == nullptr) continue;
      for (pugi::xml_node node : tree->root().children()) {
        if (ooxml::local(node) != "cm") continue;
        add_comment(node, slide);
        for (pugi::xml_node reply : child(node, "replyLst").children()) add_comment(reply, slide);
      }
    }
  }

  void add_comment(pugi::xml_node node, const Slide& slide) {
    std::string text = ooxml::text_of(child(node, "text"));
    for (const Paragraph& paragraph : paragraphs_of(child(node, "txBody"), slide))
      text += (text.empty() ? "" : "\n") + paragraph.text;
    const auto author = authors_.find(std::string(attribute(node, "authorId")));
    add_hidden(HiddenText::Kind::comment, text,
               (author == authors_.end() || author->second.empty() ? "comment" : "comment by " + author->second) + ", slide " +
                   std::to_string(slide.number));
  }

  ooxml::SlideWriter writer_;
  pugi::xml_node default_style_;
  std::map<std::string, std::string> authors_;
  std::map<std::string, Layout> layouts_;
  std::map<std::string, Layout> masters_;
  std::set<std::string> edges_;
  std::set<std::string> read_parts_;
  /// Shape trees of layouts and masters whose words were added.
  std::set<const void*> fixed_;
  /// Counts pieces of text, shown or not, to tell whether an alternative had any.
  std::size_t seen_ = 0;
  std::size_t pictures_ = 0;
};

}  // namespace

document::Extracted extract_pptx(std::string_view bytes, const Limits& limits) {
  return ooxml::read_package(bytes, limits,
                             [](Package& package, const Limits& allowed) { return PptxReader(package, allowed).read(); });
}

}  // namespace crosswalk::extraction
