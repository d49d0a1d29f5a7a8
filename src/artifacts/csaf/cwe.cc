// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/cwe.h"

#include <algorithm>
#include <iterator>

namespace crosswalk::artifacts::csaf {
namespace {

constexpr Weakness kWeaknesses[] = {
#define CW_CWE(number, name) {number, name},
#include "artifacts/csaf/cwe.def"
#undef CW_CWE
};

}  // namespace

std::span<const Weakness> weakness(std::uint32_t number) {
  const auto* const first = std::lower_bound(std::begin(kWeaknesses), std::end(kWeaknesses), number,
                                             [](const Weakness& one, std::uint32_t wanted) { return one.number < wanted; });
  const auto* last = first;
  while (last != std::end(kWeaknesses) && last->number == number) ++last;
  return {first, last};
}

}  // namespace crosswalk::artifacts::csaf
