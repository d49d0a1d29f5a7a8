// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifacts/json/value.h"
#include "artifacts/vex/model.h"
#include "base/result.h"

namespace crosswalk::artifacts::vex {

/// A finding at a value.
Finding finding_at(const json::Value& value, FindingLevel level, std::string rule, std::string message);

/// Reads OpenVEX. Errors: malformed_data.
base::Result<Document> read_openvex(const json::Value& root);
/// Reads the vulnerabilities of a CycloneDX document.
base::Result<Document> read_cyclonedx(const json::Value& root);
/// Reads the vulnerabilities of a CSAF document.
base::Result<Document> read_csaf(const json::Value& root);

/// Checks a document against the schema of OpenVEX 0.2.0; the rule of findings is "openvex/schema".
/// Source: OpenVEX Specification 0.2.0, openvex_json_schema_0.2.0.json.
void check_schema(const json::Value& root, std::vector<Finding>& findings);

}  // namespace crosswalk::artifacts::vex
