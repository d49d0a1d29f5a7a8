// SPDX-License-Identifier: Apache-2.0
#include "atlas/coverage.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.h"
#include "reports/view.h"

namespace crosswalk::atlas {
namespace {

using packs::Relation;

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_all(Relation relation) { return relation == Relation::equal || relation == Relation::subset; }

int share(int eased, int fresh, int all) { return all == 0 ? 0 : (200 * fresh + 100 * eased + all) / (2 * all); }

void raise(Carried& carried, Carried to) { carried = std::min(carried, to); }

Help help_of(const Atlas& atlas, const packs::Mapping& mapping) {
  Help out{mapping.work, mapping.section, {}, packs::reversed(mapping.relation), &mapping};
  if (const packs::Catalogue* catalogue = atlas.catalogue(mapping.work)) {
    if (const packs::CatalogueEntry* entry = catalogue->entry(mapping.section)) out.section_title = entry->title;
  }
  return out;
}

/// A clause of a pack, by what its mappings to the followed works say.
ClauseCoverage of_clause(const Atlas& atlas, const Atlas::Standard& standard, const packs::Clause& clause,
                         const std::vector<std::string>& have, const Verdicts* verdicts) {
  ClauseCoverage out{clause.number, clause.title, {}, {}, {}};
  for (const packs::Statement& statement : clause.is_new) out.is_new.push_back(statement.text);
  for (const packs::Constraint& constraint : clause.constraints) {
    if (constraint.level != packs::Level::shall) continue;
    RequirementCoverage one{constraint.id, constraint.text, Carried::fresh, std::nullopt};
    for (const packs::Mapping& mapping : standard.mappings) {
      if (mapping.clause != clause.number || !contains(have, mapping.work)) continue;
      const bool silent = mapping.covers.empty() && mapping.eases.empty();
      if (contains(mapping.covers, constraint.slug) || (silent && is_all(mapping.relation))) raise(one.carried, Carried::covered);
      if (contains(mapping.eases, constraint.slug)) raise(one.carried, Carried::eased);
    }
    if (verdicts != nullptr) {
      if (const auto found = verdicts->find(constraint.id); found != verdicts->end()) one.verdict = found->second;
    }
    out.requirements.push_back(std::move(one));
  }
  for (const packs::Mapping& mapping : standard.mappings) {
    if (mapping.clause == clause.number && contains(have, mapping.work)) out.helps.push_back(help_of(atlas, mapping));
  }
  return out;
}

/// A part of a catalogue, by what the clauses of the followed packs are mapped to.
ClauseCoverage of_entry(const Atlas& atlas, const packs::Catalogue& catalogue, const packs::CatalogueEntry& entry,
                        const std::vector<std::string>& have) {
  ClauseCoverage out{entry.number, entry.title, {}, {}, {}};
  RequirementCoverage one{catalogue.id + ":" + entry.number, entry.text, Carried::fresh, std::nullopt};
  for (const auto& [standard, mapping] : atlas.to(catalogue.id, entry.number)) {
    if (!contains(have, standard->pack->id)) continue;
    Help help{standard->pack->id, mapping->clause, std::string(standard->pack->clause_title(mapping->clause)), mapping->relation,
              mapping};
    const bool all = mapping->relation == Relation::equal || mapping->relation == Relation::superset;
    raise(one.carried, all ? Carried::covered : Carried::eased);
    out.helps.push_back(std::move(help));
  }
  out.requirements.push_back(std::move(one));
  return out;
}

/// Whether a work without a catalogue is mapped to.
bool is_mapped(const Atlas& atlas, const std::string& work) {
  return std::any_of(atlas.standards.begin(), atlas.standards.end(), [&](const Atlas::Standard& standard) {
    return std::any_of(standard.mappings.begin(), standard.mappings.end(),
                       [&](const packs::Mapping& mapping) { return mapping.work == work; });
  });
}

base::Error unknown(const Atlas& atlas, const std::string& id) {
  const std::vector<std::string> ids = atlas.ids();
  const std::string near = packs::nearest(id, ids);
  return {base::ErrorCode::usage, id,
          near.empty() ? "no such standard; these are known: " + base::join(ids, ", ")
                       : "no such standard; did you mean " + near + "?"};
}

template <class Of>
int sum(const std::vector<ClauseCoverage>& clauses, const Of& of) {
  int out = 0;
  for (const ClauseCoverage& clause : clauses) out += of(clause);
  return out;
}

}  // namespace

int ClauseCoverage::count(Carried carried) const {
  return static_cast<int>(std::count_if(requirements.begin(), requirements.end(),
                                        [&](const RequirementCoverage& one) { return one.carried == carried; }));
}

int ClauseCoverage::proven() const {
  return static_cast<int>(std::count_if(requirements.begin(), requirements.end(),
                                        [](const RequirementCoverage& one) { return one.verdict == review::Verdict::met; }));
}

int ClauseCoverage::share_of_new() const {
  return share(count(Carried::eased), count(Carried::fresh), static_cast<int>(requirements.size()));
}

int Coverage::count(Carried carried) const {
  return sum(clauses, [&](const ClauseCoverage& clause) { return clause.count(carried); });
}

int Coverage::proven() const {
  return sum(clauses, [](const ClauseCoverage& clause) { return clause.proven(); });
}

int Coverage::share_of_new() const {
  const int all = count(Carried::covered) + count(Carried::eased) + count(Carried::fresh);
  return share(count(Carried::eased), count(Carried::fresh), all);
}

base::Result<Coverage> cover(const Atlas& atlas, const std::vector<std::string>& have, const std::string& want,
                             const Verdicts* verdicts) {
  const std::vector<std::string> ids = atlas.ids();
  for (const std::string& id : have) {
    if (!contains(ids, id) && !is_mapped(atlas, id)) return unknown(atlas, id);
    if (id == want) return base::Error{base::ErrorCode::usage, id, "the same standard is followed and wanted"};
  }
  Coverage out{want, reports::standard_name(want), have, verdicts != nullptr, {}};
  if (const Atlas::Standard* standard = atlas.standard(want)) {
    for (const packs::Clause& clause : standard->pack->clauses) {
      ClauseCoverage one = of_clause(atlas, *standard, clause, have, verdicts);
      if (!one.requirements.empty()) out.clauses.push_back(std::move(one));
    }
  } else if (const packs::Catalogue* catalogue = atlas.catalogue(want)) {
    std::set<std::string_view> chapters;
    for (const packs::CatalogueEntry& entry : catalogue->entries) chapters.insert(entry.parent);
    for (const packs::CatalogueEntry& entry : catalogue->entries) {
      ClauseCoverage one = of_entry(atlas, *catalogue, entry, have);
      // What a chapter asks for, its parts ask for.
      if (!one.helps.empty() || !chapters.contains(entry.number)) out.clauses.push_back(std::move(one));
    }
  } else {
    return unknown(atlas, want);
  }
  const bool any =
      std::any_of(out.clauses.begin(), out.clauses.end(), [](const ClauseCoverage& one) { return !one.helps.empty(); });
  if (!any) {
    return base::Error{base::ErrorCode::usage, base::join(have, ",") + " -> " + want,
                       "nothing is mapped between the two; 'crosswalk map --list' shows what is"};
  }
  return out;
}

}  // namespace crosswalk::atlas
