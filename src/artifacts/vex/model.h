// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/finding.h"

namespace crosswalk::artifacts::vex {

/// The formats in which statements on exploitability are told.
enum class Format : std::uint8_t { openvex, cyclonedx, csaf };
/// "openvex", "cyclonedx", "csaf".
std::string_view name_of(Format format);
/// The format with this name, or nothing.
std::optional<Format> format_named(std::string_view name);

/// What a vulnerability does to a product. Source: CISA, Minimum Requirements for VEX (2023), 2.5.
enum class Status : std::uint8_t { not_affected, affected, fixed, under_investigation };
/// "not_affected" as OpenVEX writes it.
std::string_view name_of(Status status);
/// The status with this name, or nothing.
std::optional<Status> status_named(std::string_view name);

/// Why a product is not affected. Source: CISA, VEX Status Justifications (2022).
enum class Justification : std::uint8_t {
  component_not_present,
  vulnerable_code_not_present,
  vulnerable_code_not_in_execute_path,
  vulnerable_code_cannot_be_controlled_by_adversary,
  inline_mitigations_already_exist,
};
/// "component_not_present" as OpenVEX and CSAF write it.
std::string_view name_of(Justification justification);
/// The justification with this name, or nothing.
std::optional<Justification> justification_named(std::string_view name);

/// A vulnerability: its name, and what others call it.
struct Vulnerability {
  /// An IRI, or empty.
  std::string id;
  std::string name;
  std::string description;
  std::vector<std::string> aliases;

  /// Whether it goes by this id, name or alias.
  [[nodiscard]] bool is(std::string_view identifier) const;
};

/// A product or a part of one.
struct Component {
  /// An IRI or another id; empty where only identifiers are given.
  std::string id;
  std::string name;
  /// "purl", "cpe22" or "cpe23" with its value.
  std::vector<std::pair<std::string, std::string>> identifiers;
  /// Algorithm as OpenVEX writes it ("sha-256") with the value.
  std::vector<std::pair<std::string, std::string>> hashes;

  /// What tells it from others: its package URL, CPE, id or name.
  [[nodiscard]] std::string key() const;
};

/// A product that a statement is about.
struct Product {
  Component component;
  std::vector<Component> subcomponents;
};

/// One statement: what a vulnerability does to products.
struct Statement {
  std::string id;
  Vulnerability vulnerability;
  std::vector<Product> products;
  /// Nothing where the document says none that is known.
  std::optional<Status> status;
  /// As written, known or not; empty: none.
  std::string status_text;
  std::optional<Justification> justification;
  /// As written, known or not; empty: none.
  std::string justification_text;
  std::string impact_statement;
  std::string action_statement;
  std::string status_notes;
  std::string supplier;
  /// Dates and times as they are written (RFC 3339); empty: none.
  std::string timestamp;
  std::string last_updated;
  std::string action_statement_timestamp;
  /// CycloneDX: what the producer does, "update", "will_not_fix".
  std::vector<std::string> responses;
  /// Where it stands: the document's number among those merged, JSON pointer, line.
  std::size_t document = 0;
  std::string author;
  std::string pointer;
  std::size_t line = 0;
};

/// A document of statements.
struct Document {
  Format format = Format::openvex;
  /// Of the format: "0.2.0".
  std::string format_version;
  std::string id;
  std::string author;
  std::string role;
  std::string timestamp;
  std::string last_updated;
  std::string version;
  std::string tooling;
  std::vector<Statement> statements;
  /// What breaks the rules of its format; rules begin with the format's name.
  std::vector<Finding> findings;
};

}  // namespace crosswalk::artifacts::vex
