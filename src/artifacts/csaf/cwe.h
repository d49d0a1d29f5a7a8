// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace crosswalk::artifacts::csaf {

/// A weakness with one of its names.
struct Weakness {
  std::uint32_t number = 0;
  std::string_view name;
};

/// The weakness with this number, once per name: the one that it has now first, then those of earlier versions. Empty where there
/// is no such weakness; categories and views are none. Source: MITRE, Common Weakness Enumeration, 1.0 to 4.20.
std::span<const Weakness> weakness(std::uint32_t number);

}  // namespace crosswalk::artifacts::csaf
