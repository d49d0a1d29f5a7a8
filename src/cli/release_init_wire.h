// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "gathering/gathered.h"
#include "gathering/reviewed.h"

namespace crosswalk::cli {

/// What a file gives for a release.
struct TakenSource {
  /// As origins name it.
  std::string name;
  /// What kind of file it is, for people: "bill of materials".
  std::string kind;
  gathering::Gathering gathering;
  std::vector<gathering::Hint> hints;
};

/// As JSON, and from it: what decodes files runs in a process of its own. Errors: malformed_data.
std::string write_source(const TakenSource& source);
base::Result<TakenSource> read_source(const std::string& text);

}  // namespace crosswalk::cli
