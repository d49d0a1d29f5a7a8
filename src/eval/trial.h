// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/corpus.h"
#include "review/review.h"

namespace crosswalk::eval {

/// A passage before and after it was rewritten; `after` is empty where it was removed.
struct Change {
  std::string before;
  std::string after;
};

/// One cell judged again after its document was changed in one way.
struct Trial {
  std::string document;
  std::string constraint;
  std::string kind;
  /// False where the met was still carried by passages not yet changed when the bound of rounds was reached: it counts nowhere.
  bool settled = true;
  /// Whether the verdict did what it should: fell, or stayed.
  bool as_wanted = false;
  /// Where it should fall: whether the changed passages are judged as they should be.
  bool right = false;
  /// What the changed passages are worth now; for the whole document where the verdict should stay.
  review::Verdict verdict = review::Verdict::not_found;
  std::string reason;
  std::vector<Change> changes;
  /// The passage that carries a met that should have fallen.
  std::string carried_by;
};

/// One way of changing documents.
struct TrialKind {
  std::string name;
  bool should_fall = true;
  /// Shares that are aimed at; `right` below 0 where only falling or staying counts.
  double aim = 0;
  double aim_right = -1;
};

/// All trials of one experiment, by kind, document and constraint.
struct Experiment {
  std::string name;
  std::vector<TrialKind> kinds;
  std::vector<Trial> trials;
};

/// Runs `one` for every cell on `jobs` threads and collects what it gives, in the order of the cells, by kind in the order of
/// `experiment.kinds`.
void run_trials(Experiment& experiment, const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs,
                const std::function<std::vector<Trial>(const Cell&, Bench&)>& one);

/// A table for people; with `mistakes` the trials that went wrong, and `show` samples of changed passages.
std::string as_text(const Experiment& experiment, bool mistakes, int show);
/// The same for programs, all trials included.
std::string as_json(const std::vector<Experiment>& experiments);

}  // namespace crosswalk::eval
