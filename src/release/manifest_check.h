// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/manifest.h"

namespace crosswalk::release {

/// What a finding is about.
enum class SetMatter : std::uint8_t {
  changed,    ///< a file that is not as it was built
  missing,    ///< a file that is not there
  added,      ///< something that nothing vouches for
  list,       ///< a list of sums
  manifest,   ///< the manifest itself
  signature,  ///< a signature that is missing where it has to be, is bad, or is by another key
  draft,      ///< a document that is not approved, or has blanks
  archive,    ///< an archive of which nothing can be said
};

/// What was found of a file of a set.
struct SetFinding {
  std::string file;
  /// Behind its name: "is missing".
  std::string what;
  SetMatter matter = SetMatter::added;

  bool operator==(const SetFinding&) const = default;
};

/// A set as it was found.
struct FoundSet {
  /// All files but those that vouch for the set, as describe() gives them.
  std::vector<ManifestFile> files;
  /// The texts of those that vouch for it, by their names as manifest.h has them.
  std::map<std::string, std::string, std::less<>> vouchers;

  /// The text of one that vouches, or nullptr.
  [[nodiscard]] const std::string* voucher(std::string_view name) const;
};

/// What came of comparing a set with its manifest.
struct SetComparison {
  /// What was changed, is missing, or contradicts the manifest.
  std::vector<SetFinding> faults;
  /// What is there beside the set, for which nothing vouches.
  std::vector<SetFinding> extra;
};

/// Compares a set with its manifest, which `found` holds too: every file there and unchanged by both digests, and both lists of
/// sums such as the manifest would give. Each finding names the file that it is about.
SetComparison compare_set(const Manifest& manifest, const FoundSet& found);

}  // namespace crosswalk::release
