// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/words.h"

namespace crosswalk::eval {

/// As what a passage is rewritten, so that it is no evidence any more.
enum class Mutation : std::uint8_t {
  /// It is not done; where only the information is asked for: it is not given.
  denied,
  /// It does not exist yet, and will.
  planned,
  /// Unfilled boilerplate.
  placeholder,
  /// Said of somebody else's product.
  third_party,
  /// Asked of whoever reports a vulnerability.
  reporter
};

/// Which wordings are used: those that rules may be mended by, or those that are held back, so that it shows what mending was
/// worth.
enum class Wordings : std::uint8_t { everyday, held_back };

/// Where a passage stands, what it is asked for, and in which wordings it is rewritten.
struct Place {
  /// The only text of a cell of a table, not its first column.
  bool cell = false;
  bool code = false;
  /// What is asked for is information and not an act: denied is then that it is not given.
  bool information = false;
  Wordings wordings = Wordings::everyday;
};

/// The passage (plain text on one line) as something else. Which wording of several is taken depends on `seed` alone.
std::string rewritten(std::string_view passage, Mutation as, Place place, std::uint64_t seed);

}  // namespace crosswalk::eval

namespace crosswalk::base {

template <>
struct Words<eval::Mutation> {
  static constexpr std::array<std::string_view, 5> names{"denied", "planned", "placeholder", "third_party", "reporter"};
};

}  // namespace crosswalk::base
