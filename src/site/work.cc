// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "base/text.h"
#include "reports/clause_page/wording.h"
#include "site/frame.h"

namespace crosswalk::site {
namespace {

using reports::counted;

void mapped(Frame& frame, const Library& library, const Section& section) {
  if (section.mappings.empty()) return;
  frame.raw("<ul class=\"mapped\">\n");
  for (const auto& [standard, mapping] : section.mappings) {
    const packs::Clause* const clause = standard->pack->clause(mapping->clause);
    frame.raw("<li><p>");
    frame.link(library.place(standard->pack->id + ":" + mapping->clause),
               mapping->clause + (clause == nullptr ? "" : " " + clause->title));
    frame.raw(" <span class=\"muted\">").text(reports::relation_text(mapping->relation)).raw("</span></p><p>");
    frame.text(mapping->rationale).raw("</p>");
    if (!mapping->carries_over.empty()) {
      frame.raw("<p><strong>Carries over:</strong> ").text(mapping->carries_over).raw("</p>");
    }
    if (!mapping->is_new.empty()) frame.raw("<p><strong>Still new:</strong> ").text(mapping->is_new).raw("</p>");
    if (!mapping->disputed.empty()) frame.raw("<p><strong>Disputed:</strong> ").text(mapping->disputed).raw("</p>");
    frame.raw("<p class=\"src\">").text(reports::source_text(mapping->source, mapping->confidence)).raw("</p></li>\n");
  }
  frame.raw("</ul>\n");
}

}  // namespace

std::string work_page(const Library& library, const Work& work) {
  Frame frame(library, work.file);
  frame.begin(work.name, Part::other);
  frame.raw("<div class=\"head\">\n<p class=\"eyebrow\">")
      .link(std::string(index_file) + "#works", "Standards, laws and guidance");
  frame.raw("</p>\n<h1>").text(work.name).raw("</h1>\n<p class=\"lead\">").text(work.title).raw("</p>\n<dl class=\"facts\">\n");
  const std::size_t reached = static_cast<std::size_t>(
      std::count_if(work.sections.begin(), work.sections.end(), [](const Section& one) { return !one.mappings.empty(); }));
  if (work.catalogue != nullptr) {
    frame.page().fact("Edition", work.catalogue->edition);
    frame.page().fact("Publisher", work.catalogue->publisher);
    frame.page().fact("Parts taken from", base::join(work.catalogue->source, "; "));
  }
  frame.page().fact("Mapped", counted(work.mappings(), "mapping", "mappings") + " to " + std::to_string(reached) + " of " +
                                  counted(work.sections.size(), "part", "parts"));
  frame.raw("</dl>\n");
  if (work.catalogue == nullptr) {
    frame.raw("<p class=\"muted\">There is no catalogue of this work here, only the parts that a clause is mapped to.</p>\n");
  }
  frame.raw("</div>\n<div class=\"cols\">\n");
  // Long tables of contents help nobody: where the work has chapters, these alone.
  std::vector<std::pair<std::string, std::string>> top;
  for (const Section& section : work.sections) {
    if (section.depth > 0) continue;
    top.emplace_back(section.anchor, section.number + (section.entry == nullptr ? "" : " " + section.entry->title));
  }
  contents(frame, top);
  frame.raw("<div class=\"body parts\">\n");
  for (const Section& section : work.sections) {
    // Deeper headings are set smaller, and no heading skips a level.
    const char* const level = section.depth == 0 ? "2" : section.depth == 1 ? "3" : "4";
    frame.raw("<div id=\"").raw(section.anchor).raw("\" class=\"part d").raw(level).raw("\">\n<h").raw(level);
    frame.raw("><span class=\"number\">").text(section.number);
    frame.raw("</span> ").text(section.entry == nullptr ? "" : section.entry->title).raw("</h").raw(level).raw(">\n");
    if (section.entry != nullptr) {
      const packs::CatalogueEntry& entry = *section.entry;
      const bool own = !entry.source.empty() || entry.confidence != packs::Confidence::medium;
      frame.statement(entry.text, own ? reports::source_text(entry.source, entry.confidence) : std::string());
    }
    mapped(frame, library, section);
    frame.raw("</div>\n");
  }
  frame.raw("</div>\n</div>\n");
  return frame.end("Parts of the work are told in own words; its text is not part of this library.");
}

}  // namespace crosswalk::site
