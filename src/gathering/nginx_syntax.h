// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gathering/maker.h"

namespace crosswalk::gathering {

/// A directive of nginx with its arguments, and what stands in its block.
struct Directive {
  std::string name;
  std::vector<std::string> arguments;
  Place place;
  std::vector<Directive> block;
  /// The first of each name in the block.
  std::map<std::string, std::size_t, std::less<>> first;

  /// The first directive of this name in the block; nullptr where there is none.
  [[nodiscard]] const Directive* find(std::string_view wanted) const;
  /// Puts one behind those in the block.
  void add(Directive directive);
  /// The argument, or empty.
  [[nodiscard]] std::string argument(std::size_t i) const { return i < arguments.size() ? arguments[i] : std::string(); }
  /// The arguments with a space between them.
  [[nodiscard]] std::string text() const;
  /// Whether one of the arguments is this.
  [[nodiscard]] bool has(std::string_view argument) const;
};

/// Reads the directives of a configuration, as the block of one without a name: at most 1 MiB and 50 blocks in each other. What
/// cannot be read is refused by `maker`; what stands before it is given. Blocks of Lua are left out and told. Source:
/// nginx.org/en/docs/beginners_guide.html, "Configuration File's Structure".
Directive read_directives(std::string_view bytes, Maker& maker);

}  // namespace crosswalk::gathering
