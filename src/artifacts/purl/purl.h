// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace crosswalk::artifacts::purl {

/// The parts of a package URL, decoded.
struct Purl {
  /// In small letters.
  std::string type;
  /// Segments with '/' between them; empty where there is none.
  std::string name_space;
  std::string name;
  /// Empty where there is none.
  std::string version;
  /// Sorted by key; the keys in small letters, no value empty.
  std::vector<std::pair<std::string, std::string>> qualifiers;
  /// Segments with '/' between them, no "." or ".."; empty where there is none.
  std::string subpath;

  /// "pkg:type/namespace/name@version?qualifiers#subpath", encoded.
  /// Source: purl-spec, "How to build purl string from its components".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Purl&) const = default;
};

/// Reads a package URL that is the whole text and makes it canonical, as its type wants it.
///
/// Errors: malformed_data, with the part concerned. A type that is not known has no rules of its own. Keys of qualifiers may
/// stand in upper case, and what need not be encoded may be. Source: purl-spec, "How to parse a purl string in its components",
/// and the definitions of types.
base::Result<Purl> parse(std::string_view text);

/// Makes parts canonical and checks them, as parse() does.
///
/// Errors: malformed_data.
base::Result<Purl> build(Purl parts);

/// Whether this type (in small letters) has a definition, and with it rules of its own.
bool is_known_type(std::string_view type);

}  // namespace crosswalk::artifacts::purl
