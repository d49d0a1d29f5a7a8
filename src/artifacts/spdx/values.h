// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifacts/sbom/model.h"

namespace crosswalk::artifacts::spdx {

/// Letters, digits, dots and hyphens behind `prefix`. Source: SPDX 2.3, 6.3.
bool is_id(std::string_view text, std::string_view prefix);

/// "2010-01-29T18:30:22Z", a day and time that exist. Source: SPDX 2.3, 6.9; ISO 8601.
bool is_date(std::string_view text);

/// A scheme, a colon and more, without white space. Source: RFC 3986, 3.
bool is_uri(std::string_view text);

/// A URI, one with git+, hg+, svn+ or bzr+ before it, or USER@HOST:PATH. Source: SPDX 2.3, 7.7.
bool is_download_location(std::string_view text);

/// "Person: NAME (MAIL)", "Organization: NAME (MAIL)", "Tool: NAME", the mail left out; nothing for other texts.
/// Source: SPDX 2.3, 6.8 and 7.5.
std::optional<sbom::Party> party_of(std::string_view text);

/// Whether the text is NONE or NOASSERTION.
bool says_nothing(std::string_view text);

/// The type of an external reference without the URI that the listed ones have: "cpe23Type". Source: SPDX 2.3, 7.21.
std::string_view reference_type(std::string_view type);

/// A text for a message, cut to some 80 bytes.
std::string shown(std::string_view text);

}  // namespace crosswalk::artifacts::spdx
