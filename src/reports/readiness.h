// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.h"
#include "reports/view.h"
#include "review/review.h"

namespace crosswalk::reports {

/// What a part of a standard, such as 5.7 or Annex E, comes to.
struct GroupReadiness {
  /// "5.7", "Annex E", without the pack where the review has only one.
  std::string number;
  std::string title;
  /// Places in Review::clauses.
  std::vector<std::size_t> clauses;
  /// Own requirements (shalls) of the clauses that apply, by verdict, and how many there are and are met.
  Tally verdicts{};
  int requirements = 0;
  int met = 0;
  /// Requirements that a person has to decide, or that could not be evaluated.
  int undecided = 0;
  /// Gaps of the clauses, each counted in its home.
  int major = 0;
  int minor = 0;

  /// The share of requirements that are met, in percent, rounded down: 100 says that all are.
  [[nodiscard]] int percent() const { return requirements == 0 ? 100 : met * 100 / requirements; }
};

/// What there is to do, in the order in which it pays: what takes back other gaps, or is quickest, first.
enum class StepKind : std::uint8_t {
  /// Answer conditions of the workspace on which gaps depend.
  answer,
  /// Correct statements that deny a requirement.
  correct,
  /// Decide between documents that contradict each other, and questions without rules.
  decide,
  /// Write what no document says, or only announces.
  write,
  /// File records of what is described only, or is missing in some of them.
  record,
  /// Complete what is vague, unfilled or said of something else.
  complete,
  /// Provide documents that could not be read.
  provide
};

/// One step with everything that it settles.
struct Step {
  StepKind kind = StepKind::write;
  /// Ids of constraints, in the order of the review's gaps; observations are left out.
  std::vector<std::string> constraints;
  /// answer: names of the conditions.
  std::vector<std::string> conditions{};
};

/// The part of its standard by which each clause is told: "5.7", "Annex E". A chapter with more than a dozen of these clauses
/// stands for itself by its sections: 5.1, 5.2 ...
std::vector<std::string> parts_of(const std::vector<const packs::Clause*>& clauses);

/// The groups of clauses of the review, in its order by packs and parts_of().
std::vector<GroupReadiness> readiness(const review::Review& review);

/// Whether a review has so many clauses that they are shown by groups, too.
bool has_groups(const review::Review& review);

/// What to do about the gaps and the undecided, the first first; empty where nothing is open.
std::vector<Step> first_steps(const review::Review& review);

/// "Write what no document says: 34 requirements, most of them in 5.7 (12), 6.1 (8) and 7.2 (7)."
std::string step_text(const review::Review& review, const Step& step);

}  // namespace crosswalk::reports

namespace crosswalk::base {

template <>
struct Words<reports::StepKind> {
  static constexpr std::array<std::string_view, 7> names{"answer", "correct", "decide", "write", "record", "complete", "provide"};
};

}  // namespace crosswalk::base
