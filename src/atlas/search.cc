// SPDX-License-Identifier: Apache-2.0
#include "atlas/search.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/json/json_writer.h"
#include "reports/terminal/screen.h"
#include "reports/view.h"
#include "reports/writer.h"
#include "retrieval/arithmetic.h"
#include "retrieval/words.h"

namespace crosswalk::atlas {
namespace {

using reports::Screen;
using reports::visible;
using Style = Screen::Style;

// BM25: how soon repetition stops to count, and how much long texts are held back.
constexpr double k1 = 1.2;
constexpr double b = 0.6;
/// What a word counts that stands for another one.
constexpr double alike = 0.4;

/// As for_each_term() wants texts: lower case, hyphens and underscores as spaces.
std::string plain(std::string_view text) {
  std::string out = base::to_lower(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '-' || c == '_' || c == '/'; }, ' ');
  return out;
}

/// A text that can be found, and how much its words count.
struct Field {
  std::string text;
  double weight = 1;
};

/// What can be found, with the weights of its terms.
struct Entry {
  Found found;
  std::string number;
  /// Those of which the best sentence is shown, the first where none fits.
  std::vector<std::string> shown;
  std::map<std::string, double> terms;
  double length = 0;
};

class Index {
 public:
  Index(const Atlas& atlas, const std::vector<std::string>& only) {
    const auto wanted = [&](const std::string& id) {
      return only.empty() || std::find(only.begin(), only.end(), id) != only.end();
    };
    for (const auto& [pack, mappings] : atlas.standards) {
      if (!wanted(pack->id)) continue;
      for (const packs::Clause& clause : pack->clauses) add(clause);
    }
    for (const packs::Catalogue& catalogue : atlas.catalogues) {
      if (!wanted(catalogue.id)) continue;
      for (const packs::CatalogueEntry& part : catalogue.entries) {
        const std::string id = catalogue.id + ":" + part.number;
        add({FoundKind::part, id, part.title, {}}, part.number, {part.text}, {{part.title, 3}, {part.text, 1}});
      }
    }
    for (const Entry& entry : entries_) {
      average_ += entry.length;
      for (const auto& [term, weight] : entry.terms) ++holders_[term];
    }
    average_ = entries_.empty() ? 1 : std::max(average_ / static_cast<double>(entries_.size()), 1.0);
  }

  [[nodiscard]] std::vector<Found> best(std::string_view query, std::size_t most) const {
    Asked asked;
    retrieval::for_each_term(plain(query), [&](std::string_view term) { asked.try_emplace(std::string(term)); });
    for (auto& [term, others] : asked) {
      retrieval::for_each_term_alike(term, [&others = others](std::string_view other) { others.emplace(other); });
    }
    std::vector<std::pair<double, const Entry*>> scored;
    for (const Entry& entry : entries_) {
      double score = worth(asked, [&](const std::string& term) {
        const auto own = entry.terms.find(term);
        return own == entry.terms.end() ? 0 : rarity(term) * saturated(own->second, entry.length);
      });
      // Somebody who writes a number means it.
      const std::string_view whole = base::trim(query);
      if (whole == entry.number || whole == entry.found.id) score += 1000;
      if (score > 0) scored.emplace_back(score, &entry);
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    std::vector<Found> out;
    for (const auto& [score, entry] : scored) {
      if (out.size() == most) break;
      out.push_back(entry->found);
      out.back().line = line_of(*entry, asked);
    }
    return out;
  }

 private:
  /// Terms of a query, each with those that may stand for it.
  using Asked = std::map<std::string, std::set<std::string>>;

  /// What a text is worth, by what each term of it is: several words that stand for one asked for count as the best of them.
  template <class TermWorth>
  static double worth(const Asked& asked, const TermWorth& of) {
    double out = 0;
    for (const auto& [term, others] : asked) {
      double best = of(term);
      for (const std::string& other : others) best = std::max(best, alike * of(other));
      out += best;
    }
    return out;
  }

  void add(const packs::Clause& clause) {
    std::vector<Field> fields{{clause.title, 3}, {clause.requirement.text, 1}};
    std::vector<std::string> shown{clause.requirement.text};
    for (const auto* list : {&clause.why, &clause.changed, &clause.is_new, &clause.audit_focus, &clause.audit_defence}) {
      for (const packs::Statement& statement : *list) {
        fields.push_back({statement.text, 0.5});
        shown.push_back(statement.text);
      }
    }
    if (clause.has_page) add({FoundKind::clause, clause.id, clause.title, {}}, clause.number, std::move(shown), fields);
    for (const packs::Constraint& one : clause.constraints) {
      fields = {{one.slug, 2}, {one.text, 1.5}, {one.question, 1}, {one.note, 0.5}, {one.defence, 0.5}};
      shown = {one.text, one.question, one.note};
      for (const auto& [verdict, text] : one.remedy) {
        fields.push_back({text, 0.25});
        shown.push_back(text);
      }
      add({FoundKind::constraint, one.id, clause.title, {}}, {}, std::move(shown), fields);
    }
    for (const packs::CommonGap& gap : clause.gaps) {
      add({FoundKind::gap, clause.id, clause.title, {}}, {}, {gap.text, gap.remedy}, {{gap.text, 1}, {gap.remedy, 0.5}});
    }
  }

  void add(Found found, std::string number, std::vector<std::string> shown, const std::vector<Field>& fields) {
    Entry entry{std::move(found), std::move(number), std::move(shown), {}, 0};
    for (const Field& field : fields) {
      retrieval::for_each_term(plain(field.text), [&](std::string_view term) {
        entry.terms[std::string(term)] += field.weight;
        entry.length += field.weight;
      });
    }
    entries_.push_back(std::move(entry));
  }

  [[nodiscard]] double rarity(const std::string& term) const {
    const auto holders = holders_.find(term);
    const double held = holders == holders_.end() ? 0 : static_cast<double>(holders->second);
    return retrieval::natural_log(1 + (static_cast<double>(entries_.size()) - held + 0.5) / (held + 0.5));
  }
  [[nodiscard]] double saturated(double weight, double length) const {
    return weight * (k1 + 1) / (weight + k1 * (1 - b + b * length / average_));
  }

  /// The sentence that holds most of what was asked.
  [[nodiscard]] std::string line_of(const Entry& entry, const Asked& asked) const {
    std::string best;
    double most = -1;
    for (const std::string& text : entry.shown) {
      std::size_t begin = 0;
      for (std::size_t at = 0; at <= text.size(); ++at) {
        const bool ends = at == text.size() || ((text[at] == '.' || text[at] == '?' || text[at] == '!') && at + 1 < text.size() &&
                                                text[at + 1] == ' ');
        if (!ends) continue;
        const std::string sentence = base::collapse_space(text.substr(begin, at + 1 - begin));
        begin = at + 1;
        if (sentence.empty()) continue;
        std::set<std::string> seen;
        retrieval::for_each_term(plain(sentence), [&](std::string_view term) { seen.emplace(term); });
        const double score = worth(asked, [&](const std::string& term) { return seen.contains(term) ? rarity(term) : 0; });
        if (score > most) {
          most = score;
          best = sentence;
        }
      }
    }
    return best;
  }

  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> holders_;
  double average_ = 0;
};

}  // namespace

std::vector<Found> search(const Atlas& atlas, std::string_view query, const std::vector<std::string>& only, std::size_t most) {
  return Index(atlas, only).best(query, most);
}

base::Result<void> render_terminal(const std::vector<Found>& found, const RenderOptions& options, reports::Sink& sink) {
  constexpr std::size_t lines = 2;
  reports::Writer out(sink);
  Screen screen(out, options.width, options.colour);
  for (const Found& one : found) {
    const std::string kind(base::word(one.kind));
    const int room = screen.width() - reports::display_width(one.id) - reports::display_width(kind) - 4;
    const std::string title = room > 8 ? "  " + reports::shorten(visible(one.title), room) : std::string();
    screen.ends({{visible(one.id), Style::bold}, {title}}, {kind, Style::dim});
    const auto most = static_cast<int>(lines) * (screen.width() - 2);
    screen.paragraph(2, reports::shorten(visible(one.line), most), Style::dim);
  }
  return out.finish();
}

base::Result<void> render_json(std::string_view query, const std::vector<Found>& found, reports::Sink& sink) {
  reports::Writer out(sink);
  reports::JsonWriter json(out);
  json.begin_object();
  json.text("query", query);
  json.begin_array("found");
  for (const Found& one : found) {
    json.begin_object();
    json.text("kind", base::word(one.kind));
    json.text("id", one.id);
    json.text("title", one.title);
    json.text("line", one.line);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out.finish();
}

base::Result<void> render_part(const Atlas& atlas, const packs::Catalogue& catalogue, const packs::CatalogueEntry& part,
                               const RenderOptions& options, reports::Sink& sink) {
  reports::Writer out(sink);
  Screen screen(out, options.width, options.colour);
  screen.paragraph(0, visible(part.number + " " + part.title), Style::bold);
  screen.paragraph(0, visible(catalogue.title + ", " + catalogue.edition), Style::dim);
  screen.rule();
  if (!part.text.empty()) screen.paragraph(0, visible(part.text));
  const std::vector<std::string>& source = part.source.empty() ? catalogue.source : part.source;
  screen.paragraph(0, visible(base::join(source, "; ") + " · confidence " + std::string(base::word(part.confidence))),
                   Style::dim);
  const std::string here = reports::standard_name(catalogue.id) + ", " + part.number;
  const auto mapped = atlas.to(catalogue.id, part.number);
  if (mapped.empty()) {
    screen.blank();
    screen.paragraph(0, "No clause is mapped to it.");
  }
  for (const auto& [standard, mapping] : mapped) {
    const std::string clause = standard->pack->id + ":" + mapping->clause;
    screen.blank();
    screen.paragraph(0, visible(clause + " " + std::string(standard->pack->clause_title(mapping->clause))), Style::bold);
    screen.paragraph(4,
                     visible(here + " " + reports::relation_text(packs::reversed(mapping->relation)) + "; the clause " +
                             reports::relation_text(mapping->relation) + "."),
                     Style::plain, {{"  - "}});
    screen.paragraph(4, visible("Why: " + mapping->rationale), Style::plain, {{"  - "}});
    if (!mapping->carries_over.empty()) {
      screen.paragraph(4, visible("From here to the clause: " + mapping->carries_over), Style::plain, {{"  - "}});
    }
    if (!mapping->is_new.empty()) screen.paragraph(4, visible("New there: " + mapping->is_new), Style::plain, {{"  - "}});
    if (!mapping->covers.empty())
      screen.paragraph(4, visible("Done with it: " + base::join(mapping->covers, ", ")), Style::plain, {{"  - "}});
    if (!mapping->eases.empty())
      screen.paragraph(4, visible("Made easier: " + base::join(mapping->eases, ", ")), Style::plain, {{"  - "}});
    if (!mapping->disputed.empty()) screen.paragraph(4, visible("Disputed: " + mapping->disputed), Style::plain, {{"  - "}});
    screen.paragraph(4,
                     visible(base::join(mapping->source, "; ") + " · confidence " + std::string(base::word(mapping->confidence))),
                     Style::dim);
  }
  return out.finish();
}

}  // namespace crosswalk::atlas
