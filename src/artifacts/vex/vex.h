// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vex/model.h"
#include "base/result.h"

namespace crosswalk::artifacts::vex {

/// Reads a document in OpenVEX (0.0.x, 0.2.0), CycloneDX (1.4 on, its vulnerabilities) or CSAF 2.0, and notes what breaks the
/// rules of its format. `name` is what errors call the file.
///
/// Errors: malformed_data with line and column: no JSON, of no known format, or not built so that statements could be told.
/// Source: OpenVEX Specification 0.2.0; CycloneDX 1.7, vulnerabilities; CSAF 2.0, 3.2.3 and 4.5.
base::Result<Document> read(std::string bytes, std::string_view name);

/// What a statement in OpenVEX lacks or has too much for its status; `pointer` and `line` say where it stands. Levels are errors.
/// Source: OpenVEX Specification 0.2.0, "Statement Fields" and "Status Labels"; CISA, Minimum Requirements for VEX, 2.
std::vector<Finding> check_statement(const Statement& statement);

/// Statements of several documents in one history: those of one vulnerability after each other, the oldest first; statements
/// without a time take that of their document. Where times are equal the order of the documents decides.
///
/// Errors: usage without documents; malformed_data, where neither a statement nor its document says when it was made.
/// Source: OpenVEX Specification 0.2.0, "VEX Documents are immutable; updating statements".
base::Result<Document> merge(const std::vector<Document>& documents);

/// What holds now: of the statements on one vulnerability and one product the latest, one product in each. The order is that of
/// merge(). A statement without products stands for itself.
std::vector<Statement> current(const Document& merged);

/// The statement that holds for whatever the vulnerability of this name is found in: the latest on it, or null.
const Statement* latest_on(const Document& merged, std::string_view vulnerability);

/// The id of the vulnerability that a rule of a scanner's results names: "CVE-2020-1234" of "CVE-2020-1234-openssl"; others as
/// they are.
std::string vulnerability_of_rule(std::string_view rule);

/// A document in another format, and what it could not say.
struct Converted {
  std::string json;
  /// Each a sentence for people.
  std::vector<std::string> losses;
};

/// Writes statements in a format. `timestamp` stands in for a document without one.
Converted write(const Document& document, Format format, std::string_view timestamp);

}  // namespace crosswalk::artifacts::vex
