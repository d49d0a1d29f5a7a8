// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/openpgp.h"
#include "release/received.h"

namespace crosswalk::cli {

/// By whose key a set is checked, and how it is decoded.
struct VerifyOptions {
  /// A file of public keys that the user trusts; empty: there is none.
  std::string key;
  /// Of the key that has to have signed, as fingerprint_of() gives it; empty: any.
  std::string fingerprint;
  /// Decode what others wrote in this process, not in a locked copy of it.
  bool unsandboxed = false;
};

/// A signature of a file of the set.
struct SignedFile {
  std::string file;
  Signature signature;
};

/// Whose key the signatures were checked by.
enum class KeyFrom : std::uint8_t {
  none,    ///< there was none
  user,    ///< the one that the user named
  set,     ///< that of the set, which proves nothing by itself
  pinned,  ///< that of the set, which has the fingerprint that the user named
};

/// What is known of a set before its manifest is read.
struct SetEvidence {
  release::ReceivedSet set;
  std::vector<SignedFile> signatures;
  KeyFrom key = KeyFrom::none;
};

/// How it came out.
enum class SetVerdict : std::uint8_t { good, broken, nobody_vouches };

/// What is to be said of a set.
struct SetOutcome {
  /// Nothing where it cannot be read.
  std::optional<release::Manifest> manifest;
  /// Why it is not the set that was built.
  std::vector<release::SetFinding> faults;
  /// What somebody should know of it.
  std::vector<release::SetFinding> remarks;
  SetVerdict verdict = SetVerdict::broken;
};

/// The fingerprint of an OpenPGP key without spaces, in upper case; empty stays empty. Errors: usage.
base::Result<std::string> fingerprint_of(const std::string& text);

/// Reads a set in a folder or an archive, and has gpgv check its signatures. Errors: those of read_received_set(), run_gpgv() and
/// do_locked(); not_readable and malformed_data for the user's key.
base::Result<SetEvidence> gather_set(const std::string& path, const VerifyOptions& options);

/// Judges what was gathered: every file there and unchanged, lists and manifest alike, signatures good. It reads a manifest that
/// nobody vouches for: to be called in a locked copy, or after it was called in one.
SetOutcome judge_set(const SetEvidence& evidence, const VerifyOptions& options);

}  // namespace crosswalk::cli
