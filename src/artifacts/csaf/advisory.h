// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "artifacts/json/value.h"

namespace crosswalk::artifacts::csaf {

/// A note. Source: CSAF 2.0, 3.1.5.
struct Note {
  std::string category;
  std::string title;
  std::string text;
  std::string audience;
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
};

/// Products that something is said about: their numbers in Advisory::products, each once, at most `most_products` of them.
struct Products {
  std::vector<std::size_t> numbers;
  /// Ids that the product tree does not define.
  std::vector<std::string> unknown;
  /// How many more there are.
  std::size_t more = 0;
};

/// A score. Source: CSAF 2.0, 3.2.3.13.
struct Score {
  /// "2.0", "3.0", "3.1".
  std::string version;
  std::string vector;
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
};

/// A vulnerability. Source: CSAF 2.0, 3.2.3.
struct Vulnerability {
  std::string cve;
  /// Ids in other systems, with their names: "Bug 123 (tracker)".
  std::vector<std::string> ids;
  std::string title;
  /// "CWE-79", "Improper ...".
  std::string cwe_id;
  std::string cwe_name;
  std::string discovery_date;
  std::string release_date;
  std::vector<Note> notes;
  std::vector<Reference> references;
  /// "known_affected" and its products, in the order in which people want to know.
  std::vector<std::pair<std::string, Products>> status;
  std::vector<Score> scores;
  std::vector<Statement> remediations;
  std::vector<Statement> threats;
  std::vector<Statement> flags;
  std::vector<std::string> acknowledgments;
  /// Where it stands: a JSON pointer.
  std::string pointer;
};

/// An item of the revision history.
struct RevisionText {
  std::string number;
  std::string date;
  std::string summary;
};

/// What a document says, as texts, for showing it. What is missing or of another type is empty.
struct Advisory {
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
  std::string publisher_namespace;
  std::string contact;
  std::string issuing_authority;
  std::string tlp;
  std::string distribution;
  std::string aggregate_severity;
  std::vector<Note> notes;
  std::vector<Reference> references;
  std::vector<std::string> acknowledgments;
  std::vector<RevisionText> revisions;
  /// All of the product tree: full_product_names, branches, relationships.
  std::vector<Product> products;
  std::vector<Vulnerability> vulnerabilities;
};

/// How many products one list of an Advisory names at most, so that what is made of a document grows with it and no faster.
constexpr std::size_t most_products = 200;

/// Reads a document. Source: CSAF 2.0, 3.
Advisory read_advisory(const json::Value& root);

}  // namespace crosswalk::artifacts::csaf
