// SPDX-License-Identifier: Apache-2.0
#include "pipeline/shelf.h"

#include <limits>
#include <utility>
#include <vector>

#include "review/archive.h"

namespace crosswalk::pipeline {
namespace {

// Of a folder with more than this nothing stays in memory.
constexpr std::size_t kInMemory = 64U << 20;

}  // namespace

Shelf::Shelf() : spill_(kInMemory) {}

review::Parked Shelf::park(std::string_view evidence) {
  if (evidence.size() > std::numeric_limits<std::uint32_t>::max()) return {};
  const std::lock_guard lock(mutex_);
  const auto offset = spill_.append(evidence);
  if (!offset) return {};
  return {*offset, static_cast<std::uint32_t>(evidence.size())};
}

void Shelf::park(review::DocumentEntry& entry) {
  for (review::DocumentVerdict& verdict : entry.constraints) {
    review::put_aside(verdict, [this](std::string_view evidence) { return park(evidence); });
  }
  entry.constraints.shrink_to_fit();
}

std::string Shelf::at(const review::Parked& place) const {
  const std::lock_guard lock(mutex_);
  auto bytes = spill_.read(place.offset, place.size);
  if (bytes) return std::move(*bytes);
  if (!failure_) failure_ = bytes.error();
  return {};
}

bool Shelf::in_memory() const {
  const std::lock_guard lock(mutex_);
  return spill_.in_memory();
}

std::optional<base::Error> Shelf::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace crosswalk::pipeline
