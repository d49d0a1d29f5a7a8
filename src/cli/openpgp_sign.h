// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/openpgp.h"

namespace crosswalk::cli {

/// Signs bytes with the user's own GnuPG (its keys, its agent, its way to ask for a passphrase): a detached signature, armored.
/// `key_fingerprint` has 40 or 64 hexadecimal digits, of a primary key or of a subkey that signs; spaces in it are left out.
///
/// Errors: usage, where that is no fingerprint; program_missing; signing_failed, with what gpg says; those of running a program.
/// Source: gpg(1), --detach-sign; GnuPG, doc/DETAILS (SIG_CREATED).
base::Result<std::string> sign_detached(std::string_view bytes, const std::string& key_fingerprint);

/// The same for a text that its signature frames. Errors: as of sign_detached(). Source: gpg(1), --clear-sign; RFC 4880, 7.
base::Result<std::string> clear_sign(std::string_view text, const std::string& key_fingerprint);

/// The public key of this fingerprint out of the user's own keyring, armored. Errors: as of sign_detached(); not_found.
base::Result<std::string> export_public_key(const std::string& key_fingerprint);

}  // namespace crosswalk::cli
