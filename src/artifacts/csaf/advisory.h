// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifacts/json/value.h"

namespace crosswalk::artifacts::csaf {

/// The bytes of the text where something stands, a member with its name: `"baseScore": 9.8`. The end is excluded; equal where the
/// document does not say it.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;

  /// Whether it stands nowhere.
  [[nodiscard]] bool empty() const { return begin == end; }
};

/// A note. Source: CSAF 2.0, 3.1.5.
struct Note {
  std::string category;
  std::string title;
  std::string text;
  std::string audience;
  Extent text_at;
};

/// A reference. Source: CSAF 2.0, 3.1.10.
struct Reference {
  /// "self" or "external".
  std::string category;
  std::string summary;
  std::string url;
};

/// A product as people know it.
struct Product {
  std::string id;
  std::string name;
  /// What the branches to it and its identification helper say; empty where they do not.
  std::string vendor;
  std::string product_name;
  /// A version, or a range of them.
  std::string version;
  std::string purl;
  std::string cpe;
  /// Where its name stands, and the branch that says its version.
  Extent name_at;
  Extent version_at;
  /// Of a relationship: the product that is a part (product_reference) and the one that it relates to, numbers in
  /// Advisory::products. Source: CSAF 2.0, 3.2.2.4.
  std::optional<std::size_t> part;
  std::optional<std::size_t> host;
};

/// Products that something is said about: their numbers in Advisory::products, each once; those of scores and statements at most
/// `most_products`.
struct Products {
  std::vector<std::size_t> numbers;
  /// Ids that the product tree does not define.
  std::vector<std::string> unknown;
  /// How many more there are.
  std::size_t more = 0;

  /// Whether there are none.
  [[nodiscard]] bool empty() const { return numbers.empty() && unknown.empty(); }
};

/// A score. Source: CSAF 2.0, 3.2.3.13.
struct Score {
  /// "2.0", "3.0", "3.1"; "4.0" where a document has a cvss_v4, which CSAF 2.0 does not know.
  std::string version;
  std::string vector;
  /// The base score as the document says it; none where it says none, or no number.
  std::optional<double> base;
  Extent vector_at;
  Extent base_at;
  /// In tenths, as the document says it, the environmental one where it is given; none where it says none.
  std::optional<int> tenths;
  /// In small letters: the document's word, or by the score.
  std::string severity;
  Products products;
};

/// A remediation, threat or flag: something said about products.
struct Statement {
  /// "vendor_fix", "impact", "component_not_present".
  std::string category;
  std::string details;
  std::string url;
  std::string date;
  /// "none", "machine"; of remediations.
  std::string restart;
  std::vector<std::string> entitlements;
  Products products;
  /// Its details, or its category where it has none.
  Extent at;
};

/// An id in another system.
struct OtherId {
  std::string text;
  std::string system;
};

/// What is said of the status of products. Source: CSAF 2.0, 3.2.3.9.
struct Status {
  /// "known_affected".
  std::string word;
  Products products;
  Extent at;
};

/// A vulnerability. Source: CSAF 2.0, 3.2.3.
struct Vulnerability {
  std::string cve;
  std::vector<OtherId> ids;
  std::string title;
  /// "CWE-79", "Improper ...".
  std::string cwe_id;
  std::string cwe_name;
  std::string discovery_date;
  std::string release_date;
  std::vector<Note> notes;
  std::vector<Reference> references;
  /// In the order in which people want to know; all products of each.
  std::vector<Status> status;
  std::vector<Score> scores;
  std::vector<Statement> remediations;
  std::vector<Statement> threats;
  std::vector<Statement> flags;
  /// The affected products for which no remediation is a vendor fix, a mitigation or a workaround; one that names no products is
  /// for all of them. Source: CSAF 2.0, 3.2.3.12.
  Products without_remedy;
  std::vector<std::string> acknowledgments;
  /// Where it stands: a JSON pointer.
  std::string pointer;
  Extent cve_at;
  Extent title_at;
  Extent cwe_name_at;

  /// The status with this word, or nullptr.
  [[nodiscard]] const Status* status_named(std::string_view word) const;
};

/// An item of the revision history.
struct RevisionText {
  std::string number;
  std::string date;
  std::string summary;
};

/// What a document says, as texts with their places, for showing and for judging it. What is missing or of another type is empty.
struct Advisory {
  /// "2.0".
  std::string format_version;
  std::string category;
  std::string title;
  std::string language;
  std::string id;
  std::vector<std::string> aliases;
  std::string version;
  std::string status;
  std::string initial_release_date;
  std::string current_release_date;
  std::string generator;
  std::string publisher;
  std::string publisher_category;
  Extent publisher_at;
  std::string publisher_namespace;
  std::string contact;
  std::string issuing_authority;
  std::string tlp;
  std::string distribution;
  std::string aggregate_severity;
  /// Whose scale the aggregate severity is of.
  std::string aggregate_severity_namespace;
  Extent aggregate_severity_at;
  std::vector<Note> notes;
  std::vector<Reference> references;
  std::vector<std::string> acknowledgments;
  std::vector<RevisionText> revisions;
  /// All of the product tree: full_product_names, branches, relationships.
  std::vector<Product> products;
  std::vector<Vulnerability> vulnerabilities;
};

/// How many products of scores and statements an Advisory names at most, and how many of a status a page should, so that what is
/// made of a document grows with it and no faster.
constexpr std::size_t most_products = 200;

/// Reads a document. Source: CSAF 2.0, 3.
Advisory read_advisory(const json::Value& root);

}  // namespace crosswalk::artifacts::csaf
