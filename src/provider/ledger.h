// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "provider/facts.h"

namespace crosswalk::provider {

/// What this program put into a web root: what is not in it belongs to somebody else and is never touched.
struct Ledger {
  /// Path from the web root to the SHA-256 of its bytes; empty while it is being written.
  std::map<std::string, std::string> files;
  /// What all files were made of, without times: where it is the same, nothing has changed.
  std::string state;
  /// When that last changed, and when security.txt ends.
  Instant updated = 0;
  Instant expires = 0;
  /// The key that made the signatures.
  std::string key;

  /// Whether a file is ours with these very bytes.
  [[nodiscard]] bool has(const std::string& path, std::string_view bytes) const;

  static constexpr std::string_view name = ".crosswalk-provider";
};

/// The ledger as text. The same ledger gives the same bytes.
std::string write_ledger(const Ledger& ledger);
/// The reverse; nothing for a text that is none, or that names a path out of the web root.
std::optional<Ledger> read_ledger(std::string_view text);

}  // namespace crosswalk::provider
