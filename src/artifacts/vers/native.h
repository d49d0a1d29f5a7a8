// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vers/vers.h"
#include "base/result.h"

namespace crosswalk::artifacts::vers {

/// A range as the tools of an ecosystem write it, taken apart: versions that keep to all constraints of one alternative are in.
struct NativeRange {
  std::string type;
  Scheme scheme = Scheme::generic;
  std::vector<std::vector<Constraint>> alternatives;

  /// All constraints sorted by version, none left out, as the test files of VERS have them. It is the range only where no two
  /// alternatives overlap and no constraint of one makes another needless.
  [[nodiscard]] Vers listed() const;
  /// The same versions in canonical form.
  [[nodiscard]] Vers range() const;
};

/// Reads a range in the notation of `type`: "^1.2 || >=2.1 <3" (npm, cargo, composer, conan, pub), "~> 2.2, != 2.2.1" (gem, hex),
/// "~=1.4,!=1.4.3" (pypi), "[1.0,2.0)" (maven, nuget), ">> 1.2" (deb, rpm), "0.8.40+" (nginx), "1.0.1, 1.0.2k" (openssl). Where
/// it is none, a range in prose is read: "prior to 2.1" (artifacts/version/range.h).
///
/// Errors: malformed_data with what cannot be understood; limit_exceeded beyond 64 KiB. Source: the documents that VERS names for
/// its types.
base::Result<NativeRange> from_native(std::string_view type, std::string_view text);

}  // namespace crosswalk::artifacts::vers
