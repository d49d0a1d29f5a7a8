// SPDX-License-Identifier: Apache-2.0
#include "packs/catalogue.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "packs/yaml.h"

namespace crosswalk::packs {
namespace {

Place place_of(const Yaml& yaml, std::string_view file) { return {std::string(file), yaml.line, yaml.column}; }

class MappingReader {
 public:
  MappingReader(const Pack& pack, Diagnostics& diagnostics) : pack_(pack), diagnostics_(diagnostics) {
    for (std::size_t i = 0; i < pack.clauses.size(); ++i) rank_[pack.clauses[i].number] = i;
  }

  void read(const std::string& file, const std::string& text) {
    const auto yaml = parse_yaml(text, file, diagnostics_);
    if (!yaml) return;
    YamlReader reader(*yaml, file, "mappings", diagnostics_);
    if (!reader.is_map()) return;
    const std::string work = reader.text("to", true);
    if (!work.empty() && pack_.work(work) == nullptr) {
      reader.error("to", "no work '" + work + "' in pack.yaml", "add it under 'works' of pack.yaml with its title");
    }
    if (!work.empty() && file != "mappings/" + work + ".yaml") {
      reader.error("to", "the mappings to '" + work + "' stand in " + file, "call the file mappings/" + work + ".yaml");
    }
    for (const Yaml* item : reader.list("mappings", true)) {
      Mapping one = mapping(*item, file);
      one.work = work;
      const auto [known, added] = seen_.emplace(std::tuple{one.clause, one.work, one.section}, one.place);
      if (!added) {
        diagnostics_.error(one.place.file, one.place.line, one.place.column,
                           one.clause + " and " + one.section + " stand in line " + std::to_string(known->second.line) + " too",
                           "make one of the two");
      }
      mappings_.push_back(std::move(one));
    }
    reader.finish();
  }

  std::vector<Mapping> finish() {
    std::stable_sort(mappings_.begin(), mappings_.end(),
                     [this](const Mapping& a, const Mapping& b) { return rank_[a.clause] < rank_[b.clause]; });
    return std::move(mappings_);
  }

 private:
  Mapping mapping(const Yaml& yaml, const std::string& file) {
    Mapping out;
    YamlReader reader(yaml, file, "mapping", diagnostics_);
    if (!reader.is_map()) return out;
    out.place = place_of(yaml, file);
    out.clause = reader.text("clause", true);
    out.section = reader.text("section", true);
    out.relation = reader.word<Relation>("relation", Relation::intersects, true);
    out.carries_over = reader.text("carries_over");
    out.is_new = reader.text("new");
    out.rationale = reader.text("rationale", true);
    out.covers = reader.texts("covers");
    out.eases = reader.texts("eases");
    out.disputed = reader.text("disputed");
    out.source = reader.texts("source", true);
    out.confidence = reader.word<Confidence>("confidence", Confidence::low, true);
    reader.finish();
    const Clause* const clause = pack_.clause(out.clause);
    if (clause == nullptr) {
      if (!out.clause.empty())
        reader.error("clause", "the pack has no clause '" + out.clause + "'", "write its number, like 4.1.7");
      return out;
    }
    for (const auto& [field, slugs] : {std::pair{"covers", &out.covers}, std::pair{"eases", &out.eases}}) {
      for (const std::string& slug : *slugs) {
        const bool known = std::any_of(clause->constraints.begin(), clause->constraints.end(),
                                       [&](const Constraint& one) { return one.slug == slug; });
        if (!known) reader.error(field, "clause " + out.clause + " has no constraint '" + slug + "'", "write one of its slugs");
      }
    }
    return out;
  }

  const Pack& pack_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t, std::less<>> rank_;
  std::map<std::tuple<std::string, std::string, std::string>, Place> seen_;
  std::vector<Mapping> mappings_;
};

}  // namespace

const CatalogueEntry* Catalogue::entry(std::string_view number) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const CatalogueEntry& one) { return one.number == number; });
  return found == entries.end() ? nullptr : &*found;
}

Relation reversed(Relation relation) {
  if (relation == Relation::subset) return Relation::superset;
  if (relation == Relation::superset) return Relation::subset;
  return relation;
}

base::Result<Catalogue> load_catalogue(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Diagnostics own;
  Catalogue out;
  if (const auto yaml = parse_yaml(text, file, own)) {
    YamlReader reader(*yaml, file, "catalogue", own);
    if (reader.is_map()) {
      out.id = reader.text("id", true);
      out.title = reader.text("title", true);
      out.edition = reader.text("edition", true);
      out.publisher = reader.text("publisher", true);
      out.source = reader.texts("source", true);
      const auto confidence = reader.word<Confidence>("confidence", Confidence::medium, true);
      std::map<std::string, int> lines;
      for (const Yaml* item : reader.list("items", true)) {
        YamlReader entry(*item, file, "item", own);
        if (!entry.is_map()) continue;
        CatalogueEntry one;
        one.place = place_of(*item, file);
        one.number = entry.text("number", true);
        one.title = entry.text("title", true);
        one.text = entry.text("text", true);
        one.parent = entry.text("parent");
        if (!one.parent.empty() && !lines.contains(one.parent)) {
          entry.error("parent", "no part '" + one.parent + "' stands before it", "write the number of a part above");
        }
        one.source = entry.texts("source");
        one.confidence = entry.word<Confidence>("confidence", confidence);
        entry.finish();
        const auto [known, added] = lines.emplace(one.number, one.place.line);
        if (!added) {
          entry.error("number", "'" + one.number + "' stands in line " + std::to_string(known->second) + " too",
                      "keep one of the two");
        }
        out.entries.push_back(std::move(one));
      }
      reader.finish();
    }
  }
  diagnostics.add(own);
  if (own.has_errors()) return base::Error{base::ErrorCode::malformed_pack, file, {}};
  return out;
}

base::Result<std::vector<Mapping>> load_mappings(const Pack& pack, const Files& files, Diagnostics& diagnostics) {
  Diagnostics own;
  MappingReader reader(pack, own);
  for (const auto& [name, text] : files) {
    if (name.starts_with("mappings/") && name.ends_with(".yaml")) reader.read(name, text);
  }
  diagnostics.add(own);
  if (own.has_errors()) return base::Error{base::ErrorCode::malformed_pack, pack.id, {}};
  return reader.finish();
}

}  // namespace crosswalk::packs
