// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "base/text.h"
#include "extraction/extractor.h"
#include "extraction/front/record.h"
#include "extraction/odf/reader.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;

class OdtReader : private odf::OdfReader {
 public:
  OdtReader(ooxml::Package& package, const Limits& limits) : OdfReader(package, limits, start()) {}

  document::Extracted read() {
    ooxml::Refusal refusal;
    if (!open("office:text", refusal)) return unreadable(refusal.reason, refusal.detail);
    read_headers();
    read_flow(body_, {});
    document::Extracted out = finish_document();
    if (too_large_) return out;
    open_record(limits_, out.document);
    if (out.document.blocks.empty()) call_empty(out, pictures_ > 0, "no text", "only text that is not shown");
    return out;
  }

 private:
  static document::Document start() {
    document::Document document;
    document.format = "odt";
    document.media_type = "application/vnd.oasis.opendocument.text";
    document.style = document::LocatorStyle::heading_paragraph;
    return document;
  }

  /// Headers and footers stand first, so that document control in them is seen first; each text once.
  /// Source: OpenDocument 1.3 part 3, 16.10.
  void read_headers() {
    std::set<std::string> distinct;
    for (const BlockKind kind : {BlockKind::page_header, BlockKind::page_footer}) {
      const std::string word = kind == BlockKind::page_header ? "style:header" : "style:footer";
      for (pugi::xml_node page : master_styles().children("style:master-page")) {
        for (pugi::xml_node node : page.children()) {
          const std::string_view name = node.name();
          if (name != word && name != word + "-first" && name != word + "-left") continue;
          if (std::string_view(node.attribute("style:display").value()) == "false") continue;
          if (distinct.insert(base::collapse_space(ooxml::deep_text(node))).second) read_flow(node, {.plain = kind});
        }
      }
    }
  }
};

}  // namespace

document::Extracted extract_odt(std::string_view bytes, const Limits& limits) {
  return odf::read_open_document(
      bytes, limits, [](ooxml::Package& package, const Limits& allowed) { return OdtReader(package, allowed).read(); });
}

}  // namespace crosswalk::extraction
