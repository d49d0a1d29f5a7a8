// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/case.h"
#include "disclosure/organisation.h"
#include "packs/diagnostics.h"
#include "release/facts.h"

namespace crosswalk::release {

/// What the register of vulnerability cases says of one version of a product.
struct CaseStatus {
  std::string case_id;
  std::string title;
  /// As of disclosure::Case, the one to be used first; the case's own where it has no other.
  std::vector<std::string> ids;
  /// Nothing where the case is open and does not say which versions are affected.
  std::optional<disclosure::AffectedStatus> status;
  /// Why, or what users can do; empty where the case does not say.
  std::string statement;
  /// The parts of the product that have it: "libjpeg-turbo 2.1.4"; the product's name where the case names none.
  std::string component;
  disclosure::Stage stage = disclosure::Stage::received;
  /// Whether this is the first version in which it is fixed.
  bool fixed_here = false;
  /// Whether the case says both that this version is affected and that it is fixed in it.
  bool contradicts_itself = false;
  /// Advisories that were published about it and not withdrawn.
  std::vector<std::string> advisories;
  /// Why documents for users do not tell of it yet; empty where they may.
  std::string withheld;

  /// "V-2026-0001 (CVE-2026-12345)".
  [[nodiscard]] std::string name() const;
  /// Whether it is one of these ids.
  [[nodiscard]] bool is_named_in(const Fact* vulnerabilities) const;
  /// Whether this version has it, or may have it.
  [[nodiscard]] bool is_open() const;
};

/// How bad a status is for users: where several are said of one version, the greatest counts.
int rank(disclosure::AffectedStatus status);

/// What a case says of a version; nothing where it says nothing of it, or was turned down. A version after the first fixed one is
/// fixed where no range says that it is affected. Withheld is what lies under an embargo at `as_of`, or may not be given to
/// everybody by its TLP label. Source: CISA, Minimum Requirements for VEX (2023), 2.5.
std::optional<CaseStatus> status_in(const disclosure::Case& one, const disclosure::Product& product, std::string_view version,
                                    disclosure::Instant as_of);

/// Adds to `known_vulnerabilities` what the register says of this version and the facts do not: open ones, those that do not
/// affect it, and those that it fixes; with the case as origin. Where facts and register contradict each other, that is an error
/// with the line of the fact: the register says one status and the facts another, a fix of which the register knows nothing, or
/// that there is nothing to say.
void add_register(ReleaseFacts& facts, const std::vector<CaseStatus>& cases, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::release
