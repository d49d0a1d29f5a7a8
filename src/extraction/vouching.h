// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace crosswalk::extraction {

/// What a text is that vouches for other files and says nothing of its own: "list of checksums (SHA-256)", as sha256sum and the
/// like write it; "OpenPGP signature" and "OpenPGP public key" in their armor, alone; "manifest of a set of release documents" of
/// this program. Empty for any other text, also where only a part of it is such: then its words count. The whole file has to be
/// given. Source: sha256sum(1); RFC 9580, 6.2; schemas/release-manifest.schema.json.
std::string_view what_vouches(std::string_view text);

}  // namespace crosswalk::extraction
