// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "eval/labels.h"
#include "review/review.h"

namespace crosswalk::eval {

/// Counts of one constraint, or of all together.
struct Score {
  /// Labels in rows (M, firm P, soft P, D, N, X), verdicts in columns (met, partial, planned, denied, not_found).
  std::array<std::array<int, 5>, 6> confusion{};
  /// Documents called met wrongly (labelled N, D or firm P), and documents labelled M that are not called met.
  std::vector<std::string> false_met;
  std::vector<std::string> missed;
  /// Share of folders of 20 documents that do not meet the constraint in which none is called met; -1 where there are fewer
  /// than 20.
  double gap_recall = -1;

  /// Documents called met that are labelled M, all that count as called met (soft P and X left out), and all labelled M.
  [[nodiscard]] int true_met() const { return confusion[0][0]; }
  [[nodiscard]] int called_met() const { return confusion[0][0] + confusion[1][0] + confusion[3][0] + confusion[4][0]; }
  [[nodiscard]] int labelled_met() const;
  /// met on M against met on N, D and firm P; -1 where nothing is called met.
  [[nodiscard]] double precision() const;
  /// met on M; -1 where nothing is labelled M.
  [[nodiscard]] double recall() const;
  /// Quadratic weighted kappa over N = D = 0, P = 1, M = 2 against not_found, planned, denied = 0, partial = 1, met = 2;
  /// soft P and X left out. Source: Cohen 1968.
  [[nodiscard]] double kappa() const;
};

/// The figures of one corpus.
struct Scores {
  std::map<std::string, Score> by_constraint;
  Score all;
  int documents = 0;
  int left_out_by_language = 0;
};

/// What the program said about one labelled document: constraint id -> verdict; what is missing is not_found.
using Verdicts = std::map<std::string, review::Verdict>;

/// Scores the constraints in `ids`. Gap recall is the exact expectation over all draws of 20, so that no random numbers are
/// needed; over all constraints it is their mean.
Scores score(const std::vector<LabelledDocument>& labels, const std::map<std::string, Verdicts>& verdicts,
             const std::vector<std::string>& ids);

/// The constraints that the labels speak of, sorted.
std::vector<std::string> labelled_constraints(const std::vector<LabelledDocument>& labels);

}  // namespace crosswalk::eval
