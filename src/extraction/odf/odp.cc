// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "extraction/extractor.h"
#include "extraction/odf/reader.h"
#include "extraction/ooxml/slide_writer.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;

/// Presentations and drawings: pages of shapes.
class OdpReader : private odf::OdfReader {
 public:
  OdpReader(ooxml::Package& package, const Limits& limits) : OdfReader(package, limits, start()), writer_(builder_) {}

  document::Extracted read() {
    ooxml::Refusal refusal;
    if (!open("office:presentation", refusal)) {
      if (refusal.reason != document::Reason::corrupt || !open("office:drawing", refusal = {}))
        return unreadable(refusal.reason, refusal.detail);
    }
    for (const char* const element : {"presentation:header-decl", "presentation:footer-decl"}) {
      for (pugi::xml_node node : body_.children(element))
        declared_.emplace(node.attribute("presentation:name").value(), ooxml::deep_text(node));
    }
    for (pugi::xml_node page : body_.children("draw:page")) {
      if (++number_ > limits_.pages) {
        too_large_ = true;
        break;
      }
      read_page(page);
      if (too_large_) break;
    }
    builder_.document().pages = number_;
    document::Extracted out = finish_document();
    if (too_large_) return out;
    if (out.document.blocks.empty()) call_empty(out, pictures_ > 0, "no text", "only text that is not shown");
    return out;
  }

 private:
  static document::Document start() {
    document::Document document;
    document.format = "odp";
    document.media_type = "application/vnd.oasis.opendocument.presentation";
    document.style = document::LocatorStyle::page_line;
    return document;
  }

  std::int32_t add_block(BlockKind kind, std::string_view text, std::uint8_t level) override {
    return writer_.add(kind, text, level);
  }
  std::int32_t add_cell(std::int32_t row, std::int32_t column, std::string_view text) override {
    return writer_.add_cell(row, column, text);
  }
  std::string place_here() override { return (hidden_ > 0 ? "hidden slide " : "slide ") + std::to_string(number_); }

  static bool is_title(pugi::xml_node shape) {
    return std::string_view(shape.attribute("presentation:class").value()) == "title";
  }

  void read_page(pugi::xml_node page) {
    // Most programs call pages "page1" and so on.
    const std::string name = ooxml::clean(page.attribute("draw:name").value());
    writer_.begin(number_, name.starts_with("page") && name.size() < 9 ? std::string() : name);
    const std::size_t pictures = pictures_;
    const bool hidden = !styles_.find("drawing-page", page.attribute("draw:style-name").value()).shown.value_or(true);
    hidden_ += hidden ? 1 : 0;
    // What is read first out on a slide is its title, wherever it stands in the file.
    for (pugi::xml_node shape : page.children()) {
      if (is_title(shape)) read_title(shape);
    }
    for (pugi::xml_node shape : page.children()) {
      if (too_large_) break;
      if (!is_title(shape)) read_flow_element(shape, {});
    }
    if (!hidden) {
      read_edges(page);
      if (!writer_.has_text() && pictures_ > pictures) builder_.document().pages_without_text.push_back(number_);
    }
    read_notes(page.child("presentation:notes"));
    hidden_ -= hidden ? 1 : 0;
  }

  void read_title(pugi::xml_node shape) {
    odf::Content content;
    ++shaded_;
    read_cell(shape, content);
    --shaded_;
    for (char& c : content.text) {
      if (c == '\n') c = ' ';
    }
    settle(add_block(BlockKind::heading, content.text, 1), content);
  }

  /// Footers and what the master page shows besides, once for all slides. Source: OpenDocument 1.3 part 3, 10.9.3 and 16.9.
  void read_edges(pugi::xml_node page) {
    for (const char* const attribute : {"presentation:use-header-name", "presentation:use-footer-name"}) {
      const auto declared = declared_.find(page.attribute(attribute).value());
      if (declared != declared_.end()) add_edge(declared->second);
    }
    const std::string_view master_name = page.attribute("draw:master-page-name").value();
    if (!masters_.emplace(master_name).second) return;
    for (pugi::xml_node shape : master_page(master_name).children()) {
      const std::string_view kind = shape.attribute("presentation:class").value();
      const bool edge = kind == "footer" || kind == "header" || kind == "date-time";
      // Other placeholders say what to write into them.
      if (std::string_view(shape.name()) == "presentation:notes" || kind == "page-number" || (!kind.empty() && !edge)) continue;
      odf::Content content;
      read_cell_of_shape(shape, content);
      // Of a field that a slide fills only its name stands here.
      if (!content.text.starts_with('<')) add_edge(content.text);
    }
  }

  void read_cell_of_shape(pugi::xml_node shape, odf::Content& content) {
    ++shaded_;
    read_flow_element(shape, {.cell = &content});
    --shaded_;
  }

  void add_edge(const std::string& text) {
    if (!base::trim(text).empty() && edges_.insert(std::string(base::trim(text))).second) {
      add_block(BlockKind::page_footer, text, 0);
      check_limits();
    }
  }

  void read_notes(pugi::xml_node notes) {
    for (pugi::xml_node shape : notes.children()) {
      const std::string_view kind = shape.attribute("presentation:class").value();
      if (kind != "notes" && !kind.empty()) continue;
      odf::Content probe;
      const std::size_t before = builder_.document().hidden.size();
      read_cell_of_shape(shape, probe);
      if (hidden_ > 0) {
        settle(-1, probe);
        continue;
      }
      builder_.document().hidden.resize(before);
      if (base::trim(probe.text).empty()) continue;
      writer_.add(BlockKind::heading, "Notes", 2);
      read_flow_element(shape, {});
    }
  }

  ooxml::SlideWriter writer_;
  std::uint32_t number_ = 0;
  /// Headers and footers by name; programs give both kinds names that differ.
  std::map<std::string, std::string, std::less<>> declared_;
  std::set<std::string> edges_;
  std::set<std::string, std::less<>> masters_;
};

}  // namespace

document::Extracted extract_odp(std::string_view bytes, const Limits& limits) {
  return odf::read_open_document(
      bytes, limits, [](ooxml::Package& package, const Limits& allowed) { return OdpReader(package, allowed).read(); });
}

}  // namespace crosswalk::extraction
