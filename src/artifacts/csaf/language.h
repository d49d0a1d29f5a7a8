// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::artifacts::csaf {

/// What a language tag is.
struct Language {
  /// Why it is none, for people: "'ez' is no language"; empty where it is one.
  std::string problem;
  /// Whether a part of it is reserved for private use: "qtx", "en-XP", "x-ours".
  bool private_use = false;
  /// Whether it is "i-default".
  bool is_default = false;
};

/// Reads a language tag: whether it is well-formed and each of its parts is registered, in any case. Source: RFC 5646 (BCP
/// 47), 2.1 and 2.2.9; IANA, Language Subtag Registry.
Language read_language(std::string_view tag);

}  // namespace crosswalk::artifacts::csaf
