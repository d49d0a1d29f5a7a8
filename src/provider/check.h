// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/words.h"
#include "provider/survey.h"

namespace crosswalk::provider {

/// How the check of a requirement came out.
enum class Verdict : std::uint8_t { passed, failed, skipped };

/// What came of one requirement. Source: CSAF 2.0, 7.1.
struct Requirement {
  /// 1 to 20.
  int number = 0;
  std::string_view title;
  Verdict verdict = Verdict::passed;
  /// What was found, or why it was skipped: a sentence.
  std::string found;
  /// What is wrong; none unless it failed.
  std::vector<std::string> faults;
  /// What will be wrong soon, or is no breach.
  std::vector<std::string> warnings;
};

/// What OpenPGP says of a signature.
struct Verified {
  enum class State : std::uint8_t { good, bad, unknown_key, not_checked } state = State::not_checked;
  std::string what;
  /// Of the primary key.
  std::string fingerprint;
};

/// What has to be verified: a signature over what it signs. For a clear-signed file both are the same address.
using SignedPair = std::pair<std::string, std::string>;

/// The signatures that there are, each with the address of what it signs.
std::vector<SignedPair> signatures_of(const Gathered& gathered, const Scope& scope);

/// Public keys of all addresses that the metadata name, as packets one after the other.
std::string keys_of(const Gathered& gathered, const Scope& scope);

/// The fingerprints of the primary keys in packets, in upper case, as far as their version is known (4 and 6).
/// Source: RFC 4880, 12.2; RFC 9580, 5.5.4.
std::vector<std::string> fingerprints_of(std::string_view packets);

/// Judges a trusted provider by what was gathered, all requirements in their order. Errors: internal, where the program was built
/// without the schemas. Source: CSAF 2.0, 7.1.1 to 7.1.20, 7.2.3.
base::Result<std::vector<Requirement>> check(const Gathered& gathered, const Scope& scope,
                                             const std::map<SignedPair, Verified>& verified);

}  // namespace crosswalk::provider

template <>
struct crosswalk::base::Words<crosswalk::provider::Verdict> {
  static constexpr std::array<std::string_view, 3> names{"passed", "failed", "skipped"};
};
