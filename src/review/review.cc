// SPDX-License-Identifier: Apache-2.0
#include "review/review.h"

#include <algorithm>

namespace crosswalk::review {

int Review::count_gaps(packs::Severity severity) const {
  return static_cast<int>(std::count_if(gaps.begin(), gaps.end(), [&](const Gap& gap) { return gap.severity == severity; }));
}

int Review::count_documents(document::Status status) const {
  return static_cast<int>(
      std::count_if(documents.begin(), documents.end(), [&](const DocumentEntry& entry) { return entry.status == status; }));
}

int Review::count_undecided_shalls() const {
  return static_cast<int>(
      std::count_if(undecided.begin(), undecided.end(), [](const Undecided& one) { return one.level == packs::Level::shall; }));
}

}  // namespace crosswalk::review
