// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "artifacts/artifact.h"
#include "artifacts/characters.h"

namespace crosswalk::artifacts::ids {

/// An id of a vulnerability, weakness or advisory.
struct Id {
  /// cve, cwe, ghsa or advisory.
  Kind kind = Kind::cve;
  /// Flag bits: placeholder for GHSA-xxxx-xxxx-xxxx and CVE-2024-0000, weak for an advisory of a scheme that is not known by
  /// name.
  std::uint8_t flags = 0;
  /// With plain dashes and the case of its scheme: "CVE-2024-12345", "GHSA-abcd-..." in small letters.
  std::string canonical;

  bool operator==(const Id&) const = default;
};

/// Reads an id that is the whole text.
std::optional<Id> parse(std::string_view text);

/// Reads a CVE id that begins at `at`: a year from 1999 and 4 to 19 digits; a dash of any kind or, behind "CVE", a space.
/// Letters, digits or a further part behind it make it none. Source: CVE Record Format 5.1, definition cveId; CVE Numbering
/// Authority Operational Rules.
std::optional<Reading<Id>> cve_at(std::string_view text, std::size_t at);

/// Reads a CWE id that begins at `at`: "CWE-" or "CWE " and a number from 1 to 99999; zeros before it are left out.
/// Source: CVE Record Format 5.1, problemTypes, cweId.
std::optional<Reading<Id>> cwe_at(std::string_view text, std::size_t at);

/// Reads a GitHub advisory id that begins at `at`: three groups of four of 23456789cfghjmpqrvwx.
/// Source: GitHub documentation, "About the GitHub Advisory database", GHSA IDs.
std::optional<Reading<Id>> ghsa_at(std::string_view text, std::size_t at);

/// Reads the id of another advisory that begins at `at`. Known by name are the schemes of schemes.def; others (flag weak) need
/// words in upper case of which the last says what it is (SA, PSA, SB, SEC, PSIRT, ADV, FSN, FSCA or ending in SA), a year and a
/// number.
std::optional<Reading<Id>> advisory_at(std::string_view text, std::size_t at);

/// Reads an id of any of these that begins at `at`.
std::optional<Reading<Id>> id_at(std::string_view text, std::size_t at);

}  // namespace crosswalk::artifacts::ids
