// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/csaf/schema.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/finding.h"
#include "artifacts/json/value.h"
#include "base/result.h"

namespace crosswalk::artifacts::csaf {

/// How a check came out.
enum class Outcome : std::uint8_t { passed, failed, skipped };

/// The outcome in small letters: "passed".
std::string_view name_of(Outcome outcome);

/// What came of one check of a file.
struct Verdict {
  /// "schema", the id of a test, or "5.1" for the name of the file.
  std::string_view id;
  Group group = Group::mandatory;
  /// What was looked for, for people.
  std::string_view title;
  Outcome outcome = Outcome::passed;
  /// Why it was skipped; empty where it was not.
  std::string_view reason;
  /// What was found; none where it passed.
  std::vector<Finding> findings;
};

/// How a file is checked.
struct Options {
  /// Ids of the checks to make, "schema" and "5.1" among them; a section stands for all within it ("6.2", "6.1.27"). Empty: all.
  std::vector<std::string> only;
  /// The file's name without its folders; empty where it has none, then that is not checked.
  std::string file_name;
};

/// What came of all checks of a file.
struct Report {
  Kind kind = Kind::document;
  /// In the order of the specification: schema, tests, name of the file. Files other than documents have the schema alone.
  std::vector<Verdict> verdicts;

  /// Whether no mandatory check failed. With `strict`, no optional one either.
  [[nodiscard]] bool is_valid(bool strict = false) const;
  /// Findings of this level.
  [[nodiscard]] std::size_t count(FindingLevel level) const;
  /// What came of one check; null where it was not made.
  [[nodiscard]] const Verdict* verdict(std::string_view id) const;
};

/// Checks a file against the schema of its kind and, where it is a document, by the tests of the specification. Tests look at
/// what has the right type, whatever the schema says. Errors: internal, as schema_findings(). Source: CSAF 2.0, 3, 5.1, 6, 7.1.
base::Result<Report> validate(const json::Value& root, const Options& options = {});

}  // namespace crosswalk::artifacts::csaf
