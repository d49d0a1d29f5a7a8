// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace crosswalk::cli {

/// What OpenPGP says of a signature.
struct Signature {
  enum class State : std::uint8_t { good, bad, not_checked } state = State::not_checked;
  /// For people: who signed, or why it is bad or could not be checked.
  std::string what;
  /// Of the key that made it, in upper case; empty where it is not known.
  std::string fingerprint;
};

/// Has gpgv, the verifier of GnuPG, check the signature of a clear-signed file against the keys in `keys`, armored or not. It
/// runs as a process of its own that can write nothing, connect to nothing and start nothing, and knows no other keys.
/// `path` is the file's, `keys` the bytes of a file of public keys; empty: there are none.
/// Source: gpgv(1); GnuPG, doc/DETAILS (status lines).
Signature check_signature(const std::string& path, std::string_view keys);

}  // namespace crosswalk::cli
