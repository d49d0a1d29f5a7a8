// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "artifacts/jsonschema/schema.h"

namespace crosswalk::artifacts::schemas {

/// The text of a schema that is part of the program, by its name in schemas.def: "cyclonedx-1.6", "cyclonedx-1.6.xsd". Nothing
/// for unknown names, and where the program was built without it (the schemas of CycloneDX are fetched when it is built).
std::optional<std::string_view> text(std::string_view name);

/// The same by its URI without a fragment, or by its file's name at the end of one.
std::optional<std::string_view> text_by_uri(std::string_view uri);

/// A JSON schema that is part of the program, ready to use, with formats asserted; null where text() gives nothing. It is
/// compiled once, when it is first asked for, and lives as long as the program. Any thread may ask.
const jsonschema::Schema* schema(std::string_view name);

}  // namespace crosswalk::artifacts::schemas
