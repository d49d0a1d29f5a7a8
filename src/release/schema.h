// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::release {

/// How the schema calls itself.
inline constexpr std::string_view release_schema_id = "urn:crosswalk:schema:release:1.0";

/// A JSON Schema (draft 2020-12) of release files, for editors: groups and fields with what they are for, closed lists, days,
/// ports, ids, and facts with an origin. Made of groups(), so that both say the same; the same bytes each time.
std::string release_schema();

}  // namespace crosswalk::release
