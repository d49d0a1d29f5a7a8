// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "site/frame.h"

namespace crosswalk::site {
namespace {

/// Picks from the list that the page shows anyway; an item is found by what it says, and by the words of the page that it leads
/// to.
constexpr std::string_view script = R"js(
(function () {
  "use strict";
  var box = document.getElementById("q"), said = document.getElementById("said"), known = window.crosswalkWords || {};
  var words = Object.keys(known), groups = [], number = 0;
  document.querySelectorAll("[data-group]").forEach(function (part) {
    var items = Array.prototype.map.call(part.querySelectorAll("li"), function (item) {
      return { item: item, text: ((part.dataset.of || "") + " " + item.textContent).toLowerCase(), number: number++ };
    });
    groups.push({ part: part, items: items });
  });
  function pages(term) {
    var found = new Set();
    words.forEach(function (word) {
      if (word.startsWith(term)) known[word].split(" ").forEach(function (one) { found.add(parseInt(one, 36)); });
    });
    return found;
  }
  function search() {
    var terms = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    var deep = terms.map(pages), told = [];
    groups.forEach(function (group) {
      var shown = 0;
      group.items.forEach(function (one) {
        var near = terms.every(function (term) { return one.text.includes(term); });
        var far = near || terms.every(function (term, i) { return one.text.includes(term) || deep[i].has(one.number); });
        one.item.hidden = !far;
        one.item.classList.toggle("deep", far && !near);
        if (far) shown++;
      });
      group.part.hidden = shown === 0;
      if (shown) told.push(shown + " " + group.part.dataset[shown === 1 ? "one" : "group"]);
    });
    said.textContent = terms.length === 0 ? "" : told.length ? told.join(", ") : "Nothing has all of these words.";
  }
  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", search);
  box.form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  search();
})();
)js";

/// Lower-case words of letters, digits, and '.' or '-' within them.
void add_words(std::string_view text, std::set<std::string>& out) {
  constexpr std::size_t shortest = 2;
  constexpr std::size_t longest = 40;
  std::string word;
  const auto end = [&] {
    while (!word.empty() && (word.back() == '.' || word.back() == '-')) word.pop_back();
    if (word.size() >= shortest && word.size() <= longest) out.insert(word);
    word.clear();
  };
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (!word.empty() && (c == '.' || c == '-'))) {
      word += c;
    } else {
      end();
    }
  }
  end();
}

void add_words(const std::vector<packs::Statement>& list, std::set<std::string>& out) {
  for (const packs::Statement& one : list) add_words(one.text, out);
}

std::set<std::string> words_of(const Page& page) {
  std::set<std::string> out;
  const packs::Clause& clause = *page.clause;
  for (const auto* list :
       {&clause.why, &clause.changed, &clause.is_new, &clause.audit_focus, &clause.audit_defence, &clause.further_reading}) {
    add_words(*list, out);
  }
  for (const packs::Constraint& constraint : clause.constraints) {
    for (const std::string* text : {&constraint.text, &constraint.note, &constraint.question}) add_words(*text, out);
    for (const auto& [verdict, remedy] : constraint.remedy) add_words(remedy, out);
  }
  for (const packs::CommonGap& gap : clause.gaps) {
    add_words(gap.text, out);
    add_words(gap.remedy, out);
  }
  for (const std::string& document : clause.evidence_documents) add_words(document, out);
  for (const packs::ClauseLink& link : clause.related) add_words(link.statement.text, out);
  for (const packs::Mapping* mapping : page.mappings) {
    for (const std::string* text : {&mapping->carries_over, &mapping->is_new, &mapping->rationale, &mapping->disputed})
      add_words(*text, out);
  }
  return out;
}

std::string base36(std::size_t number) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string out;
  do {
    out.insert(out.begin(), digits[number % digits.size()]);
    number /= digits.size();
  } while (number > 0);
  return out;
}

/// Opens a list of items of a kind; `of` counts as said by each of them.
void group(Frame& frame, std::string_view title, std::string_view one, std::string_view more, std::string_view of = {}) {
  frame.raw("<div data-one=\"").text(one).raw("\" data-group=\"").text(more);
  if (!of.empty()) frame.raw("\" data-of=\"").text(of);
  frame.raw("\"><h2>").text(title).raw("</h2>\n<ul class=\"hits\">\n");
}

}  // namespace

std::string search_page(const Library& library) {
  Frame frame(library, search_file);
  frame.begin("Search", Part::search, script);
  frame.raw("<div class=\"head\">\n<h1>Search</h1>\n<form role=\"search\" action=\"").raw(search_file);
  frame.raw("\"><label for=\"q\">Words of a clause, a constraint or a part of another work</label>");
  frame.raw("<input type=\"search\" id=\"q\" name=\"q\" autocomplete=\"off\"><button>Search</button></form>\n");
  frame.raw("<p id=\"said\" role=\"status\"></p>\n");
  frame.raw(
      "<noscript><p>Everything is listed below; without scripts, the search of your browser finds words in "
      "it.</p></noscript>\n</div>\n");
  // The order of the items is that of search_words().
  group(frame, "Clauses", "clause", "clauses");
  for (const Page& page : library.pages()) {
    frame.raw("<li><p><a href=\"").raw(frame.href(page.file)).raw("\">").text(page.clause->number).raw(" ");
    frame.text(page.clause->title).raw("</a> ");
    if (const comparison::ClauseState* const state = library.state(*page.clause); state != nullptr)
      frame.page().verdict(state->verdict);
    frame.raw("</p><p>").text(page.clause->requirement.text).raw("\n");
  }
  frame.raw("</ul></div>\n");
  group(frame, "Constraints", "constraint", "constraints");
  for (const Page& page : library.pages()) {
    for (const packs::Constraint& constraint : page.clause->constraints) {
      frame.raw("<li><a href=\"").raw(frame.href(library.place(constraint.id))).raw("\">");
      frame.text(page.clause->number + "/" + constraint.slug).raw("</a> ").text(constraint.text).raw("\n");
    }
  }
  frame.raw("</ul></div>\n");
  for (const Work& work : library.works()) {
    group(frame, work.name, "part of " + work.name, "parts of " + work.name, work.name);
    for (const Section& section : work.sections) {
      frame.raw("<li><a href=\"").raw(frame.href(work.file)).raw("#").raw(section.anchor).raw("\">").text(section.number);
      frame.raw("</a> ").text(section.entry == nullptr ? "" : section.entry->title).raw("\n");
    }
    frame.raw("</ul></div>\n");
  }
  frame.raw("<script src=\"").raw(words_file).raw("\"></script>\n<script>").raw(script).raw("</script>\n");
  return frame.end("");
}

std::string search_words(const Library& library) {
  std::map<std::string, std::vector<std::size_t>> index;
  std::size_t number = 0;
  const auto add = [&](const std::set<std::string>& words) {
    for (const std::string& word : words) index[word].push_back(number);
    ++number;
  };
  for (const Page& page : library.pages()) add(words_of(page));
  const std::size_t clauses = number;
  // Constraints say all that they say in the list itself.
  for (const Page& page : library.pages()) number += page.clause->constraints.size();
  for (const Work& work : library.works()) {
    for (const Section& section : work.sections) {
      std::set<std::string> words;
      if (section.entry != nullptr) add_words(section.entry->text, words);
      add(words);
    }
  }
  std::string out = "window.crosswalkWords={";
  bool first = true;
  for (const auto& [word, numbers] : index) {
    // What stands on most pages picks nothing.
    if (clauses > 10 && numbers.size() > clauses / 2) continue;
    out += (first ? "\"" : ",\n\"") + word + "\":\"";
    for (std::size_t i = 0; i < numbers.size(); ++i) out += (i == 0 ? "" : " ") + base36(numbers[i]);
    out += "\"";
    first = false;
  }
  return out + "};\n";
}

}  // namespace crosswalk::site
