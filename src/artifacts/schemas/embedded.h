// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace crosswalk::artifacts::schemas {

/// A schema as cmake/schemas.cmake made it part of the program.
struct Embedded {
  const char* name;
  const char* uri;
  /// Its bytes; null where the build did not have them.
  const char* begin;
  const char* end;
};

/// All lines of schemas.def, in their order.
std::span<const Embedded> embedded();

}  // namespace crosswalk::artifacts::schemas
