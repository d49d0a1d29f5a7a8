// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "platform/spill.h"
#include "review/review.h"

namespace crosswalk::pipeline {

/// An EvidenceShelf in memory, and beyond a size in a temporary file. Threads may use it at the same time.
class Shelf : public review::EvidenceShelf {
 public:
  Shelf();

  /// Puts the evidence of an entry aside. Where that is not possible (full disk) it stays in the entry.
  void park(review::DocumentEntry& entry);
  /// Puts bytes of evidence_to_bytes() aside; an empty place where that is not possible.
  review::Parked park(std::string_view evidence);

  [[nodiscard]] std::string at(const review::Parked& place) const override;
  [[nodiscard]] std::optional<base::Error> failure() const override;
  /// Whether all of it is in memory.
  [[nodiscard]] bool in_memory() const;

 private:
  mutable std::mutex mutex_;
  platform::Spill spill_;
  mutable std::optional<base::Error> failure_;
};

}  // namespace crosswalk::pipeline
