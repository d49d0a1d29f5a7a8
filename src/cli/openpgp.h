// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::cli {

/// What OpenPGP says of a signature.
struct Signature {
  enum class State : std::uint8_t { good, bad, unknown_key, not_checked } state = State::not_checked;
  /// For people: who signed, or why it is bad or could not be checked.
  std::string what;
  /// Of the key that made it, in upper case; empty where it is not known.
  std::string fingerprint;
  /// Of the primary key that it belongs to, which is what owners of keys make known.
  std::string primary_fingerprint = {};
};

/// The packets of a file of public keys, armored (any number of blocks) or not. Bytes that nobody vouches for: to be called in a
/// locked copy (do_locked()).
///
/// Errors: malformed_data: an armor that cannot be read, or no public key at its beginning.
base::Result<std::string> read_public_keys(std::string_view bytes);

/// The state in words: "unknown key".
std::string_view name_of(Signature::State state);

/// Has gpgv, the verifier of GnuPG, check the signature in a file against keys as read_public_keys() gives them: of a
/// clear-signed file, or a detached one of `signed_file` (empty: there is none). It runs as a process of its own that can write
/// nothing, connect to nothing and start nothing, and knows no other keys. What comes back are its status lines, for
/// read_verdict(); whether the file is signed at all need not be known.
///
/// Errors: program_missing; sandbox_unavailable; those of running a program.
/// Source: gpgv(1).
base::Result<std::string> run_gpgv(const std::string& path, std::string_view keys, const std::string& signed_file = {});

/// What status lines of gpgv say. One bad signature outweighs good ones. Source: GnuPG, doc/DETAILS.
Signature read_verdict(std::string_view status);

}  // namespace crosswalk::cli
