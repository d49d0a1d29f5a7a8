// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifacts/sbom/model.h"
#include "base/result.h"

namespace crosswalk::artifacts::spdx {

/// The format of an SPDX file by what it holds: JSON, YAML, tag-value, RDF/XML, the XML form of the JSON (as spdx_rdf_xml), and
/// the JSON-LD of SPDX 3; in UTF-8, UTF-16 or UTF-32. Nothing where it is none of them. Looks at the first 64 KiB.
std::optional<sbom::Format> detect(std::string_view bytes);

/// Reads an SPDX document of version 2.1 (leniently), 2.2, 2.3, 3.0.0 or 3.0.1 and checks it against its specification.
///
/// What breaks the specification is a finding, with a JSON pointer and a line where there are such: its rule is the section of
/// the specification ("SPDX 2.3, 7.1"), or "SPDX 2.3 JSON schema" for what only the JSON form forbids. Errors: malformed_data
/// with line and column, where the file cannot be read as what `format` says (no JSON, YAML or XML, cut off, too deep, a name
/// twice); limit_exceeded. Source: SPDX 2.2.2, SPDX 2.3.0 (ISO/IEC 5962 is 2.2.1), SPDX 3.0.1.
base::Result<sbom::Reading> read(std::string bytes, sbom::Format format, std::string_view name);

}  // namespace crosswalk::artifacts::spdx
