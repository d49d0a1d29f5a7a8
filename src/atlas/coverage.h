// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "base/result.h"
#include "review/review.h"

namespace crosswalk::atlas {

/// How much of a requirement is there already by the works that are followed.
enum class Carried : std::uint8_t { covered, eased, fresh };

/// A requirement of the wanted work: a shall of a pack's clause, or a whole part of a catalogue.
struct RequirementCoverage {
  /// Constraint id, or "work:section".
  std::string id;
  std::string text;
  Carried carried = Carried::fresh;
  /// What the review says of it; only constraints that the review has.
  std::optional<review::Verdict> verdict;
};

/// A mapping that helps, read in the direction that was asked for.
struct Help {
  /// Of the followed work: its id and section.
  std::string work;
  std::string section;
  std::string section_title;
  /// How the section stands to what is wanted: equal, superset (it asks for all of it and more), subset, intersects.
  packs::Relation relation = packs::Relation::intersects;
  const packs::Mapping* mapping = nullptr;
};

/// A clause of the wanted work.
struct ClauseCoverage {
  std::string number;
  std::string title;
  std::vector<Help> helps;
  /// What no followed work brings, by the clause's page; empty for parts of catalogues.
  std::vector<std::string> is_new;
  std::vector<RequirementCoverage> requirements;

  /// How many requirements are so.
  [[nodiscard]] int count(Carried carried) const;
  /// How many are met by the review.
  [[nodiscard]] int proven() const;
  /// The share of new work in percent, rounded: what is new counts whole, what is eased half.
  [[nodiscard]] int share_of_new() const;
};

/// What following some works saves for another.
struct Coverage {
  std::string wanted;
  std::string wanted_name;
  std::vector<std::string> have;
  /// Whether verdicts of a review are in it.
  bool with_review = false;
  /// Clauses with at least one requirement, in the order of the work.
  std::vector<ClauseCoverage> clauses;

  /// The same over all clauses.
  [[nodiscard]] int count(Carried carried) const;
  [[nodiscard]] int proven() const;
  [[nodiscard]] int share_of_new() const;
};

/// Verdicts of a review by constraint id.
using Verdicts = std::map<std::string, review::Verdict>;

/// What somebody who follows `have` has of `want`; `verdicts` of a review, or null. A requirement counts as covered where a
/// mapping says so of it, or where the section asks for all that the clause asks for (subset, equal), as eased where a mapping
/// says that. Of a catalogue's parts nothing finer is known than the relation: a part is covered by a clause that asks for all of
/// it, and chapters that nothing is mapped to are left out. Only shalls count. `atlas` has to outlive the result. Errors: usage,
/// where an id is unknown, or nothing is mapped between the two.
base::Result<Coverage> cover(const Atlas& atlas, const std::vector<std::string>& have, const std::string& want,
                             const Verdicts* verdicts);

}  // namespace crosswalk::atlas

namespace crosswalk::base {

template <>
struct Words<atlas::Carried> {
  static constexpr std::array<std::string_view, 3> names{"covered", "eased", "new"};
};

}  // namespace crosswalk::base
