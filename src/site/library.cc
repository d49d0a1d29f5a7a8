// SPDX-License-Identifier: Apache-2.0
#include "site/library.h"

#include <algorithm>
#include <array>

#include "reports/clause_page/clause_page.h"
#include "reports/html/page.h"

namespace crosswalk::site {
namespace {

using review::Verdict;

/// Longer names of files are cut.
constexpr std::size_t longest_name = 80;

/// Letters, digits, '.', '_' and '-' stay; nothing that leads out of a folder, or hides a file, is left.
std::string file_name(std::string_view id) {
  std::string out;
  for (const char c : id.substr(0, longest_name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    out += plain || (c == '.' && !out.empty() && out.back() != '.') ? c : '-';
  }
  return out.empty() ? "-" : out;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

/// What is done first among gaps of one severity.
int rank(Verdict verdict) {
  switch (verdict) {
    case Verdict::denied:
      return 0;
    case Verdict::not_found:
      return 1;
    case Verdict::planned:
      return 2;
    default:
      return 3;
  }
}

}  // namespace

std::size_t Work::mappings() const {
  std::size_t out = 0;
  for (const Section& section : sections) out += section.mappings.size();
  return out;
}

Library::Library(const atlas::Atlas& atlas, const comparison::ReviewFile* review, std::string title)
    : atlas_(atlas), review_(review), title_(std::move(title)) {
  for (const atlas::Atlas::Standard& standard : atlas.standards) {
    for (const packs::Clause& clause : standard.pack->clauses) {
      Page page{&standard, &clause, fresh(file_name(standard.pack->id), clause.number), {}};
      page.mappings = reports::mappings_of(*standard.pack, standard.mappings, clause);
      places_.emplace(clause.id, page.file);
      for (const packs::Constraint& constraint : clause.constraints) {
        places_.emplace(constraint.id, page.file + "#" + reports::anchor("c:" + constraint.slug));
      }
      pages_.push_back(std::move(page));
    }
  }
  add_works();
  if (review_ != nullptr) {
    for (const comparison::ClauseState& state : review_->pages) states_.emplace(state.id, &state);
    add_todo();
  }
}

std::string Library::fresh(std::string_view folder, std::string_view name) {
  const std::string stem = std::string(folder) + "/" + file_name(name);
  std::string file = stem + ".html";
  // Two ids may be one name, also where the file system takes capitals for small letters.
  for (int i = 2; !taken_.insert(lower(file)).second; ++i) file = stem + "-" + std::to_string(i) + ".html";
  return file;
}

void Library::add_works() {
  std::set<std::string> known;
  const auto add = [&](const std::string& id, const std::string& title) {
    if (!known.insert(id).second) return;
    const packs::Catalogue* const catalogue = atlas_.catalogue(id);
    works_.push_back({id,
                      reports::standard_name(id),
                      title.empty() && catalogue != nullptr ? catalogue->title : title,
                      catalogue,
                      fresh("works", id),
                      {}});
  };
  for (const atlas::Atlas::Standard& standard : atlas_.standards) {
    for (const packs::Work& work : standard.pack->works) add(work.id, work.title);
  }
  for (const packs::Catalogue& catalogue : atlas_.catalogues) add(catalogue.id, catalogue.title);

  for (Work& work : works_) {
    std::map<std::string, std::size_t, std::less<>> numbers;
    std::set<std::string> anchors;
    const auto section = [&](const std::string& number, const packs::CatalogueEntry* entry) -> Section& {
      const auto [at, is_new] = numbers.emplace(number, work.sections.size());
      if (is_new) {
        Section made{number, entry, 0, {}, {}};
        if (entry != nullptr && !entry->parent.empty()) {
          const auto parent = numbers.find(entry->parent);
          if (parent != numbers.end()) made.depth = work.sections[parent->second].depth + 1;
        }
        const std::string stem = "s-" + reports::anchor(number);
        made.anchor = stem;
        for (int i = 2; !anchors.insert(made.anchor).second; ++i) made.anchor = stem + "-" + std::to_string(i);
        places_.emplace(work.id + ":" + number, work.file + "#" + made.anchor);
        work.sections.push_back(std::move(made));
      }
      return work.sections[at->second];
    };
    if (work.catalogue != nullptr) {
      for (const packs::CatalogueEntry& entry : work.catalogue->entries) section(entry.number, &entry);
    }
    for (const atlas::Atlas::Standard& standard : atlas_.standards) {
      for (const packs::Mapping& mapping : standard.mappings) {
        if (mapping.work == work.id) section(mapping.section, nullptr).mappings.emplace_back(&standard, &mapping);
      }
    }
  }
  // A work that nothing is said about would be an empty page.
  std::erase_if(works_, [](const Work& work) { return work.sections.empty(); });
}

void Library::add_todo() {
  for (const Page& page : pages_) {
    for (const packs::Constraint& constraint : page.clause->constraints) {
      const comparison::ConstraintState* const found = state(constraint);
      if (found != nullptr && found->gap) todo_.push_back({&*found->gap, found, &constraint, &page});
    }
  }
  std::stable_sort(todo_.begin(), todo_.end(), [](const Todo& a, const Todo& b) {
    if (a.gap->severity != b.gap->severity) return a.gap->severity > b.gap->severity;
    return rank(a.state->verdict) < rank(b.state->verdict);
  });
}

const Work* Library::work(std::string_view id) const {
  const auto found = std::find_if(works_.begin(), works_.end(), [&](const Work& one) { return one.id == id; });
  return found == works_.end() ? nullptr : &*found;
}

std::string Library::place(std::string_view id) const {
  const auto found = places_.find(id);
  if (found != places_.end()) return found->second;
  const Work* const near = work(id.substr(0, id.find(':')));
  return near == nullptr ? std::string() : near->file;
}

std::string Library::constraint_place(const packs::Pack& pack, std::string_view id) const {
  const packs::Constraint* const constraint = pack.constraint(id);
  const auto found = places_.find(constraint != nullptr ? std::string_view(constraint->id) : id);
  return found == places_.end() ? std::string() : found->second;
}

std::string_view Library::section_title(std::string_view id, std::string_view number) const {
  const packs::Catalogue* const catalogue = atlas_.catalogue(id);
  const packs::CatalogueEntry* const entry = catalogue == nullptr ? nullptr : catalogue->entry(number);
  return entry == nullptr ? std::string_view() : std::string_view(entry->title);
}

const comparison::ClauseState* Library::state(const packs::Clause& clause) const {
  const auto found = states_.find(clause.id);
  return found == states_.end() ? nullptr : found->second;
}

const comparison::ConstraintState* Library::state(const packs::Constraint& constraint) const {
  if (review_ == nullptr) return nullptr;
  const auto found = review_->constraints.find(constraint.id);
  return found == review_->constraints.end() ? nullptr : &found->second;
}

reports::Tally Library::shalls(const packs::Clause& clause) const {
  reports::Tally out{};
  for (const packs::Constraint& constraint : clause.constraints) {
    const comparison::ConstraintState* const found = constraint.level == packs::Level::shall ? state(constraint) : nullptr;
    if (found != nullptr) ++out[static_cast<std::size_t>(found->verdict)];
  }
  return out;
}

std::pair<int, int> met_of(const reports::Tally& tally) {
  int all = 0;
  for (const int number : tally) all += number;
  return {tally[static_cast<std::size_t>(Verdict::met)], all - tally[static_cast<std::size_t>(Verdict::not_applicable)]};
}

void add(reports::Tally& to, const reports::Tally& what) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += what[i];
}

}  // namespace crosswalk::site
