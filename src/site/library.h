// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "atlas/atlas.h"
#include "comparison/review_file.h"
#include "packs/catalogue.h"
#include "packs/pack.h"
#include "reports/view.h"
#include "review/review.h"

namespace crosswalk::site {

/// A part of a neighbouring work with what is mapped to it.
struct Section {
  std::string number;
  /// Null where the work has no catalogue.
  const packs::CatalogueEntry* entry = nullptr;
  /// 0 for the parts of the work itself, 1 for their parts, and so on.
  int depth = 0;
  /// Name of its anchor on the page of the work.
  std::string anchor;
  std::vector<std::pair<const atlas::Atlas::Standard*, const packs::Mapping*>> mappings;
};

/// A neighbouring work as one page.
struct Work {
  std::string id;
  /// "ISO 13485"
  std::string name;
  /// With its edition.
  std::string title;
  /// Null where there is none.
  const packs::Catalogue* catalogue = nullptr;
  std::string file;
  std::vector<Section> sections;

  /// How many mappings lead here.
  [[nodiscard]] std::size_t mappings() const;
};

/// A clause with what stands on its page.
struct Page {
  const atlas::Atlas::Standard* standard = nullptr;
  const packs::Clause* clause = nullptr;
  std::string file;
  std::vector<const packs::Mapping*> mappings;
};

/// A gap of a review where it belongs.
struct Todo {
  const comparison::GapState* gap = nullptr;
  const comparison::ConstraintState* state = nullptr;
  const packs::Constraint* constraint = nullptr;
  const Page* page = nullptr;
};

/// Everything that a site tells, and where it stands: pages, their files and anchors, and what a review says.
class Library {
 public:
  /// `atlas` and `review` (may be null) have to outlive it.
  Library(const atlas::Atlas& atlas, const comparison::ReviewFile* review, std::string title);

  /// Name of the library.
  [[nodiscard]] const std::string& title() const { return title_; }
  /// The packs.
  [[nodiscard]] const std::vector<atlas::Atlas::Standard>& standards() const { return atlas_.standards; }
  /// Clauses in the order of packs and numbers.
  [[nodiscard]] const std::vector<Page>& pages() const { return pages_; }
  /// Works in the order in which the packs name them.
  [[nodiscard]] const std::vector<Work>& works() const { return works_; }
  /// Null where there is none.
  [[nodiscard]] const Work* work(std::string_view id) const;

  /// The place of "iso-13485:7.2.3" or "iec-81001-5-1:9.5" from the site's folder; of the work alone where it has no such
  /// section; empty where it stands nowhere.
  [[nodiscard]] std::string place(std::string_view id) const;
  /// The place of a constraint, by its full id or "clause/slug" of the pack.
  [[nodiscard]] std::string constraint_place(const packs::Pack& pack, std::string_view id) const;
  /// What the section of a work is called; empty where that is not known.
  [[nodiscard]] std::string_view section_title(std::string_view work, std::string_view number) const;

  /// The review; null where there is none.
  [[nodiscard]] const comparison::ReviewFile* review() const { return review_; }
  /// What it says of a clause; null where it says nothing.
  [[nodiscard]] const comparison::ClauseState* state(const packs::Clause& clause) const;
  /// What it says of a constraint; null where it says nothing.
  [[nodiscard]] const comparison::ConstraintState* state(const packs::Constraint& constraint) const;
  /// Verdicts of the clause's own shalls.
  [[nodiscard]] reports::Tally shalls(const packs::Clause& clause) const;
  /// All gaps: the worst severity first, then what contradicts before what is missing, announced or incomplete, then by clause.
  [[nodiscard]] const std::vector<Todo>& todo() const { return todo_; }

 private:
  std::string fresh(std::string_view folder, std::string_view name);
  void add_works();
  void add_todo();

  const atlas::Atlas& atlas_;
  const comparison::ReviewFile* review_;
  std::string title_;
  /// Lower-case names of files that are taken.
  std::set<std::string> taken_;
  std::vector<Page> pages_;
  std::vector<Work> works_;
  /// By full id.
  std::map<std::string, std::string, std::less<>> places_;
  std::map<std::string, const comparison::ClauseState*, std::less<>> states_;
  std::vector<Todo> todo_;
};

/// How many of them are met, and how many there are without those that do not apply.
std::pair<int, int> met_of(const reports::Tally& tally);
/// Adds one count to another.
void add(reports::Tally& to, const reports::Tally& what);

}  // namespace crosswalk::site
