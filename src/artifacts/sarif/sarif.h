// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/json/value.h"

namespace crosswalk::artifacts::sarif {

// What static analysis tools found, in the Static Analysis Results Interchange Format.
// Source: OASIS Standard, SARIF Version 2.1.0; numbers of sections are those of its errata 01.

/// How bad a result is (3.27.10).
enum class Level : std::uint8_t { none, note, warning, error };
/// What a result says (3.27.9).
enum class Kind : std::uint8_t { not_applicable, pass, fail, review, open, informational };
/// The level as the format writes it.
std::string_view name_of(Level level);
/// The kind as the format writes it: "notApplicable".
std::string_view name_of(Kind kind);

/// Something of a list that is not the tool's own: weakness 79 of CWE.
struct Taxon {
  std::string taxonomy;
  std::string id;
  bool operator==(const Taxon&) const = default;
};

/// A rule of a tool (3.49).
struct Rule {
  std::string id;
  std::string name;
  /// shortDescription, or the first that there is of fullDescription and help.
  std::string description;
  std::string help_uri;
  /// What its results have where they say nothing themselves.
  Level level = Level::warning;
  /// "security-severity" of its properties, a number like that of CVSS, as written; empty where there is none.
  std::string security_severity;
  std::vector<std::string> tags;
  std::vector<Taxon> taxa;
};

/// A place that a result points to (3.28, 3.29).
struct Location {
  /// As written, or that of the artifact that its index names.
  std::string uri;
  /// What the URI is relative to, by its name: "SRCROOT".
  std::string uri_base_id;
  /// From 1; 0 where none is said.
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t end_line = 0;
  /// "module.Class.method" where a logical location is given.
  std::string logical_name;
};

/// Why a result is not shown (3.35).
struct Suppression {
  /// "inSource" or "external".
  std::string kind;
  /// "accepted" where nothing else is said.
  std::string status = "accepted";
  std::string justification;
};

/// One thing that a tool found (3.27).
struct Result {
  std::string rule_id;
  /// Its number in Run::rules; nothing where the log does not describe the rule.
  std::optional<std::size_t> rule;
  Level level = Level::warning;
  Kind kind = Kind::fail;
  /// The text, with the rule's message strings and arguments put in.
  std::string message;
  std::vector<Location> locations;
  std::vector<Suppression> suppressions;
  /// Whether it has suppressions, and all of them are accepted (3.27.23).
  bool suppressed = false;
  /// "new", "unchanged", "updated", "absent", or empty.
  std::string baseline_state;
  /// fingerprints and partialFingerprints.
  std::map<std::string, std::string> fingerprints;
  std::string guid;
  /// Its own, or the rule's.
  std::string security_severity;
  /// Its own and the rule's.
  std::vector<Taxon> taxa;
  /// Where it stands in the log.
  std::string pointer;
  std::size_t log_line = 0;
};

/// One run of a tool (3.14).
struct Run {
  std::string tool;
  std::string tool_version;
  std::string information_uri;
  /// The name and version of its extensions.
  std::vector<std::string> extensions;
  /// Of the driver, then of the extensions.
  std::vector<Rule> rules;
  std::vector<Result> results;
  std::string guid;
  std::string automation_id;
  /// Whether every invocation says that it went well; nothing where none is described.
  std::optional<bool> successful;
  /// Files of external properties that the run names and that were not given, by their URI or guid.
  std::vector<std::string> missing_files;
};

/// A log.
struct Log {
  std::string version;
  std::vector<Run> runs;
};

/// Whether a document says that it is a log of SARIF, of any version.
bool is_log(const json::Value& root);
/// Whether it is a file of external properties (4).
bool is_external_properties(const json::Value& root);

/// What is wrong with the form of a log, or of a file of external properties: rule "schema", or "version" where it is of another
/// one than 2.1.0.
std::vector<Finding> validate(const json::Document& document);

/// What is wrong with what a log of the right form says, by the numbers of the SARIF Multitool's rules: SARIF1005 (URIs are
/// absolute), SARIF1006 (times of invocations), SARIF1007 (regions), SARIF1010 (ids of rules), SARIF1013 (references into the
/// log).
std::vector<Finding> check(const json::Document& document);

/// Reads a log, with what it keeps in other files as far as those are given. Reads what it understands and passes over the rest:
/// validate() judges.
Log read(const json::Document& document, std::span<const json::Document> external = {});

}  // namespace crosswalk::artifacts::sarif
