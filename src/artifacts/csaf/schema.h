// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/json/value.h"
#include "base/result.h"

namespace crosswalk::artifacts::csaf {

/// What a JSON file of the Common Security Advisory Framework is.
enum class Kind : std::uint8_t {
  /// An advisory: /document/csaf_version.
  document,
  /// Source: CSAF 2.0, 7.1.7, 7.1.21, 7.1.15, 7.1.16, 7.1.17.
  provider_metadata,
  aggregator,
  rolie_feed,
  rolie_service,
  rolie_category,
};

/// The kind for people: "CSAF document".
std::string_view name_of(Kind kind);

/// What the file is, by its members. What is none of the others is taken for a document.
Kind kind_of(const json::Value& root);

/// How the file differs from the schema of its kind, in the order of the file; a rule of "schema" each. ROLIE has no schema in
/// CSAF: what section 7.1 and RFC 8322 demand is checked. Of the CVSS objects in a document nothing is said here, but by
/// cvss_findings(). Errors: internal, where the program was built without a schema.
base::Result<std::vector<Finding>> schema_findings(Kind kind, const json::Value& root);

/// How the CVSS objects of a document differ from the schema of their version, with `rule` as the rule.
/// Source: CSAF 2.0, 6.1.8; FIRST, CVSS v2.0, v3.0, v3.1.
std::vector<Finding> cvss_findings(const std::vector<json::Value>& vulnerabilities, std::string_view rule, FindingLevel level);

/// The members that no schema of a document speaks of. Source: CSAF 2.0, 6.2.20.
std::vector<json::Value> other_properties(const json::Value& root);

}  // namespace crosswalk::artifacts::csaf
