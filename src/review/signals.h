// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "packs/pack.h"
#include "review/review.h"

namespace crosswalk::review {

/// The signals of all packs, evaluated on a folder.
class Signals {
 public:
  /// Evaluates every signal once. file_exists looks at the file name alone, case ignored, and also at files that could not be
  /// read; artifact at DocumentEntry::artifact_kinds; content_match counts the documents that say something on its constraints.
  /// `documents` are named by index. Errors: malformed_pack (a pattern that does not compile).
  static base::Result<Signals> evaluate(const std::vector<std::shared_ptr<const packs::Pack>>& packs,
                                        const std::vector<DocumentEntry>& documents);

  /// The results that bear on a constraint (full id), in the order of the packs.
  [[nodiscard]] std::vector<SignalResult> results_for(const std::string& constraint) const;
  /// How many file_exists and artifact signals of the constraint each document answers, by index in `documents`.
  [[nodiscard]] std::map<std::size_t, int> hits_for(const std::string& constraint) const;

 private:
  struct One {
    SignalResult result;
    std::vector<std::size_t> hits;
  };
  std::vector<One> all_;
  std::map<std::string, std::vector<std::size_t>> by_constraint_;
};

}  // namespace crosswalk::review
