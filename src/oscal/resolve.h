// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "oscal/document.h"

namespace crosswalk::oscal {

/// Gives the bytes of a document by its path, which is relative to the same place as the profile's. It decides what may be read.
using Loader = std::function<base::Result<std::string>(const std::string& path)>;

/// A profile as the catalog that it stands for.
struct Resolution {
  Document catalog;
  /// Imports that failed, directives that apply to nothing, ids that clash; each a sentence.
  std::vector<std::string> problems;
  /// Whether all imports could be followed; else their controls are missing.
  bool complete = true;
};

/// Resolves a profile: imports (also of profiles), selection, merge, modify, and what is left of parameters and back matter.
/// `path` is the profile's, for relative references. Errors: malformed_data where `profile` is no profile or wants two structures
/// at once. Imports that fail are problems. Source: NIST, OSCAL Profile Resolution specification (draft of OSCAL 1.2).
base::Result<Resolution> resolve(const Document& profile, const std::string& path, const Loader& load);

/// `reference` as seen from the document at `base`, with "." and ".." worked out; empty where it is no path (an address with a
/// scheme, or something within the document). Source: RFC 3986, 5.2 Relative Resolution.
std::string resolve_reference(std::string_view base, std::string_view reference);

/// Whether a pattern with "*" (any text) and "?" (one character) matches all of `text`.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace crosswalk::oscal
