// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/purl/purl.h"

namespace crosswalk::artifacts::purl {

/// What is to be said of one part of a package URL.
struct Remark {
  /// "scheme", "type", "namespace", "name", "version", "qualifiers" or "subpath"; "purl" for the whole.
  std::string part;
  /// What is wrong, for people.
  std::string what;
  bool operator==(const Remark&) const = default;
};

/// What comes of checking a package URL.
struct Check {
  /// Its parts; nothing where it is none.
  std::optional<Purl> purl;
  /// What makes it none; empty where it is one.
  std::vector<Remark> errors;
  /// How it differs from its canonical form, and what its type advises against.
  std::vector<Remark> warnings;

  /// Whether it is a package URL in canonical form.
  [[nodiscard]] bool is_canonical() const { return errors.empty() && warnings.empty(); }
};

/// Checks a package URL that is the whole text: by the rules of the syntax and by those of its type.
///
/// Source: ECMA-427 (Package-URL), "PURL specification" and the definitions of types.
Check check(std::string_view text);

}  // namespace crosswalk::artifacts::purl
