// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>

#include "site/frame.h"

namespace crosswalk::site {
namespace {

/// How a work stands to a clause by the best of its sections, in one word.
std::string_view short_word(packs::Relation relation) {
  switch (relation) {
    case packs::Relation::equal:
      return "same";
    case packs::Relation::subset:
      return "all";
    case packs::Relation::superset:
      return "part";
    case packs::Relation::intersects:
      return "some";
  }
  return {};
}

void standard(Frame& frame, const Library& library, const atlas::Atlas::Standard& one) {
  std::vector<const Work*> works;
  for (const Work& work : library.works()) {
    const bool mapped = std::any_of(one.mappings.begin(), one.mappings.end(),
                                    [&](const packs::Mapping& mapping) { return mapping.work == work.id; });
    if (mapped) works.push_back(&work);
  }
  if (works.empty()) return;
  const std::string name = reports::anchor(one.pack->id);
  frame.raw("<h2 id=\"").raw(name).raw("\">").text(one.pack->title).raw("</h2>\n");
  frame.raw("<div class=\"matrix\" role=\"region\" tabindex=\"0\" aria-labelledby=\"").raw(name).raw("\">\n<table>\n<thead><tr>");
  frame.raw("<th scope=\"col\">Clause</th>");
  for (const Work* work : works) frame.raw("<th scope=\"col\">").link(work->file, work->name).raw("</th>");
  frame.raw("</tr></thead>\n<tbody>\n");
  for (const Page& page : library.pages()) {
    if (page.standard != &one) continue;
    frame.raw("<tr><th scope=\"row\"><a href=\"").raw(frame.href(page.file)).raw("\"><span class=\"number\">");
    frame.text(page.clause->number).raw("</span><span class=\"t\"> ").text(page.clause->title).raw("</span></a></th>");
    for (const Work* work : works) {
      int sections = 0;
      packs::Relation best = packs::Relation::intersects;
      for (const packs::Mapping* mapping : page.mappings) {
        if (mapping->work != work->id) continue;
        ++sections;
        best = std::min(best, mapping->relation);
      }
      if (sections == 0) {
        frame.raw("<td></td>");
        continue;
      }
      const std::string_view word = short_word(best);
      frame.raw("<td><a class=\"r-").raw(word).raw("\" href=\"").raw(frame.href(page.file)).raw("#maps-");
      frame.raw(reports::anchor(work->id)).raw("\">").raw(word).raw(" ").raw(std::to_string(sections)).raw("</a></td>");
    }
    frame.raw("</tr>\n");
  }
  frame.raw("</tbody>\n</table>\n</div>\n");
}

}  // namespace

std::string matrix_page(const Library& library) {
  Frame frame(library, matrix_file);
  frame.begin("Matrix of standards", Part::matrix);
  frame.raw(
      "<div class=\"head\">\n<h1>Matrix of standards</h1>\n<p class=\"lead\">Which clause has something in which work, and how "
      "much.</p>\n");
  frame.raw("<dl class=\"legend\"><dt class=\"r-same\">same</dt><dd>the work asks for the same</dd>");
  frame.raw("<dt class=\"r-all\">all</dt><dd>it asks for all of the clause and more</dd>");
  frame.raw("<dt class=\"r-part\">part</dt><dd>it asks for a part of the clause</dd>");
  frame.raw("<dt class=\"r-some\">some</dt><dd>it asks for some of it and for other things</dd></dl>\n");
  frame.raw(
      "<p class=\"muted small\">The word is that of the nearest section, the number that of all sections. It leads to what they "
      "are and why.</p>\n</div>\n");
  for (const atlas::Atlas::Standard& one : library.standards()) standard(frame, library, one);
  return frame.end("");
}

}  // namespace crosswalk::site
