// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"
#include "artifacts/time/instant.h"
#include "base/result.h"

/// Advisories published as static files, as a trusted provider of CSAF, and the check of such a place.
namespace crosswalk::provider {

using artifacts::time::Instant;

/// The names of a vulnerability in a document.
struct Named {
  std::string cve;
  /// Ids of other systems, among them those of cases.
  std::vector<std::string> ids;
};

/// What of a CSAF document decides where and how it is published.
struct Facts {
  std::string id;
  std::string title;
  /// "csaf_security_advisory".
  std::string category;
  /// Of the revision history: "3".
  std::string version;
  std::string status;
  /// "WHITE"; empty: unlabeled.
  std::string tlp;
  std::string publisher_namespace;
  /// What is new in this revision.
  std::string revision_summary;
  /// What it is about, in a sentence or two: its note of category summary, or else its title.
  std::string summary;
  /// As the document has them.
  std::string initial_release;
  std::string current_release;
  Instant initial = 0;
  Instant current = 0;
  /// In small letters, of its worst vulnerability; empty: it says none.
  std::string severity;
  /// The base score of that one: "9.8"; empty: none.
  std::string score;
  std::vector<Named> vulnerabilities;
  /// Products that are affected, by name, each once.
  std::vector<std::string> products;
  /// Why it is not valid CSAF: schema and mandatory tests; empty: it is.
  std::vector<std::string> faults;

  /// "2026/ex-sa-2026-0001.json". Source: CSAF 2.0, 5.1, 7.1.11.
  [[nodiscard]] std::string path() const;
};

/// Reads and validates a document. Errors: malformed_data, where it is no CSAF document or lacks what its place follows from (id,
/// version, dates); internal.
base::Result<Facts> read_facts(const artifacts::json::Value& root);

/// Facts as one line of JSON, to be carried from one process to another, and back. Errors: malformed_data.
std::string to_line(const Facts& facts);
base::Result<Facts> from_line(std::string_view line);

}  // namespace crosswalk::provider
