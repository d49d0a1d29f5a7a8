// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "artifacts/sbom/model.h"
#include "base/result.h"

namespace crosswalk::artifacts::cyclonedx {

/// The versions that are read, oldest first: in JSON from 1.2 on.
std::span<const std::string_view> versions(sbom::Format format);

/// How a file is read.
struct Options {
  /// What errors call it: a file's name.
  std::string name;
  /// Whether it is compared with its schema, too.
  bool schema = true;
};

/// Reads a bill of materials of CycloneDX 1.2 to 1.7 in JSON or 1.0 to 1.7 in XML (`format`), in UTF-8, UTF-16 or UTF-32.
///
/// Findings are what breaks its schema (rule "cyclonedx/schema"), a bom-ref that is not unique ("cyclonedx/bom-ref"), and, as
/// warnings, references to what the file does not hold ("cyclonedx/reference"); with a JSON pointer or the path of the element,
/// and the line. At most 1,000 of a kind. Where the program was built without the schemas, that is a finding
/// ("cyclonedx/no-schema"). Errors: malformed_data with line and column, where it is no JSON or XML, cut off, too deep, has a
/// name twice in an object or a document type declaration, is no CycloneDX, or of a version that is not read; limit_exceeded.
/// Source: CycloneDX 1.0 to 1.7 (ECMA-424 is 1.6).
base::Result<sbom::Reading> read(std::string bytes, sbom::Format format, const Options& options);

}  // namespace crosswalk::artifacts::cyclonedx
