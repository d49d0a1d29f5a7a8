// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/words.h"
#include "packs/diagnostics.h"
#include "packs/loader.h"
#include "packs/pack.h"

namespace crosswalk::packs {

/// A numbered part of a standard, law or guidance, and in one sentence what it asks for.
struct CatalogueEntry {
  std::string number;
  /// In own words where the work is not public.
  std::string title;
  std::string text;
  /// Number of the part that it is a part of, or empty.
  std::string parent{};
  /// Empty: those of the catalogue.
  std::vector<std::string> source{};
  Confidence confidence = Confidence::medium;
  Place place{};
};

/// A neighbouring work by its parts, without constraints: what clauses are mapped to.
struct Catalogue {
  /// "iso-13485", as in Work::id.
  std::string id;
  std::string title;
  std::string edition;
  std::string publisher;
  /// Where numbers and meanings were taken from.
  std::vector<std::string> source;
  /// In the order of the work.
  std::vector<CatalogueEntry> entries;

  /// The entry of a number; null where there is none.
  [[nodiscard]] const CatalogueEntry* entry(std::string_view number) const;
};

/// Reads a catalogue. Mistakes go to `diagnostics`; errors: malformed_pack.
base::Result<Catalogue> load_catalogue(std::string_view text, const std::string& file, Diagnostics& diagnostics);

/// How the clause stands to the section, after NIST IR 8477 (set theory relationships): subset: all that the clause asks for is
/// asked for by the section, too.
enum class Relation : std::uint8_t { equal, subset, superset, intersects };

/// The same relation, seen from the other side.
Relation reversed(Relation relation);

/// A pair of a clause and a section of another work, with what the one means for the other.
struct Mapping {
  /// Number of the clause.
  std::string clause;
  /// Id of the other work, and its section.
  std::string work;
  std::string section;
  Relation relation = Relation::intersects;
  /// What somebody who follows the section has already, and what not; each may be empty.
  std::string carries_over;
  std::string is_new;
  /// Why the two are a pair.
  std::string rationale;
  /// Slugs of the clause that are done with the section, and that the section makes easier. Both empty with equal and subset: it
  /// covers all.
  std::vector<std::string> covers;
  std::vector<std::string> eases;
  /// What published sources say against it, and what the pack holds right; mostly empty.
  std::string disputed;
  std::vector<std::string> source;
  Confidence confidence = Confidence::medium;
  Place place{};
};

/// The mappings of a pack, of its files mappings/WORK.yaml, in the order of its clauses, then of works and files. Clauses, slugs
/// and works that the pack does not have are mistakes. Errors: malformed_pack.
base::Result<std::vector<Mapping>> load_mappings(const Pack& pack, const Files& files, Diagnostics& diagnostics);

}  // namespace crosswalk::packs

namespace crosswalk::base {

template <>
struct Words<packs::Relation> {
  static constexpr std::array<std::string_view, 4> names{"equal", "subset", "superset", "intersects"};
};

}  // namespace crosswalk::base
