// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::artifacts::securitytxt {

/// The bytes in an OpenPGP armor: between "-----BEGIN PGP `what`-----" and its END line, which begin and end `text`. Armor
/// headers are skipped; a checksum is checked where there is one.
///
/// Errors: malformed_data: no such lines, no blank line behind the headers, no base64, another checksum.
/// Source: RFC 4880, 6; RFC 9580, 6.
base::Result<std::string> without_armor(std::string_view text, std::string_view what);

/// Whether the bytes begin with a whole OpenPGP packet of this kind (2: signature, 6: public key).
/// Source: RFC 4880, 4.2 and 4.3.
bool begins_with_packet(std::string_view bytes, unsigned tag);

}  // namespace crosswalk::artifacts::securitytxt
