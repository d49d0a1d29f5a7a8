// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::gathering {

/// A text of a Compose file with its variables replaced by what the file itself says of them.
struct Interpolated {
  /// A variable without a default is left out.
  std::string text;
  /// Variables that nothing in the file gives a value.
  std::vector<std::string> unknown;
  /// Variables of which the default was taken.
  std::vector<std::string> defaults;
  /// Whether an expression could not be read: it is left out.
  bool malformed = false;
};

/// Replaces $NAME, ${NAME}, ${NAME:-default}, ${NAME-default}, ${NAME:?message}, ${NAME?message}, ${NAME:+other} and
/// ${NAME+other}; "$$" is a dollar sign. Defaults may hold expressions, at most 16 levels deep. No variable has a value: which
/// ones an environment has is not known. Source: Compose specification, interpolation.
Interpolated interpolate(std::string_view text);

}  // namespace crosswalk::gathering
